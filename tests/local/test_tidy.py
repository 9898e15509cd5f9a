"""What earlier servers left does not pile up."""

import os
from pathlib import Path

import pytest

from workbench.local import tidy as tidying
from workbench.local.home import Home
from workbench.local.tidy import tidy


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    return made


def test_the_newest_task_logs_are_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "TASK_LOGS_KEPT", 2)
    for age in range(5):
        log = home.task_logs / f"{age}.log"
        log.write_text("")
        os.utime(log, (1000 - age, 1000 - age))
    tidy(home)
    assert sorted(log.name for log in home.task_logs.iterdir()) == ["0.log", "1.log"]


def test_a_large_log_keeps_its_newer_half_in_whole_lines(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "LOG_SIZE_BYTES", 100)
    home.server_log.write_text("".join(f"line {number:03}\n" for number in range(20)))
    small = home.function_logs / "small.log"
    small.write_text("as it was\n")
    tidy(home)
    assert home.server_log.read_text().splitlines() == [f"line {number:03}" for number in range(15, 20)]
    assert small.read_text() == "as it was\n"


def test_unpacked_functions_are_forgotten(home: Home) -> None:
    (home.functions / "digest").mkdir()
    (home.functions / "digest" / "index.py").write_text("")
    tidy(home)
    assert list(home.functions.iterdir()) == []


def test_a_new_home_has_nothing_to_tidy(home: Home) -> None:
    tidy(home)
    assert home.path.stat().st_mode & 0o077 == 0
