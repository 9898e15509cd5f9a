"""Digits that are no telephone number of a company, by their writing and by the words beside them."""

import re
from enum import StrEnum
from functools import lru_cache

from crawler.extract.rules import Rule, holds, switched_off
from crawler.extract.words.words import Words, names_line
from workbench.contract.states import Line
from workbench.japan import phones


class NoNumber(StrEnum):
    """Why digits are not taken for a telephone number; each has its sentence as `extract.lost.<code>`."""

    PLACEHOLDER = "placeholder"
    EXAMPLE = "example"
    OTHER_CODE = "other_code"
    BARE_DIGITS = "bare_digits"
    ODD_GROUPS = "odd_groups"
    IN_ADDRESS_OF_WEB = "in_address_of_web"
    ABROAD = "abroad"


# Words that say that a string of digits is something else, unless it is called a telephone number too.
_NEAR = 300  # words beyond are not beside a number, and a pattern's time grows with the square of them
_OTHER_CODE = re.compile(
    r"(?:(?:番号|許可|免許|認可|認証|届出|登録|コード(?:は[「『])?|[品図機店]番|図面|型番|シリアル|ロット|振替|記号|型式|規格|仕様書|説明書|適合証|様式|文書|告示|特願|実用新案|地番|伝票|〒|第|№|#|資本金|口座|普通|当座|製造|郵便|緯度|経度"
    r"|(?<![a-z])(?:code|isbn|issn|jan|sku|lot|cas|no|id|rev|ver|version|ref|part|model|serial|s/n)(?![a-z])\.?)[\s:.()-]*+)++(?:[a-z]{1,4}-?)?$",
    re.IGNORECASE,
)
_LINE_NUMBER = re.compile(
    r"(?:(?:電話|tel|fax|ファッ?クス|代表|ダイヤル|連絡先|携帯|phone|新しい|現在の|新)[^\n]{0,4}"
    r"|(?:チーム|係|課|室|窓口|センター|宿|店|館|下記|次)の)番号[\s:.()「]*$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:お?問い?合わ?せ先?|ご?予約|(?<![a-z])contact)[\s:/は]*$", re.IGNORECASE)
