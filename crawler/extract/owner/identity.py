"""Whose site it is: what the site says of itself against what is known of the company."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from crawler.extract.once import comparable_address, core_key, parse_address
from crawler.extract.owner.site_facts import HAS_FORM, SiteFacts
from workbench.contract.records import Company
from workbench.japan import corporate_numbers


class Whose(Enum):
    """Whose site it is, as far as its words tell."""

    THEIRS = "theirs"
    ANOTHERS = "anothers"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """Whose site it is, and which facts say so; `seen` is the name that the site gives itself."""

    whose: Whose
    same: tuple[str, ...]
    other: tuple[str, ...]
    seen: str | None


def judge(company: Company, facts: SiteFacts) -> Verdict:
    """Whose site it is, by name, corporate number, postal code and address.

    A corporate number decides alone. A name, a postal code or an address makes the site theirs, unless the site names
    another company or, under the same name, gives addresses in other prefectures only.
    """
    same: list[str] = []
    other: list[str] = []
    ours = corporate_numbers.clean(company.corporate_number or "")
    if ours and facts.corporate_numbers:
        (same if ours in facts.corporate_numbers else other).append("corporate_number")
    name = site_name(company, facts)
    if name is not None:
        is_same = core_key(name) == core_key(company.name)
        (same if is_same else other).append("name")
    if (at := _compare_addresses(company, facts)) is not None:
        code, is_same = at
        (same if is_same else other).append(code)
    return Verdict(_whose(same, other), tuple(same), tuple(other), name)


def _whose(same: list[str], other: list[str]) -> Whose:
    if "corporate_number" in same:
        return Whose.THEIRS
    if "corporate_number" in other:
        return Whose.ANOTHERS
    if "name" in other:
        # Under one roof with another company: a person must look.
        return Whose.UNKNOWN if "street" in same else Whose.ANOTHERS
    if "name" in same:
        return Whose.ANOTHERS if "prefecture" in other else Whose.THEIRS
    return Whose.THEIRS if "street" in same else Whose.UNKNOWN


def site_name(company: Company, facts: SiteFacts) -> str | None:
    """The name that the site gives its owner: the company's own if it is anywhere, else the most explicit one.

    A company that is merely mentioned may be a customer or a bank: it never makes the site another company's.
    """
    key = core_key(company.name)
    for name in (*facts.named, *facts.titles, *facts.mentioned):
        if key and core_key(name) == key:
            return name
    return next((name for name in (*facts.named, *filter(HAS_FORM.search, facts.titles))), None)


def site_address(company: Company, facts: SiteFacts) -> str | None:
    """The site's address that fits the company's best: in its street, its prefecture, else the first one."""
    wanted = _address_of(company)
    return max(facts.addresses, key=lambda text: _likeness(wanted, text), default=None)


def site_corporate_number(company: Company, facts: SiteFacts) -> str | None:
    ours = corporate_numbers.clean(company.corporate_number or "")
    if ours in facts.corporate_numbers:
        return ours
    return next(iter(facts.corporate_numbers), None)


@dataclass(frozen=True)
class _Place:
    prefecture: str | None
    postal_code: str | None
    street: str | None


def _address_of(company: Company) -> _Place:
    address = parse_address(company.address or "")
    return _Place(
        company.prefecture or address.prefecture,
        (company.postal_code or address.postal_code or "").replace("-", "") or None,
        comparable_address(company.address) if company.address else None,
    )


def _likeness(wanted: _Place, text: str) -> int:
    address = parse_address(text)
    street = comparable_address(text)
    same_street = bool(wanted.street and street and (wanted.street in street or street in wanted.street))
    same_post = bool(address.postal_code and address.postal_code == wanted.postal_code)
    return (
        4 * same_street
        + 4 * same_post
        + 2 * bool(address.prefecture and address.prefecture == wanted.prefecture)
    )


def _compare_addresses(company: Company, facts: SiteFacts) -> tuple[str, bool] | None:
    """("street" or "prefecture", whether the same) by the site's address that fits best; None if none is known."""
    wanted = _address_of(company)
    if wanted.postal_code and wanted.postal_code in facts.postal_codes:
        return "street", True
    best = max((_likeness(wanted, text) for text in facts.addresses), default=0)
    if best >= 4:
        return "street", True
    if wanted.prefecture is None:
        return None
    if best >= 2:
        return "prefecture", True
    known = _prefectures(facts.addresses)
    return ("prefecture", False) if known else None


def _prefectures(texts: Iterable[str]) -> set[str]:
    found = (parse_address(text).prefecture for text in texts)
    return {prefecture for prefecture in found if prefecture}
