"""Whom to ask: Company records of the usable rows, with only what the crawler needs, and the id of each company."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import pandas as pd

from workbench.contract.records import Company
from workbench.japan.addresses import parse_address, prefecture_name
from workbench.japan.characters import normalise
from workbench.japan.names import key_of_core, parse_name
from workbench.lists import cells

T = TypeVar("T")

# The list's own telephone is `listed_phone` in the record: what it is called where it could be taken for ours.
COMPANY_FIELD = {"phone": "listed_phone"}
READ_CELL_BY_CELL: Mapping[str, Callable[[str], str | None]] = {
    "postal_code": cells.postal_code,
    "corporate_number": cells.corporate_number,
    "homepage": cells.homepage,
    "phone": cells.phone,
}


def has_name(names: pd.Series) -> pd.Series:
    """For each cell of the name column whether it names anybody (bool, same index)."""
    said_nothing = names.str.strip().str.casefold().isin(cells.BLANK_WORDS)
    return names.str.contains(r"[^\W_ーｰ々〆]", regex=True) & ~said_nothing


def fields(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """What the cells say, one column a field of Company (object dtype, None for unknown), same index as frame.

    columns: our field -> the list's column. Postal code, prefecture and city are also read from the address.
    """
    read = {
        field: each_distinct(frame[columns[field]], meaning) if field in columns else [None] * len(frame)
        for field, meaning in READ_CELL_BY_CELL.items()
    }
    addresses = [parse_address(text) for text in _whole_addresses(frame, columns)]
    said = {
        "name": each_distinct(frame[columns["name"]], cells.name),
        "prefecture": [a.prefecture for a in addresses],
        "city": [a.city for a in addresses],
        "postal_code": [own or a.postal_code for own, a in zip(read["postal_code"], addresses, strict=True)],
        "address": [f"{a.prefecture or ''}{a.city or ''}{a.rest}" or None for a in addresses],
        "corporate_number": read["corporate_number"],
        "homepage": read["homepage"],
        "listed_phone": read["phone"],
    }
    return pd.DataFrame(said, index=frame.index, dtype=object)


def company_ids(said: pd.DataFrame) -> pd.Series:
    """The company id of each row of `fields`: the valid 法人番号, else the name's key, legal form and place."""
    keys = each_distinct(said["name"], _name_id)
    ids = [
        number or f"{key}/{prefecture or ''}{city or ''}"
        for number, key, prefecture, city in zip(
            said["corporate_number"], keys, said["prefecture"], said["city"], strict=True
        )
    ]
    return pd.Series(ids, index=said.index, dtype="str", name="company_id")


def records(said: pd.DataFrame, ids: pd.Series) -> list[Company]:
    """Company records of the rows, in their order."""
    return [
        Company(row_id=int(row_id), company_id=company_id, **values)
        for row_id, company_id, values in zip(said.index, ids, _dicts(said), strict=True)
    ]


def each_distinct(column: pd.Series, meaning: Callable[[str], T]) -> list[T]:
    """meaning(cell) of each cell, asked once for each distinct one."""
    codes, distinct = pd.factorize(column)
    values = [meaning(cell) for cell in distinct]
    return [values[code] for code in codes]


def _dicts(said: pd.DataFrame) -> Iterator[dict[str, str | None]]:
    names = list(said.columns)
    for values in zip(*(said[name] for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def _name_id(name: str) -> str:
    """Key and legal form: 有限会社X and 株式会社X of one town are two companies, ㈱X and X株式会社 mostly one."""
    parsed = parse_name(name)
    return f"{key_of_core(parsed.core) or normalise(name)}/{parsed.form or ''}"


def _whole_addresses(frame: pd.DataFrame, columns: Mapping[str, str]) -> list[str]:
    """Each row's address in one text: 都道府県, 市区町村, 住所1, 住所2, 住所3; a part already said is not repeated."""
    known = [
        field for field in ("prefecture", "city", "address", "address_2", "address_3") if field in columns
    ]
    parts = [each_distinct(frame[columns[field]], _PART_OF_ADDRESS.get(field, _part)) for field in known]
    if not parts:
        return [""] * len(frame)
    return ["".join(_unsaid(row)) for row in zip(*parts, strict=True)]


def _unsaid(parts: tuple[str, ...]) -> Iterator[str]:
    """The parts, without those with which a later part begins again."""
    for place, part in enumerate(parts):
        if not any(part and later.startswith(part) for later in parts[place + 1 :]):
            yield part


def _part(cell: str) -> str:
    return "" if cells.is_blank(cell) else normalise(cell)


def _prefecture(cell: str) -> str:
    return prefecture_name(cell) or _part(cell)


_PART_OF_ADDRESS: dict[str, Callable[[str], str]] = {"prefecture": _prefecture}
