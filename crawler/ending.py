"""How the program ends: once, by the first cause to arrive, whichever thread it comes from.

Every end does the same things in the same order: land what is complete, write down why (before the state machine is
told, so that it is known whatever is lost), tell the state machine, exit. What differs is in the table of `Cause`.
"""

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from crawler.batches import Batches
from crawler.job import EXIT_DONE, EXIT_FAILED, EXIT_STOPPED, Job
from crawler.task import PASSING, EndpointGone, NobodyWaits, Task
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Failure, utc_now
from workbench.contract.states import ShardEnd
from workbench.storage import Bucket, RunKeys

logger = logging.getLogger(__name__)

# Fargate kills 30 s after SIGTERM (StopTimeout): whatever hangs on the way out, we are gone before, with our own code.
LAST_RESORT_S = 20.0


@dataclass(frozen=True)
class _End:
    end: ShardEnd
    exit_code: int
    error: str | None = None  # the name that the state machine's Catch sees; None: no failure is reported


class Cause(Enum):
    """Why the program ends."""

    DONE = _End(ShardEnd.DONE, EXIT_DONE)
    HANDED_BACK = _End(ShardEnd.HANDED_BACK, EXIT_DONE)
    RAISED = _End(ShardEnd.FAILED, EXIT_FAILED, "Crawler.Raised")
    STALLED = _End(ShardEnd.FAILED, EXIT_FAILED, "Crawler.Stalled")
    STOPPED = _End(ShardEnd.STOPPED, EXIT_STOPPED, "Crawler.Stopped")
    # Nobody waits for an answer any more; why is known to the state machine, not to us.
    REFUSED = _End(ShardEnd.STOPPED, EXIT_FAILED)


