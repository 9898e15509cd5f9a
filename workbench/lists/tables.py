"""Where the table is in a sheet: titles, dates and units may stand above the header, or there is no header at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.japan.characters import normalise
from workbench.japan.legal_forms import FORM
from workbench.lists.columns import recognise
from workbench.lists.sheets import Sheet


@dataclass(frozen=True)
class Header:
    """header_row: the sheet's line, from 1; 0 if the list has none. columns: our field -> position."""

    header_row: int
    names: list[str]
    columns: dict[str, int]


@dataclass(frozen=True)
class Table:
    """The rows below the header with their own column names; `renamed` says which had to be made distinct."""

    frame: pd.DataFrame
    header: Header
    renamed: dict[str, str]


def find_header(head: Sequence[Sequence[str]], said: Mapping[str, str] | None = None) -> Header | None:
    """The header among the first records, or None if no column of company names can be told.

    The line that holds most of the headers we know, one of them the name, wins; the first of equals.
    Without such a line a column is the name if half its cells have a legal form.
    """
    found = [Header(line, list(record), recognise(record, said)) for line, record in enumerate(head, start=1)]
    with_name = [header for header in found if "name" in header.columns]
    if with_name:
        return max(with_name, key=lambda header: len(header.columns))
    if max((len(header.columns) for header in found), default=0) > 1:
        return None
    position = _column_of_names(head)
    return None if position is None else Header(0, [], {"name": position})


def headers_seen(head: Sequence[Sequence[str]]) -> list[str]:
    """What looks most like a header: the line with most known headers, else the first with most cells."""
    lines = [[cell.strip() for cell in record if cell.strip()] for record in head]
    return max(lines, key=lambda line: (len(recognise(line)), len(line)), default=[])


def read_table(sheet: Sheet, header: Header) -> Table:
    """All rows below the header. A column without header is named by its place, a repeated name gets a number.

    Columns at the right edge with neither header nor cells are the sheet's margin and are left out.
    """
    body = sheet.body(header.header_row)
    width = max(len(body.columns), len(header.names))
    body = body.reindex(columns=range(width), fill_value="")
    names = [*header.names, *[""] * (width - len(header.names))]
    while names and not names[-1].strip() and not (body[len(names) - 1].str.strip() != "").any():
        names.pop()
    distinct = _distinct(names)
    renamed = {new: old for new, old in zip(distinct, names, strict=True) if old.strip() and new != old}
    frame = body.iloc[:, : len(names)].set_axis(distinct, axis="columns")
    frame.index.name = "row_id"
    return Table(frame, header, renamed)


def _distinct(names: Sequence[str]) -> list[str]:
    """Names that differ: 列3 for a blank one, 電話番号 (2) for a repeated one."""
    taken: Counter[str] = Counter()
    distinct: list[str] = []
    for place, name in enumerate(names, start=1):
        wanted = name if name.strip() else f"列{place}"
        taken[wanted] += 1
        candidate = wanted if taken[wanted] == 1 else f"{wanted} ({taken[wanted]})"
        while candidate in distinct or (candidate != wanted and candidate in names):
            taken[wanted] += 1
            candidate = f"{wanted} ({taken[wanted]})"
        distinct.append(candidate)
    return distinct


def _column_of_names(head: Sequence[Sequence[str]]) -> int | None:
    """The column of a list without header in which at least half of the cells have a legal form, the fullest first."""
    shares: dict[int, float] = {}
    for position in range(max(map(len, head), default=0)):
        cells = [record[position] for record in head if position < len(record) and record[position].strip()]
        with_form = sum(FORM.search(normalise(cell)) is not None for cell in cells)
        shares[position] = with_form / len(cells) if cells else 0.0
    best = max(shares, key=lambda position: shares[position], default=None)
    return best if best is not None and shares[best] >= 0.5 else None
