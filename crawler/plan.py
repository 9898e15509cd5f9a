"""The Plan Lambda: reads what is known of a run, writes the next stage's manifest, or says how the run ended.

Rules are in workbench/planning.py; here is only what touches S3 and the state machine.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import boto3

from crawler import keeping, sources
from workbench import __version__, notice
from workbench.contract.records import (
    Company,
    Execution,
    KeptAnswer,
    Ledger,
    PlannedStage,
    ShardItem,
    load_lines,
    utc_now,
)
from workbench.contract.settings import SIZES, Settings, parse_settings
from workbench.errors import SetupError, WorkbenchError
from workbench.planning import SourceFacts, StagePlan, next_stage, summarise
from workbench.storage import READ_THREADS, Bucket, RunKeys, read_run, run_index_key, task_group


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The state machine's next state; see `plan`.

    What a person must mend (settings, missing files) ends the run in words; anything else is raised, for the state
    machine's own Retry and Catch.
    """
    bucket = Bucket(boto3.client("s3"), os.environ["FEED_BUCKET_NAME"])
    try:
        return plan(event, bucket, int(os.environ.get("MAX_CONCURRENCY", "200")))
    except WorkbenchError as error:
        return refused(event, error)


def plan(
    event: dict[str, Any], bucket: Bucket, max_concurrency: int, clock: Callable[[], datetime] = utc_now
) -> dict[str, Any]:
    """What the state machine does next: `more` and a manifest, or `complete`, `outcome` and the notification.

    event: {"input": the state so far, "execution": {"name", "arn", "started_at"}}.
    Raises SettingsError for bad settings, SetupError if an input object is missing.
    """
    state, execution = event["input"], event["execution"]
    run_id = state.get("run_id") or derived_run_id(execution["arn"], execution["started_at"])
    keys = RunKeys(run_id)
    settings = _settings(bucket, state["settings_file"])
    ledger = _ledger(bucket, keys, state, execution["name"], settings, clock())
    common = {
        "settings_file": state["settings_file"],
        "input_file": state["input_file"],
        "run_id": run_id,
        "bucket": bucket.name,
    }
    run = read_run(bucket, keys)
    last = run.planned[-1] if run.planned else None
    if last and last.execution == execution["name"] and not _was_carried_out(state, last):
        # This very call was made before and its answer was lost: give the same answer.
        return common | _more(keys, settings, last, max_concurrency)
    stage_plan = next_stage(run, settings, _source_facts(settings), execution["name"])
    if stage_plan is None:
        keeping.keep(bucket, run, settings.answers, clock())
        summary = summarise(run, settings, run_id, execution["name"], clock())
        bucket.put_record(keys.summary(execution["name"]), summary)
        return common | {
            "more": False,
            "complete": summary.outcome == "complete",
            "outcome": summary.outcome,
            "counts": {state.value: count for state, count in summary.by_state.items() if count},
            "notification": {"subject": notice.subject(summary), "text": notice.text(summary, ledger)},
        }
    planned = PlannedStage(
        stage=stage_plan.stage.name,
        attempt=stage_plan.attempt,
        execution=execution["name"],
        runner=stage_plan.stage.runner,
        planned_at=clock(),
        shards={shard: len(companies) for shard, companies in stage_plan.shards.items()},
    )
    kept = keeping.of_shards(
        bucket, stage_plan.shards, stage_plan.stage.sources, settings.answers, planned.planned_at
    )
    _write(bucket, keys, stage_plan, kept, state["settings_file"])
    bucket.put_records(keys.plan_index, [*run.planned, planned])
    return common | _more(keys, settings, planned, max_concurrency)


def refused(event: dict[str, Any], error: WorkbenchError) -> dict[str, Any]:
    """The state that ends a run which cannot be planned: failed, with a notification that says what to mend."""
    state, execution = event["input"], event["execution"]
    run_id = state.get("run_id") or derived_run_id(execution["arn"], execution["started_at"])
    subject, text = notice.of_refusal(run_id, error)
    return {
        "run_id": run_id,
        "settings_file": state.get("settings_file"),
        "input_file": state.get("input_file"),
        "more": False,
        "complete": False,
        "outcome": "failed",
        "counts": {},
        "notification": {"subject": subject, "text": text},
    }


