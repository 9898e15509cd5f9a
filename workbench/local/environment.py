"""The environment of tasks and functions: what a container would see, and nothing of the caller's own."""

import os
from dataclasses import dataclass
from pathlib import Path

from workbench.local.home import CHECKOUT

# How the variables begin in which a person keeps the keys of services (crawler/services/keys.py).
SERVICE_KEYS = "WORKBENCH_KEY_"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}


@dataclass(frozen=True)
class WorkerEnvironment:
    """What every worker is told.

    sample_web: the JSON of WORKBENCH_SAMPLE_WEB, None if no sample web runs; http_cache: where crawlers keep answers
    for later runs, None if they do not; disk: where containers keep large files for each other.
    """

    endpoint: str
    region: str
    sample_web: str | None = None
    python_path: tuple[Path, ...] = ()
    http_cache: Path | None = None
    disk: Path | None = None

    def variables(self) -> dict[str, str]:
        """A minimal base, the keys of services, and where AWS is. No profile: no real account is reached by mistake."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name in ("PATH", "HOME", "LANG", "TMPDIR") or name.startswith(SERVICE_KEYS)
        }
        told = {
            "PYTHONPATH": os.pathsep.join(str(folder) for folder in (*self.python_path, CHECKOUT)),
            "PYTHONUNBUFFERED": "1",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_REGION": self.region,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            **CREDENTIALS,
        }
        if self.sample_web is not None:
            told["WORKBENCH_SAMPLE_WEB"] = self.sample_web
        if self.http_cache is not None:
            told["WORKBENCH_HTTP_CACHE"] = str(self.http_cache)
        if self.disk is not None:
            told["WORKBENCH_DISK"] = str(self.disk)
        return {**kept, **told}
