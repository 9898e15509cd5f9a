"""Starting a run: its ledger is written first, then the state machine is started, under the name the ledger says."""

import hashlib
import json
import logging
import os
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from workbench import __version__
from workbench.aws import Connection, in_our_words
from workbench.connect import connect
from workbench.contract.records import Company, Execution, Ledger, utc_now
from workbench.contract.settings import Settings, load_settings
from workbench.errors import ListError, SettingsError
from workbench.estimate import Estimate, estimate, over_ceiling, to_dict
from workbench.estimate.history import rates_of_earlier_runs
from workbench.progress import RunStatus
from workbench.run import BATCH_AGAIN, BATCH_DAY, BATCH_REPORT, Run, start_execution, who
from workbench.storage import Bucket, RunKeys, claim_key, run_index_key

if TYPE_CHECKING:
    from workbench.lists import CompanyList

logger = logging.getLogger(__name__)


def start(
    companies: "CompanyList",
    settings: Settings | str | Path,
    *,
    list_id: str | None = None,
    only: Sequence[Company] | None = None,
    connection: Connection | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Run:
    """Start a run over the list's usable rows.

    settings: validated settings or the path of a settings file. list_id: default the list's own. only: these rows of
    it alone, as a pilot does.
    Within a batch the same list, settings and day make one run: the one that there is is taken up where it stopped.
    Raises ListError if no row can be used, SettingsError (also if the estimate passes the settings' ceiling),
    SetupError, TryAgain.
    """
    if not isinstance(settings, Settings):
        settings = load_settings(settings)
    if not companies.companies:
        raise ListError("error.no_usable_rows", file=str(companies.path))
    asked = list(companies.companies if only is None else only)
    connection = connection or connect()
    now = clock()
    text = yaml.safe_dump(settings.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    ledger = _intent(companies, len(asked), settings.name, text, list_id or companies.list_id, now)
    expected = expectation(asked, settings, ledger.list_id, connection)
    if over := over_ceiling(expected, settings.ceiling):
        raise SettingsError(over.code, **over.parameters)
    with in_our_words():
        bucket = connection.bucket
        if day := os.environ.get(BATCH_DAY):
            ledger = _claimed(bucket, day, ledger)
        run = Run(ledger.run_id, connection, clock)
        _tell_batch(run.run_id)
        if day and bucket.get_record(Ledger, run.keys.ledger) is not None:
            return _taken_up(run)
        bucket.put(run.keys.settings, text.encode())
        bucket.put_records(run.keys.companies, asked)
        bucket.put_json(run.keys.estimate, to_dict(expected))
        bucket.put_record(run.keys.ledger, ledger)
        bucket.put_record(run_index_key(ledger.list_id, ledger.run_id), ledger)
        start_execution(connection, ledger)
    logger.info("run %s started", run.run_id)
    return run


def expectation(
    companies: Sequence[Company], settings: Settings, list_id: str, connection: Connection | None = None
) -> Estimate:
    """What a run over these rows comes to, by the earlier runs over the same list."""
    connection = connection or connect()
    with in_our_words():
        measured = rates_of_earlier_runs(connection.bucket, list_id, settings)
    return estimate(companies, settings, measured)


def _intent(
    companies: "CompanyList",
    asked: int,
    settings_name: str,
    settings_text: str,
    list_id: str,
    now: datetime,
) -> Ledger:
    """The ledger of a run that is about to be started, with an id of its own."""
    return _with_id(
        Ledger(
            run_id="",
            list_id=list_id,
            list_name=companies.path.name,
            list_path=str(companies.path.resolve()),
            list_sheet=companies.sheet,
            list_columns=companies.mapping,
            list_sha256=companies.sha256,
            rows=len(companies.frame),
            usable_rows=asked,
            settings_name=settings_name,
            settings_sha256=hashlib.sha256(settings_text.encode()).hexdigest(),
            settings_file="",
            input_file="",
            code_version=__version__,
            started_by=who(),
            created_at=now,
        ),
        f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}",
    )


def _with_id(ledger: Ledger, run_id: str) -> Ledger:
    keys = RunKeys(run_id)
    execution = Execution(name=f"{run_id}-a1", intended_at=ledger.created_at)
    return ledger.model_copy(
        update={
            "run_id": run_id,
            "settings_file": keys.settings,
            "input_file": keys.companies,
            "executions": (execution,),
        }
    )


def _claimed(bucket: Bucket, day: str, ledger: Ledger) -> Ledger:
    """The ledger under the id that has the day's claim: its own if it is the first.

    Who comes second while the first is still writing starts the same execution of the same name: one of them is
    refused, and nothing is started twice.
    """
    key = claim_key(day, ledger.list_id, ledger.list_sha256, ledger.settings_sha256)
    again = bool(os.environ.get(BATCH_AGAIN))
    if bucket.put_json(key, {"run_id": ledger.run_id}, only_if_new=not again):
        return ledger
    return _with_id(ledger, bucket.get_json(key)["run_id"])


def _taken_up(run: Run) -> Run:
    """A run of the same day, resumed if rows of it are left."""
    if run.status() in (RunStatus.RUNNING, RunStatus.COMPLETE):
        logger.info("run %s is of the same list, settings and day", run.run_id)
        return run
    logger.info("run %s is taken up where it stopped", run.run_id)
    return run.resume()


def _tell_batch(run_id: str) -> None:
    if report := os.environ.get(BATCH_REPORT):
        with Path(report).open("a") as file:
            file.write(json.dumps({"run_id": run_id}) + "\n")
