"""One firing of a schedule: its lists one after another, each through the notebook, and one summary of them all.

A list that fails does not stop the others. The same list, settings and day make one run, so that whatever was
killed on the way is taken up, not begun again, when the batch is started once more.
"""

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from botocore.exceptions import ClientError

from workbench.aws import Connection, in_our_words
from workbench.batch import BatchResult, Limits, run_notebook
from workbench.connect import connect
from workbench.contract.records import utc_now
from workbench.errors import NotebookError, ScheduleError, WorkbenchError
from workbench.messages import Language, say
from workbench.notice import SUBJECT_CHARACTERS
from workbench.run import attach
from workbench.schedule.file import OWN_PARAMETERS
from workbench.schedule.records import (
    BatchSummary,
    PlannedList,
    Schedule,
    last_key,
    results_root,
    running_key,
    schedule_key,
)
from workbench.schedule.waiting import Waiting
from workbench.storage import Bucket
from workbench.timetable import day_of

logger = logging.getLogger(__name__)

TOKEN, EXECUTION, SCHEDULE, FIRED_FOR = (
    "TASK_TOKEN_ENV_VARIABLE",
    "EXECUTION_ARN",
    "SCHEDULE",
    "FIRED_FOR",
)
BATCH_FAILED = "Batch.Failed"
LANGUAGES: tuple[Language, Language] = ("ja", "en")
ERROR_SHOWN = 500
RunNotebook = Callable[..., BatchResult]


@dataclass(frozen=True)
class Firing:
    """One firing: of which schedule, for which day in Japan, by which execution of the state machine."""

    schedule: Schedule
    day: date
    execution: str


def run_scheduled(
    environment: Mapping[str, str] = os.environ,
    connect: Callable[[], Connection] = connect,
    run: RunNotebook = run_notebook,
) -> None:
    """Do what the environment says, and tell the state machine that waits. What goes wrong is told it too.

    Raises ScheduleError if the environment is not that of a scheduled batch.
    """
    missing = [name for name in (TOKEN, EXECUTION, SCHEDULE, FIRED_FOR) if not environment.get(name)]
    if missing:
        raise ScheduleError("error.schedule_environment", names=", ".join(missing))
    os.environ.setdefault("WORKBENCH_USER", f"schedule:{environment[SCHEDULE]}")
    connection = connect()
    with Waiting(connection.client("stepfunctions"), environment[TOKEN]) as waiting:
        try:
            firing = Firing(
                _schedule(connection, environment[SCHEDULE]),
                day_of(datetime.fromisoformat(environment[FIRED_FOR])),
                environment[EXECUTION],
            )
            output = fire(firing, connection, run)
        except WorkbenchError as error:
            waiting.fail(
                BATCH_FAILED, " / ".join(say(error.code, lang, **error.details) for lang in LANGUAGES)
            )
            raise
        except Exception as error:
            waiting.fail(BATCH_FAILED, f"{type(error).__name__}: {error}")
            raise
        waiting.succeed(output)


def fire(firing: Firing, connection: Connection, run: RunNotebook = run_notebook) -> dict[str, str]:
    """What the state machine tells: outcome (complete, partial, failed), subject, text."""
    with in_our_words():
        other = _holder(connection, firing)
    if other is not None:
        return _said("failed", firing, [_skipped(firing, other, language) for language in LANGUAGES])
    results = {one.list_id: _run_list(one, firing, connection, run) for one in firing.schedule.lists}
    endings = {list_id: result.ending for list_id, result in results.items()}
    outcome = _outcome(list(endings.values()))
    summary = BatchSummary(
        schedule=firing.schedule.name,
        day=firing.day,
        execution=firing.execution,
        outcome=outcome,
        lists=endings,
        ended_at=utc_now(),
    )
    with in_our_words():
        connection.bucket.put_record(last_key(firing.schedule.name), summary)
    told = [_summary(firing, outcome, results, connection, language) for language in LANGUAGES]
    return _said(outcome, firing, told)


def _schedule(connection: Connection, name: str) -> Schedule:
    with in_our_words():
        schedule = connection.bucket.get_record(Schedule, schedule_key(name))
    if schedule is None:
        raise ScheduleError("error.schedule_unknown", name=name, known="-")
    return schedule


