"""The thread that looks at a run again and again, and beats as long as it lives."""

import logging
import threading
import time
from collections.abc import Callable

from workbench.errors import TryAgain
from workbench.panel.statusbar import BEAT_S
from workbench.progress import RunProgress, RunStatus
from workbench.run import Run

logger = logging.getLogger(__name__)

POLL_FIRST_S = 0.7
POLL_LONGEST_S = 10.0


class Follower:
    """Polls one run at a time: quickly while something changes, then more and more seldom.

    show: told of every look at the run. trouble: told of what went wrong in one; the next look comes all the same.
    beat: called every BEAT_S seconds, by the thread that polls: when it hangs, the beats end.
    """

    def __init__(
        self,
        show: Callable[[Run, RunProgress], None],
        trouble: Callable[[Exception], None],
        beat: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._show, self._trouble, self._beat, self._clock = show, trouble, beat, clock
        self._run: Run | None = None
        self._last: RunProgress | None = None
        self._pause_s = POLL_FIRST_S
        self._due = 0.0
        self._wake = threading.Event()
        self._closed = False

    def begin(self) -> None:
        """Start the thread."""
        threading.Thread(target=self._live, name="panel-follower", daemon=True).start()

    def follow(self, run: Run) -> None:
        """Look at this run from now on, whatever was looked at before, and at once."""
        self._run, self._last = run, None
        self._pause_s, self._due = POLL_FIRST_S, 0.0
        self._wake.set()

    def close(self) -> None:
        """End the thread."""
        self._closed = True
        self._wake.set()

    def look(self) -> None:
        """Look at the run if it is time."""
        run = self._run
        if run is None or self._clock() < self._due:
            return
        try:
            progress = run.progress()
            if run is not self._run:
                return
            self._pace(progress)
            self._show(run, progress)
        except Exception as error:  # noqa: BLE001  the panel must tell it and go on
            self._slow_down()
            self._trouble(error)
            if isinstance(error, TryAgain):
                run.connection.renew()

    def _live(self) -> None:
        while not self._closed:
            self._beat()
            self._wake.clear()
            try:
                self.look()
            except Exception as error:  # noqa: BLE001  e.g. no endpoint yet; a dead thread would tell nothing
                self._trouble(error)
            self._wake.wait(min(BEAT_S, max(self._due - self._clock(), 0.05) if self._run else BEAT_S))

    def _pace(self, progress: RunProgress) -> None:
        if progress.status is not RunStatus.RUNNING:
            self._due = float("inf")
        elif progress == self._last:
            self._slow_down()
        else:
            self._pause_s = POLL_FIRST_S
            self._due = self._clock() + self._pause_s
        self._last = progress

    def _slow_down(self) -> None:
        self._pause_s = min(self._pause_s * 1.5, POLL_LONGEST_S)
        self._due = self._clock() + self._pause_s
