import contextlib
import json
import threading
from typing import Any

from crawler.batches import Batches
from crawler.ending import Cause, Ending
from crawler.job import Job
from crawler.task import Task
from tests.fakes import MemoryS3, client_error
from tests.makers import outcome
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Failure, Progress
from workbench.contract.states import RowState, ShardEnd
from workbench.storage import Bucket, RunKeys

JOB = Job("feed", "settings.yaml", "input.jsonl.gz", "run", "sites", "0001", 1, "token")
KEYS = RunKeys("run")
AT = ("sites", 1, "0001")


class Exited(SystemExit):
    """What stands for the end of the process."""


class StepFunctions:
    def __init__(self) -> None:
        self.answers: list[tuple[str, dict[str, str]]] = []
        self.error: Exception | None = None

    def send_task_success(self, **arguments: str) -> None:
        self._take("success", arguments)

    def send_task_failure(self, **arguments: str) -> None:
        self._take("failure", arguments)

    def _take(self, name: str, arguments: dict[str, str]) -> None:
        if self.error:
            raise self.error
        self.answers.append((name, arguments))


class Program:
    """An ending with everything it touches in memory; `end(...)` gives the exit code."""

    def __init__(self, **options: Any) -> None:
        self.s3 = MemoryS3()
        self.states = StepFunctions()
        self.codes: list[int] = []
        self.exited = threading.Event()
        bucket = Bucket(self.s3, "feed")
        self.bucket = bucket
        self.ending = Ending(
            JOB, bucket, Task(self.states, "token"), exit=self._exit, **{"last_resort_s": 600.0} | options
        )
        self.ending.batches = Batches(bucket, JOB, rows=2, batch_rows=50, batch_s=60)
        self.ending.batches.add(outcome(0, "sites", RowState.FOUND, shard="0001"), [])

    def _exit(self, code: int) -> None:
        self.codes.append(code)
        self.exited.set()
        if not isinstance(threading.current_thread(), threading.Timer):
            raise Exited

    def end(self, act: Any, *arguments: Any) -> int:
        try:
            act(*arguments)
        except Exited:
            return self.codes[-1]
        raise AssertionError("it did not exit")

    @property
    def failure(self) -> Failure | None:
        return self.bucket.get_record(Failure, KEYS.failure(*AT))

    @property
    def progress(self) -> Progress | None:
        return self.bucket.get_record(Progress, KEYS.progress(*AT))


def test_a_success_carries_counts_and_leaves_no_failure() -> None:
    program = Program()
    assert program.end(program.ending.done) == 0
    ((name, answer),) = program.states.answers
    assert name == "success"
    assert json.loads(answer["output"])["done"] == 1
    assert program.failure is None
    assert program.progress is not None
    assert program.progress.end is ShardEnd.DONE


def test_the_reason_is_written_before_the_state_machine_is_told() -> None:
    program = Program()
    program.states.error = RuntimeError("the process dies here")
    with contextlib.suppress(Exited, RuntimeError):
        program.ending.raised(ValueError("x" * 1_000))
    assert program.failure is not None
    assert program.failure.reason.code is ReasonCode.CRAWLER_RAISED
    assert str(program.failure.reason.parameters["detail"]).startswith("ValueError: xxx")


def test_an_answer_that_nobody_waits_for_is_no_success() -> None:
    program = Program()
    program.states.error = client_error("TaskTimedOut")
    assert program.end(program.ending.done) == 1


def test_results_that_cannot_land_turn_a_success_into_a_failure() -> None:
    program = Program()
    put = program.s3.put_object

    def refuses_outcomes(**arguments: Any) -> Any:
        if "outcomes" in arguments["Key"]:
            raise client_error("AccessDenied", "PutObject", 403)
        return put(**arguments)

    program.s3.put_object = refuses_outcomes  # type: ignore[method-assign]
    assert program.end(program.ending.done) == 1
    ((name, answer),) = program.states.answers
    assert (name, answer["error"]) == ("failure", "Crawler.Raised")
    assert program.failure is not None


def test_only_the_first_cause_counts() -> None:
    """A second one, from another thread, waits for the first to exit; here it is let go."""
    program = Program(sleep=lambda _: (_ for _ in ()).throw(Exited()))
    assert program.end(program.ending.stopped) == 143
    with contextlib.suppress(Exited):
        program.ending.raised(RuntimeError("late"))
    assert program.codes == [143]
    assert [name for name, _ in program.states.answers] == ["failure"]
    assert program.failure is not None
    assert program.failure.error == "Crawler.Stopped"


def test_the_first_reason_stands() -> None:
    program = Program(sleep=lambda _: None)
    first = Reason.of(ReasonCode.CRAWLER_STALLED, seconds=120)
    assert program.end(program.ending.stalled, 120.0) == 1
    assert program.failure is not None
    assert program.failure.reason == first


def test_a_stall_during_the_end_is_none() -> None:
    program = Program()
    program.end(program.ending.done)
    program.ending.stalled(120.0)
    assert program.failure is None


def test_whatever_hangs_on_the_way_out_the_program_ends() -> None:
    program = Program(last_resort_s=0.1)
    released = threading.Event()

    def hangs(**_: Any) -> None:
        released.wait(30)
        raise client_error("RequestTimeout")

    program.s3.put_object = hangs  # type: ignore[method-assign,assignment]
    thread = threading.Thread(target=lambda: program.end(program.ending.conclude, Cause.STOPPED), daemon=True)
    thread.start()
    try:
        assert program.exited.wait(10)
        assert program.codes == [143]
    finally:
        released.set()
        thread.join(10)
