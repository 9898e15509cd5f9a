"""Schedule files: what they say, and every fault named with its line and the nearest right spelling."""

import re
from pathlib import Path

import pytest

from workbench.errors import ScheduleError
from workbench.messages import use_language
from workbench.schedule.file import ScheduledList, load_schedule
from workbench.schedule.store import MISSED_S

ROOT = Path(__file__).parents[2]

GOOD = """\
name: nightly
when: weekdays 02:30
notebook: enrich.ipynb
settings: settings.yaml
lists:
  - file: 東京.xlsx
  - file: s3://bucket/lists/osaka.csv
    id: 大阪 支店
    settings: s3:///settings/careful.yaml
time_limit_s: 7200
parameters:
  language: en
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("enrich.ipynb", "settings.yaml", "東京.xlsx"):
        (tmp_path / name).touch()
    return tmp_path


def written(folder: Path, text: str) -> Path:
    path = folder / "schedule.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ScheduleError) as error:
        load_schedule(written(folder, text))
    return str(error.value)


def test_the_sample_and_the_guides_example_are_right(folder: Path) -> None:
    sample = load_schedule(ROOT / "data" / "samples" / "schedules" / "nightly.yaml")
    assert [one.list_id for one in sample.lists] == ["companies", "cp932版"]
    [example] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "schedules.md").read_text(), re.S)
    assert load_schedule(written(folder, example)).name == "nightly"


def test_the_guide_names_every_command_and_rule() -> None:
    guide = (ROOT / "docs" / "schedules.md").read_text()
    assert MISSED_S == 6 * 3600 and "within six hours" in guide
    for action in ("apply", "list", "pause", "run-now", "remove"):
        assert f"workbench schedule {action}" in guide


def test_a_list_is_called_by_its_files_name_unless_it_has_one_of_its_own(folder: Path) -> None:
    schedule = load_schedule(written(folder, GOOD))
    assert [one.list_id for one in schedule.lists] == ["東京", "大阪 支店"]
    assert schedule.lists[0] == ScheduledList(file="東京.xlsx")
    assert schedule.time_limit_s == 7200
    assert schedule.timetable.for_scheduler() == "cron(30 2 ? * MON,TUE,WED,THU,FRI *)"


@pytest.mark.parametrize(
    ("right", "wrong", "place", "words"),
    [
        ("weekdays 02:30", "weekdays 25:00", "2:7: when: ", ("25:00", "23:59")),
        ("weekdays 02:30", "nonsense(1)", "2:7: when: ", ("nonsense(1)", "daily 02:30")),
        ("weekdays 02:30", '"0 3 30 2 *"', "2:7: when: ", ("30 2",)),
        ("when: weekdays 02:30", "wen: weekdays 02:30", "2:1: wen: ", ("when",)),
        ("name: nightly", "name: Nightly Run", "1:7: name: ", ("Nightly Run", "lower-case")),
        ("time_limit_s: 7200", "time_limit_s: 10", "10:15: time_limit_s: ", ("60", "86400")),
        ("notebook: enrich.ipynb\n", "", "1:1: notebook: ", ()),
        ("    id: 大阪 支店\n", "    id: 東京\n", "5:1: lists: ", ("東京", "id")),
        ("    id: 大阪 支店\n", "    id: a/b\n", "8:9: lists[2].id: ", ("a/b",)),
        ("  - file: 東京.xlsx\n", "  - fiel: 東京.xlsx\n", "6:5: lists[1].fiel: ", ("file",)),
    ],
)
def test_a_fault_is_named_with_its_place_and_what_is_allowed(
    folder: Path, right: str, wrong: str, place: str, words: tuple[str, ...]
) -> None:
    use_language("en")
    try:
        said = refused(folder, GOOD.replace(right, wrong))
    finally:
        use_language("ja")
    line = next(line for line in said.splitlines() if f":{place}" in line)
    assert all(word in line for word in words), line


@pytest.mark.parametrize(
    ("right", "key"),
    [("東京.xlsx", "lists[東京2].file"), ("enrich.ipynb", "notebook"), ("settings.yaml", "settings")],
)
def test_a_file_that_is_not_there_is_named_with_its_key(folder: Path, right: str, key: str) -> None:
    said = refused(folder, GOOD.replace(right, right.replace(".", "2.")))
    assert key in said
    assert right.replace(".", "2.") in said


def test_a_schedule_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScheduleError, match=r"none\.yaml"):
        load_schedule(tmp_path / "none.yaml")
