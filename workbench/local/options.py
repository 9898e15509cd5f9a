"""What an instance is started with; the record goes to the server's process through its command line."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.local.home import CHECKOUT, Home

REGION = "ap-northeast-1"
ACCOUNT = "123456789012"
IMAGE = "workbench-crawler:local"
NOTEBOOK_IMAGE = "workbench-notebook:local"
STOP_TIMEOUT_S = 5


@dataclass(frozen=True)
class Options:
    """How to start an instance.

    template: the stack; parameters: what it is given beside our own (only those it declares are passed).
    python_path: folders that workers may import from besides the checkout.
    sample_web: the folder of the sample web, None for none.
    """

    home: Home
    template: Path = CHECKOUT / "infra" / "cfn.yaml"
    stack: str = "workbench"
    parameters: Mapping[str, str] = field(default_factory=dict)
    python_path: tuple[Path, ...] = ()
    sample_web: Path | None = CHECKOUT / "data" / "samples" / "web"
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)

    @property
    def concurrency(self) -> int:
        """How many crawlers, and how many processes of one function, run at once."""
        return max(2, 2 * self.cores)

    def stack_parameters(self) -> dict[str, str]:
        """What the template is given: ours, overlaid by those asked for."""
        ours = {
            "CrawlerImage": IMAGE,
            "NotebookImage": NOTEBOOK_IMAGE,
            "MaxConcurrency": str(self.concurrency),
            "StopTimeoutSeconds": str(STOP_TIMEOUT_S),
        }
        return {**ours, **self.parameters}

    def to_arguments(self) -> list[str]:
        """The command line that `from_arguments` reads back."""
        arguments = ["--home", str(self.home.path), "--template", str(self.template), "--stack", self.stack]
        arguments += ["--cores", str(self.cores), "--sample-web", str(self.sample_web or "")]
        for name, value in self.parameters.items():
            arguments += ["--parameter", f"{name}={value}"]
        for folder in self.python_path:
            arguments += ["--python-path", str(folder)]
        return arguments

    @classmethod
    def from_arguments(cls, arguments: Sequence[str] | None = None) -> "Options":
        """Options from a command line; what is not given is as in a plain Options."""
        plain = cls(Home.choose())
        parser = argparse.ArgumentParser(
            prog="python -m workbench.local.server", description="Serve the embedded AWS on loopback."
        )
        parser.add_argument("--home", type=Path, default=plain.home.path, help="folder for its files")
        parser.add_argument("--template", type=Path, default=plain.template)
        parser.add_argument("--stack", default=plain.stack)
        parser.add_argument("--cores", type=int, default=plain.cores)
        parser.add_argument("--sample-web", default=str(plain.sample_web), help="empty: none")
        parser.add_argument("--parameter", action="append", default=[], metavar="NAME=VALUE")
        parser.add_argument("--python-path", action="append", default=[], type=Path)
        given = parser.parse_args(arguments)
        return cls(
            home=Home.choose(given.home),
            template=given.template,
            stack=given.stack,
            parameters=dict(each.split("=", 1) for each in given.parameter),
            python_path=tuple(given.python_path),
            sample_web=Path(given.sample_web) if given.sample_web else None,
            cores=given.cores,
        )
