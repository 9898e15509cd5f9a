"""The bytes of a file -> its text, or the one problem that keeps it from being read."""

import codecs
from pathlib import Path

from workbench.yamlfile.problems import Place, Problem

MAX_BYTES = 1_048_576
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TOP = Place(1, 1)


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file, of one that is too large only the beginning. Raises OSError."""
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def decode(data: bytes, file: str) -> str | Problem:
    """The text of UTF-8 bytes (with or without a byte order mark); at most MAX_BYTES of them."""
    if len(data) > MAX_BYTES:
        return Problem(file, _TOP, "", "yaml.too_large", parameters={"most_mib": MAX_BYTES // 1_048_576})
    if data.startswith(_UTF16):
        return Problem(file, _TOP, "", "yaml.not_utf8", parameters={"encoding": "UTF-16"})
    if b"\0" in data:
        return Problem(file, _TOP, "", "yaml.binary")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Place(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        return Problem(file, place, "", "yaml.not_utf8", parameters={"encoding": _likely(data)})


def _likely(data: bytes) -> str | None:
    """The encoding that Japanese programs use besides UTF-8, if the bytes are possible in one.

    EUC-JP first: its text is possible in cp932 too, as half-width kana, while the reverse is hardly so.
    """
    for encoding, name in (("euc_jp", "EUC-JP"), ("cp932", "Shift_JIS (cp932)")):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return name
    return None
