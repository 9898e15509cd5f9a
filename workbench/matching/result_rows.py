"""One result row per row asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from workbench.contract.records import RunLines, RunRecords
from workbench.contract.settings import Settings
from workbench.contract.standing import STANDINGS
from workbench.contract.states import Field
from workbench.japan import phones
from workbench.matching.comparing import Witnesses
from workbench.matching.distinct import Coded, Ints
from workbench.matching.ends import Ends, ends_of, positions_of
from workbench.matching.listed import became_of_listed, listed_numbers
from workbench.matching.tables import tables_of
from workbench.matching.values import Values, values_of, without_repeats
from workbench.matching.verdicts import NOTHING, verdicts_of

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
    "wb_listed_evidence": "string",
    "wb_homepage": "string",
    "wb_corporate_number": "string",
    "wb_address": "string",
    "wb_company_id": "string",
    "wb_sources": "Int64",
}
# What tells when, and so differs between two runs that found the same.
TIME_COLUMNS = ("wb_fetched_at",)
BESIDE_THE_PHONE = {
    Field.HOMEPAGE: "wb_homepage",
    Field.CORPORATE_NUMBER: "wb_corporate_number",
    Field.ADDRESS: "wb_address",
}
OF_THE_OBSERVATION = {
    "line": "wb_line",
    "role": "wb_role",
    "source": "wb_source",
    "url": "wb_url",
    "snippet": "wb_seen_text",
}


def results(run: RunRecords | RunLines, settings: Settings, ended: bool) -> pd.DataFrame:
    """One row per row asked, index row_id, columns as COLUMNS; `wb_reason` is a sentence in the current language.

    wb_phone: national notation; wb_phone_e164: E.164; wb_confidence: 0 to 1; wb_fetched_at: UTC;
    wb_sources: independent sources that gave the number; wb_listed_phone, wb_listed_evidence: what became of the number
    the list had, and by what (see matching/listed.py).
    """
    tables = tables_of(run)
    asked, of_row = _one_row_a_company(tables.companies)
    companies = tables.companies.take(pa.array(asked))
    listed = listed_numbers(tables.companies["listed_phone"])
    seen, company = _counted(tables.observations, companies)
    witnesses = Witnesses(companies, seen, company)
    seen_phones = values_of(Field.PHONE, seen, company, witnesses, listed.take(pa.array(asked)))
    ends = ends_of(tables, companies, verdicts_of(seen_phones, seen, len(asked), settings), ended)
    columns = {
        "wb_state": _texts([state.value for state in STANDINGS], ends.state),
        "wb_reason": _sentences(ends),
        "wb_company_id": _in_pandas(companies["company_id"]),
        **_phone_columns(seen_phones, seen, ends.best),
    }
    for field, column in BESIDE_THE_PHONE.items():
        others = values_of(field, seen, company, witnesses, pa.nulls(len(asked), pa.large_string()))
        columns[column] = _likeliest(others, len(asked))
    rows: dict[str, Any] = {name: column.array.take(of_row) for name, column in columns.items()}
    verdict, why = became_of_listed(listed, of_row, seen, company, seen_phones, ends)
    rows |= {"wb_listed_phone": verdict.array, "wb_listed_evidence": why.array}
    return typed(pd.DataFrame(rows, index=pd.Index(tables.companies["row_id"].to_numpy())))


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of COLUMNS, in their types."""
    types: Mapping[str, Any] = COLUMNS
    in_types: pd.DataFrame = frame.reindex(columns=list(COLUMNS)).astype(dict(types))
    return in_types


def _one_row_a_company(companies: pa.Table) -> tuple[Ints, Ints]:
    """(the first row of each company, for each row its company): positions; planning.one_row_a_company."""
    company = Coded.of(companies["company_id"]).codes
    _, first, which = np.unique(company, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return first[order].astype(np.int64), rank[which]


def _counted(observations: pa.Table, companies: pa.Table) -> tuple[pa.Table, Ints]:
    """(the observations of these companies, each identity once; for each the position of its company)."""
    company = positions_of(companies["row_id"].to_numpy(), observations["row_id"].to_numpy())
    if (company == NOTHING).any():
        observations, company = observations.filter(pa.array(company != NOTHING)), company[company != NOTHING]
    kept = without_repeats(observations, company)
    if len(kept) == len(company):
        return observations, company
    return observations.take(pa.array(kept)), company[kept]


def _phone_columns(values: Values, seen: pa.Table, best: Ints) -> dict[str, pd.Series]:
    """The columns that tell of the number that is shown, and where it was seen; one row a company."""
    number = best != NOTHING
    shown = best[number]
    spoke = seen.select([*OF_THE_OBSERVATION, "fetched_at"]).take(pa.array(values.best[shown]))
    e164 = values.value.take(pa.array(shown))
    columns = {
        "wb_phone": _in_pandas(
            pa.array([phones.national(one) or one for one in e164.to_pylist()], pa.large_string())
        ),
        "wb_phone_e164": _in_pandas(e164),
        "wb_confidence": pd.Series(np.round(values.confidence[shown], 4)),
        "wb_fetched_at": pd.Series(
            pd.to_datetime(_in_pandas(spoke["fetched_at"]), format="ISO8601", utc=True)
        ).dt.as_unit("us"),
        "wb_sources": pd.Series(values.sources[shown], dtype="Int64"),
        **{column: _in_pandas(spoke[name]) for name, column in OF_THE_OBSERVATION.items()},
    }
    at = np.where(number, np.cumsum(number) - 1, NOTHING)
    return {name: _taken(column, at) for name, column in columns.items()}


def _likeliest(values: Values, companies: int) -> pd.Series:
    """The likeliest value of each company."""
    at = np.full(companies, NOTHING, dtype=np.int64)
    first = values.first_of_each()
    at[values.company[first]] = np.arange(len(first))
    return _taken(_in_pandas(values.value.take(pa.array(first))), at)


def _sentences(ends: Ends) -> pd.Series:
    """The reason of each company in words; each reason is said once."""
    used, which = np.unique(ends.reason, return_inverse=True)
    return _texts([ends.reasons[at].sentence() for at in used], which)


def _texts(words: Sequence[str], which: Ints) -> pd.Series:
    return _taken(pd.Series(words, dtype="string"), which)


def _taken(column: pd.Series, at: Ints) -> pd.Series:
    """The cells at these positions; unknown at NOTHING."""
    # NOTHING is in no RangeIndex.
    return column.reset_index(drop=True).reindex(at).reset_index(drop=True)


def _in_pandas(column: pa.Array | pa.ChunkedArray) -> pd.Series:
    return pd.Series(column.to_pandas(), dtype="string")
