"""Schedules that fire: what EventBridge Scheduler does, which moto only keeps.

The rule for firings that were missed (the machine slept, the instance was down) is that of the stack's own schedules
on AWS: the latest is made up for as long as its retry policy says, the others are not.
"""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError

from workbench.timetable import NotATime, parse_scheduler

logger = logging.getLogger(__name__)

TICK_S = 5.0
# AWS's own, where a schedule does not say (EventBridge Scheduler API reference, RetryPolicy).
LONGEST_AGE_S = 86_400
SCHEDULED_TIME = "<aws.scheduler.scheduled-time>"


def utc_now() -> datetime:
    return datetime.now(UTC)


class Ticker:
    """Fires every schedule that came due since the last look. clock: the present, aware.

    scheduler, stepfunctions: boto3 clients. memory: the file that knows, across restarts, until when each schedule
    was looked at; a schedule that it does not know yet counts from now on.
    """

    def __init__(
        self, scheduler: Any, stepfunctions: Any, memory: Path, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._scheduler = scheduler
        self._stepfunctions = stepfunctions
        self._memory = memory
        self._clock = clock
        self._complained: set[str] = set()

    def tick(self) -> list[str]:
        """The executions that were started, by ARN, schedule after schedule."""
        now = self._clock()
        looked_until = self._recall()
        seen, started = {}, []
        for schedule in self._schedules():
            name = f"{schedule['GroupName']}/{schedule['Name']}"
            since = looked_until.get(name, now)
            seen[name] = max(now, since)
            due = self._due(schedule, since, now)
            if due is not None:
                # Remembered first: a firing that is lost is better than one that comes with every tick.
                self._remember(looked_until | seen)
                started += self._fire(schedule, due)
        self._remember(seen)
        return started

    def _schedules(self) -> Iterator[dict[str, Any]]:
        for page in self._scheduler.get_paginator("list_schedules").paginate():
            for one in page["Schedules"]:
                yield self._scheduler.get_schedule(Name=one["Name"], GroupName=one["GroupName"])

    def _due(self, schedule: dict[str, Any], since: datetime, now: datetime) -> datetime | None:
        """The firing to be made now, None if there is none: the latest after `since` that is not too old."""
        name, expression = schedule["Name"], schedule["ScheduleExpression"]
        if schedule["State"] != "ENABLED":
            return None
        try:
            due = parse_scheduler(expression).latest(since, now)
        except NotATime:
            if expression not in self._complained:
                logger.error("schedule %s never fires: %s is no time that is known here", name, expression)
                self._complained.add(expression)
            return None
        if due is None:
            return None
        policy = schedule["Target"].get("RetryPolicy", {})
        if now - due > timedelta(seconds=policy.get("MaximumEventAgeInSeconds", LONGEST_AGE_S)):
            logger.error("schedule %s missed its time %s", name, due.isoformat())
            return None
        return due

    def _fire(self, schedule: dict[str, Any], due: datetime) -> list[str]:
        target = schedule["Target"]
        given = target.get("Input", "{}").replace(
            SCHEDULED_TIME, due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        )
        logger.info("schedule %s fires for %s", schedule["Name"], due.isoformat())
        try:
            answer = self._stepfunctions.start_execution(
                stateMachineArn=target["Arn"], name=str(uuid4()), input=given
            )
        except ClientError as refusal:
            logger.error("schedule %s could not start %s: %s", schedule["Name"], target["Arn"], refusal)
            return []
        return [answer["executionArn"]]

    def _recall(self) -> dict[str, datetime]:
        try:
            kept = json.loads(self._memory.read_text())
            return {name: datetime.fromisoformat(at) for name, at in kept.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _remember(self, seen: dict[str, datetime]) -> None:
        unfinished = self._memory.with_suffix(".unfinished")
        unfinished.write_text(json.dumps({name: at.isoformat() for name, at in seen.items()}))
        os.replace(unfinished, self._memory)


def tick_until(over: threading.Event, ticker: Ticker, pause_s: float = TICK_S) -> None:
    """Tick again and again until an event is set."""
    while not over.wait(pause_s):
        try:
            ticker.tick()
        except (BotoCoreError, ClientError, OSError) as error:
            logger.warning("the schedules could not be looked at: %s", error)
