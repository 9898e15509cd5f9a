from typing import Any

import pytest

from tests.makers import NOON
from workbench.contract.states import RowState
from workbench.panel.views import buttons, stage_views, time_left_s, what_happened
from workbench.progress import RunProgress, RunStatus, StageProgress


def stage(name: str = "sites", **known: Any) -> StageProgress:
    usual: dict[str, Any] = {
        "attempt": 1,
        "rows": 100,
        "done": 40,
        "by_state": {RowState.NEEDS_REVIEW: 10, RowState.FOUND: 30},
        "shards": 4,
        "shards_ended": 1,
        "requests": 200,
        "rows_per_s": 0.5,
    }
    return StageProgress(stage=name, **usual | known)


def a_look(*stages: StageProgress, status: RunStatus = RunStatus.RUNNING) -> RunProgress:
    return RunProgress("r", status, stages, NOON)


def test_a_stage_is_a_bar_of_its_states_with_rate_and_time_left() -> None:
    [view] = stage_views(a_look(stage()), "en")
    assert (view.title, view.count_words) == ("Stage sites", "40 / 100 rows")
    assert [(part.words, part.rows) for part in view.segments] == [("found", 30), ("needs review", 10)]
    assert view.notes == ("30 rows a minute", "shards 1 / 4", "about 2 min left")


def test_a_stage_that_has_ended_has_no_time_left_and_an_attempt_is_named_from_the_second_on() -> None:
    [view] = stage_views(a_look(stage(attempt=2, done=100, shards_ended=4)), "ja")
    assert view.title == "段階 sites(2回目)"
    assert view.notes == ("毎分30行", "シャード 4 / 4", "終了")


def test_a_run_that_was_stopped_has_no_time_left() -> None:
    [view] = stage_views(a_look(stage(), status=RunStatus.STOPPED), "en")
    assert view.notes == ("30 rows a minute", "shards 1 / 4")


def test_without_a_rate_there_is_no_time_left() -> None:
    assert time_left_s(stage(rows_per_s=None)) is None
    assert time_left_s(stage(rows_per_s=0.0)) is None


def test_what_happened_is_told_from_one_look_to_the_next() -> None:
    first = what_happened(None, a_look(stage(shards_ended=0, done=0, by_state={})), NOON)
    assert [event.sentence("en") for event in first] == ["Stage sites, attempt 1: 100 rows in 4 shards"]
    second = what_happened(a_look(stage(shards_ended=0)), a_look(stage()), NOON)
    assert [event.sentence("ja") for event in second] == [
        "段階 sites(1回目): シャード 1 / 4 が終わりました(取得済み 30、要確認 10)"
    ]
    last = what_happened(
        a_look(stage()), a_look(stage(shards_ended=4, done=100), status=RunStatus.COMPLETE), NOON
    )
    assert [event.sentence("en") for event in last] == [
        "Stage sites, attempt 1 has ended: 100 of 100 rows (found 30, needs review 10)",
        "The run is now complete",
    ]


def test_where_nothing_changed_nothing_happened() -> None:
    assert what_happened(a_look(stage()), a_look(stage(done=50)), NOON) == []


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, {"estimate", "start"}),
        ({"list_sha256": None}, set()),
        ({"settings_ready": False}, set()),
        (
            {"run_sha256": "a", "status": RunStatus.RUNNING, "joined": True},
            {"estimate", "stop", "export"},
        ),
        (
            {"run_sha256": "another", "status": RunStatus.RUNNING},
            {"estimate", "start", "stop"},
        ),
        (
            {"run_sha256": "a", "status": RunStatus.STOPPED, "joined": True},
            {"estimate", "start", "resume", "export"},
        ),
        (
            {"run_sha256": "a", "status": RunStatus.COMPLETE},
            {"estimate", "start"},
        ),
        (
            {"run_sha256": "a", "status": RunStatus.STOPPED, "joined": True, "busy": True},
            set(),
        ),
    ],
)
def test_only_what_makes_sense_can_be_pressed(known: dict[str, Any], expected: set[str]) -> None:
    usual: dict[str, Any] = {
        "list_sha256": "a",
        "settings_ready": True,
        "run_sha256": None,
        "status": None,
        "joined": False,
        "busy": False,
    }
    can = buttons(**usual | known)
    assert {name for name in vars(can) if getattr(can, name)} == expected
