"""The settings file: stages in order, sources, thresholds, politeness. Unknown keys are errors.

Descriptions here are what docs/settings.md and the JSON schema say in English; the Japanese ones stand in
messages/settings.py by the path of the key. Numbers and switches are taken strictly, as editors with the schema do.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from workbench.contract.states import Field as CompanyField
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


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _whole(least: int, most: int, description: str) -> Any:
    return Field(strict=True, ge=least, le=most, description=description)


Selector = Annotated[str, Field(min_length=1)]
HostName = Annotated[str, Field(min_length=3)]


class HomepageSource(_Strict):
    """The site whose address the list gives (or an earlier stage found)."""

    max_pages: Annotated[int, _whole(1, 50, "Pages read of one site, at most.")] = 8


class DirectorySource(_Strict):
    """A listing site, described by CSS selectors. `{name}` and `{prefecture}` in `search_url` are filled in."""

    search_url: Annotated[
        str,
        Field(
            pattern=r"^https?://.*\{name\}",
            json_schema_extra={"x-allowed": "allowed.search_url"},
            description="Address of the search. {name} becomes the company's name, {prefecture} its prefecture.",
        ),
    ]
    entry: Annotated[Selector, Field(description="CSS selector of one entry of the result.")]
    name: Annotated[Selector, Field(description="Within an entry: the company's name.")]
    phone: Annotated[Selector, Field(description="Within an entry: the telephone number.")]
    address: Annotated[Selector | None, Field(description="Within an entry: the address.")] = None
    homepage: Annotated[
        Selector | None, Field(description="Within an entry: the link to the company's homepage.")
    ] = None
    next_page: Annotated[
        Selector | None, Field(description="On the result page: the link to the next one.")
    ] = None
    max_pages: Annotated[int, _whole(1, 20, "Result pages read for one company, at most.")] = 3


class Sources(_Strict):
    """How each source is asked. A source that a stage names and that has no entry here uses its defaults."""

    homepage: Annotated[
        HomepageSource,
        Field(description="The company's own site, at the address that the list gives or a stage found."),
    ] = HomepageSource()
    directory: Annotated[
        DirectorySource | None,
        Field(description="A listing site, described by CSS selectors. Needed by stages that ask it."),
    ] = None


SOURCE_NAMES = tuple(Sources.model_fields)
# Sources that cannot be asked by defaults alone.
_TO_BE_DESCRIBED = tuple(name for name, field in Sources.model_fields.items() if field.default is None)


def _known_source(name: str) -> str:
    if name not in SOURCE_NAMES:
        raise PydanticCustomError("literal_error", "no source of this name")
    return name


SourceName = Annotated[
    str, AfterValidator(_known_source), WithJsonSchema({"type": "string", "enum": list(SOURCE_NAMES)})
]


class Stage(_Strict):
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
        int, _whole(1, 100_000, "Rows for one container; the pages of one host always stay together.")
    ] = 500
    concurrency: Annotated[int, _whole(1, 10_000, "Containers side by side, at most.")] = 10
    attempts: Annotated[
        int,
        _whole(1, 10, "How often rows are asked in all, when a container failed before it finished them."),
    ] = 2
    heartbeat_s: Annotated[
        int, _whole(1, 3_600, "Seconds of silence after which a container counts as lost. Below timeout_s.")
    ] = 300
    stall_s: Annotated[
        int, _whole(1, 3_600, "Seconds without any answer after which a crawler gives up and says so.")
    ] = 120
    timeout_s: Annotated[
        int,
        Field(validate_default=True),
        _whole(2, 604_800, "Longest time of one container in seconds."),
    ] = 3_600
    batch_rows: Annotated[int, _whole(1, 10_000, "Results are written after so many rows …")] = 50
    batch_s: Annotated[
        float,
        Field(strict=True, gt=0, le=600, description="… or after so many seconds, whichever comes first."),
    ] = 10.0

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


class Thresholds(_Strict):
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


class Finished(_Strict):
    """A row is not asked again once each of these fields has a value at or above `thresholds.found`."""

    fields: Annotated[
        tuple[CompanyField, ...],
        Field(
            min_length=1, description="A row is finished, and not asked again, once each of these is found."
        ),
    ] = (CompanyField.PHONE,)


class Politeness(_Strict):
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
        int, _whole(10_000, 50_000_000, "A page larger than this is not read to its end.")
    ] = 2_097_152
    max_redirects: Annotated[int, _whole(0, 5, "Redirects followed for one page, at most.")] = 5
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
        int, _whole(100_000, 1_000_000_000, "Bytes read of one site for one company, at most.")
    ] = 20_971_520
    site_max_s: Annotated[
        int, _whole(10, 36_000, "Seconds spent on one site for one company, pauses included, at most.")
    ] = 600
    host_max_requests: Annotated[
        int,
        _whole(1, 1_000_000, "Requests to one host by one container, at most; not of a described listing."),
    ] = 2_000
    host_max_bytes: Annotated[
        int,
        _whole(
            100_000, 100_000_000_000, "Bytes read of one host by one container, at most; not of a listing."
        ),
    ] = 209_715_200
    host_max_s: Annotated[
        int,
        _whole(10, 360_000, "Seconds one host may spend answering one container, at most; not a listing."),
    ] = 1_800
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


class Settings(_Strict):
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
                cls.__name__, [*map(_as_details, error.errors()), *contradictions]
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
            if source in _TO_BE_DESCRIBED and _part(sources, source) is None:
                missing = PydanticCustomError(
                    "settings.source_not_described", "sources.{source} is not described", {"source": source}
                )
                yield InitErrorDetails(type=missing, loc=("stages", at, "sources", position), input=source)


def _part(whole: Any, name: str) -> Any:
    return whole.get(name) if isinstance(whole, Mapping) else getattr(whole, name, None)


def _as_details(error: Any) -> InitErrorDetails:
    kept = PydanticCustomError(error["type"], error["msg"], error.get("ctx"))
    return InitErrorDetails(type=kept, loc=error["loc"], input=error["input"])


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
