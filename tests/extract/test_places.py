"""Pages with several places of one company: the right number is given, whatever they are called and however set."""

import itertools

import pytest

from tests.extract.layouts import LAYOUTS, Layout, Place, number_on

FORMER, NEW, HEAD = "03-5550-1012", "03-5550-2013", "03-5550-1012"
FORMER_AND_NEW = [
    ("旧", "新"),
    ("旧事務所", "新事務所"),
    ("旧オフィス", "新オフィス"),
    ("旧社屋", "新社屋"),
    ("旧本社", "新本社"),
    ("旧店舗", "新店舗"),
    ("旧住所", "新住所"),
    ("現住所", "新住所"),
    ("旧電話番号", "新電話番号"),
    ("旧連絡先", "新連絡先"),
    ("■旧所在地", "■新所在地"),
    ("【旧】", "【新】"),
    ("（旧）", "（新）"),
    ("旧 （10月31日まで）", "新 （11月1日から）"),
    ("移転前", "移転後"),
    ("移転前の住所", "移転後の住所"),
    ("移転元", "移転先"),
    ("変更前", "変更後"),
    ("これまで", "これから"),
    ("OLD", "NEW"),
]
HEAD_OFFICES = [
    "本社",
    "■本社",
    "【本社】",
    "本社(東京)",
    "東京本社",
    "本社工場",
    "本社・工場",
    "本社／営業部",
    "本社事務所",
    "本社営業所",
    "本社ビル",
    "本部",
    "本店",
    "総本店",
    "本館",
    "Head Office",
]
BRANCHES = [
    ("大阪支店", "大阪市北区梅田9-9-9", "06-6355-2011"),
    ("名古屋営業所", "名古屋市中区栄9-9-9", "052-355-2012"),
    ("九州物流センター", "福岡市博多区上呉服町9-9", "092-355-2013"),
]
by_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)


@by_layout
@pytest.mark.parametrize(("former", "new"), FORMER_AND_NEW)
def test_a_page_of_a_removal_gives_the_new_number(layout: Layout, former: str, new: str) -> None:
    places = [(former, "東京都港区芝9-9-9", FORMER), (new, "東京都品川区大崎9-9-9", NEW)]
    for ordered in itertools.permutations(places):
        assert number_on("移転のお知らせ", layout(ordered)) == NEW


@by_layout
@pytest.mark.parametrize("called", HEAD_OFFICES)
def test_a_list_of_offices_gives_the_head_offices_number(layout: Layout, called: str) -> None:
    for at in range(len(BRANCHES) + 1):
        places: list[Place] = [*BRANCHES[:at], (called, "東京都港区芝9-9-9", HEAD), *BRANCHES[at:]]
        assert number_on("拠点一覧", layout(places)) == HEAD


SECOND_PLACES = """
    東京本部 大阪本部 東京支社 東京オフィス 東京事務所 ショールーム 東京営業部 物流センター 第二工場 東京営業所
    配送センター 技術センター 関東支店 海外事業部 直営店 倉庫 サービスセンター 旧本社 仙台出張所
""".split()  # noqa: SIM905 - a list of words reads better in lines


@by_layout
@pytest.mark.parametrize("second", SECOND_PLACES)
def test_a_second_place_comes_after_the_head_office(layout: Layout, second: str) -> None:
    for called in ("本社", "大平本社", "本社・工場"):
        places: list[Place] = [
            (called, "栃木県栃木市大平町9-9", "0282-45-1041"),
            (second, "東京都豊島区東池袋9-9-9", "03-5985-1072"),
        ]
        for ordered in itertools.permutations(places):
            assert number_on("会社情報", layout(ordered)) == "0282-45-1041"
