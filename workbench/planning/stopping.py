"""When a run is stopped early: its containers fail so often that going on would only cost."""

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import RunRecords
from workbench.contract.settings import Settings


def stopped_early(run: RunRecords, settings: Settings, execution: str) -> Reason | None:
    """Why no further stage or attempt of this execution is begun; None if it may go on."""
    ours = {(planned.stage, planned.attempt) for planned in run.planned if planned.execution == execution}
    shards = [shard for (stage, attempt, _), shard in run.shards.items() if (stage, attempt) in ours]
    failed = sum(shard.failure is not None for shard in shards)
    limits = settings.stop_loss
    if len(shards) < limits.shards_after or failed < limits.shard_failures * len(shards):
        return None
    return Reason.of(ReasonCode.RUN_STOPPED_EARLY, shards=len(shards), failed=failed)