class Ending:
    """Ends the program. `exit` must not return (os._exit in a container: the crawl may hang in the main thread)."""

    def __init__(
        self,
        job: Job,
        bucket: Bucket,
        task: Task,
        *,
        exit: Callable[[int], None] = os._exit,
        sleep: Callable[[float], None] = time.sleep,
        last_resort_s: float = LAST_RESORT_S,
    ) -> None:
        self._job = job
        self._bucket = bucket
        self._task = task
        self._exit = exit
        self._sleep = sleep
        self._last_resort_s = last_resort_s
        self._lock = threading.Lock()
        self._cause: Cause | None = None
        self._stalled = False
        self.batches: Batches | None = None
        self.silent_s = 600.0

    def conclude(self, cause: Cause, reason: Reason | None = None) -> None:
        """End for this cause and exit; if another thread is ending already, wait for it to exit."""
        with self._lock:
            first = self._cause is None
            if first:
                self._cause = cause
        if not first:
            self._sleep(self.silent_s)
        if cause is not Cause.DONE:
            self._exit_by_all_means(cause.value.exit_code)
        code = EXIT_FAILED
        try:
            code = self._close(cause, reason)
        finally:
            logging.shutdown()
            self._exit(code)

    def stalled(self, seconds: float) -> None:
        """The crawl has stalled. A Lambda answers and ends itself, since it cannot be stopped from outside.

        A container writes the reason down and is silent from then on, until the state machine's heartbeat time-out
        has it stopped; it ends by itself if that never happens.
        """
        with self._lock:
            if self._cause is not None:
                return  # what looks like a stall is the end
            self._stalled = True
        reason = Reason.of(ReasonCode.CRAWLER_STALLED, seconds=round(seconds))
        logger.error("%s: %s", self._job.name, reason.sentence("en"))
        if self._job.runner == "lambda":
            self.conclude(Cause.STALLED, reason)
            return
        self._write_down(Cause.STALLED, reason)
        if self.batches:
            self._carefully("what was complete could not land", self.batches.flush)
        self._sleep(self.silent_s)
        self.conclude(Cause.STALLED, reason)

    def refused(self) -> None:
        self.conclude(Cause.REFUSED)

    def endpoint_gone(self) -> None:
        """Nothing can land and nobody can be told: exit at once."""
        logger.error("%s: the endpoint has been gone for too long", self._job.name)
        logging.shutdown()
        self._exit(EXIT_FAILED)

    def deadline_reached(self) -> None:
        self.conclude(Cause.HANDED_BACK)

    def stopped(self) -> None:
        self.conclude(Cause.STOPPED, Reason.of(ReasonCode.STOPPED))

    def raised(self, error: BaseException) -> None:
        detail = f"{type(error).__name__}: {error}"[:500]
        self.conclude(Cause.RAISED, Reason.of(ReasonCode.CRAWLER_RAISED, detail=detail))

    def done(self) -> None:
        """The crawl came to its end; after a stall that is too late, since the shard was given up already."""
        with self._lock:
            given_up = self._stalled
        if given_up:
            self._sleep(2 * self.silent_s)  # the thread that noticed the stall ends the program before
        self.conclude(Cause.DONE)

    def _exit_by_all_means(self, code: int) -> None:
        timer = threading.Timer(self._last_resort_s, self._exit, [code])
        timer.daemon = True
        timer.start()

    def _close(self, cause: Cause, reason: Reason | None) -> int:
        end = cause.value
        landed = self.batches is None or self._carefully(
            "what was complete could not land", lambda: self._finish_batches(end.end)
        )
        if end.error is None and not landed:
            reason = Reason.of(ReasonCode.CRAWLER_RAISED, detail="the results could not be written to S3")
            cause, end = Cause.RAISED, Cause.RAISED.value
        if end.error is not None and reason is not None:
            self._write_down(cause, reason)
        told = self._tell(cause, reason)
        logger.info("%s: ended, %s", self._job.name, cause.name.lower())
        return end.exit_code if told or end.error else EXIT_FAILED

    def _finish_batches(self, end: ShardEnd) -> None:
        if self.batches:
            self.batches.finish(end)

    def _tell(self, cause: Cause, reason: Reason | None) -> bool:
        """Tell the state machine; whether it was still waiting."""
        if cause is Cause.REFUSED:
            return False
        error = cause.value.error
        try:
            if error is None:
                self._task.succeed(self._output())
            else:
                self._task.fail(error, reason.sentence() if reason else error)
        except (NobodyWaits, EndpointGone) as refusal:
            logger.warning("%s: nobody waits for the answer (%s)", self._job.name, refusal)
            return False
        except PASSING:
            logger.exception("%s: the answer could not be sent", self._job.name)
            return False
        return True

    def _output(self) -> str:
        """Counts, never rows: the state machine's payload is bounded."""
        counts = self.batches
        return json.dumps(
            {
                "stage": self._job.stage,
                "attempt": self._job.attempt,
                "shard": self._job.shard,
                "done": counts.done if counts else 0,
                "unfinished": counts.unfinished if counts else 0,
                "requests": counts.requests if counts else 0,
                "by_state": counts.by_state if counts else {},
            }
        )

    def _write_down(self, cause: Cause, reason: Reason) -> None:
        """The Failure record; the first one stands, since what follows (a stop after a stall) follows from it."""
        failure = Failure(
            run_id=self._job.run_id,
            stage=self._job.stage,
            attempt=self._job.attempt,
            shard=self._job.shard,
            reason=reason,
            error=cause.value.error,
            cause=reason.sentence(),
            failed_at=utc_now(),
        )
        key = RunKeys(self._job.run_id).failure(self._job.stage, self._job.attempt, self._job.shard)
        body = failure.model_dump_json().encode()
        self._carefully(
            "the reason could not be written", lambda: self._bucket.put(key, body, only_if_new=True)
        )

    def _carefully(self, complaint: str, action: Callable[[], object]) -> bool:
        """Do one step of ending; an error is logged and the next step still taken. Whether it went well."""
        try:
            action()
        except Exception:
            logger.exception("%s: %s", self._job.name, complaint)
            return False
        return True