_AFTER_CODE = re.compile(r"^ ?(?:号|円|個|件|年|月|台|人|名様|m2|㎡|kg)")
# What is said of goods right before and behind the code of one, and the head of a column of such.
_GOODS_BEFORE = re.compile(
    r"(?:写真|(?<![一-龥])図|機種|商品|製品|部品|品名|旧品|セット内容|検索結果)[\s:：.「(]*$"
)
_GOODS_BEHIND = re.compile(
    r"^[」)\s]*(?:[0-9][0-9,]{1,8} ?円|[×✕] ?[0-9]|[(]?(?:dxf|dwg|pdf|zip|step|[0-9.]{1,6} ?[mk]b)(?![a-z])"
    r"|[(]?(?:廃番|税込|税別|在庫|[0-9]{1,5}[個本枚]入)|をカート|の後継|の代替|に一致|以[前降]の機種)",
    re.IGNORECASE,
)
_GOODS_COLUMN = re.compile(r"(?:品名|商品名?|製品名?|部品名?|型式|図面|写真|アイテム|機種)")
_EXAMPLE = re.compile(
    r"(?:例|記入例|入力例|サンプル|見本|ex\.?|e\.g\.?|example|placeholder)\s*[)）:：]?\s*[「(（]?\s*$",
    re.IGNORECASE,
)
_EXAMPLE_ROUND = re.compile(
    r"[(（【]\s*(?:例|記入例|入力例|見本)|(?:の(?:よう|形式)|(?:で|と|を)(?:ご)?(?:入力|記入|入れ)|ハイフン(?:なし|あり|不要))"
)
_WEB = re.compile(
    r"(?:://|www\.|[a-z0-9]\.(?:jp|com|net|org)/)[A-Za-z0-9_./%?=&~+#:-]*$|[?&=_@]$|[A-Za-z0-9]/[A-Za-z0-9_./-]*$",
    re.IGNORECASE,
)
_WEB_AFTER = re.compile(
    r"^[A-Za-z0-9_-]*\.(?:html?|php|pdf|jpe?g|png|gif|aspx?|cgi)(?![a-z])|^[@_=&?]", re.IGNORECASE
)
_PART = re.compile(
    r"(?<![A-Za-z])(?!tel|fax|phone|ph|t-|f-|call|free|dial|mobile)[A-Za-z]{1,8}[-_]$", re.IGNORECASE
)
_PART_AFTER = re.compile(r"^[-_]?[A-Za-z](?![A-Za-z:.])|^[-_][A-Za-z]")
_COUNTRY = re.compile(
    r"(?:\+|00|TEL:? ?|Tel:? ?)\(?(?!81)[1-9][0-9]{0,2}\)?[-. )]{1,3}(?:\(?[0-9]{1,4}\)?[-. ]+)?\(?$"
)
_NATIONS = re.compile(
    r"台[湾灣北]|臺[灣北]|新北市|高雄|中国(?!地方|支店|支社|営業所|支局|工場|事業所)|上海|北京|香港|深圳|韓国|ソウル|シンガポール|タイ(?:王国|国|ランド)|バンコク"
    r"|ベトナム|ハノイ|ホーチミン|マレーシア|インドネシア|フィリピン"
    r"|インド(?!ア)|アメリカ|米国|ドイツ|イギリス|英国|フランス|オランダ|taiwan|china|shanghai|hong ?kong|singapore"
    r"|thailand|bangkok|vietnam|hanoi|ho chi minh|malaysia|kuala lumpur|indonesia|jakarta|philippines|manila"
    r"|myanmar|yangon|cambodia|taipei|beijing"
    r"|shenzhen|guangzhou|korea|seoul|germany|united states|u\.s\.a|sdn\.? bhd|pte\.? ?ltd|gmbh",
    re.IGNORECASE,
)
_ENDS_NUMBER = re.compile(r"[0-9]{4}(?![0-9])")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_WORD = re.compile(r"\w")
_BETWEEN = re.compile("[^0-9]+")
_GROUP = re.compile(r"[0-9]+")
# How much of a text beside a number is looked at.
_BEFORE, _AFTER = 60, 20
_PREFIX = re.compile(r"^\(?(?:\+ ?81|0081|010-?81|81(?=[- ]))[-. ()]*(?:0\)?)?")


def why_none(found: phones.Found, text: str, words: Words, dialled: bool = False) -> NoNumber | None:
    """Why digits that fit the numbering plan are still no number of a company; None if nothing says so.

    `dialled`: a link of the page dials them.
    """
    return (_why_none if words.are_short else _why_none.__wrapped__)(
        found.phone,
        text[max(0, found.start - _BEFORE) : found.start],
        text[found.end : found.end + _AFTER],
        words,
        dialled,
        switched_off(),
    )


@lru_cache(maxsize=4_096)
def _why_none(
    phone: phones.Phone, left: str, right: str, words: Words, dialled: bool, _rules_off: frozenset[Rule]
) -> NoNumber | None:
    """As `why_none`, by what stands left and right of the number; it stands so in the footer of each page."""
    if (told := _by_words(phone, left, right, words.tidied, dialled)) is not None:
        return told
    if holds(Rule.ABROAD) and phone.line is Line.FIXED and "81" not in phone.raw[:5]:
        near = (*words.cells, words.before, *words.above[:1], _ENDS_NUMBER.split(left)[-1])
        return NoNumber.ABROAD if _is_foreign_office(near, phone) else None
    return None


