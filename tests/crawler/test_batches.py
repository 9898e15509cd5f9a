import threading
from typing import Any

import pytest

from crawler.batches import Batches
from crawler.job import Job
from tests.fakes import MemoryS3
from tests.makers import NOON, outcome, phone
from workbench.contract.records import Observation, Outcome, Progress
from workbench.contract.states import RowState, ShardEnd
from workbench.storage import Bucket, RunKeys

JOB = Job("feed", "settings.yaml", "input.jsonl.gz", "run", "sites", "0001", 1, "token")
KEYS = RunKeys("run")
AT = ("sites", 1, "0001")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """Batches over a bucket in memory, stepped by hand."""

    def __init__(self, **options: Any) -> None:
        self.s3 = MemoryS3()
        self.bucket = Bucket(self.s3, "feed")
        self.clock = Clock()
        usual = {"rows": 10, "batch_rows": 3, "batch_s": 5.0}
        self.batches = Batches(self.bucket, JOB, clock=self.clock, now=lambda: NOON, **usual | options)

    def add(self, *rows: int) -> None:
        for row in rows:
            self.batches.add(outcome(row, "sites", RowState.FOUND, shard="0001"), [phone(row), phone(row)])

    def rows_of(self, batch: int) -> list[int] | None:
        landed = self.bucket.get_records(Outcome, KEYS.outcomes(*AT, batch))
        return None if landed is None else [one.row_id for one in landed]

    @property
    def progress(self) -> Progress:
        found = self.bucket.get_record(Progress, KEYS.progress(*AT))
        assert found is not None
        return found


def test_a_batch_lands_when_it_is_full() -> None:
    desk = Desk()
    desk.add(0, 1)
    desk.batches.step()
    assert desk.rows_of(0) is None
    desk.add(2)
    desk.batches.step()
    assert desk.rows_of(0) == [0, 1, 2]
    assert desk.rows_of(1) is None


def test_a_batch_lands_when_its_oldest_row_has_waited_long_enough() -> None:
    desk = Desk()
    desk.add(0)
    desk.batches.step()
    desk.clock.now = 4.9
    desk.batches.step()
    assert desk.rows_of(0) is None
    desk.clock.now = 5.0
    desk.batches.step()
    assert desk.rows_of(0) == [0]


def test_observations_lie_in_the_batch_of_their_outcome_and_land_before_it() -> None:
    desk = Desk(batch_rows=1)
    order: list[str] = []
    put = desk.s3.put_object
    desk.s3.put_object = lambda **arguments: order.append(arguments["Key"]) or put(**arguments)  # type: ignore
    desk.add(4)
    desk.batches.step()
    assert order == [KEYS.observations(*AT, 0), KEYS.outcomes(*AT, 0), KEYS.progress(*AT)]
    landed = desk.bucket.get_records(Observation, KEYS.observations(*AT, 0))
    assert landed is not None
    assert {one.row_id for one in landed} == {4}


def test_the_end_lands_what_is_complete_and_says_how_it_ended() -> None:
    desk = Desk()
    desk.add(0, 1)
    desk.batches.finish(ShardEnd.STOPPED)
    assert desk.rows_of(0) == [0, 1]
    assert desk.progress == Progress(
        run_id="run",
        stage="sites",
        attempt=1,
        shard="0001",
        rows=10,
        done=2,
        by_state={RowState.FOUND: 2},
        batches=1,
        updated_at=NOON,
        started_at=NOON,
        end=ShardEnd.STOPPED,
    )


def test_what_comes_after_the_end_is_ignored() -> None:
    desk = Desk()
    desk.batches.finish(ShardEnd.STOPPED)
    desk.add(0)
    desk.batches.finish(ShardEnd.DONE)
    assert desk.rows_of(0) is None
    assert (desk.progress.done, desk.progress.end) == (0, ShardEnd.STOPPED)


def test_progress_is_refreshed_while_rows_are_in_work() -> None:
    desk = Desk()
    desk.batches.step()
    desk.batches.count_request()
    desk.clock.now = 3.0
    desk.batches.step()
    assert (desk.progress.requests, desk.progress.done, desk.progress.end) == (1, 0, None)


def test_a_batch_that_could_not_land_is_written_again_under_its_key() -> None:
    desk = Desk()
    desk.add(0, 1)
    put, failed = desk.s3.put_object, []

    def fails_once(**arguments: Any) -> Any:
        if not failed and "outcomes" in arguments["Key"]:
            failed.append(arguments["Key"])
            raise ConnectionError("lost")
        return put(**arguments)

    desk.s3.put_object = fails_once  # type: ignore[method-assign]
    with pytest.raises(ConnectionError):
        desk.batches.flush()
    desk.add(2)
    desk.batches.flush()
    assert desk.rows_of(0) == [0, 1, 2]
    assert desk.rows_of(1) is None


def test_counts_add_up_with_many_threads() -> None:
    desk = Desk(rows=400, batch_rows=7, batch_s=0.01)
    desk.batches.start()
    threads = [
        threading.Thread(target=lambda first=first: desk.add(*range(first, first + 100)))  # type: ignore[misc]
        for first in range(0, 400, 100)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    desk.batches.finish(ShardEnd.DONE)
    progress = desk.progress
    landed = [row for batch in range(progress.batches) for row in desk.rows_of(batch) or ()]
    assert sorted(landed) == list(range(400))
    assert progress.done == sum(progress.by_state.values()) == progress.rows == 400
    assert desk.batches.unfinished == 0
