"""How far a run is: read from a bounded number of objects, and told in lines of text."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from workbench.contract.records import PlannedStage, Progress
from workbench.contract.states import RowState
from workbench.messages import Language, say
from workbench.storage import Bucket, RunKeys

# A poll reads at most so many progress objects, whatever the number of shards; the others keep their last figures.
PROGRESS_READS = 40


class RunStatus(StrEnum):
    """Where a run stands. All but running are final, until it is resumed."""

    RUNNING = "running"
    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class StageProgress:
    """One stage-attempt: rows asked and done, by state, over its shards. rows_per_s: since its start."""

    stage: str
    attempt: int
    rows: int
    done: int
    by_state: dict[RowState, int]
    shards: int
    shards_ended: int
    requests: int
    rows_per_s: float | None


@dataclass(frozen=True)
class RunProgress:
    """A moment of a run. updated_at: the latest word of any shard."""

    run_id: str
    status: RunStatus
    stages: tuple[StageProgress, ...]
    updated_at: datetime | None


class ProgressReader:
    """Reads the progress of a run's shards in turn, and remembers what it read."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, int, str], Progress] = {}
        self._turn = 0

    def read(self, bucket: Bucket, keys: RunKeys, status: RunStatus) -> RunProgress:
        """How far the run is now; at most PROGRESS_READS + 1 objects are read."""
        planned = bucket.get_records(PlannedStage, keys.plan_index) or []
        self._read_some(bucket, keys, planned)
        stages = tuple(self._of_stage(one) for one in planned)
        last_word = max((progress.updated_at for progress in self._told.values()), default=None)
        return RunProgress(keys.run_id, status, stages, last_word)

    def _read_some(self, bucket: Bucket, keys: RunKeys, planned: list[PlannedStage]) -> None:
        open_shards = [at for one in planned for at in _shards_of(one) if not self._has_ended(at)]
        start = self._turn % len(open_shards) if open_shards else 0
        wanted = (open_shards[start:] + open_shards[:start])[:PROGRESS_READS]
        self._turn += len(wanted)
        for at in wanted:
            progress = bucket.get_record(Progress, keys.progress(*at))
            if progress is not None:
                self._told[at] = progress

    def _has_ended(self, at: tuple[str, int, str]) -> bool:
        return at in self._told and self._told[at].end is not None

    def _of_stage(self, planned: PlannedStage) -> StageProgress:
        told = [self._told[at] for at in _shards_of(planned) if at in self._told]
        by_state: dict[RowState, int] = {}
        for progress in told:
            for state, count in progress.by_state.items():
                by_state[state] = by_state.get(state, 0) + count
        done = sum(progress.done for progress in told)
        seconds = 0.0
        if told:
            began, last = min(p.started_at for p in told), max(p.updated_at for p in told)
            seconds = (last - began).total_seconds()
        return StageProgress(
            stage=planned.stage,
            attempt=planned.attempt,
            rows=sum(planned.shards.values()),
            done=done,
            by_state=by_state,
            shards=len(planned.shards),
            shards_ended=sum(progress.end is not None for progress in told),
            requests=sum(progress.requests for progress in told),
            rows_per_s=done / seconds if seconds > 0 else None,
        )


JAPAN = timezone(timedelta(hours=9), "JST")


def lines(progress: RunProgress, language: Language | None = None) -> list[str]:
    """The run's status, then a line a stage-attempt, then when a crawler last reported."""
    told = [
        say(
            "run.title",
            language,
            run_id=progress.run_id,
            status=say(f"run.status.{progress.status.value}", language),
        )
    ]
    told += [_stage_line(stage, language) for stage in progress.stages]
    if not progress.stages and progress.status is RunStatus.RUNNING:
        told.append(say("run.planning", language))
    if progress.updated_at is not None:
        told.append(say("run.last_word", language, at=japan_time(progress.updated_at)))
    return told


def japan_time(at: datetime) -> str:
    """A moment as a clock in Japan shows it.

    >>> from datetime import UTC
    >>> japan_time(datetime(2026, 11, 24, 15, 30, tzinfo=UTC))
    '2026-11-25 00:30:00 JST'
    """
    return f"{at.astimezone(JAPAN):%Y-%m-%d %H:%M:%S} JST"


def _stage_line(stage: StageProgress, language: Language | None) -> str:
    counts = ", ".join(
        f"{say(f'state.{state.value}', language)} {count}" for state, count in stage.by_state.items() if count
    )
    return say(
        "run.stage",
        language,
        stage=stage.stage,
        attempt=stage.attempt,
        rows=stage.rows,
        done=stage.done,
        shards=stage.shards,
        ended=stage.shards_ended,
        requests=stage.requests,
        counts=f" ({counts})" if counts else "",
    )


def _shards_of(planned: PlannedStage) -> list[tuple[str, int, str]]:
    return [(planned.stage, planned.attempt, shard) for shard in planned.shards]
