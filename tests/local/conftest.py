"""A running embedded AWS with the toy stack, one for all tests of a process."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.local.waiting import until
from workbench.local import instance
from workbench.local.home import Home
from workbench.local.options import Options

TOYS = Path(__file__).parent / "toys"


def toy_options(home: Path, **more: Any) -> Options:
    """How to start an instance with the toy stack."""
    given = {"template": TOYS / "stack.yaml", "python_path": (TOYS,), "sample_web": None, "cores": 4}
    given["parameters"] = {"StopTimeoutSeconds": "2"}
    return Options(Home(home), **{**given, **more})


@dataclass(frozen=True)
class Toys:
    """A running instance and what a test does with it."""

    instance: instance.Instance

    @property
    def bucket(self) -> str:
        return self.instance.outputs["BucketName"]

    def client(self, service: str) -> Any:
        return _client(service, **self.instance.client_settings())

    def start(self, *shards: dict[str, Any], name: str) -> str:
        """The ARN of an execution over these shards."""
        plain = {"runner": "fargate", "definition": "toy", "heartbeat_s": 30, "timeout_s": 60}
        manifest = [{**plain, **shard} for shard in shards]
        key = f"plan/{name}.json"
        self.client("s3").put_object(Bucket=self.bucket, Key=key, Body=json.dumps(manifest))
        started = self.client("stepfunctions").start_execution(
            stateMachineArn=self.instance.outputs["StateMachineArn"],
            name=name,
            input=json.dumps({"manifest": key, "at_once": 8}),
        )
        return str(started["executionArn"])

    def status(self, execution: str) -> str:
        return str(self.client("stepfunctions").describe_execution(executionArn=execution)["status"])

    def wait(self, execution: str, timeout_s: float = 60) -> str:
        """The status of an execution when it no longer runs."""
        until(lambda: self.status(execution) != "RUNNING", timeout_s)
        return self.status(execution)

    def done(self, shard: str) -> dict[str, Any]:
        """The state with which a shard ended."""
        found = self.client("s3").get_object(Bucket=self.bucket, Key=f"done/{shard}.json")
        state: dict[str, Any] = json.load(found["Body"])
        return state

    def tasks(self, shard: str) -> list[dict[str, Any]]:
        """The tasks of a shard, as DescribeTasks tells them."""
        ecs = self.client("ecs")
        arns = [
            arn
            for status in ("RUNNING", "STOPPED")
            for arn in ecs.list_tasks(cluster="toys", desiredStatus=status)["taskArns"]
        ]
        found = ecs.describe_tasks(cluster="toys", tasks=arns)["tasks"] if arns else []
        return [task for task in found if task["group"] == f"toys:{shard}"]

    def notified(self, subject: str) -> list[Any]:
        """The payloads published under a subject."""
        from workbench.local.notifications import notifications

        return [each.payload for each in notifications(self.instance.home) if each.subject == subject]


@cache
def _client(service: str, **settings: str) -> Any:
    return boto3.client(service, **settings)


@pytest.fixture(scope="session")
def toys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Toys]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET_OF_THE_CALLER", "never to be seen by a task")
        running = instance.ensure(options=toy_options(home))
    yield Toys(running)
    instance.down(home)
