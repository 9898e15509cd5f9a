"""The copy of the analyst's own workbook, read back: what was theirs is as it was, what is ours is beside it."""

import re
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.exports.analysts_book import HEADER_ROW, SHEET, analysts_book, loaded, result_for
from tests.frames.sample_results import sample_run
from workbench.contract.states import RowState
from workbench.errors import ListError, SetupError
from workbench.exports import export_into, list_in_place
from workbench.lists import load_list
from workbench.messages import Language, say
from workbench.palette import shade

LAST_OWN = 6


def _exported(folder: Path, **given: Any) -> tuple[Worksheet, pd.DataFrame]:
    """The list's sheet in the copy, and the result."""
    companies, result = loaded(folder / "list.xlsx")
    export_into(
        result, companies, folder / "copy.xlsx", run=sample_run(result), **({"language": "ja"} | given)
    )
    return openpyxl.load_workbook(folder / "copy.xlsx")[SHEET], result


def _column(sheet: Worksheet, heading: str, rows: int, header_row: int = HEADER_ROW) -> list[Any]:
    at = [cell.value for cell in sheet[header_row]].index(heading) + 1
    return [sheet.cell(header_row + 1 + row, at).value for row in range(rows)]


def _looks(cell: Any) -> tuple[str, ...]:
    # openpyxl compares the proxies of styles by identity.
    return tuple(map(repr, (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format)))


def test_all_that_was_there_is_as_it_was(tmp_path: Path) -> None:
    copy, _ = _exported(tmp_path)
    before = openpyxl.load_workbook(tmp_path / "list.xlsx")
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                same = copy.parent[sheet.title][cell.coordinate]
                assert (same.value, same.data_type) == (cell.value, cell.data_type), cell.coordinate
                assert _looks(same) == _looks(cell), cell.coordinate
    own = before[SHEET]
    for letter in "ABCDEF":
        assert copy.column_dimensions[letter].width == own.column_dimensions[letter].width
        assert copy.column_dimensions[letter].hidden == own.column_dimensions[letter].hidden
    hidden = [row for row, dimension in own.row_dimensions.items() if dimension.hidden]
    assert hidden == [7] == [row for row, dimension in copy.row_dimensions.items() if dimension.hidden]
    assert copy.freeze_panes == own.freeze_panes
    assert {*map(str, own.merged_cells.ranges)} < {*map(str, copy.merged_cells.ranges)}
    assert copy.parent.sheetnames == [*before.sheetnames, "照合結果", "出典と記録"]
    assert copy.parent.active.title == SHEET


def test_formulas_keep_their_last_values_and_words_their_looks(tmp_path: Path) -> None:
    _exported(tmp_path)
    values, before = (
        openpyxl.load_workbook(tmp_path / name, data_only=True) for name in ("copy.xlsx", "list.xlsx")
    )
    assert [cell.value for cell in values[SHEET]["F"]] == [cell.value for cell in before[SHEET]["F"]]
    assert values[SHEET]["F17"].value == values["メモ"]["A2"].value == 78_000
    rich = openpyxl.load_workbook(tmp_path / "copy.xlsx", rich_text=True)[SHEET]["E5"].value
    assert [str(part) for part in rich] == ["至急", "要確認"]
    assert rich[1].font.b


