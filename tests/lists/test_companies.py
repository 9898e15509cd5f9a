import pandas as pd
import pytest

from tests.lists.lists_on_disk import write_text
from workbench import messages
from workbench.contract.reasons import Reason, ReasonCode
from workbench.lists import check_report, load_list
from workbench.lists.cells import homepage, is_blank
from workbench.lists.companies import has_name

LIST = """会社名,法人番号,〒,都道府県,市区町村,住所1,住所2,電話番号,URL
㈱甲商事,7000012050002,100-0013,東京都,千代田区,霞が関3-1-1,丁ビル2F,03-5550-1001(代),HTTP://KOU.example/
株式会社 甲 商事,,,東京,,千代田区霞が関3丁目1-1,,なし,-
甲商事株式会社,,,,,東京都千代田区霞が関3-1-1,,FAXのみ,準備中
有限会社甲商事,,,,,東京都千代田区霞が関3-1-1,,,
,,,,,大阪府,,,
調査中,,,,,,,,
乙工業,7.00001E+12,9999,,,,,,
丙工業,7000012050003,,,,,,,
"""


@pytest.fixture
def companies(tmp_path):
    return load_list(write_text(tmp_path / "list.csv", LIST))


def test_only_what_the_crawler_needs_leaves_the_list(companies):
    first = companies.companies[0].model_dump(exclude={"v"})
    assert first == {
        "row_id": 0,
        "company_id": "7000012050002",
        "name": "㈱甲商事",
        "kana": None,
        "prefecture": "東京都",
        "city": "千代田区",
        "postal_code": "1000013",
        "address": "東京都千代田区霞が関3-1-1丁ビル2F",
        "corporate_number": "7000012050002",
        "homepage": "http://kou.example/",
        "listed_phone": "03-5550-1001",
    }


def test_two_writings_are_one_company_and_another_legal_form_is_not(companies):
    ids = companies.company_ids
    assert ids[1] == ids[2] == "甲商事/株式会社/東京都千代田区"
    assert ids[3] == "甲商事/有限会社/東京都千代田区"


def test_a_row_without_a_name_is_invalid_and_says_why(companies):
    assert companies.invalid == dict.fromkeys([4, 5], Reason.of(ReasonCode.BLANK_NAME))


def test_every_finding_says_where_and_what(companies):
    found = companies.problems[["row", "column", "value", "code"]]
    assert found.to_numpy(dtype=object, na_value=None).tolist() == [
        [4, "会社名", "甲商事株式会社", "duplicate"],
        [4, "電話番号", "FAXのみ", "phone_unreadable"],
        [4, "URL", "準備中", "homepage_unreadable"],
        [6, "会社名", "", "blank_name"],
        [7, "会社名", "調査中", "blank_name"],
        [8, "法人番号", "7.00001E+12", "corporate_number_rounded"],
        [8, "〒", "9999", "postal_code_unreadable"],
        [9, "法人番号", "7000012050003", "corporate_number_invalid"],
    ]


def test_the_findings_speak_the_readers_language(companies):
    try:
        messages.use_language("en")
        english = companies.problems["sentence"].tolist()
        messages.use_language("ja")
        japanese = companies.problems["sentence"].tolist()
    finally:
        messages.use_language("ja")
    assert "The same company as on row 3" in english
    assert "3行目と同じ会社です" in japanese


def test_the_report_adds_up(companies):
    report = check_report(companies)
    problems = report.pop("problems")
    assert report == {
        "list_id": "list.csv",
        "rows": 8,
        "usable": 6,
        "invalid": 2,
        "companies": 5,
        "encoding": "utf-8",
        "sheet": None,
        "header_row": 1,
        "columns": {
            "name": "会社名",
            "corporate_number": "法人番号",
            "phone": "電話番号",
            "homepage": "URL",
            "address": "住所1",
            "address_2": "住所2",
            "prefecture": "都道府県",
            "city": "市区町村",
            "postal_code": "〒",
        },
    }
    assert len(problems) == len(companies.problems)
    assert set(problems[0]) == {"row", "column", "value", "code", "message", "done"}


def test_a_list_without_homepages_says_so_once(tmp_path):
    report = check_report(load_list(write_text(tmp_path / "list.csv", "会社名\n甲商事\n")))
    assert [(problem["row"], problem["code"]) for problem in report["problems"]] == [
        (None, "no_homepage_column")
    ]


def test_characters_that_could_not_be_read_are_counted(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(("会社名,備考\n" + "甲商事,ふつうの備考\n" * 30).encode() + b"\xff\n")
    (finding,) = [p for p in check_report(load_list(path))["problems"] if p["code"] == "characters_replaced"]
    assert "1" in finding["message"]


@pytest.mark.parametrize("text", ["", " ", "　", "-", "ー", "なし", "N/A", "調査中", "〃", "※", "×"])
def test_a_cell_that_says_nothing_is_blank(text):
    assert is_blank(text)
    assert not has_name(pd.Series([text]))[0]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://kou.example/about?a=1", "https://kou.example/about?a=1"),
        ("ＷＷＷ．ＫＯＵ．ｅｘａｍｐｌｅ", "http://www.kou.example"),
        ("kou.example:8080/x", "http://kou.example:8080/x"),
        ("HP: http://kou.example/ (旧)", "http://kou.example/"),
        ("info@kou.example", None),
        ("工事中", None),
        ("", None),
    ],
)
def test_a_homepage_is_read_from_its_cell(text, address):
    assert homepage(text) == address


CELLS = """会社名,電話番号,法人番号
甲商事,03-5550-1001 / 06-6355-2001,'7000012050002
乙商事,FAX 03-5550-1901,法人番号 7000012050002
丙商事,3.55501E+08,
丁商事,81-3-5550-1001,
戊商事,3.55501001E+08,
"""


def test_what_was_made_of_a_cell_is_said_in_both_languages(tmp_path):
    companies = load_list(write_text(tmp_path / "list.csv", CELLS), remembered=False)
    assert [company.listed_phone for company in companies.companies] == [
        "03-5550-1001",
        None,
        None,
        "03-5550-1001",
        "03-5550-1001",
    ]
    assert [company.corporate_number for company in companies.companies[:2]] == ["7000012050002"] * 2
    told = {}
    for language in ("ja", "en"):
        messages.use_language(language)
        problems = companies.problems.dropna(subset="row").query("code != 'duplicate'")
        told[language] = list(zip(problems["row"], problems["code"], problems["done"], strict=True))
    messages.use_language("ja")
    assert told["ja"] == [
        (2, "several_phones", "最初の03-5550-1001を使います"),
        (3, "phone_is_fax", "この値は使わず、セルはそのまま残します"),
        (4, "phone_rounded", "この値は使わず、セルはそのまま残します"),
    ]
    assert told["en"][0] == (2, "several_phones", "The first, 03-5550-1001, is used")
