"""A list read by pandas' C engine, every cell as text."""

import sys

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    import pandas as pd

    frame = pd.read_csv(f"{sys.argv[1]}/list.csv", dtype="str", keep_default_na=False, encoding="cp932")
    measured = clock.stop()

    from benchmarks.samples import sample

    tell(measured, sample(frame))
