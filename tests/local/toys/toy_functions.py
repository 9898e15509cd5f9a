"""The handlers of the toy stack's function made from an image."""

import json
import os
import threading
from typing import Any

import boto3


def work(event: Any, context: Any) -> Any:
    """Answer within the invocation, raise, or hang, as the event's mode says."""
    states = boto3.client("stepfunctions")
    print("a handler may print")
    if event["mode"] == "fail":
        raise ValueError("no such shard")
    if event["mode"] == "hang":
        threading.Event().wait(50)
    told = {"function": context.function_name, "variable": os.environ["FROM_FUNCTION"], "pid": os.getpid()}
    if "token" in event:
        states.send_task_success(taskToken=event["token"], output=json.dumps(told))
    return told


def exit_at_once(event: Any, context: Any) -> Any:
    os._exit(7)
