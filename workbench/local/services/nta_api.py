"""The Tax Agency's Web-API v4 of 法人番号: errors are plain text with a code, and an unknown ID is 404."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from html import escape

from workbench.japan.corporate_numbers import is_valid
from workbench.local.services.fake import FakeService, Request
from workbench.local.services.nta_records import Record, as_csv, as_xml, records_of
from workbench.local.services.sample_site import Answer

_BASE = "/4"
_PAGE = "/henkorireki-johoto.html"
_ENCODINGS = {"01": "cp932", "02": "utf-8"}
_XML = "12"
_UPDATED_ON = "2026-09-16"
_MOST_NUMBERS = 10
_MOST_DAYS = 50
_FIRST_DAY = date(2015, 12, 1)
_HIRAGANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}

# Only the first two messages are as recorded; the codes are.
_MESSAGES = {
    "100": "商号又は名称が指定されていません。",
    "030": "取得期間開始日は取得期間終了日以前を指定してください。",
    "180": "検索結果が上限を超えています。条件を追加してください。",
}


class NtaApi(FakeService):
    """part_size: companies in one part of a reply; most_hits: beyond it a search is refused with code 180."""

    host = "houjin-bangou-api.example"
    key_name = "nta"
    part_size = 2_000
    most_hits = 100_000

    def respond(self, request: Request) -> Answer:
        query = request.query
        if request.path == _PAGE:
            return self._page(query.get("selHouzinNo", ""))
        if query.get("id") != self.key:
            return _text(404, "アプリケーションIDが登録されていません。")
        kind = query.get("type")
        if kind not in (*_ENCODINGS, _XML):
            return _error("070" if kind is None else "071")
        match request.path.removeprefix(_BASE):
            case "/num":
                return self._numbers(query)
            case "/name":
                return self._names(query)
            case "/diff":
                return self._changed(query)
        return _text(404, "Not Found")

    def too_many(self) -> Answer:
        return _text(403, "アクセスが制限されています。")

    def _numbers(self, query: dict[str, str]) -> Answer:
        numbers = query.get("number", "").split(",")
        if numbers == [""]:
            return _error("040")
        if len(numbers) > _MOST_NUMBERS:
            return _error("042")
        if not all(re.fullmatch(r"\d{13}", number) for number in numbers):
            return _error("041")
        if not all(map(is_valid, numbers)):
            return _error("043")
        found = [record for record in self._records if record["corporateNumber"] in numbers]
        return self._reply(found if query.get("history") == "1" else _latest(found), query)

    def _names(self, query: dict[str, str]) -> Answer:
        if not query.get("name"):
            return _error("100")
        if query.get("mode", "1") not in ("1", "2") or query.get("target", "1") not in ("1", "2", "3"):
            return _error("101")
        if len(query.get("address", "")) == 3:
            return _error("051")
        records = [one for one in self._records if one["hihyoji"] == "0"]
        found = [record for record in records if _fits(record, query)]
        found = found if query.get("change") == "1" else _latest(found)
        if len(found) > self.most_hits:
            return _error("180")
        return self._reply(sorted(found, key=lambda one: one["corporateNumber"]), query)

    def _changed(self, query: dict[str, str]) -> Answer:
        try:
            first, last = (date.fromisoformat(query.get(name, "")) for name in ("from", "to"))
        except ValueError:
            return _error("010")
        if first < _FIRST_DAY:
            return _error("013")
        if first > last:
            return _error("030")
        if (last - first).days > _MOST_DAYS:
            return _error("031")
        days = (first.isoformat(), last.isoformat())
        return self._reply(
            [one for one in _latest(self._records) if days[0] <= one["updateDate"] <= days[1]], query
        )

    @cached_property
    def _records(self) -> list[Record]:
        return [record for company in self.world.companies for record in records_of(company)]

    def _reply(self, found: Sequence[Record], query: dict[str, str]) -> Answer:
        parts = max(1, -(-len(found) // self.part_size))
        number = int(query["divide"]) if query.get("divide", "").isdecimal() else 1
        shown = found[(number - 1) * self.part_size : number * self.part_size]
        numbered = [record | {"sequenceNumber": str(at)} for at, record in enumerate(shown, start=1)]
        header = (_UPDATED_ON, str(len(found)), str(number), str(parts))
        if (kind := query["type"]) == _XML:
            return Answer(200, {"Content-Type": "application/xml"}, as_xml(numbered, header))
        return Answer(200, {"Content-Type": "text/csv"}, as_csv(numbered, header, _ENCODINGS[kind]))

    def _page(self, number: str) -> Answer:
        """The page for people, which needs no ID."""
        known = self.world.by_number(number)
        name = escape(known.name) if known else "該当する法人はありません"
        html = f'<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"></head><body>{name}</body></html>'
        return Answer(200 if known else 404, {"Content-Type": "text/html; charset=utf-8"}, html.encode())


def _fits(record: Record, query: dict[str, str]) -> bool:
    target = query.get("target", "1")
    name, held = query["name"], record["enName" if target == "3" else "name"]
    if target == "1":
        name, held = _folded(name), _folded(held)
    if not (held.startswith(name) if query.get("mode", "1") == "1" else name in held):
        return False
    place = record["prefectureCode"] + record["cityCode"]
    if query.get("close") == "0" and record["closeDate"]:
        return False
    kinds = query.get("kind")
    if kinds and not any(record["kind"].startswith(kind[1]) for kind in kinds.split(",")):
        return False
    return place.startswith(query.get("address", ""))


@lru_cache(maxsize=100_000)
def _folded(text: str) -> str:
    """What the server makes one: the syllabaries and the case; not the widths, not the legal forms."""
    kana = text.translate(_HIRAGANA).replace("・", "").replace("\u3000", "")
    return "".join(char.upper() if unicodedata.east_asian_width(char) == "F" else char for char in kana)


def _latest(records: Sequence[Record]) -> list[Record]:
    return [record for record in records if record["latest"] == "1"]


def _error(code: str) -> Answer:
    return _text(400, f"{code},{_MESSAGES.get(code, '指定に誤りがあります。')}")


def _text(status: int, body: str) -> Answer:
    return Answer(status, {"Content-Type": "text/plain; charset=utf-8"}, body.encode())
