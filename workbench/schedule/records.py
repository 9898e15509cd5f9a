"""What the bucket keeps of a schedule, and where."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from workbench.contract.records import Record


class PlannedList(BaseModel):
    """One list of a schedule. file, settings: S3 URIs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    list_id: str
    file: str
    settings: str


class Schedule(Record):
    """A schedule as it was applied: all files in S3. time_limit_s: longest time of one list, in seconds."""

    name: str
    when: str
    notebook: str
    lists: tuple[PlannedList, ...]
    time_limit_s: int
    parameters: Mapping[str, Any] = {}
    applied_by: str
    applied_at: AwareDatetime


class BatchSummary(Record):
    """How one batch ended. lists: the ending of each list (see batch.BatchResult) by its id."""

    schedule: str
    day: date
    execution: str
    outcome: str
    lists: dict[str, str]
    ended_at: AwareDatetime


def schedule_root(name: str) -> str:
    """Below it lie the schedule's record and the files that were copied for it."""
    return f"schedules/{name}"


def schedule_key(name: str) -> str:
    return f"{schedule_root(name)}/schedule.json"


def results_root(name: str, day: date) -> str:
    """Below it lie a day's spreadsheets and notebooks, one folder a list."""
    return f"batches/{name}/{day.isoformat()}"


def running_key(name: str) -> str:
    """Which execution has the schedule now, so that no second one begins beside it."""
    return f"batches/{name}/running.json"


def last_key(name: str) -> str:
    """The summary of the latest batch."""
    return f"batches/{name}/last.json"