def _holder(connection: Connection, firing: Firing) -> str | None:
    """Another execution that runs this schedule's batch; None if it is now ours.

    Whoever is killed leaves its claim, so it counts only while that execution runs. A batch that is started again
    by its own state machine has the claim already.
    """
    bucket, key = connection.bucket, running_key(firing.schedule.name)
    claim = {"execution": firing.execution}
    if bucket.put_json(key, claim, only_if_new=True):
        return None
    holder: str = bucket.get_json(key)["execution"]
    if holder != firing.execution and _runs(connection, holder):
        return holder
    bucket.put_json(key, claim)
    return None


def _runs(connection: Connection, execution: str) -> bool:
    try:
        described = connection.client("stepfunctions").describe_execution(executionArn=execution)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ExecutionDoesNotExist":
            return False
        raise
    return bool(described["status"] == "RUNNING")


def _run_list(one: PlannedList, firing: Firing, connection: Connection, run: RunNotebook) -> BatchResult:
    """One list through the notebook. What is wrong with it is part of its result, not raised."""
    schedule = firing.schedule
    folder = f"s3:///{results_root(schedule.name, firing.day)}/{one.list_id}"
    output = f"{folder}/{Path(schedule.notebook).name}"
    own = (one.file, one.settings, f"{folder}/enriched.xlsx", one.list_id)
    parameters = {**schedule.parameters, **dict(zip(OWN_PARAMETERS, own, strict=True))}
    logger.info("batch %s: list %s for %s", schedule.name, one.list_id, firing.day)
    try:
        return run(
            schedule.notebook,
            output,
            parameters,
            Limits(whole_s=schedule.time_limit_s),
            day=firing.day,
            connect=lambda: connection,
        )
    except WorkbenchError as error:
        return BatchResult(output, str(error), isinstance(error, NotebookError), {}, [])


def _outcome(endings: list[str]) -> str:
    if set(endings) == {"complete"}:
        return "complete"
    return "failed" if set(endings) <= {"failed", "bad_input"} else "partial"


def _said(outcome: str, firing: Firing, told: list[str]) -> dict[str, str]:
    subject = say(f"batch.subject.{outcome}", "en", name=firing.schedule.name)
    return {"outcome": outcome, "subject": subject[:SUBJECT_CHARACTERS], "text": "\n\n".join(told)}


def _skipped(firing: Firing, other: str, language: Language) -> str:
    return say(
        "batch.skipped",
        language,
        name=firing.schedule.name,
        day=firing.day,
        other=other.rsplit(":", 1)[-1],
    )


def _summary(
    firing: Firing,
    outcome: str,
    results: Mapping[str, BatchResult],
    connection: Connection,
    language: Language,
) -> str:
    complete = sum(result.ending == "complete" for result in results.values())
    lines = [
        say(
            "batch.summary",
            language,
            name=firing.schedule.name,
            day=firing.day,
            lists=len(results),
            complete=complete,
        )
    ]
    for list_id, result in results.items():
        ending = say(f"batch.ending.{result.ending}", language)
        runs = ", ".join(result.statuses) or "-"
        lines.append(say("batch.list", language, id=list_id, ending=ending, runs=runs))
        lines += [
            say("batch.list_counts", language, counts=counts)
            for counts in _counts(result, connection, language)
        ]
        if result.error:
            lines.append(say("batch.list_error", language, error=result.error[:ERROR_SHOWN]))
        lines += [
            say("batch.list_file", language, uri=_full(uri, connection.bucket))
            for uri in _spreadsheet_first(result)
        ]
    if outcome != "complete":
        lines.append(say("batch.again", language, name=firing.schedule.name))
    return "\n".join(lines)


def _counts(result: BatchResult, connection: Connection, language: Language) -> list[str]:
    """The rows by state of each run that has a summary."""
    counted = []
    for run_id in result.statuses:
        try:
            summary = attach(run_id, connection=connection).summary()
        except WorkbenchError:
            continue
        if summary is not None:
            counts = ", ".join(
                f"{say(f'state.{state.value}', language)} {count}"
                for state, count in summary.by_state.items()
                if count
            )
            counted.append(say("notify.counts", language, rows=summary.rows, counts=counts))
    return counted


def _spreadsheet_first(result: BatchResult) -> list[str]:
    return sorted(result.written, key=lambda uri: uri == result.output)


def _full(uri: str, bucket: Bucket) -> str:
    return uri.replace("s3:///", f"s3://{bucket.name}/")
