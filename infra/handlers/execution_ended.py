"""The second net: an execution ended badly. Stop what it left running; tell someone, if nobody was told."""

import hashlib
import json
import os
from datetime import UTC, datetime

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.handlers.tasks import stop_tasks

# The state machines end in these only after their own notification went out.
TOLD = ("Run.Partial", "Run.Failed", "Batch.Failed")
ENDED = {"TIMED_OUT": ("時間切れになりました", "timed out"), "ABORTED": ("停止されました", "was stopped")}
TEXT = """{ja} (run {run}、execution {name})
エラー: {error}
原因: {cause}
次の操作: Step Functionsでexecutionの履歴を確認してください。終わった行の結果は残っています。\
`workbench {again}` で残りの行だけを続けられます。

The run {en} (run {run}, execution {name})
Error: {error}
Cause: {cause}
Next: look at the execution's history in Step Functions. Finished rows are kept; \
`workbench {again}` asks only the rest.{left}"""


def input_of(detail: dict) -> dict:
    """The execution's input, empty if it is not one of ours."""
    try:
        given = json.loads(detail.get("input") or "{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def run_id_of(detail: dict) -> str:
    """What the tasks' groups begin with: a batch's execution; else the run's id, given or derived as Plan does."""
    given = input_of(detail)
    if given.get("schedule"):
        return detail["name"]
    if given.get("run_id"):
        return given["run_id"]
    started = datetime.fromtimestamp(detail["startDate"] / 1000, UTC)
    return f"{started:%Y%m%dT%H%M%SZ}-{hashlib.sha256(detail['executionArn'].encode()).hexdigest()[:8]}"


def complete(detail: dict, stepfunctions) -> dict:
    """The event's detail, with what it leaves out asked for: a long input, error and cause."""
    if detail.get("input") and detail.get("error"):
        return detail
    try:
        asked = stepfunctions.describe_execution(executionArn=detail["executionArn"])
    except (BotoCoreError, ClientError):
        return detail
    return {**detail, **{key: detail.get(key) or asked.get(key) for key in ("input", "error", "cause")}}


def stop_all(ecs, environment, run: str) -> str:
    """A sentence if containers of the run could not be stopped, else nothing."""
    try:
        stop_tasks(
            ecs,
            environment["CLUSTER_NAME"],
            lambda group: group.startswith(f"wb:{run}:"),
            "The execution ended",
        )
    except (BotoCoreError, ClientError) as refusal:
        return f"\n\n停止できないコンテナがあります / Containers may still run: {refusal}"
    return ""


def handle(event: dict, environment, stepfunctions, ecs, sns) -> str | None:
    """What was published, None if someone was told already and nothing is left running."""
    detail = complete(event["detail"], stepfunctions)
    run, error = run_id_of(detail), detail.get("error") or detail["status"]
    left = stop_all(ecs, environment, run)
    if error in TOLD and not left:
        return None
    schedule = input_of(detail).get("schedule")
    again = f"schedule run-now {schedule}" if schedule else f"attach {run} --resume"
    ja, en = ENDED.get(detail["status"], ("失敗しました", "failed"))
    cause = (detail.get("cause") or "-")[:2000]
    text = TEXT.format(
        ja="実行が" + ja,
        en=en,
        run=run,
        name=detail["name"],
        error=error,
        cause=cause,
        again=again,
        left=left,
    )
    sns.publish(TopicArn=environment["TOPIC_ARN"], Subject=f"[workbench] The run {en}", Message=text)
    return text


def handler(event, context):
    clients = (boto3.client(service) for service in ("stepfunctions", "ecs", "sns"))
    return handle(event, os.environ, *clients)
