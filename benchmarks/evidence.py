"""Evidence, states and reasons of a run that is in memory: company by company, and the whole list at once."""

from benchmarks.measure import Benchmark
from benchmarks.run_of_phones import make_run

BENCHMARK = Benchmark(
    name="evidence",
    what="{size} companies x 3 observations in memory to states and reasons (reading not counted)",
    size={"quick": 2_000, "default": 20_000, "full": 200_000},
    make=make_run,
    baseline="benchmarks.baselines.evidence_by_company",
    product="benchmarks.products.evidence",
)
