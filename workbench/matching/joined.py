"""The list with its results to the right."""

from typing import TYPE_CHECKING

import pandas as pd

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.states import RowState
from workbench.matching.result_rows import typed

if TYPE_CHECKING:
    from workbench.lists import CompanyList


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
    ours.loc[unasked, "wb_reason"] = Reason.of(ReasonCode.NOT_IN_RUN).sentence()
    ours.loc[list(invalid), "wb_state"] = RowState.INVALID_INPUT.value
    ours.loc[list(invalid), "wb_reason"] = list(invalid.values())
    return pd.concat([companies.frame, typed(ours)], axis="columns")
