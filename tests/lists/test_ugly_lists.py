"""Every ugly list of the generator loads whole, and the same companies are read from it."""

from pathlib import Path

import pytest

from tests.lists.ugly import KINDS, UglyList, make, mixture
from workbench.japan.addresses import comparable
from workbench.japan.names import core_key, parse_name
from workbench.lists import CompanyList, load_list

SEED = 7
MIXTURES = [(seed, size) for size in (2, 3, 5, 8, 12) for seed in range(24)]


def test_there_are_kinds_enough():
    assert len(KINDS) >= 40


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_of_ugliness_alone_is_understood(tmp_path, name):
    for seed in range(3):
        understood(make(seed, [name]), tmp_path)


@pytest.mark.parametrize(("seed", "size"), MIXTURES)
def test_kinds_of_ugliness_together_are_understood(tmp_path, seed, size):
    understood(make(seed, mixture(seed, size)), tmp_path)


def understood(ugly: UglyList, folder: Path) -> None:
    """Load the list and compare everything that it must say."""
    companies = load_list(ugly.write(folder), remembered=False)
    assert len(companies.frame) == len(ugly.rows)
    assert [str(cell).strip() for cell in companies.frame.iloc[-1]][-1:] is not None
    assert companies.first_row == len(ugly.above) + len(ugly.header_lines) + 1
    assert {row: reason.code.value for row, reason in companies.invalid.items()} == {
        number: row.reason for number, row in enumerate(ugly.rows) if row.reason
    }
    assert list(map(told, ugly_companies(ugly))) == list(map(told, read_companies(companies)))
    assert ugly.findings <= set(companies.problems["code"])
    assert companies.problems["sentence"].notna().all()


def ugly_companies(ugly: UglyList) -> list[dict[str, str | None]]:
    return [{"row": str(at), **row.expected} for at, row in enumerate(ugly.rows) if row.expected is not None]


def read_companies(companies: CompanyList) -> list[dict[str, str | None]]:
    known = companies.companies
    fields = {"listed_phone": "phone"}
    return [
        {"row": str(one.row_id)}
        | {fields.get(name, name): value for name, value in one.model_dump().items() if name in NAMES}
        for one in known
    ]


NAMES = ("name", "corporate_number", "postal_code", "address", "listed_phone", "homepage")


def told(company: dict[str, str | None]) -> dict[str, object]:
    """What is compared: a name by its key and form, an address by its key."""
    name = company["name"] or ""
    address = company.get("address")
    return {
        **{
            field: company.get(field)
            for field in ("row", "corporate_number", "postal_code", "phone", "homepage")
        },
        "name": core_key(name),
        "form": parse_name(name).form,
        "address": address and comparable(address),
    }
