"""Which office a text names: the head office, a branch, or none."""

import re
import unicodedata
from enum import Enum
from functools import lru_cache

from crawler.extract.words.words import tidy


class Office(Enum):
    """What kind of office a number rings at."""

    HEAD = "head"
    BRANCH = "branch"


_HEAD = re.compile(
    r"(?<!日)(?<!対策)本(?:[社店館院校園]|部(?!長))|(?:^|[\s【(])本所(?=$|[\s】)])|主たる事務所|主たる営業所"
    r"|(?:財団|法人|協会|学園|組合|連合会|商工会)事務局|head ?(?:office|quarters?)|headquarters"
    r"|(?<![a-z])hq(?![a-z])|main office"
    r"|corporate office",
    re.IGNORECASE,
)
# 営業本部 and its like are departments, 旧本社 is where they were.
_NOT_HEAD = re.compile(
    r"(?:営業|事業|管理|開発|生産|技術|製造|販売|人事|総務|推進|統括|企画|経営|業務|研究|商品|物流|旧|元)本[部社店]"
    r"|本部(?=[町港]|半島)|本社(?:移転|以外|を除)|登記(?:簿)?上の?本[店社]|former"
)
_END = (
    r"(?=$|[\s:：・,、。/|<>()\[\]〔〕【】「」〒→\"'ℹ☎℡\d-]|TEL|Tel|電話|FAX|まで|へ|直通|代表|の?(?:電話|連絡先"
    r"|所在地|住所|お?問))(?!\s*\d{1,2}\s*(?:F|階|号室))"
)
_SURE = (
    r"支店|支社|支局|支所|分館|直売所|営業所|出張所|駐在所|連絡所|サテライト|分室|分院|分校|分店|工場|倉庫|事業所|配送センター|物流センター"
    r"|ショールーム|(?<![新旧])店舗(?!電話|TEL|番号)"
    r"|(?:[東西中北南]日本|首都圏|東北|関東|東海|中部|北陸|近畿|関西|中国|四国|九州)[第一二0-9]{0,2}営業(?:部門?|本部|課)"
)
_NAMED = (
    r"(?<=[^\s:：・、(「【\[/|])(?:センター|ラボ|研究所|事務所|支部|オフィス|スタジオ|教室|[ァ-ヶー]プラザ"
    r"|デポ|ステーション|サロン|ガレージ|ファクトリー|会館|斎場|展示場|(?<=第[一二三四五1-5])(?:クリニック|医院|病院|保育園|幼稚園|こども園|校舎)|(?<![高学分本母他当登休全各貴小中大備])校"
    r"|(?<![お当弊貴本商書酒工務電器機薬服計真肉魚花品具物米理食貨販門理売盟約扱茶菓果建畳材装儀壇車ン支分靴鞄鏡琲麺麦鮨腐苔紙穀料油芸苗糸帽傘筆餅])(?<!菓子)(?<!寿司)店)"
)
_BRANCH = re.compile(rf"(?:{_SURE})(?:{_END}|[(（])|{_NAMED}{_END}", re.IGNORECASE)
_BRANCH_LATIN = re.compile(
    r"\b(?:branch|factory|plant|warehouse|showroom|laborator(?:y|ies)"
    r"|(?<=\w )(?<!head )(?<!main )(?<!corporate )(?<!registered )"
    r"(?<!college )(?<!school )(?<!university )(?<!general )(?<!admissions )(?<!administrative )(?<!administration )"
    r"office)\b"
    r"(?! ?(?:hours|365|inc|co\b|corp|ltd|llc))",
    re.IGNORECASE,
)
_IS_SURE = re.compile(_SURE)
# What lists offices is not an office: 拠点一覧, 店舗案内, 支店・営業所のご案内.
_LISTS = re.compile(
    r"(?:一覧|リスト|ネットワーク|検索|マップ|を探す|数|長|名)\s*$|^(?:国内|海外|全国|主な|主要な?)?(?:の)?(?:拠点|支店|支社|営業所|事業所|店舗|オフィス"
    r"|offices?)(?:[・/](?:拠点|支店|支社|営業所|事業所|工場|店舗|オフィス))*$",
    re.IGNORECASE,
)
# 古河工場のご案内 is about that works; 工場案内 lists all of them.
_SUFFIX = re.compile(r"(?:の|への?)?ご?(?:案内|紹介|情報|概要|アクセス|について|詳細|連絡先|所在地|地図)\s*$")
_WITH_OFFICE = re.compile(r"^(?:事務所|事務局|事務室)[・/、]|[・/、](?:事務所|事務局|事務室)$")
_SEVERAL = re.compile(r"[・/、,と]|及び")
_ADDRESS = re.compile(
    r"(?:〒 ?\d{3}-?\d{4}|(?:北海道|東京都|京都府|大阪府|[一-龥]{2,3}県)"
    r"(?!(?:支[店社局所部]|営業所|出張所|事業所|工場|本[社部]|事務所|地区|全域))[一-龥ぁ-んァ-ヶ]).*?(?=TEL|Tel|tel"
    r"|電話|FAX|Fax|ファ|℡|☎|代表|$|\n|\ufffc)"
)
# 愛知県労働相談コーナー begins as an address does.
_OF_A_TOWN = re.compile(r"[0-9〒]|[都道府県][^\s]{1,8}[市区町村郡]")
_LEAD = re.compile(
    r"^[\s【\[(■●◆◎▼▲○◇□★☆※・<〈《◼▶►]*([^\s:：〒【】\[\]■●<>]{1,24}(?: ?[^\s:：〒【】\[\]0-9]{1,10})?)"
)
_FLOOR = re.compile(r"[ 　]{0,2}[0-9０-９]{1,2} ?(?:[FＦ]|階|号室)$")
# Tokyo sales office 5-30-4 Shibahama
_LEAD_IN_LATIN = re.compile(
    r"^[■●◆・* ]{0,3}([A-Z](?:(?!(?:our|the|your|to|from|at|of|is) )[A-Za-z.-]{1,14} ){1,3}"
    r"(?:[Oo]ffice|[Bb]ranch|[Ff]actory|[Pp]lant|[Ww]orks|[Ww]arehouse|[Ss]howroom|[Cc]ent(?:er|re)))(?=[ :]|$)"
)
_SHOP = re.compile(r"(?:店|校|教室|院)$")
_NAME_ENDS = re.compile(r"[\s:：(（〒]")
_FIRST_OF_SEVERAL = re.compile(r"[^\s:：・、()（）【】]本[店部]$")
_HOUSE = re.compile(r"([^\s:：・、()|/【】\[\]]{1,20})(?:事務所|オフィス|センター)")
_SHORTEST_HOUSE = 4  # places are called by two or three characters
_LONGEST_LEAD = 20
_LONGEST_LINE = 120
# Where one has one's account or one's lawyer is no office of one's own.
_NOT_OURS = re.compile(
    r"(?:銀行|信用金庫|信用組合|信金|農業協同組合)[ 　]?[^\s:：]{1,8}(?:支店|支所|支社|営業部)"
    r"|(?:法律|会計|税理士|税務|特許)事務所$"
)
_SAYS = re.compile(r"(?:です|ます|ました|ません|ください|下さい)[。!！]?$")
# Of how many one has, or has for members: 1,204事業所, but 第2工場.
_COUNTED = re.compile(
    r"(?<![\w,.第])(?:約|計)?[0-9][0-9,]{0,6}(?:か所|ヶ所|カ所)?の?(?:事業所|店舗|営業所|支店|支社|工場|校)(?!\w)"
)
_SENTENCE = re.compile(r"[。、はがをに]")
_SIGN = re.compile(
    r"[本支営出駐連分工倉事配物直会斎展財法学組連商協第シ店セラ研オスサフ教デプガ主校]|[A-Za-z]{4}"
)


