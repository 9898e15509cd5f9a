"""moto's server in a process of its own, with every shim or with all but one, for a probe to try.

A probe is a function of a test module that takes a Playground. A process is forked from one that has everything
imported, so a probe costs a fraction of a second.
"""

import io
import json
import multiprocessing
import threading
import zipfile
from collections.abc import Callable, Collection
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from typing import Any, TypeVar

import boto3
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.core.config import default_user_config
from moto.ecs.models import EC2ContainerServiceBackend
from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from tests.local.waiting import until
from workbench.local import shims
from workbench.local.shims.integrations import interpreter_clients

REGION = "ap-northeast-1"
ROLE = "arn:aws:iam::123456789012:role/any"
TIMEOUT_S = 60.0

Result = TypeVar("Result")
Handler = Callable[["Playground", Any], Any]


class Playground:
    """A running server and a client of each service. functions: what runs when one is invoked, by name."""

    def __init__(self, without: Collection[str]):
        mock_random.seed()  # a forked process would draw what its siblings draw
        shims.install(set(without) - {"interpreter_clients"})
        application = DomainDispatcherApplication(create_backend_app)
        self.server = make_server("127.0.0.1", 0, application, threaded=True)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"
        self.functions: dict[str, Handler] = {}
        self.clients: dict[str, Any] = {}
        self._invoke_functions_here()
        if "interpreter_clients" not in without:
            interpreter_clients(self.endpoint)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def client(self, service: str) -> Any:
        """The one client of a service; it asks once, so that a probe sees each answer."""
        if service not in self.clients:
            self.clients[service] = boto3.client(
                service,
                endpoint_url=self.endpoint,
                region_name=REGION,
                aws_access_key_id="local",
                aws_secret_access_key="local",
                config=boto3.session.Config(retries={"total_max_attempts": 1}),
            )
        return self.clients[service]

    @cached_property
    def states(self) -> Any:
        return self.client("stepfunctions")

    def make_function(self, name: str, handler: Handler) -> str:
        """The ARN of a function that calls the handler in this process."""
        self.functions[name] = handler
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("index.py", "")
        self.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")
        made = self.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.12",
            Role=f"arn:aws:iam::123456789012:role/{name}",
            Handler="index.handler",
            Code={"ZipFile": archive.getvalue()},
        )
        return str(made["FunctionArn"])

    def start(self, states: dict[str, Any], given: Any = None, name: str = "one") -> str:
        """The ARN of a new execution of a machine of these states, the first of which it starts at."""
        definition = {"StartAt": next(iter(states)), "States": states}
        machine = self.states.create_state_machine(
            name=f"machine-{name}", definition=json.dumps(definition), roleArn=ROLE
        )
        started = self.states.start_execution(
            stateMachineArn=machine["stateMachineArn"], name=name, input=json.dumps(given or {})
        )
        return str(started["executionArn"])

    def ended(self, arn: str, timeout_s: float = 20.0) -> dict[str, Any]:
        """An execution when it no longer runs."""

        def look() -> dict[str, Any] | None:
            described: dict[str, Any] = self.states.describe_execution(executionArn=arn)
            return described if described["status"] != "RUNNING" else None

        found = until(look, timeout_s)
        assert found is not None
        return found

    def status_within(self, arn: str, timeout_s: float) -> str:
        """The status of an execution once it no longer runs, RUNNING if it still does then."""
        try:
            return str(self.ended(arn, timeout_s)["status"])
        except AssertionError:
            return "RUNNING"

    def output(self, arn: str) -> Any:
        """What an execution gave."""
        described = self.ended(arn)
        assert described["status"] == "SUCCEEDED", described
        return json.loads(described["output"])

    def make_cluster(self) -> None:
        """A cluster `crawl` with a task definition `crawler` that needs no network."""
        ecs = self.client("ecs")
        ecs.create_cluster(clusterName="crawl")
        ecs.register_task_definition(
            family="crawler",
            containerDefinitions=[{"name": "crawler", "image": "any", "memory": 128, "cpu": 1}],
        )

    def backend(self) -> EC2ContainerServiceBackend:
        """ECS as this process has it."""
        from moto.ecs.models import ecs_backends

        return ecs_backends["123456789012"][REGION]

    def _invoke_functions_here(self) -> None:
        def invoke(
            _: Any, function_name: str, qualifier: Any, body: Any, headers: Any, response_headers: Any
        ) -> bytes:
            handler = self.functions[function_name.split(":")[-1]]
            if headers.get("X-Amz-Invocation-Type") == "Event":
                threading.Thread(target=handler, args=(self, json.loads(body)), daemon=True).start()
                return b""
            return json.dumps(handler(self, json.loads(body))).encode()

        default_user_config["lambda"] = {"use_docker": False}
        LambdaSimpleBackend.invoke = invoke  # type: ignore[method-assign, assignment]


def with_all_shims(probe: Callable[[Playground], Result]) -> Result:
    """What a probe finds with every shim."""
    return _in_process(probe, ())


def without_shim(name: str, probe: Callable[[Playground], Result]) -> Result:
    """What a probe finds when one shim is left out."""
    return _in_process(probe, (name,))


def _in_process(probe: Callable[[Playground], Result], without: Collection[str]) -> Result:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.local.shims.warm"])
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_run, probe, without).result(TIMEOUT_S)


def _run(probe: Callable[[Playground], Result], without: Collection[str]) -> Result:
    return probe(Playground(without))
