"""Tasks as local processes: what Fargate does with a container, done with a process group.

The task objects are moto's; what is set on them here (status, codes, times) is what DescribeTasks serves.
"""

import json
import logging
import shutil
import signal
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from typing import Any

from workbench.local import processes
from workbench.local.environment import WorkerEnvironment
from workbench.local.home import Home

logger = logging.getLogger(__name__)

STOP_TIMEOUT_S = 30  # what ECS gives a container whose definition says nothing
SHUTDOWN_TIMEOUT_S = 2.0
RECORD = "process.json"


@dataclass
class _Container:
    """A running task's process. ended: set once nothing of it runs any more."""

    task: Any
    process: Popen[bytes]
    stop_timeout_s: float
    ended: threading.Event = field(default_factory=threading.Event)


class TaskLauncher:
    """Starts a process for each task, and ends it.

    images: those that exist here; a task with another one cannot start.
    on_stopped: called once for each task that stopped, when all its fields are set.
    """

    def __init__(
        self,
        home: Home,
        environment: WorkerEnvironment,
        *,
        images: Collection[str],
        on_stopped: Callable[[Any], None],
    ):
        self._home = home
        self._environment = environment
        self._images = images
        self._on_stopped = on_stopped
        self._lock = threading.Lock()
        self._running: dict[str, _Container] = {}

    @property
    def running(self) -> int:
        """How many tasks run."""
        return len(self._running)

    def launch(self, task: Any, definition: dict[str, Any]) -> None:
        """Start the process of a new task. definition: its container definition, as registered."""
        _describe_as_new(task)
        refused = self._start(task, definition)
        if refused:
            task.stop_code, task.stopped_reason = "TaskFailedToStart", refused
            self._stopped(task, exit_code=None)

    def stop(self, task: Any, reason: str | None) -> None:
        """Ask a task to stop: desiredStatus is STOPPED at once, lastStatus when its process group is dead.

        A task that is stopping or has stopped keeps the reason it has.
        """
        with self._lock:
            if task.desired_status == "STOPPED":
                return
            task.desired_status, task.last_status = "STOPPED", "STOPPING"
            task.stop_code, task.stopped_reason = "UserInitiated", reason or ""
            task.stopping_at = datetime.now(UTC)
            container = self._running.get(task.id)
        if container:
            threading.Thread(target=_end, args=(container,), daemon=True).start()

    def shut_down(self) -> None:
        """End every task without a word: the instance goes down."""
        with self._lock:
            containers = list(self._running.values())
        for container in containers:
            processes.signal_group(container.process.pid, signal.SIGTERM)
        for container in containers:
            container.ended.wait(SHUTDOWN_TIMEOUT_S)
            processes.kill_group(container.process.pid)

    def _start(self, task: Any, definition: dict[str, Any]) -> str | None:
        """Start the task's process; what ECS would say if it cannot be started."""
        if definition["image"] not in self._images:
            known = ", ".join(self._images)
            return f"CannotPullContainerError: {definition['image']} does not exist here; there is {known}"
        override = _override(task, definition["name"])
        command = override.get("command") or definition.get("command")
        if not command:
            return "CannotStartContainerError: neither the task nor its definition has a command"
        folder = self._home.tasks / task.id
        folder.mkdir()
        environment = {**_variables(definition), **_variables(override), **self._environment.variables()}
        with self._lock:
            if task.desired_status == "STOPPED":
                return task.stopped_reason or "Stopped before it was started"
            try:
                process = processes.start(
                    command, environment=environment, folder=folder, log=self._log(task.id)
                )
            except OSError as error:
                return f"CannotStartContainerError: {error}"
            container = _Container(task, process, float(definition.get("stopTimeout") or STOP_TIMEOUT_S))
            self._running[task.id] = container
            _record(folder, process.pid)
            task.last_status = task.containers[0].last_status = "RUNNING"
            task.started_at = datetime.now(UTC)
        threading.Thread(target=self._wait, args=(container,), daemon=True).start()
        return None

    def _log(self, task_id: str) -> Path:
        return self._home.task_logs / f"{task_id}.log"

    def _wait(self, container: _Container) -> None:
        """Wait for the first process; what it leaves behind dies with it, as in a container."""
        code = container.process.wait()
        if not processes.kill_group(container.process.pid):
            logger.warning("task %s: processes of its group outlived a kill", container.task.id)
        with self._lock:
            if container.task.desired_status != "STOPPED":
                container.task.stop_code = "EssentialContainerExited"
                container.task.stopped_reason = "Essential container in task exited"
            del self._running[container.task.id]
        try:
            self._stopped(container.task, exit_code=code if code >= 0 else 128 - code)
        finally:
            container.ended.set()

    def _stopped(self, task: Any, exit_code: int | None) -> None:
        shutil.rmtree(self._home.tasks / task.id, ignore_errors=True)
        container = task.containers[0]
        container.exitCode, container.last_status = exit_code, "STOPPED"
        if exit_code is None:
            container.reason = task.stopped_reason
        elif exit_code > 128:
            container.reason = f"Killed by {_signal_name(exit_code - 128)}"
        task.execution_stopped_at = task.stopped_at = datetime.now(UTC)
        task.desired_status = task.last_status = "STOPPED"
        self._on_stopped(task)


def end_leftovers(home: Home) -> int:
    """How many processes were ended that a server left behind when it was killed.

    A process counts as ours only if it started when the record says so: pids are used again.
    """
    ended = 0
    for record in home.tasks.glob(f"*/{RECORD}"):
        with suppress(ValueError, KeyError):
            written = json.loads(record.read_text())
            if processes.start_time(written["pid"]) == written["started"]:
                ended += processes.kill_group(written["pid"])
    for folder in home.tasks.iterdir():
        shutil.rmtree(folder, ignore_errors=True)
    return ended


def _end(container: _Container) -> None:
    """SIGTERM, which is Fargate's notice, and SIGKILL when the stop timeout is over."""
    processes.signal_group(container.process.pid, signal.SIGTERM)
    if not container.ended.wait(container.stop_timeout_s):
        processes.signal_group(container.process.pid, signal.SIGKILL)


def _record(folder: Path, pid: int) -> None:
    (folder / RECORD).write_text(json.dumps({"pid": pid, "started": processes.start_time(pid)}))


def _describe_as_new(task: Any) -> None:
    """Set what moto leaves out of a task that was just accepted."""
    task.created_at = datetime.now(UTC)
    task.last_status = "PENDING"
    container = task.containers[0]
    container.task_arn = task.task_arn
    container.exitCode = None


def _override(task: Any, name: str) -> dict[str, Any]:
    overrides = (task.overrides or {}).get("containerOverrides") or []
    return next((each for each in overrides if each.get("name") == name), {})


def _variables(container: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: str(each["value"]) for each in container.get("environment") or []}


def _signal_name(number: int) -> str:
    with suppress(ValueError):
        return f"signal {number} ({signal.Signals(number).name})"
    return f"signal {number}"
