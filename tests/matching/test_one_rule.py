"""A whole list and a single company are judged by one rule: workbench.matching says what workbench.evidence says."""

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from tests.makers import company, failure, phone, settings, shard_records
from tests.matching.worlds import as_lines, runs, settings_for_runs
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company, Observation, RunRecords, ShardRecords
from workbench.contract.settings import Settings
from workbench.contract.states import Field
from workbench.evidence.score import Scored, decide, score
from workbench.matching import coverage, results
from workbench.matching.comparing import Witnesses
from workbench.matching.listed import listed_numbers
from workbench.matching.result_rows import _counted
from workbench.matching.tables import OBSERVATION, tables_of
from workbench.matching.values import Values, values_of
from workbench.matching.verdicts import NOTHING, verdicts_of
from workbench.planning import observations_by_row, one_row_a_company, row_ends


def _scored(values: Values, at: int, seen: pa.Table) -> tuple[object, ...]:
    best = seen.slice(int(values.best[at]), 1).drop_columns("fetched_at").to_pylist()[0]
    evidence = values.evidences[values.evidence[at]]
    return (
        values.value[at].as_py(),
        values.weight[at],
        values.confidence[at],
        best,
        values.sources[at],
        evidence,
    )


def _plain(one: Scored) -> tuple[object, ...]:
    best = {name: getattr(one.best, name) for name in OBSERVATION.names if name != "fetched_at"}
    return (one.value, one.weight, one.confidence, best, one.sources, one.evidence)


@hypothesis_settings(max_examples=200)
@given(runs(), settings_for_runs())
def test_values_and_verdicts_are_those_of_each_company_by_itself(run: RunRecords, chosen: Settings) -> None:
    asked, by_row = one_row_a_company(run.companies), observations_by_row(run.observations)
    tables = tables_of(RunRecords(asked, run.planned, run.shards))
    seen, of_company = _counted(tables.observations, tables.companies)
    listed = listed_numbers(tables.companies["listed_phone"])
    witnesses = Witnesses(tables.companies, seen, of_company)
    for field in (Field.PHONE, Field.HOMEPAGE, Field.ADDRESS, Field.CORPORATE_NUMBER):
        values = values_of(field, seen, of_company, witnesses, listed)
        told = [(int(values.company[at]), _scored(values, at, seen)) for at in range(len(values.company))]
        assert told == [
            (at, _plain(one))
            for at, single in enumerate(asked)
            for one in score(single, by_row.get(single.row_id, ()), field)
        ]
    phones = values_of(Field.PHONE, seen, of_company, witnesses, listed)
    verdicts = verdicts_of(phones, seen, len(asked), chosen)
    for at, single in enumerate(asked):
        verdict = decide(single, by_row.get(single.row_id, ()), chosen)
        best, reason = int(verdicts.best[at]), int(verdicts.reason[at])
        assert verdicts.state[at] == verdict.state
        assert (None if best == NOTHING else _scored(phones, best, seen)) == (
            verdict.best and _plain(verdict.best)
        )
        assert (None if reason == NOTHING else verdicts.reasons[reason]) == verdict.reason


@hypothesis_settings(max_examples=200)
@given(runs(), settings_for_runs())
def test_results_say_of_each_row_what_the_plan_says(run: RunRecords, chosen: Settings) -> None:
    _same_ends(run, chosen)


# What chance makes too seldom: only the order of equals tells these apart.
RARE = {
    "the latest failure of a stage speaks": {
        ("sites", 1, "0000"): shard_records([0], failed=failure("sites", ReasonCode.CRAWLER_RAISED)),
        ("sites", 2, "0000"): shard_records([0], failed=failure("sites", ReasonCode.HEARTBEAT_LOST)),
    },
    "the first of two stages that failed alike speaks": {
        ("sites", 1, "0000"): shard_records([0], failed=failure("sites", ReasonCode.CRAWLER_RAISED)),
        ("listing", 1, "0000"): shard_records([0]),
        ("sites", 2, "0000"): shard_records([0], failed=failure("sites", ReasonCode.COULD_NOT_START)),
    },
    "the first that failed for this row speaks, not for another": {
        ("sites", 1, "0000"): shard_records([7]),
        ("listing", 1, "0000"): shard_records([0]),
        ("sites", 2, "0000"): shard_records([0], failed=failure("sites", ReasonCode.COULD_NOT_START)),
    },
    "the source that was seen first speaks": {
        ("sites", 1, "0000"): shard_records(
            [],
            observations=[
                phone(0, source="homepage", label=None, url="http://a.example/"),
                phone(0, source="edinet", url="http://b.example/"),
                phone(0, source="homepage", url="http://c.example/"),
            ],
        )
    },
    "of one identity the last counts, where the first stood": {
        ("sites", 1, "0000"): shard_records(
            [],
            observations=[
                phone(0, source="edinet", label=None),
                phone(0, url="http://b.example/"),
                phone(0, source="edinet"),
            ],
        )
    },
}


@pytest.mark.parametrize("shards", RARE.values(), ids=RARE.keys())
def test_the_order_of_equals_counts_alike(shards: dict[tuple[str, int, str], ShardRecords]) -> None:
    _same_ends(RunRecords([company(0)], [], shards), settings())


def _same_ends(run: RunRecords, chosen: Settings) -> None:
    for ended in (True, False):
        ends = row_ends(run, chosen, ended)
        table = results(run, chosen, ended)
        assert table.index.tolist() == [one.row_id for one in run.companies]
        for row, end in ends.items():
            told = {name: None if pd.isna(cell) else cell for name, cell in table.loc[row].items()}
            assert (told["wb_state"], told["wb_reason"]) == (end.state.value, end.reason.sentence())
            assert told["wb_phone_e164"] == (end.phone.value if end.phone else None)
            if end.phone is not None:
                _agrees(told, end.phone)


def _agrees(told: dict[str, object], phone: Scored) -> None:
    best: Observation = phone.best
    assert told["wb_confidence"] == round(phone.confidence, 4)
    assert told["wb_sources"] == phone.sources
    assert told["wb_fetched_at"] == pd.Timestamp(best.fetched_at)
    names = {"wb_line": best.line, "wb_role": best.role, "wb_source": best.source, "wb_url": best.url}
    assert {name: told[name] for name in names} == names
    assert told["wb_seen_text"] == best.snippet


@hypothesis_settings(max_examples=60)
@given(runs(), settings_for_runs())
def test_lines_and_records_give_one_table(run: RunRecords, chosen: Settings) -> None:
    pd.testing.assert_frame_equal(results(as_lines(run), chosen, True), results(run, chosen, True))
    pd.testing.assert_frame_equal(coverage(as_lines(run)), coverage(run))


def test_a_run_of_which_nothing_is_known_has_all_columns() -> None:
    empty = RunRecords([Company(row_id=3, company_id="a", name="株式会社あおぞら")], [], {})
    for run in (empty, as_lines(empty), RunRecords([], [], {})):
        assert results(run, settings(), True).columns.tolist()[0] == "wb_phone"
