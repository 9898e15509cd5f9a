"""Kana in Latin letters, in the ways in which companies spell their own names in addresses.

Source: the Kunrei and Hepburn tables of 内閣告示第一号 (1954, tables 1 and 2). What companies do
with long vowels follows no rule, so each way is given.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

# By consonant, the kana of a, i, u, e and o.
ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
_SMALL_Y = {"ャ": "a", "ュ": "u", "ョ": "o"}


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in pairs.split())


_OTHERS = _table(
    "ヤ:ya ユ:yu ヨ:yo ワ:wa ヰ:i ヱ:e ヲ:o ン:n"
    # Sounds of other languages
    " ファ:fa フィ:fi フェ:fe フォ:fo フュ:fyu ウィ:wi ウェ:we ウォ:wo ヴ:vu ヴァ:va ヴィ:vi ヴェ:ve ヴォ:vo"
    " ティ:ti ディ:di トゥ:tu ドゥ:du テュ:tyu デュ:dyu ツァ:tsa ツィ:tsi ツェ:tse ツォ:tso クァ:kwa クォ:kwo グァ:gwa"
)
_ROWS_AS_WRITTEN = {
    kana: consonant + vowel
    for consonant, row in ROWS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
}
_WITH_SMALL_Y = {
    row[1] + small: f"{consonant}y{vowel}"
    for consonant, row in ROWS.items()
    if consonant
    for small, vowel in _SMALL_Y.items()
}
_BOTH = {**_ROWS_AS_WRITTEN, **_WITH_SMALL_Y, **_OTHERS}
_HEPBURN = _BOTH | _table(
    "シ:shi チ:chi ツ:tsu フ:fu ジ:ji ヂ:ji ヅ:zu シャ:sha シュ:shu ショ:sho シェ:she"
    " チャ:cha チュ:chu チョ:cho チェ:che ジャ:ja ジュ:ju ジョ:jo ジェ:je ヂャ:ja ヂュ:ju ヂョ:jo"
)
_KUNREI = _BOTH | _table("ヂ:zi ヅ:zu ヂャ:zya ヂュ:zyu ヂョ:zyo シェ:sye ジェ:zye チェ:tye")
_SYLLABLE = re.compile("|".join(sorted(_HEPBURN, key=len, reverse=True)) + "|[ッー]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_LONG = re.compile(r"o[ou]|uu")
_N_BEFORE_LIPS = re.compile("n(?=[bmp])")
STYLES = 5  # in which by_style writes a reading
_TO_KATAKANA = ord("ア") - ord("あ")


def by_style(kana: str) -> tuple[str, ...]:
    """A reading in each style, always the same ones in this order; () if it is not kana all through.

    Hepburn without and with long vowels, with m before lips (Shimbashi), Kunrei without and with long vowels.

    >>> by_style("コウギョウ")
    ('kogyo', 'kougyou', 'kogyo', 'kogyo', 'kougyou')
    >>> by_style("しんばし")[:4], by_style("星空")
    (('shinbashi', 'shinbashi', 'shimbashi', 'sinbasi'), ())
    """
    hepburn, kunrei = romanised(kana), romanised(kana, _KUNREI)
    if hepburn is None or kunrei is None:
        return ()
    short = _without_long_vowels(hepburn)
    return (short, hepburn, _N_BEFORE_LIPS.sub("m", short), _without_long_vowels(kunrei), kunrei)


def romanised(kana: str, table: Mapping[str, str] = _HEPBURN) -> str | None:
    """One reading by one table, its long vowels as they are written; None if it is not kana all through.

    >>> romanised("ニッコウ"), romanised("マッチ"), romanised("ー")
    ('nikkou', 'matchi', None)
    """
    syllables = list(_syllables(_katakana(kana)))
    if not syllables or None in syllables or set(syllables) <= {"ッ", "ー"}:
        return None
    written = ""
    for syllable in reversed(syllables):
        if syllable == "ッ":
            written = ("t" if written.startswith("ch") else written[:1]) + written
        elif syllable != "ー" and syllable is not None:
            written = table[syllable] + written
    return written


def _without_long_vowels(latin: str) -> str:
    return _LONG.sub(lambda found: found[0][0], latin)


def _katakana(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return _HIRAGANA.sub(lambda letter: chr(ord(letter[0]) + _TO_KATAKANA), plain)


def _syllables(katakana: str) -> Iterator[str | None]:
    """The syllables in order; None for what is none."""
    at = 0
    while at < len(katakana):
        found = _SYLLABLE.match(katakana, at)
        yield found[0] if found else None
        at = found.end() if found else at + 1
