"""The register of invoice issuers as its Web-API answers: by T numbers, an unknown ID is 404."""

from __future__ import annotations

import json
import re
from datetime import date
from html import escape
from typing import Any

from workbench.local.services.fake import FakeService, Request
from workbench.local.services.nta_records import CITY_CODE, prefecture_code
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import InInvoices, KnownCompany

_BASE = "/1"
_PAGE = "/regno-search/detail"
_MOST_NUMBERS = 10
_UPDATED_ON = "2026-09-16"
_REGISTERED, _CANCELLED, _EXPIRED = "01", "03", "04"


class Invoice(FakeService):
    """Only `num` as JSON: the other forms and the search for changes are not needed here."""

    host = "invoice-kohyo-api.example"
    key_name = "nta"

    def respond(self, request: Request) -> Answer:
        query = request.query
        if request.path == _PAGE:
            return self._page(query.get("selRegNo", ""))
        if query.get("id") != self.key:
            return _text(404, "アプリケーションIDが登録されていません。")
        numbers = query.get("number", "").split(",")
        if (
            request.path != f"{_BASE}/num"
            or query.get("type") != "21"
            or len(numbers) > _MOST_NUMBERS
            or not all(re.fullmatch(r"T\d{13}", number) for number in numbers)
        ):
            return _text(400, "400-0002,登録番号の指定に誤りがあります。")
        found = [
            one for one in self.world.companies if one.invoices and f"T{one.corporate_number}" in numbers
        ]
        return _json([_entry(at, one) for at, one in enumerate(found, start=1)])

    def too_many(self) -> Answer:
        return _text(403, "アクセスが制限されています。")

    def _page(self, number: str) -> Answer:
        """The page for people, which needs no ID."""
        known = self.world.by_number(number)
        name = escape(known.name) if known and known.invoices else "該当する登録はありません"
        html = f'<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"></head><body>{name}</body></html>'
        return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, html.encode())


def _entry(at: int, company: KnownCompany) -> dict[str, Any]:
    told = company.invoices
    assert told is not None
    return {
        "sequenceNumber": str(at),
        "registratedNumber": f"T{company.corporate_number}",
        "process": _process(told),
        "correct": "0",
        "kind": "2",
        "country": "1",
        "latest": "1",
        "registrationDate": told.registered_on.isoformat(),
        "updateDate": max(_days(told)).isoformat(),
        "disposalDate": told.disposed_on.isoformat() if told.disposed_on else "",
        "expireDate": told.expired_on.isoformat() if told.expired_on else "",
        "address": company.address,
        "addressPrefectureCode": prefecture_code(company.prefecture),
        "addressCityCode": CITY_CODE,
        "addressRequest": "",
        "kana": "",
        "name": company.name,
        "addressInside": "",
        "tradeName": "",
        "popularName_previousName": "",
    }


def _process(told: InInvoices) -> str:
    if told.disposed_on:
        return _CANCELLED
    return _EXPIRED if told.expired_on else _REGISTERED


def _days(told: InInvoices) -> list[date]:
    return [day for day in (told.registered_on, told.disposed_on, told.expired_on) if day]


def _json(entries: list[dict[str, Any]]) -> Answer:
    told = {
        "lastUpdateDate": _UPDATED_ON,
        "count": str(len(entries)),
        "divideNumber": "1",
        "divideSize": "1",
        "announcement": entries,
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(200, {"Content-Type": "application/json; charset=utf-8"}, body)


def _text(status: int, body: str) -> Answer:
    return Answer(status, {"Content-Type": "text/plain; charset=utf-8"}, body.encode())
