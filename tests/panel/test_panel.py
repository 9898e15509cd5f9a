"""The panel without a browser: its widgets are set and pressed as a person would, the run is in memory."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.e2e.embedded import SAMPLES
from tests.fakes import MemoryConnection
from tests.local.waiting import until
from tests.makers import NOON, progress
from workbench import messages
from workbench.contract.records import PlannedStage, Summary
from workbench.contract.states import RowState, ShardEnd
from workbench.errors import RunError
from workbench.panel.desk import Reach
from workbench.panel.panel import Panel
from workbench.run import Run, attach, runs
from workbench.starting import expectation, start

LIST = SAMPLES / "companies.xlsx"
SETTINGS = SAMPLES / "settings" / "demo.yaml"
ROWS = 45


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the panel remembers what columns mean."""
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))


@pytest.fixture
def connection() -> MemoryConnection:
    return MemoryConnection()


@pytest.fixture
def open_panel(connection: MemoryConnection, tmp_path: Path) -> Iterator[Callable[..., Panel]]:
    opened: list[Panel] = []

    def one(list_path: Path | None = LIST, settings_path: Path | None = SETTINGS, **given: Any) -> Panel:
        reach = Reach(*(partial(call, connection=connection) for call in (start, attach, runs, expectation)))
        panel = Panel(list_path, settings_path, tmp_path / "out.xlsx", **{"reach": reach} | given)
        opened.append(panel)
        until(lambda: not panel.desk.jobs.is_running("attach", "read", "words"))
        return panel

    yield one
    for panel in opened:
        panel.close()
    messages.use_language("ja")


@pytest.fixture
def panel(open_panel: Callable[..., Panel]) -> Panel:
    return open_panel()


def started(panel: Panel) -> Run:
    """The run that pressing Run has started."""
    until(lambda: not panel.run.start.disabled)
    panel.run.start.click()
    until(lambda: panel.run.status is not None)
    assert panel.looked is not None
    return panel.looked.run


def plan(connection: MemoryConnection, run: Run, done: int, end: ShardEnd | None) -> None:
    """As the plan and one crawler would leave it."""
    planned = PlannedStage(
        stage="sites",
        attempt=1,
        execution=f"{run.run_id}-a1",
        runner="fargate",
        planned_at=NOON,
        shards={"0000": 43},
    )
    connection.bucket.put_records(run.keys.plan_index, [planned])
    told = progress("sites", end, rows=43, done=done, by_state={RowState.FOUND: done} if done else {})
    connection.bucket.put_record(run.keys.progress("sites", 1, "0000"), told)


def end(connection: MemoryConnection, run: Run, outcome: Any) -> None:
    execution = f"{run.run_id}-a1"
    summary = Summary(
        run_id=run.run_id,
        execution=execution,
        outcome=outcome,
        rows=43,
        by_state={},
        unfinished_rows=0,
        ended_at=NOON,
    )
    connection.bucket.put_record(run.keys.summary(execution), summary)
    connection.machine.status[execution] = "SUCCEEDED"


def test_a_run_is_estimated_before_anything_is_started(panel: Panel, connection: MemoryConnection) -> None:
    until(lambda: not panel.run.estimate.disabled)
    panel.run.estimate.click()
    until(lambda: panel.run.estimated.value)
    assert "44行、43社を調べます。" in panel.run.estimated.value
    assert "実績がないためわかりません" in panel.run.estimated.value
    assert connection.machine.status == {}
    panel.desk.head.language = "en"
    until(lambda: "not known before an earlier run or a pilot" in panel.run.estimated.value)


