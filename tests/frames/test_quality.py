"""The figures of a result, and the law that they add up."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frames.sample_results import sample_result, sample_stages
from workbench.contract.states import ListedPhone, RowState
from workbench.palette import GROUP_OF, StateGroup
from workbench.quality import MatchQuality, match_quality

TABLES = ("by_state", "by_source", "by_confidence", "by_agreement", "by_listed")


def _result(rows: list[dict[str, object]]) -> pd.DataFrame:
    """A result with just the columns that are counted; what a row leaves out is blank."""
    blank = {
        "wb_phone": None,
        "wb_phone_e164": None,
        "wb_confidence": float("nan"),
        "wb_state": "not_attempted",
        "wb_source": None,
        "wb_listed_phone": None,
        "wb_company_id": None,
        "wb_sources": 0,
    }
    frame = pd.DataFrame([blank | row for row in rows], columns=[*blank])
    text = [name for name in blank if name not in {"wb_confidence", "wb_sources"}]
    return frame.astype({**dict.fromkeys(text, "string"), "wb_confidence": "float64", "wb_sources": "Int64"})


def _found(number: int, company: str, **more: object) -> dict[str, object]:
    return {
        "wb_phone": f"03-5550-{number}",
        "wb_phone_e164": f"+8135550{number}",
        "wb_confidence": 0.97,
        "wb_state": "found",
        "wb_source": "homepage",
        "wb_company_id": company,
        "wb_sources": 1,
    } | more


ROWS = st.fixed_dictionaries(
    {
        "wb_phone_e164": st.sampled_from([None, "+81355501001", "+81355501002"]),
        "wb_confidence": st.one_of(st.just(float("nan")), st.floats(0, 1)),
        "wb_state": st.sampled_from([state.value for state in RowState]),
        "wb_source": st.sampled_from([None, "homepage", "directory"]),
        "wb_listed_phone": st.sampled_from([None, *(one.value for one in ListedPhone)]),
        "wb_company_id": st.sampled_from([None, "a", "b", "c"]),
        "wb_sources": st.integers(0, 6),
    }
)


@settings(max_examples=60)
@given(st.lists(ROWS, max_size=30))
def test_every_table_adds_up_to_the_rows_that_went_in(rows: list[dict[str, object]]) -> None:
    quality = match_quality(_result(rows))
    for name in TABLES:
        table = getattr(quality, name)
        assert table["rows"].sum() == len(rows), name
        assert table["share"].sum() == pytest.approx(1.0 if rows else 0.0), name
    assert sum(quality.group(group) for group in StateGroup) == len(rows)
    assert quality.duplicates.companies + quality.duplicates.repeated_rows == len(rows)
    json.dumps(quality.to_dict())


def test_every_state_of_the_closed_list_is_counted_also_when_no_row_has_it() -> None:
    quality = match_quality(_result([_found(1001, "a"), {"wb_state": "timed_out"}]))
    assert [*quality.by_state["state"]] == [state.value for state in RowState]
    counted = quality.to_dict()["by_state"]
    assert counted == {state.value: 0 for state in RowState} | {"found": 1, "timed_out": 1}


@pytest.mark.parametrize(
    ("confidence", "band"),
    [
        (1.0, "0.95-1"),
        (0.95, "0.95-1"),
        (0.9499, "0.8-0.95"),
        (0.8, "0.8-0.95"),
        (0.5, "0.5-0.8"),
        (0.2, "0.2-0.5"),
        (0.1999, "0-0.2"),
        (0.0, "0-0.2"),
        (float("nan"), "none"),
    ],
)
def test_a_confidence_falls_into_the_band_whose_lower_end_it_reaches(confidence: float, band: str) -> None:
    table = match_quality(_result([_found(1001, "a", wb_confidence=confidence)])).by_confidence
    assert [*table.loc[table["rows"] == 1, "band"]] == [band]


def test_rows_of_one_company_and_numbers_of_several_are_told_apart() -> None:
    rows = [_found(1001, "a"), _found(1001, "a"), _found(1001, "b"), _found(1002, "c"), {}, {}]
    duplicates = match_quality(_result(rows)).duplicates
    assert (duplicates.companies, duplicates.repeated_rows) == (5, 1)
    assert duplicates.shared_phones.to_dict("records") == [
        {"phone": "03-5550-1001", "companies": 2, "rows": 3}
    ]


def test_agreement_and_the_listed_number_are_counted() -> None:
    rows = [
        _found(1001, "a", wb_sources=1, wb_listed_phone="same"),
        _found(1002, "b", wb_sources=2, wb_listed_phone="different"),
        _found(1003, "c", wb_sources=7),
        {"wb_listed_phone": "dead"},
    ]
    figures = match_quality(_result(rows)).to_dict()
    assert figures["by_agreement"] == {"0": 1, "1": 1, "2": 1, "3+": 1}
    assert figures["by_listed"] == {"same": 1, "different": 1, "dead": 1, "unknown": 0, "none": 1}


def test_coverage_says_for_each_stage_what_became_of_the_rows_it_was_asked() -> None:
    stages = pd.DataFrame(
        {
            "stage": ["homepages", "listing"],
            "attempt": [1, 2],
            "asked": [10, 4],
            "found": [6, 1],
            "wrong_company": [1, 0],
            "not_published": [0, 2],
            "timed_out": [2, 0],
        }
    )
    coverage = match_quality(_result([]), stages).coverage
    assert coverage.to_dict("records") == [
        {
            "stage": "homepages",
            "attempt": 1,
            "asked": 10,
            "found": 6,
            "for_a_person": 1,
            "not_there": 0,
            "not_looked": 2,
            "left_out": 0,
            "unanswered": 1,
            "found_share": 0.6,
        },
        {
            "stage": "listing",
            "attempt": 2,
            "asked": 4,
            "found": 1,
            "for_a_person": 0,
            "not_there": 2,
            "not_looked": 0,
            "left_out": 0,
            "unanswered": 1,
            "found_share": 0.25,
        },
    ]


def test_a_list_with_columns_named_like_ours_is_counted_by_ours() -> None:
    ours = _result([_found(1001, "a")])
    theirs = pd.DataFrame({"wb_state": ["something else"], "wb_phone": ["?"]})
    quality = match_quality(pd.concat([theirs, ours], axis=1))
    assert quality.count(RowState.FOUND) == 1


@pytest.mark.parametrize(
    ("row", "stages", "message"),
    [
        ({"wb_state": "lost"}, None, "lost: no such state"),
        ({"wb_state": None}, None, "no such state"),
        ({"wb_confidence": 1.2}, None, "between 0 and 1"),
        ({"wb_listed_phone": "maybe"}, None, "maybe: no such listed"),
        ({}, {"stage": ["s"], "attempt": [1], "asked": [1], "found": [2]}, "more rows than it was asked"),
    ],
)
def test_figures_that_cannot_be_right_are_refused(
    row: dict[str, object], stages: dict[str, list[object]] | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        match_quality(_result([row]), None if stages is None else pd.DataFrame(stages))


def test_a_result_without_our_columns_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="wb_state"):
        match_quality(pd.DataFrame({"会社名": ["例題"]}))


def test_sentences_say_what_happened_and_nothing_else() -> None:
    rows = [
        _found(1001, "a", wb_sources=2, wb_listed_phone="same"),
        _found(1001, "b"),
        {"wb_state": "timed_out"},
        {"wb_state": "not_published"},
    ]
    quality = match_quality(_result(rows))
    assert quality.sentences("ja") == [
        "4行のうち2行(50.0%)で電話番号を取得しました",
        "1行は2件以上の独立した取得元が同じ番号を示しています",
        "1行は会社のサイトを読みましたが、電話番号の掲載がありません",
        "1行は調べられませんでした(サイト不明・接続不可・robots.txt・時間切れ・未調査)。番号がないという意味ではありません",
        "リストに番号があった1行の照合: 一致1、相違0、掲載なし0、不明0",
        "1件の番号が別々の会社に共通しています(計2行)。グループ会社の代表番号か、取り違えです",
    ]
    english = quality.sentences("en")
    assert english[0] == "A number was found for 2 of 4 rows (50.0%)"
    assert len(english) == len(quality.sentences("ja"))
    assert match_quality(_result([])).sentences("en") == ["The list has no rows"]


def test_every_state_has_a_meaning() -> None:
    assert {*GROUP_OF} == {*RowState}


def test_a_realistic_result_keeps_its_figures() -> None:
    result = sample_result(500, seed=3)
    quality: MatchQuality = match_quality(result, sample_stages(result))
    assert quality.rows == 500
    assert quality.phones == int(result["wb_phone"].notna().sum())
    assert quality.count(RowState.FOUND) == int((result["wb_state"] == "found").sum())
    assert quality.duplicates.repeated_rows == 50
