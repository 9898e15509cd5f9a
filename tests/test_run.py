import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from tests.fakes import MemoryConnection, client_error
from tests.makers import NOON, company, outcome, phone, progress, settings
from workbench.contract.records import PlannedStage, Summary
from workbench.contract.states import RowState, ShardEnd
from workbench.errors import ListError, RunError, RunNotFound, WaitTimeout
from workbench.lists import load_list
from workbench.progress import PROGRESS_READS, RunStatus
from workbench.run import BATCH_AGAIN, BATCH_DAY, BATCH_REPORT, Run, attach, runs
from workbench.starting import start


def a_list(*companies: Any) -> Any:
    return SimpleNamespace(
        companies=list(companies),
        frame=pd.DataFrame({"会社名": [one.name for one in companies]}),
        list_id="customers",
        path=Path("customers.xlsx"),
        sheet=None,
        mapping={"name": "会社名"},
        sha256=hashlib.sha256(b"customers").hexdigest(),
    )


def started(connection: MemoryConnection, rows: int = 2) -> Run:
    return start(
        a_list(*(company(row) for row in range(rows))), settings(), connection=connection, clock=lambda: NOON
    )


def ended(connection: MemoryConnection, run: Run, status: str, outcome: str | None) -> None:
    execution = f"{run.run_id}-a1"
    connection.machine.status[execution] = status
    if outcome:
        summary = Summary(
            run_id=run.run_id,
            execution=execution,
            outcome=outcome,
            rows=2,
            by_state={},
            unfinished_rows=0,
            ended_at=NOON,
        )
        connection.bucket.put_record(run.keys.summary(execution), summary)


def test_the_execution_carries_the_runs_name_and_finds_settings_and_input() -> None:
    connection = MemoryConnection()
    run = started(connection)
    assert json.loads(connection.machine.inputs[f"{run.run_id}-a1"]) == {
        "settings_file": f"runs/{run.run_id}/settings.yaml",
        "input_file": f"runs/{run.run_id}/input.jsonl.gz",
        "run_id": run.run_id,
    }
    assert run.settings() == settings()
    assert run.status() is RunStatus.RUNNING
    assert [one.run_id for one in runs("customers", connection=connection)] == [run.run_id]


def test_a_crash_between_intent_and_start_leaves_a_run_that_can_be_found_and_begun() -> None:
    connection = MemoryConnection()
    connection.machine.refuse = [ConnectionResetError()]
    with pytest.raises(ConnectionResetError):
        started(connection)
    [ledger] = runs(connection=connection)
    run = attach(ledger.run_id, connection=connection)
    assert run.status() is RunStatus.INTERRUPTED
    run.resume()
    assert run.status() is RunStatus.RUNNING
    assert [one.name[-2:] for one in run.ledger().executions] == ["a1", "a2"]


