"""What a toy task runs; MODE says how it behaves."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any


def answer(states: Any, token: str) -> None:
    """Beat for longer than the heartbeat, then answer with what the process was told."""
    for _ in range(4):
        states.send_task_heartbeat(taskToken=token)
        threading.Event().wait(1.5)
    told = {name: os.environ.get(name) for name in ("SHARD", "FROM_DEFINITION", "SECRET_OF_THE_CALLER")}
    states.send_task_success(taskToken=token, output=json.dumps(told))


def fail(states: Any, token: str) -> None:
    """Raise, which ends the process with an exit status."""
    raise ValueError("no such shard")


def hang(states: Any, token: str) -> None:
    """Live on without a word, and ignore SIGTERM; so does a child process."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.fork()
    print("hanging")
    threading.Event().wait(120)


def die(states: Any, token: str) -> None:
    """Be killed, as when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


MODES: dict[str, Callable[[Any, str], None]] = {each.__name__: each for each in (answer, fail, hang, die)}


def main() -> int:
    import boto3

    token = os.environ["TASK_TOKEN"]
    MODES[os.environ["MODE"]](boto3.client("stepfunctions"), token)
    return 0


if __name__ == "__main__":
    sys.exit(main())
