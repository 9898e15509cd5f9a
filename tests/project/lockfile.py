"""Reading requirement files as pip does, for the tests beside this file."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


@dataclass(frozen=True)
class Pin:
    """One entry of a lock file: name==version, perhaps for some machines only, with its hashes."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        (only,) = self.requirement.specifier
        assert only.operator == "=="
        return only.version


def read_lock(path: Path) -> list[Pin]:
    """Every pin in the file, in its order."""
    without_comments = re.sub(r"(?m)^\s*#.*$", "", path.read_text(encoding="utf-8"))
    entries = without_comments.replace("\\\n", " ").splitlines()
    return [read_pin(entry) for entry in entries if entry.strip()]


def read_pin(entry: str) -> Pin:
    requirement, *hashes = re.split(r"\s+--hash=", entry.strip())
    return Pin(Requirement(requirement), tuple(hashes))


def unmet(wanted: list[str], pins: list[Pin]) -> list[str]:
    """The requirements that no pin satisfies."""
    return [text for text in wanted if not any(satisfies(pin, Requirement(text)) for pin in pins)]


def satisfies(pin: Pin, wanted: Requirement) -> bool:
    return pin.name == canonicalize_name(wanted.name) and wanted.specifier.contains(pin.version)
