"""What happens when a schedule fires: every list has its turn, one summary tells of all, none begins twice."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.fakes import MemoryConnection
from workbench.batch import BatchResult, Limits
from workbench.errors import NotebookError, ScheduleError
from workbench.progress import RunStatus
from workbench.schedule.firing import Firing, fire, run_scheduled
from workbench.schedule.records import (
    BatchSummary,
    PlannedList,
    Schedule,
    last_key,
    running_key,
    schedule_key,
)

EXECUTIONS = "arn:aws:states:ap-northeast-1:123456789012:execution:workbench-batch"
DAY = date(2026, 11, 25)
SCHEDULE = Schedule(
    name="nightly",
    when="daily 02:30",
    notebook="s3:///schedules/nightly/notebook/enrich.ipynb",
    lists=tuple(
        PlannedList(list_id=one, file=f"s3:///lists/{one}.csv", settings="s3:///s.yaml") for one in "abc"
    ),
    time_limit_s=600,
    parameters={"language": "en"},
    applied_by="somebody",
    applied_at=datetime(2026, 11, 24, tzinfo=UTC),
)
Ran = dict[str, dict[str, Any]]


def notebooks(**endings: str) -> tuple[Callable[..., BatchResult], Ran]:
    """Notebooks that end as told (complete if not), and what each was given by list id."""
    ran: Ran = {}

    def run(
        notebook: str, output: str, parameters: dict[str, Any], limits: Limits, *, day: date, connect: Any
    ) -> BatchResult:
        list_id = parameters["list_id"]
        ran[list_id] = {"notebook": notebook, "output": output, "limits": limits, "day": day} | parameters
        ending = endings.get(list_id, "complete")
        if ending == "refused":
            raise NotebookError("error.object_missing", bucket="bucket", key=parameters["list_path"])
        error = "KeyError: 'x'" if ending == "failed" else None
        status = RunStatus.PARTIAL if ending == "partial" else RunStatus.COMPLETE
        return BatchResult(output, error, False, {f"run-{list_id}": status}, [output, parameters["out_path"]])

    return run, ran


def fired(connection: MemoryConnection, execution: str = "e1", **endings: str) -> dict[str, str]:
    return fire(
        Firing(SCHEDULE, DAY, f"{EXECUTIONS}:{execution}"),
        connection,
        notebooks(**endings)[0],  # type: ignore[arg-type]
    )


def test_each_list_goes_through_the_notebook_with_its_own_files_and_limits() -> None:
    run, ran = notebooks()
    fire(Firing(SCHEDULE, DAY, f"{EXECUTIONS}:e1"), MemoryConnection(), run)  # type: ignore[arg-type]
    assert list(ran) == ["a", "b", "c"]
    assert ran["b"] == {
        "notebook": "s3:///schedules/nightly/notebook/enrich.ipynb",
        "output": "s3:///batches/nightly/2026-11-25/b/enrich.ipynb",
        "limits": Limits(whole_s=600),
        "day": DAY,
        "language": "en",
        "list_id": "b",
        "list_path": "s3:///lists/b.csv",
        "settings_path": "s3:///s.yaml",
        "out_path": "s3:///batches/nightly/2026-11-25/b/enriched.xlsx",
    }


@pytest.mark.parametrize(
    ("endings", "outcome", "lists"),
    [
        ({}, "complete", ["complete", "complete", "complete"]),
        ({"b": "partial"}, "partial", ["complete", "partial", "complete"]),
        ({"a": "failed"}, "partial", ["failed", "complete", "complete"]),
        ({"a": "refused"}, "partial", ["bad_input", "complete", "complete"]),
        ({"a": "failed", "b": "refused", "c": "failed"}, "failed", ["failed", "bad_input", "failed"]),
    ],
)
def test_one_list_that_fails_does_not_stop_the_others(
    endings: dict[str, str], outcome: str, lists: list[str]
) -> None:
    connection = MemoryConnection()
    said = fired(connection, **endings)
    assert said["outcome"] == outcome
    assert said["subject"].isascii() and "batch nightly" in said["subject"]
    summary = connection.bucket.get_record(BatchSummary, last_key("nightly"))
    assert summary is not None
    assert (summary.outcome, list(summary.lists.values()), summary.day) == (outcome, lists, DAY)


def test_the_summary_says_each_list_its_error_its_files_and_what_to_do_next_in_both_languages() -> None:
    text = fired(MemoryConnection(), a="failed", b="refused")["text"]
    japanese, english = text.split("\n\n")
    assert japanese.startswith("定期バッチnightly(2026-11-25分)が終わりました: リスト3件のうち完了1件。")
    assert english.startswith("The scheduled batch nightly for 2026-11-25 has ended: 1 of 3 lists")
    for part in (japanese, english):
        assert "run-a" in part and "KeyError: 'x'" in part
        assert "s3://bucket/batches/nightly/2026-11-25/c/enriched.xlsx" in part
        assert "workbench schedule run-now nightly" in part
    assert "run-now" not in fired(MemoryConnection())["text"]


def test_a_firing_beside_one_that_still_runs_is_skipped_and_says_so() -> None:
    connection = MemoryConnection()
    connection.machine.status["e1"] = "RUNNING"
    connection.bucket.put_json(running_key("nightly"), {"execution": f"{EXECUTIONS}:e1"})
    run, ran = notebooks()
    said = fire(Firing(SCHEDULE, DAY, f"{EXECUTIONS}:e2"), connection, run)  # type: ignore[arg-type]
    assert (said["outcome"], ran) == ("failed", {})
    assert "(e1)" in said["text"]
    assert connection.bucket.get_json(running_key("nightly")) == {"execution": f"{EXECUTIONS}:e1"}


@pytest.mark.parametrize("status", ["FAILED", "ABORTED", "SUCCEEDED", None])
def test_whoever_ended_or_was_killed_holds_nobody_up(status: str | None) -> None:
    connection = MemoryConnection()
    if status:
        connection.machine.status["e1"] = status
    connection.bucket.put_json(running_key("nightly"), {"execution": f"{EXECUTIONS}:e1"})
    assert fired(connection, "e2")["outcome"] == "complete"
    assert connection.bucket.get_json(running_key("nightly")) == {"execution": f"{EXECUTIONS}:e2"}


def test_a_batch_that_its_state_machine_starts_again_goes_on() -> None:
    connection = MemoryConnection()
    connection.machine.status["e1"] = "RUNNING"
    assert fired(connection, "e1")["outcome"] == "complete"
    assert fired(connection, "e1")["outcome"] == "complete"


class Waiter:
    """The Step Functions client of a container: what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def send_task_success(self, taskToken: str, output: str) -> None:
        self.told.append(("success", json.loads(output)["outcome"]))

    def send_task_failure(self, taskToken: str, error: str, cause: str) -> None:
        self.told.append((error, cause))

    def send_task_heartbeat(self, taskToken: str) -> None:
        raise AssertionError("sooner than its time")


