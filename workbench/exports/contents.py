"""The analyst's cells as they were, put back into a copy that openpyxl has written.

openpyxl keeps a formula but not its last value, a text but neither the reading above its kanji (ふりがな) nor the
looks of single words in it, a date but not one beyond its calendar; and it fixes every row's height. All of that
stands in the cells of the source, which keep their places, so each cell's content is copied over byte by byte, and
only its style is the new file's. Programs that do not calculate (a preview, a script, this workbench's own reader)
then still see numbers.
"""

import re
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from workbench.exports.parts import Parts, opened

_SOURCE_CELL = re.compile(rb"<(\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_WRITTEN_CELL = re.compile(rb'<c r="(([A-Z]+)\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_SOURCE_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_WRITTEN_ROW = re.compile(rb'<row r="(\d+)"[^>]*>')
_FIXED = re.compile(rb' customHeight="(?:1|true)"')
_HEIGHT = re.compile(rb' (?:customHeight|ht)="[^"]*"')
_STRING = re.compile(rb"<(\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb'\b(r|s|t)="([^"]*)"')
_PREFIXED = re.compile(rb"(</?)\w+:")
_FORMULA = re.compile(rb"<f\b.*?(?:</f>|/>)", re.DOTALL)
_VALUE = re.compile(rb"<v\b[^>]*>.*?</v>", re.DOTALL)
# What openpyxl reads out of a string and does not write again.
_MORE_THAN_TEXT = re.compile(rb"<(?:\w+:)?(?:r|rPh|phoneticPr)\b|_x[0-9A-Fa-f]{4}_")


def put_back(
    source: Parts, written: Path, target: Path, sheets: Collection[str], ours: Mapping[str, Collection[str]]
) -> int:
    """Write `target`, which is `written` with the source's cells in it; how many cells were put back.

    sheets: names of the sheets that are the same in both. ours: sheet -> letters of the columns whose cells are
    not the source's.
    """
    strings = _strings(source)
    count = 0
    with opened(written) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        names = {
            part: name for name, part in parts.sheets.items() if name in sheets and name in source.sheets
        }
        for entry in parts.archive.infolist():
            data = parts.read(entry.filename)
            if entry.filename in names:
                name = names[entry.filename]
                cells = _cells(source.read(source.sheets[name]), strings)
                data, changed = _with_cells(data, cells, {one.encode() for one in ours.get(name, ())})
                data = _with_heights(data, source.read(source.sheets[name]), name in ours)
                count += changed
            copy.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return count


def _strings(source: Parts) -> list[bytes | None]:
    """Of each shared string its XML where it is more than plain text, else None."""
    part = source.part_of("sharedStrings")
    if part is None:
        return []
    return [
        _plain_tags(found[2], found[1]) if _MORE_THAN_TEXT.search(found[2] or b"") else None
        for found in _STRING.finditer(source.read(part))
    ]


def _cells(sheet: bytes, strings: list[bytes | None]) -> dict[bytes, tuple[bytes, bytes]]:
    """Place -> type and XML of every cell of the source that is more than plain text."""
    found: dict[bytes, tuple[bytes, bytes]] = {}
    for cell in _SOURCE_CELL.finditer(sheet):
        inner = cell[3]
        if not inner or b"xmlns" in inner:
            continue
        attributes = dict(_ATTRIBUTE.findall(cell[2]))
        kind = attributes.get(b"t", b"n")
        inner = _plain_tags(inner, cell[1])
        if kind == b"s":
            string = _string_of(inner, strings)
            if string is None:
                continue
            kind, inner = b"inlineStr", b"<is>" + string + b"</is>"
        if b"r" in attributes:
            found[attributes[b"r"]] = (kind, inner)
    return found


def _string_of(inner: bytes, strings: list[bytes | None]) -> bytes | None:
    value = _VALUE.search(inner)
    digits = re.sub(rb"<[^>]*>", b"", value[0]).strip() if value else b""
    # A formula with a shared string as its value is left as openpyxl wrote it.
    if b"<f" in inner or not digits.isdigit() or int(digits) >= len(strings):
        return None
    return strings[int(digits)]


def _with_cells(
    sheet: bytes, cells: Mapping[bytes, tuple[bytes, bytes]], ours: Collection[bytes]
) -> tuple[bytes, int]:
    count = 0

    def exchange(found: re.Match[bytes]) -> bytes:
        nonlocal count
        place, column, attributes, inner = found.groups()
        if column in ours or place not in cells:
            return found[0]
        kind, content = cells[place]
        # openpyxl spells each formula of a shared one out, and its first cell may be gone.
        if b't="shared"' in content:
            spelled, value = _FORMULA.search(inner or b""), _VALUE.search(content)
            if spelled is None:
                return found[0]
            content = spelled[0] + (value[0] if value else b"")
        count += 1
        style = b"".join(b' s="%s"' % value for name, value in _ATTRIBUTE.findall(attributes) if name == b"s")
        told = b"" if kind == b"n" else b' t="%s"' % kind
        return b'<c r="%s"%s%s>%s</c>' % (place, style, told, content)

    changed = _WRITTEN_CELL.sub(exchange, sheet) if cells else sheet
    return changed, count


def _with_heights(sheet: bytes, source: bytes, may_grow: bool) -> bytes:
    """The rows' heights free again where the analyst had not fixed them; with may_grow to be worked out anew."""
    fixed = {
        dict(_ATTRIBUTE.findall(row[0])).get(b"r")
        for row in _SOURCE_ROW.finditer(source)
        if _FIXED.search(row[0])
    }

    def exchange(found: re.Match[bytes]) -> bytes:
        if found[1] in fixed:
            return found[0]
        return (_HEIGHT if may_grow else _FIXED).sub(b"", found[0])

    return _WRITTEN_ROW.sub(exchange, sheet)


def _plain_tags(xml: bytes | None, prefix: bytes | None) -> bytes:
    return _PREFIXED.sub(rb"\1", xml or b"") if prefix else xml or b""
