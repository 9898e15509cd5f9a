"""Reading a workbook: pandas with openpyxl, and load_list."""

from benchmarks.lists_of_companies import write_xlsx
from benchmarks.measure import Benchmark, Goal

BENCHMARK = Benchmark(
    name="load_xlsx",
    what="an .xlsx of {size} rows x 20 as text",
    size={"quick": 2_000, "default": 20_000, "full": 100_000},
    make=write_xlsx,
    baseline="benchmarks.baselines.load_xlsx_pandas",
    product="benchmarks.products.load_xlsx",
    goal=Goal(cpu=0.25, rss=1.2),
)
