"""Finding the instance that runs, or starting one: shared by all notebooks and commands of one home."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.aws import Endpoint
from workbench.errors import SetupError
from workbench.local.environment import CREDENTIALS
from workbench.local.guard import STATUS_PATH
from workbench.local.home import CHECKOUT, Home
from workbench.local.options import Options

START_TIMEOUT_S = 60.0
END_TIMEOUT_S = 20.0
ASK_TIMEOUT_S = 5.0
POLL_S = 0.05
LOG_TAIL_LINES = 20
EXIT_TAKEN = 3


@dataclass(frozen=True)
class Instance:
    """A running embedded AWS, as its home's local.json describes it. outputs: the stack's, by name."""

    id: str
    pid: int
    endpoint: str
    region: str
    account: str
    stack: str
    outputs: Mapping[str, str]
    started_at: str
    home: Path

    def client_settings(self) -> dict[str, str]:
        """What a boto3 client or session's client needs to reach it."""
        return {
            "endpoint_url": self.endpoint,
            "region_name": self.region,
            "aws_access_key_id": CREDENTIALS["AWS_ACCESS_KEY_ID"],
            "aws_secret_access_key": CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        }

    def aws_endpoint(self) -> Endpoint:
        """The same for workbench.aws.Connection."""
        return Endpoint(
            region=self.region,
            endpoint_url=self.endpoint,
            access_key=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            secret_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            stack=self.stack,
        )

    def variables(self) -> dict[str, str]:
        """The environment with which the plain `aws` command line, or any AWS program, reaches it."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": self.region,
            **CREDENTIALS,
        }


def ensure(
    home: Path | None = None, *, options: Options | None = None, timeout_s: float = START_TIMEOUT_S
) -> Instance:
    """The instance of a home, started if none runs. Quick when one does.

    options: how to start it; they do not change one that runs.
    Raises SetupError, with the end of the server's log, when it cannot be started in time.
    """
    options = options or Options(Home.choose(home))
    found = find(options.home.path)
    if found:
        return found
    deadline = time.monotonic() + timeout_s
    options.home.create()
    with _one_starter(options.home, deadline):
        return find(options.home.path) or _start(options, deadline)


def find(home: Path | None = None) -> Instance | None:
    """The instance that runs in a home, None if none does."""
    chosen = Home.choose(home)
    instance = _announced(chosen)
    if instance is None:
        return None
    answer = _ask(instance.endpoint)
    return instance if answer and answer.get("id") == instance.id else None


def status(home: Path | None = None) -> dict[str, Any] | None:
    """What the running instance says of itself, its endpoint and outputs with it; None if none runs.

    id, pid, endpoint, region, stack, outputs, home, started_at, uptime_s, running_tasks, function_processes,
    threads.
    """
    instance = find(home)
    answer = _ask(instance.endpoint) if instance else None
    if instance is None or answer is None:
        return None
    described = {key: value for key, value in vars(instance).items() if key != "home"}
    return {**described, "home": str(instance.home), **answer}


def down(home: Path | None = None, *, timeout_s: float = END_TIMEOUT_S) -> bool:
    """End the instance of a home with its tasks and functions; False if none ran. What it kept stays on disk.

    Raises SetupError if it does not end in time.
    """
    chosen = Home.choose(home)
    if not chosen.server_lock.exists() or _is_free(chosen):
        return False
    with suppress(ValueError, ProcessLookupError):
        os.kill(int(chosen.server_lock.read_text()), signal.SIGTERM)
    deadline = time.monotonic() + timeout_s
    while not _is_free(chosen):
        if time.monotonic() > deadline:
            raise SetupError("error.local_not_ended", home=chosen.path, seconds=round(timeout_s))
        time.sleep(POLL_S)
    return True


def log_tail(home: Path | None = None, lines: int = LOG_TAIL_LINES) -> list[str]:
    """The last lines of the server's log, oldest first."""
    path = Home.choose(home).server_log
    return path.read_text(errors="replace").splitlines()[-lines:] if path.exists() else []


def _start(options: Options, deadline: float) -> Instance:
    home = options.home
    process = None
    while time.monotonic() < deadline:
        if process is None and _is_free(home):
            process = _spawn(options)
        instance = find(home.path)
        if instance:
            return instance
        if process and process.poll() is not None:
            if process.returncode != EXIT_TAKEN:
                raise _not_started(home, f"exit status {process.returncode}")
            process = None  # one that is ending still had the home
        time.sleep(POLL_S)
    if process:
        process.kill()
    raise _not_started(home, "time limit")


def _spawn(options: Options) -> subprocess.Popen[bytes]:
    with options.home.server_log.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "workbench.local.server", *options.to_arguments()],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    threading.Thread(target=process.wait, daemon=True).start()  # else it stays a zombie of this kernel
    return process


def _not_started(home: Home, reason: str) -> SetupError:
    tail = "\n".join(log_tail(home.path))
    return SetupError(
        "error.local_not_started", home=home.path, reason=reason, log=home.server_log, tail=tail
    )


def _announced(home: Home) -> Instance | None:
    try:
        said = json.loads(home.announcement.read_text())
        return Instance(**said, home=home.path)
    except (OSError, ValueError, TypeError):
        return None


def _ask(endpoint: str) -> dict[str, Any] | None:
    """The status of whatever listens there, None if it is not an instance. Never through a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(endpoint + STATUS_PATH, timeout=ASK_TIMEOUT_S) as response:
            answer: dict[str, Any] = json.load(response)
            return answer
    except (OSError, ValueError):
        return None


def _is_free(home: Home) -> bool:
    """Whether no server has the home: it holds the lock as long as it lives, however it ends."""
    with home.server_lock.open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def _one_starter(home: Home, deadline: float) -> Iterator[None]:
    with home.starter_lock.open("ab") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise _not_started(home, "another program has been starting it") from None
                time.sleep(POLL_S)
        yield
