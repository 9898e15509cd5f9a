"""Addresses: postal code, prefecture, city, and the rest in a form that compares.

City is what JIS X 0402 has a code for: 市, 特別区, 郡 with its 町 or 村, and a designated city with its ward.
"""

import re
from dataclasses import dataclass

from workbench.japan.characters import fold_variants, normalise, plain_dashes

_NAMES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 "
    "新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 "
    "奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 "
    "熊本県 大分県 宮崎県 鹿児島県 沖縄県"
)
# JIS X 0401: code -> name
PREFECTURES: dict[str, str] = {f"{code:02}": name for code, name in enumerate(_NAMES.split(), start=1)}
_PREFECTURE = re.compile("|".join(PREFECTURES.values()))
_SHORT_PREFECTURES = {name[:-1]: name for name in PREFECTURES.values() if name != "北海道"}

_WITH_WARDS = (
    "札幌 仙台 さいたま 千葉 横浜 川崎 相模原 新潟 静岡 浜松 名古屋 京都 大阪 堺 神戸 岡山 広島 "
    "北九州 福岡 熊本"
)
_SPECIAL_WARDS = (
    "千代田 中央 港 新宿 文京 台東 墨田 江東 品川 目黒 大田 世田谷 渋谷 中野 杉並 豊島 北 荒川 板橋 "
    "練馬 足立 葛飾 江戸川"
)
# Names that hold the sign of another kind inside (四日市市, 高市郡, 玉村町) cannot be found by the sign.
_IRREGULAR = (
    "市川市 市原市 四日市市 廿日市市 野々市市 町田市 十日町市 大町市 村山市 武蔵村山市 東村山市 田村市 "
    "羽村市 大村市 郡山市 大和郡山市 蒲郡市 小郡市 郡上市 余市郡余市町 余市郡仁木町 余市郡赤井川村 "
    "高市郡明日香村 高市郡高取町 東村山郡山辺町 東村山郡中山町 西村山郡河北町 西村山郡西川町 "
    "西村山郡朝日町 西村山郡大江町 北村山郡大石田町 田村郡三春町 田村郡小野町 佐波郡玉村町 杵島郡大町町 "
    "村上市 名古屋市中村区 赤穂郡上郡町"
)
_CITY = re.compile(
    "|".join(
        (
            *sorted(_IRREGULAR.split(), key=len, reverse=True),
            rf"(?:{'|'.join(_WITH_WARDS.split())})市[^市区町村\d]{{1,5}}区",
            r"[^市区町村郡\d\s-]{1,4}郡[^郡\d\s-]{1,6}?[町村]",
            rf"(?:{'|'.join(_SPECIAL_WARDS.split())})区",
            r"[^市区町村郡\d\s-]{1,7}市",
            r"[^市区町村郡\d\s-]{1,6}[町村]",
        )
    )
)

# Cities whose name stands for one prefecture only: designated and core cities, capitals, and the wards of
# Tokyo that no other city has (中央区, 港区 and 北区 are elsewhere too).
_CITIES_OF: dict[str, str] = {
    "北海道": "札幌 函館 旭川",
    "青森県": "青森 八戸",
    "岩手県": "盛岡",
    "宮城県": "仙台",
    "秋田県": "秋田",
    "山形県": "山形",
    "福島県": "福島 郡山 いわき",
    "茨城県": "水戸 つくば",
    "栃木県": "宇都宮",
    "群馬県": "前橋 高崎",
    "埼玉県": "さいたま 川越 川口 越谷",
    "千葉県": "千葉 船橋 柏 市川 松戸",
    "東京都": "八王子 立川 武蔵野 町田",
    "神奈川県": "横浜 川崎 相模原 横須賀 藤沢",
    "新潟県": "新潟 長岡",
    "富山県": "富山",
    "石川県": "金沢",
    "福井県": "福井",
    "山梨県": "甲府",
    "長野県": "長野 松本",
    "岐阜県": "岐阜",
    "静岡県": "静岡 浜松",
    "愛知県": "名古屋 豊橋 岡崎 一宮 豊田",
    "三重県": "津 四日市",
    "滋賀県": "大津",
    "京都府": "京都",
    "大阪府": "大阪 堺 豊中 吹田 高槻 枚方 八尾 寝屋川 東大阪",
    "兵庫県": "神戸 姫路 尼崎 明石 西宮",
    "奈良県": "奈良",
    "和歌山県": "和歌山",
    "鳥取県": "鳥取",
    "島根県": "松江",
    "岡山県": "岡山 倉敷",
    "広島県": "広島 呉 福山",
    "山口県": "山口 下関",
    "徳島県": "徳島",
    "香川県": "高松",
    "愛媛県": "松山",
    "高知県": "高知",
    "福岡県": "福岡 北九州 久留米",
    "佐賀県": "佐賀",
    "長崎県": "長崎 佐世保",
    "熊本県": "熊本",
    "大分県": "大分",
    "宮崎県": "宮崎",
    "鹿児島県": "鹿児島",
    "沖縄県": "那覇",
}
_PREFECTURE_OF_CITY: dict[str, str] = {
    **{f"{city}市": prefecture for prefecture, cities in _CITIES_OF.items() for city in cities.split()},
    **{f"{ward}区": "東京都" for ward in _SPECIAL_WARDS.split() if ward not in ("中央", "港", "北")},
}
_SURE_CITY = re.compile("|".join(sorted(_PREFECTURE_OF_CITY, key=len, reverse=True)))

