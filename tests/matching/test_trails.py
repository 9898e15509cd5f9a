"""What was asked about each row, read from what the containers landed."""

from datetime import timedelta

from tests.makers import NOON, company, outcome, phone, shard_records
from tests.matching.worlds import as_lines
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Asked, PlannedStage, RunRecords
from workbench.contract.states import AskResult, Field, Role, RowState
from workbench.matching import trail

NOTHING = Reason.of(ReasonCode.NO_ENTRY, source="@source.directory")


def planned(stage: str) -> PlannedStage:
    return PlannedStage(
        stage=stage, attempt=1, execution="r-a1", runner="lambda", planned_at=NOON, shards={"0000": 1}
    )


def asked(source: str, result: AskResult, minute: int, **more: object) -> Asked:
    return Asked(source=source, asked_at=NOON + timedelta(minutes=minute), result=result, **more)


def a_run() -> RunRecords:
    """Two rows of one company and one of another; the sources of two stages were asked."""
    first = (
        asked("nta_file", AskResult.HIT, 0),
        asked("directory", AskResult.NONE, 1, reason=NOTHING, requests=2, seconds=0.5, cost=1.5),
    )
    seen = [
        phone(0, "7000012050002", field=Field.CORPORATE_NUMBER, source="nta_file"),
        phone(0, "株式会社あおぞら", field=Field.NAME, source="nta_file"),
    ]
    found = [
        phone(0, "+81355501051", role=Role.FAX),
        phone(0, "http://www.aozora.example/", field=Field.HOMEPAGE),
        phone(0, "+81355501001"),
    ]
    shards = {
        ("resolve", 1, "0000"): shard_records(
            [0, 2],
            [
                outcome(2, "resolve", RowState.NO_WEBSITE, trail=(asked("nta_file", AskResult.ERROR, 2),)),
                outcome(0, "resolve", RowState.NOT_ATTEMPTED, trail=first),
            ],
            seen,
        ),
        ("sites", 1, "0000"): shard_records(
            [0],
            [outcome(0, "sites", RowState.FOUND, trail=(asked("homepage", AskResult.HIT, 3, requests=4),))],
            found,
        ),
    }
    companies = [
        company(0, name="㈱あおぞら", company_id="aozora"),
        company(1, name="(株)あおぞら", company_id="aozora"),
        company(2),
    ]
    return RunRecords(companies, [planned("resolve"), planned("sites")], shards)


def test_a_line_a_source_by_row_in_the_order_of_asking() -> None:
    table = trail(as_lines(a_run()))
    lines = list(table[["row_id", "stage", "source", "result"]].itertuples(index=False, name=None))
    of_the_company = [
        ("resolve", "nta_file", "hit"),
        ("resolve", "directory", "none"),
        ("sites", "homepage", "hit"),
    ]
    assert lines == [
        *((0, *line) for line in of_the_company),
        *((1, *line) for line in of_the_company),
        (2, "resolve", "nta_file", "error"),
    ]
    assert list(table["name"][::3]) == ["㈱あおぞら", "(株)あおぞら", "株式会社あおぞら2"]


def test_a_line_tells_when_and_what_it_cost_and_what_came_back() -> None:
    table = trail(as_lines(a_run()))
    line = table.iloc[1]
    assert line["asked_at"] == NOON + timedelta(minutes=1)
    assert (line["requests"], line["seconds"], line["cost"]) == (2, 0.5, 1.5)
    assert Reason.model_validate(line["reason"]) == NOTHING
    assert table.iloc[0]["seen"] == (("corporate_number", "7000012050002"), ("name", "株式会社あおぞら"))
    assert table.iloc[2]["seen"] == (("phone", "+81355501001"), ("homepage", "http://www.aozora.example/"))


def test_a_batch_that_landed_twice_counts_once() -> None:
    run = a_run()
    run.shards["sites", 1, "0000"].outcomes.extend([*run.shards["sites", 1, "0000"].outcomes])
    assert len(trail(as_lines(run))) == len(trail(as_lines(a_run())))


def test_of_a_run_that_asked_nobody_there_are_no_lines() -> None:
    table = trail(as_lines(RunRecords([company(0)], [], {})))
    assert len(table) == 0
    assert str(table["asked_at"].dt.tz) == "UTC"
