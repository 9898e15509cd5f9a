"""Where an instance keeps its files: `.workbench/` of the checkout unless WORKBENCH_HOME says otherwise."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Home:
    """The paths below one instance's folder."""

    path: Path

    @classmethod
    def choose(cls, path: Path | None = None, environ: Mapping[str, str] = os.environ) -> "Home":
        """The home asked for, else that of WORKBENCH_HOME, else `.workbench/` of the checkout."""
        chosen = path or Path(environ.get("WORKBENCH_HOME") or CHECKOUT / ".workbench")
        return cls(Path(chosen).expanduser().resolve())

    def create(self) -> None:
        """Make the folders. Only their owner may read them: lists of companies lie here."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.objects, self.tasks, self.task_logs, self.function_logs, self.functions):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def announcement(self) -> Path:
        """Where the running server says how it is reached; renamed in once everything stands."""
        return self.path / "local.json"

    @property
    def server_lock(self) -> Path:
        """Held by the server as long as it lives."""
        return self.path / "server.lock"

    @property
    def starter_lock(self) -> Path:
        """Held by whoever is starting a server."""
        return self.path / "starter.lock"

    @property
    def objects(self) -> Path:
        """The buckets' objects."""
        return self.path / "s3"

    @property
    def tasks(self) -> Path:
        """One folder for each running task: its working directory and the record of its process."""
        return self.path / "tasks"

    @property
    def functions(self) -> Path:
        """The unpacked code of the inline functions."""
        return self.path / "functions"

    @property
    def http_cache(self) -> Path:
        """What the crawlers' sites let us keep of their answers, for later runs."""
        return self.path / "http_cache"

    @property
    def disk(self) -> Path:
        """Large files that containers keep for each other."""
        return self.path / "disk"

    @property
    def sample_registry(self) -> Path:
        """Of which sample world the bucket holds the registry."""
        return self.path / "sample_registry.txt"

    @property
    def notifications(self) -> Path:
        """What was published to topics, one JSON object a line."""
        return self.path / "notifications.jsonl"

    @property
    def schedules(self) -> Path:
        """What EventBridge Scheduler was given."""
        return self.path / "schedules.json"

    @property
    def ticks(self) -> Path:
        """Until when each schedule was looked at."""
        return self.path / "ticks.json"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def server_log(self) -> Path:
        return self.logs / "server.log"

    @property
    def task_logs(self) -> Path:
        return self.logs / "tasks"

    @property
    def function_logs(self) -> Path:
        return self.logs / "functions"

    @property
    def sample_web_log(self) -> Path:
        return self.logs / "sample_web.jsonl"
