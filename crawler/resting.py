"""Stop-loss within a container: a service that keeps failing is rested, and the rows that are left say so."""

from collections import Counter

from crawler.sources.base import Answer, Source
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.settings import StopLoss
from workbench.contract.states import AskResult, RowState

# What is refused for these reasons is refused for all rows.
_FOR_ALL_ROWS = frozenset({ReasonCode.KEY_REFUSED, ReasonCode.SEARCH_FORMAT_OFF})


class Resting:
    """How often each service failed. Sites of companies are not counted: one that fails says nothing of the next."""

    def __init__(self, limits: StopLoss) -> None:
        self._limits = limits
        self._asked: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()

    def note(self, source: Source, answer: Answer) -> None:
        """Count an answer of a source that was asked."""
        if source.rate == "run":
            code = answer.reason.code if answer.reason else None
            self._asked[source.name] += 1
            # A service that found sites did not fail; the sites did.
            self._failed[source.name] += (
                answer.result is AskResult.ERROR and code is not ReasonCode.CANDIDATES_NOT_READ
            )
            if code in _FOR_ALL_ROWS:
                self._asked[source.name] = self._failed[source.name] = max(
                    self._limits.source_after, self._failed[source.name]
                )

    def answer(self, source: Source) -> Answer | None:
        """The answer of a source that is rested, None if it may be asked."""
        asked, failed = self._asked[source.name], self._failed[source.name]
        if asked < self._limits.source_after or failed < self._limits.source_errors * asked:
            return None
        reason = Reason.of(ReasonCode.SOURCE_RESTED, source=source.words, asked=asked, errors=failed)
        return Answer(AskResult.SKIPPED, RowState.NOT_ATTEMPTED, reason)
