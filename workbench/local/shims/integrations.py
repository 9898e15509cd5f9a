"""The calls that state machines make to other services, and the names of their errors."""

import threading
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.stepfunctions.parser.api import HistoryEventType, TaskFailedEventDetails, TaskTimedOutEventDetails
from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import (
    StatesErrorNameType,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.exec.state_task.credentials import StateCredentials
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (
    state_task_service,
    state_task_service_callback,
    state_task_service_ecs,
    state_task_service_lambda,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.resource import ResourceCondition
from moto.stepfunctions.parser.asl.eval.callback.callback import HeartbeatTimeoutError
from moto.stepfunctions.parser.asl.utils import boto_client

from workbench.local.environment import CREDENTIALS
from workbench.local.shims.patch import replace, wrap

FUNCTION_TIMEOUT_S = 15 * 60


def interpreter_clients(endpoint: str) -> None:
    """The interpreter makes a client for each call, to localhost at MOTO_PORT: 100 tasks start in 3-9 s.

    One client a service and region instead, to our own endpoint. It does not try again: a second RunTask
    would start a second crawler.
    """
    clients: dict[tuple[str, str], Any] = {}
    making = threading.Lock()
    config = Config(
        parameter_validation=False,
        retries={"total_max_attempts": 1},
        proxies={},  # this machine is not reached through HTTP_PROXY
        max_pool_connections=100,
        read_timeout=FUNCTION_TIMEOUT_S + 60,
    )

    def client(*, service_name: str, region_name: str, **_: Any) -> Any:
        with making:
            if (service_name, region_name) not in clients:
                clients[service_name, region_name] = botocore.session.get_session().create_client(
                    service_name,
                    region_name,
                    endpoint_url=endpoint,
                    config=config,
                    aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
                    aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
                )
            return clients[service_name, region_name]

    replace(boto_client, "boto3", SimpleNamespace(client=client))


def service_parameters() -> None:
    """Parameters reach boto3, and answers the state, with the wrong capitals (getmoto/moto 10076).

    A datetime in an answer, which cannot become JSON, would then kill the execution's thread: it becomes
    text.
    """

    def _normalise_parameters(
        self: Any,
        parameters: Any,
        boto_service_name: str | None = None,
        service_action_name: str | None = None,
    ) -> None:
        operation = _operation(self, boto_service_name, service_action_name)
        if operation.input_shape is not None:
            self._to_boto_request(parameters, operation.input_shape)

    def _normalise_response(
        self: Any, response: Any, boto_service_name: str | None = None, service_action_name: str | None = None
    ) -> None:
        operation = _operation(self, boto_service_name, service_action_name)
        if operation.output_shape is not None:
            self._from_boto_response(response, operation.output_shape)
        _datetimes_to_text(response)

    wrap(state_task_service.StateTaskService, "_normalise_parameters", lambda _: _normalise_parameters)
    wrap(state_task_service.StateTaskService, "_normalise_response", lambda _: _normalise_response)


def run_task_error_names() -> None:
    """An error of RunTask is `States.Runtime`; on AWS it is `ECS.<Code>`, which `States.ALL` catches."""

    ecs = state_task_service_ecs.StateTaskServiceEcs

    def naming(_: Any) -> Any:
        def _from_error(self: Any, env: Any, ex: Exception) -> Any:
            if not isinstance(ex, ClientError):
                # Inherited, and looked up when called: another shim replaces it.
                return super(ecs, self)._from_error(env=env, ex=ex)
            error = f"ECS.{ex.response['Error']['Code']}"
            details = TaskFailedEventDetails(
                resourceType=self._get_sfn_resource_type(),
                resource=self._get_sfn_resource(),
                error=error,
                cause=ex.response["Error"]["Message"],
            )
            return FailureEvent(
                env=env,
                error_name=CustomErrorName(error),
                event_type=HistoryEventType.TaskFailed,
                event_details=_only(taskFailedEventDetails=details),
            )

        return _from_error

    wrap(ecs, "_from_error", naming)


def heartbeat_timeout_name() -> None:
    """A missed heartbeat is `States.Timeout`, so a Catch of `States.HeartbeatTimeout` never matches."""

    def naming(original: Any) -> Any:
        def _from_error(self: Any, env: Any, ex: Exception) -> Any:
            if not isinstance(ex, HeartbeatTimeoutError):
                return original(self, env=env, ex=ex)
            name = StatesErrorNameType.StatesHeartbeatTimeout
            details = TaskTimedOutEventDetails(
                resourceType=self._get_sfn_resource_type(),
                resource=self._get_sfn_resource(),
                error=name.to_name(),
            )
            return FailureEvent(
                env=env,
                error_name=StatesErrorName(typ=name),
                event_type=HistoryEventType.TaskTimedOut,
                event_details=_only(taskTimedOutEventDetails=details),
            )

        return _from_error

    wrap(state_task_service_callback.StateTaskServiceCallback, "_from_error", naming)


def heartbeats_during_invocation() -> None:
    """While a function is invoked for a token no heartbeat is missed: one that hangs is not noticed.

    The wait begins only when the invocation has answered; on AWS it begins with the task.
    """

    def watching(original: Any) -> Any:
        def _eval_service_task(
            self: Any,
            env: Any,
            resource_runtime_part: Any,
            normalised_parameters: Any,
            state_credentials: Any,
        ) -> None:
            if self.resource.condition != ResourceCondition.WaitForTaskToken or self.heartbeat is None:
                original(self, env, resource_runtime_part, normalised_parameters, state_credentials)
                return
            self.heartbeat.eval(env=env)
            invocation = _Invocation(normalised_parameters, resource_runtime_part.region)
            env.stack.append(invocation.watch(env, heartbeat_s=env.stack.pop()))

        return _eval_service_task

    wrap(state_task_service_lambda.StateTaskServiceLambda, "_eval_service_task", watching)


class _Invocation:
    """A function being invoked in a thread of its own, while its heartbeats are watched."""

    def __init__(self, parameters: Any, region: str):
        self._parameters = parameters
        self._region = region
        self._ended = threading.Event()
        # Not the state's own: a late answer must not reach its stack.
        self._environment: Any = SimpleNamespace(stack=[], is_mocked_mode=lambda: False)
        self._error: Exception | None = None

    def watch(self, env: Any, heartbeat_s: int) -> Any:
        """The invocation's answer, or an empty one as soon as the token was answered or the task interrupted.

        Raises HeartbeatTimeoutError, and what the invocation raises.
        """
        token = env.states.context_object.context_object_data["Task"]["Token"]
        callback = env.callback_pool_manager.get(token)
        heartbeats = callback.setup_heartbeat_endpoint(heartbeat_seconds=heartbeat_s)
        threading.Thread(target=self._run, args=(heartbeats,), daemon=True).start()
        while not self._ended.is_set():
            heard = heartbeats.clear_and_wait()
            if callback.get_outcome() is not None or not env.is_running():
                return {}
            if not heard and not self._ended.is_set():
                raise HeartbeatTimeoutError
        if self._error is not None:
            raise self._error
        return self._environment.stack.pop()

    def _run(self, heartbeats: Any) -> None:
        try:
            lambda_eval_utils.execute_lambda_function_integration(
                env=self._environment,
                parameters=self._parameters,
                region=self._region,
                state_credentials=StateCredentials(role_arn=""),
            )
        except Exception as error:  # noqa: BLE001 - handed to the state, which names it
            self._error = error
        self._ended.set()
        heartbeats.notify()


def _only(**details: Any) -> Any:
    """The details of one kind of event; moto's type would have all kinds."""
    return details


def _operation(state: Any, boto_service_name: str | None, service_action_name: str | None) -> Any:
    service = state._get_boto_service_name(boto_service_name)
    action = service_action_name or state.resource.api_action
    return _operation_model(service, state._get_boto_service_action(action))


@cache
def _operation_model(service: str, method: str) -> Any:
    model = botocore.session.get_session().get_service_model(service)
    wanted = method.replace("_", "").lower()
    name = next(each for each in model.operation_names if each.lower() == wanted)
    return model.operation_model(name)


def _datetimes_to_text(value: Any) -> Any:
    """The value with every datetime in it as ISO 8601 text; mappings and lists are changed in place."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        for key, each in value.items():
            value[key] = _datetimes_to_text(each)
    elif isinstance(value, list):
        value[:] = [_datetimes_to_text(each) for each in value]
    return value