@pytest.fixture
def batch_of_the_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Within a batch: the file in which the runs are told."""
    monkeypatch.setenv(BATCH_DAY, "2026-11-24")
    monkeypatch.setenv(BATCH_REPORT, str(tmp_path / "runs.jsonl"))
    return tmp_path / "runs.jsonl"


def test_the_same_list_settings_and_day_make_one_run(batch_of_the_day: Path) -> None:
    connection = MemoryConnection()
    first, second = started(connection), started(connection)
    assert first.run_id == second.run_id
    assert list(connection.machine.status) == [f"{first.run_id}-a1"]
    told = [json.loads(line)["run_id"] for line in batch_of_the_day.read_text().splitlines()]
    assert told == [first.run_id, first.run_id]


@pytest.mark.usefixtures("batch_of_the_day")
def test_a_new_run_that_was_asked_for_is_the_days_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = MemoryConnection()
    first = started(connection)
    with monkeypatch.context() as again:
        again.setenv(BATCH_AGAIN, "1")
        second = started(connection)
    assert second.run_id != first.run_id
    assert started(connection).run_id == second.run_id


@pytest.mark.usefixtures("batch_of_the_day")
def test_another_day_another_list_or_other_settings_make_another_run(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = MemoryConnection()
    ids = [started(connection).run_id]
    other_list = a_list(company(0), company(1))
    other_list.sha256 = "another"
    ids.append(start(other_list, settings(), connection=connection).run_id)
    ids.append(start(a_list(company(0)), settings(), list_id="others", connection=connection).run_id)
    other_settings = settings().model_copy(update={"name": "others"})
    ids.append(start(a_list(company(0)), other_settings, connection=connection).run_id)
    monkeypatch.setenv(BATCH_DAY, "2026-11-25")
    ids.append(started(connection).run_id)
    assert len(set(ids)) == 5


@pytest.mark.usefixtures("batch_of_the_day")
@pytest.mark.parametrize(
    ("status", "outcome", "executions"),
    [
        ("SUCCEEDED", "complete", ["a1"]),
        ("FAILED", "partial", ["a1", "a2"]),
        ("FAILED", None, ["a1", "a2"]),
        ("ABORTED", None, ["a1", "a2"]),
    ],
)
def test_the_days_run_is_taken_up_only_if_rows_are_left(
    status: str, outcome: str | None, executions: list[str]
) -> None:
    connection = MemoryConnection()
    run = started(connection)
    ended(connection, run, status, outcome)
    again = started(connection)
    assert again.run_id == run.run_id
    assert [one.name.rsplit("-", 1)[1] for one in again.ledger().executions] == executions


@pytest.mark.usefixtures("batch_of_the_day")
def test_a_batch_killed_right_after_its_claim_is_begun_by_the_next() -> None:
    connection = MemoryConnection()
    connection.s3.refuse = [ConnectionResetError()]  # the first object after the claim
    with pytest.raises(ConnectionResetError):
        started(connection)
    [claim] = [json.loads(body) for key, body in connection.s3.objects.items() if key.startswith("claims/")]
    assert started(connection).run_id == claim["run_id"]
    assert connection.machine.status == {f"{claim['run_id']}-a1": "RUNNING"}


def test_nothing_is_started_without_a_usable_row() -> None:
    connection = MemoryConnection()
    with pytest.raises(ListError):
        start(a_list(), settings(), connection=connection)
    assert not connection.s3.objects


@pytest.mark.parametrize(
    ("status", "said", "expected"),
    [
        ("SUCCEEDED", "complete", RunStatus.COMPLETE),
        ("FAILED", "partial", RunStatus.PARTIAL),
        ("FAILED", "failed", RunStatus.FAILED),
        ("FAILED", None, RunStatus.FAILED),
        ("TIMED_OUT", None, RunStatus.FAILED),
        ("ABORTED", None, RunStatus.STOPPED),
        ("RUNNING", "complete", RunStatus.RUNNING),
    ],
)
def test_the_status_is_the_machines_while_it_runs_and_then_the_plans(
    status: str, said: str | None, expected: RunStatus
) -> None:
    connection = MemoryConnection()
    run = started(connection)
    ended(connection, run, status, said)
    assert run.status() is expected


def test_waiting_survives_throttling_and_expired_credentials() -> None:
    connection = MemoryConnection()
    run = started(connection)
    ended(connection, run, "SUCCEEDED", "complete")
    connection.machine.refuse = [client_error("ThrottlingException"), client_error("ExpiredTokenException")]
    run.sleep = lambda seconds: None
    assert run.wait(timeout_s=60) is RunStatus.COMPLETE
    assert connection.renewed == 2


def test_waiting_ends_in_time_and_backs_off() -> None:
    connection = MemoryConnection()
    run = started(connection)
    pauses: list[float] = []
    run.sleep = pauses.append
    with pytest.raises(WaitTimeout):
        run.wait(timeout_s=0)
    assert pauses == []


def test_a_poll_reads_a_bounded_number_of_objects_and_comes_round_to_every_shard() -> None:
    connection = MemoryConnection()
    run = started(connection)
    shards = {f"{number:04d}": 1 for number in range(3 * PROGRESS_READS)}
    connection.bucket.put_records(
        run.keys.plan_index,
        [
            PlannedStage(
                stage="sites", attempt=1, execution="x", runner="fargate", planned_at=NOON, shards=shards
            )
        ],
    )
    for shard in shards:
        told = progress("sites", ShardEnd.DONE, shard=shard, by_state={RowState.FOUND: 1})
        connection.bucket.put_record(run.keys.progress("sites", 1, shard), told)
    connection.s3.calls.clear()
    first = run.progress().stages[0]
    assert connection.s3.calls["get_object"] <= PROGRESS_READS + 5
    assert first.done == PROGRESS_READS
    run.progress()
    last = run.progress().stages[0]
    assert (last.done, last.shards_ended, last.by_state) == (120, 120, {RowState.FOUND: 120})


def test_results_can_be_read_while_the_run_goes_on() -> None:
    connection = MemoryConnection()
    run = started(connection)
    bucket = connection.bucket
    bucket.put_records(
        run.keys.plan_index,
        [
            PlannedStage(
                stage="sites",
                attempt=1,
                execution="x",
                runner="fargate",
                planned_at=NOON,
                shards={"0000": 2},
            )
        ],
    )
    bucket.put_records(run.keys.shard_input("sites", 1, "0000"), [company(0), company(1)])
    bucket.put_records(run.keys.observations("sites", 1, "0000", 0), [phone(0)])
    bucket.put_records(run.keys.outcomes("sites", 1, "0000", 0), [outcome(0, "sites", RowState.FOUND)])
    table = run.partial()
    assert table["wb_phone"].tolist()[0] == "03-5550-1001"
    assert table["wb_state"].tolist() == ["found", "not_attempted"]
    assert table["wb_reason"].tolist()[1] == "まだ調べていません"
    with pytest.raises(RunError):
        run.result()


def test_the_list_is_read_again_as_it_was_read_for_the_run(tmp_path: Path) -> None:
    book = tmp_path / "two.xlsx"
    with pd.ExcelWriter(book) as writer:
        pd.DataFrame({"会社名": ["株式会社みなと水産"]}).to_excel(writer, sheet_name="表", index=False)
        pd.DataFrame({"御社": ["株式会社あおぞら"], "会社名": ["別の列"]}).to_excel(
            writer, sheet_name="裏", index=False
        )
    companies = load_list(book, sheet="裏", columns={"name": "御社"})
    connection = MemoryConnection()
    run = start(companies, settings(), connection=connection)
    again = attach(run.run_id, connection=connection).load_list()
    assert [one.name for one in again.companies] == ["株式会社あおぞら"]
    book.write_bytes(book.read_bytes() + b"changed")
    with pytest.raises(ListError, match=run.run_id):
        run.load_list()


def test_an_unknown_run_is_said_to_be_unknown() -> None:
    with pytest.raises(RunNotFound, match="20261124T000000Z-00000000"):
        attach("20261124T000000Z-00000000", connection=MemoryConnection())


def test_a_run_that_is_complete_or_running_is_not_resumed() -> None:
    connection = MemoryConnection()
    run = started(connection)
    with pytest.raises(RunError):
        run.resume()
    ended(connection, run, "SUCCEEDED", "complete")
    with pytest.raises(RunError):
        run.resume()
