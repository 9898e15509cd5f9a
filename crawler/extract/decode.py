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
# euc_jp refuses the row of ㈱ and ①, euc_jis_2004 knows it.
_WIDER = {"euc_jp": "euc_jis_2004", "iso2022_jp_ext": "iso2022_jp_3"}

_CHARSET_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CHARSET_IN_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page; never raises.

    A byte order mark and valid UTF-8 are believed before any declaration, a declaration only if the bytes agree.

    >>> decode("㈱見本".encode("cp932"), "text/html; charset=Shift_JIS")
    '㈱見本'
    >>> decode("株式会社".encode(), "text/html; charset=Shift_JIS")
    '株式会社'
    """
    if not body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if b"\x1b" not in body and (text := _strict(body, "utf-8")) is not None:
            return text
        declared = declared_charset(body, content_type)
        for encoding in (declared, _WIDER.get(declared or "")):
            if encoding and (text := _strict(body, encoding)) is not None:
                return text
    return encodings.decode(body).text


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
    return None if name in _SAYS_NOTHING else name


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, LookupError):
        return None