def derived_run_id(execution_arn: str, started_at: str) -> str:
    """The run id of an execution that was started without one (from the console, say): the same on every call.

    >>> derived_run_id("arn:aws:states:ap-northeast-1:1:execution:m:x", "2026-11-24T01:02:03.456Z")
    '20261124T010203Z-23ef184e'
    """
    at = datetime.fromisoformat(started_at.replace("Z", "+00:00"))
    return f"{at:%Y%m%dT%H%M%SZ}-{hashlib.sha256(execution_arn.encode()).hexdigest()[:8]}"


def _source_facts(settings: Settings) -> dict[str, SourceFacts]:
    named = {name for stage in settings.stages for name in stage.sources}
    loaded = {name: sources.load(name, settings) for name in named}
    return {
        name: SourceFacts(frozenset(source.needs), source.rate == "run", source.gives)
        for name, source in loaded.items()
    }


def _settings(bucket: Bucket, key: str) -> Settings:
    text = bucket.get(key)
    if text is None:
        raise SetupError("error.object_missing", bucket=bucket.name, key=key)
    return parse_settings(text, key)


def _ledger(
    bucket: Bucket, keys: RunKeys, state: dict[str, Any], execution: str, settings: Settings, now: datetime
) -> Ledger:
    """The run's ledger; written here for a run that nobody's workbench started."""
    ledger = bucket.get_record(Ledger, keys.ledger)
    if ledger is not None:
        return ledger
    data = bucket.get(state["input_file"])
    if data is None:
        raise SetupError("error.object_missing", bucket=bucket.name, key=state["input_file"])
    companies = load_lines(Company, data)
    bucket.put(keys.companies, data)
    name = state["input_file"].rsplit("/", 1)[-1]
    ledger = Ledger(
        run_id=keys.run_id,
        list_id=name,
        list_name=name,
        list_sha256=hashlib.sha256(data).hexdigest(),
        rows=len(companies),
        usable_rows=len(companies),
        settings_name=settings.name,
        settings_sha256=hashlib.sha256(settings.model_dump_json().encode()).hexdigest(),
        settings_file=state["settings_file"],
        input_file=state["input_file"],
        code_version=__version__,
        started_by="state machine",
        created_at=now,
        executions=(Execution(name=execution, intended_at=now),),
    )
    bucket.put(keys.ledger, ledger.model_dump_json().encode(), only_if_new=True)
    bucket.put_record(run_index_key(ledger.list_id, ledger.run_id), ledger)
    return ledger


def _was_carried_out(state: dict[str, Any], last: PlannedStage) -> bool:
    return (state.get("stage"), state.get("attempt")) == (last.stage, last.attempt)


def _more(keys: RunKeys, settings: Settings, planned: PlannedStage, max_concurrency: int) -> dict[str, Any]:
    return {
        "more": True,
        "complete": False,
        "outcome": None,
        "stage": planned.stage,
        "attempt": planned.attempt,
        "shards": len(planned.shards),
        "manifest": keys.manifest(planned.stage, planned.attempt),
        "max_concurrency": min(max_concurrency, settings.stage(planned.stage).concurrency),
    }


def _write(
    bucket: Bucket,
    keys: RunKeys,
    plan: StagePlan,
    kept: Mapping[str, list[KeptAnswer]],
    settings_file: str,
) -> None:
    """Shard inputs first, then the manifest that names them."""
    stage, attempt = plan.stage.name, plan.attempt

    def write(shard: str) -> None:
        if shard in kept:
            bucket.put_records(keys.kept(stage, attempt, shard), kept[shard])
        bucket.put_records(keys.shard_input(stage, attempt, shard), plan.shards[shard])

    with ThreadPoolExecutor(max_workers=READ_THREADS) as pool:
        list(pool.map(write, plan.shards))
    cpu, memory = SIZES[plan.stage.size]
    items = [
        ShardItem(
            run_id=keys.run_id,
            stage=stage,
            attempt=attempt,
            shard=shard,
            runner=plan.stage.runner,
            input_file=keys.shard_input(stage, attempt, shard),
            settings_file=settings_file,
            group=task_group(keys.run_id, stage, attempt, shard),
            cpu=cpu,
            memory=memory,
            heartbeat_s=plan.stage.heartbeat_s,
            timeout_s=plan.stage.timeout_s,
        ).model_dump(mode="json")
        for shard in plan.shards
    ]
    bucket.put_json(keys.manifest(stage, attempt), items)
