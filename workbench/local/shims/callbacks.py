"""Task tokens: when an answer or a heartbeat counts, and what the asker hears when it does not."""

import threading
from typing import Any

from moto.core.exceptions import AWSError
from moto.core.responses import EmptyResult
from moto.stepfunctions import responses
from moto.stepfunctions.parser import models
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (
    state_task_service_callback,
)
from moto.stepfunctions.parser.asl.eval.callback.callback import (
    CallbackConsumerTimeout,
    CallbackEndpoint,
    CallbackNotifyConsumerError,
)

from workbench.local.shims.patch import replace, wrap


class TaskTimedOut(AWSError):
    """The token was good once: its task has been answered, has failed or has timed out."""

    TYPE = "TaskTimedOut"

    def __init__(self) -> None:
        super().__init__("Task Timed Out: 'Provided task does not exist anymore'")


def failure_cause() -> None:
    """SendTaskFailure drops the cause: `$.Error.Cause` is empty."""

    def send_task_failure(self: Any) -> EmptyResult:
        token, error, cause = (self._get_param(name) for name in ("taskToken", "error", "cause"))
        self.stepfunction_backend.send_task_failure(token, error=error, cause=cause)
        return EmptyResult()

    wrap(responses.StepFunctionResponse, "send_task_failure", lambda _: send_task_failure)


def early_answers() -> None:
    """An answer given before the wait begins is lost (a Lambda that answers inside its own invocation)."""

    def remembering(original: Any) -> Any:
        def setup_heartbeat_endpoint(self: Any, heartbeat_seconds: int) -> Any:
            endpoint = original(self, heartbeat_seconds)
            if self._outcome is not None:
                endpoint.notify()
            return endpoint

        return setup_heartbeat_endpoint

    wrap(CallbackEndpoint, "setup_heartbeat_endpoint", remembering)


def early_heartbeats() -> None:
    """A heartbeat sent before the wait begins is an InvalidToken, which tells the crawler to stop."""

    def accepting(original: Any) -> Any:
        def notify_heartbeat(self: Any) -> bool:
            original(self)
            return True

        return notify_heartbeat

    wrap(CallbackEndpoint, "notify_heartbeat", accepting)


def used_tokens() -> None:
    """Tokens that were used or whose task has ended are accepted, and a second answer may win over the first.

    Each attempt of a Retry gets a token of its own, as on AWS, since the one of the attempt before is closed
    now.
    """
    one_answer = threading.Lock()

    def closing(original: Any) -> Any:
        def interrupt_all(self: Any) -> None:
            self.report(CallbackConsumerTimeout())
            original(self)

        return interrupt_all

    def once(original: Any) -> Any:
        def notify(self: Any, outcome: Any) -> None:
            with one_answer:
                if self._outcome is not None or self.consumer_error is not None:
                    raise CallbackNotifyConsumerError(CallbackConsumerTimeout())
                original(self, outcome=outcome)

        return notify

    def with_open_token(original: Any) -> Any:
        def _evaluate_with_timeout(self: Any, env: Any) -> None:
            endpoint = _endpoint(env)
            if endpoint is not None and endpoint.consumer_error is not None:
                token = env.states.context_object.update_task_token()
                endpoint = env.callback_pool_manager.add(token)
            try:
                original(self, env)
            finally:
                if endpoint is not None:
                    endpoint.interrupt_all()

        return _evaluate_with_timeout

    wrap(CallbackEndpoint, "interrupt_all", closing)
    wrap(CallbackEndpoint, "notify", once)
    wrap(state_task_service_callback.StateTaskServiceCallback, "_evaluate_with_timeout", with_open_token)


def token_errors() -> None:
    """A token whose task has ended is answered with a 500, so that clients ask again and again.

    moto means to tell the two errors apart but always finds the second; on AWS it is TaskTimedOut.
    """
    replace(models, "TaskTimedOut", TaskTimedOut)
    replace(models, "TaskDoesNotExist", TaskTimedOut)


def _endpoint(env: Any) -> Any:
    task = env.states.context_object.context_object_data.get("Task") or {}
    return env.callback_pool_manager.get(task.get("Token"))
