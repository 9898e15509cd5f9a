"""The heartbeat: a thread that tells the state machine that the crawl moves, and notices when it does not.

It beats from the first second, before anything heavy is imported. It falls silent when the crawl has stalled, so that
the state machine's own time-out ends the task: a thread that beats for a dead crawl would keep it alive for ever.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

from crawler.task import PASSING, EndpointGone, NobodyWaits, Task

logger = logging.getLogger(__name__)

LONGEST_BEAT_S = 20.0
SHORTEST_WAIT_S = 0.05


class Pulse:
    """When the crawl last moved: a response, an error, or a wait that politeness orders."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._touched = clock()

    def touch(self) -> None:
        self._touched = self._clock()

    def quiet_s(self) -> float:
        """Seconds since the last touch."""
        return self._clock() - self._touched


class Listener(Protocol):
    """What is done about what the heartbeat notices. Each is called once at most, from the heartbeat's thread."""

    def stalled(self, seconds: float) -> None: ...
    def refused(self) -> None: ...
    def endpoint_gone(self) -> None: ...
    def deadline_reached(self) -> None: ...


class Heartbeat:
    """Beats and watches. `step` does what is due and returns the seconds to wait, or None when there is no more to do.

    Until `pace` and `watch` are called (settings are read, the crawl begins) it beats every 20 s and watches nothing.
    """

    def __init__(
        self,
        task: Task,
        pulse: Pulse,
        listener: Listener,
        *,
        deadline_epoch_s: float | None = None,
        endpoint_gone_s: float,
        clock: Callable[[], float] = time.monotonic,
        epoch: Callable[[], float] = time.time,
    ) -> None:
        self._task = task
        self._pulse = pulse
        self._listener = listener
        self._deadline_epoch_s = deadline_epoch_s
        self._endpoint_gone_s = endpoint_gone_s
        self._clock = clock
        self._epoch = epoch
        self._beat_s = LONGEST_BEAT_S
        self._stall_s: float | None = None
        self._next_beat = clock()
        self._gone_since: float | None = None
        self._wake = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def pace(self, heartbeat_s: float) -> None:
        """Beat as the stage's settings ask: three times in what the state machine allows, every 20 s at least."""
        self._beat_s = min(heartbeat_s / 3, LONGEST_BEAT_S)
        self._next_beat = min(self._next_beat, self._clock() + self._beat_s)
        self._wake.set()

    def watch(self, stall_s: float) -> None:
        """Watch the crawl from now on: it has stalled when nothing has moved for `stall_s`."""
        self._pulse.touch()
        self._stall_s = stall_s
        self._wake.set()

    def step(self) -> float | None:
        """Do what is due now; the seconds until something may be due again, None once the watch is over."""
        if self._ended:
            return None
        if self._deadline_epoch_s is not None and self._epoch() >= self._deadline_epoch_s:
            return self._over_with(self._listener.deadline_reached)
        if self._stall_s is not None and self._pulse.quiet_s() >= self._stall_s:
            seconds = self._stall_s
            return self._over_with(lambda: self._listener.stalled(seconds))
        if self._clock() >= self._next_beat:
            self._next_beat = self._clock() + self._beat_s
            try:
                self._task.beat()
                self._gone_since = None
            except NobodyWaits:
                logger.warning("the state machine refused the heartbeat")
                return self._over_with(self._listener.refused)
            except EndpointGone as error:
                if self._missed(error):
                    return self._over_with(self._listener.endpoint_gone)
            except PASSING:
                logger.warning("a heartbeat could not be sent", exc_info=True)
        return self._wait_s()

    def _missed(self, error: Exception) -> bool:
        """Whether the endpoint has been gone for too long; the next beat comes sooner while it is."""
        now = self._clock()
        self._gone_since = now if self._gone_since is None else self._gone_since
        self._next_beat = min(self._next_beat, now + self._endpoint_gone_s / 4)
        logger.warning("no one listens at the endpoint: %s", error)
        return now - self._gone_since >= self._endpoint_gone_s

    def _wait_s(self) -> float:
        due = [self._next_beat - self._clock()]
        if self._stall_s is not None:
            due.append(self._stall_s - self._pulse.quiet_s())
        if self._deadline_epoch_s is not None:
            due.append(self._deadline_epoch_s - self._epoch())
        return max(SHORTEST_WAIT_S, min(due))

    def _over_with(self, tell: Callable[[], None]) -> float | None:
        """Tell what ended the watch, once and for all."""
        self._ended = True
        tell()
        return None

    def _run(self) -> None:
        while (wait_s := self.step()) is not None:
            self._wake.wait(wait_s)
            self._wake.clear()
