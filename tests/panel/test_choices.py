from pathlib import Path

from tests.makers import NOON
from workbench.contract.records import Ledger
from workbench.panel.choices import lists_in, run_to_reattach, run_words, settings_in
from workbench.progress import RunStatus


def ledger(run_id: str, started_by: str = "yamada") -> Ledger:
    return Ledger(
        run_id=run_id,
        list_id="customers",
        list_name="得意先.xlsx",
        list_sha256="0" * 64,
        rows=1200,
        usable_rows=1200,
        settings_name="demo",
        settings_sha256="0" * 64,
        settings_file="s",
        input_file="i",
        code_version="0",
        started_by=started_by,
        created_at=NOON,
    )


def test_lists_are_offered_by_name_without_hidden_files_and_excels_locks(tmp_path: Path) -> None:
    for name in ("b.csv", "a.XLSX", "~$a.xlsx", ".hidden.csv", "readme.md", "s.yaml"):
        (tmp_path / name).touch()
    (tmp_path / "folder.csv").mkdir()
    assert [path.name for path in lists_in(tmp_path)] == ["a.XLSX", "b.csv"]
    assert [path.name for path in settings_in(tmp_path)] == ["s.yaml"]


def test_a_folder_that_is_not_there_has_no_lists(tmp_path: Path) -> None:
    assert lists_in(tmp_path / "none") == []


def test_a_run_is_offered_with_its_time_in_japan_its_status_and_its_list() -> None:
    assert (
        run_words(ledger("r"), RunStatus.PARTIAL, "ja")
        == "2026-11-24 12:00  一部未完了  得意先.xlsx(1,200行)"
    )
    assert (
        run_words(ledger("r"), RunStatus.RUNNING, "en")
        == "2026-11-24 12:00  running  得意先.xlsx (1,200 rows)"
    )


def test_a_panel_opened_anew_looks_at_the_newest_run_in_progress_of_the_same_person() -> None:
    known = [
        (ledger("4", "sato"), RunStatus.RUNNING),
        (ledger("3"), RunStatus.COMPLETE),
        (ledger("2"), RunStatus.RUNNING),
        (ledger("1"), RunStatus.RUNNING),
    ]
    assert run_to_reattach(known, "yamada") == "2"
    assert run_to_reattach(known, "suzuki") is None
