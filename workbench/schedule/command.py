"""Schedules by hand: what `workbench schedule …` answers."""

from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.connect import connect
from workbench.messages import say
from workbench.schedule import store
from workbench.timetable import TOKYO

Answer = tuple[dict[str, Any], list[str]]


def apply(file: Path) -> Answer:
    """The answer as plain values, and the same in lines for a person."""
    row = store.apply(file, connect())
    return _plain(row), [say("schedule.applied", name=row.name, next=_shown(row.next), lists=row.lists)]


def rows() -> Answer:
    found = store.rows(connect())
    lines = [
        say(
            "schedule.row",
            name=row.name,
            state=say("schedule.state.enabled" if row.enabled else "schedule.state.disabled"),
            when=row.when,
            next=_shown(row.next),
            lists=row.lists,
            last=_last(row),
        )
        for row in found
    ]
    return {"schedules": [_plain(row) for row in found]}, lines or [say("schedule.none")]


def pause(name: str) -> Answer:
    store.pause(name, connect())
    return {"name": name, "enabled": False}, [say("schedule.paused", name=name)]


def run_now(name: str) -> Answer:
    started = store.run_now(name, connect())
    execution = started.execution.rsplit(":", 1)[-1]
    return (
        {"name": name, "execution": started.execution, "results": started.results},
        [say("schedule.started", execution=execution, results=started.results)],
    )


def remove(name: str) -> Answer:
    store.remove(name, connect())
    return {"name": name, "removed": True}, [say("schedule.removed", name=name)]


def _plain(row: store.Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "when": row.when,
        "enabled": row.enabled,
        "next": row.next.isoformat() if row.next else None,
        "lists": row.lists,
        "last": row.last.model_dump(mode="json") if row.last else None,
    }


def _shown(at: datetime | None) -> str:
    return at.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M JST") if at else "-"


def _last(row: store.Row) -> str:
    if row.last is None:
        return say("schedule.never_yet")
    return say("schedule.last", day=row.last.day, outcome=say(f"batch.outcome.{row.last.outcome}"))
