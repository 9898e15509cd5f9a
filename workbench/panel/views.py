"""What the panel shows of a run, as plain values: bars a stage, events in words, which buttons can be pressed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from workbench.contract.records import Summary
from workbench.contract.states import RowState
from workbench.messages import Language, say
from workbench.palette import SHOWN_ORDER, shade
from workbench.progress import RunProgress, RunStatus, StageProgress

# So many of the failures that a run tells of at its end become events; its notification counts the others.
FAILURES_SHOWN = 5


@dataclass(frozen=True)
class Segment:
    """A part of a stage's bar: the rows of one state."""

    words: str
    rows: int
    colour: str


@dataclass(frozen=True)
class StageView:
    """One stage-attempt as it is shown. notes: words beside the bar (shards, rate, time left)."""

    title: str
    rows: int
    done: int
    segments: tuple[Segment, ...]
    count_words: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """Something that happened in a run: code and parameters, told in whatever language is chosen."""

    at: datetime
    code: str
    parameters: dict[str, object] = field(default_factory=dict)
    by_state: dict[RowState, int] = field(default_factory=dict)

    def sentence(self, language: Language) -> str:
        """In words, followed by the counts by state where there are any."""
        told = say(self.code, language, **self.parameters)
        comma = "、" if language == "ja" else ", "
        counts = comma.join(f"{words} {rows:,}" for words, rows in _counts(self.by_state, language))
        gap = "" if language == "ja" else " "
        return f"{told}{gap}({counts})" if counts else told


@dataclass(frozen=True)
class Buttons:
    """Which of the panel's actions make sense now."""

    estimate: bool
    start: bool
    stop: bool
    resume: bool
    export: bool


def stage_views(progress: RunProgress, language: Language) -> list[StageView]:
    """One view a stage-attempt, in the order in which they were planned."""
    running = progress.status is RunStatus.RUNNING
    return [_stage_view(stage, running, language) for stage in progress.stages]


def time_left_s(stage: StageProgress) -> float | None:
    """Seconds until the stage has asked its rows, at its rate so far; None while there is no rate.

    >>> time_left_s(StageProgress("sites", 1, 100, 40, {}, 2, 0, 80, 0.5))
    120.0
    """
    if not stage.rows_per_s:
        return None
    return max(stage.rows - stage.done, 0) / stage.rows_per_s


def duration_words(seconds: float, language: Language) -> str:
    """A length of time as roughly as one needs it.

    >>> duration_words(42.4, "en"), duration_words(200, "en"), duration_words(9000, "ja")
    ('42 s', '3 min', '2.5時間')
    """
    if seconds < 90:
        return say("panel.seconds", language, count=round(seconds))
    if seconds < 5_400:
        return say("panel.minutes", language, count=round(seconds / 60))
    return say("panel.hours", language, count=seconds / 3_600)


def what_happened(before: RunProgress | None, after: RunProgress, at: datetime) -> list[Event]:
    """The events between two looks at a run, oldest first; none if nothing changed."""
    known = {(stage.stage, stage.attempt): stage for stage in before.stages} if before else {}
    events: list[Event] = []
    for stage in after.stages:
        events += _of_stage(known.get((stage.stage, stage.attempt)), stage, at)
    if before is not None and before.status is not after.status:
        status = f"@run.status.{after.status.value}"
        events.append(Event(at, "panel.event.status", {"status": status}))
    return events


def failures(summary: Summary, at: datetime, language: Language) -> list[Event]:
    """What went wrong in a run that has ended, in words."""
    return [
        Event(
            at,
            "panel.event.failure",
            {
                "stage": failure.stage,
                "shard": failure.shard,
                "attempt": failure.attempt,
                "sentence": failure.reason.sentence(language),
            },
        )
        for failure in summary.failures[:FAILURES_SHOWN]
    ]


def buttons(
    *,
    list_sha256: str | None,
    settings_ready: bool,
    run_sha256: str | None,
    status: RunStatus | None,
    joined: bool,
    busy: bool,
) -> Buttons:
    """What can be done: a list that is being run is not started a second time; a list whose run has ended is.

    list_sha256: of the list that is chosen. run_sha256, status: of the run that is looked at; None without one.
    joined: a result over the list's own rows is there. busy: an action is on its way.
    """
    running = status is RunStatus.RUNNING
    ready = list_sha256 is not None and settings_ready
    resumable = status is not None and status not in (RunStatus.RUNNING, RunStatus.COMPLETE)
    return Buttons(
        start=ready and not busy and not (running and run_sha256 == list_sha256),
        estimate=ready and not busy,
        stop=running and not busy,
        resume=resumable and not busy,
        export=joined and not busy,
    )


def _stage_view(stage: StageProgress, running: bool, language: Language) -> StageView:
    title = "panel.stage" if stage.attempt == 1 else "panel.stage_again"
    segments = [
        Segment(say(f"state.{state.value}", language), stage.by_state[state], shade(state).strong)
        for state in SHOWN_ORDER
        if stage.by_state.get(state)
    ]
    return StageView(
        title=say(title, language, stage=stage.stage, attempt=stage.attempt),
        rows=stage.rows,
        done=stage.done,
        segments=tuple(segments),
        count_words=say("panel.rows_done", language, done=stage.done, rows=stage.rows),
        notes=tuple(_notes(stage, running, language)),
    )


def _notes(stage: StageProgress, running: bool, language: Language) -> Iterator[str]:
    if stage.rows_per_s:
        yield say("panel.rate", language, per_minute=stage.rows_per_s * 60)
    yield say("panel.shards", language, ended=stage.shards_ended, shards=stage.shards)
    if stage.shards_ended == stage.shards:
        yield say("panel.stage_done", language)
    elif running and (left := time_left_s(stage)) is not None:
        yield say("panel.left", language, time=duration_words(left, language))


def _of_stage(before: StageProgress | None, after: StageProgress, at: datetime) -> Iterator[Event]:
    named: dict[str, object] = {"stage": after.stage, "attempt": after.attempt}
    if before is None:
        yield Event(at, "panel.event.stage_planned", named | {"rows": after.rows, "shards": after.shards})
    if after.shards_ended == (before.shards_ended if before else 0):
        return
    if after.shards_ended == after.shards:
        counts = {"done": after.done, "rows": after.rows}
        yield Event(at, "panel.event.stage_ended", named | counts, dict(after.by_state))
    else:
        counts = {"ended": after.shards_ended, "shards": after.shards}
        yield Event(at, "panel.event.shards_ended", named | counts, dict(after.by_state))


def _counts(by_state: dict[RowState, int], language: Language) -> list[tuple[str, int]]:
    return [
        (say(f"state.{state.value}", language), by_state[state])
        for state in SHOWN_ORDER
        if by_state.get(state)
    ]
