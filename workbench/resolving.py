"""A list's names resolved to 法人番号 over a registry, into a CSV: one line a row, in the list's order."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.contract.records import Company
from workbench.errors import ListError
from workbench.lists.company_list import CompanyList
from workbench.lists.mappings import workbench_folder
from workbench.registry import Candidate, Query, Resolution, open_registry, resolve
from workbench.registry.indexed import registry_of

COLUMNS = ("row", "name", "corporate_number", "official_name", "candidates", "reason")


@dataclass(frozen=True)
class Resolved:
    """How many rows there were and what came of them; `by_reason` counts all of them."""

    out: Path
    rows: int
    accepted: int
    with_candidates: int
    by_reason: dict[str, int]


def resolve_list(companies: CompanyList, registry_file: Path, out: Path) -> Resolved:
    """The CSV `out`, written: UTF-8 with BOM, the columns COLUMNS, as many lines as the list has rows.

    registry_file: a registry, or the Tax Agency's full data, which is then indexed once and kept.
    Raises RegistryError or ListError, and writes nothing then.
    """
    with open_registry(registry_of(registry_file, workbench_folder() / "registries")) as registry:
        told = resolve(registry, [_query(company) for company in companies.companies])
    by_row = {company.row_id: one for company, one in zip(companies.companies, told, strict=True)}
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(_lines(companies, by_row))
    except OSError as error:
        raise ListError("error.resolved_not_written", file=str(out), detail=error.strerror) from error
    reasons = Counter(one.reason.code.value for one in told)
    reasons.update(reason.code.value for reason in companies.invalid.values())
    return Resolved(
        out,
        rows=len(companies.frame),
        accepted=sum(one.accepted is not None for one in told),
        with_candidates=sum(one.accepted is None and bool(one.candidates) for one in told),
        by_reason=dict(reasons.most_common()),
    )


def _query(company: Company) -> Query:
    return Query(
        company.name,
        company.prefecture,
        company.city,
        company.postal_code,
        company.address,
        company.corporate_number,
    )


def _lines(companies: CompanyList, by_row: dict[int, Resolution]) -> Iterator[tuple[object, ...]]:
    names = companies.frame[companies.columns["name"]]
    for row_id, name in zip(companies.frame.index.tolist(), names, strict=True):
        line = row_id + companies.first_row
        told = by_row.get(row_id)
        if told is None:
            yield line, name, "", "", "", companies.invalid[row_id].sentence()
            continue
        accepted = told.accepted
        yield (
            line,
            name,
            accepted.corporate_number if accepted else "",
            accepted.name if accepted else "",
            "; ".join(map(_in_words, told.candidates)),
            told.reason.sentence(),
        )


def _in_words(candidate: Candidate) -> str:
    """Number, name and place, parted by spaces, as in 7000012050002 国税庁 東京都千代田区霞が関３丁目１－１."""
    company = candidate.company
    place = "".join(part for part in (company.prefecture, company.city, company.street) if part)
    return " ".join(part for part in (company.corporate_number, company.name, place) if part)
