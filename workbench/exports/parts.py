"""What lies in an Excel file, read from its zip within bounds: the file may come from anybody."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.parsers import expat

from workbench.errors import ListError

# 20,000 rows of 50 columns unpack to about 100 MB; a book that unpacks to more than this is not edited.
MOST_BYTES = 400_000_000
MOST_PARTS = 5_000
_CHUNK = 1 << 20

_SHEET_KINDS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet")

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


@dataclass(frozen=True)
class Relation:
    """A relationship of one part: its id, the last word of its type, the part it leads to."""

    id: str
    kind: str
    target: str


class Parts:
    """The parts of an open workbook. XML that is broken or declares a document type raises ListError."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self.archive = archive
        self.names = frozenset(archive.namelist())

    @cached_property
    def workbook(self) -> str:
        """The part that the package names as its document."""
        for one in self.relations(""):
            if one.kind == "officeDocument" and one.target in self.names:
                return one.target
        return "xl/workbook.xml"

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Sheet name -> part, in the order of the tabs."""
        found: dict[str, str] = {}
        targets = {one.id: one.target for one in self.relations(self.workbook) if one.kind in _SHEET_KINDS}

        def start(tag: str, attributes: dict[str, str]) -> None:
            target = targets.get(attributes.get("r:id", ""))
            if tag == "sheet" and target in self.names:
                found[attributes.get("name", "")] = str(target)

        self.walk(self.workbook, start)
        return found

    @cached_property
    def sheet_of(self) -> Mapping[str, str]:
        """Part -> the sheet it belongs to, for all that the sheets lead to, however far."""
        owner: dict[str, str] = {}
        for name, part in self.sheets.items():
            waiting = [part]
            while waiting:
                current = waiting.pop()
                if current not in owner:
                    owner[current] = name
                    waiting += [one.target for one in self.relations(current) if one.target in self.names]
        return owner

    def part_of(self, kind: str) -> str | None:
        """The part that the workbook knows by this kind of relationship."""
        targets = [one.target for one in self.relations(self.workbook) if one.kind == kind]
        return next((target for target in targets if target in self.names), None)

    def relations(self, part: str) -> list[Relation]:
        """Where the relationships of a part lead, those to the outside left out."""
        folder, name = posixpath.split(part)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        found: list[Relation] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append(Relation(attributes.get("Id", ""), kind, target.lstrip("/")))

        if file in self.names:
            self.walk(file, start)
        return found

    def walk(self, part: str, start: Start, end: End | None = None) -> None:
        """Call start(local name, attributes) and end(local name) for each element of a part of XML.

        Attributes keep their prefixes; those of relationship ids are written r: whatever the file calls them.
        """
        parser = expat.ParserCreate(namespace_separator=" ")

        def no_document_type(*_: object) -> None:
            raise ListError("error.list_broken_workbook", file=str(self.path), detail=f"{part}: DOCTYPE")

        def on_start(name: str, attributes: dict[str, str]) -> None:
            start(name.rpartition(" ")[2], {_attribute(key): value for key, value in attributes.items()})

        parser.StartDoctypeDeclHandler = no_document_type
        parser.StartElementHandler = on_start
        if end is not None:
            on_end = end
            parser.EndElementHandler = lambda name: on_end(name.rpartition(" ")[2])
        with _in_our_words(self.path), self.archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)

    def read(self, part: str) -> bytes:
        """The bytes of a part, which `opened` has found to be within bounds."""
        with _in_our_words(self.path):
            return self.archive.read(part)


@contextmanager
def opened(path: Path) -> Iterator[Parts]:
    """The parts of the workbook. Raises ListError if it is broken or unpacks to more than is edited."""
    with _in_our_words(path), zipfile.ZipFile(path) as archive:
        # zipfile reads no more of a part than its entry announces, so the announced sizes bound the work.
        unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MOST_BYTES or len(archive.infolist()) > MOST_PARTS:
            raise ListError("error.book_too_large", file=str(path), megabytes=unpacked // 1_000_000)
        yield Parts(path, archive)


@contextmanager
def _in_our_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError) as error:
        raise ListError("error.list_broken_workbook", file=str(path), detail=str(error)) from error


def _attribute(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"r:{local}" if space.endswith("/relationships") else local
