"""What can be picked: the lists and settings files of a folder, and the runs in the bucket."""

from collections.abc import Iterable
from pathlib import Path

from workbench.contract.records import Ledger
from workbench.messages import Language, say
from workbench.progress import RunStatus, japan_time

LIST_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt"})
SETTINGS_ENDINGS = frozenset({".yaml", ".yml"})


def lists_in(folder: Path) -> list[Path]:
    """The files of a folder that may be lists, by name; a folder that cannot be read has none."""
    return _files(folder, LIST_ENDINGS)


def settings_in(folder: Path) -> list[Path]:
    """The files of a folder that may be settings, by name."""
    return _files(folder, SETTINGS_ENDINGS)


def sheets_in(path: Path) -> list[str]:
    """The names of a workbook's sheets, in its order; none where it cannot be read."""
    import fastexcel

    try:
        return list(fastexcel.read_excel(path).sheet_names)
    except fastexcel.FastExcelError:
        return []


def run_words(ledger: Ledger, status: RunStatus, language: Language) -> str:
    """One run in a line: when it was started (Japan's time), where it stands, which list."""
    return say(
        "panel.run_choice",
        language,
        at=japan_time(ledger.created_at)[:16],
        status=say(f"run.status.{status.value}", language),
        list_name=ledger.list_name,
        rows=ledger.rows,
    )


def run_to_reattach(known: Iterable[tuple[Ledger, RunStatus]], who: str) -> str | None:
    """The id of the newest run in progress that this person started: what a panel opened anew looks at."""
    mine = [
        ledger.run_id for ledger, status in known if status is RunStatus.RUNNING and ledger.started_by == who
    ]
    return max(mine, default=None)


def _files(folder: Path, endings: frozenset[str]) -> list[Path]:
    """Without hidden files and the locks that Excel leaves beside an open book (~$book.xlsx)."""
    try:
        found = [
            path
            for path in folder.iterdir()
            if path.suffix.lower() in endings and not path.name.startswith((".", "~$")) and path.is_file()
        ]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name)
