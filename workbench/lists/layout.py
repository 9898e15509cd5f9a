"""What the cells of an Excel sheet do not say: which are merged, which rows and columns are hidden.

Read from the sheet's XML as a stream of bytes, without an XML parser: no entity is ever expanded, what is kept
is bounded, and a sheet of 100,000 rows costs a fraction of what reading its cells does.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# More than this is no list, or no honest file.
MOST_BYTES = 4 << 30
MOST_FACTS = 200_000
_CHUNK_BYTES = 1 << 20
# A tag that holds more than this is not one that is looked for.
_LONGEST_TAG = 4_096

_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*\bhidden=[\"'](?:1|true)[\"'][^<>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*\bhidden=[\"'](?:1|true)[\"'][^<>]*>")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^<>]*\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_DIMENSION = re.compile(
    rb"<(?:\w+:)?dimension\b[^<>]*\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_SPAN = re.compile(rb"\bmin=[\"'](\d{1,5})[\"'][^<>]*\bmax=[\"'](\d{1,5})[\"']")
_ATTRIBUTE = re.compile(r"([\w:]+)=[\"']([^\"']*)[\"']")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")


@dataclass(frozen=True)
class Area:
    """A merged range, all ends included. Lines count from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Layout:
    """merged: in the file's order. hidden_rows: lines from 1; hidden_columns: from 0. cut: there were more."""

    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    cut: bool = False


NO_LAYOUT = Layout()
# What reading a damaged archive raises.
NOT_AN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)


def read_layout(data: bytes, sheet: str) -> Layout:
    """The layout of a sheet of an .xlsx or .xlsm book; NO_LAYOUT where the file does not tell it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = _part_of(archive, sheet)
            return _scanned(archive, part) if part is not None else NO_LAYOUT
    except NOT_AN_ARCHIVE:
        return NO_LAYOUT


def claimed_cells(data: bytes) -> int:
    """The most cells that any sheet of an .xlsx book says it spans; 0 where none says so."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            return max((_claimed(archive, name) for name in sheets if name.endswith(".xml")), default=0)
    except NOT_AN_ARCHIVE:
        return 0


def _claimed(archive: zipfile.ZipFile, part: str) -> int:
    with archive.open(part) as stream:
        found = _DIMENSION.search(stream.read(_LONGEST_TAG))
    if found is None:
        return 0
    area = _area(found)
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Where the XML of a sheet lies in the archive, by its name and its relation."""
    book = _text(archive, "xl/workbook.xml")
    relations = dict[str, str]()
    for found in _RELATION.finditer(_text(archive, "xl/_rels/workbook.xml.rels")):
        relation = dict(_ATTRIBUTE.findall(found[1]))
        relations[relation.get("Id", "")] = relation.get("Target", "")
    for found in _SHEET.finditer(book):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        if unescape(attributes.get("name", "")) == sheet and key in relations:
            return posixpath.normpath(posixpath.join("/xl", unescape(relations[key]))).lstrip("/")
    return None


def _text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(_CHUNK_BYTES * 4).decode("utf-8", errors="replace")


def _scanned(archive: zipfile.ZipFile, part: str) -> Layout:
    merged: list[Area] = []
    rows: list[int] = []
    columns: list[int] = []
    for window in _windows(archive, part):
        if b"hidden=" in window:
            for tag in _ROW.finditer(window):
                if number := _NUMBER.search(tag[0]):
                    rows.append(int(number[1]))
            for tag in _COLUMN.finditer(window):
                if span := _SPAN.search(tag[0]):
                    columns.extend(range(int(span[1]) - 1, min(int(span[2]), 16_384)))
        if b"mergeCell" in window:
            merged.extend(_area(found) for found in _MERGED.finditer(window))
        if len(merged) + len(rows) + len(columns) > MOST_FACTS:
            return Layout(tuple(merged[:MOST_FACTS]), tuple(rows[:MOST_FACTS]), tuple(columns[:16_384]), True)
    return Layout(tuple(dict.fromkeys(merged)), tuple(dict.fromkeys(rows)), tuple(dict.fromkeys(columns)))


def _windows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part's bytes in chunks that end between tags."""
    read = 0
    rest = b""
    with archive.open(part) as stream:
        while read < MOST_BYTES and (chunk := stream.read(_CHUNK_BYTES)):
            read += len(chunk)
            window = rest + chunk
            cut = window.rfind(b"<")
            rest = window[cut:] if cut >= 0 and len(window) - cut <= _LONGEST_TAG else b""
            yield window[: len(window) - len(rest)]
    yield rest


def _area(found: re.Match[bytes]) -> Area:
    left, top, right, bottom = found.groups()
    return Area(int(top), _column(left), int(bottom), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
