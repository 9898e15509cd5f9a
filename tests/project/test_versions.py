"""The version is said in three places, and they agree."""

import re

import workbench
from tests.project.lockfile import PROJECT, ROOT


def test_the_package_says_the_version_of_pyproject() -> None:
    assert workbench.__version__ == PROJECT["version"]


def test_the_changelog_begins_with_this_version_or_what_comes_after_it() -> None:
    headings = re.findall(r"(?m)^## \[?([\w.]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert PROJECT["version"] in headings[:2]
