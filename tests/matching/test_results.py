from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import NOON, company, outcome, phone, settings, shard_records
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import PlannedStage, RunRecords
from workbench.contract.states import Field, Role, RowState
from workbench.matching import COLUMNS, coverage, join, results
from workbench.messages import use_language


def a_run(companies: list[Any], outcomes: list[Any], observations: list[Any]) -> RunRecords:
    planned = PlannedStage(
        stage="sites",
        attempt=1,
        execution="x",
        runner="fargate",
        planned_at=NOON,
        shards={"0000": len(companies)},
    )
    records = shard_records([one.row_id for one in companies], outcomes, observations)
    return RunRecords(companies, [planned], {("sites", 1, "0000"): records})


def a_list(
    frame: pd.DataFrame, invalid: dict[int, Reason] | None = None, columns: dict[str, str] | None = None
) -> Any:
    return SimpleNamespace(frame=frame, invalid=invalid or {}, columns=columns or {})


def test_a_found_number_stands_with_all_that_is_known_of_it() -> None:
    seen = phone(0, snippet="電話番号 03-5550-1001", fetched_at=datetime(2026, 11, 24, 4, tzinfo=UTC))
    table = results(
        a_run([company(0, listed_phone="03-5550-1001")], [outcome(0, "sites", RowState.FOUND)], [seen]),
        settings(),
        ended=True,
    )
    row = table.loc[0].to_dict()
    assert {name: row[name] for name in COLUMNS if name not in {"wb_confidence", "wb_reason"}} == {
        "wb_phone": "03-5550-1001",
        "wb_phone_e164": "+81355501001",
        "wb_line": "fixed",
        "wb_role": "main",
        "wb_state": "found",
        "wb_source": "homepage",
        "wb_url": "http://www.aozora.example/company",
        "wb_seen_text": "電話番号 03-5550-1001",
        "wb_fetched_at": pd.Timestamp("2026-11-24T04:00Z"),
        "wb_listed_phone": "same",
        "wb_listed_evidence": "この番号はhttp://www.aozora.example/companyに載っています",
        "wb_homepage": None,
        "wb_corporate_number": None,
        "wb_address": None,
        "wb_company_id": "c0",
        "wb_sources": 1,
    }
    assert row["wb_confidence"] == pytest.approx(0.989, abs=0.01)


def test_all_rows_of_one_company_get_its_number() -> None:
    companies = [company(0, company_id="x"), company(1), company(2, company_id="x")]
    table = results(
        a_run(companies, [outcome(0, "sites", RowState.FOUND)], [phone(0)]), settings(), ended=True
    )
    assert table["wb_phone"].fillna("").tolist() == ["03-5550-1001", "", "03-5550-1001"]


OWN_SITE = phone(0, "http://www.aozora.example/", field=Field.HOMEPAGE, line=None, role=None)


@pytest.mark.parametrize(
    ("listed", "seen", "state", "verdict", "evidence"),
    [
        pytest.param(
            "03-5550-1001",
            [phone(0)],
            RowState.FOUND,
            "same",
            "The number stands on http://www.aozora.example/company",
            id="same",
        ),
        pytest.param(
            "03-5550-9999",
            [phone(0), OWN_SITE],
            RowState.FOUND,
            "dead",
            "Their site was read: it does not show the number, but 03-5550-1001"
            " (http://www.aozora.example/company)",
            id="their site shows another",
        ),
        pytest.param(
            "03-5550-9999",
            [phone(0, source="edinet", url="http://edinet.example/")],
            RowState.FOUND,
            "different",
            "Their site could not be read; 03-5550-1001 was seen instead (http://edinet.example/)",
            id="others have another",
        ),
        pytest.param(
            "03-5550-9999",
            [phone(0), OWN_SITE, phone(0, "+81355509999", role=Role.FAX, url="http://a.example/f")],
            RowState.FOUND,
            "different",
            "By http://a.example/f the number is their FAX",
            id="their FAX",
        ),
        pytest.param(
            "03-5550-9999",
            [],
            RowState.NOT_PUBLISHED,
            "dead",
            "Their site was read: it shows neither this number nor another",
            id="their site shows none",
        ),
        pytest.param(
            "03-5550-9999",
            [],
            RowState.SITE_UNREACHABLE,
            "unknown",
            "It could not be checked (see the reason)",
            id="nobody could look",
        ),
        pytest.param("なし", [phone(0)], RowState.FOUND, None, None, id="no number"),
        pytest.param(None, [phone(0)], RowState.FOUND, None, None, id="blank"),
    ],
)
def test_the_listed_number_is_compared_with_what_was_seen(
    listed: str | None, seen: list[Any], state: RowState, verdict: str | None, evidence: str | None
) -> None:
    use_language("en")
    run = a_run([company(0, listed_phone=listed)], [outcome(0, "sites", state)], seen)
    row = results(run, settings(), ended=True).loc[0]
    told = [None if pd.isna(one) else one for one in (row["wb_listed_phone"], row["wb_listed_evidence"])]
    assert told == [verdict, evidence]


