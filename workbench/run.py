"""A run of the state machine over one list: start it, find it again, wait, stop, resume, read what it found.

Intent is written before anything is started, and an execution's name is made of the run's id, so a crash between the
two leaves a run that `attach` finds and `resume` starts, and no run is started twice.
"""

import json
import logging
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from botocore.exceptions import ClientError

from workbench.aws import Connection, in_our_words
from workbench.connect import connect
from workbench.contract.records import (
    Company,
    Execution,
    Ledger,
    RunLines,
    RunRecords,
    ShardTraffic,
    Summary,
    utc_now,
)
from workbench.contract.settings import Settings, parse_settings
from workbench.errors import ListError, RunError, RunNotFound, TryAgain, WaitTimeout
from workbench.estimate.report import actual_lines
from workbench.messages import Language
from workbench.progress import ProgressReader, RunProgress, RunStatus
from workbench.storage import (
    RunKeys,
    read_run,
    read_run_lines,
    read_traffic,
)
from workbench.tasks import stop_tasks

if TYPE_CHECKING:
    import pandas as pd

    from workbench.lists import CompanyList
    from workbench.quality import MatchQuality, RunInfo

logger = logging.getLogger(__name__)

POLL_FIRST_S = 0.25
# Names a file in which the id of every run that is started is left: how a batch knows its runs.
BATCH_REPORT = "WORKBENCH_BATCH_REPORT"
# Names a day: the same list, settings and day make one run, which a second start takes up instead of making another.
BATCH_DAY = "WORKBENCH_BATCH_DAY"
# Set if the day's run is not to be taken up but to be followed by a new one, which is the day's from then on.
BATCH_AGAIN = "WORKBENCH_BATCH_AGAIN"
POLL_LONGEST_S = 15.0


