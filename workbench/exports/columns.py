"""Which columns a file shows, in which order, and what stands in their cells: the same for every kind of
file."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from zoneinfo import ZoneInfo

import pandas as pd

from workbench import messages
from workbench.contract.states import Line, ListedPhone, Role, RowState
from workbench.exports.keys import KEY, keys, row_id_of
from workbench.messages import Language

JAPAN = ZoneInfo("Asia/Tokyo")
_NUMBERED = re.compile(r" \(\d+\)\Z")

# What an analyst reads first stands first, beside the list's own columns.
SHOWN = (
    "wb_phone",
    "wb_state",
    "wb_confidence",
    "wb_listed_phone",
    "wb_reason",
    "wb_listed_evidence",
    "wb_line",
    "wb_role",
    "wb_source",
    "wb_sources",
    "wb_url",
    "wb_seen_text",
    "wb_fetched_at",
    "wb_homepage",
    "wb_corporate_number",
    "wb_address",
    "wb_phone_e164",
    "wb_company_id",
)

# What a page of paper has room for; the others are read on the screen.
PRINTED = ("wb_phone", "wb_state", "wb_confidence", "wb_listed_phone", "wb_reason")

# Width (characters of half a kanji) beyond which a column wraps.
WIDEST = {
    "wb_reason": 38,
    "wb_listed_evidence": 38,
    "wb_seen_text": 38,
    "wb_url": 30,
    "wb_homepage": 28,
    "wb_address": 30,
}
WIDEST_OTHER = 36
NARROWEST = 7

_WORDS: dict[str, tuple[str, type[Line] | type[Role] | type[RowState] | type[ListedPhone]]] = {
    "wb_line": ("line", Line),
    "wb_role": ("role", Role),
    "wb_state": ("state", RowState),
    "wb_listed_phone": ("listed", ListedPhone),
}


@dataclass(frozen=True)
class Column:
    """One column of the file: where it is in the frame, its code (None for the list's own), its heading."""

    position: int
    code: str | None
    heading: str


def columns_of(result: pd.DataFrame, language: Language) -> list[Column]:
    """The list's own columns as they are, then ours in reading order; columns we do not know come last.

    The list's own are those before the last `wb_phone`: a list may have columns named like ours. What an earlier
    export of ours added to it (see `of_last_time`) is left out, since ours take its place.
    Raises ValueError if there is no `wb_phone`.
    """
    labels = [*result.columns]
    ours_from = max((at for at, label in enumerate(labels) if label == "wb_phone"), default=None)
    if ours_from is None:
        raise ValueError("the result has no column wb_phone: it was not made by matching.join")
    left_out = of_last_time(result.iloc[:, :ours_from])
    own = [
        Column(at, None, _own_heading(label))
        for at, label in enumerate(labels[:ours_from])
        if at not in left_out
    ]
    at_of = {str(label): at for at, label in enumerate(labels) if at >= ours_from}
    codes = [*(code for code in SHOWN if code in at_of), *(code for code in at_of if code not in SHOWN)]
    return [*own, *(Column(at_of[code], code, heading(code, language)) for code in codes)]


def heading(code: str, language: Language) -> str:
    """Our column in words; a column that has none keeps its code."""
    return messages.say(f"column.{code}", language) if f"column.{code}" in messages.CATALOGUE else code


def code_of_heading(text: str) -> str | None:
    """The code of one of our headings, in either language, also with the number that made it distinct; else None.

    Of a header over two lines, which reads upper/lower, the lower counts.

    >>> code_of_heading("調査で追加した列/状態"), code_of_heading("State (2)"), code_of_heading("備考")
    ('wb_state', 'wb_state', None)
    """
    return _codes_of_headings().get(_NUMBERED.sub("", text.rpartition("/")[2].strip()))


@cache
def _codes_of_headings() -> dict[str, str]:
    codes = [code for code in messages.CATALOGUE if code.startswith("column.wb_")]
    return {words: code.removeprefix("column.") for code in codes for words in messages.CATALOGUE[code]}


def of_last_time(own: pd.DataFrame) -> set[int]:
    """Positions of the columns that an earlier export of ours added: a column of keys and our headings beside it."""
    headings = [code_of_heading(_own_heading(label)) for label in own.columns]
    key = next((at for at, code in enumerate(headings) if code == KEY and _holds_keys(own.iloc[:, at])), None)
    if key is None:
        return set()
    first, last = key, key
    while first > 0 and headings[first - 1]:
        first -= 1
    while last + 1 < len(headings) and headings[last + 1]:
        last += 1
    return {*range(first, last + 1)}


def _holds_keys(cells: "pd.Series[str]") -> bool:
    return any(row_id_of(str(cell)) is not None for cell in cells.dropna())


def with_keys(result: pd.DataFrame, name_column: str | None, run_id: str | None) -> pd.DataFrame:
    """The result with one more column, wb_key: see `workbench.exports.keys`."""
    names = [""] * len(result)
    if name_column in result.columns:
        names = [*result.iloc[:, [*result.columns].index(name_column)].fillna("").astype("str")]
    made = pd.Series(keys([*result.index], names, run_id), result.index, "string", KEY)
    # Not assigned: the list may have a column of that name.
    return pd.concat([result, made], axis="columns")


def source_words(source: str, language: Language) -> str:
    """A source in words; one that has none keeps its name."""
    return messages.say(f"source.{source}", language) if f"source.{source}" in messages.CATALOGUE else source


def texts(values: "pd.Series[str]", code: str | None, language: Language) -> list[str | None]:
    """The cells of a column as text, codes in words; None where a cell is blank."""
    spoken = _speaker(code, language)
    cells = [None if blank else str(cell) for cell, blank in zip(values, values.isna(), strict=True)]
    if spoken is not None:
        words = {cell: spoken(cell) for cell in {*cells} - {None} if cell is not None}
        return [None if cell is None else words[cell] for cell in cells]
    return _encodable([cell or None for cell in cells])


def japan_time(values: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """Times of an aware column as naive times of Japan; NaT where there is none."""
    return pd.to_datetime(values, utc=True).dt.tz_convert(JAPAN).dt.tz_localize(None)


def display_width(text: str) -> int:
    """Width in halves of a kanji.

    >>> display_width("㈱ABC")
    5
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def column_width(sample: "pd.Series[str]", column: Column, language: Language) -> tuple[float, bool]:
    """Width of a column in characters, and whether some text is wider than that."""
    widest = WIDEST.get(column.code or "", WIDEST_OTHER)
    if column.code == "wb_fetched_at":
        return 16, False
    if column.code in {"wb_confidence", "wb_sources"}:
        return 12, False
    widths = sorted(
        max(map(display_width, text.split("\n"))) for text in texts(sample, column.code, language) if text
    )
    usual = widths[int(len(widths) * 0.95)] if widths[1:] else max(widths, default=0)
    # The header wraps in two lines and needs room for the filter's button.
    header = display_width(column.heading) / 2 + 3
    width = min(max(usual + 2, header, NARROWEST), widest)
    return width, max(widths, default=0) + 1 > width or display_width(column.heading) > widest


def _own_heading(label: Hashable) -> str:
    return "" if label is None else str(label)


def _speaker(code: str | None, language: Language) -> Callable[[str], str] | None:
    if code == "wb_source":
        return partial(source_words, language=language)
    if code not in _WORDS:
        return None
    group, closed_list = _WORDS[code]
    words = {member.value: messages.say(f"{group}.{member.value}", language) for member in closed_list}
    return words.__getitem__


def _encodable(cells: Sequence[str | None]) -> list[str | None]:
    """The cells with lone surrogates, which no file can hold, replaced by '?'; one pass if there are none."""
    try:
        "".join(cell for cell in cells if cell).encode()
    except UnicodeEncodeError:
        return [cell and cell.encode("utf-8", "replace").decode() for cell in cells]
    return [*cells]
