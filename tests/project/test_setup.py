"""The set-up program, run in a folder of its own where nothing is to be installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.project.lockfile import PROJECT, ROOT
from tools import setup_env

PARTS = ["pyproject.toml", "requirements.lock", "tools/setup_env.py"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy whose .venv looks as set-up leaves it: a Python that runs, and the stamp."""
    (tmp_path / "tools").mkdir()
    for part in PARTS:
        shutil.copy(ROOT / part, tmp_path / part)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    show_stamp = "from tools.setup_env import wanted_stamp; print(wanted_stamp(), end='')"
    stamp = subprocess.run([sys.executable, "-c", show_stamp], cwd=tmp_path, capture_output=True, check=True)
    (tmp_path / ".venv" / "installed-from").write_bytes(stamp.stdout)
    return tmp_path


def set_up(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tools/setup_env.py"],
        cwd=checkout,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def python_that_says(folder: Path, version: str) -> str:
    program = folder / "python-that-says"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    return str(program)


def test_nothing_is_done_when_nothing_changed(checkout: Path) -> None:
    done = set_up(checkout)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements.lock"])
def test_a_changed_file_is_noticed(checkout: Path, changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, path in {"ROOT": ".", "LOCK": "requirements.lock", "STAMP": ".venv/installed-from"}.items():
        monkeypatch.setattr(setup_env, name, checkout / path)
    monkeypatch.setattr(setup_env, "VENV_PYTHON", checkout / ".venv/bin/python")
    monkeypatch.delenv("PYTHON", raising=False)
    assert setup_env.is_current()
    with (checkout / changed).open("a") as file:
        file.write("# one more line\n")
    assert not setup_env.is_current()


def test_a_moved_checkout_is_set_up_anew(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_env, "STAMP", checkout / ".venv/installed-from")
    assert not setup_env.is_current()


@pytest.mark.parametrize("version", ["3 10", "3 14"])
def test_an_unsuitable_python_is_named_with_the_remedy(checkout: Path, version: str) -> None:
    done = set_up(checkout, PYTHON=python_that_says(checkout, version))
    assert done.returncode == 1
    assert f"is {version.replace(' ', '.')}; Python 3.11 to 3.13 is needed." in done.stderr


def test_set_up_accepts_the_pythons_that_pyproject_does() -> None:
    allowed = SpecifierSet(PROJECT["requires-python"])
    both = [(setup_env.is_supported((3, minor)), allowed.contains(f"3.{minor}")) for minor in range(8, 20)]
    assert all(ours is theirs for ours, theirs in both)
