"""Companies that are easily taken for another one: of its name elsewhere, or of a name that is nearly its own.

All of them are made up; where one of them happens to be called like a real company, it is another company all the same.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.registry.invented import AUSPICIOUS, FORMS, SHARES_OF_FORMS, SYLLABLES
from tests.registry.places import PREFECTURES, WEIGHTS, towns_of_prefecture
from tests.registry.records import Name, Town
from tests.registry.spellings import with_old_characters

# written behind or before a name, with its kana
_BEHIND = (
    ("ホールディングス", "ホールディングス"),
    ("ＨＤ", "エイチディー"),
    ("商事", "ショウジ"),
    ("販売", "ハンバイ"),
    ("サービス", "サービス"),
    ("物流", "ブツリュウ"),
    ("開発", "カイハツ"),
    ("グループ", "グループ"),
    ("エンジニアリング", "エンジニアリング"),
    ("不動産", "フドウサン"),
    ("東日本", "ヒガシニホン"),
    ("西日本", "ニシニホン"),
    ("九州", "キュウシュウ"),
    ("関西", "カンサイ"),
    ("ジャパン", "ジャパン"),
)
_BEFORE = (
    ("東日本", "ヒガシニホン"),
    ("西日本", "ニシニホン"),
    ("北海道", "ホッカイドウ"),
    ("関西", "カンサイ"),
    ("新", "シン"),
    ("東京", "トウキョウ"),
    ("大阪", "オオサカ"),
)
_KANJI = [written for written, _, _ in AUSPICIOUS]
_KATAKANA = [syllable for syllable in SYLLABLES if len(syllable) == 1]
_LATIN = "ＡＢＣＤＥＦＧＨＪＫＬＭＮＰＲＳＴ"


@dataclass(frozen=True)
class Kin:
    """One such company: the kind of likeness, its name and its place."""

    kind: str
    name: Name
    town: Town


def any_town(rng: random.Random) -> Town:
    """A town somewhere, the likelier the more companies there are."""
    return rng.choice(towns_of_prefecture()[rng.choices(PREFECTURES, WEIGHTS)[0]])


def elsewhere(town: Town, rng: random.Random) -> Town:
    """A town of another prefecture."""
    while True:
        other = any_town(rng)
        if other.prefecture != town.prefecture:
            return other


def nearby(town: Town, rng: random.Random) -> Town:
    """A town of another city of the prefecture."""
    some = towns_of_prefecture()[town.prefecture]
    while True:
        other = rng.choice(some)
        if other.code != town.code:
            return other


def other_form(name: Name, rng: random.Random) -> Name:
    while True:
        form, position = rng.choices(FORMS, SHARES_OF_FORMS)[0]
        if form != name.form:
            return replace(name, form=form, position=position, english="")


def other_position(name: Name, _: random.Random) -> Name:
    return replace(name, position="after" if name.position == "before" else "before", english="")


def one_character_off(name: Name, rng: random.Random) -> Name:
    """One character is another of its script; kana and English are not known."""
    places = [place for place, char in enumerate(name.core) if _others_like(char)]
    if not places:
        return with_a_word(name, rng)
    place = rng.choice(places)
    other = rng.choice([char for char in _others_like(name.core[place]) if char != name.core[place]])
    core = name.core[:place] + other + name.core[place + 1 :]
    return replace(name, core=core, kana="", english="")


def with_a_word(name: Name, rng: random.Random) -> Name:
    """A subsidiary, a holding company or a sister by its name."""
    if rng.random() < 0.7:
        word, kana = rng.choice(_BEHIND)
        return replace(name, core=name.core + word, kana=name.kana and name.kana + kana, english="")
    word, kana = rng.choice(_BEFORE)
    return replace(name, core=word + name.core, kana=name.kana and kana + name.kana, english="")


def in_old_characters(name: Name, rng: random.Random) -> Name:
    return replace(name, core=with_old_characters(name.core, rng), english="")


def _same(name: Name, _: random.Random) -> Name:
    return replace(name, english="")


def _others_like(char: str) -> list[str] | str:
    if "一" <= char <= "龥":
        return _KANJI
    if "ア" <= char <= "ヶ" and char not in "ャュョッァィゥェォ":
        return _KATAKANA
    return _LATIN if "Ａ" <= char <= "Ｚ" else ""


Renamed = Callable[[Name, random.Random], Name]
Placed = Callable[[Town, random.Random], Town]


def _there(town: Town, _: random.Random) -> Town:
    return town


# kind, chance of one, its name, its place
_KINDS: tuple[tuple[str, float, Renamed, Placed], ...] = (
    ("namesake elsewhere", 0.40, _same, elsewhere),
    ("another namesake elsewhere", 0.20, _same, elsewhere),
    ("namesake nearby", 0.10, _same, nearby),
    ("namesake in the city", 0.02, _same, _there),
    ("other form elsewhere", 0.15, other_form, elsewhere),
    ("other form nearby", 0.08, other_form, nearby),
    ("other position elsewhere", 0.15, other_position, elsewhere),
    ("other position nearby", 0.08, other_position, nearby),
    ("one character off elsewhere", 0.15, one_character_off, elsewhere),
    ("one character off nearby", 0.08, one_character_off, nearby),
    ("with a word elsewhere", 0.15, with_a_word, elsewhere),
    ("with a word nearby", 0.15, with_a_word, nearby),
    ("with a word in the city", 0.10, with_a_word, _there),
    ("old characters elsewhere", 0.05, in_old_characters, elsewhere),
)


def kin_of(name: Name, town: Town, rng: random.Random, share: float = 1.0) -> list[Kin]:
    """The companies that a company is mistaken for: each kind by its chance, times `share`."""
    return [
        Kin(kind, renamed(name, rng), placed(town, rng))
        for kind, chance, renamed, placed in _KINDS
        if rng.random() < chance * share
    ]
