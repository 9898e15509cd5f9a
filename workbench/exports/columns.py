"""Which columns a file shows, in which order, and what stands in their cells: the same for every kind of
file."""

import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

import pandas as pd

from workbench import messages
from workbench.contract.states import Line, ListedPhone, Role, RowState
from workbench.messages import Language

JAPAN = ZoneInfo("Asia/Tokyo")

# What an analyst reads first stands first, beside the list's own columns.
SHOWN = (
    "wb_phone",
    "wb_state",
    "wb_confidence",
    "wb_line",
    "wb_role",
    "wb_listed_phone",
    "wb_reason",
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

    The list's own are those before the last `wb_phone`: a list may have columns named like ours.
    Raises ValueError if there is no `wb_phone`.
    """
    labels = [*result.columns]
    ours_from = max((at for at, label in enumerate(labels) if label == "wb_phone"), default=None)
    if ours_from is None:
        raise ValueError("the result has no column wb_phone: it was not made by matching.join")
    own = [Column(at, None, _own_heading(label)) for at, label in enumerate(labels[:ours_from])]
    at_of = {str(label): at for at, label in enumerate(labels) if at >= ours_from}
    codes = [*(code for code in SHOWN if code in at_of), *(code for code in at_of if code not in SHOWN)]
    return [*own, *(Column(at_of[code], code, heading(code, language)) for code in codes)]


def heading(code: str, language: Language) -> str:
    """Our column in words; a column that has none keeps its code."""
    return messages.say(f"column.{code}", language) if f"column.{code}" in messages.CATALOGUE else code


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
