from hypothesis import given
from hypothesis import strategies as st

from tests.makers import (
    NOON,
    company,
    failure,
    outcome,
    phone,
    progress,
    settings,
    shard_records,
)
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company, PlannedStage, RunRecords
from workbench.contract.states import Field, RowState, ShardEnd
from workbench.planning import SourceFacts, StagePlan, next_stage, row_ends, summarise

SOURCES = {
    "directory": SourceFacts(needs=frozenset(), one_host=True),
    "homepage": SourceFacts(needs=frozenset({"homepage"}), one_host=False),
}


def planned(stage: str, attempt: int, shards: dict[str, int], execution: str = "r-a1") -> PlannedStage:
    return PlannedStage(
        stage=stage, attempt=attempt, execution=execution, runner="fargate", planned_at=NOON, shards=shards
    )


def a_run(companies: list[Company]) -> RunRecords:
    return RunRecords(companies, [], {})


def asked(plan: StagePlan | None) -> dict[str, list[int]]:
    return {} if plan is None else {s: [c.row_id for c in rows] for s, rows in plan.shards.items()}


def test_a_company_on_two_rows_is_asked_once() -> None:
    plan = next_stage(
        a_run([company(0, company_id="x"), company(1, company_id="x"), company(2)]),
        settings(),
        SOURCES,
        "r-a1",
    )
    assert plan is not None
    assert plan.stage.name == "listing"
    assert asked(plan) == {"0000": [0, 2]}


def test_one_host_is_never_in_two_shards_and_a_shard_holds_what_the_settings_say() -> None:
    sites = ["http://a.example/", "b.example", "https://www.a.example/x", "c.example", "d.example"]
    only_sites = settings(stages=[{"name": "sites", "sources": ["homepage"], "rows_per_shard": 2}])
    companies = [company(row, homepage=site) for row, site in enumerate(sites)]
    assert asked(next_stage(a_run(companies), only_sites, SOURCES, "r-a1")) == {
        "0000": [0, 2],
        "0001": [1, 3],
        "0002": [4],
    }


def test_a_finished_row_is_not_asked_by_the_next_stage() -> None:
    run = RunRecords(
        [company(0, homepage="a.example"), company(1, homepage="b.example")],
        [planned("listing", 1, {"0000": 2})],
        {
            ("listing", 1, "0000"): shard_records(
                [0, 1],
                [outcome(0, "listing", RowState.FOUND), outcome(1, "listing", RowState.NO_WEBSITE)],
                [phone(0)],
            )
        },
    )
    assert asked(next_stage(run, settings(), SOURCES, "r-a1")) == {"0000": [1]}


def test_what_one_stage_learned_is_given_to_the_next() -> None:
    learned = phone(0, value="http://www.aozora.example/", field=Field.HOMEPAGE, line=None, role=None)
    run = RunRecords(
        [company(0)],
        [planned("listing", 1, {"0000": 1})],
        {("listing", 1, "0000"): shard_records([0], [outcome(0, "listing", RowState.NO_WEBSITE)], [learned])},
    )
    plan = next_stage(run, settings(), SOURCES, "r-a1")
    assert plan is not None
    assert plan.shards["0000"][0].homepage == "http://www.aozora.example/"


def test_the_unfinished_rows_of_a_failed_shard_are_asked_again_until_the_attempts_are_used_up() -> None:
    first = {
        ("sites", 1, "0000"): shard_records(
            [0, 1],
            [outcome(0, "sites", RowState.NOT_PUBLISHED)],
            failed=failure("sites", ReasonCode.CONTAINER_KILLED),
        )
    }
    companies = [company(0, homepage="a.example"), company(1, homepage="b.example")]
    only_sites = settings(stages=[{"name": "sites", "sources": ["homepage"], "attempts": 2}])
    again = RunRecords(companies, [planned("sites", 1, {"0000": 2})], first)
    plan = next_stage(again, only_sites, SOURCES, "r-a1")
    assert (plan and plan.attempt, asked(plan)) == (2, {"0000": [1]})

    second = first | {
        ("sites", 2, "0000"): shard_records([1], failed=failure("sites", ReasonCode.HEARTBEAT_LOST))
    }
    over = RunRecords(companies, [*again.planned, planned("sites", 2, {"0000": 1})], second)
    assert next_stage(over, only_sites, SOURCES, "r-a1") is None

    ends = row_ends(over, only_sites, ended=True)
    assert (ends[0].state, ends[0].unfinished) == (RowState.NOT_PUBLISHED, False)
    assert (ends[1].state, ends[1].reason.code) == (RowState.TIMED_OUT, ReasonCode.HEARTBEAT_LOST)
    summary = summarise(over, only_sites, "r", "r-a1", NOON)
    assert (summary.outcome, summary.unfinished_rows, summary.failed_shards) == ("partial", 1, 2)

    resumed = next_stage(over, only_sites, SOURCES, "r-a2")
    assert (resumed and resumed.attempt, asked(resumed)) == (3, {"0000": [1]})


