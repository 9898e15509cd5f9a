"""The workbook, read back with openpyxl: what a person finds in it."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.frames.sample_results import sample_result, sample_run
from workbench.contract.states import Licence, RowState
from workbench.errors import SetupError
from workbench.exports import Attribution, list_sheet
from workbench.exports import export_report as export
from workbench.messages import CATALOGUE, Language, say
from workbench.palette import shade

# A sheet's times carry no zone.
HALF_PAST_MIDNIGHT = datetime(2026, 11, 25, 0, 30, tzinfo=UTC).replace(tzinfo=None)


def _sheet(path: Path, name: str = "リスト") -> Worksheet:
    return openpyxl.load_workbook(path)[name]


def _columns(sheet: Worksheet) -> dict[str, list[object]]:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return {str(cells[0]): [*cells[1:]] for cells in zip(*rows, strict=True)}


def _texts(path: Path, column: int) -> list[str | None]:
    """One column of the first sheet as calamine reads it: openpyxl leaves control characters escaped."""
    cells: list[str | None] = (
        fastexcel.read_excel(path)
        .load_sheet(0, header_row=None, skip_rows=1, dtypes="string")
        .to_arrow()
        .column(column)
        .to_pylist()
    )
    return cells


def _words(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_the_lists_own_columns_come_first_and_untouched(tmp_path: Path) -> None:
    result = sample_result(40)
    export(result, tmp_path / "out.xlsx", language="ja")
    columns = _columns(_sheet(tmp_path / "out.xlsx"))
    assert [*columns][:7] == [*result.columns[:6], "電話番号(取得)"]
    for name in result.columns[:6]:
        assert columns[name] == [None if pd.isna(cell) else cell for cell in result[name]], name


@pytest.mark.parametrize("language", ["ja", "en"])
def test_our_columns_are_in_words_of_the_language(tmp_path: Path, language: Language) -> None:
    result = sample_result(60)
    export(result, tmp_path / "out.xlsx", language=language)
    columns = _columns(_sheet(tmp_path / "out.xlsx", say("export.sheet_list", language)))
    states = [say(f"state.{code}", language) for code in result["wb_state"]]
    assert columns[say("column.wb_state", language)] == states
    assert {heading for heading in columns if heading.startswith("wb_")} == set()
    lines = {say("line.fixed", language), say("line.toll_free", language), say("line.navi", language), None}
    assert {*columns[say("column.wb_line", language)]} <= lines


def test_numbers_are_text_and_confidence_is_a_percentage(tmp_path: Path) -> None:
    result = sample_result(30)
    export(result, tmp_path / "out.xlsx", language="ja")
    sheet = _sheet(tmp_path / "out.xlsx")
    headings = [cell.value for cell in sheet[1]]
    phone, confidence, number = (
        headings.index(heading) + 1 for heading in ("電話番号(取得)", "信頼度", "法人番号(取得)")
    )
    for row, given_phone in enumerate(result["wb_phone"], start=2):
        cell = sheet.cell(row, phone)
        assert cell.value == (None if pd.isna(given_phone) else given_phone)
        if cell.value is not None:
            assert (cell.data_type, sheet.cell(row, confidence).number_format) == ("s", "0%")
            assert sheet.cell(row, confidence).value == pytest.approx(result["wb_confidence"].iloc[row - 2])
    assert sheet.column_dimensions[sheet.cell(1, phone).column_letter].number_format == "@"
    assert sheet.column_dimensions[sheet.cell(1, number).column_letter].number_format == "@"


def test_times_are_japans(tmp_path: Path) -> None:
    result = sample_result(5).assign(wb_fetched_at=pd.Timestamp("2026-11-24T15:30:00Z"))
    export(result, tmp_path / "out.xlsx", language="ja")
    assert {*_columns(_sheet(tmp_path / "out.xlsx"))["取得日時(日本時間)"]} == {HALF_PAST_MIDNIGHT}


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+81355501000",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "https://www.example.jp/",
    "mailto:a@example.jp",
    "internal:Sheet1!A1",
    "0312345678",
    "1E5",
    "TRUE",
    "<r>raw</r>",
    "<r><t>&</t></r>",
    "<r>",
    " blank at both ends ",
    "two\nlines",
    "_x0041_",
    "㈱髙﨑🏢𠮷",
    "bell\x07",
]


def test_text_is_never_a_formula_a_link_or_markup(tmp_path: Path) -> None:
    result = sample_result(len(HOSTILE)).assign(会社名=HOSTILE, wb_seen_text=HOSTILE)
    export(result, tmp_path / "out.xlsx", language="ja")
    sheet = _sheet(tmp_path / "out.xlsx")
    seen_text = [cell.value for cell in sheet[1]].index("掲載文")
    assert _texts(tmp_path / "out.xlsx", 1) == _texts(tmp_path / "out.xlsx", seen_text) == HOSTILE
    assert {cell.data_type for cell in sheet["B"]} == {"s"}
    assert not any(cell.hyperlink for cell in sheet["B"])
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_is_read_back_as_it_was(tmp_path: Path, cells: list[str]) -> None:
    result = sample_result(len(cells)).assign(会社名=cells)
    export(result, tmp_path / "out.xlsx", language="ja")
    assert _texts(tmp_path / "out.xlsx", 1) == [cell or None for cell in cells]


def test_half_a_character_does_not_lose_the_file(tmp_path: Path) -> None:
    result = sample_result(2)
    result["備考"] = pd.Series(["a\ud800b", "c"], dtype=object)
    export(result, tmp_path / "out.xlsx", language="ja")
    assert _columns(_sheet(tmp_path / "out.xlsx"))["備考"] == ["a?b", "c"]


def test_pages_are_links_and_other_schemes_are_not(tmp_path: Path) -> None:
    addresses = [
        "https://www.example.jp/a b?q=1#x",
        "http://例え.example/",
        "javascript:alert(1)",
        "file:///etc",
    ]
    result = sample_result(4).assign(wb_url=addresses, wb_homepage=None)
    report = export(result, tmp_path / "out.xlsx", language="ja")
    sheet = _sheet(tmp_path / "out.xlsx")
    at = [cell.value for cell in sheet[1]].index("掲載ページ") + 1
    assert [sheet.cell(row, at).value for row in range(2, 6)] == addresses
    assert [sheet.cell(row, at).hyperlink is not None for row in range(2, 6)] == [True, True, False, False]
    assert (report.links, report.links_as_text) == (2, 0)


def test_links_beyond_excels_limit_stay_as_text_and_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_sheet, "MAX_LINKS", 15)
    pages = [f"https://www.kaisha{n}.example/page" for n in range(10)]
    homes = [f"https://www.kaisha{n}.example/" for n in range(10)]
    result = sample_result(10).assign(wb_url=pages, wb_homepage=homes)
    report = export(result, tmp_path / "out.xlsx", language="ja")
    sheet = _sheet(tmp_path / "out.xlsx")
    columns = _columns(sheet)
    assert (columns["掲載ページ"], columns["ホームページ(取得)"]) == (pages, homes)
    page, home = (
        [cell.value for cell in sheet[1]].index(name) + 1 for name in ("掲載ページ", "ホームページ(取得)")
    )
    assert [sheet.cell(row, page).hyperlink is not None for row in range(2, 12)] == [True] * 10
    assert [sheet.cell(row, home).hyperlink is not None for row in range(2, 12)] == [True] * 5 + [False] * 5
    assert (report.links, report.links_as_text) == (15, 5)
    assert "5件のアドレスは文字のまま" in "".join(report.sentences("ja"))
    assert "5件のアドレスは文字のまま" in _words(_sheet(tmp_path / "out.xlsx", "出典と記録"))


def test_text_beyond_excels_limit_is_cut_and_told(tmp_path: Path) -> None:
    result = sample_result(3)
    result.loc[1, "備考"] = "長" * 40_000
    report = export(result, tmp_path / "out.xlsx", language="ja")
    assert report.cut == ((3, "備考"),)
    assert "3行目の「備考」" in report.sentences("ja")[1]


def test_rows_beyond_excels_limit_go_on_in_a_second_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_sheet, "MAX_ROWS", 11)
    result = sample_result(25)
    report = export(result, tmp_path / "out.xlsx", language="ja")
    assert report.sheets == ("リスト", "リスト(2)", "リスト(3)", "照合結果", "出典と記録")
    names = [
        name
        for sheet in report.sheets[:3]
        for name in _columns(_sheet(tmp_path / "out.xlsx", sheet))["会社名"]
    ]
    assert names == [*result["会社名"]]


def test_the_header_stays_the_filter_covers_all_and_the_page_is_set(tmp_path: Path) -> None:
    result = sample_result(20)
    export(result, tmp_path / "out.xlsx", name_column="会社名", language="ja")
    sheet = _sheet(tmp_path / "out.xlsx")
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:Y21"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    hidden = {
        sheet[f"{letter}1"].value for letter, column in sheet.column_dimensions.items() if column.hidden
    }
    assert hidden == {"電話番号(国際表記)", "会社ID", "行キー(消さないでください)"}


def test_our_headings_differ_from_the_lists_own_and_states_have_their_colours(tmp_path: Path) -> None:
    result = sample_result(60)
    export(result, tmp_path / "out.xlsx", language="ja")
    sheet = _sheet(tmp_path / "out.xlsx")
    grounds = [cell.fill.start_color.rgb for cell in sheet[1]]
    assert (len({*grounds[:6]}), len({*grounds[6:]})) == (1, 1)
    assert grounds[0] != grounds[6]
    at = [cell.value for cell in sheet[1]].index("状態") + 1
    for row, code in enumerate(result["wb_state"], start=2):
        pale = shade(RowState(code)).pale.lstrip("#")
        assert sheet.cell(row, at).fill.start_color.rgb == f"FF{pale}"


def test_a_list_with_columns_named_like_ours_keeps_them(tmp_path: Path) -> None:
    result = sample_result(3)
    theirs = pd.DataFrame({"wb_phone": ["old"] * 3, "wb_state": ["x"] * 3}, index=result.index)
    export(pd.concat([theirs, result], axis=1), tmp_path / "out.xlsx", language="ja")
    columns = _columns(_sheet(tmp_path / "out.xlsx"))
    assert (columns["wb_phone"], columns["wb_state"]) == (["old"] * 3, ["x"] * 3)
    assert columns["電話番号(取得)"] == [None if pd.isna(cell) else cell for cell in result["wb_phone"]]


def test_the_quality_sheet_has_the_figures_and_two_native_charts(tmp_path: Path) -> None:
    result = sample_result(80)
    export(result, tmp_path / "out.xlsx", run=sample_run(result), language="ja")
    words = _words(_sheet(tmp_path / "out.xlsx", "照合結果"))
    for state in RowState:
        assert say(f"state.{state}", "ja") in words
    assert "80行のうち" in words
    assert "homepages" in words
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        charts = [name for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 2
    assert drawing.count("descr=") == 2


def test_the_sources_sheet_tells_terms_times_and_the_run(tmp_path: Path) -> None:
    result = sample_result(80)
    run = sample_run(result)
    credit = Attribution(Licence.SHARE_ALIKE, "出典:例題データ", "https://data.example/")
    dated = Attribution(Licence.STORABLE, "{date}に利用")
    terms = {"directory": credit, "gbizinfo": dated}
    export(result, tmp_path / "out.xlsx", run=run, language="ja", attribution=terms)
    sheet = _sheet(tmp_path / "out.xlsx", "出典と記録")
    lines = {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows()}
    directory = lines[say("source.directory", "ja")]
    assert directory[0] == "継承(同じ条件で共有)"
    assert directory[1] == int((result["wb_source"] == "directory").sum())
    assert directory[4] == "出典:例題データ\nhttps://data.example/"
    assert lines[say("source.gbizinfo", "ja")][4] == "2026年11月24日に利用"
    assert lines["実行ID"][0] == run.run_id
    assert lines["開始"][0] == "2026-11-24 09:30"
    assert lines["設定"][0] == run.settings_name


def test_a_credit_that_wants_the_day_of_use_has_one_even_where_no_run_is_known(tmp_path: Path) -> None:
    export(sample_result(5), tmp_path / "out.xlsx", language="ja")
    words = _words(_sheet(tmp_path / "out.xlsx", "出典と記録"))
    assert "（取得した日に利用）" in words and "{date}" not in words


def test_every_column_of_ours_is_explained(tmp_path: Path) -> None:
    result = sample_result(5)
    export(result, tmp_path / "out.xlsx", language="en")
    words = _words(_sheet(tmp_path / "out.xlsx", "Sources and run"))
    for code in (name for name in result.columns if name.startswith("wb_")):
        assert f"meaning.{code}" in CATALOGUE
        assert say(f"meaning.{code}", "en") in words


def test_an_empty_list_and_one_without_any_number_are_written_too(tmp_path: Path) -> None:
    for rows in (0, 1):
        result = sample_result(rows).assign(wb_phone=None, wb_source=None, wb_fetched_at=pd.NaT)
        assert export(result, tmp_path / "out.xlsx", language="ja").rows == rows
        assert _sheet(tmp_path / "out.xlsx").max_row == rows + 1


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="missing"):
        export(sample_result(2), tmp_path / "missing" / "out.xlsx")
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(SetupError, match="taken"):
        export(sample_result(2), tmp_path / "taken.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.xlsx"]


def test_a_wide_list_is_printed_on_one_page_and_ours_on_the_next_with_the_names_again(tmp_path: Path) -> None:
    result = sample_result(5)
    for name in ("覚え書き1", "覚え書き2", "覚え書き3"):
        result.insert(2, name, "とても長い覚え書きです" * 3)
    export(result, tmp_path / "out.xlsx", name_column="会社名", language="ja")
    sheet = _sheet(tmp_path / "out.xlsx")
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 45 <= sheet.page_setup.scale < 90
    assert [one.id for one in sheet.col_breaks.brk] == [9]
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.print_area == "'リスト'!$A$1:$N$6"


def test_an_ampersand_in_the_lists_name_is_no_code_in_the_pages_foot(tmp_path: Path) -> None:
    result = sample_result(3)
    export(result, tmp_path / "out.xlsx", run=replace(sample_run(result), list_name="R&D先"), language="ja")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        assert b"R&amp;&amp;D" in parts.read("xl/worksheets/sheet1.xml")
