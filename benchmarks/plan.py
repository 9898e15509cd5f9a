"""What the Plan Lambda computes, which has 15 minutes: only measured, since nothing else does the same."""

from benchmarks.measure import Benchmark
from benchmarks.run_of_phones import make_run

BENCHMARK = Benchmark(
    name="plan",
    what="next_stage and summarise of {size} companies x 3 observations",
    size={"quick": 2_000, "default": 20_000, "full": 200_000},
    make=make_run,
    product="benchmarks.products.plan",
    runs=1,
)
