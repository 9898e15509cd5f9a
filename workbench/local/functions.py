"""Functions in warm local processes: what Lambda does with a handler.

A fresh process that imports boto3 takes most of a second, so each function keeps its processes for the next
event; how many run at once is bounded, and further events wait their turn.
"""

import io
import json
import logging
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from workbench.local import processes
from workbench.local.environment import WorkerEnvironment
from workbench.local.home import Home

logger = logging.getLogger(__name__)

INIT_TIMEOUT_S = 60.0
IDLE_S = 120.0
ASYNC_AT_ONCE = 8
ASYNC_RETRIES = 2  # as Lambda does
ASYNC_RETRY_WAIT_S = 1.0


@dataclass(frozen=True)
class Function:
    """One version of a function. code: its zip, None for one made from the image; timeout_s: of one event."""

    name: str
    arn: str
    handler: str
    digest: str
    timeout_s: float
    memory_mb: int
    variables: Mapping[str, str] = field(hash=False)
    code: bytes | None = field(default=None, repr=False, hash=False)


@dataclass(frozen=True)
class Answer:
    """What an invocation gave: the result's JSON, or the error's as Lambda reports it."""

    body: bytes
    failed: bool


class FunctionPool:
    """Runs functions, each in at most `at_once` processes; those of a version that was replaced end."""

    def __init__(self, home: Home, environment: WorkerEnvironment, *, at_once: int):
        self._home = home
        self._environment = environment
        self._at_once = at_once
        self._lock = threading.Lock()
        self._functions: dict[str, _WarmFunction] = {}
        self._later = ThreadPoolExecutor(ASYNC_AT_ONCE, thread_name_prefix="function-event")
        self._closed = threading.Event()
        threading.Thread(target=self._reap, daemon=True).start()

    @property
    def processes(self) -> int:
        """How many processes live, idle ones too."""
        with self._lock:
            return sum(each.processes for each in self._functions.values())

    def invoke(self, function: Function, event: bytes) -> Answer:
        """The answer to one event, waiting for a free process first."""
        return self._warm(function).invoke(event)

    def invoke_later(self, function: Function, event: bytes) -> None:
        """Have one event answered by and by; a failure is tried again as Lambda does, then logged."""
        self._later.submit(self._invoke_with_retries, function, event)

    def shut_down(self) -> None:
        """End every process; events that wait are dropped."""
        self._closed.set()
        self._later.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for each in self._functions.values():
                each.shut_down()

    def _invoke_with_retries(self, function: Function, event: bytes) -> None:
        for attempt in range(1 + ASYNC_RETRIES):
            answer = self.invoke(function, event)
            if not answer.failed:
                return
            logger.warning("function %s, attempt %d: %s", function.name, attempt + 1, answer.body.decode())
            if self._closed.wait(ASYNC_RETRY_WAIT_S * (attempt + 1)):
                return

    def _warm(self, function: Function) -> "_WarmFunction":
        with self._lock:
            warm = self._functions.get(function.arn)
            if warm is None or warm.function != function:
                if warm is not None:
                    warm.retire()
                warm = self._functions[function.arn] = self._make_warm(function)
            return warm

    def _make_warm(self, function: Function) -> "_WarmFunction":
        folder = _unpack(function, self._home.functions) if function.code is not None else None
        return _WarmFunction(
            function,
            command=[*_WORKER, function.handler, *([str(folder)] if folder else [])],
            environment=_environment(function, self._environment),
            log=self._home.function_logs / f"{function.name}.log",
            at_once=self._at_once,
        )

    def _reap(self) -> None:
        while not self._closed.wait(IDLE_S / 4):
            with self._lock:
                for each in self._functions.values():
                    each.reap(IDLE_S)


_WORKER = [sys.executable, "-m", "workbench.local.function_worker"]


