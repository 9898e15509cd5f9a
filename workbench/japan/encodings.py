"""The text of bytes in whatever encoding Japanese files and pages come.

Statistical detectors fail on short or half-width text, so the order is fixed and the whole data decides: a
byte order mark, then strict UTF-8, then strict cp932 (Windows' Shift_JIS: Python's own `shift_jis` refuses
㈱, ① and 髙).
"""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ISO_2022_ESCAPE = re.compile(rb"\x1b(?:\$[B@(]|\([JI])")
# What EUC-JP looks like when it is read as cp932: half-width kana and the private use area.
_SIGN_OF_EUC = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SAMPLE_BYTES = 1 << 20
# Every byte below 0x40 is a character of its own in these: lines, commas and quotes can be found without decoding.
_ASCII_SHOWS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "euc_jis_2004")


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding it came in; `replaced` counts what could not be read (U+FFFD)."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes) -> Decoded:
    """The text of data and its encoding's name as Python knows it; never raises.

    >>> decode("㈱髙島".encode("cp932")).encoding, decode("株式会社".encode()).encoding
    ('cp932', 'utf-8')
    >>> decode("株式会社みらい".encode("euc_jp")).text
    '株式会社みらい'
    """
    for encoding in _candidates(data):
        text = _strict(data, encoding)
        if text is not None:
            return Decoded(text, encoding)
    return _with_replacements(data)


def by_its_beginning(data: bytes) -> str | None:
    """The encoding that `decode` will name if all of data can be read in it; None where only the whole can tell.

    Whoever reads on in it strictly and meets no UnicodeDecodeError has what `decode` would have given, without the
    text of the whole in memory. In the encodings that are named here, a byte below 0x40 is that ASCII character.

    >>> by_its_beginning("㈱髙島".encode("cp932")), by_its_beginning("㈱髙島".encode("utf-16"))
    ('cp932', None)
    """
    sample = data[:_SAMPLE_BYTES]
    if len(data) > len(sample):
        sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b"\r")) + 1]
    for encoding in _candidates(data):
        if _strict(sample, encoding) is not None:
            return encoding if sample and encoding in _ASCII_SHOWS else None
    return None


def _candidates(data: bytes) -> list[str]:
    """Encodings to try, the surest first."""
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    escaped = ["iso2022_jp_ext", "iso2022_jp_3"] if _ISO_2022_ESCAPE.search(data) else []
    return [*marked[:1], *escaped, *_unmarked_utf16(data), "utf-8", *_shift_jis_or_euc(data)]


def _unmarked_utf16(data: bytes) -> list[str]:
    """UTF-16 without a mark shows in the zero bytes of ASCII, on one side of the pairs only."""
    sample = data[:_SAMPLE_BYTES]
    in_even, in_odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or min(in_even, in_odd) > 0 or max(in_even, in_odd) == 0:
        return []
    return ["utf-16-le" if in_odd else "utf-16-be"]


def _shift_jis_or_euc(data: bytes) -> list[str]:
    """cp932 first, unless it reads as half-width noise what EUC-JP reads as everyday Japanese.

    cp932 accepts most EUC-JP, while EUC-JP refuses almost any cp932 within a few bytes: only text that
    both accept is weighed. `euc_jis_2004` knows the row of ㈱ and ①, which `euc_jp` refuses.
    """
    euc = ["euc_jp", "euc_jis_2004"]
    sample = data[:_SAMPLE_BYTES]
    as_cp932 = sample.decode("cp932", errors="ignore")
    strange, foreign = len(_SIGN_OF_EUC.findall(as_cp932)), len(_NOT_ASCII.findall(as_cp932))
    if strange * 2 > foreign and _is_everyday_euc(sample):
        return [*euc, "cp932"]
    return ["cp932", *euc]


def _is_everyday_euc(sample: bytes) -> bool:
    """Whether nine in ten of the characters are kana, signs or first-level kanji when read as EUC-JP."""
    pairs = re.findall(rb"[\xa1-\xfe][\xa1-\xfe]", sample)
    common = sum(pair[0] <= 0xCF for pair in pairs)
    return bool(pairs) and common * 10 >= len(pairs) * 9


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _with_replacements(data: bytes) -> Decoded:
    """The reading that loses least, of those that may be meant."""
    readings = [
        Decoded(text := data.decode(encoding, errors="replace"), encoding, text.count("\ufffd"))
        for encoding in ("utf-8", "cp932", "euc_jp")
    ]
    return min(readings, key=lambda reading: reading.replaced)