def test_a_pilot_asks_a_few_companies_and_then_estimates_the_whole_list(
    panel: Panel, connection: MemoryConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.panel.panel.PILOT", 7)
    until(lambda: not panel.run.pilot.disabled)
    panel.run.pilot.click()
    until(lambda: panel.run.status is not None)
    assert panel.looked is not None
    run = panel.looked.run
    assert len(run.asked()) == 7
    assert panel.run.estimated.value == ""
    end(connection, run, "complete")
    until(lambda: "44行、43社を調べます。" in panel.run.estimated.value)
    # The pilot's rows are joined to the list; the others say that they were not part of it.
    until(lambda: panel.result.joined is not None)
    again = Panel(LIST, SETTINGS, panel.result.out_path, run_id=run.run_id, reach=panel.desk.reach)
    until(lambda: again.looked is not None and again.looked.companies is not None)
    again.close()


def test_the_list_is_read_and_what_was_recognised_is_shown(panel: Panel) -> None:
    until(lambda: panel.list.companies is not None)
    assert "45行" in panel.list.recognised.value
    assert panel.list.mapping.fields["name"].value == "取引先名"
    assert panel.list.mapping.fields["city"].value == ""
    assert len(panel.list.findings.rows) > 0
    assert "段階 listing" in panel.settings.explained.value
    assert "見本のままの連絡先" in panel.settings.explained.value


def test_another_column_can_be_said_to_be_the_telephone_or_none(panel: Panel) -> None:
    until(lambda: panel.list.companies is not None)
    panel.list.mapping.fields["phone"].value = ""
    until(lambda: panel.list.companies is not None and "phone" not in panel.list.companies.columns)
    panel.list.mapping.fields["phone"].value = "電話番号"
    until(
        lambda: panel.list.companies is not None and panel.list.companies.columns.get("phone") == "電話番号"
    )


def test_a_list_without_a_column_of_names_is_told_and_the_person_can_name_one(
    open_panel: Callable[..., Panel], tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("甲,乙\nあおぞら,1\nみどり,2\n", encoding="utf-8")
    panel = open_panel(path)
    until(lambda: panel.desk.head.alert)
    assert "odd.csv" in panel.desk.head.alert
    assert panel.run.start.disabled
    panel.list.mapping.fields["name"].value = "甲"
    until(lambda: panel.list.companies is not None)
    assert len(panel.list.companies.frame) == 2  # type: ignore[union-attr]
    assert panel.desk.head.alert == ""


def test_what_was_said_of_the_columns_is_remembered_when_the_run_starts(
    open_panel: Callable[..., Panel], tmp_path: Path
) -> None:
    first, second = tmp_path / "november.csv", tmp_path / "december.csv"
    for path in (first, second):
        path.write_text("先方,控え,TEL\nあおぞら商事,みどり工業,03-5550-1001\n", encoding="utf-8")
    panel = open_panel(first)
    panel.list.mapping.fields["name"].value = "控え"
    until(lambda: panel.list.companies is not None and panel.list.companies.columns["name"] == "控え")
    panel.list.mapping.fields["phone"].value = ""
    until(lambda: panel.list.companies is not None and "phone" not in panel.list.companies.columns)
    run = started(panel)
    assert [company.name for company in run.asked()] == ["みどり工業"]
    assert "覚えました" in panel.run.events.value
    again = open_panel(second)
    until(lambda: again.list.companies is not None)
    assert again.list.companies.columns == {"name": "控え"}  # type: ignore[union-attr]


def test_another_sheet_can_be_chosen(open_panel: Callable[..., Panel], tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    book = Workbook()
    for name, company in (("東日本", "あおぞら商事"), ("西日本", "みどり工業")):
        sheet = book.create_sheet(name)
        sheet.append(["会社名"])
        sheet.append([company])
    book.remove(book.worksheets[0])
    book.save(path)
    panel = open_panel(path)
    until(lambda: panel.list.companies is not None)
    assert panel.list.sheet.layout.display == ""
    panel.list.sheet.value = "西日本"
    until(lambda: panel.list.companies is not None and panel.list.companies.sheet == "西日本")
    run = started(panel)
    assert [company.name for company in run.asked()] == ["みどり工業"]
    # Read by itself the file gives the other sheet; the run knows which one it was started with.
    again = open_panel(None)
    until(lambda: again.result.joined is not None)
    assert again.looked.companies.sheet == "西日本"  # type: ignore[union-attr]


def test_every_label_changes_with_the_language(panel: Panel) -> None:
    until(lambda: panel.list.companies is not None)
    panel.desk.head.language = "en"
    assert panel.run.start.description == "Run"
    assert panel.list.picker.description == "List"
    assert panel.desk.head.labels["title"] == "Company list workbench"
    assert panel.list.picker.options[0][0] == "(choose)"
    assert panel.desk.head.updated.startswith("Last update")
    until(lambda: "45 rows" in panel.list.recognised.value)
    assert messages.current_language() == "en"
    panel.desk.head.language = "ja"
    assert panel.run.start.description == "実行"


def test_a_run_is_started_watched_and_its_result_shown(panel: Panel, connection: MemoryConnection) -> None:
    run = started(panel)
    assert panel.run.start.disabled and not panel.run.stop.disabled
    assert run.run_id in panel.run.title.value
    plan(connection, run, 20, None)
    until(lambda: "20 / 43行" in panel.run.stages.value)
    end(connection, run, "complete")
    plan(connection, run, 43, ShardEnd.DONE)
    until(lambda: "完了" in panel.run.title.value)
    until(lambda: panel.result.joined is not None and not panel.result.so_far)
    assert panel.result.grid.place["words"] == f"1–15 / {ROWS}行"
    assert "<img" in panel.result.chart.value
    assert "が終わりました" in panel.run.events.value
    until(lambda: not panel.result.export.disabled)
    assert not panel.run.start.disabled and panel.run.resume.disabled


def test_results_so_far_are_joined_while_the_run_goes_on(panel: Panel) -> None:
    started(panel)
    until(lambda: panel.result.joined is not None)
    assert panel.result.so_far
    assert "途中経過" in panel.result.heading.value
    assert len(panel.result.joined.table) == ROWS  # type: ignore[union-attr]
    assert "まだ調べていません" in panel.result.grid.rows[0]


def test_the_result_is_exported_and_linked(panel: Panel, connection: MemoryConnection) -> None:
    run = started(panel)
    end(connection, run, "complete")
    until(lambda: panel.result.joined is not None and not panel.result.so_far)
    until(lambda: not panel.result.export.disabled)
    panel.result.export.click()
    until(lambda: "out.xlsx" in panel.result.link.value)
    assert Path(panel.result.out_path.value).exists()
    assert connection.bucket.get(run.keys.result("quality.json"))


def test_the_form_of_the_file_is_chosen_and_what_was_written_is_said(
    panel: Panel, connection: MemoryConnection
) -> None:
    run = started(panel)
    end(connection, run, "complete")
    until(lambda: panel.result.joined is not None and not panel.result.so_far)
    for kind, said in (("own", "列に結果を加えました"), ("cp932", "out.csv"), ("report", "out.xlsx")):
        until(lambda: not panel.result.export.disabled)
        panel.result.kind.value = kind
        panel.result.export.click()
        until(lambda words=said: words in panel.result.link.value)
    assert Path(panel.result.out_path.value).with_suffix(".csv").read_text("cp932").startswith("No.")


def test_a_panel_opened_anew_finds_the_run_in_progress(
    open_panel: Callable[..., Panel], connection: MemoryConnection
) -> None:
    run = started(open_panel())
    again = open_panel(None)
    until(lambda: again.looked is not None)
    assert again.looked.run.run_id == run.run_id  # type: ignore[union-attr]
    assert again.looked.companies is not None  # type: ignore[union-attr]
    until(lambda: again.run.runs.value == run.run_id)
    until(lambda: not again.run.stop.disabled)


def test_the_run_of_a_list_that_is_gone_is_shown_by_names_and_cannot_be_exported(
    open_panel: Callable[..., Panel], tmp_path: Path
) -> None:
    path = tmp_path / "moved.csv"
    path.write_text("会社名\nあおぞら商事\n", encoding="utf-8")
    started(open_panel(path))
    path.unlink()
    again = open_panel(None)
    until(lambda: again.result.joined is not None)
    assert "moved.csv" in again.result.sentences.value
    assert again.result.grid.rows[0][1] == "あおぞら商事"
    assert again.result.export.disabled


def test_stop_and_resume_answer_at_once_and_what_goes_wrong_is_told(
    panel: Panel, connection: MemoryConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started(panel)

    def stop(self: Run) -> None:
        connection.machine.status[f"{run.run_id}-a1"] = "ABORTED"
        raise RunError("error.stop_incomplete", run_id=run.run_id, count=2)

    monkeypatch.setattr(Run, "stop", stop)
    panel.run.stop.click()
    until(lambda: run.run_id in panel.desk.head.alert)
    until(lambda: "停止" in panel.run.title.value)
    until(lambda: not panel.run.resume.disabled)
    panel.run.resume.click()
    until(lambda: connection.machine.status.get(f"{run.run_id}-a2") == "RUNNING")
    until(lambda: not panel.run.stop.disabled)
    assert "再開しました" in panel.run.events.value


def test_an_error_that_nobody_expected_is_told_too(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    until(lambda: not panel.run.start.disabled)

    def broken(*given: Any, **known: Any) -> Run:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(panel.desk, "reach", Reach(broken, attach, runs))
    panel.run.start.click()
    until(lambda: "ZeroDivisionError: division by zero" in panel.desk.head.alert)
    panel.desk.head.alert = ""
    panel.desk.head.language = "en"
    assert panel.desk.head.alert == ""


def test_settings_that_are_wrong_are_told_and_nothing_can_be_started(
    open_panel: Callable[..., Panel], tmp_path: Path
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("name: x\nstagse: []\n", encoding="utf-8")
    panel = open_panel(LIST, path)
    until(lambda: panel.list.companies is not None)
    assert panel.run.start.disabled
    assert "wrong.yaml" in panel.desk.head.alert
    assert "wrong.yaml" in panel.settings.explained.value
    panel.settings.picker.options = [*panel.settings.picker.options, ("demo.yaml", str(SETTINGS))]
    panel.settings.picker.value = str(SETTINGS)
    assert panel.desk.head.alert == ""
    assert not panel.run.start.disabled


def test_an_opened_panel_takes_the_place_of_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.panel import opening

    closed: list[str] = []

    class APanel:
        def __init__(self, list_path: Path | None, *given: Any, **known: Any) -> None:
            self.name = str(list_path)

        def close(self) -> None:
            closed.append(self.name)

    monkeypatch.setattr(opening, "Panel", APanel)
    monkeypatch.setattr(opening, "_open", [])
    opening.open_panel("first.csv")
    opening.open_panel("second.csv")
    assert closed == ["first.csv"]
