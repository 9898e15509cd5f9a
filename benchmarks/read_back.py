"""Reading what the crawler landed (gzipped JSON lines, 15,000 observations a file), without S3.

The baseline reads the observations alone; the product also the companies and outcomes.
"""

from benchmarks.measure import Benchmark, Goal
from benchmarks.run_of_phones import make_run

BENCHMARK = Benchmark(
    name="read_back",
    what="the observations of {size} companies x 3 from JSON lines to columns",
    size={"quick": 5_000, "default": 50_000, "full": 333_000},
    make=make_run,
    baseline="benchmarks.baselines.read_back_pandas",
    product="benchmarks.products.read_back",
    goal=Goal(cpu=0.25),
)
