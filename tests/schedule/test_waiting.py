"""The state machine hears that a batch lives; a batch that nobody waits for ends."""

import json
import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from tests.fakes import client_error
from workbench.schedule.waiting import Waiting

WAIT_S = 10


class StepFunctions:
    """Refuses the calls of one name; `beaten` is set by the second beat."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.refusal = refusal
        self.beats = 0
        self.beaten = threading.Event()
        self.told: list[dict[str, Any]] = []

    def send_task_heartbeat(self, taskToken: str) -> None:
        self.beats += 1
        if self.beats > 1:
            self.beaten.set()
        if self.refusal:
            raise self.refusal

    def send_task_success(self, **answer: Any) -> None:
        self.told.append(answer)
        if self.refusal:
            raise self.refusal


def test_it_beats_until_it_is_left() -> None:
    machine = StepFunctions()
    with Waiting(machine, "token", beat_s=0.01):
        assert machine.beaten.wait(WAIT_S)
    assert "batch-heartbeat" not in [thread.name for thread in threading.enumerate()]


@pytest.mark.parametrize("code", ["TaskTimedOut", "InvalidToken", "TaskDoesNotExist"])
def test_a_refused_beat_ends_the_batch(code: str) -> None:
    ended = threading.Event()
    with Waiting(StepFunctions(client_error(code)), "token", beat_s=0.01, unwanted=ended.set):
        assert ended.wait(WAIT_S)


@pytest.mark.parametrize(
    "passing", [client_error("ThrottlingException"), EndpointConnectionError(endpoint_url="http://x")]
)
def test_what_passes_is_beaten_through(passing: Exception) -> None:
    ended, machine = threading.Event(), StepFunctions(passing)
    with Waiting(machine, "token", beat_s=0.01, unwanted=ended.set):
        assert machine.beaten.wait(WAIT_S)
    assert not ended.is_set()


def test_an_answer_that_comes_too_late_is_no_error_but_any_other_refusal_is() -> None:
    machine = StepFunctions(client_error("TaskTimedOut"))
    Waiting(machine, "token").succeed({"outcome": "complete", "text": "完了"})
    assert json.loads(machine.told[0]["output"]) == {"outcome": "complete", "text": "完了"}
    with pytest.raises(ClientError):
        Waiting(StepFunctions(client_error("AccessDenied")), "token").succeed({})
