"""Tasks as processes, without a server: what is set on a task, and what is left behind."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.local.waiting import until
from workbench.local import processes
from workbench.local.environment import WorkerEnvironment
from workbench.local.home import Home
from workbench.local.launcher import TaskLauncher, end_leftovers

ENVIRONMENT = WorkerEnvironment(
    "http://127.0.0.1:9",
    "ap-northeast-1",
    sample_web='{"proxy": "http://p"}',
    http_cache=Path("/home/http_cache"),
)
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    return made


class Ended:
    """Gathers the tasks that stopped."""

    def __init__(self) -> None:
        self.tasks: list[Any] = []
        self.told = threading.Event()

    def __call__(self, task: Any) -> None:
        self.tasks.append(task)
        self.told.set()


def task(command: list[str] | None = None, **environment: str) -> Any:
    override = {"name": "toy", "environment": [{"name": n, "value": v} for n, v in environment.items()]}
    if command:
        override["command"] = command  # type: ignore[assignment]
    return SimpleNamespace(
        id="1a2b",
        task_arn="arn:task/1a2b",
        desired_status="RUNNING",
        last_status="RUNNING",
        stopped_reason="",
        overrides={"containerOverrides": [override]},
        containers=[SimpleNamespace(exitCode=0, last_status="PENDING")],
    )


def run(home: Home, started: Any, **definition: Any) -> Ended:
    """Launch a task and wait until it has stopped."""
    ended = Ended()
    launcher = TaskLauncher(home, ENVIRONMENT, images=("toys",), on_stopped=ended)
    launcher.launch(started, {"name": "toy", "image": "toys", **definition})
    assert ended.told.wait(30)
    until(lambda: launcher.running == 0)
    return ended


def log(home: Home) -> str:
    return (home.task_logs / "1a2b.log").read_text()


def test_a_task_sees_its_override_and_nothing_of_the_callers_environment(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "real")
    monkeypatch.setenv("AWS_PROFILE", "production")
    show = "import json, os; print(json.dumps(dict(os.environ)))"
    run(home, task(["python", "-c", show], SHARD="3", AWS_ENDPOINT_URL="http://elsewhere"))
    seen = json.loads(log(home))
    assert seen["SHARD"] == "3"
    assert seen["AWS_ENDPOINT_URL"] == "http://127.0.0.1:9"
    assert seen["AWS_SECRET_ACCESS_KEY"] == "local"
    assert seen["WORKBENCH_SAMPLE_WEB"] == '{"proxy": "http://p"}'
    assert seen["WORKBENCH_HTTP_CACHE"] == "/home/http_cache"
    assert "AWS_PROFILE" not in seen
    assert "PYTEST_CURRENT_TEST" not in seen


def test_the_command_of_the_definition_runs_when_there_is_no_other(home: Home) -> None:
    (ended,) = run(home, task(), command=["python", "-c", "print('from the definition')"]).tasks
    assert "from the definition" in log(home)
    assert (ended.containers[0].exitCode, ended.stop_code) == (0, "EssentialContainerExited")
    assert not hasattr(ended.containers[0], "reason")


@pytest.mark.parametrize(
    ("command", "image", "reason"),
    [
        (["python", "-c", ""], "other", "CannotPullContainerError: other does not exist here"),
        (["no-such-program"], "toys", "CannotStartContainerError: [Errno 2]"),
        (None, "toys", "CannotStartContainerError: neither the task nor its definition has a command"),
    ],
)
def test_a_task_that_cannot_start_says_why(
    home: Home, command: list[str] | None, image: str, reason: str
) -> None:
    (ended,) = run(home, task(command), image=image).tasks
    assert ended.stop_code == "TaskFailedToStart"
    assert ended.stopped_reason.startswith(reason)
    assert (ended.last_status, ended.containers[0].exitCode) == ("STOPPED", None)
    assert list(home.tasks.iterdir()) == []


def test_what_a_task_leaves_running_dies_with_it(home: Home) -> None:
    leave = "import os, subprocess, sys; print(os.getpgrp(), flush=True); subprocess.Popen(sys.argv[1:])"
    run(home, task(["python", "-c", leave, *SLEEP]))
    assert not processes.group_lives(int(log(home)))


def test_a_task_that_minds_sigterm_is_not_killed(home: Home) -> None:
    mind = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(9))\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)"
    )
    ended = Ended()
    launcher = TaskLauncher(home, ENVIRONMENT, images=("toys",), on_stopped=ended)
    started = task(["python", "-c", mind])
    launcher.launch(started, {"name": "toy", "image": "toys"})
    until(lambda: "ready" in log(home))
    launcher.stop(started, "enough")
    assert ended.told.wait(30)
    assert (started.containers[0].exitCode, started.stop_code, started.stopped_reason) == (
        9,
        "UserInitiated",
        "enough",
    )


def test_a_task_stopped_before_it_was_started_never_runs(home: Home) -> None:
    ended = Ended()
    launcher = TaskLauncher(home, ENVIRONMENT, images=("toys",), on_stopped=ended)
    started = task(SLEEP)
    launcher.stop(started, "too late")
    launcher.launch(started, {"name": "toy", "image": "toys"})
    assert ended.told.wait(30)
    assert (started.last_status, started.stopped_reason, launcher.running) == ("STOPPED", "too late", 0)


def test_going_down_ends_every_task(home: Home) -> None:
    launcher = TaskLauncher(home, ENVIRONMENT, images=("toys",), on_stopped=Ended())
    launcher.launch(task(SLEEP), {"name": "toy", "image": "toys"})
    group = json.loads((home.tasks / "1a2b" / "process.json").read_text())["pid"]
    launcher.shut_down()
    assert not processes.group_lives(group)


def test_a_pid_that_is_anothers_now_is_left_alone(home: Home) -> None:
    with subprocess.Popen(SLEEP, start_new_session=True) as other:
        (home.tasks / "old").mkdir()
        record = home.tasks / "old" / "process.json"
        record.write_text(json.dumps({"pid": other.pid, "started": "long ago"}))
        assert end_leftovers(home) == 0
        assert other.poll() is None
        assert not record.exists()
        (home.tasks / "new").mkdir()
        started = processes.start_time(other.pid)
        (home.tasks / "new" / "process.json").write_text(json.dumps({"pid": other.pid, "started": started}))
        assert end_leftovers(home) == 1
        assert other.wait(20) == -signal.SIGKILL


def test_a_record_that_is_not_whole_is_passed_over(home: Home) -> None:
    (home.tasks / "half").mkdir()
    (home.tasks / "half" / "process.json").write_text('{"pid": 1')
    assert end_leftovers(home) == 0


def test_a_process_that_is_gone_has_no_start_time() -> None:
    with subprocess.Popen(["true"]) as gone:
        pass
    assert processes.start_time(gone.pid) is None
    assert processes.start_time(os.getpid())
