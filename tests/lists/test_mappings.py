import pytest
import yaml

from tests.lists.lists_on_disk import write_text
from workbench import messages
from workbench.errors import ListError
from workbench.lists import load_list, remember_mapping
from workbench.lists.mappings import beside, mappings_folder, write_beside

LIST = "相手,窓口,電話番号,住所\n甲商事,03-5550-1001,03-5550-1999,東京都港区1-1\n"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def codes(companies):
    return companies.problems["code"].tolist()


def test_what_stands_beside_the_list_is_taken_and_said(tmp_path):
    path = write_text(tmp_path / "list.csv", LIST)
    write_text(beside(path), "name: 相手\nphone: 窓口\naddress:\n")
    companies = load_list(path)
    assert companies.columns == {"name": "相手", "phone": "窓口"}
    assert "mapping_beside" in codes(companies)
    assert load_list(path, columns={"phone": "電話番号"}).columns == {"name": "相手", "phone": "電話番号"}


def test_a_mapping_is_remembered_for_the_next_list_of_the_same_form(tmp_path):
    first = load_list(write_text(tmp_path / "10月.csv", LIST), columns={"name": "相手", "phone": "窓口"})
    kept = remember_mapping(first)
    assert kept.parent == mappings_folder()
    assert yaml.safe_load(kept.read_text())["headers"] == ["相手", "窓口", "電話番号", "住所"]
    path = write_text(
        tmp_path / "11月.csv", "一覧\n\n" + LIST.replace("電話番号", "電話 番号").replace("甲", "乙")
    )
    second = load_list(path)
    assert second.columns == {"name": "相手", "phone": "窓口", "address": "住所"}
    (said,) = second.problems.query("code == 'mapping_remembered'")["sentence"]
    assert "会社名" in said
    assert load_list(path, columns={"phone": "電話番号"}).columns["phone"] == "電話 番号"
    with pytest.raises(ListError):
        load_list(path, remembered=False)
    with pytest.raises(ListError):
        load_list(write_text(tmp_path / "他.csv", LIST.replace("住所", "所在")))


def test_a_correction_of_one_column_leaves_the_others_recognised(tmp_path):
    path = write_text(tmp_path / "list.csv", "会社名,TEL,直通\n株式会社甲,03-5550-1001,03-5550-1002\n")
    remember_mapping(load_list(path), {"phone": "直通"})
    assert load_list(path).columns == {"name": "会社名", "phone": "直通"}
    remember_mapping(load_list(path, columns={"phone": ""}))
    assert load_list(path).columns == {"name": "会社名"}
    assert load_list(path, remembered=False).columns == {"name": "会社名", "phone": "TEL"}


def test_columns_without_header_are_named_by_their_place(tmp_path):
    path = write_text(tmp_path / "list.csv", "甲商事,乙商事,03-5550-1001\n丙,丁,03-5550-1002\n")
    assert load_list(path).columns == {"name": "列1", "phone": "列3"}
    companies = load_list(path, columns={"name": "列2"})
    assert companies.columns == {"name": "列2", "phone": "列3"}
    assert [company.name for company in companies.companies] == ["乙商事", "丁"]
    with pytest.raises(ListError) as raised:
        remember_mapping(companies)
    assert raised.value.code == "error.list_nothing_to_remember"
    write_beside(companies, companies.columns)
    assert load_list(path).columns == companies.columns


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("nmae: 相手\n", "error.list_mapping_field", "name"),
        ("- 相手\n", "error.list_mapping_unreadable", "name: 会社名"),
        ("name: [\n", "error.list_mapping_unreadable", "columns.yaml"),
        ("name: 御社\n", "error.list_no_such_column", "御社"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_told_with_its_remedy(tmp_path, text, code, said):
    path = write_text(tmp_path / "list.csv", LIST)
    write_text(beside(path), text)
    for language in ("ja", "en"):
        messages.use_language(language)
        try:
            with pytest.raises(ListError) as raised:
                load_list(path)
            assert raised.value.code == code
            assert said in str(raised.value)
        finally:
            messages.use_language("ja")
