"""CONTRIBUTING.md names files and chores; what it names is there."""

import re

from tests.project.lockfile import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_path_it_names_exists() -> None:
    named = re.findall(r"`((?:workbench|crawler|tests|tools|infra|notebooks)/[\w./-]*)`", CONTRIBUTING)
    assert len(named) > 5
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_chore_it_names_is_a_target_with_a_help_line() -> None:
    chores = set(re.findall(r"(?m)(?:`|^ +|PYTHON=\S+ )make ([a-z]+)", CONTRIBUTING)) - {"help"}
    assert chores == set(re.findall(r"(?m)^([a-z]+):.* ## ", MAKEFILE)) - {"help"}
