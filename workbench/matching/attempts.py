"""What each attempt at a stage was asked and said."""

import numpy as np
import pandas as pd

from workbench.contract.records import RunLines, RunRecords
from workbench.contract.states import RowState
from workbench.matching.tables import tables_of


def coverage(run: RunRecords | RunLines) -> pd.DataFrame:
    """One row per stage-attempt: stage (str), attempt (int), asked (rows handed to it), and a count per state."""
    tables = tables_of(run)
    at = {stage_attempt: number for number, stage_attempt in enumerate(dict.fromkeys(tables.planned_at))}
    attempt_of_shard = np.array([at[stage_attempt] for stage_attempt in tables.planned_at], dtype=np.int64)
    outcomes = tables.outcomes.select(["row_id", "state"]).to_pandas()
    outcomes["attempt"] = attempt_of_shard[tables.outcomes["shard"].to_numpy()]
    # By row: a batch that was written twice counts once.
    counts = outcomes.drop_duplicates(["attempt", "row_id"], keep="last").groupby(["attempt", "state"]).size()
    rows = [
        {"stage": planned.stage, "attempt": planned.attempt, "asked": sum(planned.shards.values())}
        | {
            state.value: int(counts.get((at.get((planned.stage, planned.attempt), -1), state.value), 0))
            for state in RowState
        }
        for planned in tables.planned
    ]
    table = pd.DataFrame(rows, columns=["stage", "attempt", "asked", *(s.value for s in RowState)])
    return table.astype({s.value: "int64" for s in RowState})
