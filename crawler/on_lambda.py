"""The Lambda runner: starts the same program that Fargate runs, and answers for it if it dies without a word.

As a child process, because Twisted's reactor can be run only once in a process, and Lambda keeps its processes warm for
the next invocation; and because a Lambda cannot be stopped from outside, while a child can be killed.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from crawler.job import EXIT_DONE, EXIT_FAILED, EXIT_STOPPED, from_environment
from crawler.services.keys import SECRET_VARIABLE
from crawler.task import PASSING, EndpointGone, NobodyWaits, Task
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Failure, utc_now
from workbench.storage import Bucket, RunKeys

logger = logging.getLogger(__name__)

ERROR = "Container.Killed"
# Exit codes by which the program says that it has answered the state machine itself.
ANSWERED = frozenset({EXIT_DONE, EXIT_FAILED, EXIT_STOPPED})
# Time kept at the end of the invocation: for handing back, then for killing a child that does not.
HAND_BACK_S = 30.0
KILL_S = 10.0

COMMAND = (sys.executable, "-m", "crawler.run")
_INHERITED = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "PYTHONPATH",
    "LD_LIBRARY_PATH",
    "SSL_CERT_FILE",
    SECRET_VARIABLE,
)
_INHERITED_PREFIXES = ("AWS_", "WORKBENCH_")
# The address of Lambda's own interface: a child has no business there.
_WITHHELD = frozenset({"AWS_LAMBDA_RUNTIME_API"})


def handler(event: Mapping[str, str], context: Any) -> dict[str, Any]:
    """The child's exit code. event: the environment of the container, by the names that Fargate's has."""
    return run_child(
        event,
        context.get_remaining_time_in_millis() / 1000,
        os.environ,
        aws=_clients,
    )


def _clients() -> tuple[Any, Any]:
    """As crawler.clients, which costs a tenth of a second: only a child that died without a word makes us need it."""
    from crawler.clients import clients

    return clients()


def run_child(
    event: Mapping[str, str],
    remaining_s: float,
    environment: Mapping[str, str],
    *,
    aws: Callable[[], tuple[Any, Any]],
    command: tuple[str, ...] = COMMAND,
    epoch: Callable[[], float] = time.time,
) -> dict[str, Any]:
    """Run the program to its end, or kill it; answer the state machine if it has not. Returns its exit code."""
    hand_back_s = min(HAND_BACK_S, remaining_s / 4)
    deadline = epoch() + remaining_s - hand_back_s
    # Its output goes to the log, whatever our own is used for.
    child = subprocess.Popen(
        command,
        env=child_environment(event, environment, deadline),
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
    )
    try:
        exit_code = child.wait(timeout=remaining_s - min(KILL_S, hand_back_s / 2))
    except subprocess.TimeoutExpired:
        exit_code = None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if exit_code not in ANSWERED:
        _answer_for(event, _in_words(exit_code), aws())
    return {"exit_code": exit_code}


def child_environment(
    event: Mapping[str, str], environment: Mapping[str, str], deadline_epoch_s: float
) -> dict[str, str]:
    """The payload as environment, and of our own only what the program needs."""
    inherited = {
        name: value
        for name, value in environment.items()
        if (name in _INHERITED or name.startswith(_INHERITED_PREFIXES)) and name not in _WITHHELD
    }
    payload = {name: str(value) for name, value in event.items() if value is not None}
    return {**inherited, **payload, "RUNNER": "lambda", "DEADLINE_EPOCH_S": f"{deadline_epoch_s:.3f}"}


def _in_words(exit_code: int | None) -> str:
    if exit_code is None:
        return "it did not end before the Lambda's own time limit"
    if exit_code < 0:
        return f"signal {signal.Signals(-exit_code).name}"
    return f"exit code {exit_code}"


def _answer_for(event: Mapping[str, str], detail: str, aws: tuple[Any, Any]) -> None:
    """Write down and tell the state machine that the child is gone; what it wrote down itself stands."""
    states, s3 = aws
    job = from_environment({name: str(value) for name, value in event.items()})
    reason = Reason.of(ReasonCode.CONTAINER_KILLED, detail=detail)
    logger.error("%s: %s", job.name, reason.sentence("en"))
    failure = Failure(
        run_id=job.run_id,
        stage=job.stage,
        attempt=job.attempt,
        shard=job.shard,
        reason=reason,
        error=ERROR,
        cause=reason.sentence(),
        failed_at=utc_now(),
    )
    key = RunKeys(job.run_id).failure(job.stage, job.attempt, job.shard)
    Bucket(s3, job.bucket).put(key, failure.model_dump_json().encode(), only_if_new=True)
    try:
        Task(states, job.token).fail(ERROR, reason.sentence())
    except (NobodyWaits, EndpointGone, *PASSING):
        logger.warning("%s: nobody waits for the answer", job.name, exc_info=True)
