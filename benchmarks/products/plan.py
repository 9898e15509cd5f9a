"""The plan's two questions: what to ask next, and what became of each row."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    from benchmarks.run_of_phones import SETTINGS, read_records
    from workbench.contract.records import RunRecords
    from workbench.planning import SourceFacts, next_stage, summarise

    clock = Clock()
    reading = Clock(whole_process=False)
    run = read_records(Path(sys.argv[1]))
    read, planning = reading.stop(), Clock(whole_process=False)
    # As if no row had been answered yet: every row is looked at, and those that are not finished are put into shards.
    open_run = RunRecords(run.companies, [], {})
    sources = {"homepage": SourceFacts(frozenset({"homepage"}), one_host=False)}
    first = next_stage(open_run, SETTINGS, sources, "x")
    again = next_stage(run, SETTINGS, sources, "x")
    planned, ending = planning.stop(), Clock(whole_process=False)
    summary = summarise(run, SETTINGS, "r", "x", datetime(2026, 11, 24, tzinfo=UTC))
    ended, measured = ending.stop(), clock.stop()
    found = [len(first.shards) if first else 0, again, summary.by_state]
    tell(measured, found, read_records=read, next_stage_twice=planned, summarise=ended)
