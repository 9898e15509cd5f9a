"""What lists say of where a company is: columns filled or not, addresses in every form, sometimes wrong."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.registry.kin import elsewhere
from tests.registry.records import Registered, Town
from tests.registry.spellings import narrow, other_ga

_BLOCK = re.compile(r"([０-９]+)(丁目|番地|番|号)?")
_CHOME = re.compile(r"([１-９])丁目")
_KANJI_DIGITS = dict(zip("１２３４５６７８９", "一二三四五六七八九", strict=True))
_DESIGNATED = re.compile(r"(.+市)(.+区)")
_DISTRICT = re.compile(r".+郡(.+[町村])")
_WORDS_OF_BLOCKS = re.compile(r"(?<=[０-９])(?:丁目|番地|番|号)(?=[０-９])")
_HAMLET = re.compile("大字|字(?=[^１-９])")
_LAST_WORD = re.compile(r"(?<=[０-９])(?:番地|号)")


@dataclass(frozen=True)
class Place:
    """The cells of a row, and in `where` what they say for certain: a test of whether a company may be there."""

    kind: str
    prefecture: str | None = None
    city: str | None = None
    postal_code: str | None = None
    address: str | None = None
    where: "Where | None" = None


@dataclass(frozen=True)
class Where:
    """What is said of the place; None where nothing is. city as written, perhaps without its 郡 or its ward."""

    prefecture: str | None = None
    city: str | None = None
    street: str | None = None
    postal_code: str | None = None

    def fits(self, one: Registered) -> bool:
        town = one.town
        return (
            self.prefecture in (None, town.prefecture)
            and (self.city is None or town.city.startswith(self.city) or town.city.endswith(self.city))
            and self.street in (None, one.street)
            and self.postal_code in (None, town.postal_code)
        )

    @property
    def is_close(self) -> bool:
        """Whether it says at least the city."""
        return bool(self.city or self.street or self.postal_code)


def _city_in_the_prefecture_s_cell(one: Registered, _: random.Random) -> Place:
    town = one.town
    cell = f"{town.prefecture}{town.city}"
    return Place("city in the prefecture's cell", cell, where=Where(town.prefecture, town.city))


def _none(_: Registered, __: random.Random) -> Place:
    return Place("none", where=Where())


def _prefecture(one: Registered, _: random.Random) -> Place:
    return Place("prefecture", one.town.prefecture, where=Where(one.town.prefecture))


def _short_prefecture(one: Registered, _: random.Random) -> Place:
    name = one.town.prefecture
    short = name if name == "北海道" else name[:-1]
    return Place("prefecture without its sign", short, where=Where(name))


def _prefecture_and_city(one: Registered, rng: random.Random) -> Place:
    town, city = one.town, _city(one.town, rng)
    where = Where(town.prefecture, city)
    return Place("prefecture and city", town.prefecture, _other_ga(city, rng), where=where)


def _city_only(one: Registered, rng: random.Random) -> Place:
    city = _city(one.town, rng)
    return Place("city only", city=_other_ga(city, rng), where=Where(city=city))


def _city_as_address(one: Registered, rng: random.Random) -> Place:
    town = one.town
    with_prefecture = rng.random() < 0.6
    text = f"{town.prefecture}{town.city}" if with_prefecture else town.city
    where = Where(town.prefecture if with_prefecture else None, town.city)
    return Place("address down to the city", address=text, where=where)


def _postal_code(one: Registered, rng: random.Random) -> Place:
    code = _code(one.town, rng)
    return Place("postal code only", postal_code=code, where=Where(postal_code=one.town.postal_code))


def _postal_code_and_prefecture(one: Registered, rng: random.Random) -> Place:
    where = Where(one.town.prefecture, postal_code=one.town.postal_code)
    return Place("postal code and prefecture", one.town.prefecture, None, _code(one.town, rng), where=where)


def _address(one: Registered, rng: random.Random) -> Place:
    text = f"{one.town.prefecture}{_gap(rng)}{one.town.city}{_gap(rng)}{_street(one, rng)}"
    return Place("address", address=_coded(text, one.town, rng), where=_all(one))


def _address_without_prefecture(one: Registered, rng: random.Random) -> Place:
    text = f"{one.town.city}{_gap(rng)}{_street(one, rng)}"
    where = replace(_all(one), prefecture=None)
    return Place("address without prefecture", address=_coded(text, one.town, rng), where=where)


def _prefecture_and_address(one: Registered, rng: random.Random) -> Place:
    text = f"{one.town.city}{_street(one, rng)}"
    return Place("prefecture, address without it", one.town.prefecture, address=text, where=_all(one))


def _everything(one: Registered, rng: random.Random) -> Place:
    town = one.town
    street = _street(one, rng)
    return Place("every column", town.prefecture, town.city, _code(town, rng), street, _all(one))


def _wrong_prefecture(one: Registered, rng: random.Random) -> Place:
    wrong = elsewhere(one.town, rng).prefecture
    return Place("wrong prefecture", wrong, where=Where(wrong))


_KINDS: tuple[tuple[Callable[[Registered, random.Random], Place], int], ...] = (
    (_none, 12),
    (_prefecture, 24),
    (_short_prefecture, 3),
    (_prefecture_and_city, 14),
    (_city_in_the_prefecture_s_cell, 1),
    (_city_only, 6),
    (_city_as_address, 4),
    (_postal_code, 4),
    (_postal_code_and_prefecture, 3),
    (_address, 12),
    (_address_without_prefecture, 7),
    (_prefecture_and_address, 4),
    (_everything, 5),
    (_wrong_prefecture, 2),
)
_FORMER = 0.2


def given_place(one: Registered, rng: random.Random) -> Place:
    """One of the ways in which a list says where the company is, or was before it moved."""
    if one.moved_from and rng.random() < _FORMER:
        return replace(_any(one.moved_from, rng), kind="former place")
    return _any(one, rng)


def _any(one: Registered, rng: random.Random) -> Place:
    return rng.choices([way for way, _ in _KINDS], [share for _, share in _KINDS])[0](one, rng)


def _all(one: Registered) -> Where:
    return Where(one.town.prefecture, one.town.city, one.street)


def _city(town: Town, rng: random.Random) -> str:
    """The city, now and then without its ward or without the 郡 before it."""
    if rng.random() < 0.25:
        if found := _DESIGNATED.fullmatch(town.city):
            return found[1]
        if found := _DISTRICT.fullmatch(town.city):
            return found[1]
    return town.city


def _code(town: Town, rng: random.Random) -> str:
    code = town.postal_code
    return rng.choice((code, f"{code[:3]}-{code[3:]}", f"〒{code[:3]}-{code[3:]}"))


def _coded(text: str, town: Town, rng: random.Random) -> str:
    if rng.random() < 0.2:
        return f"〒{town.postal_code[:3]}-{town.postal_code[3:]}{rng.choice((' ', '　', ''))}{text}"
    return text


def _other_ga(city: str, rng: random.Random) -> str:
    return other_ga(city, rng) if rng.random() < 0.3 else city


def _gap(rng: random.Random) -> str:
    return rng.choice(("", "", "", "", " ", "　"))


def _street(one: Registered, rng: random.Random) -> str:
    """The street in words, in kanji, or as 1-2-3; with a building that the register does not know, or half width."""
    text = one.street
    if rng.random() < 0.3:
        text = _HAMLET.sub("", text)
    way = rng.random()
    if way < 0.2:
        text = _CHOME.sub(lambda found: f"{_KANJI_DIGITS[found[1]]}丁目", text)
    elif way < 0.6:
        text = _LAST_WORD.sub("", _WORDS_OF_BLOCKS.sub(rng.choice("－－－-‐ーの"), text))
    if rng.random() < 0.15:
        text += rng.choice(("　架空ビル２階", " 例題タワー15F", "　サンプル館"))
    return narrow(text) if rng.random() < 0.5 else text
