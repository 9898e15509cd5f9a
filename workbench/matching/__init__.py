"""Evidence over a whole list: one result row per row asked, then joined onto the list's own columns.

The rules are those of workbench/evidence and workbench/planning, asked once for each different case rather than once
a row. In order: tables (what came back, in columns), comparing (whose page it is), values (what was seen and how
much speaks for it), verdicts (what the evidence says), ends (what became of each row), result_rows, joined; attempts,
trails.
"""

from workbench.matching.attempts import coverage
from workbench.matching.joined import join
from workbench.matching.result_rows import COLUMNS, TIME_COLUMNS, results
from workbench.matching.trails import trail

__all__ = ["COLUMNS", "TIME_COLUMNS", "coverage", "join", "results", "trail"]
