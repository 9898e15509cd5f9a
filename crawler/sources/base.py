"""What a source is: how it says what it needs and gives, and how it is asked about one company."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ValidationError

from crawler.services.keys import NO_KEYS, Keys, variable
from crawler.web.fetch import Fetch, FetchFailed
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, Licence, RowState
from workbench.errors import SettingsError
from workbench.storage import Bucket


@dataclass(frozen=True)
class Answer:
    """What one source says of one company. Without state and reason its observations speak for themselves."""

    result: AskResult
    state: RowState | None = None
    reason: Reason | None = None
    observations: tuple[Observation, ...] = ()

    @classmethod
    def failed(cls, failure: FetchFailed) -> "Answer":
        """The source could not be read: an error, not an answer."""
        return cls(AskResult.ERROR, failure.state, failure.reason)


@dataclass(frozen=True)
class Work:
    """What a container has before it, for sources that look many companies up at once.

    disk: a folder whose files later shards may find. progress: to be called while something takes long, from any
    thread, so that the container counts as alive.
    """

    companies: Sequence[Company]
    bucket: Bucket
    disk: Path
    progress: Callable[[], None]


class Source(ABC):
    """One source. To add one: a file in this package with one subclass; nothing is registered anywhere.

    name: that of the file. needs: columns of Company without which it is not asked; then the row says `lacking`.
    gives: the fields of its observations. rate: whether its politeness holds per site (many hosts side by side) or for
    the whole run (one host, so one container). key: the name of the key without which it is skipped. price_yen: of one
    request. licence: what its terms let us do with a value; own_terms: they are to be looked up. attribution: the
    sentence that its terms demand beside its values, with attribution_url; {date} in it becomes the day of use.
    Options: what the settings file may say below sources.<name>, for sources that workbench/contract/sources.py does
    not describe.
    """

    name: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ("name",)
    gives: ClassVar[frozenset[Field]]
    rate: ClassVar[Literal["site", "run"]]
    key: ClassVar[str | None] = None
    price_yen: ClassVar[float] = 0.0
    licence: ClassVar[Licence] = Licence.STORABLE
    own_terms: ClassVar[bool] = False
    attribution: ClassVar[str | None] = None
    attribution_url: ClassVar[str | None] = None
    lacking: ClassVar[tuple[RowState, ReasonCode]] = (RowState.NOT_ATTEMPTED, ReasonCode.NOT_PLANNED)
    Options: ClassVar[type[BaseModel] | None] = None

    def __init__(self, settings: Settings, keys: Keys = NO_KEYS) -> None:
        """Raises SettingsError if the settings say of the source what it does not understand."""
        self.settings = settings
        self.keys = keys
        self.options: Any = self._read_options(settings)

    def prepare(self, work: Work) -> None:  # noqa: B027 - most sources look up one company at a time
        """Told once, before the first company is asked about. Nothing is done yet: the crawl has not begun."""

    @abstractmethod
    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        """The answer about one company; FetchFailed may be let through and counts as an error."""

    def hosts(self) -> Mapping[str, float]:
        """Hosts that are asked on purpose, as often as there are rows, with the seconds between two requests."""
        return {}

    def skipped(self, company: Company) -> Answer | None:
        """The answer without asking, if the company lacks what the source needs; None if it can be asked."""
        if not all(getattr(company, column) for column in self.needs):
            state, code = self.lacking
            return Answer(AskResult.SKIPPED, state, Reason.of(code))
        if self.key is not None and self._key() is None:
            reason = Reason.of(ReasonCode.NEEDS_KEY, source=self.words, variable=variable(self.key))
            return Answer(AskResult.SKIPPED, RowState.NOT_ATTEMPTED, reason)
        return None

    @cached_property
    def asked_by(self) -> dict[str, Any]:
        """What of the settings decides its answer: its own part, and whether a mobile number may be used."""
        told = self.settings.sources.model_dump(mode="json", include={self.name})
        return {**told, "allow_mobile": self.settings.allow_mobile}

    @property
    def words(self) -> str:
        """How reasons name it."""
        return f"@source.{self.name}"

    def none(self, code: ReasonCode = ReasonCode.NO_ENTRY, **parameters: str | int | float) -> Answer:
        """The source was asked, answered, and has nothing of this company."""
        reason = Reason.of(code, source=self.words, **parameters)
        return Answer(AskResult.NONE, RowState.NO_WEBSITE, reason)

    def observed(
        self, company: Company, field: Field, value: str, fetched_at: datetime, **more: Any
    ) -> Observation:
        """An observation of this source; `raw` is the value itself unless it is given."""
        told: dict[str, Any] = {"raw": value, "licence": self.licence, **more}
        return Observation(
            row_id=company.row_id, field=field, value=value, source=self.name, fetched_at=fetched_at, **told
        )

    def _key(self) -> str | None:
        return None if self.key is None else self.keys.get(self.key, "")

    def _read_options(self, settings: Settings) -> Any:
        if self.Options is None:
            return None
        try:
            return self.Options.model_validate(settings.sources.options(self.name))
        except ValidationError as error:
            problems = "; ".join(
                f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False)
            )
            raise SettingsError("error.source_options", source=self.name, problems=problems) from error
