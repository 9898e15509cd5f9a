"""Whether a line names somebody, and who that may be: the page's owner, a stranger, or a desk that may be anybody's."""

import re
from collections.abc import Iterable
from functools import lru_cache

from crawler.extract.owner.site_facts import HAS_FORM
from crawler.extract.words.anybodys_words import DESK, HEADS, LINE, ON_SCREEN, TRADE, WHAT_FOR, WHEN, WHERE
from crawler.extract.words.bodies_words import FIRM, FIRM_BEGINS, HOUSE, KIND, OFFICE_OF_TOWN
from crawler.extract.words.offices import Office, has_address, is_sure, office_in, without_address
from crawler.extract.words.words import tidy

_ANYBODYS = re.compile("|".join((LINE, DESK, WHEN, WHERE, WHAT_FOR, HEADS, ON_SCREEN)), re.IGNORECASE)
_TRADE = re.compile(TRADE)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_KANA = re.compile(r"[ぁ-ん]+")
_SENTENCE = re.compile(
    r"。|及び|への対応|のお知らせ$|です|ます|ました|ません|でしょう|ください|下さい|を|、.{6}|お電話"
    r"|(?<=[一-龥ァ-ヶー0-9）)」])(?:[はがに](?=[ぁ-ん一-龥ァ-ヶA-Za-z0-9])|(?:[へでも]|まで|から|より|など)(?=[一-龥ァ-ヶA-Za-z0-9おご]))"
    r"|(?:まで|から|より|(?:とき|時|場合|際)(?:は|には)?)[ 　]*$"
    r"|(?:する|した|して|られる|なら|ので|なく|たら|れば)(?=$|[お一-龥、0-9])|たい(?=$|[方時場])"
)
# A sentence or a heading by which its writer asks to be called.
_ASKED = (
    r"(?:問い?合わ?せ|予約|申し?込み?|相談|見積|応募|登録|注文|おたずね|お?尋ね|照会|依頼|申し付け|用命|受付|おすすめ|遅刻"
    r"|欠席)"
)
_ASKS = re.compile(
    r"(?:電話|問い?合わ?せ|予約|申し?込み?|相談|注文|見積|連絡|質問)[^。]{0,20}(?:ください|下さい|どうぞ|承|お受け|受け付け|まで|こちら|する)"
    r"|お(?:知らせ|聞かせ|送り|寄せ|伝え)[^。]{0,6}(?:ください|下さい)|概要$"
    # what it is that one asks about: 公演に関するお問い合わせ, 内覧のご予約は, ブドウ狩り受付
    rf"|[ごお]?{_ASKED}(?:[・、や]|ご)?{_ASKED}?(?:は|に|も|先|窓口|専用|こちら|まで|へ|[ごお]?電話|TEL|[:→ ])*$"
)
# 弊社営業部, 当ホテル予約課
_WRITERS = re.compile(
    r"(?:[弊小](?:社|店|所|院|校|館|園|会|寺|誌|法人|組合|事務所)|当(?:社|店|院|館|園|校|所|会|寺|誌|組合|ホテル|旅館|宿|法人|事務所|センター|団|協会|舎"
    r"|工房|教室|クラブ|事業所|塾|文庫)|(?<!日)本(?:会|学|校|園|院|組合|協会|連盟|館|寺|所|塾))"
    r"(?!から|より|まで|の(?:近|そば|お?隣|向かい|前|すぐ|代理|販売|取引|提携|管理会社|姉妹))[^、。「」]{0,14}$"
    # who answers for personal data on one's own pages
    r"|^(?!.*(?:協会|機構|団体|連合会|会議所))[^、。]{0,30}個人情報(?:の?(?:保護|取り?扱い?|管理|開示|お客様))*(?:担当|係|責任者|管理者|(?:相談|苦情|お?問い?合わ?せ)*窓口)"
)
_PURPOSE = re.compile(r"問い?合わ?せ|予約|相談|見積|申し?込|注文|採用|応募|contact|reserv", re.IGNORECASE)
_STREET = re.compile(
    r"\S{0,12}[市区町村郡]\S{0,16} ?[0-9]\S{0,12}|\S{1,7}[市区郡]\S{0,10}[町村通東西南北台丘](?![^ ])|〒"
    r"|(?<![0-9-])[1-9][0-9]{0,3}(?:-[0-9]{1,4}){1,2}(?![0-9-])|\S{0,12}(?:丁目|番地)\S{0,12}|\S{1,4}市\S{1,3}区\S{0,10}"
)
_PLACE_LABEL = re.compile(r"^(?:所在地?|住所|場所|ところ|会場)[ :]{0,3}")
_STREET_IN_LATIN = re.compile(r"[0-9]|-(?:ku|shi|cho|machi|mura)\b|prefecture", re.IGNORECASE)
_DESK = re.compile(
    r"[A-Z一-龥ァ-ヶー]{1,8}(?:部|課|係|室|班|外来|病棟|帳場|番台|(?<![歯眼内外児膚喉人経フ])科|グループ|チーム)"
    r"(?=$|[\s　・、]|共通|直通|代表)"
    r"(?:[\s　]{1,2}[一-龥]{1,4}(?=$|[\s　]))?"
)
_PERSON = re.compile(
    r"\S{0,6}(?:園主|店主|船長|女将|代表(?:者|社員)?|主宰|教授|住職|宮司|杜氏|[院園校所館会店寮塾室船団社局]長|理事長?|責任者|管理者|販売者|運営者|担当者?|氏名"
    r"|講師|医師)(?:[ :】]|宅)|[一-龥]{1,3}(?:[・、][一-龥]{1,3}){1,5}$"
    r"|(?!(?:事務局|受付|[主共]催|後援|協力|\S{0,2}(?:予約|連絡|申込|申し込み)先?)[ 　])"
    r"(?!割烹|料亭|民宿|旅館|食堂|喫茶|茶房|酒場|居酒屋|寿司|税理士|弁護士|司法書士|行政書士|社労士)"
    r"[一-龥]{1,4}[ 　][一-龥ぁ-んァ-ヶ]{1,5}(?<![店校院館園所社付口係部課室局亭])(?:[(（][^()（）]{1,20}[)）])?$"
)
_OFFICER = re.compile(r"(?:(?:本部|[部課室係])長|取締役|責任者|管理者|役員)(?=$|[ 　])")
_NEARBY = re.compile(
    r"(?:となり|隣り?|すぐ|そば|近く|向かい|[^1-9０-９午]前|徒歩.{0,6})$"
)  # 市役所前バス停すぐ
_WITHIN = re.compile(
    r"(?:(?:会社|法人)[^\s]{0,20}|公社|組合|機構|協会|連盟|会議所|センター|大学|[市区町村]役?[所場]|[都道府県]庁|事務所|営業所"
    r"|支[店社所]|ビル|館)内[)）」】]?$|[0-9０-９一二三四五六七八九] ?(?:階|[FＦ])$"
)
_COUNTED = re.compile(r"[0-9][0-9,.]{0,12} ?[一-龥]?")  # 47社, 389,000円
_IN_BRACKETS = re.compile(r"[(〔][^()〔〕]{0,24}[)〕]")
_HEAD_OFFICE = re.compile(r"[ 　]?本[社店部]$")  # 株式会社青空本社
_TRIM = " :(["
_BULLETS = "".join(map(chr, range(0x2460, 0x2474))) + " 　・●○◆◇■□★☆※▼▶►"  # ① to ⑳, and others
_LABEL_BEHIND = re.compile(r"(?:tel|電話(?:番号)?|℡|☎|phone|\ufffc)$", re.IGNORECASE)
_HOUSE = re.compile(rf"(?:{HOUSE})[)）」』]?$")
_FIRM = re.compile(rf"(?:{FIRM})$|^(?:{FIRM_BEGINS})[^\s]{{0,3}}")
_OFFICE_OF_TOWN = re.compile(rf"^{OFFICE_OF_TOWN}(?=$|[\s(（])")
_KIND = re.compile(rf"(?:{KIND})(?=$|[\s　])")
_WORD_ENDS = re.compile(r"[\s()「」『』・]+|(?<=[一-龥ァ-ヶー])の(?=[一-龥ァ-ヶ])")
_LEAST, _LEAST_PLAIN = 3, 2  # letters of a name, and those of them that are no hiragana
_LEAST_OF_SHOP = 5  # letters of a shop's own name
_SHORT = 4  # letters of a name's core
_OF_SUBJECT = 3
_LONG = 8  # letters: one that is no hiragana is enough
_MOST_DIGITS = 4  # one of so many characters may be a digit
_LONG_FOR_OFFICE = 5
_LONGEST = 60
_LONGEST_TO_NAME = 30
_MOST_LINES = 7