@dataclass
class Run:
    """A handle on one run. It holds no state of its own: everything is read from the bucket and the state machine."""

    run_id: str
    connection: Connection
    clock: Callable[[], datetime] = utc_now
    sleep: Callable[[float], None] = time.sleep
    _progress: ProgressReader = field(default_factory=ProgressReader, repr=False)

    @property
    def keys(self) -> RunKeys:
        return RunKeys(self.run_id)

    def ledger(self) -> Ledger:
        """What the run is. Raises RunNotFound."""
        with in_our_words():
            ledger = self.connection.bucket.get_record(Ledger, self.keys.ledger)
        if ledger is None:
            raise RunNotFound("error.run_not_found", run_id=self.run_id)
        return ledger

    def settings(self) -> Settings:
        """The settings as they were when the run was started."""
        key = self.ledger().settings_file
        with in_our_words():
            return parse_settings((self.connection.bucket.get(key) or b"").decode(), key)

    def load_list(self, path: str | Path | None = None) -> "CompanyList":
        """The list that the run was started with, read again as it was read then: same sheet, same columns.

        path: where it is now, if it has moved. Raises ListError if it cannot be read or has changed since.
        """
        from workbench.lists import load_list

        ledger = self.ledger()
        companies = load_list(
            path or ledger.list_path or ledger.list_name,
            sheet=ledger.list_sheet,
            columns=ledger.list_columns,
            remembered=ledger.list_columns is None,
        )
        if companies.sha256 != ledger.list_sha256:
            raise ListError("error.run_list_changed", file=str(companies.path), run_id=self.run_id)
        return companies

    def status(self) -> RunStatus:
        """Where the run stands: the state machine's word while it runs, then the plan's summary."""
        last = self.ledger().executions[-1]
        with in_our_words():
            described = self._describe(last)
            if described == "RUNNING":
                return RunStatus.RUNNING
            summary = self._summary(last)
        if summary is not None:
            return RunStatus(summary.outcome)
        return {None: RunStatus.INTERRUPTED, "ABORTED": RunStatus.STOPPED}.get(described, RunStatus.FAILED)

    def summary(self) -> Summary | None:
        """The plan's last word on the latest execution; None while there is none."""
        last = self.ledger().executions[-1]
        with in_our_words():
            return self._summary(last)

    def compared(self, language: Language | None = None) -> list[str]:
        """The run's figures as they were estimated and as they came to, in words; [] while it runs."""
        summary, ledger = self.summary(), self.ledger()
        with in_our_words():
            expected = self.connection.bucket.get_json(self.keys.estimate)
        if summary is None or expected is None:
            return []
        took = (summary.ended_at - ledger.created_at).total_seconds()
        return actual_lines(expected, summary, took, language)

    def progress(self) -> RunProgress:
        """How far the run is, from a bounded number of objects."""
        status = self.status()
        with in_our_words():
            return self._progress.read(self.connection.bucket, self.keys, status)

    def wait(
        self, timeout_s: float = 86_400, on_progress: Callable[[RunProgress], None] | None = None
    ) -> RunStatus:
        """The final status. Throttling, lost connections and expired credentials are waited out.

        Raises WaitTimeout when the run has not ended in time; the run itself goes on.
        """
        deadline = time.monotonic() + timeout_s
        pause = POLL_FIRST_S
        while True:
            try:
                progress = self.progress()
                if on_progress is not None:
                    on_progress(progress)
                if progress.status is not RunStatus.RUNNING:
                    return progress.status
            except TryAgain as error:
                logger.warning("run %s: %s", self.run_id, error)
                self.connection.renew()
            left = deadline - time.monotonic()
            if left <= 0:
                raise WaitTimeout("error.wait_timeout", run_id=self.run_id, seconds=round(timeout_s))
            self.sleep(min(left, pause * random.uniform(0.75, 1.25)))
            pause = min(pause * 1.5, POLL_LONGEST_S)

    def records(self) -> RunRecords:
        """Everything that has landed so far."""
        with in_our_words():
            return read_run(self.connection.bucket, self.keys)

    def asked(self) -> list[Company]:
        """The companies as they were handed to the crawlers when the run was started."""
        with in_our_words():
            return self.connection.bucket.get_records(Company, self.keys.companies) or []

    def _lines(self) -> RunLines:
        """As `records`, for a whole list at once."""
        with in_our_words():
            return read_run_lines(self.connection.bucket, self.keys)

    def _traffic(self) -> list[ShardTraffic]:
        with in_our_words():
            return read_traffic(self.connection.bucket, self.keys)

    def partial(self) -> "pd.DataFrame":
        """The results so far (see matching.results), also while the run goes on."""
        from workbench.matching import results

        return results(self._lines(), self.settings(), ended=self.summary() is not None)

    def result(self) -> "pd.DataFrame":
        """The results of a run that has ended (see matching.results), also of one that failed or was stopped.

        Raises RunError while it runs.
        """
        if self.status() is RunStatus.RUNNING:
            raise RunError("error.run_still_running", run_id=self.run_id)
        return self.partial()

    def info(self) -> "RunInfo":
        """What a sheet or a report tells of the run: list, settings, times, sources, figures per stage."""
        from workbench.matching import coverage, trail
        from workbench.quality import RunInfo, politeness_table

        ledger, settings, summary = self.ledger(), self.settings(), self.summary()
        lines = self._lines()
        return RunInfo(
            run_id=self.run_id,
            list_name=ledger.list_name,
            settings_name=ledger.settings_name,
            started_at=ledger.created_at,
            ended_at=summary.ended_at if summary else None,
            sources=tuple(dict.fromkeys(s for stage in settings.stages for s in stage.sources)),
            stages=coverage(lines),
            politeness=politeness_table(self._traffic()),
            compared={language: self.compared(language) for language in get_args(Language)},
            trail=partial(trail, lines),
        )

    def keep(self, table: "pd.DataFrame", quality: "MatchQuality") -> None:
        """Keep the joined result and its figures with the run: result/enriched.parquet and result/quality.json.

        The list's own columns stay here with it, so this is for buckets that may hold them.
        """
        with in_our_words():
            bucket = self.connection.bucket
            bucket.put(self.keys.result("enriched.parquet"), table.to_parquet(index=True))
            bucket.put_json(self.keys.result("quality.json"), quality.to_dict())

    def stop(self, timeout_s: float = 120) -> RunStatus:
        """Stop the state machine and every container of the run; returns when the last of them has ended.

        StopExecution runs no Catch, so the containers are found by their group and stopped here.
        Raises RunError if some have not ended in time.
        """
        last = self.ledger().executions[-1]
        with in_our_words():
            if self._describe(last) == "RUNNING":
                self.connection.client("stepfunctions").stop_execution(
                    executionArn=self._arn(last), error="Run.Stopped", cause=f"stopped by {getuser()}"
                )
            left = stop_tasks(self.connection, self.run_id, timeout_s, self.sleep)
        if left:
            raise RunError("error.stop_incomplete", run_id=self.run_id, count=left)
        return self.status()

    def resume(self) -> "Run":
        """Start a further execution, which asks only the rows without an outcome; so also begin a run that a crash
        left intended but not started. Raises RunError if it still runs or if no row is left.
        """
        status = self.status()
        if status is RunStatus.RUNNING:
            raise RunError("error.run_still_running", run_id=self.run_id)
        if status is RunStatus.COMPLETE:
            raise RunError("error.run_has_ended", run_id=self.run_id)
        ledger = self.ledger()
        execution = Execution(name=f"{self.run_id}-a{len(ledger.executions) + 1}", intended_at=self.clock())
        ledger = ledger.model_copy(update={"executions": (*ledger.executions, execution)})
        with in_our_words():
            self.connection.bucket.put_record(self.keys.ledger, ledger)
            start_execution(self.connection, ledger)
        return self

    def _summary(self, execution: Execution) -> Summary | None:
        return self.connection.bucket.get_record(Summary, self.keys.summary(execution.name))

    def _arn(self, execution: Execution) -> str:
        machine = self.connection.outputs["StateMachineArn"]
        return f"{machine.replace(':stateMachine:', ':execution:')}:{execution.name}"

    def _describe(self, execution: Execution) -> str | None:
        try:
            answer = self.connection.client("stepfunctions").describe_execution(
                executionArn=self._arn(execution)
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ExecutionDoesNotExist":
                return None
            raise
        return str(answer["status"])


def attach(run_id: str, *, connection: Connection | None = None) -> Run:
    """A handle on a run that was started before, by anybody. Raises RunNotFound."""
    run = Run(run_id, connection or connect())
    run.ledger()
    return run


def runs(list_id: str | None = None, *, connection: Connection | None = None) -> list[Ledger]:
    """The runs of one list, or of all lists, newest first."""
    connection = connection or connect()
    prefix = f"runs-index/{list_id}/" if list_id else "runs-index/"
    with in_our_words():
        bucket = connection.bucket
        found = [bucket.get_record(Ledger, key) for key in bucket.keys(prefix)]
    return sorted((one for one in found if one), key=lambda one: one.run_id, reverse=True)


def start_execution(connection: Connection, ledger: Ledger) -> None:
    """Start the latest intended execution. One of that name that exists already is the same one: nothing to do."""
    try:
        connection.client("stepfunctions").start_execution(
            stateMachineArn=connection.outputs["StateMachineArn"],
            name=ledger.executions[-1].name,
            input=json.dumps(
                {
                    "settings_file": ledger.settings_file,
                    "input_file": ledger.input_file,
                    "run_id": ledger.run_id,
                }
            ),
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ExecutionAlreadyExists":
            raise


def who() -> str:
    """The name under which this person starts runs."""
    return os.environ.get("WORKBENCH_USER") or getuser()
