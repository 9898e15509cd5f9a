import pytest

from tests.lists.lists_on_disk import write_text, write_workbook
from workbench.errors import ListError
from workbench.lists import load_list


def loaded(tmp_path, text, name="list.csv"):
    return load_list(write_text(tmp_path / name, text), remembered=False)


def test_a_header_of_two_lines_names_both(tmp_path):
    companies = loaded(
        tmp_path,
        "会社名,連絡先,,所在地,\n,電話,FAX,都道府県,市区町村\n甲商事,03-5550-1001,03-5550-1901,東京都,港区\n",
    )
    assert list(companies.frame.columns) == [
        "会社名",
        "連絡先/電話",
        "連絡先/FAX",
        "所在地/都道府県",
        "所在地/市区町村",
    ]
    assert companies.columns == {
        "name": "会社名",
        "phone": "連絡先/電話",
        "prefecture": "所在地/都道府県",
        "city": "所在地/市区町村",
    }
    assert (companies.header_row, companies.first_row) == (2, 3)


def test_the_company_is_not_taken_for_the_person(tmp_path):
    companies = loaded(
        tmp_path, "担当者,,会社,\n氏名,電話番号,社名,電話番号\n山田,090-5550-1001,甲商事,03-5550-1001\n"
    )
    assert companies.companies[0].listed_phone == "03-5550-1001"


@pytest.mark.parametrize(
    "row",
    ["甲商事,本社,", ",本社,03-5550-1001", "なし,なし,なし", "株式会社代表,TEL,", "会社,本社,03-5550-1001"],
)
def test_a_row_below_the_header_is_a_row(tmp_path, row):
    companies = loaded(tmp_path, f"会社名,区分,電話番号\n{row}\n乙商事,支店,03-5550-1002\n")
    assert (companies.header_row, len(companies.frame)) == (1, 2)


def test_names_alone_need_no_legal_form_and_no_comma_parts_them(tmp_path):
    companies = loaded(tmp_path, "甲商事\n乙工業\nKou Trading Co., Ltd.\n丙物産\n", "list.txt")
    assert [company.name for company in companies.companies] == [
        "甲商事",
        "乙工業",
        "Kou Trading Co., Ltd.",
        "丙物産",
    ]
    assert {"no_header", "names_guessed"} <= set(companies.problems["code"])


@pytest.mark.parametrize(
    "text",
    [
        "ご案内です。\nよろしくお願いします。\n",
        "品名,数量\n釘,3\nねじ,5\n",
        "2026/10/01\n2026/10/02\n",
        "a@kou.example\nb@otsu.example\n",
        "氏名,電話番号,住所\n山田太郎,03-5550-1001,東京都港区1-1\n",
    ],
)
def test_what_is_no_list_of_companies_is_not_taken_for_one(tmp_path, text):
    with pytest.raises(ListError) as raised:
        loaded(tmp_path, text)
    assert raised.value.code == "error.list_no_name_column"


def test_columns_are_known_by_what_stands_in_them(tmp_path):
    companies = loaded(
        tmp_path,
        "株式会社甲,03-5550-1001,〒105-0001,東京都港区虎ノ門1-1,www.kou.example,7000012050002\n"
        "乙工業㈱,06-6355-2001,〒530-0001,大阪府大阪市北区梅田1,https://otsu.example/,\n",
    )
    assert companies.columns == {
        "name": "列1",
        "corporate_number": "列6",
        "phone": "列2",
        "homepage": "列5",
        "address": "列4",
        "postal_code": "列3",
    }
    assert (companies.header_row, companies.first_row) == (0, 1)
    assert companies.problems["code"].tolist() == ["no_header", *["column_by_content"] * 6]


def test_headers_nobody_knows_are_told_from_rows_by_the_numbers_below(tmp_path):
    companies = loaded(tmp_path, "あ,い\n株式会社甲,03-5550-1001\n株式会社乙,03-5550-1002\n")
    assert companies.columns == {"name": "あ", "phone": "い"}
    assert companies.header_row == 1
    assert len(loaded(tmp_path, "甲商事,なし\n株式会社乙,03-5550-1001\n㈱丙,03-5550-1002\n").frame) == 3


def test_a_header_wins_over_what_stands_in_another_column(tmp_path):
    companies = loaded(tmp_path, "会社名,電話番号,窓口\n株式会社甲,,03-5550-1001\n株式会社乙,,03-5550-1002\n")
    assert companies.columns == {"name": "会社名", "phone": "電話番号"}


def test_a_header_merged_with_the_line_below_leaves_no_row_behind(tmp_path):
    path = write_workbook(tmp_path / "b.xlsx", {"表": [["会社名", "備考"], [], ["甲商事", "x"]]})
    assert len(load_list(path).frame) == 2  # nothing is merged: the blank line is a row
