"""What became of each row of a run, over the whole list at once."""

import sys
from pathlib import Path

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    from benchmarks.run_of_phones import SETTINGS, read_records
    from workbench.matching import results

    run = read_records(Path(sys.argv[1]))
    clock = Clock(whole_process=False)
    table = results(run, SETTINGS, ended=True)
    measured = clock.stop()
    found = table[["wb_state", "wb_reason", "wb_phone_e164", "wb_confidence"]]
    tell(measured, (tuple(row) for row in found.astype("object").itertuples()))
