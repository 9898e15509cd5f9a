"""Before it costs anything: the estimate and the pilot, from the command line, on the demonstration's list."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.command import table_of, workbench
from tests.e2e.embedded import SAMPLES
from workbench.contract.settings import load_settings
from workbench.local import instance

pytestmark = pytest.mark.xdist_group("pilot")
LIST, COUNT = str(SAMPLES / "names.xlsx"), 6


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    yield folder
    instance.down(folder)


@pytest.fixture(scope="module")
def settings(home: Path) -> Path:
    """The demonstration's settings, whose answers are kept."""
    text = (SAMPLES / "settings" / "waterfall.yaml").read_text(encoding="utf-8")
    path = home / "kept.yaml"
    path.write_text(text.replace("max_age_days: 0", "max_age_days: 90"), encoding="utf-8")
    assert load_settings(path).answers.max_age_days == 90
    return path


def test_a_pilot_is_estimated_run_and_taken_into_the_whole(home: Path, settings: Path) -> None:
    given = (LIST, "--settings", str(settings))
    before = workbench(home, "estimate", *given, "--json")
    assert before.returncode == 0, before.stderr
    assumed = json.loads(before.stdout)
    assert assumed["found"] is None
    assert {one["measured"] for one in assumed["sources"]} == {0}

    out = home / "pilot.xlsx"
    pilot = workbench(home, "--lang", "en", "run", *given, "--pilot", str(COUNT), "--out", str(out))
    assert pilot.returncode in (0, 3), pilot.stderr
    assert f"Pilot: {COUNT} of " in pilot.stderr
    assert "Estimated, and what it came to:" in pilot.stderr
    assert "for 90 days the pilot's answers are used" in pilot.stderr
    table = table_of(out, "会社名")
    asked = table[table["Reason"] != "This row was not part of the run (a pilot, say)"]
    assert len(table) == 41
    assert (
        COUNT <= len(asked) <= COUNT + 2
    )  # the row without a name says so itself, and a company may be there twice

    after = json.loads(workbench(home, "estimate", *given, "--json").stdout)
    measured = {one["source"]: one["measured"] for one in after["sources"]}
    assert measured["gbizinfo"] == COUNT
    low, high = after["requests"]["low"], after["requests"]["high"]
    assert high - low < assumed["requests"]["high"] - assumed["requests"]["low"]


def test_a_run_beyond_the_ceiling_is_not_started(home: Path, settings: Path) -> None:
    strict = home / "strict.yaml"
    strict.write_text(settings.read_text(encoding="utf-8") + "\nceiling: {requests: 1}\n", encoding="utf-8")
    for command in ("estimate", "run"):
        told = workbench(home, "--lang", "en", command, LIST, "--settings", str(strict))
        assert told.returncode == 2
        assert "passes the settings' ceiling.requests of 1" in told.stdout + told.stderr
    runs = json.loads(workbench(home, "runs", "--json").stdout)["runs"]
    assert len(runs) <= 1
