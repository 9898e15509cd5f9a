"""Local processes in place of containers: started in a group of their own, and ended with the whole group."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

GONE_TIMEOUT_S = 5.0


def start(
    command: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path
) -> subprocess.Popen[bytes]:
    """A process in a session of its own, so that its children end with it; output is appended to `log`.

    `python` as the command is this interpreter, as it is the image's own in a container.
    Raises OSError when the program cannot be started.
    """
    program = sys.executable if command[0] in ("python", "python3") else command[0]
    with log.open("ab") as output:
        return subprocess.Popen(
            [program, *command[1:]],
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def start_time(pid: int) -> str | None:
    """When a process started, in the system's words; None if there is none. It tells a pid used again."""
    if sys.platform == "linux":
        with suppress(OSError):
            return _stat_fields(pid)[19]
        return None
    asked = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, timeout=10, check=False
    )
    return asked.stdout.strip() or None


def signal_group(group: int, number: signal.Signals) -> None:
    """Signal every process of a group; one that is gone is no error."""
    with suppress(ProcessLookupError, PermissionError):  # macOS says EPERM for a group of zombies
        os.killpg(group, number)


def group_lives(group: int) -> bool:
    """Whether a process of the group still runs; the dead that nobody collected do not count."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return sys.platform != "linux" or any(_runs_in(group, entry) for entry in os.listdir("/proc"))


def kill_group(group: int, timeout_s: float = GONE_TIMEOUT_S) -> bool:
    """Kill a group and wait until none of it runs; False if something outlived the wait."""
    signal_group(group, signal.SIGKILL)
    deadline = time.monotonic() + timeout_s
    while group_lives(group):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _runs_in(group: int, entry: str) -> bool:
    if not entry.isdigit():
        return False
    with suppress(OSError):
        fields = _stat_fields(int(entry))
        return fields[2] == str(group) and fields[0] not in "ZX"
    return False


def _stat_fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on: state, ppid, pgrp …, start time at 19 (proc(5))."""
    text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    return text[text.rindex(")") + 2 :].split()
