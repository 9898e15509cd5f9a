"""The bytes of a list and what kind of file they are, by their content rather than by their name."""

import io
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from workbench.errors import ListError
from workbench.lists.layout import MOST_BYTES, NOT_AN_ARCHIVE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any Office file with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOTHING = b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_BYTES = 1 << 20
# What old web systems offer as .xls.
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<table|<\?xml[^>]*>\s*<(?:html|workbook))", re.IGNORECASE
)
_ZIP = b"PK\x03\x04"
# Beginnings of files that people pick by mistake.
_NEVER_A_LIST = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"PAR1",
    b"\x7fELF",
)


class Kind(StrEnum):
    """How a list is kept."""

    DELIMITED = "delimited"
    WORKBOOK = "workbook"


def read_bytes(path: Path) -> bytes:
    """The bytes of the file.

    Raises ListError if there is none, it cannot be read, or it is empty.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ListError("error.list_missing", file=str(path)) from error
    except OSError as error:
        raise ListError("error.list_unreadable", file=str(path), detail=error.strerror) from error
    # Mostly the beginning tells; to strip a long list is to copy it.
    if not data[:1_000].strip(_NOTHING) and not data.strip(_NOTHING):
        raise ListError("error.list_empty", file=str(path))
    return data


def kind_of(path: Path, data: bytes) -> Kind:
    """How the bytes are to be read.

    Raises ListError with the remedy for what cannot be: passwords, broken books, web pages, other formats.
    """
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise ListError("error.list_has_password", file=str(path))
        return Kind.WORKBOOK
    if data.startswith(_ZIP):
        return _kind_of_archive(path, data)
    if _WEB_PAGE.match(data):
        raise ListError("error.list_is_web_page", file=str(path))
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xlsb", ".ods"):
        raise ListError("error.list_broken_workbook", file=str(path), detail="not a zip archive")
    if data.startswith(_NEVER_A_LIST):
        raise ListError("error.list_unknown_format", file=str(path))
    return Kind.DELIMITED


def _kind_of_archive(path: Path, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size_bytes = sum(part.file_size for part in archive.infolist())
            mimetype = _begin(archive, "mimetype") if "mimetype" in names else b""
            manifest = _begin(archive, _MANIFEST) if _MANIFEST in names else b""
    except NOT_AN_ARCHIVE as error:
        raise ListError("error.list_broken_workbook", file=str(path), detail=str(error)) from error
    if size_bytes > MOST_BYTES:
        raise ListError("error.list_too_large", file=str(path), size=size_bytes >> 30, most=MOST_BYTES >> 30)
    if b"opendocument" in mimetype:
        if b"encryption-data" in manifest:
            raise ListError("error.list_has_password", file=str(path))
        return Kind.WORKBOOK
    if not {"xl/workbook.xml", "xl/workbook.bin"} & set(names):
        raise ListError("error.list_unknown_format", file=str(path))
    return Kind.WORKBOOK


def _begin(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MANIFEST_BYTES)
