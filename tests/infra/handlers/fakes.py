"""Clients of AWS that remember what they were asked. Only what the handlers call."""

from typing import Any

from botocore.exceptions import ClientError


def refused(code: str, operation: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": f"{code} was said"}}, operation)


class FakeS3:
    """Objects by key. `If-None-Match: *` is kept; `broken` refuses every call."""

    def __init__(self, objects: dict[str, bytes] | None = None, broken: str = "") -> None:
        self.objects = dict(objects or {})
        self.broken = broken

    def put_object(self, *, Bucket: str, Key: str, Body: bytes, IfNoneMatch: str) -> None:
        assert (Bucket, IfNoneMatch) == ("the-bucket", "*")
        if self.broken:
            raise refused(self.broken, "PutObject")
        if Key in self.objects:
            raise refused("PreconditionFailed", "PutObject")
        self.objects[Key] = Body


class FakeEcs:
    """Running tasks of one cluster: groups by task ARN, listed in pages of 100 as ECS does."""

    def __init__(self, groups: dict[str, str | None], broken: str = "") -> None:
        self.groups = groups
        self.broken = broken
        self.stopped: dict[str, str] = {}

    def get_paginator(self, operation: str) -> "FakeEcs":
        assert operation == "list_tasks"
        return self

    def paginate(self, *, cluster: str, desiredStatus: str) -> list[dict[str, Any]]:
        assert (cluster, desiredStatus) == ("the-cluster", "RUNNING")
        arns = list(self.groups)
        return [{"taskArns": arns[start : start + 100]} for start in range(0, len(arns), 100)] or [
            {"taskArns": []}
        ]

    def describe_tasks(self, *, cluster: str, tasks: list[str]) -> dict[str, Any]:
        assert cluster == "the-cluster"
        assert 0 < len(tasks) <= 100
        known = [{"taskArn": arn, "group": self.groups[arn]} for arn in tasks]
        return {"tasks": [{k: v for k, v in each.items() if v is not None} for each in known]}

    def stop_task(self, *, cluster: str, task: str, reason: str) -> None:
        assert cluster == "the-cluster"
        if self.broken:
            raise refused(self.broken, "StopTask")
        self.stopped[task] = reason


class FakeStepFunctions:
    """One execution that can be described, and the failures that were sent. `refuses` every answer with a code."""

    def __init__(self, execution: dict[str, Any] | None = None, refuses: str = "") -> None:
        self.execution = execution
        self.refuses = refuses
        self.sent: list[dict[str, str]] = []
        self.described = 0

    def send_task_failure(self, **answer: str) -> None:
        if self.refuses:
            raise refused(self.refuses, "SendTaskFailure")
        self.sent.append(answer)

    def describe_execution(self, *, executionArn: str) -> dict[str, Any]:
        self.described += 1
        if self.execution is None:
            raise refused("ExecutionDoesNotExist", "DescribeExecution")
        return self.execution


class FakeSns:
    def __init__(self) -> None:
        self.published: list[dict[str, str]] = []

    def publish(self, **message: str) -> None:
        self.published.append(message)
