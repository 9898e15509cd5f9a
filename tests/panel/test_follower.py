from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from tests.local.waiting import until
from tests.makers import NOON
from workbench.errors import RunNotFound, TryAgain
from workbench.panel.follower import POLL_LONGEST_S, Follower
from workbench.progress import RunProgress, RunStatus


@dataclass
class ARun:
    """A run whose looks are given; an exception is raised."""

    looks: list[RunProgress | Exception]
    renewed: list[bool] = field(default_factory=list)

    @property
    def connection(self) -> Any:
        return SimpleNamespace(renew=lambda: self.renewed.append(True))

    def progress(self) -> RunProgress:
        look = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(look, Exception):
            raise look
        return look


class Seen:
    """A follower whose clock a test moves, and what it told."""

    def __init__(self) -> None:
        self.now = 0.0
        self.shown: list[RunProgress] = []
        self.troubles: list[Exception] = []
        self.beats = 0
        self.follower = Follower(
            lambda run, progress: self.shown.append(progress),
            self.troubles.append,
            self._beat,
            clock=lambda: self.now,
        )

    def _beat(self) -> None:
        self.beats += 1

    def look_for(self, seconds: float) -> int:
        """Let time pass; how many looks at the run there were."""
        before = len(self.shown) + len(self.troubles)
        until = self.now + seconds
        while self.now < until:
            self.follower.look()
            self.now += 0.1
        return len(self.shown) + len(self.troubles) - before


def at(status: RunStatus = RunStatus.RUNNING) -> RunProgress:
    return RunProgress("r", status, (), NOON)


def test_a_run_in_which_nothing_changes_is_looked_at_more_and_more_seldom() -> None:
    seen = Seen()
    seen.follower.follow(ARun([at()]))  # type: ignore[arg-type]
    assert seen.look_for(5) >= 3
    seen.look_for(60)
    assert seen.look_for(10 * POLL_LONGEST_S) <= 11


def test_a_run_that_has_ended_is_not_looked_at_again_until_it_is_followed_anew() -> None:
    seen = Seen()
    run = ARun([at(), at(RunStatus.STOPPED)])
    seen.follower.follow(run)  # type: ignore[arg-type]
    seen.look_for(100)
    assert [look.status for look in seen.shown] == [RunStatus.RUNNING, RunStatus.STOPPED]
    seen.follower.follow(ARun([at(RunStatus.COMPLETE)]))  # type: ignore[arg-type]
    seen.look_for(1)
    assert seen.shown[-1].status is RunStatus.COMPLETE


def test_trouble_is_told_and_the_next_look_comes_all_the_same() -> None:
    seen = Seen()
    passing, lasting = TryAgain("error.throttled"), RunNotFound("error.run_not_found", run_id="r")
    run = ARun([passing, lasting, at(RunStatus.COMPLETE)])
    seen.follower.follow(run)  # type: ignore[arg-type]
    seen.look_for(30)
    assert seen.troubles == [passing, lasting]
    assert run.renewed == [True]
    assert [look.status for look in seen.shown] == [RunStatus.COMPLETE]


def test_its_thread_beats_as_long_as_it_is_not_closed() -> None:
    seen = Seen()
    seen.follower.begin()
    until(lambda: seen.beats >= 1)
    seen.follower.close()
