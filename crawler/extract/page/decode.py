"""The text of a page's bytes, as a browser would read them, and better where pages of Japan declare nonsense."""

import codecs
import re

from workbench.japan import encodings

# WHATWG Encoding: labels that mean something else in Python. cp932 and not shift_jis, which has no ㈱ and no ①.
_LABELS = {
    **dict.fromkeys(
        ("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "csshiftjis"), "cp932"
    ),
    **dict.fromkeys(("euc-jp", "x-euc-jp", "eucjp", "cseucpkdfmtjapanese"), "euc_jp"),
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp"), "iso2022_jp_ext"),
}
# What servers send by default for everything; it decodes any bytes, so it says nothing.
_SAYS_NOTHING = frozenset({"iso8859-1", "cp1252", "ascii"})
# What Python can decode and no browser does; punycode takes the square of a page's length, 88 s for 2 MiB.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
# euc_jp refuses the row of ㈱ and ①, euc_jis_2004 knows it.
_WIDER = {"euc_jp": "euc_jis_2004", "iso2022_jp_ext": "iso2022_jp_3"}

_CHARSET_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CHARSET_IN_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page; never raises.

    A byte order mark and valid UTF-8 are believed before any declaration, a declaration only if the bytes agree.

    >>> decode("㈱見本".encode("cp932"), "text/html; charset=Shift_JIS")
    '㈱見本'
    >>> decode("株式会社".encode(), "text/html; charset=Shift_JIS")
    '株式会社'
    """
    if (text := _utf8(body)) is not None:
        return text
    if not body.startswith(_MARKS):
        declared = declared_charset(body, content_type)
        for encoding in (declared, _WIDER.get(declared or "")):
            if encoding and (text := _strict(body, encoding)) is not None:
                return text
    return encodings.decode(body).text


def is_utf8(body: bytes) -> bool:
    """Whether the bytes are UTF-8 as they stand, without a mark before it, and are read so."""
    return _utf8(body) is not None


def declared_charset(body: bytes, content_type: str) -> str | None:
    """Python's name of the charset that the header, else the page, declares; None if it says nothing of use."""
    in_header = _CHARSET_IN_HEADER.search(content_type)
    in_meta = None if in_header else _CHARSET_IN_META.search(body[:_HEAD_BYTES])
    label = in_header.group(1) if in_header else in_meta.group(1).decode("ascii", "ignore") if in_meta else ""
    name = _LABELS.get(label.lower(), label)
    try:
        name = name if name in _LABELS.values() else codecs.lookup(name).name
    except LookupError:
        return None
    return None if name in _SAYS_NOTHING or name in _NO_CHARSETS else name


def _utf8(body: bytes) -> str | None:
    return None if body.startswith(_MARKS) or b"\x1b" in body else _strict(body, "utf-8")


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, LookupError):
        return None
