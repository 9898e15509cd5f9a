"""Schedules fire at their time, once, and missed firings are made up by the stated rule."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import client_error
from workbench.local.ticker import Ticker
from workbench.timetable import TOKYO

EVENING = datetime(2026, 11, 27, 21, 0, tzinfo=TOKYO)  # a Friday
MACHINE = "arn:aws:states:ap-northeast-1:123456789012:stateMachine:workbench-batch"


class Scheduler:
    """As much of EventBridge Scheduler as the ticker asks."""

    def __init__(self, **expressions: str) -> None:
        self.schedules = {name: self.schedule(name, given) for name, given in expressions.items()}

    @staticmethod
    def schedule(name: str, expression: str) -> dict[str, Any]:
        given = {"schedule": name, "at": "<aws.scheduler.scheduled-time>"}
        return {
            "Name": name,
            "GroupName": "workbench",
            "State": "ENABLED",
            "ScheduleExpression": expression,
            "Target": {
                "Arn": MACHINE,
                "Input": json.dumps(given),
                "RetryPolicy": {"MaximumEventAgeInSeconds": 6 * 3600},
            },
        }

    def get_paginator(self, operation: str) -> "Scheduler":
        assert operation == "list_schedules"
        return self

    def paginate(self) -> list[dict[str, Any]]:
        return [{"Schedules": [one]} for one in self.schedules.values()]

    def get_schedule(self, Name: str, GroupName: str) -> dict[str, Any]:
        assert GroupName == "workbench"
        return self.schedules[Name]


class Machine:
    def __init__(self) -> None:
        self.started: list[dict[str, str]] = []
        self.refuses = False

    def start_execution(self, stateMachineArn: str, name: str, input: str) -> dict[str, str]:
        assert stateMachineArn == MACHINE
        assert name not in ("", "None")
        if self.refuses:
            raise client_error("StateMachineDoesNotExist", "StartExecution")
        self.started.append(json.loads(input))
        return {"executionArn": f"execution {len(self.started)}"}


class Night:
    """A ticker whose clock is moved by hand."""

    def __init__(self, memory: Path, **expressions: str) -> None:
        self.scheduler, self.machine = Scheduler(**expressions), Machine()
        self.memory = memory
        self.now = EVENING
        self.restart()
        self.ticker.tick()

    def restart(self) -> None:
        self.ticker = Ticker(self.scheduler, self.machine, self.memory / "ticks.json", lambda: self.now)

    def pass_by(self, hours: float, step: timedelta = timedelta(minutes=10)) -> list[str]:
        """What fired while so many hours went by, as `schedule at`."""
        end = self.now + timedelta(hours=hours)
        before = len(self.machine.started)
        while self.now < end:
            self.now += step
            self.ticker.tick()
        return [f"{one['schedule']} {one['at']}" for one in self.machine.started[before:]]


def test_each_firing_is_made_once_with_the_time_it_is_for(tmp_path: Path) -> None:
    night = Night(tmp_path, nightly="cron(30 2 * * ? *)", weekly="cron(0 3 ? * SUN *)")
    assert night.pass_by(48) == [
        "nightly 2026-11-27T17:30:00Z",
        "nightly 2026-11-28T17:30:00Z",
        "weekly 2026-11-28T18:00:00Z",
    ]


def test_a_new_schedule_does_not_fire_for_the_time_before_it_was_made(tmp_path: Path) -> None:
    night = Night(tmp_path)
    night.pass_by(6)
    night.scheduler = Scheduler(nightly="cron(30 2 * * ? *)")
    night.restart()
    assert night.pass_by(1) == []


def test_a_missed_firing_is_made_up_once_after_a_restart_if_it_is_not_too_old(tmp_path: Path) -> None:
    night = Night(tmp_path, nightly="cron(30 2 * * ? *)", hourly="cron(0 * * * ? *)")
    night.now += timedelta(hours=8)  # asleep until 05:00
    night.restart()
    assert night.pass_by(0.5) == ["nightly 2026-11-27T17:30:00Z", "hourly 2026-11-27T20:00:00Z"]


def test_a_firing_that_was_missed_for_too_long_is_given_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    night = Night(tmp_path, nightly="cron(30 2 * * ? *)")
    night.now += timedelta(hours=14)  # asleep until 11:00: more than six hours late
    assert night.pass_by(1) == []
    assert "missed its time 2026-11-28T02:30:00+09:00" in caplog.text
    assert night.pass_by(24) == ["nightly 2026-11-28T17:30:00Z"]


def test_a_paused_schedule_does_not_fire_nor_make_up_for_its_pause(tmp_path: Path) -> None:
    night = Night(tmp_path, nightly="cron(30 2 * * ? *)")
    night.scheduler.schedules["nightly"]["State"] = "DISABLED"
    assert night.pass_by(8) == []
    night.scheduler.schedules["nightly"]["State"] = "ENABLED"
    assert night.pass_by(1) == []
    assert night.pass_by(24) == ["nightly 2026-11-28T17:30:00Z"]


def test_a_clock_that_is_set_back_fires_nothing_twice(tmp_path: Path) -> None:
    night = Night(tmp_path, nightly="cron(30 2 * * ? *)")
    night.pass_by(6)
    night.now -= timedelta(hours=1)
    assert night.pass_by(2) == []


def test_nonsense_never_fires_and_is_complained_of_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    night = Night(tmp_path, broken="nonsense(1)", nightly="cron(30 2 * * ? *)")
    assert night.pass_by(24) == ["nightly 2026-11-27T17:30:00Z"]
    assert caplog.text.count("nonsense(1)") == 1


def test_what_cannot_be_started_is_told_and_does_not_stop_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    night = Night(tmp_path, nightly="cron(30 2 * * ? *)")
    night.machine.refuses = True
    night.pass_by(8)
    assert "nightly could not start" in caplog.text