def _by_words(phone: phones.Phone, left: str, right: str, words: Words, dialled: bool) -> NoNumber | None:
    before = words.before[-24:]
    labelled = names_line(before[-10:]) or (not before.strip() and names_line(words.row or words.column))
    labelled = labelled or names_line(words.column) or dialled or bool(_ASKED.search(before))
    if holds(Rule.PLACEHOLDER) and phones.is_placeholder(phone.e164):
        return NoNumber.PLACEHOLDER
    if holds(Rule.IN_ADDRESS_OF_WEB) and _is_in_web(left, right, phone):
        return NoNumber.IN_ADDRESS_OF_WEB
    if holds(Rule.EXAMPLE) and (_EXAMPLE.search(before) or (_EXAMPLE_ROUND.search(words.after[:12]))):
        return NoNumber.EXAMPLE
    if holds(Rule.OTHER_CODE) and _is_other_code(words, before, labelled):
        return NoNumber.OTHER_CODE
    return _by_groups(phone, before, labelled)


def _by_groups(phone: phones.Phone, before: str, labelled: bool) -> NoNumber | None:
    raw = phones.fold(_NO_WIDTH.sub("", phone.raw))
    abroad = _PREFIX.match(raw)
    groups = _GROUP.findall(raw[abroad.end() :] if abroad else raw)
    if holds(Rule.ABROAD) and not abroad and _is_abroad(groups, before, phone):
        return NoNumber.ABROAD
    if len(groups) == 1 and not abroad:
        return NoNumber.BARE_DIGITS if holds(Rule.BARE_DIGITS) and not labelled else None
    if holds(Rule.ODD_GROUPS) and not labelled and _is_odd(groups, abroad is not None, phone.line):
        return NoNumber.ODD_GROUPS
    return None


def _is_in_web(before: str, after: str, phone: phones.Phone) -> bool:
    solid = phone.raw.isdigit()
    if _WEB_AFTER.match(after):
        return True
    return bool(_WEB.search(before)) and (solid or "://" in before or "www." in before or "=" in before[-1:])


def names_code(text: str) -> bool:
    """Whether a label is that of something else that is written in digits: 製造番号, 許可番号."""
    return _OTHER_CODE.search(text[-_NEAR:]) is not None and not names_line(text)


def _is_other_code(words: Words, before: str, labelled: bool) -> bool:
    if _PART.search(before) or (_PART_AFTER.match(words.after) and not names_line(words.after[:4])):
        return True
    if labelled and not (_OTHER_CODE.search(before[-_NEAR:]) and not names_line(before)):
        return False
    if _OTHER_CODE.search(before[-_NEAR:]) and not _LINE_NUMBER.search(before):
        return True
    if _AFTER_CODE.match(words.after) or _is_of_goods(words, before):
        return True
    return not _WORD.search(before) and any(map(names_code, (words.row, words.column)))


def _is_of_goods(words: Words, before: str) -> bool:
    """Whether digits that nothing calls a telephone stand as the code of goods: 0312-08-5041 をカートに入れる."""
    beside = _GOODS_BEFORE.search(before) or _GOODS_BEHIND.match(words.after)
    return beside is not None or (
        not _WORD.search(before) and _GOODS_COLUMN.fullmatch(words.column) is not None
    )


def _is_abroad(groups: list[str], before: str, phone: phones.Phone) -> bool:
    """Whether it is a number of another country that fits Japan's plan by chance: +886-02-2712-3456."""
    if _COUNTRY.search(phones.fold(before)):
        return True
    two_digits = len(groups) > 1 and len(groups[0]) == 2 and groups[0] not in ("03", "04", "06")
    return two_digits and phone.line is Line.FIXED


def _is_foreign_office(texts: tuple[str, ...], phone: phones.Phone) -> bool:
    """Whether words name an office in another country; a number that is set as Japan sets its own is Japan's."""
    written = phones.fold(phone.raw)
    as_in_japan = " " not in written and _BETWEEN.sub("-", written).strip("-") == phone.national
    return not as_in_japan and any(map(_NATIONS.search, texts))


def _is_odd(groups: list[str], abroad: bool, line: Line) -> bool:
    """Whether digits are set in groups as no telephone number is: 0878-5510-21, 07-2024-1234."""
    if line in (Line.TOLL_FREE, Line.NAVI):
        return len(groups) > 4
    return len(groups) > 4 or (len(groups) > 2 and len(groups[-1]) != 4) or len(groups[-1]) < 4
