"""Where a row says that its company is, held against where the register says it is or was."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from workbench.japan.addresses import comparable, parse_address, postal_code, prefecture_name
from workbench.japan.postal_codes import prefectures_of
from workbench.registry.records import Place, Query

# comparable city -> the prefectures that have one of that name
Cities = Mapping[str, frozenset[str]]

_comparable = lru_cache(maxsize=100_000)(comparable)
_HAMLET = re.compile("大?字")
_LONGEST_CITY = 14
_TOWN = re.compile(r"\D+")
_GOES_ON = re.compile(r"[\d-]")


class Nearness(IntEnum):
    """How well two places agree, from contradiction to the same door."""

    OTHER_PREFECTURE = 0
    OTHER_CITY = 1
    OTHER_TOWN = 2
    UNKNOWN = 3
    PREFECTURE = 4
    CITY = 5
    TOWN = 6
    SITE = 7


@dataclass(frozen=True)
class Said:
    """What a row says of the place, in forms that compare; empty where it says nothing."""

    prefectures: frozenset[str]
    city: str
    street: str
    postal_code: str | None

    @cached_property
    def town(self) -> str:
        return _town(self.street)


NOTHING = Said(frozenset(), "", "", None)


def said_by(query: Query, cities: Cities) -> Said:
    """What a query says, with the prefecture and the city that its address begins with."""
    if not (query.prefecture or query.city or query.postal_code or query.address):
        return NOTHING
    return _said(query.prefecture, query.city, query.postal_code, query.address, cities)


def _said(
    prefecture: str | None, city: str | None, code: str | None, address: str | None, cities: Cities
) -> Said:
    written = parse_address(address or "")
    named = prefecture_name(prefecture or "")
    # A cell headed 都道府県 may hold the city as well.
    own_city = parse_address((city or "") if named else f"{prefecture or ''}{city or ''}")
    known = named or written.prefecture or own_city.prefecture
    place = comparable((own_city.city or "") + own_city.rest)
    street = _without_hamlet(comparable((written.city or "") + written.rest))
    if place:
        street = street.removeprefix(place)
    else:
        place = _city_at_head(street, known, cities)
        street = street[len(place) :]
    code = postal_code(code or "") or written.postal_code
    possible = frozenset({known}) if known else _possible(cities.get(place, frozenset()), code)
    return Said(possible, place, street, code)


def _possible(of_city: frozenset[str], code: str | None) -> frozenset[str]:
    """The prefectures that city and postal code leave; what the city says where the two contradict each other."""
    of_code = prefectures_of(code or "")
    return (of_city & of_code) or of_city or of_code


def _city_at_head(text: str, prefecture: str | None, cities: Cities) -> str:
    """The longest name of a city with which the text begins."""
    for length in range(min(_LONGEST_CITY, len(text)), 1, -1):
        where = cities.get(text[:length])
        if where and (prefecture is None or prefecture in where):
            return text[:length]
    return ""


def nearness(said: Said, place: Place) -> Nearness:
    """How well what is said agrees with one place."""
    if said.prefectures and place.prefecture not in said.prefectures:
        return Nearness.OTHER_PREFECTURE
    if said.city and not _same_city(said.city, _comparable(place.city or "")):
        return Nearness.OTHER_CITY
    same_code = said.postal_code is not None and said.postal_code == place.postal_code
    if said.street:
        street = _without_hamlet(_comparable(place.street or ""))
        if same_street(said.street, street) and (said.city or same_code):
            return Nearness.SITE
        if said.city and said.town and _same_town(said.town, street):
            return Nearness.TOWN
    if same_code:
        return Nearness.TOWN
    if said.city:
        return Nearness.OTHER_TOWN if said.town or said.postal_code else Nearness.CITY
    if said.postal_code and place.postal_code:
        return _by_code(said.postal_code, place.postal_code, bool(said.prefectures))
    return Nearness.PREFECTURE if said.prefectures else Nearness.UNKNOWN


def _town(street: str) -> str:
    """The street's beginning, up to its first number."""
    found = _TOWN.match(street)
    return found[0] if found else ""


def _same_town(said: str, street: str) -> bool:
    """Of a name of one character nothing may follow: 芝 is not 芝公園."""
    return said == _town(street) or (len(said) > 1 and street.startswith(said))


def _without_hamlet(street: str) -> str:
    """The street without 大字 and 字, which one list writes and another leaves out."""
    return _HAMLET.sub("", street) if "字" in street else street


def _by_code(said: str, registered: str, same_prefecture: bool) -> Nearness:
    """The first three digits are a post office's, the first two a region's."""
    if said[:3] == registered[:3]:
        return Nearness.OTHER_TOWN
    nearby = same_prefecture or said[:2] == registered[:2]
    return Nearness.OTHER_CITY if nearby else Nearness.OTHER_PREFECTURE


def _same_city(said: str, registered: str) -> bool:
    """横浜市 may stand for 横浜市港北区, and 岬町 for 泉南郡岬町."""
    return registered.startswith(said) or registered.endswith(said)


def same_street(said: str, registered: str) -> bool:
    """Whether one is the other, perhaps with a building behind it; numbers have to end where they end."""
    shorter, longer = sorted((said, registered), key=len)
    if not longer.startswith(shorter) or not any(char.isdigit() for char in shorter):
        return False
    return not _GOES_ON.match(longer[len(shorter) :])
