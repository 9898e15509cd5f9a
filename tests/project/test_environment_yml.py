"""environment.yml gives conda users what pyproject.toml gives the others. (conda itself is not run here.)"""

import re
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.project.lockfile import EXTRAS, PROJECT, ROOT

REQUIRES_PYTHON = SpecifierSet(PROJECT["requires-python"])
GOOD = (ROOT / "environment.yml").read_text(encoding="utf-8")


def faults(text: str) -> list[str]:
    """What keeps an environment file from agreeing with pyproject.toml."""
    environment: dict[str, Any] = yaml.safe_load(text)
    conda = [item for item in environment["dependencies"] if isinstance(item, str)]
    by_pip = [line for item in environment["dependencies"] if isinstance(item, dict) for line in item["pip"]]
    return [
        *([] if environment["channels"] == ["conda-forge"] else ["channels are not [conda-forge] alone"]),
        *python_faults(conda),
        *([] if "pip" in map(name_of, conda) else ["pip is not listed, yet packages come by it"]),
        *editable_faults(by_pip),
        *(
            f"{name} comes from both lists"
            for name in sorted({*map(name_of, conda)} & {*map(name_of, by_pip)})
        ),
    ]


def name_of(specification: str) -> str:
    return canonicalize_name(re.split(r"[\s=<>!~\[;]", specification.strip())[0])


def python_faults(conda: list[str]) -> list[str]:
    wanted = [line.partition("=")[2].lstrip("=") for line in conda if name_of(line) == "python"]
    if len(wanted) == 1 and REQUIRES_PYTHON.contains(wanted[0]):
        return []
    return [f"python {wanted} is not one version inside {REQUIRES_PYTHON}"]


def editable_faults(by_pip: list[str]) -> list[str]:
    editable = [line for line in by_pip if line.startswith("-e")]
    match = re.fullmatch(r"-e \.\[([\w,-]+)\]", editable[0]) if len(editable) == 1 else None
    if match is None:
        return [f"not exactly one '-e .[extras]': {editable}"]
    asked = match[1].split(",")
    return [f"extra {name} is missing or unknown" for name in sorted({*asked} ^ {*EXTRAS})]


def test_environment_yml_agrees_with_pyproject() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("- conda-forge", "- defaults", "channels"),
        ("python=3.12", "python=3.10", "python"),
        ("  - pip\n", "", "pip is not listed"),
        (".[notebook,crawler,render,local,test]", ".[notebook,crawler,render,locla,test]", "extra local"),
        ("      - -e .[", "      - pip\n      - -e .[", "pip comes from both lists"),
        ("      - -e .[", "      - -e .[test]\n      - -e .[", "not exactly one"),
    ],
)
def test_planted_faults_are_found(right: str, wrong: str, fault: str) -> None:
    assert right in GOOD
    (found,) = faults(GOOD.replace(right, wrong, 1))[:1]
    assert found.startswith(fault)