def name_over(lines: Iterable[str], owner: str, subject: str = "", houses: bool = False) -> str:
    """The nearest of some lines that is a name, "" if it may be the owner's, or if there is none.

    lines: those at and above a number, nearest first; owner: what the owner is called, all names in one text; a name
    that shares three letters with the subject of the page may be the owner's too; houses: only names of houses count.

    >>> name_over(["TEL", "長野市戸隠99-88", "そば処 くるま屋"], "あさぎり観光バス")
    'そば処 くるま屋'
    >>> name_over(["電話", "ご予約"], "あさぎり観光バス"), name_over(["電話", "観光バスあさぎり"], "あさぎり観光バス")
    ('', '')
    """
    called = _letters(owner)
    for line in list(lines)[:_MOST_LINES]:
        told = _told(line)
        if told is None or (told and houses and not names_house(line)):
            continue
        told = _told(_without_shop(line)) or told
        own = (
            told.isascii() != called.isascii()  # in other letters: the owner's name, perhaps
            or _is_like(told, called)
            or any(_is_like(_letters(within), called) for within in _IN_BRACKETS.findall(tidy(line)))
            or (len(last := told.rpartition("の")[2]) > _LEAST and last in called)
            or shares(told, _letters(subject), _OF_SUBJECT)
        )
        return line if told and not own else ""
    return ""


