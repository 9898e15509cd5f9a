"""Reading a delimited list in Windows' Shift_JIS: pandas' C engine, and load_list."""

from benchmarks.lists_of_companies import write_csv
from benchmarks.measure import Benchmark, Goal

BENCHMARK = Benchmark(
    name="load_csv",
    what="a cp932 .csv of {size} rows x 20 as text",
    size={"quick": 20_000, "default": 500_000, "full": 1_000_000},
    make=write_csv,
    baseline="benchmarks.baselines.load_csv_pandas",
    product="benchmarks.products.load_csv",
    goal=Goal(cpu=0.5, rss=1.2),
)
