"""A container ended without a word: tell the state machine now, instead of when the heartbeat is missed."""

import boto3
from botocore.exceptions import ClientError

OURS = ("crawler", "notebook")
# Somebody answered before: the container itself, the heartbeat, or the execution is over.
NOBODY_WAITS = {"InvalidToken", "TaskTimedOut", "TaskDoesNotExist"}


def container_of(detail: dict) -> dict:
    """Our container of a stopped task; empty if the task never had one."""
    return next((box for box in detail.get("containers", ()) if box.get("name") in OURS), {})


def token_of(detail: dict) -> str | None:
    """The task token in the container's environment, None if there is none."""
    for override in detail.get("overrides", {}).get("containerOverrides", ()):
        for variable in override.get("environment") or ():
            if variable.get("name") == "TASK_TOKEN_ENV_VARIABLE":
                return variable.get("value")
    return None


def verdict(detail: dict) -> tuple[str, str] | None:
    """(error, cause) of a stopped task, None if it ended well or is not one of ours."""
    container = container_of(detail)
    code = container.get("exitCode")
    why = str(container.get("reason") or "")
    if not str(detail.get("group", "")).startswith("wb:") or code == 0:
        return None
    if code is None or detail.get("stopCode") == "TaskFailedToStart":
        error = "Container.CouldNotStart"
    elif code >= 128 or why.startswith("OutOfMemory"):
        error = "Container.Killed"
    else:
        error = "Container.Exited"
    words = [detail.get("stoppedReason"), why, None if code is None else f"exit code {code}"]
    return error, "; ".join(word for word in words if word) or error


def handle(event: dict, stepfunctions) -> str | None:
    """What was said to the state machine: the error's name, None if nobody had to be told or nobody waits."""
    found, token = verdict(event["detail"]), token_of(event["detail"])
    if not found or not token:
        return None
    error, cause = found
    try:
        stepfunctions.send_task_failure(taskToken=token, error=error, cause=cause[:32768])
    except ClientError as refusal:
        if refusal.response["Error"]["Code"] in NOBODY_WAITS:
            return None
        raise
    return error


def handler(event, context):
    return handle(event, boto3.client("stepfunctions"))
