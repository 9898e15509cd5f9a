"""The Tax Agency's files of all corporations (全件データ) and of a day's changes (差分データ), record by record.

Both have 30 columns without a header, in Shift-JIS or UTF-8, as CSV alone or in a zip of one or more parts.
Source: 国税庁法人番号公表サイト, リソース定義書 (version 4 of the columns).
"""

import csv
import io
import operator
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from workbench.errors import RegistryError
from workbench.japan.encodings import by_its_beginning, decode

COLUMNS = 30
_SAMPLE_BYTES = 1 << 16
_READ = ("utf-8", "utf-8-sig", "cp932")
# Among so many first lines one must be right: a file of something else is told at once.
_LINES_TO_KNOW_IT = 20
_UNREADABLE = "\ufffd"
_DELETED, _HIDDEN = "99", "1"


class Record(NamedTuple):
    """One line: a company as it is since `updated_on`, or was (`latest` is "0"). All text, "" for unknown."""

    sequence: str
    number: str
    process: str
    updated_on: str
    name: str
    kind: str
    prefecture: str
    city: str
    street: str
    postal_code: str
    outside: str
    closed_on: str
    close_cause: str
    successor: str
    latest: str
    english_name: str
    kana: str
    hidden: str

    @property
    def is_deleted(self) -> bool:
        return self.process == _DELETED

    @property
    def is_hidden(self) -> bool:
        """Whether the Tax Agency leaves it out of its own search."""
        return self.hidden == _HIDDEN


# Where each of them stands among the 30.
_TAKEN = operator.itemgetter(0, 1, 2, 4, 6, 8, 9, 10, 11, 15, 16, 18, 19, 20, 23, 24, 28, 29)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that could not be taken, and why (messages: `registry.skipped.<code>`)."""

    file: str
    line: int
    code: str
    value: str


def read(path: Path) -> Iterator[Record | Skipped]:
    """Every line of one file, a zip's parts one after the other, in bounded memory.

    Raises RegistryError if it cannot be such a file: missing, empty, a broken zip, other columns or encoding.
    """
    empty = True
    for name, stream in _parts(path):
        for one in _lines(name, stream):
            empty = False
            yield one
    if empty:
        raise RegistryError("error.registry_file_empty", file=str(path))


def _parts(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """(what to call it, its bytes) of the file itself, or of each CSV in a zip."""
    if not path.is_file():
        raise RegistryError("error.registry_file_missing", file=str(path))
    if zipfile.is_zipfile(path):
        yield from _members(path)
    elif path.suffix.lower() == ".zip":
        raise RegistryError("error.registry_not_a_zip", file=str(path))
    else:
        with path.open("rb", buffering=_SAMPLE_BYTES) as file:
            yield path.name, file


def _members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with _readable_zip(path), zipfile.ZipFile(path) as archive:
        members = sorted(name for name in archive.namelist() if name.lower().endswith(".csv"))
        if not members:
            raise RegistryError("error.registry_zip_without_csv", file=str(path))
        for member in members:
            with archive.open(member) as file:
                yield f"{path.name}/{member}", file


@contextmanager
def _readable_zip(path: Path) -> Iterator[None]:
    # RuntimeError: a password; zlib.error is not among zipfile's own.
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise RegistryError("error.registry_broken_zip", file=str(path), detail=str(error)) from error


def _lines(file: str, stream: IO[bytes]) -> Iterator[Record | Skipped]:
    text = io.TextIOWrapper(stream, encoding=_encoding(file, stream), errors="replace", newline="")
    known, width = False, 0
    for line, row in _rows(file, text):
        if len(row) == COLUMNS and row[1].isdigit():
            known = True
            yield _checked(file, line, Record(*_TAKEN(row)))
        elif row and not (line == 1 and _is_heading(row)):
            width = len(row)
            if not known and line >= _LINES_TO_KNOW_IT:
                break
            yield Skipped(file, line, "columns" if width != COLUMNS else "number", _shown(row))
    text.detach()
    if width and not known:
        raise RegistryError("error.registry_other_columns", file=file, columns=width, expected=COLUMNS)


def _rows(file: str, text: io.TextIOWrapper) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each."""
    rows = csv.reader(text)
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise RegistryError(
            "error.registry_not_csv", file=file, line=rows.line_num, detail=str(error)
        ) from error


def _checked(file: str, line: int, record: Record) -> Record | Skipped:
    if len(record.number) != 13 or not record.number.isascii():
        return Skipped(file, line, "number", record.number)
    if not record.name and not record.is_deleted:
        return Skipped(file, line, "no_name", record.number)
    if _UNREADABLE in record.name:
        return Skipped(file, line, "unreadable", record.name)
    return record


def _is_heading(row: list[str]) -> bool:
    """The column names that somebody put over the columns, or the counts over an answer of the Web-API."""
    return len(row) == 4 or (len(row) == COLUMNS and not any(cell.isdigit() for cell in row))


def _encoding(file: str, stream: IO[bytes]) -> str:
    head = stream.peek(_SAMPLE_BYTES)  # type: ignore[attr-defined]
    whole_lines = head[: head.rfind(b"\n") + 1]
    encoding = by_its_beginning(whole_lines or head) or decode(head).encoding
    if encoding not in _READ:
        raise RegistryError("error.registry_encoding", file=file, encoding=encoding)
    return encoding


def _shown(row: list[str]) -> str:
    return ",".join(row)[:40]
