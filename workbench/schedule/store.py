"""Schedules in EventBridge Scheduler and in the bucket: apply, list, pause, run now, remove."""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from workbench.aws import Connection, in_our_words
from workbench.batch import check_parameters
from workbench.contract.records import utc_now
from workbench.contract.settings import load_settings
from workbench.errors import ScheduleError, SetupError
from workbench.schedule.file import OWN_PARAMETERS, ScheduledList, ScheduleFile, load_schedule
from workbench.schedule.records import (
    BatchSummary,
    PlannedList,
    Schedule,
    last_key,
    results_root,
    schedule_key,
    schedule_root,
)
from workbench.timetable import ZONE, day_of, parse_when
from workbench.transfer import is_s3

Clock = Callable[[], datetime]

# A firing that could not be delivered is made up for within so long, and then given up.
MISSED_S = 6 * 3_600
# What a batch may take beyond its lists: the container's start, and its last words.
MARGIN_S = 1_800
# EventBridge Scheduler puts the time for which it fires here (its user guide, "Adding context attributes").
SCHEDULED_TIME = "<aws.scheduler.scheduled-time>"


@dataclass(frozen=True)
class Row:
    """One schedule as `workbench schedule list` shows it. next: None while it is paused."""

    name: str
    when: str
    enabled: bool
    next: datetime | None
    lists: int
    last: BatchSummary | None


@dataclass(frozen=True)
class Started:
    """A batch that was started by hand. results: S3 URI below which they will lie."""

    execution: str
    results: str


def apply(path: str | Path, connection: Connection, clock: Clock = utc_now) -> Row:
    """Make the schedule of a file, or change it to what the file says; one that was paused fires again.

    Raises ScheduleError, SettingsError, NotebookError before anything is changed.
    """
    given = load_schedule(path)
    folder = Path(path).parent
    _check(given, folder)
    target = _target(given, connection)
    with in_our_words():
        schedule = _keep(given, folder, connection, clock())
        _put(connection, given, target)
    return _row(schedule, True, None, clock())


def rows(connection: Connection, clock: Clock = utc_now) -> list[Row]:
    """All schedules, by name."""
    with in_our_words():
        return sorted(_rows(connection, clock()), key=lambda row: row.name)


def pause(name: str, connection: Connection) -> None:
    """Let a schedule fire no more until it is applied again. Raises ScheduleError if there is none of that name."""
    with in_our_words():
        found = _get(connection, name)
        kept = ("ScheduleExpression", "ScheduleExpressionTimezone", "FlexibleTimeWindow", "Target")
        connection.client("scheduler").update_schedule(
            Name=name,
            GroupName=connection.endpoint.stack,
            State="DISABLED",
            **{key: found[key] for key in kept},
        )


def run_now(name: str, connection: Connection, clock: Clock = utc_now) -> Started:
    """Start a schedule's batch for today, whether it is paused or not; runs that today has already are taken up.

    Raises ScheduleError if there is none of that name.
    """
    now = clock()
    with in_our_words():
        target = _get(connection, name)["Target"]
        given = target["Input"].replace(SCHEDULED_TIME, f"{now:%Y-%m-%dT%H:%M:%SZ}")
        started = connection.client("stepfunctions").start_execution(
            stateMachineArn=target["Arn"],
            name=f"{name}-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}",
            input=given,
        )
        bucket = connection.bucket.name
    return Started(started["executionArn"], f"s3://{bucket}/{results_root(name, day_of(now))}/")


def remove(name: str, connection: Connection) -> None:
    """Delete a schedule and the copies of its files; results stay. Raises ScheduleError if there is none."""
    with in_our_words():
        _get(connection, name)
        connection.client("scheduler").delete_schedule(Name=name, GroupName=connection.endpoint.stack)
        bucket = connection.bucket
        for key in list(bucket.keys(f"{schedule_root(name)}/")):
            bucket.client.delete_object(Bucket=bucket.name, Key=key)


