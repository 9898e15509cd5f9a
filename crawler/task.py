"""The state machine's task, reached by its token: beat, succeed, fail."""

import threading
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
)

# What Step Functions answers when the task is no longer waited for (API reference, SendTaskHeartbeat).
REFUSALS = frozenset({"InvalidToken", "TaskTimedOut", "TaskDoesNotExist"})

# Limits of the API: SendTaskFailure's `error` and `cause`.
ERROR_LENGTH = 256
CAUSE_LENGTH = 32_768


class NobodyWaits(Exception):
    """The state machine refused the token: the task timed out, was stopped, or was answered already."""


class EndpointGone(Exception):
    """Nobody listens at the endpoint (or not now): unlike any other error, it may be that the server is gone."""


class Task:
    """One task token and a Step Functions client. Only the first answer is sent; threads may call it side by side."""

    def __init__(self, client: Any, token: str) -> None:
        self._client = client
        self._token = token
        self._lock = threading.Lock()
        self._answered = False

    @property
    def answered(self) -> bool:
        return self._answered

    def beat(self) -> None:
        """Raises NobodyWaits, EndpointGone, or botocore's error for what may pass."""
        if not self._answered:
            self._send(self._client.send_task_heartbeat)

    def succeed(self, output: str) -> None:
        """Raises NobodyWaits if the answer came too late."""
        if self._first():
            self._send(self._client.send_task_success, output=output)

    def fail(self, error: str, cause: str) -> None:
        """Raises NobodyWaits if the answer came too late."""
        if self._first():
            self._send(self._client.send_task_failure, error=error[:ERROR_LENGTH], cause=cause[:CAUSE_LENGTH])

    def _first(self) -> bool:
        with self._lock:
            first, self._answered = not self._answered, True
        return first

    def _send(self, call: Any, **arguments: str) -> None:
        try:
            call(taskToken=self._token, **arguments)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in REFUSALS:
                raise NobodyWaits(str(error)) from error
            raise
        except (EndpointConnectionError, ConnectTimeoutError) as error:
            raise EndpointGone(str(error)) from error


PASSING = (ClientError, BotoCoreError)
"""Errors of a call that may go better the next time."""
