"""What a name on a list may mean, how near two names are, where a row says its company is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.japan.names import core_key, parse_name
from workbench.registry import keys, slips
from workbench.registry.places import Nearness, nearness, said_by
from workbench.registry.readings import Trust, readings
from workbench.registry.records import Place, Query
from workbench.registry.romaji import as_kana

# written, the core that is among its readings, its form and position
READ = [
    ("㈱山田電機", "山田電機", "株式会社", "before"),
    ("株)山田電機", "山田電機", "株式会社", "before"),
    ("山田電機株式会社大阪倉庫", "山田電機", "株式会社", "after"),
    ("株式会社山田 購買課 御中", "山田", "株式会社", "before"),
    ("株式会社山田　営業部　佐藤様", "山田", "株式会社", "before"),
    ("12. 株式会社山田　TEL 03-5550-1010", "山田", "株式会社", "before"),
    ("No.7 山田電機㈲", "山田電機", "有限会社", "after"),
    ("【東京都】(株)山田", "山田", "株式会社", "before"),
    ("東京都 株式会社山田", "山田", "株式会社", "before"),
    ("山田電機㈱（旧社名：架空商会㈱）", "山田電機", "株式会社", "after"),
    ("「株式会社山田」", "山田", "株式会社", "before"),
    ("株式会社山田\n総務部", "山田", "株式会社", "before"),
    ("株式会社山田 https://yamada.example/", "山田", "株式会社", "before"),
    ("株式会社山田 〒105-0014 東京都港区", "山田", "株式会社", "before"),
    ("株式会社山田 代表取締役 架空一郎", "山田", "株式会社", "before"),
    ("株式会社山田　担当：架空", "山田", "株式会社", "before"),
    ("山田電機株式会社／FAX 03-5550-1012", "山田電機", "株式会社", "after"),
    ("(株) 東京都民架空　代表取締役　架空一郎", "東京都民架空", "株式会社", "before"),
    ("株式会社山田　東京都港区芝", "山田", "株式会社", "before"),
    ("株式会社山田東京本社", "山田", "株式会社", "before"),
    ("カブシキガイシャヤマダ", "ヤマダ", "株式会社", "before"),
    ("やまだゆうげんがいしゃ", "やまだ", "有限会社", "after"),
    ("株式会社ヨモール クリエイト神戸支店", "ヨモールクリエイト", "株式会社", "before"),
    ("株式会社田　谷", "田 谷", "株式会社", "before"),
    ("山田信用金庫", "山田信用金庫", None, None),
    ("架空銀行", "架空銀行", None, None),
    ("Yamada Denki Co., Ltd.", "Yamada Denki", None, None),
    ("Yamada Denki Co., Ltd. 総務部", "Yamada Denki", None, None),
    ("YAMADA DENKI K.K. 西日本支社", "YAMADA DENKI", None, None),
    ("鳥取　Yamada Denki Co., Ltd.", "Yamada Denki", "株式会社", None),
    ("株式会杜山田", "山田", "株式会社", "before"),
    ("株式会者山田電機", "山田電機", "株式会社", "before"),
    ("山田 株 式 会 社", "山田", "株式会社", "after"),
    ("有限 会社山田", "山田", "有限会社", "before"),
    ("合同會社山田", "山田", "合同会社", "before"),
    ("株式会社社会架空研究所", "社会架空研究所", "株式会社", "before"),
    ("山田電機株式会社社", "山田電機", "株式会社", "after"),
    ("山田電機株式社", "山田電機", "株式会社", "after"),
    ("山田電機(株", "山田電機", "株式会社", "after"),
    ("山田電機　（株（旧 鈴木商店㈱）", "山田電機", "株式会社", "after"),
    ("山田電機(カ（本社）", "山田電機", "株式会社", "after"),
    ("合)山田電機", "山田電機", "合同会社", "before"),
    ("やまだかぶしきがいしゃ　仙台営業所", "やまだ", "株式会社", "after"),
    ("山田電機㈱　鈴木", "山田電機", "株式会社", "after"),
    ("㈱見本／鈴木 花子", "見本", "株式会社", "before"),
    ("(株)見本　鈴木様ご担当", "見本", "株式会社", "before"),
    ("山田電機㈱　人事総務グループ", "山田電機", "株式会社", "after"),
    ("㈱見本　☎03-5550-1010", "見本", "株式会社", "before"),
    ("㈱見本(代)03(5550)1010", "見本", "株式会社", "before"),
    ("山田電機/0120-555-001", "山田電機", None, None),
    ("123_㈱見本", "見本", "株式会社", "before"),
    ("69　見本電機", "見本電機", None, None),
    ("東京　㈱見本", "見本", "株式会社", "before"),
    ("見本電機株式会社 品川区", "見本電機", "株式会社", "after"),
    ("㈱見本 安芸郡府中町", "見本", "株式会社", "before"),
    ("見本電機㈱ 旧社名：架空商店", "見本電機", "株式会社", "after"),
    ("見本電機北関東営業部", "見本電機", None, None),
    ("㈱見本 みほん", "見本", "株式会社", "before"),
    ("①株式会社見本", "見本", "株式会社", "before"),
    ("A-001 株式会社見本", "見本", "株式会社", "before"),
    ("元 見本電機株式会社", "見本電機", "株式会社", "after"),
    ("株式会社見本、営業部", "見本", "株式会社", "before"),
    ("株式会社見本 2F", "見本", "株式会社", "before"),
    ("株式会社見本　芝1-2-3", "見本", "株式会社", "before"),
    ("株式会社見本　大阪", "見本", "株式会社", "before"),
    ("株式会社見本 休業中", "見本", "株式会社", "before"),
    ("見本電機株式会社 info@mihon.example", "見本電機", "株式会社", "after"),
    ("見本電機㈱ Tokyo Branch", "見本電機", "株式会社", "after"),
    ("Kabushiki Kaisha Mihon", "Mihon", None, "before"),
]


@pytest.mark.parametrize(("written", "core", "form", "position"), READ)
def test_the_name_is_among_its_readings(
    written: str, core: str, form: str | None, position: str | None
) -> None:
    assert (core, form, position) in [(one.core, one.form, one.position) for one in readings(written)]


def test_a_department_with_what_it_does_is_cut_with_confidence() -> None:
    found = {one.core: one.trust for one in readings("山田電機株式会社　人事部採用担当")}
    assert found["山田電機"] is Trust.BRANCH


SURE = [
    ("(株)見本　鈴木", "見本"),
    ("見本電機株式会社　鈴木　総務部", "見本電機"),
    ("架空電機 品川区", "架空電機"),
    ("Yamada Denki Co., Ltd. 総務部", "Yamada Denki"),
    ("架空電機物流センター", "架空電機"),
    ("架空電機株式会社 勅使河原", "架空電機"),
    ("架空電機㈱経理担当", "架空電機"),
]


@pytest.mark.parametrize(("written", "core"), SURE)
def test_persons_places_and_departments_are_cut_with_confidence(written: str, core: str) -> None:
    assert min(one.trust for one in readings(written) if one.core == core) in (Trust.BRANCH, Trust.REMARK)


def test_what_stands_before_the_form_is_not_cut_with_confidence() -> None:
    assert {one.trust for one in readings("架空ベクトル　関西 株式会社") if one.core == "架空ベクトル"} == {
        Trust.TAIL
    }


def test_kana_behind_a_name_may_be_its_reading_and_are_kept_to_be_compared() -> None:
    (cut,) = [one for one in readings("見本工業 ﾐﾎﾝｺｳｷﾞｮｳ 経理課") if one.core == "見本工業"]
    assert (cut.trust, cut.aloud) == (Trust.TAIL, "ミホンコウギョウ")


# what is left of them is no company's name that anybody could be sure of
GUESSED = ["ＬＩＮＥ　架空事業株式会社", "山田電機株式会社、鈴木商店㈲"]


@pytest.mark.parametrize("written", GUESSED)
def test_words_that_may_belong_to_the_name_are_not_cut_with_confidence(written: str) -> None:
    whole = parse_name(written).core
    assert {one.trust for one in readings(written) if one.core != whole} <= {Trust.TAIL}


HOSTILE = [
    "あ" + " " * 20_000 + "い",
    "・" * 20_000,
    "(" * 9_000 + ")" * 9_000,
    "1. " * 7_000,
    "株式会社" * 5_000,
]


@pytest.mark.parametrize("written", HOSTILE, ids=lambda text: text[:4])
def test_text_that_is_made_to_take_long_is_read_like_any(written: str) -> None:
    assert len(readings(written)) < 10


@given(st.text())
def test_every_text_has_readings_that_say_something_or_none(written: str) -> None:
    found = readings(written)
    assert all(one.loose and one.plain for one in found)
    assert len({(one.loose, one.form, one.position) for one in found}) == len(found)


@given(
    st.text(
        alphabet="髙高島ャヤーｰ-・ ABCabcｶﾞガゔヴァHDホールディングスグループG々佐霞ヶケが関一", max_size=12
    )
)
def test_names_with_one_key_have_one_loose_key(name: str) -> None:
    for other in (name.replace("髙", "高"), name.replace("ャ", "ヤ"), f" {name}"):
        if core_key(name) == core_key(other):
            assert keys.loose(parse_name(name).core) == keys.loose(parse_name(other).core)


SAME_KEY = [
    ("コンピューター", "コンピュータ"),
    ("ヤマダ", "やまだ"),
    ("エ藤", "工藤"),
    ("スノーピ一ク", "スノーピーク"),
    ("みほんHD", "みほんホールディングス"),
    ("ABC Holdings", "ＡＢＣホールディングス"),
    ("みほんグループ", "みほんGroup"),
    ("斎藤", "齊藤"),
    ("ゔぃじょん", "ヴィジョン"),
]


@pytest.mark.parametrize(("one", "other"), SAME_KEY)
def test_what_people_mix_up_is_found_alike(one: str, other: str) -> None:
    assert keys.loose(one) == keys.loose(other)


ROMANISED = [
    ("shimbashi", "シンバシ"),
    ("nikko", "ニッコウ"),
    ("tokyo", "トウキョウ"),
    ("ohno", "オオノ"),
    ("shinai", "シンアイ"),
    ("kyoto", "キョウト"),
    ("hattori", "ハットリ"),
]


@pytest.mark.parametrize(("latin", "kana"), ROMANISED)
def test_romanised_names_sound_like_their_reading(latin: str, kana: str) -> None:
    found = as_kana(latin)
    assert found is not None
    assert keys.sound(keys.loose(found)) == keys.sound(keys.loose(kana))


# written, registered, whether every new pair of characters is rare; more points than in the next one
SLIPS = [
    ("架空見本産設業備", "架空見本産業設備", True),
    ("ヤマタデンキ", "ヤマダデンキ", False),
    ("見本坂坂精機", "見本坂精機", False),
    ("見本精機", "見本坂精機", True),
]
OTHERS = [
    ("東架空電機", "架空電機", True),
    ("架空電機第二", "架空電機", True),
    ("西日本架空", "東日本架空", True),
    ("架空電機サービス", "架空電機", True),
    ("第二架空", "第三架空", True),
    ("架空見本十五号", "架空見本十二号", True),
    ("みほんファンド-V", "みほんファンド-J1", True),
    ("三菱架空信託銀行", "三菱架空銀行", True),
    ("架空", "見本", True),
]


@pytest.mark.parametrize(("written", "registered", "rare"), SLIPS)
def test_a_slip_of_typing_leaves_the_name(written: str, registered: str, rare: bool) -> None:
    assert slips.points(written, registered, lambda _: rare) >= 54


@pytest.mark.parametrize(("written", "registered", "rare"), OTHERS)
def test_a_word_more_or_another_makes_another_name(written: str, registered: str, rare: bool) -> None:
    assert slips.points(written, registered, lambda _: rare) == 0


def test_what_could_be_a_name_is_less_surely_a_slip() -> None:
    odd, plausible = (
        slips.points("山本電機設備", "山田電機設備", lambda _, rare=rare: rare) for rare in (True, False)
    )
    assert odd > plausible > 0


THERE = Place("東京都", "港区", "芝１丁目２番３号", "1050014")
CITIES = {"港区": frozenset({"東京都", "愛知県"}), "松本市": frozenset({"長野県"})}
NEAR = [
    (Query(""), Nearness.UNKNOWN),
    (Query("", "東京"), Nearness.PREFECTURE),
    (Query("", "13"), Nearness.PREFECTURE),
    (Query("", "大阪府"), Nearness.OTHER_PREFECTURE),
    (Query("", "東京都", "港区"), Nearness.CITY),
    (Query("", "東京都港区"), Nearness.CITY),
    (Query("", None, "港区"), Nearness.CITY),
    (Query("", "東京都", "中央区"), Nearness.OTHER_CITY),
    (Query("", None, None, "105-0014"), Nearness.TOWN),
    (Query("", None, None, "1050099"), Nearness.OTHER_TOWN),
    (Query("", None, None, "1080000"), Nearness.OTHER_CITY),
    (Query("", None, None, "5300001"), Nearness.OTHER_PREFECTURE),
    (Query("", address="東京都港区芝1-2-3"), Nearness.SITE),
    (Query("", address="港区芝一丁目２－３ 架空ビル2階"), Nearness.SITE),
    (Query("", address="東京都港区芝1-2-34"), Nearness.TOWN),
    (Query("", address="東京都港区六本木1-2-3"), Nearness.OTHER_TOWN),
    (Query("", "東京都", "港区", None, "芝1-2-3"), Nearness.SITE),
    (Query("", address="松本市大手3-8-13"), Nearness.OTHER_PREFECTURE),
    (Query("", "愛知県", "港区"), Nearness.OTHER_PREFECTURE),
]


@pytest.mark.parametrize(
    ("query", "prefectures"),
    [
        (Query("", postal_code="105-0014"), {"東京都"}),
        (Query("", city="港区", postal_code="105-0014"), {"東京都"}),
        (Query("", city="港区"), {"東京都", "愛知県"}),
        (Query("", city="松本市", postal_code="105-0014"), {"長野県"}),
        (Query("", "愛知県", postal_code="105-0014"), {"愛知県"}),
    ],
)
def test_a_postal_code_tells_the_prefecture_where_nothing_else_does(
    query: Query, prefectures: set[str]
) -> None:
    assert said_by(query, CITIES).prefectures == prefectures


@pytest.mark.parametrize(("query", "expected"), NEAR)
def test_what_a_row_says_of_the_place_is_held_against_the_register(query: Query, expected: Nearness) -> None:
    assert nearness(said_by(query, CITIES), THERE) is expected
