"""Results landing in S3 while the stage runs: observations first, then outcomes, then how far the shard is.

The politeness ledger lands with the last progress, and now and then before it.

A row's observations lie in the same batch as its outcome, so whoever sees an outcome can see all that was observed.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from crawler.job import Job
from workbench.contract.records import HostTraffic, Observation, Outcome, Progress, ShardTraffic, utc_now
from workbench.contract.states import RowState, ShardEnd
from workbench.storage import Bucket, RunKeys

logger = logging.getLogger(__name__)

PROGRESS_EVERY_S = 3.0
TRAFFIC_EVERY_S = 30.0


class Batches:
    """Collects finished rows and lands them every `batch_rows` rows or `batch_s` seconds, from a thread of its own."""

    def __init__(
        self,
        bucket: Bucket,
        job: Job,
        *,
        rows: int,
        batch_rows: int,
        batch_s: float,
        traffic: Callable[[], tuple[HostTraffic, ...]] = tuple,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._bucket = bucket
        self._job = job
        self._keys = RunKeys(job.run_id)
        self._rows = rows
        self._batch_rows = batch_rows
        self._batch_s = batch_s
        self._traffic = traffic
        self._clock = clock
        self._now = now
        self._started_at = now()
        self._outcomes: list[Outcome] = []
        self._observations: list[Observation] = []
        self._by_state: Counter[RowState] = Counter()
        self._landed: Counter[RowState] = Counter()
        self._batches = 0
        self._requests = 0
        self._first_waiting: float | None = None
        self._next_progress = clock()
        self._next_traffic = clock() + TRAFFIC_EVERY_S
        self._pending = threading.Condition()
        self._landing = threading.Lock()
        self._closed = False
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="batches", daemon=True)

    @property
    def done(self) -> int:
        """Rows with an outcome, landed or about to."""
        return self._by_state.total()

    @property
    def unfinished(self) -> int:
        return self._rows - self.done

    @property
    def by_state(self) -> dict[RowState, int]:
        return dict(self._by_state)

    @property
    def requests(self) -> int:
        return self._requests

    def start(self) -> None:
        """Land the first progress (so that the shard is seen to run) and start the thread."""
        self._land_progress(None)
        self._thread.start()

    def count_request(self) -> None:
        self._requests += 1

    def add(self, outcome: Outcome, observations: list[Observation]) -> None:
        """Take one finished row; ignored once the shard has ended."""
        with self._pending:
            if self._closed:
                return
            self._outcomes.append(outcome)
            self._observations += observations
            self._by_state[outcome.state] += 1
            if self._first_waiting is None:
                self._first_waiting = self._clock()
            self._pending.notify()

    def finish(self, end: ShardEnd) -> None:
        """Land what is complete and the last progress; what comes later is ignored. The first call alone counts."""
        with self._pending:
            if self._closed:
                return
            self._closed = True
            self._pending.notify()
        self.flush()
        self._land_progress(end)

    def flush(self) -> None:
        """Land all complete rows now, in one batch; nothing happens if there are none."""
        with self._landing:
            with self._pending:
                outcomes, observations = list(self._outcomes), list(self._observations)
            if not outcomes:
                return
            at = (self._job.stage, self._job.attempt, self._job.shard, self._batches)
            if observations:
                self._bucket.put_records(self._keys.observations(*at), observations)
            self._bucket.put_records(self._keys.outcomes(*at), outcomes)
            # Let go only now: had a write failed, the same batch is written again, under the same key.
            with self._pending:
                del self._outcomes[: len(outcomes)], self._observations[: len(observations)]
                self._first_waiting = self._clock() if self._outcomes else None
            self._batches += 1
            self._landed.update(outcome.state for outcome in outcomes)
            logger.info("%s: batch %d landed, %d rows", self._job.name, self._batches - 1, len(outcomes))
            self._put_progress(None)

    def step(self) -> float:
        """Land what is due; the seconds until something may be due again."""
        now = self._clock()
        with self._pending:
            waiting, since = len(self._outcomes), self._first_waiting
        if waiting >= self._batch_rows or (since is not None and now - since >= self._batch_s):
            self.flush()
        elif now >= self._next_progress:
            self._land_progress(None)
        with self._pending:
            since = self._first_waiting
        due = [self._next_progress - now] + ([] if since is None else [since + self._batch_s - now])
        return max(0.02, min(due))

    def _run(self) -> None:
        try:
            while not self._closed:
                wait_s = self.step()
                with self._pending:
                    if not self._closed and len(self._outcomes) < self._batch_rows:
                        self._pending.wait(wait_s)
        except Exception as error:
            logger.exception("%s: a batch could not land", self._job.name)
            self.error = error

    def _land_progress(self, end: ShardEnd | None) -> None:
        with self._landing:
            self._put_progress(end)

    def _put_progress(self, end: ShardEnd | None) -> None:
        self._next_progress = self._clock() + PROGRESS_EVERY_S
        if self._closed and end is None:
            return
        progress = Progress(
            run_id=self._job.run_id,
            stage=self._job.stage,
            attempt=self._job.attempt,
            shard=self._job.shard,
            rows=self._rows,
            done=self._landed.total(),
            by_state=dict(self._landed),
            batches=self._batches,
            requests=self._requests,
            updated_at=self._now(),
            started_at=self._started_at,
            end=end,
        )
        if end is not None or self._clock() >= self._next_traffic:
            self._put_traffic()
        self._bucket.put_record(self._keys.progress(*self._place), progress)

    def _put_traffic(self) -> None:
        self._next_traffic = self._clock() + TRAFFIC_EVERY_S
        if hosts := self._traffic():
            told = ShardTraffic(
                run_id=self._job.run_id,
                stage=self._job.stage,
                attempt=self._job.attempt,
                shard=self._job.shard,
                hosts=hosts,
            )
            self._bucket.put_record(self._keys.traffic(*self._place), told)

    @property
    def _place(self) -> tuple[str, int, str]:
        return self._job.stage, self._job.attempt, self._job.shard
