"""Two programs, run in turn in processes of their own -> medians of their time and memory, and whether they agree."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.child import STARTED

ROOT = Path(__file__).parent.parent
TIMEOUT_S = 1_800
FIGURES = ("cpu_s", "wall_s", "rss_mb")


@dataclass(frozen=True)
class Goal:
    """Upper limits of product / baseline; None where none was set."""

    cpu: float | None = None
    wall: float | None = None
    rss: float | None = None


@dataclass(frozen=True)
class Benchmark:
    """One comparison.

    size: for "quick", "default" and "full"; make(folder, size) writes the data into an empty folder. The programs are
    modules that take the folder as their argument; without a baseline the product is only measured. `beside` is one
    more program to compare with: not what anybody would write first, but what bounds the product from below. `each`:
    what the size counts, if the time for one of them is told too.
    """

    name: str
    what: str
    size: dict[str, int]
    make: Callable[[Path, int], None]
    product: str
    baseline: str | None = None
    beside: str | None = None
    each: str = ""
    goal: Goal = Goal()
    goal_beside: Goal = Goal()
    runs: int = 3
    run: "Callable[[str, Path], dict[str, object]] | None" = None


@dataclass(frozen=True)
class Measured:
    """Medians over the runs of one program; `phases` are the product's own parts."""

    command: str
    cpu_s: float
    wall_s: float
    rss_mb: float
    found: set[str]
    phases: dict[str, dict[str, float]] = field(default_factory=dict)


def compare(benchmark: Benchmark, data: Path, runs: int) -> tuple[list[Measured], Measured]:
    """(the baseline and what else it is compared with, the product), from alternating runs."""
    programs = [program for program in (benchmark.baseline, benchmark.beside, benchmark.product) if program]
    told: dict[str, list[dict[str, object]]] = {program: [] for program in programs}
    for _ in range(runs):
        for program in programs:
            told[program].append((benchmark.run or run)(program, data))
    *others, product = (_median(program, data, told[program]) for program in programs)
    return others, product


def command(program: str, data: Path) -> list[str]:
    return [sys.executable, "-m", program, str(data)]


def run(program: str, data: Path, environment: Mapping[str, str] = {}) -> dict[str, object]:
    """What one run of a program tells. Raises CalledProcessError with its stderr shown if it fails."""
    ended = subprocess.run(
        command(program, data),
        cwd=ROOT,
        env={**os.environ, **environment, STARTED: repr(time.time())},
        stdout=subprocess.PIPE,
        timeout=TIMEOUT_S,
        check=True,
    )
    told: dict[str, object] = json.loads(ended.stdout.splitlines()[-1])
    return told


def _median(program: str, data: Path, told: Sequence[dict[str, object]]) -> Measured:
    figures = {name: statistics.median(float(str(one[name])) for one in told) for name in FIGURES}
    phases: dict[str, dict[str, float]] = {}
    first = told[0].get("phases")
    for phase in first if isinstance(first, dict) else ():
        phases[phase] = {
            name: statistics.median(one["phases"][phase][name] for one in told)  # type: ignore[index]
            for name in FIGURES
            if name in first[phase]  # type: ignore[index]
        }
    shown = " ".join(["python", "-m", program, str(data)])
    return Measured(shown, found={str(one["found"]) for one in told}, phases=phases, **figures)
