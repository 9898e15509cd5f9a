"""The Excel file: the list with our columns beside its own, its quality, what was asked, its sources."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from xlsxwriter.exceptions import XlsxFileError

from workbench import messages
from workbench.errors import SetupError
from workbench.exports.columns import Column, columns_of, display_width, texts, with_keys
from workbench.exports.list_sheet import warnings_of, write_list
from workbench.exports.looks import Looks, for_paper, make_looks, new_workbook, page_footer
from workbench.exports.quality_sheet import write_quality
from workbench.exports.sources_sheet import Attribution, sources_used, terms_of, write_sources
from workbench.exports.trail_sheet import write_trail
from workbench.messages import Language, say
from workbench.quality import MatchQuality, RunInfo, match_quality

# The name stays in sight while one scrolls, unless it and what stands before it fill half the window.
FREEZE_WIDTH = 60


@dataclass(frozen=True)
class ExportReport:
    """What was written. `cut`: (row in the sheet, heading) of cells longer than Excel holds."""

    path: Path
    rows: int
    sheets: tuple[str, ...]
    links: int
    links_as_text: int
    cut: tuple[tuple[int, str], ...]

    def sentences(self, language: Language | None = None) -> list[str]:
        """What a person should know of the file, the first sentence naming it."""
        written = say("export.written", language, file=str(self.path), rows=self.rows)
        return [written, *warnings_of(self.links_as_text, self.cut, language)]


def export_report(
    result: pd.DataFrame,
    path: str | Path,
    *,
    quality: MatchQuality | None = None,
    run: RunInfo | None = None,
    name_column: str | None = None,
    language: Language | None = None,
    attribution: Mapping[str, Attribution] | None = None,
) -> ExportReport:
    """Write the result as an Excel workbook (.xlsx) and say what was written.

    result: the frame of matching.join; the list's own columns are written as they are, as text.
    quality: its figures, counted here if not given (with the stages of `run`).
    name_column: the list's column of company names, which stays in sight while one scrolls.
    attribution: the terms of sources beyond those that they tell themselves, by source.

    The file appears whole or not at all. Raises SetupError if it cannot be written there.
    """
    path = Path(path)
    language = language or messages.current_language()
    quality = quality or match_quality(result, run.stages if run else None)
    result = with_keys(result, name_column, run.run_id if run else None)
    columns = columns_of(result, language)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        report = _write(result, unfinished, columns, quality, run, name_column, language, attribution or {})
        os.replace(unfinished, path)
    except (OSError, XlsxFileError) as error:
        unfinished.unlink(missing_ok=True)
        raise SetupError("error.export_not_written", file=str(path), detail=str(error)) from error
    return ExportReport(path, *report)


def _write(
    result: pd.DataFrame,
    target: Path,
    columns: list[Column],
    quality: MatchQuality,
    run: RunInfo | None,
    name_column: str | None,
    language: Language,
    attribution: Mapping[str, Attribution],
) -> tuple[int, tuple[str, ...], int, int, tuple[tuple[int, str], ...]]:
    """The fields of ExportReport after its path."""
    book = new_workbook(str(target))
    list_name = run.list_name if run else say("export.sheet_list", language)
    book.set_properties({"title": list_name, "comments": run.run_id if run else ""})
    if run is not None:
        book.set_properties({"title": list_name, "comments": run.run_id, "created": run.started_at})
    looks: Looks = make_looks(book)
    freeze = _columns_to_freeze(result, columns, name_column, language)
    sheets, written = write_list(book, looks, result, columns, language, freeze)
    for sheet in sheets:
        for_paper(sheet, page_footer(list_name, language))
    written.sheets.append(write_quality(book, looks, quality, language, list_name, run))
    if run is not None and run.trail is not None:
        written.sheets.append(write_trail(book, looks, run.trail(), result, language, list_name, name_column))
    cut = tuple(written.cut)
    used = sources_used(result, terms_of(run, attribution))
    notes = warnings_of(written.links_as_text, cut, language)
    written.sheets.append(write_sources(book, looks, used, columns, run, notes, language))
    book.close()
    return len(result), tuple(written.sheets), written.links, written.links_as_text, cut


def _columns_to_freeze(
    result: pd.DataFrame, columns: list[Column], name_column: str | None, language: Language
) -> int:
    own = [column for column in columns if column.code is None]
    upto = next((at for at, column in enumerate(own, start=1) if column.heading == name_column), 0)
    sample = result.iloc[:50]
    widths = (
        max(
            (display_width(text) for text in texts(sample.iloc[:, column.position], None, language) if text),
            default=0,
        )
        for column in own[:upto]
    )
    return upto if sum(widths) <= FREEZE_WIDTH else 0
