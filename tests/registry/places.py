"""Where companies are: towns of Japan, and which of them an address of the EDINET code list means."""

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

from tests.registry.records import Town

# Thousands of corporations of each prefecture, roughly: enough that Tokyo is as crowded as it is.
_SHARES = (
    "北海道 25 青森県 5 岩手県 5 宮城県 10 秋田県 4 山形県 5 福島県 9 茨城県 12 栃木県 9 群馬県 10 埼玉県 30 "
    "千葉県 25 東京都 110 神奈川県 45 新潟県 10 富山県 5 石川県 6 福井県 5 山梨県 5 長野県 11 岐阜県 10 "
    "静岡県 18 愛知県 38 三重県 8 滋賀県 6 京都府 14 大阪府 55 兵庫県 25 奈良県 5 和歌山県 4 鳥取県 3 "
    "島根県 3 岡山県 9 広島県 14 山口県 6 徳島県 4 香川県 5 愛媛県 7 高知県 3 福岡県 24 佐賀県 3 長崎県 5 "
    "熊本県 9 大分県 6 宮崎県 6 鹿児島県 7 沖縄県 8"
)
PREFECTURES = _SHARES.split()[::2]
WEIGHTS = [int(weight) for weight in _SHARES.split()[1::2]]

_DIGITS = "０１２３４５６７８９"
_KANJI = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_CHOME = re.compile(r"([二三四五六七八九]?十?[一二三四五六七八九]?)(?=丁目)")


@cache
def towns() -> tuple[Town, ...]:
    with (Path(__file__).parent / "towns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Town(*row) for row in list(csv.reader(file))[1:])


@cache
def towns_of_prefecture() -> dict[str, tuple[Town, ...]]:
    """Towns with a name of their own, by prefecture."""
    found = defaultdict(list)
    for town in towns():
        if town.name:
            found[town.prefecture].append(town)
    return {prefecture: tuple(some) for prefecture, some in found.items()}


@cache
def _cities() -> dict[str, tuple[Town, ...]]:
    """City's name -> the towns without a name that stand for it: one per prefecture that has such a city."""
    found = defaultdict(list)
    for town in towns():
        # 中央区 without a city before it is Tokyo's; those of other cities are called after them.
        if not town.name:
            found[town.city].append(town)
    return {city: tuple(some) for city, some in found.items()}


@cache
def _towns_of_city() -> dict[str, tuple[Town, ...]]:
    """City's code -> its towns, the longest names first, the one without a name last."""
    found = defaultdict(list)
    for town in towns():
        found[town.code].append(town)
    return {code: tuple(sorted(some, key=lambda town: -len(town.name))) for code, some in found.items()}


_LONGEST_CITY = 12


def place_of(address: str, prefecture: str | None = None) -> tuple[Town, str] | None:
    """(town, what stands behind the city) of an address in Japan, or None where the city is not known.

    `prefecture` decides between cities of one name where the address does not say.
    """
    said = next((name for name in PREFECTURES if address.startswith(name)), None)
    rest = address.removeprefix(said or "").lstrip("　 ")
    for length in range(min(_LONGEST_CITY, len(rest)), 1, -1):
        some = _cities().get(rest[:length], ())
        if said or (prefecture and len(some) > 1):
            some = tuple(city for city in some if city.prefecture == (said or prefecture))
        if len(some) == 1:
            street = rest[length:]
            return _town_of(some[0], street), street
    return None


def _town_of(city: Town, street: str) -> Town:
    return next(town for town in _towns_of_city()[city.code] if street.startswith(town.name))


def with_arabic_blocks(street: str) -> str:
    """The street with full-width digits before 丁目, as the register writes it.

    >>> with_arabic_blocks("霞が関三丁目１番１号")
    '霞が関３丁目１番１号'
    """
    return _CHOME.sub(lambda found: _full_width(_number(found[1])) if found[1] else "", street)


def _number(kanji: str) -> int:
    tens, ten, ones = kanji.rpartition("十")
    return (10 * _KANJI.get(tens, 1) if ten else 0) + _KANJI.get(ones, 0)


def _full_width(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def prefecture_by_office(places: list[tuple[str, str]]) -> dict[str, str]:
    """First two digits of a number behind its check digit (the registry office) -> the prefecture most found there.

    places: (corporate number, prefecture) of those whose prefecture is known.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for number, prefecture in places:
        votes[number[1:3]][prefecture] += 1
    return {office: counted.most_common(1)[0][0] for office, counted in votes.items()}
