"""The sheet that says, row by row, who was asked, what came back and why it ended there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tests.exports.analysts_book import loaded
from tests.frames.sample_results import sample_result, sample_run, sample_trail
from workbench.contract.states import AskResult
from workbench.exports import export_into, export_report
from workbench.exports.looks import make_looks, new_workbook
from workbench.exports.trail_sheet import write_trail
from workbench.messages import CATALOGUE, Language


def sheet_of(path: Path, name: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("language", "sheet", "heading", "told"),
    [
        ("ja", "経過", "取得元", "法人番号 7000012050002"),
        ("en", "Trail", "Source", "corporate number 7000012050002"),
    ],
)
def test_each_row_has_its_lines_and_its_end_on_the_last(
    language: Language, sheet: str, heading: str, told: str, tmp_path: Path
) -> None:
    result = sample_result(30)
    run = replace(sample_run(result), trail=lambda: sample_trail(result))
    report = export_report(result, tmp_path / "out.xlsx", run=run, name_column="会社名", language=language)
    assert report.sheets[2] == sheet
    header, *lines = sheet_of(tmp_path / "out.xlsx", sheet)
    assert header[3] == heading
    assert [line[0] for line in lines] == sorted([*range(1, 31), *range(1, 31, 2)])
    assert lines[0][6] == told
    assert {line[0]: line[1] for line in lines} == dict(enumerate(result["会社名"], start=1))
    ends = [line for line in lines if line[10]]
    assert [line[0] for line in ends] == [*range(1, 31)]
    assert [line[11] for line in ends] == [*result["wb_reason"]]
    silent = [line for line in lines if line[0] % 2 == 0]
    assert all(not line[3] and line[5] for line in silent)


def test_the_copy_of_the_analysts_book_has_the_sheet_too_and_a_second_export_replaces_it(
    tmp_path: Path,
) -> None:
    companies, result = loaded(tmp_path / "list.xlsx")
    run = replace(sample_run(result), trail=lambda: sample_trail(result))
    report = export_into(result, companies, tmp_path / "copy.xlsx", run=run, language="ja")
    assert report.new_sheets == ("照合結果", "経過", "出典と記録")
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx")["経過"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:L{sheet.max_row}"
    assert sheet.max_row > len(result)


def test_what_a_sheet_cannot_hold_is_said(tmp_path: Path) -> None:
    result = sample_result(30)
    book = new_workbook(str(tmp_path / "out.xlsx"))
    write_trail(book, make_looks(book), sample_trail(result), result, "en", "list", most=10)
    book.close()
    rows = sheet_of(tmp_path / "out.xlsx", "Trail")
    assert rows[10][0] is not None
    assert rows[11][0] is None
    assert rows[12][0] == "35 more lines are left out; all of them are kept with the run, below outcomes"


def test_without_a_trail_there_is_no_sheet_and_an_empty_one_is_no_fault(tmp_path: Path) -> None:
    result = sample_result(3)
    assert "経過" not in export_report(result, tmp_path / "a.xlsx", run=sample_run(result)).sheets
    nobody: pd.DataFrame = sample_trail(result).iloc[:0]
    run = replace(sample_run(result), trail=lambda: nobody)
    export_report(result, tmp_path / "b.xlsx", run=run, language="ja")
    assert len(sheet_of(tmp_path / "b.xlsx", "経過")) == 4


def test_every_way_to_answer_has_its_words() -> None:
    said = {code.removeprefix("asked.") for code in CATALOGUE if code.startswith("asked.")}
    assert said == {*AskResult, "never"}
