"""The sheet of the trail: which source was asked about each row, when, what came back, what it cost, why it ended."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from workbench.contract.reasons import Reason
from workbench.exports.columns import japan_time, source_words, texts
from workbench.exports.looks import Looks, for_paper, page_footer
from workbench.japan import phones
from workbench.messages import Language, say

_HEADINGS: tuple[tuple[str, float], ...] = (
    ("trail.row", 6),
    ("trail.name", 26),
    ("trail.stage", 11),
    ("trail.source", 22),
    ("trail.asked_at", 17),
    ("trail.result", 12),
    ("trail.told", 60),
    ("trail.requests", 8),
    ("trail.seconds", 8),
    ("trail.cost", 8),
    ("trail.end", 22),
    ("trail.why", 60),
)
# A sheet that people can still open and filter, and that takes some six seconds to write.
MOST_LINES = 50_000


def write_trail(
    book: Any,
    looks: Looks,
    trail: pd.DataFrame,
    result: pd.DataFrame,
    language: Language,
    list_name: str,
    name_column: str | None = None,
    most: int = MOST_LINES,
) -> str:
    """The name of the sheet that was written.

    trail: see matching.trail. result: as matching.join makes it, by row_id: how each row ended stands on its last line.
    name_column: the list's column of names, for the rows that nobody was asked about.
    """
    name = say("export.sheet_trail", language)
    sheet = book.add_worksheet(name)
    for column, (code, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, say(code, language), looks.own_head)
    sheet.freeze_panes(1, 2)
    lines = list(_lines(trail, result, name_column))
    for at, line in enumerate(lines[:most], start=1):
        _write_line(sheet, looks, at, line, language)
    shown = min(len(lines), most)
    if shown:
        sheet.autofilter(0, 0, shown, len(_HEADINGS) - 1)
    if shown < len(lines):
        left = say("trail.left_out", language, count=len(lines) - shown)
        sheet.write_string(shown + 2, 0, left, looks.note)
    for_paper(sheet, page_footer(list_name, language))
    sheet.fit_to_pages(1, 0)
    return name


def _lines(trail: pd.DataFrame, result: pd.DataFrame, name_column: str | None) -> Iterator[dict[str, Any]]:
    """The trail by row, with a line for each row that nobody was asked about; each row's end is on its last line."""
    asked = defaultdict(list)
    records = trail.assign(asked_at=japan_time(trail["asked_at"])).to_dict("records")
    for line in records:
        asked[line["row_id"]].append({str(name): value for name, value in line.items()})
    ours = result.loc[:, ["wb_state", "wb_reason"]]
    ends = ours.loc[:, ~ours.columns.duplicated(keep="last")].astype(object)
    for (row_id, state, why), name in zip(
        ends.itertuples(name=None), _names(result, name_column), strict=True
    ):
        *others, last = asked[row_id] or [{"row_id": row_id, "name": name or ""}]
        yield from others
        yield last | {"state": state, "why": why}


def _names(result: pd.DataFrame, name_column: str | None) -> list[str | None]:
    if name_column not in result.columns:
        return [None] * len(result)
    at = [*result.columns].index(name_column)  # a list may have two columns of that name
    return texts(result.iloc[:, at], None, "ja")


def _write_line(sheet: Any, looks: Looks, at: int, line: Mapping[str, Any], language: Language) -> None:
    def words(column: int, text: str) -> None:
        sheet.write_string(at, column, text, looks.cell)

    sheet.write_number(at, 0, line["row_id"] + 1, looks.cell_number)
    words(1, line.get("name", ""))
    words(2, line.get("stage", ""))
    words(3, source_words(line["source"], language) if "source" in line else "")
    words(5, say(f"asked.{line.get('result', 'never')}", language))
    words(6, told(line, language))
    if "asked_at" in line:
        sheet.write_datetime(at, 4, line["asked_at"].to_pydatetime(), looks.cell_time)
        for column, figure in ((7, "requests"), (8, "seconds"), (9, "cost")):
            sheet.write_number(at, column, round(float(line[figure]), 1), looks.cell_figure)
    if "state" in line:
        words(10, say(f"state.{line['state']}", language))
        words(11, str(line["why"]))


def told(line: Mapping[str, Any], language: Language) -> str:
    """What a source said: its own word, else what was seen there.

    >>> told({"reason": None, "seen": (("corporate_number", "7000012050002"), ("phone", "+81355501001"))}, "en")
    'corporate number 7000012050002, telephone number 03-5550-1001'
    """
    seen = ", ".join(
        f"{say(f'fact.{field}', language)} {_shown(field, value, language)}"
        for field, value in line.get("seen", ())
    )
    reason = Reason.model_validate(line["reason"]).sentence(language) if line.get("reason") else ""
    return f"{reason} ({seen})" if reason and seen else reason or seen


def _shown(field: str, value: str, language: Language) -> str:
    if field == "phone" and (phone := phones.parse_cell(value)) is not None:
        return phone.national
    words = {"status": "registration", "invoice_status": "invoice_status"}
    return say(f"{words[field]}.{value}", language) if field in words else value
