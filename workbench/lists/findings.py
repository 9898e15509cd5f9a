"""What was noticed while a list was read, as facts; the sentences are made when somebody reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd

from workbench import messages
from workbench.lists import cells

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


def _unreadable(field_name: str, cell: str) -> str:
    if field_name != "corporate_number":
        return f"{field_name}_unreadable"
    return "corporate_number_rounded" if cells.is_rounded(cell) else "corporate_number_invalid"
