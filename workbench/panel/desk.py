"""What the parts of a panel share: the language, jobs, the head with its sentences, and how runs are reached."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from workbench.contract.records import Ledger
from workbench.errors import TryAgain, WorkbenchError
from workbench.estimate import Estimate
from workbench.messages import Language, say
from workbench.panel.jobs import Jobs
from workbench.panel.statusbar import StatusBar
from workbench.progress import japan_time
from workbench.run import Run, attach, runs
from workbench.starting import expectation, start


@dataclass(frozen=True)
class Reach:
    """How runs are estimated, started and found: the workbench's own functions, unless a test has others."""

    start: Callable[..., Run] = start
    attach: Callable[[str], Run] = attach
    runs: Callable[[], list[Ledger]] = runs
    expectation: Callable[..., Estimate] = expectation


@dataclass
class Desk:
    """One for each panel. now: the clock, in UTC."""

    language: Language
    head: StatusBar
    reach: Reach
    now: Callable[[], datetime]
    jobs: Jobs = field(init=False)
    on_change: Callable[[], None] = field(default=lambda: None)
    _said: tuple[str, dict[str, object]] | None = field(default=None, init=False)
    _error: Exception | None = field(default=None, init=False)
    _beat_at: datetime | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.tell_error, lambda: self.on_change())

    def words(self, code: str, **parameters: object) -> str:
        """A sentence in the panel's language."""
        return say(code, self.language, **parameters)

    def tell(self, code: str, **parameters: object) -> None:
        """Say something in the panel's head."""
        self._said = (code, parameters)
        self.head.message = self.words(code, **parameters)

    def tell_error(self, error: Exception) -> None:
        """Show an error as its sentence, until it is dismissed or something else is done."""
        self._error = error
        self.head.alert = self.error_words(error)

    def clear_error(self) -> None:
        self._error = None
        self.head.alert = ""

    def beat(self) -> None:
        """Let the browser know that the kernel lives."""
        self._beat_at = self.now()
        self._say_when()
        self.head.beat += 1

    def relabel(self) -> None:
        """The head in the language that was chosen."""
        self.head.relabel(self.language)
        self._say_when()
        if self._said is not None:
            self.tell(self._said[0], **self._said[1])
        if self._error is not None and self.head.alert:
            self.tell_error(self._error)

    def _say_when(self) -> None:
        if self._beat_at is not None:
            self.head.updated = self.words("panel.updated", at=japan_time(self._beat_at)[11:])

    def error_words(self, error: Exception) -> str:
        """An error as its sentence."""
        if isinstance(error, TryAgain):
            return self.words("panel.reconnecting", detail=say(error.code, self.language, **error.details))
        if isinstance(error, WorkbenchError):
            return say(error.code, self.language, **error.details)
        return self.words("panel.unexpected", kind=type(error).__name__, detail=error)


def utc_now() -> datetime:
    """The present in UTC."""
    return datetime.now(UTC)
