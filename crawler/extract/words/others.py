"""Numbers of others: authorities, makers of the page, business partners, hosts of events, those who carry."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from crawler.extract.once import numbers_in
from crawler.extract.page.first_look import WHEN
from crawler.extract.page.page import Document
from crawler.extract.words.others_words import (
    AUTHORITY,
    BODY,
    CARRIES,
    DEALERS,
    DESK,
    ENDS,
    MAKER,
    PARTNER,
    PARTS_OF_OTHERS,
    SELLERS,
    WARNING,
)

_IS_BODY = re.compile(BODY)
_IS_AUTHORITY = re.compile(AUTHORITY, re.IGNORECASE)
_AUTHORITY_ALONE = re.compile(rf"\S{{0,12}}(?:{AUTHORITY})(?:{DESK})?")
_LONGEST_AUTHORITY = 30
_OTHERS = re.compile(
    rf"(?:{AUTHORITY})(?:{DESK})?{ENDS}|(?:{PARTNER}|{PARTS_OF_OTHERS}){ENDS}|{MAKER}|{WARNING}",
    re.IGNORECASE,
)
# A heading names others if it ends so: 取引先一覧, グループ会社のご紹介, but not パートナー企業募集.
_ABOVE = re.compile(
    rf"(?:(?:{AUTHORITY})(?:{DESK})?|^[\W_]*(?:主な|主要な?|取扱い?|提携|当社の?|弊社の?|お)?(?:{PARTNER}|{DEALERS}))"
    r"(?:[(（][^()（）]{1,20}[)）])?(?:について|様|さま|各社|一覧|名簿|の?ご?(?:案内|紹介|連絡先|窓口|情報)|リスト|等|など)?"
    r"(?:[(（][^()（）]{1,20}[)）])?[\W_]*$",
    re.IGNORECASE,
)
_MAKERS_DESK = re.compile(
    r"^[\W_]*(?:製造元|メーカー)(?:の|への)?(?:お?問い?合わ?せ|緊急|連絡)*(?:先|窓口)?(?:[(（][^()（）]{1,30}[)）])?[\W_]*$"
)
_MADE_BY = re.compile(
    rf"{MAKER}|(?<![a-z])(?:web|site|design|produce)(?: ?(?:design|by))?\s?[:：/]\s?(?=\S{{2}})|\S{{0,4}}制作\s?[:：]",
    re.IGNORECASE,
)
_CLIENT = re.compile(
    r"^[\W_]*(?:お客[様さ]ま?|クライアント|導入(?:企業|先|店舗|施設)|ご?施主|ご?依頼主|納入先|取材先|支援先)(?:様|さま)?の?"
    r"(?:プロフィール|情報|データ|概要|ご?紹介|会社概要|企業概要)[\W_]*$"
)
_PART = re.compile(
    rf"^[\W_]*(?:[^\s、。:：]{{1,6}}の)?(?:{PARTS_OF_OTHERS}|発行|施工|発注者|(?:製造|発売|販売)元|船会社|カード会社)"
    rf"(?:名|電話)?(?:(?:\s?[:：】\]]\s?|[　 …]{{1,2}})\S{{2}}|[\W_]*$)"
)
_SELLERS = re.compile(rf"^[^\s、。]{{0,16}}(?:{SELLERS})(?:の?(?:一覧|リスト|ご?(?:案内|紹介)))?[\W_]*$")
_SAYS = re.compile(
    r"募集|変更|指定|認[証可]|認定(?!個人情報)|登録|許可|届出|加盟|[をがは]|から|まで|です|ます|[:：]\s*\S{2}|[0-9]社"
)
_REMARK = re.compile(r"[(（][^()（）]{1,20}[)）]\W*$")
_IS_WARNING = re.compile(WARNING)
_VALUE = re.compile(r"[:：]\s*\S{2}")
_TOKEN_START = re.compile(r"[^\s、。:：/|()（）「」【】\ufffc]*$")
_LEAD = r"^[\s■●◆◎▼▲【\[<〈・※]*"
_WHEN = re.compile(
    _LEAD
    + r"(?:と ?き|日 ?時|日程|期間|会期|(?:開催|実施|集合|出発)(?:日時?|期間|概要|日程)|開演|開場)(?![一-龥]{3})"
)
_WHAT = re.compile(
    _LEAD + r"(?:会 ?場|場 ?所|ところ|(?:開催|集合|出発)(?:場所|会場)|主 ?催|参加(?:費|方法|申込)|入場料"
    r"|(?:前売り?|当日|チケット)(?:料金|券)?|定員|講師|申込(?:先|方法))"
    r"(?![一-龥]{3})"
)
_FOR_THE_EVENT = re.compile(
    _LEAD + r"(?:開催|集合|出発|受付)?(?:(?:会場|場所)(?!(?:の?ご)?案内|へ|まで|アクセス|情報|マップ)"
    r"|ところ|主催|共催|後援|協賛|協力|申込先|(?:臨時)?駐車場|宿泊|雨天時)"
)
_CARRIER = re.compile(
    rf"[^\s()（）「」、。:：/・]{{2,20}}{CARRIES}"
    r"(?:さん|様)?(?:[ 　]?[^\s\ufffc]{0,12}(?:センター|窓口|営業所|係|から)(?:[(（][^()（）]{1,12}[)）])?)?"
    r"[\s:：/(（・]*(?:TEL|Tel|tel|電話|℡|☎|\ufffc)?[\s:：.]*$"
)
_CARRIES = re.compile(
    r"(?:海上|観光)?タクシー|レンタ(?:カー|サイクル)|自転車|定期船|渡船|フェリー|路線バス|高速バス|運転代行"
)
_IS_CARRIER = re.compile(CARRIES)
_ASKS = re.compile(r"お?問い?合わ?せ|お?申し?込み?|予約")
_OURS = re.compile(r"当社|弊社|当店|弊店|当院|当所|当協会|当組合|当法人|当館|当会|当園|当校|本会")
_LONGEST_LINE = 200


# Sentences that send their reader to others: to all that follow, or to the next.
_LISTS = re.compile(
    r"(?:次|下記|以下)の(?:お?店|販売店|取扱店|協力店|売店|直売所|施設|神社|お?寺|ホーム|団体|お?宿|ホテル|病院|医院|医療機関|専門機関|業者"
    r"|営業所|プロデュース会社)[^。]{0,12}(?:で|に|を|が|へ)"
)
_SENDS_ON = re.compile(
    r"(?:作家|工房|店|先方|発行元|販売元|製造元|各[社店所]|業者|施設|主催者?|会場|神社|学校|教室)(?:さん|様)?(?:へ|に|まで)(?:直接|各自|じかに)"
)


def sent_on(lines: Sequence[str]) -> bool:
    """Whether a sentence above a number sends its reader to others; lines: those at and above it, nearest first.

    >>> sent_on(["TEL", "次のお店でお求めいただけます。"]), sent_on(["TEL", "店長 03-5550-1012", "工房へ直接どうぞ。"])
    (True, False)
    """
    direct = takewhile(lambda line: not numbers_in(line), lines)
    return any(map(_LISTS.search, lines)) or any(map(_SENDS_ON.search, direct))


def without_maker(text: str) -> str:
    """A line as far as it says who made the page: © 青空農機 / Web: 合同会社みなと."""
    return _MADE_BY.split(text, maxsplit=1)[0]


def warns(text: str) -> bool:
    """Whether words warn of those who call: such a number is nobody's whose name stands beside it."""
    return bool(_IS_WARNING.search(text))


