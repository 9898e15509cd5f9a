import pytest

from tests.lists.lists_on_disk import write_workbook
from workbench.errors import ListError
from workbench.lists import load_list

LIST = [
    ["会社名", "電話番号", "住所"],
    *[[f"株式会社甲{n}", "03-5550-1001", "東京都港区1-1"] for n in range(10)],
]
FEW = [["会社名", "電話番号"], ["株式会社乙", "03-5550-1002"]]


def codes(companies):
    return companies.problems["code"].tolist()


@pytest.mark.parametrize("name", ["記入例", "見本", "旧リスト", "Sheet1のコピー"])
def test_a_sheet_that_shows_how_to_fill_in_is_not_the_list(tmp_path, name):
    companies = load_list(write_workbook(tmp_path / "b.xlsx", {name: LIST, "取引先": FEW}))
    assert companies.sheet == "取引先"
    (said,) = companies.problems.query("code == 'sheet_chosen'").to_dict("records")
    assert said["value"] == "取引先" and f"{name} (10)" in said["sentence"]


def test_a_far_longer_sheet_is_the_list_and_one_not_so_long_is_not(tmp_path):
    assert load_list(write_workbook(tmp_path / "a.xlsx", {"表1": FEW, "表2": LIST})).sheet == "表2"
    assert load_list(write_workbook(tmp_path / "b.xlsx", {"表1": LIST[:4], "表2": LIST})).sheet == "表1"


def test_a_sheet_is_found_whatever_the_width_of_its_name(tmp_path):
    path = write_workbook(tmp_path / "b.xlsx", {"リスト１": LIST, "２": FEW})
    companies = load_list(path, sheet="2")
    assert (companies.sheet, "sheet_chosen" in codes(companies)) == ("２", False)


def test_only_a_hidden_sheet_has_the_list_and_that_is_said(tmp_path):
    path = write_workbook(tmp_path / "b.xlsx", {"表紙": [["ご案内です。"]], "元": LIST}, hidden=["元"])
    companies = load_list(path)
    assert companies.sheet == "元" and "sheet_hidden" in codes(companies)


def test_a_header_that_is_nowhere_is_told(tmp_path):
    path = write_workbook(tmp_path / "b.xlsx", {"表": LIST})
    with pytest.raises(ListError, match="御社") as raised:
        load_list(path, columns={"name": "御社"})
    assert raised.value.code == "error.list_no_such_column"
    assert "会社名" in str(raised.value)