def _without_shop(line: str) -> str:
    """A name without the shop behind it, which may be called by the same place as the owner: すみれ薬局 天満橋店."""
    name, _, shop = line.strip().rpartition(" ")
    return name if shop.endswith(("店", "校", "院", "教室")) else line


def names_house(text: str) -> bool:
    """Whether a text is called as houses and bodies are, by more than their trade: 作原高等学校, みなと協会.

    >>> names_house("作原大学附属高等学校"), names_house("新商品のご案内"), names_house("社務所")
    (True, False, False)
    """
    text = without_label(tidy(text))
    core = _TRADE.sub("", _letters(text))
    if HAS_FORM.search(text) or not _HOUSE.search(text) or "さん" in core:
        return False
    return len(core) >= _LEAST and not _is_shop_of_several(text, core)


def without_label(text: str) -> str:
    """A name without the word for a telephone behind it: みなと会館 TEL:."""
    return _LABEL_BEHIND.sub("", text.rstrip(_TRIM)).rstrip(_TRIM)


def _names_firm(word: str) -> bool:
    """Whether a word is called as houses, bodies and firms are."""
    return names_house(word) or (_FIRM.search(word) is not None and len(_letters(word)) >= _LEAST)


@lru_cache(maxsize=4_096)
def _told(line: str) -> str | None:
    """The letters of the name that a line is, "" if it says that the number is its writer's, None if neither."""
    text = _LABEL_BEHIND.sub("", tidy(line.lstrip(_BULLETS)).strip(" 【】[]〈〉<>■●◆▼:")).strip()
    if is_writers(text.rstrip("。")):
        return ""
    if (asks := _ASKS.search(text)) is not None and not any(map(_names_firm, text[: asks.start()].split())):
        return ""
    text = _IN_BRACKETS.sub(" ", text).strip()
    if not text or len(text) > _LONGEST or begins_with_street(text):
        return None
    if _SENTENCE.search(text) or _is_person(text) or is_within(text) or _NEARBY.search(text):
        return None
    if _OFFICE_OF_TOWN.search(text):
        return _NO_LETTERS.sub("", text)
    office = office_in(text)
    if office is Office.HEAD or is_sure(text) or (office and text.isascii()):
        return ""
    letters = _letters(_COUNTED.sub(" ", _without_street(text))).rstrip("の")
    if len(_TRADE.sub("", letters)) >= _LEAST_PLAIN and (kind := _KIND.search(text)):
        letters += kind.group()  # ひばり病院: of so many, which?
    plain = len(_KANA.sub("", letters))
    if len(letters) < _LEAST or plain < (_LEAST_PLAIN if len(letters) < _LONG else 1):
        return "" if _PURPOSE.search(text) else None
    if letters.endswith("さん"):
        return None
    if _is_shop_of_several(text, letters) or not _TRADE.sub("", letters):
        return ""
    if letters.isascii() and _STREET_IN_LATIN.search(text):
        return None
    is_figure = sum(map(str.isdigit, text)) * _MOST_DIGITS > len(text)
    return None if is_figure or (letters.isascii() and " " not in text) else letters