@lru_cache(maxsize=8_192)
def office_in(text: str) -> Office | None:
    """The kind of office that a short text names; addresses within it are passed over.

    >>> office_in("大阪支店 〒530-0001 大阪市北区1-2-3 梅田センタービル TEL"), office_in("東京本社・工場")
    (<Office.BRANCH: 'branch'>, <Office.HEAD: 'head'>)
    """
    if not _SIGN.search(text):
        return None
    text = _COUNTED.sub(" ", without_address(tidy(text))).strip()
    if _SAYS.search(text):
        return None
    if _WITH_OFFICE.search(text):
        return None  # where the company sits, whatever else is there
    named = _SUFFIX.sub("", text)
    if named != text and _SEVERAL.search(named):
        return None
    text = named
    if _HEAD.search(_NOT_HEAD.sub(" ", text)) and not _LISTS.search(text):
        return Office.HEAD
    if _LISTS.search(text):
        return None
    return Office.BRANCH if _BRANCH.search(text) or _BRANCH_LATIN.search(text) else None


@lru_cache(maxsize=8_192)
def office_that_leads(line: str) -> tuple[Office, str] | None:
    """(kind, its name) if a line begins with an office, as `大阪支店　〒530-…` and `■本社` do.

    >>> office_that_leads("■大阪支店　〒530-0001 大阪市北区")
    (<Office.BRANCH: 'branch'>, '大阪支店')
    """
    found = _LEAD_IN_LATIN.match(line) or _LEAD.match(line)
    if found is None:
        return None
    name = found.group(1)
    if len(name) > _LONGEST_LEAD or _SENTENCE.search(name) or _NOT_OURS.search(name):
        return None
    if not is_sure(name) and _FLOOR.match(line, found.end(1)):
        return None  # the house that it sits in
    first = name.partition(" ")[0]
    office = office_in(first)
    if office is not None:
        name = first
    else:
        office = office_in(name)
    return (office, name) if office else None


