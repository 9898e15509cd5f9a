"""What earlier servers left in a home does not pile up."""

import shutil
from pathlib import Path

from workbench.local.home import Home

TASK_LOGS_KEPT = 1_000
LOG_SIZE_BYTES = 5 * 1024 * 1024


def tidy(home: Home) -> None:
    """Remove the oldest task logs, begin logs anew that have grown large, and forget unpacked functions."""
    logs = sorted(home.task_logs.glob("*.log"), key=lambda path: path.stat().st_mtime)
    for old in logs[: max(0, len(logs) - TASK_LOGS_KEPT)]:
        old.unlink(missing_ok=True)
    for log in (home.server_log, home.sample_web_log, *home.function_logs.glob("*.log")):
        _begin_anew(log)
    for unpacked in home.functions.iterdir():
        shutil.rmtree(unpacked, ignore_errors=True)


def _begin_anew(log: Path) -> None:
    """Keep the newer half of a log that has grown large; it is rewritten in place, since it may be open."""
    if log.exists() and log.stat().st_size > LOG_SIZE_BYTES:
        with log.open("r+b") as file:
            file.seek(-LOG_SIZE_BYTES // 2, 2)
            file.readline()
            newer = file.read()
            file.seek(0)
            file.truncate()
            file.write(newer)
