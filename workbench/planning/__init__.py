"""What is known of a run -> what to ask next, and what became of each row. Pure: no storage, no clock.

The waterfall, retry and resume are one mechanism: rows without an outcome in a stage are asked (again) while the stage
has attempts left, first stage first; what earlier stages learned is given to later ones.
"""

from workbench.planning.ends import RowEnd, after_failure, never_asked, row_ends
from workbench.planning.known import observations_by_row, one_row_a_company
from workbench.planning.stages import SourceFacts, StagePlan, next_stage
from workbench.planning.stopping import stopped_early
from workbench.planning.summary import summarise

__all__ = [
    "RowEnd",
    "SourceFacts",
    "StagePlan",
    "after_failure",
    "never_asked",
    "next_stage",
    "observations_by_row",
    "one_row_a_company",
    "row_ends",
    "stopped_early",
    "summarise",
]
