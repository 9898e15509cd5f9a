from datetime import timedelta
from typing import Any

import pytest

from tests.fakes import MemoryConnection
from tests.makers import NOON, failure, progress
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import PlannedStage, utc_now
from workbench.contract.states import ShardEnd
from workbench.storage import RunKeys
from workbench.tasks import stop_tasks

RUN_ID = "20261124T030000Z-0123abcd"
KEYS = RunKeys(RUN_ID)


class MemoryEcs:
    """Tasks by ARN; a stopped one is seen as ending once, and as stopped from then on."""

    def __init__(self, groups: dict[str, str]) -> None:
        self.tasks = {
            arn: {
                "taskArn": arn,
                "clusterArn": "cluster",
                "group": group,
                "desiredStatus": "RUNNING",
                "lastStatus": "RUNNING",
            }
            for arn, group in groups.items()
        }
        self.stopped: list[str] = []

    def get_paginator(self, _: str) -> "MemoryEcs":
        return self

    def paginate(self, cluster: str, family: str, desiredStatus: str) -> Any:
        arns = [arn for arn, task in self.tasks.items() if task["desiredStatus"] == desiredStatus]
        yield from ({"taskArns": [arn]} for arn in arns)
        yield {"taskArns": []}

    def describe_tasks(self, cluster: str, tasks: list[str]) -> Any:
        seen = [dict(self.tasks[arn]) for arn in tasks]
        for arn in tasks:
            if self.tasks[arn]["desiredStatus"] == "STOPPED":
                self.tasks[arn]["lastStatus"] = "STOPPED"
        return {"tasks": seen}

    def stop_task(self, cluster: str, task: str, reason: str) -> None:
        self.stopped.append(task)
        self.tasks[task] |= {"desiredStatus": "STOPPED", "lastStatus": "STOPPING"}


class Connection(MemoryConnection):
    def __init__(self, ecs: MemoryEcs) -> None:
        super().__init__()
        self.ecs = ecs

    def client(self, service: str) -> Any:
        return self.ecs if service == "ecs" else super().client(service)


def stop(connection: Connection, timeout_s: float = 10) -> int:
    clock = iter(range(1000))
    return stop_tasks(connection, RUN_ID, timeout_s, lambda _: None, lambda: next(clock))  # type: ignore[arg-type]


def test_all_tasks_of_the_run_and_no_others_are_stopped_once_and_waited_for() -> None:
    ecs = MemoryEcs(
        {
            "a": f"wb:{RUN_ID}:sites:1:0000",
            "b": f"wb:{RUN_ID}:sites:1:0001",
            "other run": f"wb:{RUN_ID[:-1]}e:sites:1:0000",
            "other": "family:web",
        }
    )
    assert stop(Connection(ecs)) == 0
    assert ecs.stopped == ["a", "b"]
    assert ecs.tasks["a"]["lastStatus"] == "STOPPED"
    assert ecs.tasks["other run"]["lastStatus"] == "RUNNING"


def test_a_task_that_does_not_end_in_time_is_counted() -> None:
    ecs = MemoryEcs({"a": f"wb:{RUN_ID}:sites:1:0000"})
    ecs.describe_tasks = lambda cluster, tasks: {"tasks": [dict(ecs.tasks[arn]) for arn in tasks]}  # type: ignore[method-assign]
    assert stop(Connection(ecs), timeout_s=3) == 1
    assert ecs.stopped == ["a"]


@pytest.mark.parametrize(
    ("end", "silent_s", "failed", "left"),
    [
        (None, 0, False, 1),
        (ShardEnd.STOPPED, 0, False, 0),
        (None, 3600, False, 0),
        (None, 0, True, 0),
    ],
)
def test_a_lambda_shard_is_waited_for_until_it_is_known_to_have_ended(
    end: ShardEnd | None, silent_s: int, failed: bool, left: int
) -> None:
    connection = Connection(MemoryEcs({}))
    bucket = connection.bucket
    planned = PlannedStage(
        stage="sites", attempt=1, execution="x", runner="lambda", planned_at=NOON, shards={"0000": 1}
    )
    bucket.put_records(KEYS.plan_index, [planned])
    told = progress("sites", end).model_copy(update={"updated_at": utc_now() - timedelta(seconds=silent_s)})
    bucket.put_record(KEYS.progress("sites", 1, "0000"), told)
    if failed:
        bucket.put_record(KEYS.failure("sites", 1, "0000"), failure("sites", ReasonCode.CONTAINER_KILLED))
    assert stop(connection) == left
