"""The list with its results to the right."""

from typing import TYPE_CHECKING

import pandas as pd

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.states import ListedPhone, RowState
from workbench.japan import phones
from workbench.matching.result_rows import typed
from workbench.messages import say

if TYPE_CHECKING:
    from workbench.lists import CompanyList


def join(companies: "CompanyList", found: pd.DataFrame) -> pd.DataFrame:
    """The list with its results to the right: one output row per input row, same order, own columns untouched.

    found: as `results` returns it, index row_id (unique). Rows of the list that were never asked say why:
    invalid_input with its reason, else not_attempted; of a number that they have nothing is known.

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
    ours.loc[unasked, "wb_reason"] = Reason.of(ReasonCode.NOT_IN_RUN).sentence()
    ours.loc[list(invalid), "wb_state"] = RowState.INVALID_INPUT.value
    ours.loc[list(invalid), "wb_reason"] = list(invalid.values())
    unverified = _with_a_number(companies, unasked)
    ours.loc[unverified, "wb_listed_phone"] = ListedPhone.UNKNOWN.value
    ours.loc[unverified, "wb_listed_evidence"] = say("listed.why.not_looked")
    return pd.concat([companies.frame, typed(ours)], axis="columns")


def _with_a_number(companies: "CompanyList", rows: "pd.Series[bool]") -> "pd.Index[int]":
    """Those of the rows in which the list has a telephone number that can be read."""
    column = companies.columns.get("phone")
    cells = companies.frame.loc[rows, column] if column is not None else pd.Series(dtype="str")
    return cells.index[[phones.parse_cell(str(cell)) is not None for cell in cells]]
