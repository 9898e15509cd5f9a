"""What the crawler landed, read into columns as for a result."""

import sys
from pathlib import Path

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    from benchmarks.run_of_phones import read_lines
    from workbench.matching.tables import tables_of

    tables = tables_of(read_lines(Path(sys.argv[1])))
    measured = clock.stop()

    from benchmarks.samples import sample

    tell(measured, sample(tables.observations.select(["row_id", "value", "url", "site_name"]).to_pandas()))