def _check(given: ScheduleFile, folder: Path) -> None:
    """What would fail at night fails now: settings that are wrong, parameters that the notebook does not have."""
    settings = {given.settings, *(one.settings for one in given.lists if one.settings)}
    for place in settings:
        if not is_s3(place):
            load_settings(folder / place)
    if not is_s3(given.notebook):
        check_parameters(folder / given.notebook, [*OWN_PARAMETERS, *given.parameters])


def _keep(given: ScheduleFile, folder: Path, connection: Connection, now: datetime) -> Schedule:
    """Copy the local files into the bucket and keep the record that the batch will read."""

    def kept(place: str, key: str) -> str:
        if is_s3(place):
            return place
        whole = f"{schedule_root(given.name)}/{key}/{Path(place).name}"
        connection.bucket.put(whole, (folder / place).read_bytes())
        return f"s3:///{whole}"

    def planned(one: ScheduledList) -> PlannedList:
        settings = one.settings or given.settings
        return PlannedList(
            list_id=one.list_id,
            file=kept(one.file, f"lists/{one.list_id}"),
            settings=kept(settings, f"settings/{one.list_id}"),
        )

    schedule = Schedule(
        name=given.name,
        when=given.when,
        notebook=kept(given.notebook, "notebook"),
        lists=tuple(planned(one) for one in given.lists),
        time_limit_s=given.time_limit_s,
        parameters=dict(given.parameters),
        applied_by=os.environ.get("WORKBENCH_USER") or getuser(),
        applied_at=now,
    )
    connection.bucket.put_record(schedule_key(given.name), schedule)
    return schedule


def _target(given: ScheduleFile, connection: Connection) -> dict[str, Any]:
    """What is started when it fires. Raises SetupError if the stack has no part of scheduled batches."""
    outputs = connection.outputs
    if "BatchStateMachineArn" not in outputs:
        raise SetupError("error.schedule_no_image", stack=connection.endpoint.stack)
    timeout_s = len(given.lists) * given.time_limit_s + MARGIN_S
    return {
        "Arn": outputs["BatchStateMachineArn"],
        "RoleArn": outputs["SchedulerRoleArn"],
        "Input": json.dumps({"schedule": given.name, "at": SCHEDULED_TIME, "timeout_s": timeout_s}),
        "RetryPolicy": {"MaximumEventAgeInSeconds": MISSED_S, "MaximumRetryAttempts": 185},
        "DeadLetterConfig": {"Arn": outputs["DeadLettersArn"]},
    }


def _put(connection: Connection, given: ScheduleFile, target: dict[str, Any]) -> None:
    scheduler = connection.client("scheduler")
    made = {
        "Name": given.name,
        "GroupName": connection.endpoint.stack,
        "ScheduleExpression": given.timetable.for_scheduler(),
        "ScheduleExpressionTimezone": ZONE,
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "State": "ENABLED",
        "Target": target,
    }
    try:
        scheduler.create_schedule(**made)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConflictException":
            raise
        scheduler.update_schedule(**made)


def _rows(connection: Connection, now: datetime) -> Iterator[Row]:
    for one in _listed(connection):
        schedule = connection.bucket.get_record(Schedule, schedule_key(one["Name"]))
        if schedule is not None:
            last = connection.bucket.get_record(BatchSummary, last_key(schedule.name))
            yield _row(schedule, one["State"] == "ENABLED", last, now)


def _row(schedule: Schedule, enabled: bool, last: BatchSummary | None, now: datetime) -> Row:
    following = parse_when(schedule.when).next_after(now) if enabled else None
    return Row(schedule.name, schedule.when, enabled, following, len(schedule.lists), last)


def _listed(connection: Connection) -> Iterator[dict[str, Any]]:
    pages = connection.client("scheduler").get_paginator("list_schedules")
    for page in pages.paginate(GroupName=connection.endpoint.stack):
        yield from page["Schedules"]


def _get(connection: Connection, name: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = connection.client("scheduler").get_schedule(
            Name=name, GroupName=connection.endpoint.stack
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        known = ", ".join(sorted(one["Name"] for one in _listed(connection)))
        raise ScheduleError("error.schedule_unknown", name=name, known=known or "-") from error
    return found