def test_rows_handed_back_after_some_progress_cost_no_attempt() -> None:
    one_try = settings(stages=[{"name": "listing", "sources": ["directory"], "attempts": 1}])
    run = RunRecords(
        [company(0), company(1)],
        [planned("listing", 1, {"0000": 2})],
        {
            ("listing", 1, "0000"): shard_records(
                [0, 1],
                [outcome(0, "listing", RowState.NO_WEBSITE)],
                told=progress("listing", ShardEnd.HANDED_BACK),
            )
        },
    )
    assert asked(next_stage(run, one_try, SOURCES, "r-a1")) == {"0000": [1]}


def test_nothing_looked_at_is_a_failed_run_and_nothing_to_ask_is_a_complete_one() -> None:
    run = RunRecords(
        [company(0, homepage="a.example")],
        [planned("sites", 1, {"0000": 1})],
        {
            ("sites", 1, "0000"): shard_records(
                [0], failed=failure("sites", ReasonCode.COULD_NOT_START, cause="no image")
            )
        },
    )
    failed = summarise(run, settings(), "r", "r-a1", NOON)
    assert failed.outcome == "failed"
    assert failed.by_state[RowState.NOT_ATTEMPTED] == 1
    only_sites = settings(stages=[{"name": "sites", "sources": ["homepage"]}])
    nothing = summarise(a_run([company(0)]), only_sites, "r", "r-a1", NOON)
    assert (nothing.outcome, nothing.by_state[RowState.NO_WEBSITE]) == ("complete", 1)


# How a shard of a random world goes: how many of its rows it answers, and how it ends.
FATES = st.tuples(
    st.integers(0, 6), st.sampled_from(["done", "killed", "handed_back", "lost"]), st.booleans()
)
WORLDS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from([None, "a.example", "b.example", "www.a.example"])),
    min_size=1,
    max_size=12,
)


@given(WORLDS, st.lists(FATES, max_size=30))
def test_whatever_shards_fail_every_row_ends_in_one_state_and_no_answered_row_is_asked_again(
    world: list[tuple[int, str | None]], fates: list[tuple[int, str, bool]]
) -> None:
    run = a_run([company(row, company_id=f"c{who}", homepage=site) for row, (who, site) in enumerate(world)])
    used = settings()
    queue = iter(fates)
    for _ in range(100):
        plan = next_stage(run, used, SOURCES, "r-a1")
        if plan is None:
            break
        rows = [one for shard in plan.shards.values() for one in shard]
        answered = {o.row_id for o in run.outcomes if o.stage == plan.stage.name}
        assert not answered & {one.row_id for one in rows}
        assert len({one.company_id for one in rows}) == len(rows)
        if plan.stage.name == "sites":
            hosts = [
                {(c.homepage or "").removeprefix("www.") for c in shard} for shard in plan.shards.values()
            ]
            assert sum(map(len, hosts)) == len(set().union(*hosts))
        run = _carried_out(run, plan, queue)
    else:
        raise AssertionError("the plan never ends")
    ends = row_ends(run, used, ended=True)
    assert set(ends) == {one.row_id for one in run.companies}
    summary = summarise(run, used, "r", "r-a1", NOON)
    assert sum(summary.by_state.values()) == len(world)
    assert summary.unfinished_rows == sum(end.unfinished for end in ends.values())
    answered_rows = {o.row_id for o in run.outcomes}
    for row, end in ends.items():
        if end.state is RowState.FOUND:
            assert end.phone is not None
        if row in answered_rows and not end.unfinished:
            assert end.state is not RowState.NOT_ATTEMPTED


def _carried_out(run: RunRecords, plan: StagePlan, fates: "object") -> RunRecords:
    shards = dict(run.shards)
    name, attempt = plan.stage.name, plan.attempt
    for shard, rows in plan.shards.items():
        count, end, finds = next(fates, (99, "done", True))  # type: ignore[call-overload]
        done = rows if end == "done" else rows[: min(count, len(rows) - 1)]
        shards[name, attempt, shard] = shard_records(
            [one.row_id for one in rows],
            [outcome(c.row_id, name, RowState.FOUND if finds else RowState.NOT_PUBLISHED) for c in done],
            [phone(c.row_id, site_name=c.name) for c in done if finds],
            failure(name, ReasonCode.CONTAINER_KILLED) if end == "killed" else None,
            {
                "done": progress(name, ShardEnd.DONE),
                "handed_back": progress(name, ShardEnd.HANDED_BACK),
            }.get(end),
        )
    made = planned(name, attempt, {shard: len(rows) for shard, rows in plan.shards.items()})
    return RunRecords(run.companies, [*run.planned, made], shards)
