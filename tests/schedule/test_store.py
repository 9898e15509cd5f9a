"""Schedules in EventBridge Scheduler: what they are given, and what is refused before anything is changed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fakes import MemoryConnection, client_error
from tests.made_notebooks import notebook
from tests.makers import settings
from workbench.aws import Endpoint
from workbench.errors import NotebookError, ScheduleError, SettingsError, SetupError
from workbench.schedule import store
from workbench.schedule.records import Schedule, schedule_key

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)  # a Friday, noon in Japan
PARAMETERS = ("list_path", "settings_path", "out_path", "list_id", "language")


class Scheduler:
    """EventBridge Scheduler's schedules of one group."""

    def __init__(self) -> None:
        self.made: dict[str, dict[str, Any]] = {}

    def create_schedule(self, **given: Any) -> None:
        if given["Name"] in self.made:
            raise client_error("ConflictException", "CreateSchedule")
        self.made[given["Name"]] = given

    def update_schedule(self, **given: Any) -> None:
        assert given["Name"] in self.made
        self.made[given["Name"]] = given

    def get_schedule(self, Name: str, GroupName: str) -> dict[str, Any]:
        if Name not in self.made:
            raise client_error("ResourceNotFoundException", "GetSchedule")
        return self.made[Name]

    def get_paginator(self, operation: str) -> "Scheduler":
        return self

    def paginate(self, GroupName: str) -> list[dict[str, Any]]:
        return [{"Schedules": [one]} for one in self.made.values() if one["GroupName"] == GroupName]


class Aws(MemoryConnection):
    """A connection to a stack that has the part of scheduled batches."""

    def __init__(self) -> None:
        super().__init__()
        self.endpoint = Endpoint(stack="workbench")
        self.scheduler = Scheduler()
        self.outputs |= {
            "BatchStateMachineArn": "arn:batch",
            "SchedulerRoleArn": "arn:role",
            "DeadLettersArn": "arn:queue",
        }

    def client(self, service: str) -> Any:
        return self.scheduler if service == "scheduler" else super().client(service)


@pytest.fixture
def aws() -> Any:
    return Aws()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A schedule file that is right, with what it names beside it."""
    (tmp_path / "book.ipynb").write_bytes(
        notebook(parameters="\n".join(f"{name} = None" for name in PARAMETERS))
    )
    (tmp_path / "settings.yaml").write_text(yaml.safe_dump(settings().model_dump(mode="json")))
    (tmp_path / "東京.csv").write_text("会社名\n")
    path = tmp_path / "schedule.yaml"
    write(path)
    return path


def write(path: Path, **changed: Any) -> None:
    described = {
        "name": "nightly",
        "when": "weekdays 02:30",
        "notebook": "book.ipynb",
        "settings": "settings.yaml",
        "lists": [{"file": "東京.csv"}, {"file": "s3://bucket/lists/osaka.csv", "id": "大阪"}],
        "time_limit_s": 3600,
    }
    path.write_text(yaml.safe_dump(described | changed, allow_unicode=True), encoding="utf-8")


def test_what_fires_is_the_batch_with_its_time_and_its_limit(aws: Any, file: Path) -> None:
    row = store.apply(file, aws, lambda: NOW)
    assert (row.name, row.enabled, row.lists, row.last) == ("nightly", True, 2, None)
    assert row.next is not None and row.next.isoformat() == "2026-11-30T02:30:00+09:00"
    made = aws.scheduler.made["nightly"]
    assert json.loads(made["Target"].pop("Input")) == {
        "schedule": "nightly",
        "at": "<aws.scheduler.scheduled-time>",
        "timeout_s": 2 * 3600 + 1800,
    }
    assert made == {
        "Name": "nightly",
        "GroupName": "workbench",
        "ScheduleExpression": "cron(30 2 ? * MON,TUE,WED,THU,FRI *)",
        "ScheduleExpressionTimezone": "Asia/Tokyo",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "State": "ENABLED",
        "Target": {
            "Arn": "arn:batch",
            "RoleArn": "arn:role",
            "RetryPolicy": {"MaximumEventAgeInSeconds": 21_600, "MaximumRetryAttempts": 185},
            "DeadLetterConfig": {"Arn": "arn:queue"},
        },
    }


def test_local_files_are_copied_and_those_in_s3_are_read_at_night(aws: Any, file: Path) -> None:
    store.apply(file, aws, lambda: NOW)
    schedule = aws.bucket.get_record(Schedule, schedule_key("nightly"))
    assert schedule.notebook == "s3:///schedules/nightly/notebook/book.ipynb"
    assert [(one.list_id, one.file) for one in schedule.lists] == [
        ("東京", "s3:///schedules/nightly/lists/東京/東京.csv"),
        ("大阪", "s3://bucket/lists/osaka.csv"),
    ]
    for uri in (schedule.notebook, schedule.lists[0].file, schedule.lists[1].settings):
        assert aws.bucket.get(uri.removeprefix("s3:///")) is not None


def test_applying_again_changes_it_and_takes_up_one_that_was_paused(aws: Any, file: Path) -> None:
    store.apply(file, aws, lambda: NOW)
    store.pause("nightly", aws)
    [paused] = store.rows(aws, lambda: NOW)
    assert (paused.enabled, paused.next) == (False, None)
    write(file, when="daily 23:00")
    store.apply(file, aws, lambda: NOW)
    [again] = store.rows(aws, lambda: NOW)
    assert again.enabled
    assert again.next is not None and again.next.isoformat() == "2026-11-27T23:00:00+09:00"


def test_started_by_hand_it_is_for_the_present_day(aws: Any, file: Path) -> None:
    store.apply(file, aws, lambda: NOW)
    started = store.run_now("nightly", aws, lambda: NOW)
    assert started.results == "s3://bucket/batches/nightly/2026-11-27/"
    [given] = aws.machine.inputs.values()
    assert json.loads(given)["at"] == "2026-11-27T03:00:00Z"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"when": "nonsense(1)"}, ScheduleError),
        ({"settings": "book.ipynb"}, SettingsError),
        ({"parameters": {"langauge": "en"}}, NotebookError),
        ({"notebook": "settings.yaml"}, NotebookError),
        ({"lists": [{"file": "none.csv"}]}, ScheduleError),
    ],
)
def test_what_would_fail_at_night_fails_now_and_changes_nothing(
    aws: Any, file: Path, changed: dict[str, Any], error: type[Exception]
) -> None:
    write(file, **changed)
    with pytest.raises(error):
        store.apply(file, aws, lambda: NOW)
    assert (aws.scheduler.made, aws.s3.objects) == ({}, {})


def test_a_stack_without_the_notebooks_image_says_how_to_get_it(aws: Any, file: Path) -> None:
    del aws.outputs["BatchStateMachineArn"]
    with pytest.raises(SetupError, match="NotebookImage"):
        store.apply(file, aws, lambda: NOW)
    assert aws.s3.objects == {}


def test_a_schedule_that_there_is_not_is_named_with_those_that_there_are(aws: Any, file: Path) -> None:
    store.apply(file, aws, lambda: NOW)
    for act in (store.pause, store.run_now, store.remove):
        with pytest.raises(ScheduleError, match=r"nigtly.*nightly"):
            act("nigtly", aws)
