from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from crawler.heartbeat import Heartbeat, Pulse
from crawler.task import Task


class Clock:
    """Seconds that only pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class StepFunctions:
    """Counts beats; `error` is raised by each while it is set."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.beats: list[float] = []
        self.error: Exception | None = None

    def send_task_heartbeat(self, taskToken: str) -> None:
        assert taskToken == "token"
        if self.error:
            raise self.error
        self.beats.append(self.clock.now)

    def send_task_success(self, taskToken: str, output: str) -> None:
        """Taken."""


class Listener:
    def __init__(self) -> None:
        self.told: list[Any] = []

    def stalled(self, seconds: float) -> None:
        self.told.append(("stalled", seconds))

    def refused(self) -> None:
        self.told.append("refused")

    def endpoint_gone(self) -> None:
        self.told.append("endpoint_gone")

    def deadline_reached(self) -> None:
        self.told.append("deadline_reached")


class Watch:
    """A heartbeat on a clock of its own; `run(seconds)` lets time pass as its thread would see it."""

    def __init__(self, **options: Any) -> None:
        self.clock = Clock()
        self.states = StepFunctions(self.clock)
        self.listener = Listener()
        self.pulse = Pulse(self.clock)
        self.task = Task(self.states, "token")
        self.heartbeat = Heartbeat(
            self.task,
            self.pulse,
            self.listener,
            endpoint_gone_s=60.0,
            clock=self.clock,
            epoch=self.clock,
            **options,
        )

    def run(self, seconds: float, *, touching: bool = True) -> float | None:
        end = self.clock.now + seconds
        while (wait_s := self.heartbeat.step()) is not None and self.clock.now < end:
            self.clock.now = min(end, self.clock.now + wait_s)
            if touching:
                self.pulse.touch()
        return wait_s


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "SendTaskHeartbeat")


def test_it_beats_at_once_and_every_20_s_before_the_settings_are_known() -> None:
    watch = Watch()
    watch.run(60, touching=False)
    assert watch.states.beats == [1000, 1020, 1040, 1060]
    assert watch.listener.told == []


def test_the_pace_is_a_third_of_what_the_state_machine_allows() -> None:
    watch = Watch()
    watch.heartbeat.pace(6)
    watch.heartbeat.watch(100)
    watch.run(6)
    assert watch.states.beats == [1000, 1002, 1004, 1006]


def test_a_long_heartbeat_still_beats_every_20_s() -> None:
    watch = Watch()
    watch.heartbeat.pace(3_000)
    watch.heartbeat.watch(100)
    watch.run(40)
    assert watch.states.beats == [1000, 1020, 1040]


def test_a_crawl_that_moves_is_never_stalled() -> None:
    watch = Watch()
    watch.heartbeat.pace(30)
    watch.heartbeat.watch(5)
    assert watch.run(300) is not None
    assert watch.listener.told == []


def test_a_stalled_crawl_is_told_once_and_beats_no_more() -> None:
    watch = Watch()
    watch.heartbeat.pace(30)
    watch.heartbeat.watch(15)
    assert watch.run(300, touching=False) is None
    assert watch.listener.told == [("stalled", 15)]
    assert watch.states.beats == [1000, 1010]
    assert watch.heartbeat.step() is None


def test_the_time_before_the_settings_are_known_does_not_count_as_a_stall() -> None:
    watch = Watch()
    watch.run(100, touching=False)
    watch.heartbeat.pace(30)
    watch.heartbeat.watch(15)
    watch.run(10, touching=False)
    assert watch.listener.told == []


@pytest.mark.parametrize("code", ["InvalidToken", "TaskTimedOut", "TaskDoesNotExist"])
def test_a_refused_heartbeat_ends_the_watch(code: str) -> None:
    watch = Watch()
    watch.states.error = refusal(code)
    assert watch.heartbeat.step() is None
    assert watch.listener.told == ["refused"]


def test_throttling_is_no_refusal() -> None:
    watch = Watch()
    watch.states.error = refusal("ThrottlingException")
    watch.run(100)
    watch.states.error = None
    watch.run(20)
    assert watch.listener.told == []
    assert watch.states.beats == [1120]


def test_an_endpoint_that_is_gone_for_too_long_ends_the_watch() -> None:
    watch = Watch()
    watch.states.error = EndpointConnectionError(endpoint_url="http://127.0.0.1:1")
    assert watch.run(59) is not None
    assert watch.listener.told == []
    assert watch.run(20) is None
    assert watch.listener.told == ["endpoint_gone"]


def test_an_endpoint_that_comes_back_is_forgiven() -> None:
    watch = Watch()
    watch.states.error = EndpointConnectionError(endpoint_url="http://127.0.0.1:1")
    watch.run(50)
    watch.states.error = None
    watch.run(20)
    watch.states.error = EndpointConnectionError(endpoint_url="http://127.0.0.1:1")
    assert watch.run(50) is not None
    assert watch.listener.told == []


def test_a_lambda_is_told_of_its_deadline_in_time() -> None:
    watch = Watch(deadline_epoch_s=1007.5)
    assert watch.run(100) is None
    assert watch.listener.told == ["deadline_reached"]
    assert watch.clock.now == pytest.approx(1007.5, abs=0.1)


def test_an_answered_task_is_not_beaten_any_more() -> None:
    watch = Watch()
    watch.task.succeed("{}")
    watch.run(60)
    assert watch.states.beats == []
