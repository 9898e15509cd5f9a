"""Which kind of file comes back, that the reason is said, and that the analyst's word holds."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from tests.exports.analysts_book import SHEET, analysts_book, loaded, result_for
from workbench.errors import ListError, SetupError
from workbench.exports import CsvReport, ExportReport, Kind, OwnBookReport, choose, export, kinds
from workbench.lists import CompanyList, load_list


@pytest.fixture
def companies(tmp_path: Path) -> CompanyList:
    return loaded(tmp_path / "list.xlsx")[0]


def _lossy(path: Path, *features: str) -> CompanyList:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("一覧")
        sheet.write_column("A1", ["会社名", "株式会社あおぞら", "みどり工業株式会社"])
        if "text box" in features:
            sheet.insert_textbox("D2", "注意")
        if "comment" in features:
            sheet.write_comment("A2", "要確認")
    return load_list(path)


def test_their_own_book_comes_back_where_nothing_is_lost(companies: CompanyList, tmp_path: Path) -> None:
    written = export(result_for(companies), tmp_path / "out.xlsx", companies=companies)
    assert (written.choice.kind, written.choice.lost) == (Kind.OWN, ())
    assert isinstance(written.report, OwnBookReport)
    assert openpyxl.load_workbook(written.path).sheetnames[:3] == ["表紙", SHEET, "メモ"]
    assert (
        written.sentences("ja")[1]
        == "シート「取引先」のG列からY列に結果を加えました(元のファイルは変えていません)"
    )


def test_looks_that_are_lost_are_told_and_no_reason_for_another_file(tmp_path: Path) -> None:
    companies = _lossy(tmp_path / "list.xlsx", "comment")
    written = export(result_for(companies), tmp_path / "out.xlsx", companies=companies)
    assert written.choice.kind is Kind.OWN
    assert any("コメントの枠" in sentence for sentence in written.sentences("ja"))


def test_what_would_be_lost_is_named_and_the_choice_is_theirs(tmp_path: Path) -> None:
    companies = _lossy(tmp_path / "list.xlsx", "text box", "comment")
    choice = choose(companies, tmp_path / "out.xlsx")
    assert (choice.kind, [loss.code for loss in choice.lost]) == (Kind.REPORT, ["shapes", "comment_looks"])
    assert choice.sentences("ja")[1] == "- シート「一覧」の図形・テキストボックス・線"
    assert choice.to_dict()["lost"][0] == {"code": "shapes", "sheet": "一覧", "detail": None}
    written = export(result_for(companies), tmp_path / "out.xlsx", companies=companies)
    assert isinstance(written.report, ExportReport)
    own = export(result_for(companies), tmp_path / "own.xlsx", companies=companies, kind="own")
    assert isinstance(own.report, OwnBookReport)
    assert own.sentences("en")[1:3] == [
        "In the copy of your workbook these are not kept",
        "- shapes, text boxes and lines (sheet 一覧)",
    ]
    for kind, expected in (("report", ExportReport), ("own", OwnBookReport)):
        path = tmp_path / f"{kind}.xlsx"
        assert isinstance(
            export(result_for(companies), path, companies=companies, kind=kind).report, expected
        )


def test_csv_is_written_where_the_name_says_so_in_the_encoding_that_was_asked(
    companies: CompanyList, tmp_path: Path
) -> None:
    written = export(result_for(companies), tmp_path / "out.csv", companies=companies, encoding="cp932")
    assert isinstance(written.report, CsvReport)
    assert "会社名" in (tmp_path / "out.csv").read_text(encoding="cp932").splitlines()[0]
    assert written.choice.sentences() == []


def test_other_lists_come_back_in_a_new_book_and_the_reason_is_said(
    companies: CompanyList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.csv").write_text("会社名\n株式会社あおぞら\n")
    plain = load_list(tmp_path / "list.csv")
    assert choose(plain, tmp_path / "out.xlsx").why_not_own == ("export.report_no_workbook", {})
    monkeypatch.setattr(kinds, "ROWS_IN_OWN_BOOK", 5)
    choice = choose(companies, tmp_path / "out.xlsx")
    assert choice.why_not_own == ("export.report_too_long", {"rows": 13, "most": 5})
    assert "13行" in choice.sentences("ja")[0] and choice.sentences("en")
    assert choose(companies, tmp_path / "out.xlsx", Kind.OWN).kind is Kind.OWN
    assert choose(None, tmp_path / "out.xlsx").sentences() == []


def test_a_list_without_headings_comes_back_in_a_new_book(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "list.xlsx")) as book:
        book.add_worksheet().write_column("A1", ["株式会社あおぞら", "みどり工業株式会社", "有限会社さくら"])
    bare = load_list(tmp_path / "list.xlsx")
    assert choose(bare, tmp_path / "out.xlsx").why_not_own == ("export.report_no_header", {})
    with pytest.raises(ListError) as refused:
        export(result_for(bare), tmp_path / "out.xlsx", companies=bare, kind="own")
    assert refused.value.code == "error.own_book_no_header"


def test_what_a_long_run_found_is_written_although_the_book_has_changed(
    companies: CompanyList, tmp_path: Path
) -> None:
    choice = choose(companies, tmp_path / "out.xlsx")
    result = result_for(companies)
    analysts_book(companies.path, rows=3)
    written = export(result, tmp_path / "out.xlsx", companies=companies, kind=choice)
    assert isinstance(written.report, ExportReport)
    assert "変わっています" in written.sentences("ja")[1]
    with pytest.raises(ListError):
        export(result, tmp_path / "out.xlsx", companies=companies, kind="own")


def test_a_book_that_openpyxl_cannot_open_comes_back_as_ours(tmp_path: Path) -> None:
    companies, result = loaded(tmp_path / "list.xlsx")
    with zipfile.ZipFile(companies.path) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    contents["xl/styles.xml"] = contents["xl/styles.xml"].replace(b'style="thin"', b'style="unheard of"')
    with zipfile.ZipFile(companies.path, "w") as parts:
        for name, data in contents.items():
            parts.writestr(name, data)
    companies = load_list(companies.path, sheet=SHEET)
    written = export(result, tmp_path / "out.xlsx", companies=companies)
    assert isinstance(written.report, ExportReport)
    assert written.choice.why_not_own is not None
    assert written.choice.why_not_own[0] == "export.report_not_editable"


@pytest.mark.parametrize(
    ("name", "kind"), [("out.csv", "own"), ("out.xlsx", "csv"), ("out.xlsm", "report"), ("out", None)]
)
def test_a_name_that_does_not_fit_the_kind_is_refused_before_anything_is_asked(
    companies: CompanyList, tmp_path: Path, name: str, kind: str | None
) -> None:
    with pytest.raises(SetupError) as refused:
        choose(companies, tmp_path / name, kind)
    assert refused.value.code == "error.export_suffix"
    assert name in str(refused.value)


def test_the_list_itself_is_never_written_over(companies: CompanyList) -> None:
    before = companies.path.read_bytes()
    for kind in (None, "own", "report"):
        with pytest.raises(SetupError) as refused:
            export(result_for(companies), companies.path, companies=companies, kind=kind)
        assert refused.value.code == "error.export_over_list"
    assert companies.path.read_bytes() == before


def test_their_own_book_cannot_be_asked_for_where_no_list_is_given(tmp_path: Path) -> None:
    with pytest.raises(ListError):
        export(pd.DataFrame(), tmp_path / "out.xlsx", kind="own")
