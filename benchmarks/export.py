"""Writing the joined table as a workbook of 30 columns, with links, a frozen header and a filter."""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pandas as pd

from benchmarks.lists_of_companies import rows
from benchmarks.measure import Benchmark, Goal
from benchmarks.run_of_phones import SETTINGS, make_run, read_lines
from benchmarks.written_cells import ALL_COLUMNS
from workbench.matching import COLUMNS, join, results

OWN_COLUMNS = ALL_COLUMNS - len(COLUMNS)


def make(folder: Path, companies: int) -> None:
    """table.parquet: the list's own columns, then ours."""
    with TemporaryDirectory(prefix="benchmark-run-") as run:
        make_run(Path(run), companies)
        found = results(read_lines(Path(run)), SETTINGS, ended=True)
    header, *cells = ([*row[:OWN_COLUMNS]] for row in rows(companies))
    frame = pd.DataFrame(cells, columns=header, dtype="str")
    table = join(SimpleNamespace(frame=frame, invalid={}, columns={}), found)  # type: ignore[arg-type]
    table.to_parquet(folder / "table.parquet")


BENCHMARK = Benchmark(
    name="export",
    what="a table of {size} rows x 30 to .xlsx",
    size={"quick": 1_000, "default": 8_000, "full": 100_000},
    make=make,
    baseline="benchmarks.baselines.export_xlsxwriter",
    product="benchmarks.products.export",
    goal=Goal(cpu=1.05),
)
