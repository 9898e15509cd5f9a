"""Our copy of the analyst's book as next month's list: it reads as before, its columns are replaced, not doubled."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exports.analysts_book import HEADER_ROW, SHEET, loaded, result_for
from tests.frames.sample_results import sample_run
from tests.lists.ugly import make
from workbench.errors import ListError
from workbench.exports import export_csv, export_into, export_report, find_rows
from workbench.lists import CompanyList, load_list
from workbench.messages import Language, say

UGLY = [
    "a_blank_tail",
    "a_date_and_a_unit",
    "a_header_merged_with_a_blank_line",
    "a_header_of_two_lines",
    "a_margin_on_the_left",
    "a_stamp_box_above",
    "a_title",
    "a_total_at_the_end",
    "blank_lines_above",
    "blank_lines_between",
    "columns_of_an_earlier_export",
    "groups_above_the_header",
    "header_on_each_page",
    "hidden_rows",
    "merged_names",
    "no_header",
    "notes_below",
    "subtotals",
    "title_and_header_on_each_page",
]


@pytest.mark.parametrize("kind", UGLY)
def test_every_row_of_an_ugly_book_stands_where_its_number_says_and_our_copy_reads_the_same(
    tmp_path: Path, kind: str
) -> None:
    ugly = make(7, [kind])
    ugly.workbook = True
    companies = load_list(ugly.write(tmp_path))
    sheet = openpyxl.load_workbook(companies.path)[companies.sheet]
    for row_id, name in companies.frame[companies.columns["name"]].items():
        cells = sheet[companies.first_row + row_id]
        assert not name or name in {str(cell.value) for cell in cells if cell.value is not None}
    if companies.header_row == 0:
        with pytest.raises(ListError):
            export_into(result_for(companies), companies, tmp_path / "copy.xlsx")
        return
    export_into(result_for(companies), companies, tmp_path / "copy.xlsx")
    again = load_list(tmp_path / "copy.xlsx", sheet=companies.sheet)
    assert (again.header_row, again.first_row) == (companies.header_row, companies.first_row)
    assert [*again.columns] == [*companies.columns]
    for field, column in companies.columns.items():
        assert [*again.frame[again.columns[field]]] == [*companies.frame[column]]
    assert {*again.invalid} == {*companies.invalid}


def _exported(folder: Path, language: Language = "ja") -> CompanyList:
    """The list of last month's copy."""
    companies, result = loaded(folder / "list.xlsx")
    export_into(result, companies, folder / "copy.xlsx", run=sample_run(result), language=language)
    return load_list(folder / "copy.xlsx", sheet=SHEET)


def _next(companies: CompanyList, path: Path) -> list[list[Any]]:
    """All lines from the headings on, after next month's export in English."""
    result = result_for(companies, seed=1)
    report = export_into(result, companies, path, run=sample_run(result), language="en")
    assert report.replaced
    sheet = openpyxl.load_workbook(path)[SHEET]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER_ROW)]


def test_last_months_columns_hold_this_months_results(tmp_path: Path) -> None:
    companies = _exported(tmp_path)
    headings, *rows = _next(companies, tmp_path / "next.xlsx")
    assert len(headings) == 25
    assert headings[6] == say("column.wb_phone", "en")
    states = [say(f"state.{code}", "en") for code in result_for(companies, seed=1)["wb_state"]]
    assert [row[7] for row in rows] == states
    book = openpyxl.load_workbook(tmp_path / "next.xlsx")
    assert book.sheetnames == ["表紙", SHEET, "メモ", "Match quality", "Sources and run"]
    assert book[SHEET].cell(HEADER_ROW - 1, 7).value == say("export.group", "en")
    assert len(find_rows(tmp_path / "next.xlsx")) == 13


def test_columns_that_were_moved_are_replaced_where_they_are(tmp_path: Path) -> None:
    companies = _exported(tmp_path)
    book = openpyxl.load_workbook(companies.path)
    sheet = book[SHEET]
    # The telephone numbers to the far right, cells with their styles, as cutting and pasting in Excel does it.
    sheet.unmerge_cells("G3:K3")
    sheet.move_range(f"G{HEADER_ROW}:G{HEADER_ROW + 13}", cols=20)
    book.save(companies.path)
    headings, *_ = _next(load_list(companies.path, sheet=SHEET), tmp_path / "next.xlsx")
    assert headings[26] == say("column.wb_phone", "en")
    assert [heading for heading in headings if heading].count(say("column.wb_phone", "en")) == 1


def test_a_column_that_was_deleted_comes_again_and_theirs_of_the_same_name_is_left_alone(
    tmp_path: Path,
) -> None:
    companies = _exported(tmp_path)
    book = openpyxl.load_workbook(companies.path)
    sheet = book[SHEET]
    for row in range(HEADER_ROW, HEADER_ROW + 14):
        sheet.cell(row, 8).value, sheet.cell(row, 8).style = f"{row}", "Normal"
    sheet.cell(HEADER_ROW, 8).value = "状態"
    book.save(companies.path)
    again = load_list(companies.path, sheet=SHEET)
    export_into(result_for(again), again, tmp_path / "next.xlsx", language="ja")
    sheet = openpyxl.load_workbook(tmp_path / "next.xlsx")[SHEET]
    assert [sheet.cell(row, 8).value for row in (HEADER_ROW, 5, 6)] == ["状態", "5", "6"]
    assert sheet.cell(HEADER_ROW, 26).value == "状態 (2)"


def test_where_another_program_dropped_our_styles_the_columns_beside_the_keys_are_ours(
    tmp_path: Path,
) -> None:
    companies = _exported(tmp_path)
    book = openpyxl.load_workbook(companies.path)
    for cell in book[SHEET][HEADER_ROW]:
        cell.style = "Normal"
    book.save(companies.path)
    headings, *_ = _next(load_list(companies.path, sheet=SHEET), tmp_path / "next.xlsx")
    assert len(headings) == 25


def test_rows_that_are_gone_leave_nothing_of_last_month_behind(tmp_path: Path) -> None:
    companies = _exported(tmp_path)
    book = openpyxl.load_workbook(companies.path)
    for row in book[SHEET].iter_rows(min_row=15, max_col=6):
        for cell in row:
            cell.value = None
    book.save(companies.path)
    again = load_list(companies.path, sheet=SHEET)
    short = result_for(again).iloc[:10]
    export_into(short, again, tmp_path / "next.xlsx", language="ja")
    sheet = openpyxl.load_workbook(tmp_path / "next.xlsx")[SHEET]
    assert [sheet.cell(row, 8).value is None for row in (14, 15, 16, 17)] == [False, True, True, True]


def test_our_own_book_and_csv_leave_last_months_columns_out_too(tmp_path: Path) -> None:
    companies = _exported(tmp_path)
    result = result_for(companies)
    export_csv(result, tmp_path / "next.csv", language="ja")
    with (tmp_path / "next.csv").open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader(file))
    assert headings[:7] == ["No.", "会社名", "住所", "TEL", "備考", "売上", "電話番号(取得)"]
    assert len(headings) == 24
    export_report(result, tmp_path / "next.xlsx", name_column="会社名", language="ja")
    assert openpyxl.load_workbook(tmp_path / "next.xlsx")["リスト"].max_column == 25
