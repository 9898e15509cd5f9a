"""What a column is by what stands in it, where no header says so. Only a sample of the cells is looked at."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from workbench.japan import phones
from workbench.japan.addresses import PREFECTURES, parse_address
from workbench.japan.addresses import postal_code as read_postal_code
from workbench.japan.characters import normalise, plain_dashes
from workbench.japan.legal_forms import ENGLISH_FORMS, FORM
from workbench.lists import cells

# Of the cells that are filled, this share must look like the thing: totals and pages' headers stand between them.
# Of names half, since many bear no legal form.
MOST, HALF, NEARLY_ALL = 0.6, 0.5, 0.8
_LONGEST_NAME = 40

_PREFECTURES = frozenset(PREFECTURES.values())
_ANY_PREFECTURE = "東京都"
_WEB = re.compile(
    r"https?://\S+|www\.\S+|[\w.-]+\.(?:jp|com|net|org|info|biz|example)(?:/\S*)?", re.IGNORECASE
)
_POSTAL = re.compile(r"〒?\s*\d{3}-\d{4}|〒\s*\d{7}")
_MAIL = re.compile(r"\S+@\S+\.\S+")
_MOSTLY_DIGITS = re.compile(r"[^A-Za-zぁ-ヿ一-龥]*\d[^A-Za-zぁ-ヿ一-龥]*")
_DATE = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR])\s?\d{1,2}|\d{4})[年./-]\d{1,2}[月./-]\d{1,2}日?.*"
)
_PROSE = re.compile(r"[。!?]|(?:です|ます|ません|ください|ました)$|[:=<>{}@\\]")


def has_form(cell: str) -> bool:
    """Whether a cell has a legal form, as only the names of companies have.

    >>> has_form("㈱甲"), has_form("Kou Co., Ltd."), has_form("甲商事")
    (True, True, False)
    """
    text = normalise(cell)
    return FORM.search(text) is not None or any(pattern.search(text) for pattern, _ in ENGLISH_FORMS)


def _is_phone(cell: str) -> bool:
    return bool(_MOSTLY_DIGITS.fullmatch(normalise(cell)) and phones.find(cell))


def _is_bare_phone(cell: str) -> bool:
    return cells.is_bare_number(cell) and cells.phone(cell) is not None


def _is_address(cell: str) -> bool:
    """More than a city: 東京都千代田区 stands in a column of addresses, 千代田区 in one of cities."""
    address = parse_address(cell)
    if address.prefecture is None or address.city is None or has_form(cell):
        return False
    return bool(address.rest) or address.prefecture in normalise(cell)


def _is_city(cell: str) -> bool:
    address = parse_address(_ANY_PREFECTURE + cell)
    return address.city is not None and not address.rest


def _is_bare_postal_code(cell: str) -> bool:
    return cells.is_bare_number(cell) and read_postal_code(cell) is not None


def _is_homepage(cell: str) -> bool:
    return _WEB.fullmatch(normalise(cell)) is not None and cells.homepage(cell) is not None


def _is_postal_code(cell: str) -> bool:
    return _POSTAL.fullmatch(plain_dashes(cell)) is not None and read_postal_code(cell) is not None


LOOKS_LIKE: Mapping[str, Callable[[str], bool]] = {
    "corporate_number": lambda cell: cells.corporate_number(cell) is not None,
    "phone": _is_phone,
    "homepage": _is_homepage,
    "address": _is_address,
    "prefecture": lambda cell: normalise(cell) in _PREFECTURES,
    "postal_code": _is_postal_code,
}


def recognise_contents(
    sample: Sequence[Sequence[str]], wanted: Collection[str], free: Collection[int]
) -> dict[str, int]:
    """Our field -> position, for the wanted fields that a free column surely holds; the leftmost of several.

    sample: records as text. `name` is not among the fields: see `column_of_names`.
    """
    columns = {position: _filled(sample, position) for position in sorted(free)}
    found: dict[str, int] = {}
    for field, looks_like in LOOKS_LIKE.items():
        for position, values in columns.items():
            taken = field not in wanted or field in found or position in found.values()
            if not taken and _share(values, looks_like) >= MOST:
                found[field] = position
    return found | _beside_prefectures(columns, found, wanted)


def _beside_prefectures(
    columns: Mapping[int, Sequence[str]], found: Mapping[str, int], wanted: Collection[str]
) -> dict[str, int]:
    """An address in three columns: behind the prefectures the cities, behind the cities the rest."""
    if "prefecture" not in found or not {"city", "address"} <= {*wanted} - found.keys():
        return {}
    city, rest = found["prefecture"] + 1, found["prefecture"] + 2
    if _share(columns.get(city, ()), _is_city) < MOST:
        return {}
    more = _share(columns.get(rest, ()), lambda cell: any(map(str.isdigit, cell))) >= MOST
    return {"city": city, "address": rest} if more and rest not in found.values() else {"city": city}


def recognise_bare_numbers(
    sample: Sequence[Sequence[str]], found: Mapping[str, int], free: Collection[int]
) -> dict[str, int]:
    """Telephone numbers and postal codes whose zeros Excel has taken, in a list that has no header at all.

    found: what is recognised already. Digits are a postal code only directly before the address.
    """
    columns = {at: _filled(sample, at) for at in sorted(free) if at not in found.values()}
    phone = next((at for at, values in columns.items() if _share(values, _is_bare_phone) >= MOST), None)
    bare: dict[str, int] = {}
    if phone is not None and phone < found.get("phone", phone + 1):
        bare["phone"] = phone
    before = found.get("prefecture", found.get("address", 0)) - 1
    if "postal_code" not in found and _share(columns.get(before, ()), _is_bare_postal_code) >= MOST:
        bare["postal_code"] = before
    return bare


def column_of_names(sample: Sequence[Sequence[str]], free: Collection[int]) -> int | None:
    """The column in which at least half of the cells have a legal form, the fullest first."""
    shares = {position: _share(_filled(sample, position), has_form) for position in sorted(free)}
    best = max(shares, key=lambda position: shares[position], default=None)
    return best if best is not None and shares[best] >= HALF else None


def column_of_words(sample: Sequence[Sequence[str]], free: Collection[int]) -> int | None:
    """The leftmost column that might hold names: short, different texts that are nothing else."""
    for position in sorted(free):
        values = _filled(sample, position)
        if len(set(values)) * 2 > len(values) and _share(values, may_be_a_name) >= NEARLY_ALL:
            return position
    return None


def may_be_a_name(cell: str) -> bool:
    """Whether a cell might name a company: short, no sentence, no number, date, address or link.

    >>> may_be_a_name("甲商事"), may_be_a_name("よろしくお願いします"), may_be_a_name("2026/10/1")
    (True, False, False)
    """
    text = normalise(cell)
    return (
        len(text) <= _LONGEST_NAME
        and not cells.is_blank(text)
        and not _PROSE.search(text)
        and not any(pattern.fullmatch(text) for pattern in (_MOSTLY_DIGITS, _DATE, _MAIL, _WEB))
        and not _is_address(text)
    )


def _filled(sample: Sequence[Sequence[str]], position: int) -> list[str]:
    values = (record[position] for record in sample if position < len(record))
    return [value for value in values if not cells.is_blank(value)]


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0
