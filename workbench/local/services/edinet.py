"""EDINET as its API v2 answers: lists of a day's filings, reports as zipped UTF-16, errors within status 200."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from html import escape
from typing import Any

from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import InEdinet, KnownCompany

_BASE = "/api/v2"
_PAGE = "/WZEK0040.aspx"
_TITLE = "提出された書類を把握するためのAPI"
_REFUSED = "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription."
_COLUMNS = [
    "要素ID",
    "項目名",
    "コンテキストID",
    "相対年度",
    "連結・個別",
    "期間・時点",
    "ユニットID",
    "単位",
    "値",
]
_NULL_WHEN_WITHDRAWN = (
    *("edinetCode", "secCode", "JCN", "filerName", "ordinanceCode", "formCode", "docTypeCode"),
    *("periodStart", "periodEnd", "submitDateTime", "docDescription"),
)


class Edinet(FakeService):
    """Every filer files on the same day each year; a correction and a withdrawn document stand beside it."""

    host = "edinet.example"
    key_name = "edinet"

    def respond(self, request: Request) -> Answer:
        if request.path == _PAGE:
            return self._page(request.target.partition("?")[2])
        if request.query.get("Subscription-Key") != self.key:
            return _json({"StatusCode": 401, "message": _REFUSED})
        if request.path == f"{_BASE}/documents.json":
            return self._list(request.query)
        found = re.fullmatch(rf"{_BASE}/documents/(\w+)", request.path)
        return self._document(found[1] if found else "", request.query.get("type"))

    def _list(self, query: dict[str, str]) -> Answer:
        try:
            day = date.fromisoformat(query.get("date", ""))
        except ValueError:
            return _failed("400", "Bad Request")
        results = [item for company, filer in self._filers() for item in _filed(company, filer, day)]
        for number, item in enumerate(results, start=1):
            item["seqNumber"] = number
        metadata = {
            "title": _TITLE,
            "parameter": {"date": day.isoformat(), "type": query.get("type", "1")},
            "resultset": {"count": len(results)},
            "processDateTime": f"{day.isoformat()} 17:30",
            "status": "200",
            "message": "OK",
        }
        return _json({"metadata": metadata, **({"results": results} if query.get("type") == "2" else {})})

    def _document(self, document: str, kind: str | None) -> Answer:
        for company, filer in self._filers():
            if filer.document == document and kind == "5":
                headers = {"Content-Type": "application/octet-stream"}
                return Answer(200, headers, zipped(cover(company, filer), document))
        return _failed("404", "Not Found")

    def _filers(self) -> list[tuple[KnownCompany, InEdinet]]:
        return [(one, one.edinet) for one in self.world.companies if one.edinet is not None]

    def _page(self, document: str) -> Answer:
        """The page for people, which needs no key."""
        names = [one.name for one, filer in self._filers() if filer.document == document]
        html = (
            f'<!DOCTYPE html><html lang="ja"><body>{escape(names[0] if names else "該当なし")}</body></html>'
        )
        return Answer(200 if names else 404, {"Content-Type": "text/html; charset=utf-8"}, html.encode())


def _filed(company: KnownCompany, filer: InEdinet, day: date) -> list[dict[str, Any]]:
    """What a company filed on a day: the yearly report, its correction, and one that was withdrawn."""
    filed_on = filer.submitted_on
    if day < filed_on or (day.month, day.day) != (filed_on.month, filed_on.day):
        return []
    report = _item(company, filer, day)
    correction = report | {"docID": f"{filer.document}C", "formCode": "030001", "docTypeCode": "130"}
    withdrawn = report | dict.fromkeys(_NULL_WHEN_WITHDRAWN) | {"docID": f"{filer.document}W"}
    withdrawn |= {"withdrawalStatus": "2", "csvFlag": "0", "xbrlFlag": "0", "pdfFlag": "0"}
    return [report, correction, withdrawn]


def _item(company: KnownCompany, filer: InEdinet, day: date) -> dict[str, Any]:
    return {
        "seqNumber": 0,
        "docID": filer.document,
        "edinetCode": filer.edinet_code,
        "secCode": filer.securities_code,
        "JCN": company.corporate_number,
        "filerName": company.name,
        "fundCode": None,
        "ordinanceCode": "010",
        "formCode": "030000",
        "docTypeCode": "120",
        "periodStart": f"{day.year - 1}-04-01",
        "periodEnd": f"{day.year}-03-31",
        "submitDateTime": f"{day.isoformat()} 15:00",
        "docDescription": "有価証券報告書",
        "issuerEdinetCode": None,
        "subjectEdinetCode": None,
        "subsidiaryEdinetCode": None,
        "currentReportReason": None,
        "parentDocID": None,
        "opeDateTime": None,
        "withdrawalStatus": "0",
        "docInfoEditStatus": "0",
        "disclosureStatus": "0",
        "xbrlFlag": "1",
        "pdfFlag": "1",
        "attachDocFlag": "1",
        "englishDocFlag": "0",
        "csvFlag": "1",
        "legalStatus": "1",
    }


def cover(company: KnownCompany, filer: InEdinet) -> str:
    """The report's lines that matter, and others beside them, persons' names and all, parted by tabs."""
    told = [
        ("jpdei_cor:EDINETCodeDEI", "EDINETコード、DEI", filer.edinet_code),
        ("jpdei_cor:FilerNameInJapaneseDEI", "提出者名（日本語表記）、DEI", company.name),
        ("jpcrp_cor:DocumentTitleCoverPage", "提出書類、表紙", "有価証券報告書"),
        ("jpcrp_cor:CompanyNameCoverPage", "会社名、表紙", company.name),
        (
            "jpcrp_cor:AddressOfRegisteredHeadquarterCoverPage",
            "本店の所在の場所、表紙",
            filer.address,
        ),
        (
            "jpcrp_cor:TelephoneNumberAddressOfRegisteredHeadquarterCoverPage",
            "電話番号、本店の所在の場所、表紙",
            filer.phone,
        ),
        (
            "jpcrp_cor:NameOfContactPersonAddressOfRegisteredHeadquarterCoverPage",
            "事務連絡者氏名、本店の所在の場所、表紙",
            filer.contact_person or "－",
        ),
        ("jpcrp_cor:NearestPlaceOfContactCoverPage", "最寄りの連絡場所、表紙", "同上"),
        (
            "jpcrp_cor:TelephoneNumberNearestPlaceOfContactCoverPage",
            "電話番号、最寄りの連絡場所、表紙",
            "同上",
        ),
        ("jppfs_cor:NetSales", "売上高", "1000000"),
        (
            "jpcrp_cor:OverviewOfOperationalProceduresForSharesTextBlock",
            "提出会社の株式事務の概要 [テキストブロック]",
            f"公告掲載方法 {_notices(company)}",
        ),
    ]
    between = ["FilingDateInstant", "提出日時点", "その他", "時点", "－", "－"]
    lines = [_COLUMNS, *([element, label, *between, value] for element, label, value in told)]
    return "".join("\t".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


def _notices(company: KnownCompany) -> str:
    """Where its public notices are found: on its own site, or in a newspaper if it has none."""
    homepage = company.gbizinfo.homepage if company.gbizinfo else None
    newspaper = "日本経済新聞に掲載します。https://www.nikkei.com/"
    return f"電子公告により行います。{homepage}koukoku/" if homepage else newspaper


def zipped(report: str, document: str = "S1000000") -> bytes:
    """A report as `documents/{docID}?type=5` sends it: beside the auditor's, in UTF-16 with its mark."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr(f"XBRL_TO_CSV/jpaud-aar-cn-001_{document}.csv", "監査報告書".encode("utf-16"))
        members.writestr(f"XBRL_TO_CSV/jpcrp030000-asr-001_{document}.csv", report.encode("utf-16"))
    return packed.getvalue()


def _failed(status: str, message: str) -> Answer:
    return _json({"metadata": {"title": _TITLE, "status": status, "message": message}})


def _json(told: dict[str, Any]) -> Answer:
    body = json.dumps(told, ensure_ascii=False).encode()
    return Answer(200, {"Content-Type": "application/json; charset=utf-8"}, body)
