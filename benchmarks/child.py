"""What a measured program tells of itself: its time and memory up to now, and what it found.

Only the standard library is imported here, so that a program's imports are its own.
"""

import hashlib
import json
import os
import resource
import sys
import time
from collections.abc import Iterable

# Epoch seconds at which the parent started the process.
STARTED = "BENCHMARK_STARTED"


class Clock:
    """Time from here on; without a start, since the process began."""

    def __init__(self, whole_process: bool = True) -> None:
        self.cpu_s = 0.0 if whole_process else _cpu_s()
        self.wall = float(os.environ[STARTED]) if whole_process else time.time()

    def stop(self) -> dict[str, float]:
        """cpu_s (user + system, all threads), wall_s, and the peak of resident memory so far in MB."""
        # Linux counts in KiB, macOS in bytes.
        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        return {"cpu_s": _cpu_s() - self.cpu_s, "wall_s": time.time() - self.wall, "rss_mb": peak / 1e6}


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
