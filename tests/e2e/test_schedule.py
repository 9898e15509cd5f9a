"""A night on the embedded AWS: schedules fire for real, and what an analyst finds in the morning."""

import io
import json
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from tests.e2e.embedded import PHONE, SITE, Embedded, embedded_aws, settings
from tests.local.waiting import until
from workbench.aws import Connection
from workbench.errors import ScheduleError
from workbench.local import instance
from workbench.local.notifications import Notification, notifications
from workbench.local.ticker import Ticker
from workbench.run import runs
from workbench.schedule import store
from workbench.timetable import TOKYO, day_of

pytestmark = [pytest.mark.xdist_group("schedule"), pytest.mark.timeout(320)]
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "enrich.ipynb"
GOOD = f"会社名,ホームページ\n株式会社架空堂,{SITE}\n"
BATCH_S = 150


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with embedded_aws(tmp_path_factory.mktemp("home")) as one:
        yield one


@pytest.fixture(scope="module")
def connection(aws: Embedded) -> Connection:
    return aws.up()


def schedule_file(folder: Path, name: str, when: str, lists: dict[str, str], **more: Any) -> Path:
    """A schedule file with its lists (content by file name) and settings beside it."""
    for file, content in lists.items():
        (folder / file).write_text(content, encoding="utf-8")
    (folder / "settings.yaml").write_text(
        yaml.safe_dump(settings("fargate").model_dump(mode="json"), allow_unicode=True), encoding="utf-8"
    )
    described = {
        "name": name,
        "when": when,
        "notebook": str(NOTEBOOK),
        "settings": "settings.yaml",
        "lists": [{"file": file} for file in lists],
        **more,
    }
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")
    return path


def ended(connection: Connection, execution: str) -> str:
    def status() -> str:
        described = connection.client("stepfunctions").describe_execution(executionArn=execution)
        return str(described["status"])

    until(lambda: status() != "RUNNING", BATCH_S)
    return status()


def told(aws: Embedded, batch: str) -> list[Notification]:
    return [one for one in notifications(aws.home.path) if f"batch {batch}" in str(one.subject)]


def test_a_night_brings_the_spreadsheet_the_notebook_and_one_notification(
    aws: Embedded, connection: Connection, tmp_path: Path
) -> None:
    evening = datetime.now(UTC).replace(microsecond=0)
    at = (evening + timedelta(hours=9)).replace(second=0).astimezone(TOKYO)
    lists = {"東京.csv": GOOD, "大阪.csv": "番号,備考\n1,x\n"}
    row = store.apply(schedule_file(tmp_path, "nightly", f"daily {at:%H:%M}", lists), connection)
    assert (row.next, row.enabled, row.lists) == (at, True, 2)

    clock = [evening]
    scheduler, machine = connection.client("scheduler"), connection.client("stepfunctions")
    ticker = Ticker(scheduler, machine, tmp_path / "ticks.json", lambda: clock[0])
    fired: list[str] = []
    while clock[0] < evening + timedelta(hours=20):
        fired += ticker.tick()
        clock[0] += timedelta(minutes=30)
    [execution] = fired
    assert ended(connection, execution) == "FAILED"  # one of its lists cannot be read, and that is red

    found = f"batches/nightly/{day_of(at)}"
    book = load_workbook(io.BytesIO(connection.bucket.get(f"{found}/東京/enriched.xlsx") or b""))
    cells = [cell for row_ in book.worksheets[0].iter_rows(values_only=True) for cell in row_]
    assert PHONE in cells
    notebook = json.loads(connection.bucket.get(f"{found}/東京/enrich.ipynb") or b"{}")
    [(run_id, status)] = notebook["metadata"]["workbench"]["runs"].items()
    assert status == "complete"
    failed = json.loads(connection.bucket.get(f"{found}/大阪/enrich.ipynb") or b"{}")
    assert failed["metadata"]["workbench"]["error"].startswith("ListError: ")

    [message] = told(aws, "nightly")
    assert message.subject == "[workbench] PARTIAL: batch nightly"
    for words in (run_id, "東京: 完了", "大阪: 入力の誤り", "大阪: bad input", f"{found}/東京/enriched.xlsx"):
        assert words in message.message
    [listed] = store.rows(connection)
    assert listed.last is not None
    assert (listed.last.outcome, listed.last.day) == ("partial", day_of(at))


def test_a_killed_batch_is_taken_up_without_a_second_run(
    aws: Embedded, connection: Connection, tmp_path: Path
) -> None:
    path = schedule_file(tmp_path, "killed", "daily 03:00", {"名古屋.csv": GOOD})
    store.apply(path, connection)
    execution = store.run_now("killed", connection).execution

    until(lambda: bool(runs("名古屋", connection=connection)), BATCH_S)
    [record] = [
        one for one in aws.home.tasks.glob("*/process.json") if is_batch(json.loads(one.read_text())["pid"])
    ]
    os.killpg(json.loads(record.read_text())["pid"], signal.SIGKILL)
    assert ended(connection, execution) == "SUCCEEDED"
    assert len(runs("名古屋", connection=connection)) == 1

    # Once more on the same day: nothing is asked again.
    [run] = runs("名古屋", connection=connection)
    again = store.run_now("killed", connection).execution
    assert ended(connection, again) == "SUCCEEDED"
    assert [one.run_id for one in runs("名古屋", connection=connection)] == [run.run_id]
    first, second = told(aws, "killed")
    assert first.subject == second.subject == "[workbench] complete: batch killed"


def is_batch(pid: int) -> bool:
    return b"--scheduled" in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_paused_schedule_and_a_removed_one_do_not_fire(connection: Connection, tmp_path: Path) -> None:
    path = schedule_file(tmp_path, "paused", "30 4 * * 1-5", {"札幌.csv": GOOD})
    store.apply(path, connection)
    store.pause("paused", connection)
    [row] = [one for one in store.rows(connection) if one.name == "paused"]
    assert (row.enabled, row.next, row.last) == (False, None, None)
    assert store.apply(path, connection).enabled
    store.remove("paused", connection)
    assert "paused" not in [one.name for one in store.rows(connection)]
    assert list(connection.bucket.keys("schedules/paused/")) == []
    with pytest.raises(ScheduleError, match="paused"):
        store.run_now("paused", connection)


def test_schedules_outlive_the_instance(tmp_path: Path) -> None:
    with embedded_aws(tmp_path / "home") as aws:
        store.apply(schedule_file(tmp_path, "kept", "daily 05:00", {"福岡.csv": GOOD}), aws.up())
        instance.down(aws.home.path)
        assert [(one.name, one.when, one.enabled) for one in store.rows(aws.up())] == [
            ("kept", "daily 05:00", True)
        ]