def others_in(text: str) -> str:
    """The part of a text by which it names somebody else, from that word on; "" if it names nobody.

    >>> others_in("お困りの方は松本警察署 TEL"), others_in("市役所前バス停すぐ TEL")
    ('お困りの方は松本警察署 TEL', '')
    """
    found = _OTHERS.search(text)
    if found is None:
        return ""
    start = _TOKEN_START.search(text[: found.start()])
    return text[start.start() if start else found.start() :]


def is_authority(line: str) -> bool:
    """Whether a line is an authority's name and nothing else: 個人情報保護委員会, 松本警察署."""
    return len(line) <= _LONGEST_AUTHORITY and _AUTHORITY_ALONE.fullmatch(line.strip()) is not None


def authorities_in(text: str) -> list[str]:
    """The kinds of authority that a text names: 警察, 市役所."""
    return _IS_AUTHORITY.findall(text)


def tells_of_others(heading: str) -> bool:
    """Whether a heading or the line above says that what follows are others' numbers, and does not name one itself."""
    if (
        _CLIENT.match(heading)
        or _MAKERS_DESK.match(heading)
        or _SELLERS.match(heading)
        or _PART.match(heading)
    ):
        return True
    return bool(_ABOVE.search(heading)) and not _SAYS.search(_REMARK.sub("", heading))


def announces_event(document: Document) -> bool:
    """Whether a page says when and where something takes place, as news do: then it names hosts, halls and buses."""
    if document.first_look.isdisjoint(WHEN):
        return False
    lines = [line for line in document.words.split("\n") if len(line) <= _LONGEST_LINE]
    return any(_WHEN.match(line) for line in lines) and any(_WHAT.match(line) for line in lines)


def is_for_the_event(line: str, round_it: Iterable[str]) -> bool:
    """Whether the words at a number of such a page name a body, or what only an event has: a hall, a host.

    round_it: the label of its row, the cells and headings; they say nothing where the line tells where to ask.
    """
    near = [line] if _ASKS.search(line) else [line, *(text for text in round_it if not _VALUE.search(text))]
    if any(_OURS.search(text) for text in near):
        return False
    return any(_names_body(text) or _FOR_THE_EVENT.match(text) for text in near if text)


def _names_body(text: str) -> bool:
    """Whether a text names a body: センターハウス and 組合事務所 may be anybody's own."""
    found = _IS_BODY.search(text)
    return found is not None and bool(text[: found.start()].strip(" ・●■◆【"))


def is_carriers(before: str, row: str, owner: Iterable[str]) -> bool:
    """Whether the words right before a number, or its row's label, name others who bring people or parcels.

    owner: the page's own names.

    >>> is_carriers("松江駅からは嫁島タクシー(", "", ["青空温泉"]), is_carriers("交通 TEL ", "", ["青空温泉"])
    (True, False)
    """
    return bool(_CARRIER.search(before[-40:]) or _CARRIES.fullmatch(row)) and not any(
        _IS_CARRIER.search(name) for name in owner
    )