def test_homepage_and_corporate_number_stand_beside_the_number() -> None:
    found = [
        phone(0, "http://www.aozora.example/", field=Field.HOMEPAGE, line=None, role=None),
        phone(0, "7000012050002", field=Field.CORPORATE_NUMBER, line=None, role=None),
    ]
    row = results(
        a_run([company(0)], [outcome(0, "sites", RowState.NOT_PUBLISHED)], found), settings(), True
    ).loc[0]
    assert (row["wb_homepage"], row["wb_corporate_number"], row["wb_state"]) == (
        "http://www.aozora.example/",
        "7000012050002",
        "not_published",
    )


def test_rows_that_could_not_be_asked_say_why() -> None:
    companies = a_list(
        pd.DataFrame({"会社名": ["株式会社あおぞら0", "", "株式会社あおぞら2"]}),
        {1: Reason.of(ReasonCode.BLANK_NAME)},
    )
    run = a_run([company(0)], [outcome(0, "sites", RowState.FOUND)], [phone(0)])
    table = join(companies, results(run, settings(), ended=True))
    assert table["wb_state"].tolist() == ["found", "invalid_input", "not_attempted"]
    assert table["wb_reason"].tolist()[1] == "会社名が空欄です"


def test_the_number_of_a_row_that_could_not_be_asked_is_one_that_nobody_checked() -> None:
    frame = pd.DataFrame(
        {
            "会社名": ["株式会社あおぞら0", "", "", "株式会社あおぞら3"],
            "TEL": ["", "03-5550-1001", "調査中", "355501002"],
        }
    )
    companies = a_list(
        frame, {1: Reason.of(ReasonCode.BLANK_NAME), 2: Reason.of(ReasonCode.BLANK_NAME)}, {"phone": "TEL"}
    )
    run = a_run([company(0)], [outcome(0, "sites", RowState.FOUND)], [phone(0)])
    table = join(companies, results(run, settings(), ended=True))
    assert table["wb_listed_phone"].fillna("").tolist() == ["", "unknown", "", "unknown"]
    assert table["wb_listed_evidence"].notna().tolist() == [False, True, False, True]


CELLS = st.one_of(st.none(), st.text(max_size=8))


@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=12).flatmap(
        lambda rows: st.tuples(st.just(rows), st.sets(st.integers(0, max(len(rows) - 1, 0))))
    )
)
def test_the_join_keeps_every_row_in_order_and_the_lists_own_columns_untouched(
    world: tuple[list[tuple[str | None, str | None]], set[int]],
) -> None:
    rows, asked = world
    frame = pd.DataFrame(rows, columns=["会社名", "wb_phone"], dtype="object")
    companies = [company(row) for row in sorted(asked) if row < len(rows)]
    run = a_run(companies, [], [phone(one.row_id) for one in companies])
    table = join(a_list(frame), results(run, settings(), ended=True))
    pd.testing.assert_frame_equal(table.iloc[:, :2], frame)
    assert list(table.columns[2:]) == list(COLUMNS)
    assert table["wb_state"].notna().all()


def test_results_that_do_not_fit_the_list_are_refused() -> None:
    found = results(a_run([company(7)], [], []), settings(), ended=True)
    with pytest.raises(ValueError, match="the list has not"):
        join(a_list(pd.DataFrame({"会社名": ["x"]})), found)


def test_coverage_counts_what_each_attempt_was_asked_and_said() -> None:
    run = a_run([company(0), company(1)], [outcome(0, "sites", RowState.FOUND)], [phone(0)])
    row = coverage(run).loc[0]
    assert (row["stage"], row["attempt"], row["asked"], row["found"], row["timed_out"]) == (
        "sites",
        1,
        2,
        1,
        0,
    )
