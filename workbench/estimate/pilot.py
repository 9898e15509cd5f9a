"""Which rows a pilot asks: so many of each kind as the list has, chosen by the list alone, the same each time."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from workbench.contract.records import Company
from workbench.planning import one_row_a_company


def pilot_rows(companies: Sequence[Company], count: int) -> list[Company]:
    """A stratified sample, one row a company, in the list's order.

    Strata are what the list says of a company (homepage, 法人番号, address, a number to verify) and its prefecture;
    each gets its share, by largest remainders, and within one the company ids decide.
    """
    asked = one_row_a_company(companies)
    if count >= len(asked):
        return asked
    strata: dict[tuple[object, ...], list[Company]] = defaultdict(list)
    for company in asked:
        strata[_kind(company)].append(company)
    shares = {kind: count * len(members) / len(asked) for kind, members in strata.items()}
    given = {kind: int(share) for kind, share in shares.items()}
    by_remainder = sorted(shares, key=lambda kind: (given[kind] - shares[kind], str(kind)))
    for kind in by_remainder[: count - sum(given.values())]:
        given[kind] += 1
    chosen = {
        company.row_id
        for kind, members in strata.items()
        for company in sorted(members, key=_by_chance)[: given[kind]]
    }
    return [company for company in asked if company.row_id in chosen]


def _kind(company: Company) -> tuple[object, ...]:
    said = (company.homepage, company.corporate_number, company.address, company.listed_phone)
    return (*map(bool, said), company.prefecture)


def _by_chance(company: Company) -> str:
    return hashlib.sha256(company.company_id.encode()).hexdigest()
