"""Stand-ins for AWS, passed in where a test is about our own logic: S3 in a dict, a state machine in a dict."""

import io
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from workbench.storage import Bucket


def client_error(code: str, operation: str = "Any", status: int = 400) -> ClientError:
    return ClientError(
        {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, operation
    )


class MemoryS3:
    """put_object, get_object and list_objects_v2 over a dict; `calls` counts them.

    `refuse` is raised by the next unconditional puts, one each.
    """

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.refuse: list[Exception] = []
        self.calls: Counter[str] = Counter()
        self._lock = threading.Lock()

    def put_object(
        self, Bucket: str, Key: str, Body: bytes, IfNoneMatch: str | None = None
    ) -> dict[str, Any]:
        with self._lock:
            self.calls["put_object"] += 1
            if self.refuse and not IfNoneMatch:
                raise self.refuse.pop(0)
            if IfNoneMatch and Key in self.objects:
                raise client_error("PreconditionFailed", "PutObject", 412)
            self.objects[Key] = Body
        return {}

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:
        with self._lock:
            self.calls["get_object"] += 1
            if Key not in self.objects:
                raise client_error("NoSuchKey", "GetObject", 404)
            return {"Body": io.BytesIO(self.objects[Key])}

    def get_paginator(self, operation: str) -> Any:
        return self

    def paginate(self, Bucket: str, Prefix: str) -> Iterator[dict[str, Any]]:
        self.calls["list_objects_v2"] += 1
        yield {"Contents": [{"Key": key} for key in sorted(self.objects) if key.startswith(Prefix)]}


class MemoryMachine:
    """Executions in a dict by name; `refuse` is raised by the next calls, one each."""

    def __init__(self) -> None:
        self.status: dict[str, str] = {}
        self.inputs: dict[str, str] = {}
        self.refuse: list[Exception] = []

    def start_execution(self, stateMachineArn: str, name: str, input: str) -> dict[str, Any]:
        self._may_refuse()
        if name in self.status:
            raise client_error("ExecutionAlreadyExists", "StartExecution")
        self.status[name], self.inputs[name] = "RUNNING", input
        return {"executionArn": f"{stateMachineArn.replace('stateMachine', 'execution')}:{name}"}

    def describe_execution(self, executionArn: str) -> dict[str, Any]:
        self._may_refuse()
        name = executionArn.rsplit(":", 1)[1]
        if name not in self.status:
            raise client_error("ExecutionDoesNotExist", "DescribeExecution")
        return {"status": self.status[name]}

    def stop_execution(self, executionArn: str, error: str, cause: str) -> dict[str, Any]:
        self.status[executionArn.rsplit(":", 1)[1]] = "ABORTED"
        return {}

    def _may_refuse(self) -> None:
        if self.refuse:
            raise self.refuse.pop(0)


class MemoryConnection:
    """What runs.py needs of aws.Connection."""

    def __init__(self) -> None:
        self.s3 = MemoryS3()
        self.machine = MemoryMachine()
        self.bucket = Bucket(self.s3, "bucket")
        self.outputs = {
            "BucketName": "bucket",
            "StateMachineArn": "arn:aws:states:ap-northeast-1:123456789012:stateMachine:addTelephoneFromCompanyName",
            "ClusterName": "cluster",
            "TaskDefinitionFamily": "family",
        }
        self.renewed = 0

    def client(self, service: str) -> Any:
        return {"stepfunctions": self.machine, "s3": self.s3}[service]

    def renew(self) -> None:
        self.renewed += 1
