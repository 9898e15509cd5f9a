"""From messy names to numbers, against a register of many times as many companies.

A tenth of the names is asked by both programs; the product alone then takes all of them, in the phase below it. The
baseline accepts what is likest, the product what is sure: how right each is, they say themselves. Rows that nobody
could be right about are not left out here; tests/registry/evaluation.py, which does so, measures quality.
Loading the baseline's register, and building the product's registry once, are not counted.
"""

from benchmarks.measure import Benchmark, Goal
from benchmarks.names_to_resolve import make

BENCHMARK = Benchmark(
    name="resolve",
    what="a hundredth, then a tenth, as many messy names as there are companies, against {size}",
    size={"quick": 10_000, "default": 100_000, "full": 1_000_000},
    make=make,
    baseline="benchmarks.baselines.resolve_rapidfuzz",
    product="benchmarks.products.resolve",
    goal=Goal(cpu=0.3),
    runs=1,
)