def _is_person(text: str) -> bool:
    """Whether a text is a person's name; 有明汽船 港のりば is as long, but begins with a firm."""
    first, blank, _ = text.partition(" ")
    named = _PERSON.match(text) is not None and not (blank and _names_firm(first))
    return named or is_officer(text)


def is_officer(text: str) -> bool:
    """Whether a text says what somebody is in a firm, as none is called: 総務部長 佐藤, 個人情報保護管理責任者."""
    return _OFFICER.search(text) is not None


def may_be_owners(line: str, owner: str) -> bool:
    """Whether a line is a name that may be the owner's: 映画祭実行委員会 of 波戸山映画祭."""
    told = _told(_HEAD_OFFICE.sub("", line))
    return bool(told) and _is_like(str(told), _letters(owner))


def is_bodys(name: str) -> bool:
    """Whether a name is called as houses, bodies and firms are: a desk of one's own may have any name (スーツ番)."""
    text = tidy(name)
    by_form = HAS_FORM.search(text) or _OFFICE_OF_TOWN.search(text)
    return by_form is not None or any(map(_names_firm, _WORD_ENDS.split(text)))


def is_kind_of_house(text: str) -> bool:
    """Whether a text says of a house but what it is: 博物館, 図書館."""
    return _TRADE.fullmatch(tidy(text)) is not None and _HOUSE.search(text) is not None


def has_letters(line: str) -> bool:
    """Whether something is left of a line without what any firm writes."""
    return bool(_letters(line))


def may_name(line: str) -> bool:
    """Whether a line may be a name where one is looked for: short, no sentence, more than its writer's own words."""
    text = tidy(line)
    short = len(text) <= _LONGEST_TO_NAME and has_letters(line)
    return short and _told(line) != "" and not _SENTENCE.search(text)


def is_persons(line: str) -> bool:
    """Whether a line is a person's name, or speaks of one politely: 佐藤 花子, A様（40代）."""
    text = tidy(line)
    return _PERSON.match(text) is not None or "様" in text


def is_long(name: str) -> bool:
    """Whether a name says more than an office's, which is called by its place or by what is done there."""
    return len(_told(name) or "") >= _LONG_FOR_OFFICE


def is_writers(line: str) -> bool:
    """Whether a line speaks of its writer's own house: 弊社営業部, 当ホテル予約課."""
    return _WRITERS.search(line) is not None


def is_name(line: str) -> bool:
    """Whether something is left of a line that only one house or person is called by."""
    return bool(_told(line))


def begins_with_street(line: str) -> bool:
    """Whether a line is an address, and what else it names is a building there."""
    return _STREET.match(_PLACE_LABEL.sub("", tidy(line))) is not None


def is_within(line: str) -> bool:
    """Whether a line tells in whose house somebody sits: 株式会社青空内.

    >>> is_within("一般社団法人青空協会 振興センター内"), is_within("青空センターのご案内")
    (True, False)
    """
    return _WITHIN.search(line.rstrip()) is not None


def is_street(line: str) -> bool:
    """Whether a line holds an address, with its prefecture or without it."""
    return has_address(line) or _STREET.search(tidy(line)) is not None


def _is_shop_of_several(text: str, letters: str) -> bool:
    """Whether a name is a place and what stands there, as one of several shops of one's own: 鳴門店, 西条駅前校."""
    return text.endswith(("店", "校", "教室")) and not text.endswith("学校") and len(letters) < _LEAST_OF_SHOP


def _without_street(text: str) -> str:
    return _STREET.sub(" ", without_address(text) if has_address(text) else text)


@lru_cache(maxsize=4_096)
def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", _ANYBODYS.sub("", _DESK.sub("", tidy(text)))).lower()


def _is_like(name: str, owner: str) -> bool:
    """Whether two names may be one's: three letters in common, or two of a short one, without those of their trade."""
    core = _TRADE.sub("", name)
    if len(core) < _LEAST_PLAIN:
        return shares(name, owner, 2)
    return shares(core, _TRADE.sub("", owner), 2 if len(core) <= _SHORT else 3)


def shares(text: str, other: str, length: int) -> bool:
    """Whether so many letters in a row stand in both texts."""
    return any(text[at : at + length] in other for at in range(len(text) - length + 1))
