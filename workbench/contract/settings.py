"""The settings file: stages in order, sources, thresholds, politeness. Unknown keys are errors.

Descriptions here are what docs/settings.md and the JSON schema say in English; the Japanese ones stand in
messages/settings_keys.py by the path of the key. Numbers and switches are taken strictly, as editors with the schema
do.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, field_validator, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from workbench.contract.sources import TO_BE_DESCRIBED, SourceName, Sources
from workbench.contract.states import Field as CompanyField
from workbench.contract.strict import Strict, as_details, number, whole
from workbench.errors import SettingsError
from workbench.yamlfile.encoding import read_bytes
from workbench.yamlfile.problems import InvalidFile
from workbench.yamlfile.validate import Validated, validate

Runner = Literal["fargate", "lambda"]
Size = Literal["small", "medium", "large"]

# Fargate's own pairs of CPU units and MiB (AWS documentation, "Task CPU and memory").
SIZES: dict[Size, tuple[str, str]] = {
    "small": ("512", "1024"),
    "medium": ("1024", "2048"),
    "large": ("2048", "4096"),
}


HostName = Annotated[str, Field(min_length=3)]


class Stage(Strict):
    """One step: its sources are asked in order, for each row, until the row is finished. Times in seconds."""

    name: Annotated[
        str,
        Field(
            pattern=r"^[a-z][a-z0-9_]{0,23}$",
            json_schema_extra={"x-allowed": "allowed.stage_name"},
            description="Name of the stage; files and the progress display use it.",
        ),
    ]
    sources: Annotated[
        tuple[SourceName, ...],
        Field(min_length=1, description="Where to look, in this order, until the row is finished."),
    ]
    runner: Annotated[
        Runner, Field(description="What runs the containers: fargate (long) or lambda (up to 15 minutes).")
    ] = "fargate"
    size: Annotated[Size, Field(description="CPU and memory of a Fargate container.")] = "small"
    rows_per_shard: Annotated[
        int, whole(1, 100_000, "Rows for one container; the pages of one host always stay together.")
    ] = 500
    concurrency: Annotated[int, whole(1, 10_000, "Containers side by side, at most.")] = 10
    attempts: Annotated[
        int,
        whole(1, 10, "How often rows are asked in all, when a container failed before it finished them."),
    ] = 2
    heartbeat_s: Annotated[
        int, whole(1, 3_600, "Seconds of silence after which a container counts as lost. Below timeout_s.")
    ] = 300
    stall_s: Annotated[
        int, whole(1, 3_600, "Seconds without any answer after which a crawler gives up and says so.")
    ] = 120
    timeout_s: Annotated[
        int,
        Field(validate_default=True),
        whole(2, 604_800, "Longest time of one container in seconds."),
    ] = 3_600
    batch_rows: Annotated[int, whole(1, 10_000, "Results are written after so many rows …")] = 50
    batch_s: Annotated[
        float,
        Field(strict=True, gt=0, le=600, description="… or after so many seconds, whichever comes first."),
    ] = 10.0

    until: Annotated[
        float | None,
        Field(
            strict=True,
            gt=0,
            le=1,
            description="Rows are asked here until their number has this confidence: above thresholds.found, the"
            " stage confirms. Without it, thresholds.found.",
        ),
    ] = None

    @field_validator("timeout_s")
    @classmethod
    def _longer_than_heartbeat(cls, timeout_s: int, info: ValidationInfo) -> int:
        heartbeat_s = info.data.get("heartbeat_s")
        if heartbeat_s is not None and heartbeat_s >= timeout_s:
            raise PydanticCustomError(
                "settings.heartbeat_not_below_timeout",
                "heartbeat_s ({heartbeat_s}) must be below timeout_s ({timeout_s})",
                {"heartbeat_s": heartbeat_s, "timeout_s": timeout_s},
            )
        return timeout_s


class Thresholds(Strict):
    """Confidence (0 to 1) from which a value counts as found, and from which a person is asked."""

    found: Annotated[
        float,
        Field(strict=True, gt=0, le=1, description="From this confidence on, a number counts as found."),
    ] = 0.8
    review: Annotated[
        float,
        Field(
            strict=True,
            ge=0,
            le=1,
            validate_default=True,
            description="From this confidence on, a person is asked; below it, a candidate is not shown."
            " Not above found.",
        ),
    ] = 0.2

    @field_validator("review")
    @classmethod
    def _not_above_found(cls, review: float, info: ValidationInfo) -> float:
        found = info.data.get("found")
        if found is not None and review > found:
            raise PydanticCustomError(
                "settings.review_above_found",
                "review ({review}) must not be above found ({found_from})",
                {"review": review, "found_from": found},
            )
        return review


class Finished(Strict):
    """A row is not asked again once each of these fields has a value at or above `thresholds.found`."""

    fields: Annotated[
        tuple[CompanyField, ...],
        Field(
            min_length=1, description="A row is finished, and not asked again, once each of these is found."
        ),
    ] = (CompanyField.PHONE,)


class Answers(Strict):
    """Answers of earlier runs are used again while they are young enough."""

    max_age_days: Annotated[
        int, whole(0, 3_650, "An answer of a source is used again for so many days; 0 for never.")
    ] = 90
    none_max_age_days: Annotated[
        int, whole(0, 3_650, "That a source had nothing is believed for so many days; 0 for never.")
    ] = 14


class StopLoss(Strict):
    """When it goes wrong all the time, it is stopped, and said so."""

    source_errors: Annotated[
        float,
        number(0, 1, "A source whose answers are errors or refusals for this share or more is rested."),
    ] = 0.5
    source_after: Annotated[int, whole(1, 100_000, "… but only after so many answers of one container.")] = 20
    shard_failures: Annotated[
        float, number(0, 1, "The run stops early when this share or more of its containers failed.")
    ] = 0.5
    shards_after: Annotated[int, whole(1, 100_000, "… but only after so many containers.")] = 8


class Ceiling(Strict):
    """What a run may cost at most, by the estimate; a run beyond it is not started."""

    yen: Annotated[
        int | None, whole(0, 1_000_000_000, "Yen for containers and services together; without it, no limit.")
    ] = None
    requests: Annotated[int | None, whole(0, 1_000_000_000, "Requests in all; without it, no limit.")] = None


class Politeness(Strict):
    """How sites are treated. `contact` (a URL or mail address) stands in the user agent; delays in seconds."""

    contact: Annotated[
        str,
        Field(
            min_length=3,
            description="A page or mail address where site owners reach you; it stands in the user agent.",
        ),
    ]
    delay_s: Annotated[
        float, Field(strict=True, ge=0, le=60, description="Seconds between two requests to one host.")
    ] = 2.0
    timeout_s: Annotated[
        float, Field(strict=True, gt=0, le=120, description="Longest wait for one answer, in seconds.")
    ] = 10.0
    max_bytes: Annotated[
        int, whole(10_000, 50_000_000, "A page larger than this is not read to its end.")
    ] = 2_097_152
    max_redirects: Annotated[int, whole(0, 5, "Redirects followed for one page, at most.")] = 5
    max_crawl_delay_s: Annotated[
        float,
        Field(
            strict=True,
            ge=0,
            le=300,
            description="A longer Crawl-delay in robots.txt, in seconds, is not waited for: the site is left out.",
        ),
    ] = 30.0
    max_wait_s: Annotated[
        float,
        Field(
            strict=True,
            ge=0,
            le=900,
            description="When a site is busy (429, 503) and asks for a longer wait, in seconds, it is left alone.",
        ),
    ] = 60.0
    site_max_bytes: Annotated[
        int, whole(100_000, 1_000_000_000, "Bytes read of one site for one company, at most.")
    ] = 20_971_520
    site_max_s: Annotated[
        int, whole(10, 36_000, "Seconds spent on one site for one company, pauses included, at most.")
    ] = 600
    host_max_requests: Annotated[
        int,
        whole(1, 1_000_000, "Requests to one host by one container, at most; not of a described listing."),
    ] = 2_000
    host_max_bytes: Annotated[
        int,
        whole(
            100_000, 100_000_000_000, "Bytes read of one host by one container, at most; not of a listing."
        ),
    ] = 209_715_200
    host_max_s: Annotated[
        int,
        whole(10, 360_000, "Seconds one host may spend answering one container, at most; not a listing."),
    ] = 1_800
    cache_days: Annotated[
        int,
        whole(
            0,
            60,
            "Days for which pages may lie on this machine's disk, where their sites allow it; 0: not at all.",
        ),
    ] = 7
    stop_hosts: Annotated[
        tuple[HostName, ...],
        Field(
            description="Hosts never read as a company's homepage, with all below them, beside the built-in list."
        ),
    ] = ()
    allowed_hosts: Annotated[
        tuple[HostName, ...],
        Field(description="Hosts of the built-in list of portals that may be read all the same."),
    ] = ()


class Settings(Strict):
    """A whole settings file."""

    v: Annotated[Literal[1], Field(description="Version of the form of this file.")] = 1
    name: Annotated[
        str,
        Field(
            min_length=1, max_length=80, description="What these settings are called in lists and reports."
        ),
    ]
    stages: Annotated[
        tuple[Stage, ...],
        Field(
            min_length=1,
            max_length=20,
            description="Steps, first to last. A row that is finished is not asked by later ones.",
        ),
    ]
    sources: Annotated[Sources, Field(description="How each source is asked.")] = Sources()
    thresholds: Annotated[
        Thresholds, Field(description="Confidence, from 0 to 1, by which a value is judged.")
    ] = Thresholds()
    finished: Annotated[Finished, Field(description="When a row needs no further asking.")] = Finished()
    answers: Annotated[Answers, Field(description="How long answers are used again in later runs.")] = (
        Answers()
    )
    stop_loss: Annotated[
        StopLoss, Field(description="When a source is rested, and when a run stops early.")
    ] = StopLoss()
    ceiling: Annotated[Ceiling, Field(description="What a run may cost at most, by the estimate.")] = (
        Ceiling()
    )
    politeness: Annotated[Politeness, Field(description="How the sites of others are treated.")]
    allow_mobile: Annotated[
        bool,
        Field(
            strict=True,
            description="Whether a mobile number that a company gives as its own may be used as its number.",
        ),
    ] = False

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, data: Any, handler: ModelWrapValidatorHandler["Settings"]) -> "Settings":
        """Tell contradictions between the parts together with what is wrong within them."""
        contradictions = list(_contradictions(_part(data, "stages"), _part(data, "sources")))
        try:
            settings = handler(data)
        except ValidationError as error:
            raise ValidationError.from_exception_data(
                cls.__name__, [*map(as_details, error.errors()), *contradictions]
            ) from error
        if contradictions:
            raise ValidationError.from_exception_data(cls.__name__, contradictions)
        return settings

    def stage(self, name: str) -> Stage:
        """The stage of that name; KeyError if there is none."""
        return {stage.name: stage for stage in self.stages}[name]


def _contradictions(stages: Any, sources: Any) -> Iterator[InitErrorDetails]:
    """Stages of one name, and sources that are asked but not described. The data may be anything yet."""
    names: list[object] = []
    for at, stage in enumerate(stages if isinstance(stages, list | tuple) else ()):
        name = _part(stage, "name")
        if isinstance(name, str) and name in names:
            same = PydanticCustomError(
                "settings.two_stages",
                "two stages are named {name}",
                {"name": name, "first": names.index(name) + 1},
            )
            yield InitErrorDetails(type=same, loc=("stages", at, "name"), input=name)
        names.append(name)
        asked = _part(stage, "sources")
        for position, source in enumerate(asked if isinstance(asked, list | tuple) else ()):
            if source in TO_BE_DESCRIBED and _part(sources, source) is None:
                missing = PydanticCustomError(
                    "settings.source_not_described", "sources.{source} is not described", {"source": source}
                )
                yield InitErrorDetails(type=missing, loc=("stages", at, "sources", position), input=source)


def _part(whole: Any, name: str) -> Any:
    return whole.get(name) if isinstance(whole, Mapping) else getattr(whole, name, None)


def parse_settings(text: str | bytes, file: str) -> Settings:
    """Validated settings from YAML text; `file` only names it in errors.

    Raises SettingsError with every problem of the file: its place, the key, the value found and what is allowed.
    """
    return _checked(text, file).model


def load_settings(path: str | Path) -> Settings:
    """Validated settings from a YAML file (UTF-8). Raises SettingsError."""
    return read_settings(path).model


def read_settings(path: str | Path) -> Validated[Settings]:
    """Validated settings together with where the file says what. Raises SettingsError."""
    try:
        data = read_bytes(path)
    except FileNotFoundError as error:
        raise SettingsError("error.settings_missing", file=str(path)) from error
    except IsADirectoryError as error:
        raise SettingsError("error.settings_is_folder", file=str(path)) from error
    except OSError as error:
        raise SettingsError("error.settings_unreadable", file=str(path), detail=str(error)) from error
    return _checked(data, str(path))


def _checked(text: str | bytes, file: str) -> Validated[Settings]:
    try:
        return validate(text, file, Settings)
    except InvalidFile as error:
        problems = error.problems
        raise SettingsError(
            "error.settings_invalid", file=file, count=len(problems), problems=problems
        ) from error
