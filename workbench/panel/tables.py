"""The two tables of the panel: what was noticed in the list, and the result joined to it."""

import pandas as pd

from workbench.contract.states import RowState
from workbench.exports.columns import heading, texts
from workbench.lists import CompanyList
from workbench.messages import Language, say
from workbench.palette import SHOWN_ORDER
from workbench.panel.paging import Column, Kind, Pages

# Our columns in the order of reading; the others are in the exported file.
SHOWN = (
    "wb_phone",
    "wb_state",
    "wb_confidence",
    "wb_listed_phone",
    "wb_reason",
    "wb_source",
    "wb_url",
)
_KINDS = {"wb_state": Kind.STATE, "wb_confidence": Kind.NUMBER, "wb_url": Kind.LINK}
_RANK = {state.value: rank for rank, state in enumerate(SHOWN_ORDER)}


def findings_pages(problems: pd.DataFrame, language: Language) -> Pages:
    """What was noticed (CompanyList.problems), to be looked at page by page."""
    kinds = {"row": Kind.NUMBER}
    columns = [
        Column(key, say(f"panel.{key}", language), kinds.get(key, Kind.TEXT))
        for key in ("row", "column", "value", "sentence", "done")
    ]
    shown = pd.DataFrame({column.key: _as_text(problems[column.key]) for column in columns})
    return Pages(tuple(columns), shown, {"row": problems["row"]}, page_rows=8)


def result_pages(
    table: pd.DataFrame, companies: CompanyList | None, language: Language, final: bool = True
) -> Pages:
    """The joined result: the sheet's row, the company and its listed number, then ours.

    table: as matching.join returns it; without the list, as `named` returns it. final: whether the run has said its
    last word; before that nobody knows why a row was not looked at, so no reason is given.
    """
    ours = table.loc[:, ~table.columns.duplicated(keep="last")]
    first_row = companies.first_row if companies else 1
    shown = {"row": pd.Series((table.index + first_row).map(str), index=table.index)}
    columns = [Column("row", say("panel.row", language), Kind.NUMBER)]
    for key, values in _own(table, companies).items():
        shown[key] = _as_text(values)
        columns.append(Column(key, say(f"panel.{key}", language)))
    for code in SHOWN:
        columns.append(Column(code, heading(code, language), _KINDS.get(code, Kind.TEXT)))
        shown[code] = _ours(ours[code], code, language)
    if not final:
        not_yet = ours["wb_state"] == RowState.NOT_ATTEMPTED.value
        shown["wb_reason"] = shown["wb_reason"].mask(not_yet, say("reason.not_yet", language))
    order = {
        "row": pd.Series(table.index, index=table.index),
        "wb_confidence": ours["wb_confidence"],
        "wb_state": ours["wb_state"].map(_RANK),
    }
    return Pages(tuple(columns), pd.DataFrame(shown), order, states=ours["wb_state"])


def named(found: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    """Results without their list: the company's name as it was asked, beside them."""
    companies = pd.Series(names, dtype=object).reindex(found.index)
    return pd.concat([companies.rename("company"), found], axis="columns")


def state_words(counts: dict[str, int], language: Language) -> list[tuple[str, str]]:
    """(code, words with the number of rows) of the states that occur, in the order of the charts."""
    return [
        (state.value, f"{say(f'state.{state.value}', language)} ({counts[state.value]:,})")
        for state in SHOWN_ORDER
        if counts.get(state.value)
    ]


def _own(table: pd.DataFrame, companies: CompanyList | None) -> dict[str, pd.Series]:
    """The list's own columns that are shown beside ours."""
    if companies is None:
        return {"company": table["company"]}
    wanted = {"company": companies.columns.get("name"), "listed": companies.columns.get("phone")}
    return {key: companies.frame[column] for key, column in wanted.items() if column is not None}


def _ours(values: pd.Series, code: str, language: Language) -> pd.Series:
    if code == "wb_confidence":
        return values.map(lambda share: "" if pd.isna(share) else f"{share:.0%}")
    return pd.Series([text or "" for text in texts(values, code, language)], index=values.index, dtype=object)


def _as_text(values: pd.Series) -> pd.Series:
    return values.astype(object).map(lambda value: "" if pd.isna(value) else str(value))
