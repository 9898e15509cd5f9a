"""What a source is: how it says what it needs and gives, and how it is asked about one company."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Literal

from crawler.fetch import Fetch, FetchFailed
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, Licence, RowState


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


class Source(ABC):
    """One source. To add one: a file in this package with one subclass; nothing is registered anywhere.

    needs: columns of Company without which it is not asked; then the row says `lacking`.
    rate: whether its politeness holds per site (many hosts side by side) or for the whole run (one host).
    """

    name: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ("name",)
    gives: ClassVar[frozenset[Field]]
    rate: ClassVar[Literal["site", "run"]]
    licence: ClassVar[Licence] = Licence.STORABLE
    price_yen: ClassVar[float] = 0.0
    lacking: ClassVar[tuple[RowState, ReasonCode]] = (RowState.NOT_ATTEMPTED, ReasonCode.NOT_PLANNED)

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @abstractmethod
    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        """The answer about one company; FetchFailed may be let through and counts as an error."""

    def skipped(self, company: Company) -> Answer | None:
        """The answer without asking, if the company lacks what the source needs; None if it can be asked."""
        if all(getattr(company, column) for column in self.needs):
            return None
        state, code = self.lacking
        return Answer(AskResult.SKIPPED, state, Reason.of(code))
