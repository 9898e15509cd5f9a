"""What earlier runs over the same list came to, as rates for the next."""

from workbench.contract.records import Ledger, SourceFigures, Summary
from workbench.contract.settings import Settings
from workbench.estimate.rates import SourceRates, measured_rates
from workbench.storage import Bucket, RunKeys

# Older runs say little of what the next will find.
RUNS_READ = 10


def rates_of_earlier_runs(bucket: Bucket, list_id: str, settings: Settings) -> dict[str, SourceRates]:
    """Rates by source, measured by the newest run of the list that asked it enough; {} for a new list."""
    keys = sorted(bucket.keys(f"runs-index/{list_id}/"), reverse=True)[:RUNS_READ]
    figures = (_figures(bucket, bucket.get_record(Ledger, key)) for key in keys)
    return measured_rates(figures, settings)


def _figures(bucket: Bucket, ledger: Ledger | None) -> dict[str, SourceFigures]:
    """Those of the run's last execution that ended; they are over the whole run."""
    if ledger is None:
        return {}
    for execution in reversed(ledger.executions):
        summary = bucket.get_record(Summary, RunKeys(ledger.run_id).summary(execution.name))
        if summary is not None:
            return summary.sources
    return {}
