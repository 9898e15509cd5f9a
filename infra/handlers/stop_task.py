"""A shard failed: keep why in the bucket, then stop its container, lest it runs on beside the next one."""

import json
import os
from datetime import UTC, datetime

import boto3
from botocore.exceptions import ClientError

from infra.handlers.tasks import stop_tasks

# How errors begin that are not the crawler's own word.
NOT_STARTED = ("Container.CouldNotStart", "ECS.", "AmazonECS.", "Lambda.", "Runtime.", "States.Permissions")
KILLED = ("Container.Killed", "Lambda.Unknown", "Runtime.ExitError", "Sandbox.Timedout")


def words_of(cause: str) -> str:
    """What a person can read of a cause: of a Lambda's error, which is JSON, only its message."""
    try:
        return json.loads(cause)["errorMessage"]
    except (ValueError, TypeError, KeyError):
        return cause


def reason_of(error: str, cause: str, timeout_s: int) -> dict:
    """The Reason (workbench/contract/reasons.py) of what Catch was given."""
    if error == "States.HeartbeatTimeout":
        return {"code": "heartbeat_lost", "parameters": {}}
    if error == "States.Timeout":
        return {"code": "stage_timed_out", "parameters": {"seconds": timeout_s}}
    code = "could_not_start" if error.startswith(NOT_STARTED) else "crawler_raised"
    code = "container_killed" if error.startswith(KILLED) else code
    return {"code": code, "parameters": {"detail": (words_of(cause) or error)[:500]}}


def failure_of(item: dict, now: datetime) -> dict:
    """The Failure record (workbench/contract/records.py) of a manifest item with its `Error`."""
    error, cause = item["Error"].get("Error") or "", item["Error"].get("Cause") or ""
    return {
        "v": 1,
        **{key: item[key] for key in ("run_id", "stage", "attempt", "shard")},
        "reason": reason_of(error, cause, item["timeout_s"]),
        "error": error or None,
        "cause": cause or None,
        "failed_at": now.isoformat(),
    }


def keep(s3, bucket: str, failure: dict) -> bool:
    """True once it is written; False if the container wrote its own first, which knows better."""
    key = "runs/{run_id}/failures/{stage}-{attempt}/{shard}.json".format(**failure)
    body = json.dumps(failure, ensure_ascii=False).encode()
    try:
        s3.put_object(Bucket=bucket, Key=key, Body=body, IfNoneMatch="*")
    except ClientError as refusal:
        if refusal.response["Error"]["Code"] in ("PreconditionFailed", "ConditionalRequestConflict"):
            return False
        raise
    return True


def handle(item: dict, environment, s3, ecs, now: datetime) -> dict:
    """What was done: {"kept": bool, "stopped": [task ARNs]}. Stops the task even if nothing could be kept."""
    failure, stopped = failure_of(item, now), []
    try:
        kept = keep(s3, environment["FEED_BUCKET_NAME"], failure)
    finally:
        if item["runner"] == "fargate":
            cluster = environment["CLUSTER_NAME"]
            why = "Shard failed: " + failure["reason"]["code"]
            stopped = stop_tasks(ecs, cluster, lambda group: group == item["group"], why)
    return {"kept": kept, "stopped": stopped}


def handler(event, context):
    return handle(event, os.environ, boto3.client("s3"), boto3.client("ecs"), datetime.now(UTC))