def container(
    monkeypatch: pytest.MonkeyPatch, **more: str
) -> tuple[dict[str, str], MemoryConnection, Waiter]:
    """A container's environment, its connection, and who waits for it."""
    monkeypatch.setenv("WORKBENCH_USER", "schedule:nightly")
    connection, waiter = MemoryConnection(), Waiter()
    monkeypatch.setattr(connection, "client", lambda service: waiter)
    environment = {
        "TASK_TOKEN_ENV_VARIABLE": "token",
        "EXECUTION_ARN": f"{EXECUTIONS}:e1",
        "SCHEDULE": "nightly",
        "FIRED_FOR": "2026-11-24T17:30:00Z",
    }
    return environment | more, connection, waiter


def test_the_day_is_that_of_the_firing_in_japan(monkeypatch: pytest.MonkeyPatch) -> None:
    environment, connection, waiter = container(monkeypatch)
    connection.bucket.put_record(schedule_key("nightly"), SCHEDULE)
    run, ran = notebooks()
    run_scheduled(environment, lambda: connection, run)  # type: ignore[arg-type,return-value]
    assert {one["day"] for one in ran.values()} == {DAY}
    assert waiter.told == [("success", "complete")]


def test_a_schedule_that_is_gone_is_told_to_the_state_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    environment, connection, waiter = container(monkeypatch)
    with pytest.raises(ScheduleError):
        run_scheduled(environment, lambda: connection)  # type: ignore[arg-type,return-value]
    [(error, cause)] = waiter.told
    assert error == "Batch.Failed"
    assert "nightly" in cause


def test_a_mistake_of_ours_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    environment, connection, waiter = container(monkeypatch)
    connection.bucket.put_record(schedule_key("nightly"), SCHEDULE)

    def broken(*_: object, **__: object) -> BatchResult:
        raise ZeroDivisionError("by hand")

    with pytest.raises(ZeroDivisionError):
        run_scheduled(environment, lambda: connection, broken)  # type: ignore[arg-type,return-value]
    assert waiter.told == [("Batch.Failed", "ZeroDivisionError: by hand")]


def test_without_its_environment_it_says_what_is_missing() -> None:
    with pytest.raises(ScheduleError, match="SCHEDULE, FIRED_FOR"):
        run_scheduled({"TASK_TOKEN_ENV_VARIABLE": "t", "EXECUTION_ARN": "e"})
