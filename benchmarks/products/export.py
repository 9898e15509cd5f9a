"""The table written by workbench.exports: three sheets, headings in words, links, colours, drop-downs."""

import sys
from pathlib import Path

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    import pandas as pd

    from workbench.exports import export

    table = pd.read_parquet(Path(sys.argv[1]) / "table.parquet")
    path = f"{sys.argv[1]}/product.xlsx"
    export(table, path, language="ja")
    measured = clock.stop()

    from benchmarks.written_cells import written

    tell(measured, written(path))
