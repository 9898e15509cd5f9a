"""What one container is asked to do: its environment, read once into a frozen record; and how its program may exit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Literal
from urllib.parse import urlsplit

from workbench.errors import SetupError

TOKEN = "TASK_TOKEN_ENV_VARIABLE"
BUCKET = "FEED_BUCKET_NAME"
# What the state machine sets for a Fargate container, and hands to a Lambda as its payload, by the same names.
REQUIRED = (TOKEN, BUCKET, "SETTINGS_FILE", "INPUT_FILE", "RUN_ID", "STAGE", "SHARD", "ATTEMPT")

# Exit codes of the program.
EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_ENVIRONMENT = 2
EXIT_STOPPED = 143  # 128 + SIGTERM, as a shell would say

# How long the endpoint may refuse connections before nobody is believed to be there (a laptop's server that died).
ENDPOINT_GONE_S = 60.0


@dataclass(frozen=True)
class SampleWeb:
    """The proxy that serves the sample web's hosts: the only private address that may be reached, and only for them.

    keys: what its services take for a key, by the key's name.
    """

    proxy: str
    hosts: frozenset[str]
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.proxy)
        return parts.hostname or "", parts.port or 80


@dataclass(frozen=True)
class Job:
    """One shard of one stage, in one attempt. `deadline_epoch_s` is when a Lambda must have handed back.

    http_cache: the folder of the HTTP cache; None without one, and on Lambda, whose disk nobody reads again.
    disk: the folder for large files that the next shard on this machine needs too.
    """

    bucket: str
    settings_file: str
    input_file: str
    run_id: str
    stage: str
    shard: str
    attempt: int
    token: str = field(repr=False)
    runner: Literal["fargate", "lambda"] = "fargate"
    deadline_epoch_s: float | None = None
    sample_web: SampleWeb | None = None
    endpoint_gone_s: float = ENDPOINT_GONE_S
    http_cache: Path | None = None
    disk: Path = Path(gettempdir()) / "workbench"

    @property
    def name(self) -> str:
        """How log lines name it: run/stage-attempt/shard."""
        return f"{self.run_id}/{self.stage}-{self.attempt}/{self.shard}"


def from_environment(environment: Mapping[str, str]) -> Job:
    """The job that the environment describes.

    Raises SetupError naming the variables that are missing, or the one that cannot be read.
    """
    missing = [name for name in REQUIRED if not environment.get(name)]
    if missing:
        raise SetupError("error.crawler_environment_missing", names=", ".join(missing))
    runner: Literal["fargate", "lambda"] = "lambda" if environment.get("RUNNER") == "lambda" else "fargate"
    cache, disk = environment.get("WORKBENCH_HTTP_CACHE"), environment.get("WORKBENCH_DISK")
    try:
        return Job(
            bucket=environment[BUCKET],
            settings_file=environment["SETTINGS_FILE"],
            input_file=environment["INPUT_FILE"],
            run_id=environment["RUN_ID"],
            stage=environment["STAGE"],
            shard=environment["SHARD"],
            attempt=int(environment["ATTEMPT"]),
            token=environment[TOKEN],
            runner=runner,
            deadline_epoch_s=_number(environment.get("DEADLINE_EPOCH_S")),
            sample_web=_sample_web(environment.get("WORKBENCH_SAMPLE_WEB")),
            endpoint_gone_s=_number(environment.get("ENDPOINT_GONE_S")) or ENDPOINT_GONE_S,
            http_cache=Path(cache) if cache and runner == "fargate" else None,
            **({"disk": Path(disk)} if disk else {}),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError("error.crawler_environment_invalid", detail=str(error)) from error


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _sample_web(text: str | None) -> SampleWeb | None:
    if not text:
        return None
    value = json.loads(text)
    hosts = frozenset(host.lower() for host in value["hosts"])
    return SampleWeb(value["proxy"], hosts, value.get("keys", {}))
