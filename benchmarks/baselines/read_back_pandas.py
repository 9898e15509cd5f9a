"""What the crawler landed, read by pandas file after file."""

import sys
from pathlib import Path

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    import pandas as pd

    paths = sorted(Path(sys.argv[1]).glob("observations-*.jsonl.gz"))
    frame = pd.concat([pd.read_json(path, lines=True, dtype=False) for path in paths])
    measured = clock.stop()

    from benchmarks.samples import sample

    tell(measured, sample(frame[["row_id", "value", "url", "site_name"]]))
