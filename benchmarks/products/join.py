"""From what the crawler landed to the joined table: lines to columns, evidence, results, join."""

import sys
from pathlib import Path
from types import SimpleNamespace

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    import pandas as pd

    from benchmarks.run_of_phones import SETTINGS, read_lines
    from workbench.matching import join, results

    folder = Path(sys.argv[1])
    frame = pd.read_parquet(folder / "list.parquet")
    imports, reading = clock.stop(), Clock(whole_process=False)
    lines = read_lines(folder)
    read, judging = reading.stop(), Clock(whole_process=False)
    found = results(lines, SETTINGS, ended=True)
    judged, joining = judging.stop(), Clock(whole_process=False)
    table = join(SimpleNamespace(frame=frame, invalid={}, columns={}), found)  # type: ignore[arg-type]
    joined, measured = joining.stop(), clock.stop()

    from benchmarks.samples import sample

    same = table[["会社名", "wb_phone_e164", "wb_url"]].astype("object")
    tell(measured, sample(same), imports_and_list=imports, read_files=read, results=judged, join=joined)
