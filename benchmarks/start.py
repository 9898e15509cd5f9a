"""From the start of a container's program to its first heartbeat, and to the end of a shard of no rows.

The baseline is an empty Scrapy run. S3 and Step Functions are the least that answers, in this process.
"""

import json
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks import measure
from benchmarks.child import digest_of
from benchmarks.container import PROGRAM, objects_in, run_container
from benchmarks.measure import Benchmark, Goal
from benchmarks.run_of_phones import SETTINGS
from workbench.contract.records import Company, dump_lines


def make(folder: Path, companies: int) -> None:
    (folder / "settings.yaml").write_text(json.dumps(SETTINGS.model_dump(mode="json")))
    (folder / "input.jsonl.gz").write_bytes(
        dump_lines([Company(row_id=0, company_id="0", name="架空")][:companies])
    )


def run(program: str, data: Path) -> dict[str, object]:
    """As measure.run; of both programs the system tells the time, since one takes itself apart after it could tell."""
    if program != PROGRAM:
        before, began = getrusage(RUSAGE_CHILDREN), time.time()
        told = measure.run(program, data)
        after = getrusage(RUSAGE_CHILDREN)
        cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {**told, "cpu_s": cpu_s, "wall_s": time.time() - began}
    ended = run_container(objects_in(data))
    return {
        "cpu_s": ended.cpu_s,
        "wall_s": ended.wall_s,
        "rss_mb": ended.rss_mb,
        # There is nothing to compare: both do nothing.
        "found": digest_of(["an empty run"]),
        "phases": {"to the first heartbeat": {"wall_s": ended.to_first_beat_s}},
    }


BENCHMARK = Benchmark(
    name="start",
    what="a container's program with {size} rows beside an empty Scrapy run",
    size={"quick": 0, "default": 0, "full": 0},
    make=make,
    baseline="benchmarks.baselines.start_scrapy",
    product=PROGRAM,
    goal=Goal(cpu=1.2),
    runs=5,
    run=run,
)
