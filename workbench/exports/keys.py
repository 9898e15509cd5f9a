"""The hidden column by which a row is found again, whatever was done to the sheet.

A key names the run and the row, and proves two things: by its own check that nobody has mended it by hand, and by
a print of the company's name that it still stands beside the company it was made for. The second is what goes
wrong in practice: a sheet sorted by some of its columns leaves the hidden one where it was.

    wb1:20261124T030000Z-1a2b3c4d:17:9f3a05c2:5b2c1d
        run                       row_id  name   check
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import fastexcel
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from workbench.errors import ListError
from workbench.japan.characters import normalise

KEY = "wb_key"
NO_RUN = "-"
_FORM = re.compile(
    r"(?P<signed>wb1:(?P<run>[0-9A-Za-z-]+):(?P<row>\d{1,7}):(?P<name>[0-9a-f]{8})):(?P<check>[0-9a-f]{6})"
)

COLUMNS = {
    "key": "string",
    "run_id": "string",
    "row_id": "int64",
    "sheet": "string",
    "sheet_row": "int64",
    "same_name": "bool",
}


def keys(row_ids: Sequence[int], names: Sequence[str], run_id: str | None) -> list[str]:
    """The key of each row.

    names: the company's name of each row as the list has it ("" where it has none).

    >>> keys([17], ["株式会社あおぞら"], "20261124T030000Z-1a2b3c4d")
    ['wb1:20261124T030000Z-1a2b3c4d:17:e7bd8bb9:abe883']
    """
    signed = (
        f"wb1:{run_id or NO_RUN}:{row_id}:{_print_of(name)}"
        for row_id, name in zip(row_ids, names, strict=True)
    )
    return [f"{one}:{_digest(one, 3)}" for one in signed]


def row_id_of(key: str) -> int | None:
    """The row_id that a key names; None if it is no key of ours or is not as it was made."""
    found = _FORM.fullmatch(key.strip())
    if found is None or _digest(found["signed"], 3) != found["check"]:
        return None
    return int(found["row"])


def key_column(cells: pd.DataFrame) -> int | None:
    """The position of the column of text that holds most keys; None if no column holds any."""
    best = max(
        range(cells.shape[1]),
        key=lambda at: int(cells.iloc[:, at].str.startswith("wb1:").sum()),
        default=None,
    )
    if best is None or not any(row_id_of(str(cell)) is not None for cell in cells.iloc[:, best]):
        return None
    return best


def find_rows(path: str | Path, run_id: str | None = None) -> pd.DataFrame:
    """Where the rows of a run stand now in a workbook that we wrote and the analyst has worked on since.

    run_id: only the rows of this run. One row per key that is found and is as it was made, from the top of the
    first sheet on; a row that was deleted is missing, a row that was copied is there as often as it stands there.

    key (str), run_id (str, "-" if the file was made without a run), row_id (int), sheet (str), sheet_row (int:
    as the sheet counts, from 1), same_name (bool): whether the company's name that the key was made for still
    stands in that row; if not, the name was edited, or only some columns were sorted.

    Raises ListError if the workbook cannot be read.
    """
    found: list[tuple[str, str, int, str, int, bool]] = []
    for sheet, cells in _sheets(Path(path)):
        column = key_column(cells)
        if column is None:
            continue
        rows = cells.to_numpy(dtype=object)
        name_at = 0
        for at, cell in enumerate(rows[:, column]):
            row_id = row_id_of(cell)
            if row_id is None:
                continue
            _, run, _, name, _ = cell.strip().split(":")
            if not (same := _print_of(rows[at, name_at]) == name):
                # The first time, and where the name is not what it was: look in the whole row.
                places = [place for place, text in enumerate(rows[at]) if _print_of(text) == name]
                same, name_at = bool(places), next(iter(places), name_at)
            found.append((cell.strip(), run, row_id, sheet, at + 1, same))
    table = pd.DataFrame(found, columns=list(COLUMNS)).astype(COLUMNS)
    return table if run_id is None else table[table["run_id"] == run_id].reset_index(drop=True)


def _sheets(path: Path) -> list[tuple[str, pd.DataFrame]]:
    """Name and cells as text of every sheet, hidden ones too, from the sheet's first line on."""
    try:
        book = fastexcel.read_excel(path)
        batches = [
            (name, book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow())
            for name in book.sheet_names
        ]
    except fastexcel.FastExcelError as error:
        raise ListError(
            "error.list_broken_workbook", file=str(path), detail=str(error).splitlines()[0]
        ) from error
    except OSError as error:
        raise ListError("error.list_unreadable", file=str(path), detail=error.strerror) from error
    return [(name, _frame(batch)) for name, batch in batches]


def _frame(batch: pa.RecordBatch) -> pd.DataFrame:
    columns = [pc.fill_null(column.cast(pa.large_string()), "") for column in batch.columns]
    table = pa.table(columns, names=[str(number) for number in range(len(columns))])
    frame: pd.DataFrame = table.to_pandas().astype("str")
    return frame


def _print_of(name: str) -> str:
    # Spaces and widths are what an analyst tidies; the name is the same.
    return _digest("".join(normalise(name).split()), 4)


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).hexdigest()
