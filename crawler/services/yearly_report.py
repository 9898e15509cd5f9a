"""A yearly report, out of the zip that EDINET gives: company, address and telephone of its cover, and a homepage.

Persons stand on the cover too (the representative, the one to contact): their elements are not even read.
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
    # 提出会社の株式事務の概要: where public notices are found (公告掲載方法), mostly on the company's own site.
    "jpcrp_cor:OverviewOfOperationalProceduresForSharesTextBlock": "notices",
}
_ELEMENT, _VALUE = "要素ID", "値"
# The last of them in the order of a report.
_LAST = "notices"
# Of a longer line, a chapter's, no more than its beginning is wanted.
_LONGEST_LINE = 10_000
_BEGINS = "jpcrp_cor:"
_LONGEST_ELEMENT = 120
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
    """What came is no zip with a report in it."""


class UnfoldsTooFar(NotAReport):
    """More came out of the zip than any report holds: zips can unfold without end."""


@dataclass(frozen=True)
class YearlyReport:
    """What the report says; None for what it does not say.

    contact_phone: of another place, to reach them. notices: the words on where their public notices are found.
    """

    name: str | None = None
    address: str | None = None
    phone: str | None = None
    contact_phone: str | None = None
    notices: str | None = None


def report_in(archive: bytes) -> YearlyReport:
    """The report in a zip of CSV files. Raises NotAReport."""
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


def _read(lines: io.TextIOWrapper) -> YearlyReport:
    found: dict[str, str] = {}
    heading = _cells(lines.readline(_LONGEST_LINE))
    if _ELEMENT not in heading or _VALUE not in heading:
        raise NotAReport("other columns")
    element, value = heading.index(_ELEMENT), heading.index(_VALUE)
    try:
        for line in _lines(lines):
            cells = _cells(line) if _BEGINS in line[:_LONGEST_ELEMENT] else []
            if len(cells) > max(element, value) and (name := _ELEMENTS.get(cells[element])):
                found.setdefault(name, cells[value].strip())
            if _LAST in found:
                break
    except UnfoldsTooFar:
        if not found:
            raise
    return YearlyReport(**{name: text for name, text in found.items() if text})


def _lines(lines: io.TextIOWrapper) -> Iterator[str]:
    """The lines; of one that is longer than is wanted, its pieces."""
    while line := lines.readline(_LONGEST_LINE):
        yield line


def _cells(line: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n").removeprefix("\ufeff")], delimiter="\t"), [])


class _Bounded(io.RawIOBase):
    """A stream that ends with UnfoldsTooFar after MOST_UNFOLDED bytes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = MOST_UNFOLDED

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise UnfoldsTooFar("unfolds without end")
        buffer[: len(data)] = data
        return len(data)
