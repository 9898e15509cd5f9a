"""The schedule file: which lists, which settings, which notebook, and when (in Japan's time)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from workbench.errors import ScheduleError
from workbench.timetable import NotATime, Timetable, parse_when
from workbench.transfer import is_s3
from workbench.yamlfile.encoding import read_bytes
from workbench.yamlfile.problems import InvalidFile
from workbench.yamlfile.validate import validate

HOUR_S = 3_600
# What the notebook is told by the batch itself.
OWN_PARAMETERS = ("list_path", "settings_path", "out_path", "list_id")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _a_time(when: str) -> str:
    try:
        parse_when(when)
    except NotATime as wrong:
        raise PydanticCustomError(
            "schedule.when",
            "{part} is no time",
            {"part": wrong.part, "allowed": f"@{wrong.allowed}"},
        ) from wrong
    return when


When = Annotated[str, AfterValidator(_a_time), Field(json_schema_extra={"x-allowed": "allowed.when"})]
Place = Annotated[str, Field(min_length=1)]


class ScheduledList(_Strict):
    """One list. file: a path that counts from the schedule file and is copied when the schedule is applied, or an S3
    URI, which is read anew each time. id: what it is called from month to month, by default the file's name.
    """

    file: Place
    id: Annotated[
        str | None,
        Field(pattern=r"^[^/\\\s][^/\\]{0,79}$", json_schema_extra={"x-allowed": "allowed.list_id"}),
    ] = None
    settings: Place | None = None

    @property
    def list_id(self) -> str:
        return self.id or Path(self.file).stem


class ScheduleFile(_Strict):
    """A whole schedule file. time_limit_s: longest time of one list, in seconds."""

    name: Annotated[
        str,
        Field(pattern=r"^[a-z][a-z0-9-]{0,39}$", json_schema_extra={"x-allowed": "allowed.schedule_name"}),
    ]
    when: When
    notebook: Place
    settings: Place
    lists: Annotated[tuple[ScheduledList, ...], Field(min_length=1, max_length=50)]
    time_limit_s: Annotated[int, Field(strict=True, ge=60, le=24 * HOUR_S)] = 6 * HOUR_S
    parameters: Mapping[str, Any] = {}

    @field_validator("lists")
    @classmethod
    def _called_apart(cls, lists: tuple[ScheduledList, ...]) -> tuple[ScheduledList, ...]:
        ids = [one.list_id for one in lists]
        for one in ids:
            if ids.count(one) > 1:
                raise PydanticCustomError("schedule.two_lists", "two lists are called {id}", {"id": one})
        return lists

    @property
    def timetable(self) -> Timetable:
        return parse_when(self.when)


def load_schedule(path: str | Path) -> ScheduleFile:
    """The validated schedule of a YAML file (UTF-8), every file that it names being there.

    Raises ScheduleError with every problem of the file: its place, the key, the value found and what is allowed.
    """
    try:
        data = read_bytes(path)
    except OSError as error:
        raise ScheduleError("error.schedule_missing", file=str(path)) from error
    try:
        schedule = validate(data, str(path), ScheduleFile).model
    except InvalidFile as error:
        raise ScheduleError(
            "error.schedule_invalid", file=str(path), count=len(error.problems), problems=error.problems
        ) from error
    for key, named in named_files(schedule).items():
        if not is_s3(named) and not (Path(path).parent / named).is_file():
            raise ScheduleError("error.schedule_file_missing", file=str(path), key=key, named=named)
    return schedule


def named_files(schedule: ScheduleFile) -> dict[str, str]:
    """Every file that the schedule names, by the key that names it."""
    named = {"notebook": schedule.notebook, "settings": schedule.settings}
    for one in schedule.lists:
        named[f"lists[{one.list_id}].file"] = one.file
        if one.settings is not None:
            named[f"lists[{one.list_id}].settings"] = one.settings
    return named
