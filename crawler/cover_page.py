"""The cover page of a yearly report: company, address and telephone, out of the zip that EDINET gives.

Persons stand on it too (the representative, the one to contact): their elements are not even read.
"""

import csv
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

_ELEMENTS = {
    "jpcrp_cor:CompanyNameCoverPage": "name",
    "jpcrp_cor:AddressOfRegisteredHeadquarterCoverPage": "address",
    "jpcrp_cor:TelephoneNumberAddressOfRegisteredHeadquarterCoverPage": "phone",
    "jpcrp_cor:TelephoneNumberNearestPlaceOfContactCoverPage": "contact_phone",
}
_ELEMENT, _VALUE = "要素ID", "値"
_COVER = "CoverPage"
# The cover's values are a line at most; figures and whole chapters follow, of which nothing is wanted.
_LONGEST_LINE = 10_000
_MOST_MEMBERS = 200
MOST_UNFOLDED = 33_554_432


# What zipfile raises for broken, encrypted or unknown contents.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    csv.Error,
)


class NotAReport(ValueError):
    """What came is no zip with a report in it, or unfolds to more than any report is."""


@dataclass(frozen=True)
class CoverPage:
    """What the cover says; None for what it does not say. contact_phone: of another place, to reach them."""

    name: str | None = None
    address: str | None = None
    phone: str | None = None
    contact_phone: str | None = None


def cover_page(archive: bytes) -> CoverPage:
    """The cover of the report in a zip of CSV files. Raises NotAReport."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as members:
            names = [name for name in members.namelist()[:_MOST_MEMBERS] if _is_report(name)]
            if not names:
                raise NotAReport("no report in the zip")
            with members.open(names[0]) as stream:
                return _read(io.TextIOWrapper(io.BufferedReader(_Bounded(stream)), "utf-16", newline="\n"))
    except NotAReport:
        raise
    except _BROKEN as error:
        raise NotAReport(type(error).__name__) from error


def _is_report(name: str) -> bool:
    """Reports begin with their form's name; the auditor's (jpaud…) stand beside them."""
    file = PurePosixPath(name).name
    return file.startswith("jpcrp") and file.endswith(".csv")


def _read(lines: io.TextIOWrapper) -> CoverPage:
    found: dict[str, str] = {}
    heading = _cells(lines.readline(_LONGEST_LINE))
    if _ELEMENT not in heading or _VALUE not in heading:
        raise NotAReport("other columns")
    element, value = heading.index(_ELEMENT), heading.index(_VALUE)
    for line in _lines(lines):
        if "phone" in found and _COVER not in line[:200]:
            break  # behind the cover
        if _COVER not in line[:200]:
            continue
        cells = _cells(line)
        if len(cells) > max(element, value) and (name := _ELEMENTS.get(cells[element])):
            found.setdefault(name, cells[value].strip())
    return CoverPage(**{name: text for name, text in found.items() if text})


def _lines(lines: io.TextIOWrapper) -> Iterator[str]:
    """The lines; of one that is longer than any of the cover, its pieces."""
    while line := lines.readline(_LONGEST_LINE):
        yield line


def _cells(line: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n").removeprefix("\ufeff")], delimiter="\t"), [])


class _Bounded(io.RawIOBase):
    """A stream that ends with NotAReport when more has come than any report holds: zips can unfold without end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = MOST_UNFOLDED

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise NotAReport("unfolds without end")
        buffer[: len(data)] = data
        return len(data)
