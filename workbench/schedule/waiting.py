"""The state machine that waits for a batch: told by beats that it lives, and once how it ended."""

import json
import logging
import os
import threading
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

logger = logging.getLogger(__name__)

BEAT_S = 30.0
# What Step Functions answers when a token is no longer waited for (API reference, SendTaskHeartbeat).
REFUSALS = frozenset({"InvalidToken", "TaskTimedOut", "TaskDoesNotExist"})
EXIT_UNWANTED = 143
ERROR_LENGTH, CAUSE_LENGTH = 256, 32_768


def end_at_once() -> None:
    """Nobody waits for this process any more, and another may be doing its work: leave without a word."""
    os._exit(EXIT_UNWANTED)


class Waiting:
    """One task token. Beats from a thread while it is entered; `unwanted` is called once if a beat is refused."""

    def __init__(
        self,
        stepfunctions: Any,
        token: str,
        *,
        beat_s: float = BEAT_S,
        unwanted: Callable[[], None] = end_at_once,
    ) -> None:
        self._stepfunctions = stepfunctions
        self._token = token
        self._beat_s = beat_s
        self._unwanted = unwanted
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="batch-heartbeat", daemon=True)

    def __enter__(self) -> "Waiting":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def succeed(self, output: dict[str, str]) -> None:
        """Hand over how the batch ended; a refusal only means that nobody waits."""
        self._answer("send_task_success", output=json.dumps(output, ensure_ascii=False))

    def fail(self, error: str, cause: str) -> None:
        self._answer("send_task_failure", error=error[:ERROR_LENGTH], cause=cause[:CAUSE_LENGTH])

    def _answer(self, call: str, **arguments: str) -> None:
        try:
            getattr(self._stepfunctions, call)(taskToken=self._token, **arguments)
        except ClientError as refusal:
            if refusal.response["Error"]["Code"] not in REFUSALS:
                raise
            logger.warning("the state machine no longer waits for this batch: %s", refusal)

    def _beat(self) -> None:
        while not self._over.wait(self._beat_s):
            try:
                self._stepfunctions.send_task_heartbeat(taskToken=self._token)
            except ClientError as refusal:
                if refusal.response["Error"]["Code"] in REFUSALS:
                    logger.error("the state machine no longer waits for this batch: %s", refusal)
                    self._unwanted()
                    return
                logger.warning("a beat failed: %s", refusal)
            except BotoCoreError as passing:
                logger.warning("a beat failed: %s", passing)
