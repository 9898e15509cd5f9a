"""What a later stage is told of a company, and when there is nothing more to ask."""

import pytest

from tests.makers import NOON, company, failure, outcome, phone, settings, shard_records
from tests.planning.test_stages import planned
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Asked, Company, Observation, Outcome, RunRecords
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, RowState
from workbench.planning import SourceFacts, next_stage, stopped_early, summarise
from workbench.planning.known import informed

LISTED, FOUND, THIRD = "http://www.aozora.example/", "http://aozora-shoji.example/", "http://blue.example/"
SOURCES = {
    "homepage": SourceFacts(frozenset({"homepage"}), one_host=False),
    "directory": SourceFacts(frozenset({"name"}), one_host=True),
    "guess": SourceFacts(frozenset({"name"}), one_host=True, gives=frozenset({Field.HOMEPAGE})),
}


def site(value: str, **known: str) -> Observation:
    return phone(0, value, field=Field.HOMEPAGE, source="gbizinfo", line=None, role=None, **known)


def looked_at(homepage: str, state: RowState, stage: str = "sites") -> Outcome:
    asked = Asked(source="homepage", asked_at=NOON, result=AskResult.NONE, homepage=homepage)
    return outcome(0, stage, state, trail=(asked,))


@pytest.mark.parametrize(
    ("ours", "seen", "outcomes", "expected"),
    [
        pytest.param(None, [], [], None, id="none known"),
        pytest.param(None, [site(FOUND)], [], FOUND, id="learned"),
        pytest.param(LISTED, [site(FOUND)], [], LISTED, id="the list's own comes first"),
        pytest.param(
            LISTED, [site(FOUND)], [looked_at(LISTED, RowState.WRONG_COMPANY)], FOUND, id="another's site"
        ),
        pytest.param(LISTED, [], [looked_at(LISTED, RowState.SITE_UNREACHABLE)], None, id="nobody answers"),
        pytest.param(
            "www.aozora.example",
            [site(LISTED), site(THIRD)],
            [looked_at("aozora.example", RowState.WRONG_COMPANY)],
            THIRD,
            id="with and without www it is one",
        ),
        pytest.param(
            LISTED, [site(FOUND)], [looked_at(LISTED, RowState.NOT_PUBLISHED)], LISTED, id="theirs, silent"
        ),
    ],
)
def test_a_homepage_that_was_not_theirs_is_not_given_again(
    ours: str | None, seen: list[Observation], outcomes: list[Outcome], expected: str | None
) -> None:
    assert informed(company(0, homepage=ours), seen, outcomes).homepage == expected


def a_run(
    known: Company, outcomes: list[Outcome] | None = None, seen: list[Observation] | None = None
) -> RunRecords:
    told = shard_records([0], outcomes or [], seen or [])
    return RunRecords([known], [], {("sites", 1, "0000"): told})


def stages(*named: tuple[str, str]) -> Settings:
    return settings(stages=[{"name": name, "sources": [source]} for name, source in named])


def test_a_source_that_only_tells_what_is_known_is_not_asked() -> None:
    used = stages(("find", "guess"))
    assert next_stage(a_run(company(0)), used, SOURCES, "r-a1") is not None
    assert next_stage(a_run(company(0, homepage=LISTED)), used, SOURCES, "r-a1") is None
    dead = a_run(company(0, homepage=LISTED), [looked_at(LISTED, RowState.SITE_UNREACHABLE)])
    assert next_stage(dead, used, SOURCES, "r-a1") is not None


@pytest.mark.parametrize(
    ("result", "state", "is_asked_again"),
    [
        (AskResult.NONE, RowState.NOT_PUBLISHED, False),
        (AskResult.CACHED, RowState.NEEDS_REVIEW, False),
        (AskResult.ERROR, RowState.ROBOTS_DENIED, False),
        (AskResult.ERROR, RowState.TIMED_OUT, True),
        (AskResult.SKIPPED, RowState.NOT_ATTEMPTED, True),
    ],
)
def test_a_site_that_was_read_is_not_read_again_by_a_later_stage(
    result: AskResult, state: RowState, is_asked_again: bool
) -> None:
    used = stages(("sites", "homepage"), ("again", "homepage"))
    trail = (Asked(source="homepage", asked_at=NOON, result=result, homepage=LISTED, state=state),)
    run = a_run(company(0, homepage=LISTED), [outcome(0, "sites", state, trail=trail)])
    assert (next_stage(run, used, SOURCES, "r-a1") is not None) is is_asked_again