class _WarmFunction:
    """The processes of one function. Each is either idle or answers one event."""

    def __init__(
        self, function: Function, *, command: list[str], environment: dict[str, str], log: Path, at_once: int
    ):
        self.function = function
        self._command = command
        self._environment = environment
        self._log = log
        self._changed = threading.Condition()
        self._idle: list[tuple[_Worker, float]] = []
        self._all: set[_Worker] = set()
        self._starting = 0
        self._at_once = at_once
        self._retired = False

    @property
    def processes(self) -> int:
        return len(self._all)

    def invoke(self, event: bytes) -> Answer:
        try:
            worker = self._take()
        except (_NoAnswer, OSError) as error:
            return _failure("Runtime.InvalidEntrypoint", str(error))
        if worker.import_error is not None:
            self._drop(worker)
            return Answer(worker.import_error, failed=True)
        try:
            answer = worker.ask(self.function, event)
        except _NoAnswer as error:
            self._drop(worker)
            return _failure(error.kind, str(error))
        with self._changed:
            kept = not self._retired
            if kept:
                self._idle.append((worker, time.monotonic()))
                self._changed.notify()
        if not kept:
            self._drop(worker)
        return answer

    def reap(self, idle_s: float) -> None:
        """End processes that were idle that long, all but one."""
        with self._changed:
            old = [each for each in self._idle[:-1] if time.monotonic() - each[1] > idle_s]
            self._idle = [each for each in self._idle if each not in old]
            self._all -= {worker for worker, _ in old}
        for worker, _ in old:
            worker.end()

    def retire(self) -> None:
        """End what is idle now, and every other process when it has answered."""
        with self._changed:
            self._retired = True
            idle, self._idle = self._idle, []
        for worker, _ in idle:
            self._drop(worker)

    def shut_down(self) -> None:
        with self._changed:
            workers, self._all, self._idle = set(self._all), set(), []
        for worker in workers:
            worker.end()

    def _take(self) -> "_Worker":
        with self._changed:
            self._changed.wait_for(lambda: self._idle or len(self._all) + self._starting < self._at_once)
            if self._idle:
                return self._idle.pop()[0]
            self._starting += 1
        try:
            worker = _Worker(self._command, self._environment, self._log)
            with self._changed:
                self._all.add(worker)
            return worker
        finally:
            with self._changed:
                self._starting -= 1
                self._changed.notify()

    def _drop(self, worker: "_Worker") -> None:
        worker.end()
        with self._changed:
            self._all.discard(worker)
            self._changed.notify()


class _NoAnswer(Exception):
    """A process gave no answer. kind: the error's name as Lambda reports it."""

    def __init__(self, kind: str, message: str):
        super().__init__(message)
        self.kind = kind


class _Worker:
    """One process, in a group of its own. import_error: why its handler could not be imported, as JSON."""

    def __init__(self, command: list[str], environment: Mapping[str, str], log: Path):
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                command,
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        try:
            ready = self._read(INIT_TIMEOUT_S)
        except _NoAnswer:
            self.end()
            raise
        self.import_error = None if ready[:1] == b"+" else ready[1:]

    def ask(self, function: Function, event: bytes) -> Answer:
        """Its answer to one event. Raises _NoAnswer if it dies or the function's time is over."""
        request_id = str(uuid4())
        deadline_ms = int((time.time() + function.timeout_s) * 1000)
        head = json.dumps({"request_id": request_id, "arn": function.arn, "deadline_ms": deadline_ms})
        one_line = json.dumps(json.loads(event or b"{}"))
        line = f'{head[:-1]}, "event": {one_line}}}\n'.encode()
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError as error:
            raise _NoAnswer("Runtime.ExitError", f"RequestId: {request_id} Error: {error}") from error
        answer = self._read(function.timeout_s, request_id)
        return Answer(answer[1:], failed=answer[:1] == b"-")

    def end(self) -> None:
        """Kill the process and what it started."""
        processes.kill_group(self._process.pid)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def _read(self, timeout_s: float, request_id: str = "") -> bytes:
        """Its next line. A process that gives none in time is killed, which ends the read."""
        too_late = threading.Event()

        def kill() -> None:
            too_late.set()
            processes.kill_group(self._process.pid)

        timer = threading.Timer(timeout_s, kill)
        timer.start()
        try:
            assert self._process.stdout is not None
            line = self._process.stdout.readline()
        finally:
            timer.cancel()
        if line.endswith(b"\n") and not too_late.is_set():
            return line[:-1]
        if too_late.is_set():
            raise _NoAnswer(
                "Sandbox.Timedout",
                f"RequestId: {request_id} Error: Task timed out after {timeout_s:.2f} seconds",
            )
        code = self._process.wait()
        how = f"signal {-code}" if code < 0 else f"exit status {code}"
        raise _NoAnswer("Runtime.ExitError", f"RequestId: {request_id} Error: Runtime exited: {how}")


def _failure(kind: str, message: str) -> Answer:
    return Answer(json.dumps({"errorType": kind, "errorMessage": message}).encode(), failed=True)


def _unpack(function: Function, folder: Path) -> Path:
    target = folder / function.digest
    with zipfile.ZipFile(io.BytesIO(function.code or b"")) as archive:
        archive.extractall(target)
    return target


def _environment(function: Function, base: WorkerEnvironment) -> dict[str, str]:
    told = {
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_mb),
        "_HANDLER": function.handler,
    }
    return {**function.variables, **base.variables(), **told}
