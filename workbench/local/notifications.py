"""What was published to topics, kept in a file, since no mail leaves this machine."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.local.home import Home

KEPT = 1_000


@dataclass(frozen=True)
class Notification:
    """One published message. published_at: ISO 8601, UTC."""

    message_id: str
    topic: str
    subject: str | None
    message: str
    published_at: str

    @property
    def payload(self) -> Any:
        """The message as JSON, or the text itself if it is none."""
        try:
            return json.loads(self.message)
        except ValueError:
            return self.message


class NotificationLog:
    """Appends each notification as one line; all but the newest thousand go when it is opened."""

    def __init__(self, path: Path):
        self._path = path
        self._lock = threading.Lock()
        if path.exists():
            newest = deque(path.open(encoding="utf-8"), KEPT)
            path.write_text("".join(newest), encoding="utf-8")

    def append(self, *, message_id: str, topic: str, subject: str | None, message: str) -> None:
        """Keep one message; it is in the file when this returns."""
        published_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        notification = Notification(message_id, topic, subject, message, published_at)
        line = json.dumps(asdict(notification), ensure_ascii=False) + "\n"
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(line)


def notifications(home: Path | None = None) -> list[Notification]:
    """Everything published on the instance of a home, oldest first; also after it went down."""
    path = Home.choose(home).notifications
    return list(_read(path)) if path.exists() else []


def _read(path: Path) -> Iterator[Notification]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):  # the last one may be half written
                yield Notification(**json.loads(line))
