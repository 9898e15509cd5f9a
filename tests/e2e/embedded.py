"""An embedded AWS of a test's own: started in a folder of its own, with faults planted in its crawlers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from workbench.aws import Connection, Endpoint
from workbench.contract.records import Company
from workbench.contract.settings import Settings
from workbench.local import instance, notifications
from workbench.local.home import Home
from workbench.local.options import Options
from workbench.progress import RunStatus
from workbench.run import Run
from workbench.starting import start

FAULTS = Path(__file__).parent / "faults"
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SITE = "http://www.kakudou.example/"
PHONE = "075-555-1002"


class Embedded:
    """One instance: how to reach it and what can be seen of it from outside."""

    def __init__(self, home: Path) -> None:
        self.options = Options(home=Home.choose(home), python_path=(FAULTS,))
        self.home = self.options.home

    def up(self) -> Connection:
        """A connection to the instance, started (again) if it does not run."""

        def endpoint() -> Endpoint:
            return instance.ensure(options=self.options).aws_endpoint()

        return Connection(endpoint(), find_again=endpoint)

    def messages(self, run_id: str) -> list[str]:
        """The notifications that name a run."""
        published = notifications.notifications(self.home.path)
        return [one.message for one in published if run_id in one.message]

    def accesses(self) -> list[dict[str, Any]]:
        """The sites' access log."""
        lines = self.home.sample_web_log.read_text().splitlines()
        return [json.loads(line) for line in lines]


@contextmanager
def embedded_aws(home: Path) -> Iterator[Embedded]:
    """An instance that ends with its tasks and functions."""
    one = Embedded(home)
    try:
        yield one
    finally:
        instance.down(home)


def companies(*names: str, sites: list[str] | None = None) -> list[Company]:
    """Fictional companies whose homepage is one site of the sample web, or the sites given."""
    return [
        Company(
            row_id=row,
            company_id=f"company {row}",
            name=name,
            homepage=sites[row] if sites else SITE,
        )
        for row, name in enumerate(names)
    ]


class AList:
    """As much of a list as a run needs: companies that are made, not read."""

    def __init__(self, rows: list[Company]) -> None:
        self.companies = rows
        self.frame = pd.DataFrame({"会社名": [one.name for one in rows]})
        self.invalid: dict[int, Any] = {}
        self.sheet = None
        self.mapping = {"name": "会社名"}
        self.list_id = "made"
        self.path = Path("made.csv")
        self.sha256 = "0" * 64


def settings(runner: str, **stage: Any) -> Settings:
    """One stage that reads homepages, with short times."""
    usual = {
        "name": "sites",
        "sources": ["homepage"],
        "runner": runner,
        "attempts": 1,
        "rows_per_shard": 100,
        "heartbeat_s": 6,
        "stall_s": 2,
        "timeout_s": 60,
        "batch_rows": 1,
    }
    return Settings.model_validate(
        {
            "name": "test",
            "stages": [usual | stage],
            "politeness": {
                "contact": "https://workbench.example/contact",
                "delay_s": 0,
                "timeout_s": 3,
            },
        }
    )


def run_to_its_end(connection: Connection, rows: list[Company], used: Settings) -> tuple[Run, RunStatus]:
    run = start(AList(rows), used, connection=connection)  # type: ignore[arg-type]
    return run, run.wait(timeout_s=100)


def crawlers(run_id: str) -> list[int]:
    """Process ids of the run's crawlers, containers and Lambda's children alike, by their environment."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if b"crawler.run" in command and f"RUN_ID={run_id}".encode() in environment.split(b"\0"):
                found.append(int(folder.name))
    return found


def outcomes_landed(run: Run) -> int:
    return len(run.records().outcomes)
