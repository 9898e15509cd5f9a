import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.japan.addresses import PREFECTURES, comparable, parse_address, postal_code, prefecture_name

TAKEN_APART = [
    ("東京都千代田区霞が関３丁目１－１", (None, "東京都", "千代田区", "霞が関3丁目1-1")),
    ("〒100-0013東京都千代田区霞が関3-1-1", ("1000013", "東京都", "千代田区", "霞が関3-1-1")),
    ("100-0013 東京都 千代田区 霞が関3-1-1", ("1000013", "東京都", "千代田区", "霞が関3-1-1")),
    ("愛知県豊田市トヨタ町１番地", (None, "愛知県", "豊田市", "トヨタ町1番地")),
    ("神奈川県横浜市中区本町１ー１", (None, "神奈川県", "横浜市中区", "本町1-1")),
    ("三重県四日市市諏訪町1-5", (None, "三重県", "四日市市", "諏訪町1-5")),
    ("北海道余市郡余市町朝日町26", (None, "北海道", "余市郡余市町", "朝日町26")),
    ("群馬県佐波郡玉村町下新田201", (None, "群馬県", "佐波郡玉村町", "下新田201")),
    ("新潟県村上市三之町1-1", (None, "新潟県", "村上市", "三之町1-1")),
    ("愛知県名古屋市中村区竹橋町36-31", (None, "愛知県", "名古屋市中村区", "竹橋町36-31")),
    ("兵庫県赤穂郡上郡町大持278", (None, "兵庫県", "赤穂郡上郡町", "大持278")),
    ("奈良県大和郡山市北郡山町248-4", (None, "奈良県", "大和郡山市", "北郡山町248-4")),
    ("福島県郡山市朝日1-23-7", (None, "福島県", "郡山市", "朝日1-23-7")),
    ("東京都府中市宮西町2-24", (None, "東京都", "府中市", "宮西町2-24")),
    ("東京都大島町元町1-1-14", (None, "東京都", "大島町", "元町1-1-14")),
    (
        "京都府京都市中京区寺町通御池上る上本能寺前町488",
        (None, "京都府", "京都市中京区", "寺町通御池上る上本能寺前町488"),
    ),
    ("前橋市古市町１－２", (None, "群馬県", "前橋市", "古市町1-2")),
    ("大阪市北区梅田1-1", (None, "大阪府", "大阪市北区", "梅田1-1")),
    ("渋谷区神南1-1", (None, "東京都", "渋谷区", "神南1-1")),
    ("府中市宮町1-1", (None, None, None, "府中市宮町1-1")),
    ("中央区銀座1-1", (None, None, None, "中央区銀座1-1")),
    ("東京都", (None, "東京都", None, "")),
    ("", (None, None, None, "")),
]


@pytest.mark.parametrize(("text", "parts"), TAKEN_APART)
def test_an_address_is_taken_apart(text, parts):
    address = parse_address(text)
    assert (address.postal_code, address.prefecture, address.city, address.rest) == parts


def test_the_prefectures_have_their_codes():
    assert len(set(PREFECTURES.values())) == len(PREFECTURES) == 47
    assert (PREFECTURES["01"], PREFECTURES["13"], PREFECTURES["27"], PREFECTURES["47"]) == (
        "北海道",
        "東京都",
        "大阪府",
        "沖縄県",
    )


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("東京", "東京都"),
        ("京都府", "京都府"),
        ("北海道", "北海道"),
        ("1", "北海道"),
        ("海外", None),
        ("", None),
    ],
)
def test_a_prefecture_is_read_from_its_cell(cell, name):
    assert prefecture_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("100-0013", "1000013"),
        ("〒１００－００１３", "1000013"),
        ("600001", "0600001"),
        ("1000013.0", "1000013"),
        ("100", None),
        ("03-1234-5678", None),
        ("", None),
    ],
)
def test_a_postal_code_is_read_from_its_cell(cell, digits):
    assert postal_code(cell) == digits


def test_every_writing_of_one_place_compares_equal():
    writings = [
        "霞が関3-1-1",
        "霞ヶ関３－１－１",
        "霞ケ関３丁目１番１号",
        "霞が関三丁目1番地1",
        "霞が関 3ー1ー1",
        "〒100-0013 霞が関3‐1−1",
    ]
    assert {comparable(writing) for writing in writings} == {"霞ケ関3-1-1"}


def test_block_numbers_in_kanji_are_counted():
    assert [comparable(text) for text in ("銀座十二丁目3番", "銀座二十丁目", "八丁堀二丁目")] == [
        "銀座12-3",
        "銀座20",
        "八丁堀2",
    ]


@given(st.text())
def test_no_text_raises(text):
    parse_address(text)
    comparable(text)
    postal_code(text)
    prefecture_name(text)
