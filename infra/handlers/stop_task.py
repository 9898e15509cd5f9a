"""A shard failed: keep why in the bucket, then stop its container, lest it runs on beside the next one."""

import json
import os
from datetime import UTC, datetime

import boto3
from botocore.exceptions import ClientError

from infra.handlers.tasks import stop_tasks

# The first beginning that fits says what became of the shard; whatever else arrives, the crawler said itself.
REASONS = (
    ("States.HeartbeatTimeout", "heartbeat_lost"),
    ("States.Timeout", "stage_timed_out"),
    ("Container.CouldNotStart", "could_not_start"),
    ("Container.Killed", "container_killed"),
    ("Lambda.Unknown", "container_killed"),
    ("Runtime.ExitError", "container_killed"),
    ("Sandbox.Timedout", "container_killed"),
    ("ECS.", "could_not_start"),
    ("AmazonECS.", "could_not_start"),
    ("Lambda.", "could_not_start"),
    ("Runtime.", "could_not_start"),
    ("States.Permissions", "could_not_start"),
)


def words_of(cause):
    """What a person can read of a cause: of a Lambda's error, which is JSON, only its message."""
    try:
        return json.loads(cause)["errorMessage"]
    except (ValueError, TypeError, KeyError):
        return cause


def failure_of(item, now):
    """The Failure record (workbench/contract/records.py) of a manifest item with its `Error`."""
    error, cause = item["Error"].get("Error", ""), item["Error"].get("Cause", "")
    code = next((code for start, code in REASONS if error.startswith(start)), "crawler_raised")
    parameters = {"detail": str(words_of(cause) or error)[:500]}
    if code == "heartbeat_lost":
        parameters = {}
    elif code == "stage_timed_out":
        parameters = {"seconds": item["timeout_s"]}
    return {
        "v": 1,
        **{key: item[key] for key in ("run_id", "stage", "attempt", "shard")},
        "reason": {"code": code, "parameters": parameters},
        "error": error or None,
        "cause": cause or None,
        "failed_at": now.isoformat(),
    }


def keep(s3, bucket, failure):
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


def handle(item, environment, s3, ecs, now):
    """What was done: {"kept": bool, "stopped": [task ARNs]}. Stops the task even if nothing could be kept."""
    failure, stopped = failure_of(item, now), []
    try:
        kept = keep(s3, environment["FEED_BUCKET_NAME"], failure)
    finally:
        if item["runner"] == "fargate":
            place = environment["CLUSTER_NAME"], environment["TASK_FAMILY"]
            why = "Shard failed: " + failure["reason"]["code"]
            stopped = stop_tasks(ecs, *place, lambda group: group == item["group"], why)
    return {"kept": kept, "stopped": stopped}


def handler(event, context):
    return handle(event, os.environ, boto3.client("s3"), boto3.client("ecs"), datetime.now(UTC))
