"""The events that ECS and Step Functions send to EventBridge, which moto does not."""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

logger = logging.getLogger(__name__)

TASK_CHANGE = "ECS Task State Change"
EXECUTION_CHANGE = "Step Functions Execution Status Change"

PutEvents = Callable[[list[dict[str, Any]]], Any]


class EventSource:
    """Raises the events of tasks that stopped and of executions that changed. put_events: EventBridge's."""

    def __init__(self, put_events: PutEvents):
        self._put_events = put_events

    def task_stopped(self, task: Any) -> None:
        """The task's state with its overrides, in whose environment a rule's function finds the token."""
        self._put("aws.ecs", TASK_CHANGE, task.task_arn, task_detail(task))

    def execution_changed(self, execution: Any) -> None:
        self._put("aws.states", EXECUTION_CHANGE, execution.execution_arn, execution_detail(execution))

    def _put(self, source: str, kind: str, resource: str, detail: dict[str, Any]) -> None:
        entry = {
            "Source": source,
            "DetailType": kind,
            "Resources": [resource],
            "Detail": json.dumps(detail),
        }
        self._put_events([entry])
        logger.info("event %s: %s", kind, resource)


def task_detail(task: Any) -> dict[str, Any]:
    """The `detail` of a task's event. Source: the ECS developer guide, 'Task state change events'."""
    known = {
        "clusterArn": task.cluster_arn,
        "taskArn": task.task_arn,
        "taskDefinitionArn": task.task_definition_arn,
        "group": task.group,
        "launchType": task.launch_type or None,
        "lastStatus": task.last_status,
        "desiredStatus": task.desired_status,
        "stopCode": getattr(task, "stop_code", None),
        "stoppedReason": task.stopped_reason or None,
        "createdAt": _time(task, "created_at"),
        "startedAt": _time(task, "started_at"),
        "stoppingAt": _time(task, "stopping_at"),
        "stoppedAt": _time(task, "stopped_at"),
        "containers": [_container(each) for each in task.containers],
        "overrides": task.overrides,
    }
    return _without_unknown(known)


def execution_detail(execution: Any) -> dict[str, Any]:
    """The `detail` of an execution's event. Source: the Step Functions developer guide, 'Event examples'."""
    output = execution.output
    return {
        "executionArn": execution.execution_arn,
        "stateMachineArn": execution.state_machine_arn,
        "name": execution.name,
        "status": execution.status,
        "startDate": _milliseconds(execution.start_date),
        "stopDate": _milliseconds(execution.stop_date),
        "input": execution.execution_input,
        "output": None if output is None else json.dumps(output),
        "error": execution.error,
        "cause": execution.cause,
    }


def _container(container: Any) -> dict[str, Any]:
    return _without_unknown(
        {
            "containerArn": container.container_arn,
            "name": container.name,
            "image": container.image,
            "taskArn": container.task_arn,
            "lastStatus": container.last_status,
            "exitCode": container.exitCode,
            "reason": getattr(container, "reason", None),
        }
    )


def _without_unknown(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _time(task: Any, name: str) -> str | None:
    at: datetime | None = getattr(task, name, None)
    return at.isoformat() if at else None


def _milliseconds(at: datetime | None) -> int | None:
    return int(at.timestamp() * 1000) if at else None
