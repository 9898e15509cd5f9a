"""gBizINFO as its REST API v2 answers: 404 is no hit, a trailing slash 500, and the text "Null" is nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from html import escape
from typing import Any

from workbench.japan.addresses import PREFECTURES
from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import KnownCompany

_BASE = "/hojin/v2/hojin"
_PAGE = "/hojin/ichiran"
_NUMBER = re.compile(rf"{_BASE}/(\d{{13}})")
_OK = "200 - OK."
_MOST_PAGES = 10
_MOST_ITEMS = 5_000
_USUAL_ITEMS = 1_000


class Gbizinfo(FakeService):
    """Search replies are slim and in the order of numbers, closed companies among them; the detail has the rest."""

    host = "gbizinfo.example"
    key_name = "gbizinfo"

    def respond(self, request: Request) -> Answer:
        if request.path.endswith("/"):
            return _envelope(500, "500 - Internal Server Error.", errors=[])
        if request.path == _PAGE:
            return self._page(request.query.get("hojinBango", ""))
        if request.headers.get("x-hojininfo-api-token") != self.key:
            return _envelope(401, "401 - Unauthorized", errors=[])
        if request.path == _BASE:
            return self._search(request.query)
        number = _NUMBER.fullmatch(request.path)
        return self._found(
            [_detail(one) for one in self._known() if number and number[1] == one.corporate_number]
        )

    def _search(self, query: dict[str, str]) -> Answer:
        if not query.keys() & {"name", "corporate_number", "prefecture"}:
            return _bad("name", "a condition is required")
        page, limit = query.get("page", "1"), query.get("limit", str(_USUAL_ITEMS))
        if not page.isdecimal() or not 1 <= int(page) <= _MOST_PAGES:
            return _bad("page", "page is out of range")
        if not limit.isdecimal() or int(limit) > _MOST_ITEMS:
            return _bad("limit", "limit is out of range")
        fitting = [one for one in self._known() if _fits(one, query)]
        first = (int(page) - 1) * int(limit)
        return self._found([_slim(one) for one in fitting[first : first + int(limit)]])

    def _known(self) -> list[KnownCompany]:
        known = [one for one in self.world.companies if one.gbizinfo is not None and not one.hidden]
        return sorted(known, key=lambda one: one.corporate_number)

    def _found(self, items: list[dict[str, Any]]) -> Answer:
        if not items:
            return _envelope(404, "404 - Not Found.", errors=[])
        return _envelope(200, _OK, errors=None, **{"hojin-infos": items})

    def _page(self, number: str) -> Answer:
        """The page for people, which needs no token."""
        known = next((one for one in self._known() if one.corporate_number == number), None)
        name = escape(known.name) if known else "該当する法人がありません"
        html = f'<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"></head><body>{name}</body></html>'
        return Answer(200 if known else 404, {"Content-Type": "text/html; charset=utf-8"}, html.encode())


def _fits(company: KnownCompany, query: dict[str, str]) -> bool:
    # Widths are one to it; legal forms are not, and a space in the search finds nothing.
    name = query.get("name")
    if name is not None and (not name or " " in _folded(name) or _folded(name) not in _folded(company.name)):
        return False
    if query.get("corporate_number") not in (None, company.corporate_number):
        return False
    code = query.get("prefecture")
    return code is None or PREFECTURES.get(code) == company.prefecture


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _slim(company: KnownCompany) -> dict[str, Any]:
    return {
        "corporate_number": company.corporate_number,
        "name": company.name,
        "name_en": company.english_name or "Null",
        "location": company.address,
        "postal_code": company.postal_code,
        "status": _status(company),
        "update_date": _moment(company),
        "number_of_activity": "0",
    }


def _detail(company: KnownCompany) -> dict[str, Any]:
    """All of one company. What is missing is sometimes the text "Null", sometimes null, sometimes not there."""
    beyond = company.gbizinfo
    detail = {
        "corporate_number": company.corporate_number,
        "name": company.name,
        "kana": company.kana or "Null",
        "name_en": company.english_name,
        "postal_code": company.postal_code,
        "location": company.address,
        "process": "21" if company.closed_on else "01",
        "aggregated_year": "0",
        "status": _status(company),
        "close_date": company.closed_on.isoformat() if company.closed_on else None,
        "close_cause": company.close_cause,
        "kind": company.kind,
        "representative_name": "Null",
        "employee_number": beyond.employees if beyond else None,
        "update_date": _moment(company),
    }
    homepage = beyond.homepage if beyond else None
    if homepage or int(company.corporate_number) % 2:
        detail["company_url"] = homepage or "Null"
    return detail


def _status(company: KnownCompany) -> str:
    return "閉鎖" if company.closed_on else "-"


def _moment(company: KnownCompany) -> str:
    return f"{company.updated_on.isoformat()}T00:00:00+09:00"


def _bad(item: str, message: str) -> Answer:
    return _envelope(400, "400 - Bad Request.", errors=[{"item": item, "message": message}])


def _envelope(status: int, message: str, **parts: Any) -> Answer:
    body = json.dumps({"id": None, "message": message, **parts}, ensure_ascii=False)
    return Answer(status, {"Content-Type": "application/json; charset=utf-8"}, body.encode())
