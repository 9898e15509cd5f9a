"""How an execution ended, in counts: the plan's last word."""

from datetime import datetime

from workbench.contract.records import RunRecords, Summary
from workbench.contract.settings import Settings
from workbench.contract.states import RowState
from workbench.planning.ends import row_ends
from workbench.planning.figures import container_seconds, source_figures
from workbench.planning.stopping import stopped_early

# A notification names this many failures; the rest are counted.
FAILURES_TOLD = 20


def summarise(
    run: RunRecords, settings: Settings, run_id: str, execution: str, ended_at: datetime
) -> Summary:
    """How an execution ended.

    Partial: rows are unfinished because shards or services failed; failed: no row was looked at.
    """
    ends = row_ends(run, settings, ended=True)
    unfinished = sum(end.unfinished for end in ends.values())
    ours = {(p.stage, p.attempt) for p in run.planned if p.execution == execution}
    failures = [
        shard.failure
        for (stage, attempt, _), shard in run.shards.items()
        if (stage, attempt) in ours and shard.failure is not None
    ]
    looked_at = bool(run.outcomes) or not any(p.shards for p in run.planned)
    by_state = dict.fromkeys(RowState, 0)
    for end in ends.values():
        by_state[end.state] += 1
    return Summary(
        run_id=run_id,
        execution=execution,
        outcome="complete" if not unfinished else "partial" if looked_at else "failed",
        rows=len(ends),
        by_state=by_state,
        unfinished_rows=unfinished,
        failures=tuple(failures[-FAILURES_TOLD:]) if unfinished else (),
        failed_shards=len(failures),
        stopped=stopped_early(run, settings, execution) if unfinished else None,
        sources=source_figures(run, ends),
        container_s=container_seconds(run),
        ended_at=ended_at,
    )
