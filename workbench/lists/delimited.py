"""Delimited text as a sheet: records as a spreadsheet program counts them, quoted line breaks and ragged rows kept."""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from workbench.errors import ListError
from workbench.lists.sheets import HEAD_RECORDS, Sheet, without_blank_tail

DELIMITERS = (",", "\t", ";", "|")
# Only what a spreadsheet program takes for the end of a line: str.splitlines knows eight more.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read_sheet(path: Path, text: str) -> Sheet:
    """The sheet that a delimited text is. Raises ListError if a quote is opened and never closed."""
    delimiter = guess_delimiter(text, path.suffix)
    _refuse_open_quote(path, text, delimiter)
    begun = list(itertools.islice(_records(path, text, delimiter), HEAD_RECORDS))
    head, ends = [record for record, _ in begun], [end for _, end in begun]

    def body(skipped: int) -> pd.DataFrame:
        rest = text[ends[skipped - 1] if skipped else 0 :]
        width = max((len(record) for record in head[max(skipped - 1, 0) :]), default=1)
        cells = _read_fast(rest, delimiter, width)
        return without_blank_tail(_read_ragged(path, rest, delimiter, width) if cells is None else cells)

    return Sheet(None, head, body)


def guess_delimiter(text: str, suffix: str) -> str:
    r"""The delimiter that stands most often outside quotes in the first lines; a comma when none does.

    >>> guess_delimiter("会社名\t住所\n甲\t東京都,港区\n", ".txt")
    '\t'
    """
    if suffix.lower() == ".tsv":
        return "\t"
    sample = text[:20_000]
    if sample.count('"') % 2 == 0:
        sample = "".join(sample.split('"')[::2])
    unquoted = [line for line in sample.splitlines()[:50] if line.strip()]
    counts = {delimiter: sum(line.count(delimiter) for line in unquoted) for delimiter in DELIMITERS}
    # A delimiter stands on most lines; a comma in one long remark does not make a comma-separated file.
    spread = {delimiter: sum(delimiter in line for line in unquoted) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: (spread[delimiter], counts[delimiter]))


def _read_fast(text: str, delimiter: str, width: int) -> pd.DataFrame | None:
    """The cells by pyarrow, or None if a record has another number of cells than `width`."""
    if not text:
        return pd.DataFrame({column: pd.Series(dtype="str") for column in range(width)})
    quoted = '"' in text
    names = [str(column) for column in range(width)]
    data = pa.py_buffer(text.encode("utf-8", errors="replace"))
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(data),
            read_options=pyarrow.csv.ReadOptions(column_names=names),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    cells: pd.DataFrame = table.to_pandas()
    return cells.set_axis(range(width), axis="columns").astype("str")


def _read_ragged(path: Path, text: str, delimiter: str, width: int) -> pd.DataFrame:
    """The cells record by record; short records are filled with "", long ones widen the sheet."""
    records = [record for record, _ in _records(path, text, delimiter)]
    width = max(width, *map(len, records)) if records else width
    columns = itertools.zip_longest(*records, fillvalue="")
    frame = pd.DataFrame(dict(enumerate(columns)), dtype="str")
    return frame.reindex(columns=range(width), fill_value="")


def _refuse_open_quote(path: Path, text: str, delimiter: str) -> None:
    """Raise ListError if a quote is opened and never closed: all rows behind it would become one cell.

    Where every quote has its partner their number is even: only an odd number is looked into.
    """
    if text.count('"') % 2 == 0:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 1
    try:
        for _ in reader:
            begun = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise ListError("error.list_quote_open", file=str(path), line=begun) from error


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Each record with the number of characters up to its end."""
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in _LINE.finditer(text):
            taken = line.end()
            yield line[0]

    reader = csv.reader(lines(), delimiter=delimiter)
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise ListError("error.list_quote_open", file=str(path), line=reader.line_num) from error
        if record is None:
            return
        yield record, taken
