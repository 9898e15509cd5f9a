"""`python -m benchmarks [--quick | --full] [NAME ...]`: run benchmarks and print a table of ratios.

Exit code 1 only if a baseline and the product found different results; how long they took is never a failure.
"""

import argparse
import importlib
import os
import platform
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Benchmark, Goal, Measured, compare

NAMES = (
    *("load_xlsx", "load_csv", "join", "evidence", "read_back"),
    *("resolve", "plan", "export", "start", "crawl"),
)


def main() -> int:
    given = _arguments()
    differ = []
    print(
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores; sizes: {given.size}\n"
    )
    for name in given.names or NAMES:
        benchmark: Benchmark = importlib.import_module(f"benchmarks.{name}").BENCHMARK
        with tempfile.TemporaryDirectory(prefix=f"benchmark-{name}-") as folder:
            benchmark.make(Path(folder), benchmark.size[given.size])
            runs = given.runs or benchmark.runs
            others, product = compare(benchmark, Path(folder), runs)
        print(_report(benchmark, given.size, runs, others, product), flush=True)
        if len(product.found.union(*(one.found for one in others))) > 1:
            differ.append(name)
    print("results are the same" if not differ else f"RESULTS DIFFER: {', '.join(differ)}")
    return 1 if differ else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument(
        "--quick", dest="size", action="store_const", const="quick", help="small: seconds in all"
    )
    sizes.add_argument("--full", dest="size", action="store_const", const="full", help="large: up to an hour")
    parser.set_defaults(size="default")
    parser.add_argument("--runs", type=int, help="runs of each program, in turn")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    given = parser.parse_args()
    unknown = set(given.names) - set(NAMES)
    if unknown:
        parser.error(f"no such benchmarks: {', '.join(sorted(unknown))}")
    return given


def _report(
    benchmark: Benchmark, chosen: str, runs: int, others: Sequence[Measured], product: Measured
) -> str:
    size = f"{benchmark.size[chosen]:,}"
    lines = [f"{benchmark.name}: {benchmark.what.format(size=size)} (median of {runs})"]
    lines.append(f"  {'':10}{'CPU s':>9}{'wall s':>9}{'RSS MB':>9}   command")
    for label, one in (*zip(("baseline", "beside"), others, strict=False), ("product", product)):
        lines.append(f"  {label:10}{one.cpu_s:9.2f}{one.wall_s:9.2f}{one.rss_mb:9.0f}   {one.command}")
    for label, one, goal in zip(
        ("ratio", "to beside"), others, (benchmark.goal, benchmark.goal_beside), strict=False
    ):
        ratios = (product.cpu_s / one.cpu_s, product.wall_s / one.wall_s, product.rss_mb / one.rss_mb)
        shown = "".join(f"{ratio:9.2f}" for ratio in ratios)
        lines.append(f"  {label:10}{shown}{_goal(goal, ratios, chosen)}")
    if benchmark.each:
        told = ", ".join(
            f"{label} {1000 * one.cpu_s / benchmark.size[chosen]:.2f}"
            for label, one in (*zip(("baseline", "beside"), others, strict=False), ("product", product))
        )
        lines.append(f"    CPU ms a {benchmark.each}: {told}")
    lines += [f"    {name:24}{_phase(one)}" for name, one in product.phases.items()]
    return "\n".join(lines) + "\n"


def _phase(one: dict[str, float]) -> str:
    units = {"cpu_s": "CPU s", "wall_s": "wall s", "rss_mb": "MB"}
    return "".join(f"{one[name]:7.2f} {unit}" if name in one else " " * 13 for name, unit in units.items())


def _goal(goal: Goal, ratios: tuple[float, float, float], chosen: str) -> str:
    """The limits beside the ratios, each with whether it is kept: they are meant for the full size."""
    limits = zip(("CPU", "wall", "RSS"), (goal.cpu, goal.wall, goal.rss), ratios, strict=True)
    told = [
        f"{name} {limit}" + ("" if chosen != "full" else " kept" if round(ratio, 2) <= limit else " MISSED")
        for name, limit, ratio in limits
        if limit is not None
    ]
    return f"   goal{'' if chosen == 'full' else ' at full size'}: {', '.join(told)}" if told else ""


if __name__ == "__main__":
    raise SystemExit(main())
