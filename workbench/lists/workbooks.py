"""The sheets of a workbook (Excel, old Excel, OpenDocument) as text cells, read by calamine.

A number cell becomes the digits it holds (312345678, not 312345678.0). What its number format adds, such
as a zero in front, is not read: the columns that lose zeros (telephone, postal code) get them back where
they are understood.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fastexcel
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from workbench.errors import ListError
from workbench.japan.characters import normalise
from workbench.lists.apart import CannotBeRead, read_apart
from workbench.lists.files import OLE
from workbench.lists.layout import claimed_cells, read_layout
from workbench.lists.sheets import HEAD_RECORDS, Sheet, without_blank_tail

# A sheet that says it has more is read apart: most such sheets are small, with a cell lost far outside.
MOST_CELLS = 150_000_000


def read_sheets(path: Path, data: bytes, chosen: str | None) -> Iterator[Sheet]:
    """The sheets in their order, each read when it is asked for; only the chosen one if one is chosen.

    Raises ListError if the workbook cannot be read or has no sheet of that name.
    """
    if data.startswith(OLE) or claimed_cells(data) > MOST_CELLS:
        yield from _read_apart(path, data, chosen)
        return
    with _in_our_words(path):
        book = fastexcel.read_excel(data)
    for name in book.sheet_names if chosen is None else [_named(path, book.sheet_names, chosen)]:
        with _in_our_words(path):
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            cells = _cells(sheet.to_arrow())
        yield _sheet(data, name, cells, sheet.visible == "visible")


def _read_apart(path: Path, data: bytes, chosen: str | None) -> Iterator[Sheet]:
    """The sheets of a book that might take the process down with it."""
    with _in_our_words(path):
        sheets = read_apart(data)
    names = [name for name, _, _ in sheets]
    wanted = names if chosen is None else [_named(path, names, chosen)]
    for name, visible, batch in sheets:
        if name in wanted:
            yield _sheet(data, name, _cells(batch), visible)


def _named(path: Path, names: list[str], chosen: str) -> str:
    """The sheet of that name; width and spaces do not count if no other differs by them alone."""
    if chosen in names:
        return chosen
    alike = [name for name in names if _plain(name) == _plain(chosen)]
    if len(alike) == 1:
        return alike[0]
    raise ListError("error.list_no_such_sheet", file=str(path), sheet=chosen, sheets="、".join(names))


def _plain(name: str) -> str:
    return "".join(normalise(name).casefold().split())


def _cells(batch: pa.RecordBatch) -> pd.DataFrame:
    """All cells of a sheet from its first line on, so that line numbers are those that the analyst sees."""
    columns = [pc.fill_null(column.cast(pa.large_string()), "") for column in batch.columns]
    table = pa.table(columns, names=[str(number) for number in range(len(columns))])
    cells: pd.DataFrame = table.to_pandas().set_axis(range(len(columns)), axis="columns").astype("str")
    return cells


def _sheet(data: bytes, name: str, cells: pd.DataFrame, visible: bool) -> Sheet:
    def body(skipped: int) -> pd.DataFrame:
        return without_blank_tail(cells.iloc[skipped:].reset_index(drop=True))

    layout = functools.cache(functools.partial(read_layout, data, name))
    head = cells.head(HEAD_RECORDS).to_numpy().tolist()
    return Sheet(name, head, body, layout, records=len(cells), visible=visible)


@contextmanager
def _in_our_words(path: Path) -> Iterator[None]:
    """Tell what the reader could not read. A panic of it is no Exception, and must not end the kernel."""
    try:
        yield
    except (fastexcel.FastExcelError, CannotBeRead) as error:
        raise _broken(path, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _broken(path, error) from error


def _broken(path: Path, error: BaseException) -> ListError:
    detail = (str(error).splitlines() or [""])[0]
    code = "error.list_has_password" if "password" in str(error).lower() else "error.list_broken_workbook"
    if isinstance(error, CannotBeRead) and not detail:
        code = "error.list_takes_too_much"
    return ListError(code, file=str(path), detail=detail)
