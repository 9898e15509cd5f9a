"""From observations to the joined table.

The baseline sorts observations whose weights were given to it; the product reads the crawler's lines, weighs each
observation, decides by thresholds, says why, and joins. So the ratio is the price of evidence, not of a join.
"""

from pathlib import Path

import pandas as pd

from benchmarks.measure import Benchmark
from benchmarks.run_of_phones import make_run


def make(folder: Path, companies: int) -> None:
    make_run(folder, companies)
    rows = range(companies)
    frame = pd.DataFrame(
        {"会社名": [f"株式会社架空商会{row}" for row in rows], "company_id": [f"{row:013d}" for row in rows]}
    )
    frame.to_parquet(folder / "list.parquet")


BENCHMARK = Benchmark(
    name="join",
    what="{size} companies x 3 observations to the joined table",
    size={"quick": 5_000, "default": 100_000, "full": 1_000_000},
    make=make,
    baseline="benchmarks.baselines.join_pandas",
    product="benchmarks.products.join",
)
