"""Evidence over a whole list: one result row per row asked, then joined onto the list's own columns."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.contract.records import Company, Observation, RunRecords
from workbench.contract.settings import Settings
from workbench.contract.states import Field, ListedPhone, RowState
from workbench.evidence.score import score
from workbench.evidence.weights import NEVER
from workbench.japan import phones
from workbench.planning import RowEnd, one_row_a_company, row_ends

if TYPE_CHECKING:
    from workbench.lists import CompanyList

# Column -> dtype, in the order in which they stand to the right of the list's own columns.
COLUMNS = {
    "wb_phone": "string",
    "wb_phone_e164": "string",
    "wb_line": "string",
    "wb_role": "string",
    "wb_confidence": "float64",
    "wb_state": "string",
    "wb_reason": "string",
    "wb_source": "string",
    "wb_url": "string",
    "wb_seen_text": "string",
    "wb_fetched_at": "datetime64[us, UTC]",
    "wb_listed_phone": "string",
    "wb_homepage": "string",
    "wb_corporate_number": "string",
    "wb_address": "string",
    "wb_company_id": "string",
    "wb_sources": "Int64",
}


def results(run: RunRecords, settings: Settings, ended: bool) -> pd.DataFrame:
    """One row per row asked, index row_id, columns as COLUMNS; `wb_reason` is a sentence in the current language.

    wb_phone: national notation; wb_phone_e164: E.164; wb_confidence: 0 to 1; wb_fetched_at: UTC;
    wb_sources: independent sources that gave the number; wb_listed_phone: see `listed_phone`.
    """
    ends = row_ends(run, settings, ended)
    seen: dict[int, list[Observation]] = {}
    for observation in run.observations:
        seen.setdefault(observation.row_id, []).append(observation)
    asked = {company.company_id: company.row_id for company in one_row_a_company(run.companies)}
    rows = {
        company.row_id: _row(company, ends[company.row_id], seen.get(asked[company.company_id], []))
        for company in run.companies
    }
    return _typed(pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS)))


def join(companies: "CompanyList", found: pd.DataFrame) -> pd.DataFrame:
    """The list with its results to the right: one output row per input row, same order, own columns untouched.

    found: as `results` returns it, index row_id (unique). Rows of the list that were never asked say why:
    invalid_input with its reason, else not_attempted.

    Raises ValueError if `found` repeats a row_id or holds one that the list has not.
    """
    if not found.index.is_unique:
        raise ValueError("results repeat a row_id")
    if not found.index.isin(companies.frame.index).all():
        raise ValueError("results hold a row_id that the list has not")
    ours = found.reindex(companies.frame.index)
    invalid = {row: reason.sentence() for row, reason in companies.invalid.items()}
    unasked = ours["wb_state"].isna()
    ours.loc[unasked, "wb_state"] = RowState.NOT_ATTEMPTED.value
    ours.loc[list(invalid), "wb_state"] = RowState.INVALID_INPUT.value
    ours.loc[list(invalid), "wb_reason"] = list(invalid.values())
    return pd.concat([companies.frame, _typed(ours)], axis="columns")


def coverage(run: RunRecords) -> pd.DataFrame:
    """One row per stage-attempt: stage (str), attempt (int), asked (rows handed to it), and a count per state."""
    rows = []
    for planned in run.planned:
        shards = [run.shards[planned.stage, planned.attempt, shard] for shard in planned.shards]
        # By row: a batch that was written twice counts once.
        outcomes = {o.row_id: o.state.value for shard in shards for o in shard.outcomes}
        states = pd.Series(list(outcomes.values()), dtype="string")
        counts = {str(state): int(count) for state, count in states.value_counts().items()}
        asked = sum(planned.shards.values())
        rows.append({"stage": planned.stage, "attempt": planned.attempt, "asked": asked} | counts)
    table = pd.DataFrame(rows, columns=["stage", "attempt", "asked", *(s.value for s in RowState)])
    return table.fillna(0).astype({s.value: "int64" for s in RowState})


def listed_phone(company: Company, end: RowEnd, observations: list[Observation]) -> ListedPhone | None:
    """What became of the number the list already had; None if it had none that can be read.

    same: it was seen (not as a FAX); different: another number was found; dead: their site was read and does not
    show it; unknown: nobody could look.
    """
    listed = phones.parse_cell(company.listed_phone or "")
    if listed is None:
        return None
    shown = {o.value for o in observations if o.field is Field.PHONE and o.role not in NEVER}
    if listed.e164 in shown:
        return ListedPhone.SAME
    if end.state is RowState.FOUND:
        return ListedPhone.DIFFERENT
    return ListedPhone.DEAD if end.state is RowState.NOT_PUBLISHED else ListedPhone.UNKNOWN


def _row(company: Company, end: RowEnd, observations: list[Observation]) -> dict[str, Any]:
    best = end.phone
    listed = listed_phone(company, end, observations)
    row: dict[str, Any] = {
        "wb_state": end.state.value,
        "wb_reason": end.reason.sentence(),
        "wb_listed_phone": listed.value if listed else None,
        "wb_company_id": company.company_id,
    }
    for field, column in (
        (Field.HOMEPAGE, "wb_homepage"),
        (Field.CORPORATE_NUMBER, "wb_corporate_number"),
        (Field.ADDRESS, "wb_address"),
    ):
        scored = score(company, observations, field)
        row[column] = scored[0].value if scored else None
    if best is not None:
        number = phones.parse(best.value)
        row |= {
            "wb_phone": number.national if number else best.value,
            "wb_phone_e164": best.value,
            "wb_line": best.best.line.value if best.best.line else None,
            "wb_role": best.best.role.value if best.best.role else None,
            "wb_confidence": round(best.confidence, 4),
            "wb_source": best.best.source,
            "wb_url": best.best.url,
            "wb_seen_text": best.best.snippet,
            "wb_fetched_at": best.best.fetched_at,
            "wb_sources": best.sources,
        }
    return row


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    types: Mapping[str, Any] = COLUMNS
    typed: pd.DataFrame = frame.reindex(columns=list(COLUMNS)).astype(dict(types))
    return typed
