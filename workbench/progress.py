"""A run's progress in lines of text: what the command line prints and the notebook shows."""

from datetime import datetime, timedelta, timezone

from workbench.messages import Language, say
from workbench.run import RunProgress, RunStatus, StageProgress

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