@pytest.mark.parametrize(
    ("code", "known", "is_asked_on"),
    [
        (ReasonCode.SEVERAL_COMPANIES, {}, False),
        (ReasonCode.COMPANY_CLOSED, {}, False),
        (ReasonCode.SEVERAL_COMPANIES, {"prefecture": "東京都", "address": "東京都"}, False),
        (ReasonCode.NO_SUCH_COMPANY, {}, True),
        (ReasonCode.SEVERAL_COMPANIES, {"homepage": LISTED}, True),
        (ReasonCode.SEVERAL_COMPANIES, {"address": "東京都港区青空1-2-3"}, True),
    ],
    ids=[
        "several",
        "closed",
        "several in the prefecture",
        "not registered",
        "several, but a homepage",
        "several, but an address",
    ],
)
def test_what_a_register_leaves_to_a_person_is_not_guessed_by_later_stages(
    code: ReasonCode, known: dict[str, str], is_asked_on: bool
) -> None:
    reason = Reason.of(code, source="@source.nta_file", count=2, candidates="")
    trail = (Asked(source="nta_file", asked_at=NOON, result=AskResult.HIT, reason=reason),)
    run = a_run(company(0, **known), [outcome(0, "resolve", RowState.NEEDS_REVIEW, trail=trail)])
    used = stages(("resolve", "guess"), ("numbers", "directory"))
    assert (next_stage(run, used, SOURCES, "r-a1") is not None) is is_asked_on


def test_a_stage_that_confirms_asks_on_where_a_number_is_found_but_not_sure() -> None:
    used = settings(
        stages=[
            {"name": "sites", "sources": ["homepage"]},
            {"name": "confirm", "sources": ["directory"], "until": 0.985},
        ]
    )
    found = [outcome(0, "sites", RowState.FOUND)]
    fair, sure = phone(0, label=None), phone(0, site_corporate_number="7000012050002")
    known = company(0, homepage=LISTED, corporate_number="7000012050002")
    plan = next_stage(a_run(known, found, [fair]), used, SOURCES, "r-a1")
    assert plan is not None
    assert plan.stage.name == "confirm"
    assert next_stage(a_run(known, found, [sure]), used, SOURCES, "r-a1") is None


def failing(shards: int, failed: int) -> RunRecords:
    companies = [company(row, homepage=f"a{row}.example") for row in range(shards)]
    told = {
        ("sites", 1, f"{row:04d}"): shard_records(
            [row], failed=failure("sites", ReasonCode.CONTAINER_KILLED) if row < failed else None
        )
        for row in range(shards)
    }
    return RunRecords(companies, [planned("sites", 1, {shard: 1 for _, _, shard in told})], told)


@pytest.mark.parametrize(
    ("shards", "failed", "stops"), [(8, 4, True), (8, 3, False), (7, 7, False), (10, 10, True)]
)
def test_a_run_whose_containers_keep_failing_stops_early_and_says_why(
    shards: int, failed: int, stops: bool
) -> None:
    run, used = failing(shards, failed), stages(("sites", "homepage"))
    reason = stopped_early(run, used, "r-a1")
    assert (reason is not None) is stops
    assert (next_stage(run, used, SOURCES, "r-a1") is None) is stops
    assert summarise(run, used, "r", "r-a1", NOON).stopped == reason
    # A resume is told to go on.
    assert next_stage(run, used, SOURCES, "r-a2") is not None


def test_what_a_service_failed_to_tell_is_left_for_a_resume_and_asked_again_there() -> None:
    broken = Reason.of(ReasonCode.SERVICE_FAILED, source="@source.gbizinfo", status=500)
    asked = Asked(source="directory", asked_at=NOON, result=AskResult.ERROR, reason=broken)
    told = outcome(0, "listing", RowState.NOT_ATTEMPTED, reason=broken, trail=(asked,))
    done = {("listing", 1, "0000"): shard_records([0], [told])}
    run = RunRecords([company(0)], [planned("listing", 1, {"0000": 1})], done)
    used = stages(("listing", "directory"))
    assert next_stage(run, used, SOURCES, "r-a1") is None
    summary = summarise(run, used, "r", "r-a1", NOON)
    assert (summary.outcome, summary.unfinished_rows) == ("partial", 1)
    again = next_stage(run, used, SOURCES, "r-a2")
    assert again is not None
    assert again.attempt == 2
