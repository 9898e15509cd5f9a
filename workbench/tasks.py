"""The containers of a run: found by their group, since the state machine is handed no task ARN, and stopped."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from workbench.aws import Connection
from workbench.contract.records import Failure, PlannedStage, Progress, utc_now
from workbench.storage import Bucket, RunKeys, task_group

PAUSE_S = 0.5
DESCRIBE_AT_ONCE = 100
# A child of the state machine may be just asking for its task while the execution is stopped, so one clean look is
# not enough.
CLEAN_LOOKS = 2
# A crawler tells its progress every few seconds; one that has been silent for so long is gone.
SILENT_S = 60


def stop_tasks(
    connection: Connection,
    run_id: str,
    timeout_s: float,
    sleep: Callable[[float], None],
    now: Callable[[], float] = time.monotonic,
) -> int:
    """Stop every container of the run and wait until they have ended; returns how many have not, in time."""
    deadline = now() + timeout_s
    clean = 0
    while True:
        alive = [task for task in _tasks(connection, run_id) if task["lastStatus"] != "STOPPED"]
        for task in alive:
            if task["desiredStatus"] != "STOPPED":
                connection.client("ecs").stop_task(
                    cluster=task["clusterArn"], task=task["taskArn"], reason="the run was stopped"
                )
        left = len(alive) + _open_functions(connection, run_id)
        clean = 0 if left else clean + 1
        if clean >= CLEAN_LOOKS or now() >= deadline:
            return left
        sleep(PAUSE_S)


def _tasks(connection: Connection, run_id: str) -> Iterator[dict[str, Any]]:
    """Tasks of the run that run or are ending."""
    ecs = connection.client("ecs")
    where = {
        "cluster": connection.outputs["ClusterName"],
        "family": connection.outputs["TaskDefinitionFamily"],
    }
    prefix = task_group(run_id, "", "", "").rstrip(":") + ":"
    for desired in ("RUNNING", "STOPPED"):
        for page in ecs.get_paginator("list_tasks").paginate(**where, desiredStatus=desired):
            arns = page["taskArns"]
            for start in range(0, len(arns), DESCRIBE_AT_ONCE):
                described = ecs.describe_tasks(
                    cluster=where["cluster"], tasks=arns[start : start + DESCRIBE_AT_ONCE]
                )
                yield from (task for task in described["tasks"] if task.get("group", "").startswith(prefix))


def _open_functions(connection: Connection, run_id: str) -> int:
    """Shards on Lambda that have begun and are not known to have ended.

    A Lambda cannot be stopped from outside: its refused heartbeat ends it, which its progress then says. One that
    was killed left a failure, or nothing at all and is silent.
    """
    keys, bucket = RunKeys(run_id), connection.bucket
    planned = bucket.get_records(PlannedStage, keys.plan_index) or []
    if not planned or planned[-1].runner != "lambda":
        return 0
    last = planned[-1]
    return sum(_works(bucket, keys, (last.stage, last.attempt, shard)) for shard in last.shards)


def _works(bucket: Bucket, keys: RunKeys, shard: tuple[str, int, str]) -> bool:
    progress = bucket.get_record(Progress, keys.progress(*shard))
    if progress is None or progress.end is not None:
        return False
    if (utc_now() - progress.updated_at).total_seconds() > SILENT_S:
        return False
    return bucket.get_record(Failure, keys.failure(*shard)) is None
