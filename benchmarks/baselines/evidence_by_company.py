"""What became of each row of a run, company by company, as the plan asks it."""

import sys
from pathlib import Path

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    from benchmarks.run_of_phones import SETTINGS, read_records
    from workbench.planning import row_ends

    run = read_records(Path(sys.argv[1]))
    clock = Clock(whole_process=False)
    ends = row_ends(run, SETTINGS, ended=True)
    sentences = {row: end.reason.sentence() for row, end in ends.items()}
    measured = clock.stop()
    tell(
        measured,
        (
            (row, end.state.value, sentences[row], end.phone.value, round(end.phone.confidence, 4))
            for row, end in ends.items()
            if end.phone
        ),
    )