def is_office_of(name: str, form: re.Pattern[str]) -> bool:
    """Whether a company's name with its legal form is followed by one of its offices; `form` finds the form.

    >>> [is_office_of(name, re.compile("株式会社")) for name in ("青空工業株式会社 東京支社", "株式会社青空倉庫")]
    [True, False]
    """
    words = [word for word in name.split() if office_in(word)]
    if not words:
        return False
    found = form.search(words[-1])
    return is_sure(words[-1][found.end() :] if found and found.start() else "" if found else words[-1])


def is_first_of_several(name: str) -> bool:
    """Whether a head office may be but one of several: a shop's or a place's name stands before 本店 or 本部.

    >>> is_first_of_several("青空珈琲本店"), is_first_of_several("東京本部"), is_first_of_several("東京本社")
    (True, True, False)
    """
    return bool(_FIRST_OF_SEVERAL.search(_NAME_ENDS.split(name.strip(), maxsplit=1)[0]))


def is_sure(text: str) -> bool:
    """Whether the words can be no company's own name, as 研究所, 事務所 and センター can."""
    return bool(_IS_SURE.search(text))


def is_shop_of_several(name: str, title: str) -> bool:
    """Whether a title names a shop or school by its place behind the name of the whole.

    >>> is_shop_of_several("横浜店", "カレーの青空 横浜店｜店舗案内"), is_shop_of_several("青空書店", "青空書店")
    (True, False)
    """
    short = name.rpartition(" ")[2]
    return bool(_SHOP.search(short)) and bool(re.search(rf"[^\s|｜] ?[ 　]{re.escape(short)}", title))


def is_house_of(name: str, title: str) -> bool:
    """Whether an office is called by what the company itself is: スキー場事務所 of 青空高原スキー場株式会社.

    >>> is_house_of("スキー場事務所", "青空高原スキー場株式会社"), is_house_of("大阪事務所", "大阪青空株式会社")
    (True, False)
    """
    return any(len(own) >= _SHORTEST_HOUSE and own in title for own in _HOUSE.findall(name))


def without_address(text: str) -> str:
    """A text without the addresses in it, since buildings and towns are called by offices' names."""
    return _ADDRESS.sub(" ", text)


def has_address(text: str) -> bool:
    return _has_address(text[:_LONGEST_LINE])


@lru_cache(maxsize=8_192)
def _has_address(text: str) -> bool:
    text = unicodedata.normalize("NFKC", text)
    return bool(_ADDRESS.search(text) and _OF_A_TOWN.search(text))
