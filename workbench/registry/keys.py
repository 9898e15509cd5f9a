"""The forms of a name by which it is found. Equal keys make candidates, never a decision: judging.py decides.

A key is coarser than the key of japan.names: what people, keyboards and scanners mix up is one here. Both sides are
made by the same functions, so a key may be wrong as Japanese, but not different for the same writing.
"""

import itertools
import re
import unicodedata
import zlib

from workbench.japan.characters import fold_variants
from workbench.japan.names import parse_name, parse_registered

# Each pair is taken for the other when names are typed or scanned.
_LOOK_ALIKE = dict(zip("力工口二八夕卜斎之〇", "カエロニハタト斉ノ0", strict=True))
_SAME_SOUND = {"ヂ": "ジ", "ヅ": "ズ", "ヲ": "オ"}
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_ONE_FOR_LONG_VOWEL = re.compile("(?<=[ァ-ヺ])一|一(?=[ァ-ヺ])")
_NOTHING = frozenset("ー〜~")
_SUFFIXES = (
    (re.compile(r"(?:ホルデイングス?|holdings?|hldgs)$"), "hd"),
    (re.compile(r"(?:フイナンシヤルグルプ|financialgroup)$"), "fg"),
    (re.compile(r"(?:グルプ|group)$"), "g"),
)
_ENDS = ("ホルデイングス", "ホルデイング", "holdings", "holding", "hldgs", "グルプ", "group")
# A long vowel is written in many ways, and not at all in Latin letters: Tokyo, トウキョウ, トーキョー.
_LONG_VOWEL = re.compile(
    "(?<=[オコソトノホモヨロゴゾドボポ])[ウオ]|(?<=[ウクスツヌフムユルグズブプ])ウ|"
    "(?<=[アカサタナハマヤラワガザダバパ])ア|(?<=[イキシチニヒミリギジビピ])イ|(?<=[エケセテネヘメレゲゼデベペ])エ"
)
# Latin letters do not tell シンアイ from シナイ.
_N_WITH = dict(zip("アイウエオヤユヨ", ("ナ", "ニ", "ヌ", "ネ", "ノ", "ニヤ", "ニユ", "ニヨ"), strict=True))
_N_BEFORE_VOWEL = re.compile("ン([アイウエオヤユヨ])")
_KANA = re.compile("[ァ-ヺ]+(?:hd|fg|g)?")  # with what loose() makes of ホールディングス and its like
_LATIN = re.compile("[a-z]+")
_FORM_READ_ALOUD = re.compile("[ガカ]イシ[ャヤ]|ホウジン")
_ENGLISH_FORM = re.compile(
    "(?<=[0-9a-z])(?:companylimited|coltd|co|ltd|limited|incorporated|inc|corporation|corp|llc|kk)+$"
)
_EDGE = "\x02"


class _Loosened(dict[int, str]):
    """Character -> what it counts as; each is worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = fold_variants(unicodedata.normalize("NFKC", char)).casefold()
        self[code] = "".join(_loosened(one) for one in folded)
        return self[code]


def _loosened(char: str) -> str:
    if char in _NOTHING or not (char.isalnum() or char == "々"):
        return ""
    char = _LOOK_ALIKE.get(char, char)
    return _SAME_SOUND.get(char, char)


_LOOSENED = _Loosened()


def loose(core: str) -> str:
    """The key of a name without its legal form, "" when nothing of substance is written.

    >>> loose("キヤノン・ホールディングス") == loose("ｷｬﾉﾝ HD") == loose("きゃのんHoldings")
    True
    >>> loose("エ藤製作所") == loose("工藤製作所"), loose("コンピューター") == loose("コンピュータ"), loose("－")
    (True, True, '')
    """
    return shortened(plain(core))


def plain(core: str) -> str:
    """As loose, with ホールディングス and its like as they are written: by this names with slips are compared."""
    text = unicodedata.normalize("NFKC", core).translate(_TO_KATAKANA)
    if "一" in text:
        text = _ONE_FOR_LONG_VOWEL.sub("", text)
    return fold_variants(text).translate(_LOOSENED)


def shortened(key: str) -> str:
    """The loose key of a plain one: HD for ホールディングス, however it is written."""
    if key.endswith(_ENDS):
        for suffix, short in _SUFFIXES:
            key = suffix.sub(short, key)
    return key


def sound(key: str) -> str:
    """What a loose key in kana sounds like, long vowels left out.

    >>> sound(loose("トウキョウ")), sound(loose("オオサカ"))
    ('トキヨ', 'オサカ')
    """
    if "ン" in key:
        key = _N_BEFORE_VOWEL.sub(lambda found: _N_WITH[found[1]], key)
    return _LONG_VOWEL.sub("", key)


def is_kana(key: str) -> bool:
    """Whether a loose key is kana throughout, so that it may be a reading."""
    return _KANA.fullmatch(key) is not None


def is_latin(key: str) -> bool:
    """Whether a loose key is Latin letters throughout, so that it may be romanised."""
    return _LATIN.fullmatch(key) is not None


def of_registered(name: str) -> str:
    """The plain key of a name as registered."""
    return plain(parse_registered(name).core)


def of_reading(kana: str) -> str:
    """The key of a reading (furigana)."""
    return sound(loose(core_of_reading(kana)))


def core_of_reading(kana: str) -> str:
    """The reading without the legal form, which is not part of it, but stands there now and then."""
    return parse_name(kana).core if _FORM_READ_ALOUD.search(kana) else kana


def of_english(name: str) -> str:
    """The key of an English name as registered."""
    return without_english_form(loose(parse_name(name).core))


def without_english_form(key: str) -> str:
    """A loose key in Latin letters without the form that is grown together with the name, as in SNTCORPORATION.

    >>> without_english_form("sntcorporation"), without_english_form("takeuchimfgcoltd"), without_english_form("inc")
    ('snt', 'takeuchimfg', 'inc')
    """
    return _ENGLISH_FORM.sub("", key)


def hashed(key: str) -> int:
    """32 bits that stand for a key in the index; the names behind equal ones are compared anyway."""
    return zlib.crc32(key.encode())


def pairs_of_characters(key: str) -> list[str]:
    """Each two neighbours of a key, its ends among them: what a slip of typing leaves mostly whole.

    >>> [pair.replace(_EDGE, "|") for pair in pairs_of_characters("山田")]
    ['|山', '山田', '田|']
    """
    text = f"{_EDGE}{key}{_EDGE}"
    return list(map("".join, itertools.pairwise(text)))
