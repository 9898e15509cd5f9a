"""Numbers of those who host, house and carry: on pages that announce something, and in directions how to come."""

import re
from collections.abc import Iterable

from crawler.extract.page import Document

_LEAD = r"^[\s■●◆◎▼▲【\[<〈・※]*"
_WHEN = re.compile(
    _LEAD + r"(?:と ?き|日 ?時|日程|期間|会期|開催(?:日時?|期間|概要|日程)|開演|開場)(?![一-龥]{3})"
)
_WHAT = re.compile(
    _LEAD + r"(?:会 ?場|場 ?所|ところ|開催(?:場所|会場)|主 ?催|参加費|入場料|定員|講師|申込(?:先|方法))"
    r"(?![一-龥]{3})"
)
_FOR_THE_EVENT = re.compile(
    _LEAD + r"(?:開催)?(?:会場|場所|ところ|主催|共催|後援|協賛|協力|申込先|(?:臨時)?駐車場|宿泊|雨天時)"
)
# Bodies whose names have no legal form.
_BODY = re.compile(
    r"協議会|委員会|協会|連盟|連合会|同友会|振興会|保存会|後援会|同窓会|組合|商工会(?:議所)?|農協|公社|大学|学校|高校"
    r"|ホテル|旅館|ホール|会館|公民館|体育館|文化館|美術館|博物館|図書館|センター|プラザ|スタジアム|アリーナ|ドーム"
    r"|公園|モール|神社|道の駅"
)
_CARRIER = re.compile(
    r"[^\s()（）「」、。:：/・]{2,20}(?:タクシー|ハイヤー|交通|バス|鉄道|電鉄|フェリー|汽船|レンタカー|急便|通運|宅配便)"
    r"(?:さん|様|株式会社|\(株\))?[^\s。、]{0,6}[\s:：/(（・]*(?:TEL|Tel|tel|電話|℡|☎|\ufffc)?[\s:：.]*$"
)
_OURS = re.compile(r"当社|弊社|当店|弊店|当院|当所|当協会|当組合|当法人|当館|当会|当園|当校|本会")
_LONGEST_LINE = 200


def announces_event(document: Document) -> bool:
    """Whether a page says when and where something takes place, as news do: then it names hosts, halls and buses."""
    lines = [
        line for block in document.blocks for line in block.text.split("\n") if len(line) <= _LONGEST_LINE
    ]
    return any(_WHEN.match(line) for line in lines) and any(_WHAT.match(line) for line in lines)


def is_for_the_event(lines: Iterable[str]) -> bool:
    """Whether the words at a number of such a page name a body, or what only an event has: a hall, a host."""
    near = [line for line in lines if line and len(line) <= _LONGEST_LINE]
    if any(_OURS.search(line) for line in near):
        return False
    return any(_BODY.search(line) or _FOR_THE_EVENT.match(line) for line in near)


def is_carriers(before: str) -> bool:
    """Whether the words right before a number are the name of those who bring people or parcels.

    >>> is_carriers("松江駅からは嫁島タクシー("), is_carriers("交通 TEL ")
    (True, False)
    """
    return bool(_CARRIER.search(before[-40:]))
