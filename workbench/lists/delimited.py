"""Delimited text as a sheet: records as a spreadsheet program counts them, quoted line breaks and ragged rows kept.

Lines, delimiters and quotes are found in the bytes, so that nothing but the cells is ever decoded, and that once.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from workbench.errors import ListError
from workbench.lists.sheets import HEAD_RECORDS, Sheet, without_blank_tail

DELIMITERS = (",", "\t", ";", "|")
# Only what a spreadsheet program takes for the end of a line: str.splitlines knows eight more.
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_IN_A_NAME = re.compile(r",(?=\s*(?:Ltd|Inc|LLC|Limited|Corp|Co)\b)", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"
_GUESSED_FROM_BYTES = 40_000


@dataclass(frozen=True)
class Encoded:
    """Text that is not decoded yet; in its encoding a byte below 0x40 is always that ASCII character."""

    data: bytes
    encoding: str = "utf-8"

    @classmethod
    def of(cls, text: str) -> "Encoded":
        return cls(text.encode("utf-8", errors="replace"))

    @property
    def begin(self) -> int:
        """Where the first record begins: behind a byte order mark, which only some readers skip."""
        return len(_BOM) if self.encoding == "utf-8-sig" and self.data.startswith(_BOM) else 0

    @property
    def plain_encoding(self) -> str:
        return "utf-8" if self.encoding == "utf-8-sig" else self.encoding


def read_sheet(path: Path, text: str | Encoded) -> Sheet:
    """The sheet that a delimited text is. Raises ListError if a quote is opened and never closed.

    What is only said to be of an encoding raises UnicodeDecodeError, here or from the sheet's body, if it is not.
    """
    source = Encoded.of(text) if isinstance(text, str) else text
    delimiter = guess_delimiter(_beginning(source), path.suffix)
    _refuse_open_quote(path, source, delimiter)
    begun = list(itertools.islice(_records(path, source, source.begin, delimiter), HEAD_RECORDS))
    head, ends = [record for record, _ in begun], [end for _, end in begun]

    def body(skipped: int) -> pd.DataFrame:
        begin = ends[skipped - 1] if skipped else source.begin
        width = max((len(record) for record in head[max(skipped - 1, 0) :]), default=1)
        cells = _read_fast(source, begin, delimiter, width)
        return without_blank_tail(
            _read_ragged(path, source, begin, delimiter, width) if cells is None else cells
        )

    return Sheet(None, head, body)


def guess_delimiter(text: str, suffix: str) -> str:
    r"""The delimiter that stands most often outside quotes in the first lines; a comma when none does.

    >>> guess_delimiter("会社名\t住所\n甲\t東京都,港区\n", ".txt")
    '\t'
    """
    sample = text[:20_000]
    if suffix.lower() == ".tsv" and "\t" in sample:
        return "\t"
    if sample.count('"') % 2 == 0:
        sample = "".join(sample.split('"')[::2])
    # Kou Co., Ltd. in a list of names alone: then a delimiter that is nowhere keeps the names whole.
    whole = _IN_A_NAME.sub("", sample)
    unquoted = [line for line in whole.splitlines()[:50] if line.strip()]
    if whole != sample and not any(delimiter in whole for delimiter in DELIMITERS):
        return "\t"
    counts = {delimiter: sum(line.count(delimiter) for line in unquoted) for delimiter in DELIMITERS}
    # A delimiter stands on most lines; a comma in one long remark does not make a comma-separated file.
    spread = {delimiter: sum(delimiter in line for line in unquoted) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: (spread[delimiter], counts[delimiter]))


def _beginning(source: Encoded) -> str:
    """Enough characters to tell the delimiter; the last may be cut in two."""
    sample = source.data[source.begin : source.begin + _GUESSED_FROM_BYTES]
    return sample.decode(source.plain_encoding, errors="ignore")


def _read_fast(source: Encoded, begin: int, delimiter: str, width: int) -> pd.DataFrame | None:
    """The cells from byte `begin` on by pyarrow, or None if a record has another number of cells than `width`."""
    if begin >= len(source.data):
        return pd.DataFrame({column: pd.Series(dtype="str") for column in range(width)})
    quoted = b'"' in source.data
    names = [str(column) for column in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(pa.py_buffer(source.data).slice(begin)),
            read_options=pyarrow.csv.ReadOptions(column_names=names, encoding=source.plain_encoding),
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


def _read_ragged(path: Path, source: Encoded, begin: int, delimiter: str, width: int) -> pd.DataFrame:
    """The cells record by record; short records are filled with "", long ones widen the sheet."""
    records = [record for record, _ in _records(path, source, begin, delimiter)]
    width = max(width, *map(len, records)) if records else width
    columns = itertools.zip_longest(*records, fillvalue="")
    frame = pd.DataFrame(dict(enumerate(columns)), dtype="str")
    return frame.reindex(columns=range(width), fill_value="")


def _refuse_open_quote(path: Path, source: Encoded, delimiter: str) -> None:
    """Raise ListError if a quote is opened and never closed: all rows behind it would become one cell.

    Where every quote has its partner their number is even: only an odd number is looked into.
    """
    if source.data.count(b'"') % 2 == 0:
        return
    text = source.data[source.begin :].decode(source.plain_encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 1
    try:
        for _ in reader:
            begun = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise ListError("error.list_quote_open", file=str(path), line=begun) from error


def _records(path: Path, source: Encoded, begin: int, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Each record from byte `begin` on, with the byte at which it ends."""
    taken = begin

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in _LINE.finditer(source.data, begin):
            taken = line.end()
            yield line[0].decode(source.plain_encoding)

    reader = csv.reader(lines(), delimiter=delimiter)
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise ListError("error.list_quote_open", file=str(path), line=reader.line_num) from error
        if record is None:
            return
        yield record, taken
