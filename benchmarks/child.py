"""What a measured program tells of itself: its time and memory up to now, and what it found.

Only the standard library is imported here, so that a program's imports are its own.
"""

import hashlib
import json
import os
import re
import resource
import time
from collections.abc import Iterable
from pathlib import Path

# Epoch seconds at which the parent started the process.
STARTED = "BENCHMARK_STARTED"


class Clock:
    """Time from here on; without a start, since the process began."""

    def __init__(self, whole_process: bool = True) -> None:
        self.cpu_s = 0.0 if whole_process else _cpu_s()
        self.wall = float(os.environ[STARTED]) if whole_process else time.time()

    def stop(self) -> dict[str, float]:
        """cpu_s (user + system, all threads), wall_s, and the peak of resident memory so far in MB."""
        return {"cpu_s": _cpu_s() - self.cpu_s, "wall_s": time.time() - self.wall, "rss_mb": peak_mb()}


def peak_mb(process: int | str = "self") -> float:
    """The peak of a process's resident memory so far; 0 if it has ended. Only of this process where /proc is not."""
    if not Path("/proc/self/status").exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    # Not ru_maxrss, which on Linux counts the memory of the parent before exec too.
    return _status_mb(process, "VmHWM")


def resident_mb(process: int) -> float:
    """A process's resident memory now; 0 if it has ended, or where /proc is not."""
    return _status_mb(process, "VmRSS")


def _status_mb(process: int | str, name: str) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(rf"{name}:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def tell(measured: dict[str, float], found: Iterable[object], **phases: dict[str, float]) -> None:
    """Print what was measured and a digest of what was found, by which two programs' results are compared."""
    print(json.dumps({**measured, "found": digest_of(found), "phases": phases}))


def digest_of(found: Iterable[object]) -> str:
    """A digest of what was found, in its order."""
    digest = hashlib.sha256()
    for one in found:
        digest.update(repr(one).encode())
    return digest.hexdigest()


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
