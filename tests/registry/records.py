"""Rows of 国税庁's full-data file: 30 columns without a header, as its specification (リソース定義書) orders them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

_ELEMENTS = (
    "sequenceNumber corporateNumber process correct updateDate changeDate name nameImageId kind "
    "prefectureName cityName streetNumber addressImageId prefectureCode cityCode postCode "
    "addressOutside addressOutsideImageId closeDate closeCause successorCorporateNumber changeCause "
    "assignmentDate latest enName enPrefectureName enCityName enAddressOutside furigana hihyoji"
)
FIELDS = _ELEMENTS.split()

NEW, RENAMED, MOVED, CLOSED, MERGED = "01", "11", "12", "21", "71"
LIQUIDATED, DISSOLVED_BY_MERGER = "01", "11"
ASSIGNED = "2015-10-05"

# legal form -> 法人種別
KINDS = {"株式会社": "301", "有限会社": "302", "合名会社": "303", "合資会社": "304", "合同会社": "305"}
OTHER_KIND = "399"


@dataclass(frozen=True, slots=True)
class Town:
    """A town of towns.csv: the five digits of its city's code, names, its seven digits of a postal code."""

    code: str
    prefecture: str
    city: str
    name: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart by whoever made it; core as registered (full width), kana and English without the form."""

    core: str
    form: str
    position: str  # "before" or "after"
    kana: str = ""
    english: str = ""

    @property
    def full(self) -> str:
        return f"{self.form}{self.core}" if self.position == "before" else f"{self.core}{self.form}"


@dataclass(frozen=True, slots=True)
class Registered:
    """One corporation: what its latest row says, and what past rows said before."""

    number: str
    name: Name
    town: Town
    street: str  # 町域 and block, as in streetNumber
    is_real: bool = False
    closed_on: str = ""
    close_cause: str = ""
    successor: str = ""
    is_hidden: bool = False
    moved_from: "Registered | None" = None
    renamed_from: "Registered | None" = None

    @property
    def is_active(self) -> bool:
        return not self.closed_on


def with_check_digit(base: str) -> str:
    """The thirteen digits of twelve.

    >>> with_check_digit("000012050002")
    '7000012050002'
    """
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(base)))
    return f"{9 - weighted % 9}{base}"


def rows(company: Registered, sequence: int) -> list[str]:
    """The company's lines in the order of their dates, numbered from `sequence`."""
    told = []
    for past in (company.renamed_from, company.moved_from):
        if past is not None:
            told.append(_row(replace(past, number=company.number), sequence + len(told), NEW, latest="0"))
    process = NEW
    if not company.is_active:
        process = MERGED if company.close_cause == DISSOLVED_BY_MERGER else CLOSED
    elif company.moved_from or company.renamed_from:
        process = MOVED if company.moved_from else RENAMED
    told.append(_row(company, sequence + len(told), process))
    return told


def write(companies: Iterable[Registered], path: Path) -> int:
    """Write companies as they come, in UTF-8 (the file's Unicode variant); the number of lines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        return _write(companies, file)


def _write(companies: Iterable[Registered], file: TextIO) -> int:
    sequence = 1
    for company in companies:
        lines = rows(company, sequence)
        file.writelines(lines)
        sequence += len(lines)
    return sequence - 1


def _row(one: Registered, sequence: int, process: str, latest: str = "1") -> str:
    changed = one.closed_on or ("2023-04-03" if process in (RENAMED, MOVED) else ASSIGNED)
    kind = KINDS.get(one.name.form, OTHER_KIND)
    english = f'"{one.name.english}"' if one.name.english else ""
    kana = f'"{one.name.kana}"' if one.name.kana else ""
    town = one.town
    place = f'"{town.prefecture}","{town.city}","{one.street}",,{town.code[:2]},{town.code[2:]},{town.postal_code}'
    closed = f"{one.closed_on},{one.close_cause},{one.successor}"
    return (
        f'{sequence},{one.number},{process},0,{changed},{changed},"{one.name.full}",,{kind},{place},,,{closed},,'
        f"{ASSIGNED},{latest},{english},,,,{kana},{int(one.is_hidden)}\r\n"
    )
