"""A container that ended without a word is told of in seconds."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.handlers.task_stopped import handle
from tests.infra.handlers.fakes import FakeStepFunctions


def stopped(
    exit_code: int | None = 1,
    *,
    group: str = "wb:r:s:1:a",
    token: str | None = "the-token",
    why: str = "",
    name: str = "crawler",
    **detail: Any,
) -> dict[str, Any]:
    """An 'ECS Task State Change' event of a task that stopped."""
    crawler: dict[str, Any] = {"name": name, "lastStatus": "STOPPED"}
    if exit_code is not None:
        crawler["exitCode"] = exit_code
    if why:
        crawler["reason"] = why
    environment = [{"name": "STAGE", "value": "s"}]
    if token:
        environment.append({"name": "TASK_TOKEN_ENV_VARIABLE", "value": token})
    return {
        "detail-type": "ECS Task State Change",
        "source": "aws.ecs",
        "detail": {
            "lastStatus": "STOPPED",
            "group": group,
            "containers": [{"name": "sidecar", "exitCode": 0}, crawler],
            "overrides": {"containerOverrides": [{"name": name, "environment": environment}]},
            **detail,
        },
    }


@pytest.mark.parametrize(
    ("event", "error", "cause"),
    [
        (
            stopped(1, stoppedReason="Essential container in task exited"),
            "Container.Exited",
            "Essential container in task exited; exit code 1",
        ),
        (stopped(137), "Container.Killed", "exit code 137"),
        (stopped(137, name="notebook", group="wb:x:batch"), "Container.Killed", "exit code 137"),
        (
            stopped(1, why="OutOfMemoryError: Container killed due to memory usage"),
            "Container.Killed",
            "OutOfMemoryError: Container killed due to memory usage; exit code 1",
        ),
        (
            stopped(None, stopCode="TaskFailedToStart", stoppedReason="CannotPullContainerError: no image"),
            "Container.CouldNotStart",
            "CannotPullContainerError: no image",
        ),
        (stopped(None), "Container.CouldNotStart", "Container.CouldNotStart"),
        (
            stopped(1, stopCode="TaskFailedToStart", stoppedReason="no network"),
            "Container.CouldNotStart",
            "no network; exit code 1",
        ),
    ],
)
def test_the_state_machine_is_told_why(event: dict[str, Any], error: str, cause: str) -> None:
    stepfunctions = FakeStepFunctions()
    assert handle(event, stepfunctions) == error
    assert stepfunctions.sent == [{"taskToken": "the-token", "error": error, "cause": cause}]


def test_a_task_that_never_had_a_container_could_not_start() -> None:
    event = stopped()
    event["detail"]["containers"] = []
    assert handle(event, FakeStepFunctions()) == "Container.CouldNotStart"


@pytest.mark.parametrize(
    "event",
    [stopped(0), stopped(1, group="family:workbench-crawler"), stopped(1, token=None)],
    ids=["ended well", "not one of ours", "started by hand, without a token"],
)
def test_whom_nobody_waits_for_is_passed_over(event: dict[str, Any]) -> None:
    stepfunctions = FakeStepFunctions()
    assert handle(event, stepfunctions) is None
    assert stepfunctions.sent == []


@pytest.mark.parametrize("code", ["InvalidToken", "TaskTimedOut", "TaskDoesNotExist"])
def test_an_answer_that_comes_too_late_is_no_error(code: str) -> None:
    assert handle(stopped(137), FakeStepFunctions(refuses=code)) is None


def test_any_other_refusal_is_an_error_so_that_the_event_comes_again() -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        handle(stopped(137), FakeStepFunctions(refuses="AccessDenied"))


def test_a_cause_is_cut_to_what_step_functions_takes() -> None:
    stepfunctions = FakeStepFunctions()
    handle(stopped(1, stoppedReason="x" * 40_000), stepfunctions)
    assert len(stepfunctions.sent[0]["cause"]) == 32_768
