"""The visible sheets of an Excel workbook as text cells, read by calamine (many times openpyxl's speed).

A number cell becomes the digits it holds (312345678, not 312345678.0). What its number format adds, such
as a zero in front, is not read: the columns that lose zeros (telephone, postal code) get them back where
they are understood.
"""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from workbench.errors import ListError
from workbench.lists.sheets import HEAD_RECORDS, Sheet, without_blank_tail


def read_sheets(path: Path, data: bytes, chosen: str | None) -> Iterator[Sheet]:
    """The visible sheets in their order, each read when it is asked for; only the chosen one if one is chosen.

    Raises ListError if the workbook cannot be read or has no sheet of that name.
    """
    try:
        book = fastexcel.read_excel(data)
    except fastexcel.FastExcelError as error:
        raise _broken(path, error) from error
    if chosen is not None and chosen not in book.sheet_names:
        raise ListError(
            "error.list_no_such_sheet", file=str(path), sheet=chosen, sheets="、".join(book.sheet_names)
        )
    for name in [chosen] if chosen is not None else book.sheet_names:
        cells, visible = _read(path, book, name)
        if visible or chosen is not None:
            yield _sheet(name, cells)


def _read(path: Path, book: fastexcel.ExcelReader, name: str) -> tuple[pd.DataFrame, bool]:
    """All cells of a sheet from its first line on, so that line numbers are those that the analyst sees."""
    try:
        sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        batch = sheet.to_arrow()
    except fastexcel.FastExcelError as error:
        raise _broken(path, error) from error
    columns = [pc.fill_null(column.cast(pa.large_string()), "") for column in batch.columns]
    table = pa.table(columns, names=[str(number) for number in range(len(columns))])
    cells = table.to_pandas().set_axis(range(len(columns)), axis="columns").astype("str")
    return cells, sheet.visible == "visible"


def _sheet(name: str, cells: pd.DataFrame) -> Sheet:
    def body(skipped: int) -> pd.DataFrame:
        return without_blank_tail(cells.iloc[skipped:].reset_index(drop=True))

    return Sheet(name, cells.head(HEAD_RECORDS).to_numpy().tolist(), body)


def _broken(path: Path, error: Exception) -> ListError:
    return ListError("error.list_broken_workbook", file=str(path), detail=str(error).splitlines()[0])
