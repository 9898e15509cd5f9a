"""What was noticed while a list was read, as facts; the sentences are made when somebody reads them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from workbench import messages
from workbench.lists import cells
from workbench.lists.layout import Layout

# Columns of the problems table and their dtypes.
COLUMNS = {
    "row": "Int64",
    "column": "string",
    "value": "string",
    "code": "string",
    "sentence": "string",
    "done": "string",
}


@dataclass(frozen=True)
class Finding:
    """One fact: where (row_id and column; None for the whole list), the value found, what was done with it."""

    code: str
    done: str
    row_id: int | None = None
    column: str | None = None
    value: str | None = None
    parameters: dict[str, object] = field(default_factory=dict)


def problems_table(findings: Iterable[Finding], first_row: int) -> pd.DataFrame:
    """The findings as a table, in the order given, sentences in the current language.

    Columns: row (line of the sheet, from 1; NA for the whole list), column, value, code, sentence, done.
    first_row: the sheet's line of row_id 0.
    """
    rows = [
        (
            None if found.row_id is None else found.row_id + first_row,
            found.column,
            found.value,
            found.code,
            messages.say(f"finding.{found.code}", value=found.value, column=found.column, **found.parameters),
            messages.say(f"done.{found.done}", **found.parameters),
        )
        for found in findings
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def of_column(column: pd.Series, read: pd.Series, field_name: str) -> Iterator[Finding]:
    """The findings in one recognised column.

    column: its cells as text. read: what the cells say (None for nothing), same index.
    """
    filled = column[column != ""]
    if field_name == "phone":
        yield from _several_phones(filled)
    unread = filled[read.loc[filled.index].isna()]
    for row_id, cell in unread.items():
        if not cells.is_blank(cell):
            yield Finding(_unreadable(field_name, cell), "not_used", int(str(row_id)), str(column.name), cell)
    if field_name in _LOSE_ZEROS:
        numbers = filled[filled.str.fullmatch(r"[1-9０-９][0-9０-９]+(?:\.0+)?")].drop(
            index=unread.index, errors="ignore"
        )
        for (row_id, cell), value in zip(numbers.items(), read.loc[numbers.index], strict=True):
            if value.startswith("0") and cells.is_bare_number(cell):
                parameters: dict[str, object] = {"restored": value}
                yield Finding("zero_lost", "restored", int(str(row_id)), str(column.name), cell, parameters)


# Columns whose values begin with a zero that a number cell does not keep.
_LOSE_ZEROS = ("phone", "postal_code")
# Two numbers and something between them are at least so long.
_TWO_PHONES = 19


def of_layout(layout: Layout, names: Sequence[str], first_row: int, rows: int) -> Iterator[Finding]:
    """What of the list the sheet hides. names: the list's columns. rows: how many the list has."""
    hidden = [line for line in layout.hidden_rows if first_row <= line < first_row + rows]
    if hidden:
        parameters: dict[str, object] = {"count": len(hidden)}
        yield Finding(
            "rows_hidden", "read_all_the_same", hidden[0] - first_row, None, _spans(hidden), parameters
        )
    for place in layout.hidden_columns:
        if place < len(names):
            yield Finding("column_hidden", "read_all_the_same", column=names[place])


def _spans(lines: Sequence[int]) -> str:
    """Lines as people write them, at most ten spans: 3、5-9 …"""
    spans: list[list[int]] = []
    for line in sorted(lines):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    told = [str(begin) if begin == end else f"{begin}-{end}" for begin, end in spans[:10]]
    return "、".join(told) + (" …" if len(spans) > 10 else "")


def _several_phones(column: pd.Series) -> Iterator[Finding]:
    """Cells that hold more than one number: which of them is taken."""
    long = column[column.str.len() >= _TWO_PHONES]
    for row_id, cell in long.items():
        numbers = cells.phones_of(cell)
        if len(numbers) > 1:
            parameters: dict[str, object] = {"count": len(numbers), "used": numbers[0]}
            yield Finding(
                "several_phones", "first_used", int(str(row_id)), str(column.name), cell, parameters
            )


def _unreadable(field_name: str, cell: str) -> str:
    if field_name == "phone":
        if cells.is_fax_only(cell):
            return "phone_is_fax"
        return "phone_rounded" if cells.is_rounded(cell) else "phone_unreadable"
    if field_name != "corporate_number":
        return f"{field_name}_unreadable"
    return "corporate_number_rounded" if cells.is_rounded(cell) else "corporate_number_invalid"
