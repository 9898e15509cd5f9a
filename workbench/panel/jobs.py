"""Work in threads of its own, so that a click is answered at once and the kernel stays free."""

import logging
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Jobs:
    """Starts jobs by name, one of a name at a time; what goes wrong in one is handed to `failed`.

    changed: called when a job begins and when it has ended.
    """

    def __init__(self, failed: Callable[[Exception], None], changed: Callable[[], None]) -> None:
        self._failed = failed
        self._changed = changed
        self._running: set[str] = set()
        self._next: dict[str, Callable[[], None]] = {}
        self._lock = threading.Lock()

    def start(self, name: str, job: Callable[[], None]) -> bool:
        """False, and nothing done, if a job of that name still runs."""
        with self._lock:
            if name in self._running:
                return False
            self._running.add(name)
        self._changed()
        threading.Thread(target=self._work, args=(name, job), name=f"panel-{name}", daemon=True).start()
        return True

    def start_latest(self, name: str, job: Callable[[], None]) -> None:
        """Start a job now, or when the running one of that name has ended; of several that wait, the last."""
        with self._lock:
            if name in self._running:
                self._next[name] = job
                return
        self.start(name, job)

    def is_running(self, *names: str) -> bool:
        """True if any of these runs."""
        with self._lock:
            return not self._running.isdisjoint(names)

    def _work(self, name: str, job: Callable[[], None] | None) -> None:
        while job is not None:
            try:
                job()
            except Exception as error:
                logger.info("panel job %s: %s", name, error, exc_info=error)
                self._failed(error)
            with self._lock:
                job = self._next.pop(name, None)
                if job is None:
                    self._running.discard(name)
        self._changed()