_POSTAL_CODE = re.compile(r"(?:〒\s*)?(?<!\d)(\d{3})-?(\d{4})(?![\d-])\s*")
_POSTAL_CELL = re.compile(r"〒?\s*(?:(\d{3})\s?-?\s?(\d{4})|(\d{5,6}))(?:\.0+)?")
_KANJI_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_KANJI_NUMBER = re.compile(
    r"([二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=丁目|番地|番|号)"
)
_SPACES = re.compile(r"\s+")
_KANJI_DIGIT = re.compile("[一二三四五六七八九十]")
_BLOCK_WORD = re.compile("[丁番号の]")
_BLOCK_WORDS = re.compile(r"(?<=\d)(?:丁目|番地の?|番|号(?!館|室|棟)|の(?=\d))")
_HAMLET = re.compile("大字|(?<=[市区町村])字")
_PLAIN_NUMBERS = re.compile(r"-+(?=\D|$)(?!\d)")


@dataclass(frozen=True)
class Address:
    """An address taken apart; unknown is None, `rest` is in NFKC with plain dashes, perhaps ""."""

    postal_code: str | None
    prefecture: str | None
    city: str | None
    rest: str


def parse_address(text: str) -> Address:
    """Postal code (7 digits), prefecture, city and rest of an address.

    Without a prefecture it is taken from a city whose name is found in one prefecture only.

    >>> parse_address("〒１００－００１３ 東京都千代田区霞が関３丁目１－１")
    Address(postal_code='1000013', prefecture='東京都', city='千代田区', rest='霞が関3丁目1-1')
    >>> parse_address("前橋市古市町1-2").prefecture, parse_address("府中市宮町1").prefecture
    ('群馬県', None)
    """
    text, postal_code = _take_postal_code(_SPACES.sub(" ", plain_dashes(text)))
    found = _PREFECTURE.match(text)
    prefecture = found[0] if found else None
    behind = text[found.end() :].lstrip() if found else text
    city = _CITY.match(behind) if prefecture else _SURE_CITY.match(behind) and _CITY.match(behind)
    if prefecture is None and city is not None:
        sure = _SURE_CITY.match(behind)
        prefecture = _PREFECTURE_OF_CITY[sure[0]] if sure else None
    rest = behind[city.end() :].strip() if city else behind
    return Address(postal_code, prefecture, city[0] if city else None, rest)


def prefecture_name(text: str) -> str | None:
    """The prefecture that a cell names: in full, without its last sign, or by its JIS code.

    >>> prefecture_name("東京"), prefecture_name("13"), prefecture_name("大阪府 "), prefecture_name("関東")
    ('東京都', '東京都', '大阪府', None)
    """
    name = normalise(text)
    if name in _SHORT_PREFECTURES:
        return _SHORT_PREFECTURES[name]
    return name if _PREFECTURE.fullmatch(name) else PREFECTURES.get(name.zfill(2))


def postal_code(text: str) -> str | None:
    """The 7 digits of a postal code's cell, with the zeros that a number cell lost; None if it is none.

    >>> postal_code("〒060-0001"), postal_code("600001"), postal_code("100")
    ('0600001', '0600001', None)
    """
    found = _POSTAL_CELL.fullmatch(plain_dashes(text))
    if found is None:
        return None
    return found[1] + found[2] if found[1] else found[3].zfill(7)


def comparable(text: str) -> str:
    """The address as a key: two writings of one place are equal, with or without 丁目, spaces, width.

    >>> comparable("霞が関３丁目１番１号") == comparable("霞ヶ関3-1-1") == comparable("霞ケ関三丁目１－１")
    True
    """
    text, _ = _take_postal_code(plain_dashes(text))
    # To look whether there is anything to replace costs a fraction of replacing it.
    if _KANJI_DIGIT.search(text):
        text = _KANJI_NUMBER.sub(lambda found: str(_kanji_number(found[1])), text)
    text = "".join(text.split())
    if "字" in text:
        text = _HAMLET.sub("", text)
    if _BLOCK_WORD.search(text):
        text = _BLOCK_WORDS.sub("-", text)
    if "-" in text:
        text = _PLAIN_NUMBERS.sub("", text)
    return fold_variants(text).casefold()


def _take_postal_code(text: str) -> tuple[str, str | None]:
    """(the text without it, the postal code): behind 〒 anywhere, bare at the head only."""
    found = _POSTAL_CODE.search(text) if "〒" in text else _POSTAL_CODE.match(text)
    if found is None:
        return text.replace("〒", "").strip(), None
    return (text[: found.start()] + text[found.end() :]).replace("〒", "").strip(), found[1] + found[2]


def _kanji_number(text: str) -> int:
    """1 to 99: all that blocks need."""
    tens, ten, ones = text.rpartition("十")
    return (10 * _KANJI_DIGITS.get(tens, 1) if ten else 0) + _KANJI_DIGITS.get(ones, 0)
