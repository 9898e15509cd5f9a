"""Latin letters as the kana they romanise, so that a romanised name is found by its reading."""

import re

from workbench.japan.romaji import ROWS

# As in keys: ヂ and ヅ sound like ジ and ズ.
_ROWS = {consonant: row.translate(str.maketrans("ヂヅ", "ジズ")) for consonant, row in ROWS.items()}
_OTHERS = {
    "ya": "ヤ",
    "yu": "ユ",
    "yo": "ヨ",
    "wa": "ワ",
    "wo": "オ",
    "n": "ン",
    "shi": "シ",
    "chi": "チ",
    "tsu": "ツ",
    "fu": "フ",
    "ji": "ジ",
    "sha": "シヤ",
    "shu": "シユ",
    "sho": "シヨ",
    "she": "シエ",
    "cha": "チヤ",
    "chu": "チユ",
    "cho": "チヨ",
    "che": "チエ",
    "ja": "ジヤ",
    "ju": "ジユ",
    "jo": "ジヨ",
    "je": "ジエ",
    "fa": "フア",
    "fi": "フイ",
    "fe": "フエ",
    "fo": "フオ",
    "va": "バ",
    "vi": "ビ",
    "vu": "ブ",
    "ve": "ベ",
    "vo": "ボ",
    "ti": "テイ",
    "di": "デイ",
}
_SYLLABLES = {
    **{
        f"{consonant}{vowel}": kana
        for consonant, row in _ROWS.items()
        for vowel, kana in zip("aiueo", row, strict=True)
    },
    **{
        f"{consonant}y{vowel}": row[1] + small
        for consonant, row in _ROWS.items()
        if consonant
        for vowel, small in (("a", "ヤ"), ("u", "ユ"), ("o", "ヨ"))
    },
    **_OTHERS,
}
_ALL = re.compile(f"(?:{'|'.join(sorted(_SYLLABLES, key=len, reverse=True))})+")
_ONE = re.compile("|".join(sorted(_SYLLABLES, key=len, reverse=True)))
_DOUBLED = re.compile(r"([kstpgdbzjfc])(?=\1)|t(?=ch)")
_LONG_O = re.compile(r"oh(?![aiueoy])")
_N_BEFORE_LIPS = re.compile("m(?=[bmp])")


def as_kana(latin: str) -> str | None:
    """The katakana (small ones large, as in keys) that Latin letters romanise, None where they cannot.

    >>> as_kana("shimbashi"), as_kana("nikko"), as_kana("design")
    ('シンバシ', 'ニツコ', None)
    """
    text = _N_BEFORE_LIPS.sub("n", _LONG_O.sub("o", latin))
    text = _DOUBLED.sub("tsu", text)
    if not _ALL.fullmatch(text):
        return None
    return _ONE.sub(lambda found: _SYLLABLES[found[0]], text)