def test_readings_of_kanji_and_texts_that_look_like_marks_are_kept(tmp_path: Path) -> None:
    companies, result = loaded(tmp_path / "list.xlsx")
    with zipfile.ZipFile(companies.path) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    strings = contents["xl/sharedStrings.xml"].decode()
    name = "夢見鉄工㈱ 1"
    read = f'<si><t>{name}</t><rPh sb="0" eb="2"><t>ユメミ</t></rPh><phoneticPr fontId="1"/></si>'
    strings = strings.replace(f"<si><t>{name}</t></si>", read)
    strings = strings.replace("架空町0-1</t>", "架空町0-1_x005F_x0041_</t>")
    contents["xl/sharedStrings.xml"] = strings.encode()
    with zipfile.ZipFile(companies.path, "w") as parts:
        for part, data in contents.items():
            parts.writestr(part, data)
    companies = load_list(companies.path, sheet=SHEET)
    export_into(result, companies, tmp_path / "copy.xlsx")
    with zipfile.ZipFile(tmp_path / "copy.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert f'<is><t>{name}</t><rPh sb="0" eb="2"><t>ユメミ</t></rPh>' in sheet
    assert "架空町0-1_x005F_x0041_" in sheet


def test_rows_grow_with_our_words_unless_their_height_was_fixed(tmp_path: Path) -> None:
    path = analysts_book(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book[SHEET].row_dimensions[5].height = 40
    book.save(path)
    companies = load_list(path, sheet=SHEET)
    export_into(result_for(companies), companies, tmp_path / "copy.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "copy.xlsx")[SHEET].row_dimensions
    assert [rows[row].height for row in (5, 6)] == [40, None]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_result_stands_beside_its_company_in_words(tmp_path: Path, language: Language) -> None:
    sheet, result = _exported(tmp_path, language=language)
    rows = len(result)
    states = [say(f"state.{code}", language) for code in result["wb_state"]]
    assert _column(sheet, say("column.wb_state", language), rows) == states
    phones = [None if pd.isna(phone) else phone for phone in result["wb_phone"]]
    assert _column(sheet, say("column.wb_phone", language), rows) == phones
    headings = [cell.value for cell in sheet[HEADER_ROW]]
    assert headings[LAST_OWN] == say("column.wb_phone", language)
    assert sheet.cell(HEADER_ROW - 1, LAST_OWN + 1).value == say("export.group", language)
    at = headings.index(say("column.wb_state", language)) + 1
    for row, code in enumerate(result["wb_state"], start=HEADER_ROW + 1):
        assert sheet.cell(row, at).fill.start_color.rgb == f"00{shade(RowState(code)).pale.lstrip('#')}"
    hidden = {
        headings[at]
        for at in range(LAST_OWN, len(headings))
        if sheet.column_dimensions[sheet.cell(1, at + 1).column_letter].hidden
    }
    assert hidden == {
        say(f"column.{code}", language) for code in ("wb_phone_e164", "wb_company_id", "wb_key")
    }


def test_the_looks_beside_ours_are_taken_on(tmp_path: Path) -> None:
    sheet, _ = _exported(tmp_path)
    theirs, ours = sheet["B5"], sheet["G5"]
    assert (ours.font.name, ours.font.sz, ours.number_format) == (theirs.font.name, theirs.font.sz, "@")
    assert repr(ours.border) == repr(sheet["A5"].border)


HOSTILE = ["=1+1", '=HYPERLINK("http://evil.example","x")', "+81355501000", "@SUM(A1)", "#N/A", "TRUE", "0312345678",
           "_x0041_", "bell\x07", "<r>&", " a ", "two\nlines", "㈱髙﨑🏢𠮷"]  # fmt: skip


def test_text_is_never_a_formula_an_error_or_markup(tmp_path: Path) -> None:
    companies, _ = loaded(tmp_path / "list.xlsx", rows=len(HOSTILE) - 1)
    result = result_for(companies).assign(wb_seen_text=HOSTILE, wb_url="javascript:alert(1)")
    export_into(result, companies, tmp_path / "copy.xlsx", language="ja")
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx")[SHEET]
    at = [cell.value for cell in sheet[HEADER_ROW]].index("掲載文")
    cells = [sheet.cell(HEADER_ROW + 1 + row, at + 1) for row in range(len(HOSTILE))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(row[at].hyperlink for row in sheet.iter_rows(min_row=HEADER_ROW + 1))
    frame = load_list(tmp_path / "copy.xlsx", sheet=SHEET).frame
    assert next(frame[name] for name in frame if name.endswith("掲載文")).tolist() == HOSTILE


def test_pages_are_links_whatever_their_address_holds(tmp_path: Path) -> None:
    companies, _ = loaded(tmp_path / "list.xlsx")
    result = result_for(companies).assign(wb_url='https://www.example.jp/a b?q="1"#x', wb_homepage=None)
    report = export_into(result, companies, tmp_path / "copy.xlsx", language="ja")
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx")[SHEET]
    cell = sheet.cell(HEADER_ROW + 1, [cell.value for cell in sheet[HEADER_ROW]].index("掲載ページ") + 1)
    assert cell.value == 'https://www.example.jp/a b?q="1"#x'
    assert cell.hyperlink.target == "https://www.example.jp/a%20b?q=%221%22#x"
    assert (report.links, report.links_as_text) == (len(result), 0)


def test_links_beyond_what_opens_quickly_stay_text_and_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_in_place, "MOST_LINKS", 5)
    companies, _ = loaded(tmp_path / "list.xlsx")
    result = result_for(companies).assign(wb_url="https://www.example.jp/", wb_homepage=None)
    report = export_into(result, companies, tmp_path / "copy.xlsx", language="ja")
    assert (report.links, report.links_as_text) == (5, len(result) - 5)
    assert "8件のアドレスは文字のままです" in report.sentences("ja")[2]


def test_filter_goes_on_over_our_columns_and_keeps_its_criteria(tmp_path: Path) -> None:
    sheet, _ = _exported(tmp_path)
    assert sheet.auto_filter.ref == "A4:Y16"
    assert [column.colId for column in sheet.auto_filter.filterColumn] == [0]


def _table_book(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("顧客")
        rows = [["株式会社あおぞら", "済"], ["みどり工業株式会社", ""]]
        headings = [{"header": "会社名"}, {"header": "状態"}]
        sheet.add_table(0, 0, 2, 1, {"name": "顧客表", "columns": headings, "data": rows})
        # Excel often says one thing of all columns to the right.
        sheet.set_column(2, 16_383, 11, book.add_format({"bg_color": "#FFFFCC"}))
        sheet.write("A5", "作成: 営業部")


def test_a_table_grows_and_a_heading_that_the_list_has_too_gets_a_number(tmp_path: Path) -> None:
    _table_book(tmp_path / "list.xlsx")
    companies = load_list(tmp_path / "list.xlsx")
    result = result_for(companies)
    export_into(result, companies, tmp_path / "copy.xlsx", language="ja")
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx")["顧客"]
    table = sheet.tables["顧客表"]
    assert (table.ref, table.autoFilter.ref) == ("A1:U3", "A1:U3")
    headings = [cell.value for cell in sheet[1]]
    assert [column.name for column in table.tableColumns] == headings
    assert len({*headings}) == len(headings) == 21
    assert headings[:4] == ["会社名", "状態", "電話番号(取得)", "状態 (2)"]
    assert _column(sheet, "状態", 2, 1) == ["済", None]
    assert sheet["C1"].comment.text == "調査で追加した列"


def test_what_was_said_of_all_columns_holds_for_those_that_are_not_ours(tmp_path: Path) -> None:
    _table_book(tmp_path / "list.xlsx")
    companies = load_list(tmp_path / "list.xlsx")
    export_into(result_for(companies), companies, tmp_path / "copy.xlsx")
    with zipfile.ZipFile(tmp_path / "copy.xlsx") as parts:
        tags = re.findall(r"<col [^>]*>", parts.read("xl/worksheets/sheet1.xml").decode())
    spans = sorted(
        (int(values["min"]), int(values["max"]))
        for values in (dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in tags)
    )
    assert spans[-1] == (22, 16_384)
    assert all(last < following for (_, last), (following, _) in pairwise(spans))


def test_what_stands_beside_the_table_is_not_written_over(tmp_path: Path) -> None:
    path = analysts_book(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book[SHEET]["I9"] = "印"
    book.save(path)
    companies = load_list(path, sheet=SHEET)
    report = export_into(result_for(companies), companies, tmp_path / "copy.xlsx", language="ja")
    assert report.columns["電話番号(取得)"] == "J"
    assert openpyxl.load_workbook(tmp_path / "copy.xlsx")[SHEET]["I9"].value == "印"


def test_the_page_is_landscape_one_wide_and_holds_the_columns_that_are_read_on_paper(tmp_path: Path) -> None:
    sheet, _ = _exported(tmp_path)
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        9,
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area == "'取引先'!$A$1:$K$17"
    assert sheet.print_title_rows == "$3:$4"


def test_a_print_area_and_a_paper_of_theirs_are_kept(tmp_path: Path) -> None:
    path = analysts_book(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book[SHEET].print_area, book[SHEET].page_setup.paperSize = "A3:F10", 8
    book.save(path)
    companies = load_list(path, sheet=SHEET)
    export_into(result_for(companies), companies, tmp_path / "copy.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx")[SHEET]
    assert (sheet.print_area, sheet.page_setup.paperSize) == ("'取引先'!$A$3:$K$10", 8)


def test_figures_and_sources_stand_in_sheets_whose_names_were_free(tmp_path: Path) -> None:
    path = analysts_book(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("照合結果")["A1"] = "去年の照合"
    book.save(path)
    companies = load_list(path, sheet=SHEET)
    result = result_for(companies)
    report = export_into(result, companies, tmp_path / "copy.xlsx", run=sample_run(result), language="ja")
    assert report.new_sheets == ("照合結果 (2)", "出典と記録")
    copy = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert copy["照合結果"]["A1"].value == "去年の照合"
    words = [cell.value for row in copy["照合結果 (2)"].iter_rows() for cell in row if cell.value is not None]
    assert f"・{len(result)}行のうち" in "".join(map(str, words))
    assert [len(sheet._charts) for sheet in copy.worksheets] == [0, 0, 0, 0, 2, 0]
    assert sample_run(result).run_id in {cell.value for cell in copy["出典と記録"]["B"]}


def test_macros_are_kept_in_a_book_that_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "macros.bin").write_bytes(b"not a real macro project")
    with xlsxwriter.Workbook(str(tmp_path / "list.xlsm")) as book:
        sheet = book.add_worksheet("一覧")
        book.add_vba_project(str(tmp_path / "macros.bin"))
        sheet.write_column("A1", ["会社名", "株式会社あおぞら"])
        sheet.insert_button("C3", {"macro": "run", "caption": "更新"})
    companies = load_list(tmp_path / "list.xlsm")
    export_into(result_for(companies), companies, tmp_path / "copy.xlsm", language="ja")
    with zipfile.ZipFile(tmp_path / "copy.xlsm") as parts:
        assert parts.read("xl/vbaProject.bin") == b"not a real macro project"
        assert b"macroEnabled" in parts.read("[Content_Types].xml")
        assert len(parts.namelist()) == len({*parts.namelist()})
    export_into(result_for(companies), companies, tmp_path / "copy.xlsx", language="ja")
    with zipfile.ZipFile(tmp_path / "copy.xlsx") as parts:
        assert b"macroEnabled" not in parts.read("[Content_Types].xml")


def test_a_list_that_changed_meanwhile_or_is_no_workbook_is_refused(tmp_path: Path) -> None:
    companies, result = loaded(tmp_path / "list.xlsx")
    analysts_book(companies.path, rows=3)
    with pytest.raises(ListError) as refused:
        export_into(result, companies, tmp_path / "copy.xlsx")
    assert refused.value.code == "error.own_book_changed"
    (tmp_path / "list.csv").write_text("会社名\n株式会社あおぞら\n")
    plain = load_list(tmp_path / "list.csv")
    with pytest.raises(ListError) as refused:
        export_into(result_for(plain), plain, tmp_path / "copy.xlsx")
    assert refused.value.code == "error.own_book_no_workbook"
    assert not [*tmp_path.glob("*copy*")]


def test_a_copy_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    companies, result = loaded(tmp_path / "list.xlsx")
    (tmp_path / "taken.xlsx").mkdir()
    for name in ("missing/copy.xlsx", "taken.xlsx"):
        with pytest.raises(SetupError):
            export_into(result, companies, tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()} == {"list.xlsx", "taken.xlsx"}


def test_a_wide_list_is_printed_on_one_page_and_ours_on_the_next_with_the_names_again(tmp_path: Path) -> None:
    path = analysts_book(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book[SHEET].column_dimensions["C"].width = 120
    book.save(path)
    for month in ("copy", "next"):
        companies = load_list(path, sheet=SHEET)
        path = tmp_path / f"{month}.xlsx"
        export_into(result_for(companies), companies, path)
        sheet = openpyxl.load_workbook(path)[SHEET]
        assert not sheet.sheet_properties.pageSetUpPr.fitToPage
        assert 50 < sheet.page_setup.scale < 90
        assert [one.id for one in sheet.col_breaks.brk] == [LAST_OWN]
        assert (sheet.print_title_cols, sheet.page_setup.pageOrder) == ("$A:$B", "overThenDown")
