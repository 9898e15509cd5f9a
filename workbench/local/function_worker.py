"""A warm process of one function: imports its handler once, then answers events, a line in and a line out.

Usage: python -m workbench.local.function_worker HANDLER [FOLDER]

The first line out says whether the handler could be imported. Then each line in is {"event", "request_id",
"arn", "deadline_ms"} and each line out is `+` and the result, or `-` and the error as Lambda reports it, both
as JSON. Whatever the handler prints goes to stderr. When stdin ends, the server is gone: the process group
ends too, also in the middle of a handler.
"""

import importlib
import json
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

Handler = Callable[[Any, "Context"], Any]


@dataclass(frozen=True)
class Context:
    """What a handler is told beside its event (the Lambda context object)."""

    aws_request_id: str
    invoked_function_arn: str
    function_name: str
    deadline_ms: int
    function_version: str = "$LATEST"
    memory_limit_in_mb: str = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")

    def get_remaining_time_in_millis(self) -> int:
        return max(0, self.deadline_ms - int(time.time() * 1000))


def main(arguments: list[str]) -> int:
    """Serve until stdin ends."""
    name, *folders = arguments
    lines, answers = _take_over_streams()
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines, requests), daemon=True).start()
    sys.path[:0] = folders
    try:
        handler = _import(name)
    except Exception:  # noqa: BLE001 - whatever the module raises is the function's error
        _answer(answers, b"-", _error("Runtime.ImportModuleError"))
        return 1
    _answer(answers, b"+", "ready")
    while True:
        _serve(handler, requests.get(), answers)


def _serve(handler: Handler, line: bytes, answers: BinaryIO) -> None:
    try:
        request = json.loads(line)
        function = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
        context = Context(request["request_id"], request["arn"], function, request["deadline_ms"])
        result = handler(request["event"], context)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is its answer
        traceback.print_exc()
        _answer(answers, b"-", _error(type(error).__name__))
        return
    try:
        _answer(answers, b"+", result)
    except (TypeError, ValueError):
        _answer(answers, b"-", _error("Runtime.MarshalError"))


def _take_over_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the server; stdin becomes empty and stdout stderr, so no handler meddles with them."""
    lines, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.dup2(2, 1)
    return lines, answers


def _read(lines: BinaryIO, requests: "queue.SimpleQueue[bytes]") -> None:
    for line in lines:
        requests.put(line)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _import(name: str) -> Handler:
    module, _, function = name.rpartition(".")
    handler: Handler = getattr(importlib.import_module(module), function)
    return handler


def _error(kind: str) -> dict[str, object]:
    error = sys.exception()
    return {
        "errorType": kind,
        "errorMessage": str(error),
        "stackTrace": traceback.format_exception(error)[1:-1] if error else [],
    }


def _answer(answers: BinaryIO, mark: bytes, value: object) -> None:
    answers.write(mark + json.dumps(value).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
