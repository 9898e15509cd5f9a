"""A list read by pandas with openpyxl, every cell as text."""

import sys

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    import pandas as pd

    frame = pd.read_excel(f"{sys.argv[1]}/list.xlsx", dtype="str", keep_default_na=False, engine="openpyxl")
    measured = clock.stop()

    from benchmarks.samples import sample

    tell(measured, sample(frame))
