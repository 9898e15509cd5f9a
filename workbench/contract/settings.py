"""The settings file: stages in order, sources, thresholds, politeness. Unknown keys are errors."""

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from workbench.contract.states import Field as CompanyField
from workbench.errors import SettingsError

Runner = Literal["fargate", "lambda"]
Size = Literal["small", "medium", "large"]

# Fargate's own pairs of CPU units and MiB (AWS documentation, "Task CPU and memory").
SIZES: dict[Size, tuple[str, str]] = {
    "small": ("512", "1024"),
    "medium": ("1024", "2048"),
    "large": ("2048", "4096"),
}

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(_Strict):
    """One step: its sources are asked in order, for each row, until the row is finished. Times in seconds."""

    name: Name
    sources: Annotated[tuple[Name, ...], Field(min_length=1)]
    runner: Runner = "fargate"
    size: Size = "small"
    rows_per_shard: Annotated[int, Field(ge=1, le=100_000)] = 500
    concurrency: Annotated[int, Field(ge=1, le=10_000)] = 10
    attempts: Annotated[int, Field(ge=1, le=10)] = 2
    heartbeat_s: Annotated[int, Field(ge=1, le=3_600)] = 300
    stall_s: Annotated[int, Field(ge=1, le=3_600)] = 120
    timeout_s: Annotated[int, Field(ge=2, le=604_800)] = 3_600
    batch_rows: Annotated[int, Field(ge=1, le=10_000)] = 50
    batch_s: Annotated[float, Field(gt=0, le=600)] = 10.0

    @model_validator(mode="after")
    def _times_fit(self) -> "Stage":
        if self.heartbeat_s >= self.timeout_s:
            raise ValueError(f"heartbeat_s ({self.heartbeat_s}) must be below timeout_s ({self.timeout_s})")
        return self


class HomepageSource(_Strict):
    """The site whose address the list gives (or an earlier stage found)."""

    max_pages: Annotated[int, Field(ge=1, le=50)] = 8


class DirectorySource(_Strict):
    """A listing site, described by CSS selectors. `{name}` and `{prefecture}` in `search_url` are filled in."""

    search_url: Annotated[str, Field(pattern=r"^https?://.*\{name\}")]
    entry: str
    name: str
    phone: str
    address: str | None = None
    homepage: str | None = None
    next_page: str | None = None
    max_pages: Annotated[int, Field(ge=1, le=20)] = 3


class Sources(_Strict):
    """How each source is asked. A source that a stage names and that has no entry here uses its defaults."""

    homepage: HomepageSource = HomepageSource()
    directory: DirectorySource | None = None


class Thresholds(_Strict):
    """Confidence (0 to 1) from which a value counts as found, and from which a person is asked."""

    found: Annotated[float, Field(gt=0, le=1)] = 0.8
    review: Annotated[float, Field(ge=0, le=1)] = 0.2

    @model_validator(mode="after")
    def _in_order(self) -> "Thresholds":
        if self.review > self.found:
            raise ValueError(f"review ({self.review}) must not be above found ({self.found})")
        return self


class Finished(_Strict):
    """A row is not asked again once each of these fields has a value at or above `thresholds.found`."""

    fields: Annotated[tuple[CompanyField, ...], Field(min_length=1)] = (CompanyField.PHONE,)


class Politeness(_Strict):
    """How sites are treated. `contact` (a URL or mail address) stands in the user agent; delays in seconds."""

    contact: Annotated[str, Field(min_length=3)]
    delay_s: Annotated[float, Field(ge=0, le=60)] = 2.0
    timeout_s: Annotated[float, Field(gt=0, le=120)] = 10.0
    max_bytes: Annotated[int, Field(ge=10_000, le=50_000_000)] = 2_097_152
    max_redirects: Annotated[int, Field(ge=0, le=10)] = 5


class Settings(_Strict):
    """A whole settings file."""

    v: Literal[1] = 1
    name: Annotated[str, Field(min_length=1, max_length=80)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=20)]
    sources: Sources = Sources()
    thresholds: Thresholds = Thresholds()
    finished: Finished = Finished()
    politeness: Politeness
    allow_mobile: bool = False

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        names = [stage.name for stage in self.stages]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two stages are named {name}")
        for stage in self.stages:
            for source in stage.sources:
                if source not in Sources.model_fields:
                    known = ", ".join(Sources.model_fields)
                    raise ValueError(f"stage {stage.name} names the source {source}; known are: {known}")
                if getattr(self.sources, source) is None:
                    raise ValueError(f"stage {stage.name} needs sources.{source}, which is not described")
        return self

    def stage(self, name: str) -> Stage:
        """The stage of that name; KeyError if there is none."""
        return {stage.name: stage for stage in self.stages}[name]


def parse_settings(text: str, file: str) -> Settings:
    """Validated settings from YAML text; `file` only names it in errors.

    Raises SettingsError with the file, the key, the value found and what is allowed.
    """
    try:
        data: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SettingsError("error.settings_not_yaml", file=file, detail=str(error)) from error
    if not isinstance(data, dict):
        raise SettingsError("error.settings_not_mapping", file=file)
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(
            "error.settings_invalid",
            file=file,
            key=".".join(str(part) for part in first["loc"]) or "(top)",
            found=repr(first["input"])[:120],
            detail=first["msg"],
            count=error.error_count(),
        ) from error


def load_settings(path: str | Path) -> Settings:
    """Validated settings from a YAML file (UTF-8). Raises SettingsError."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("error.settings_unreadable", file=str(path), detail=str(error)) from error
    return parse_settings(text, str(path))
