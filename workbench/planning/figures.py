"""What each source came to over a run, and what the containers took: by it the next run is estimated."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from workbench.contract.records import Asked, Observation, RunRecords, SourceFigures
from workbench.contract.states import AskResult, Field
from workbench.planning.ends import RowEnd

Runner = Literal["fargate", "lambda"]

_COUNTED = {
    AskResult.HIT: "hits",
    AskResult.NONE: "nothing",
    AskResult.ERROR: "errors",
    AskResult.SKIPPED: "skipped",
    AskResult.CACHED: "cached",
}


def source_figures(run: RunRecords, ends: Mapping[int, RowEnd]) -> dict[str, SourceFigures]:
    """The figures of each source that a row's trail names."""
    trails: dict[str, list[Asked]] = defaultdict(list)
    for outcome in run.outcomes:
        for asked in outcome.trail:
            trails[asked.source].append(asked)
    gave = _gave(run.observations)
    finished = Counter(
        end.phone.best.source for end in ends.values() if end.phone is not None and end.state == "found"
    )
    return {
        source: _of_trail(trail).model_copy(update={"gave": gave[source], "finished": finished[source]})
        for source, trail in trails.items()
    }


def container_seconds(run: RunRecords) -> dict[Runner, float]:
    """Seconds from the start of each container to its last word, by what ran it."""
    runners = {(planned.stage, planned.attempt): planned.runner for planned in run.planned}
    seconds: dict[Runner, float] = {}
    for (stage, attempt, _), shard in run.shards.items():
        if shard.progress is not None and (stage, attempt) in runners:
            took = (shard.progress.updated_at - shard.progress.started_at).total_seconds()
            runner = runners[stage, attempt]
            seconds[runner] = seconds.get(runner, 0.0) + took
    return seconds


def _of_trail(trail: Iterable[Asked]) -> SourceFigures:
    trail = list(trail)
    counts = Counter(_COUNTED[asked.result] for asked in trail)
    return SourceFigures(
        **counts,
        asked=sum(asked.result not in (AskResult.SKIPPED, AskResult.CACHED) for asked in trail),
        requests=sum(asked.requests for asked in trail),
        seconds=round(sum(asked.seconds for asked in trail), 3),
        cost=round(sum(asked.cost for asked in trail), 3),
    )


def _gave(observations: Iterable[Observation]) -> dict[str, dict[Field, int]]:
    rows: dict[str, dict[Field, set[int]]] = defaultdict(lambda: defaultdict(set))
    for seen in observations:
        rows[seen.source][seen.field].add(seen.row_id)
    told = {source: {field: len(ids) for field, ids in fields.items()} for source, fields in rows.items()}
    return defaultdict(dict, told)
