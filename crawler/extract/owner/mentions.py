"""Numbers that a text mentions as somebody's: 隣のパン屋「こむぎ堂」さん（03-…）の."""

import re

from crawler.extract.owner.site_facts import HAS_FORM
from crawler.extract.owner.strange_names import is_bodys, is_kind_of_house, is_name, is_writers, names_house
from crawler.extract.words.offices import Office, office_in

_LONGEST_LINE = 60
_LONGEST_LABEL = 12
# A name, and a bracket that opens right behind it, with little in it before the number.
_IN_BRACKETS = re.compile(
    r"(?:[「『]([^「」『』\n]{2,24})[」』]|([^\s、。,，・:：;；／/|()（）「」『』【】]{2,24})】?)[へに]?[ 　]?"
    r"[（(]([^()（）\n]{0,30})$"
)
_POLITE = re.compile(
    r"([^\s、。,，・:：／/()（）「」『』【】]{1,20})[」』】]?(?:さん|さま|様)(?:[(（][^()（）\n]{0,20})?[\s:：]{0,3}$"
)
# 「オリオンカード」の紛失受付を記しておきます：
_QUOTED_DESK = re.compile(
    r"[「『]([^「」『』]{2,20})[」』]の[^「」。、]{0,12}(?:受付|窓口|センター|デスク|連絡先|電話番号)"
    r"[^「」。、]{0,16}[:：はへ（(] ?$"
)
# 多摩納税協力会の無料相談電話（
_BODYS_DESK = re.compile(
    r"([^\s、。・「」()（）]{3,20})の[^\s「」。、()（）]{0,12}"
    r"(?:受付|窓口|センター|デスク|連絡先|電話(?:番号)?|ダイヤル)[:：(（] ?$"
)
# 主催の「みなとまつり実行委員会」事務局
_HOST = re.compile(
    r"(?:主催|共催)(?:者|団体)?[のは][ 　]?[「『]?((?![当弊本])[^「」『』\s、。()（）:：]{2,24})[」』]?"
    r"[ 　]?(?:事務局)?[\s:：(（]{0,3}(?:TEL|電話|℡|☎)?[\s:：]{0,3}$"
)
# 詳しくはみなと観光協会へお問い合わせください（TEL, お土産は菓子舗みなとで買えます。電話
_SENT_THERE = re.compile(
    r"([^\s、。,，・:：／/()（）「」『』【】]{2,24})[」』]?(へ|まで|に|で)(?:直接|お気軽に|あらかじめ)?"
    r"(?:お?問い?合わ?せ|お?電話|ご?連絡|お?申し?込み?|ご?相談|お?尋ね|おたずね|ご?予約|お?求め|ご?購入|買え|味わえ|食べられ|お?申し付け)"
    r"[^。「」\n]{0,14}(?:。[ 　]?|[（(]|[ 　:：])(?:TEL|電話|℡|☎|お電話番号)?(?:は|[:：.])?[ 　]?$",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"詳しくは|必ず|直接|まず|までに|[際時]は|(?<=[一-龥ァ-ヶー])[はをが](?=[^ぁ-ん]|[ぁ-ん]{2})"
)
_CLAUSES = re.compile(r"[、。,]")
_TO_ALL = re.compile(r"(?:お?客|皆|お子|者|会員|取引先|オーナー|会社|業者|お医者|お?施主)$")
# A sentence goes on behind the bracket.
_GOES_ON = re.compile(r"^[^()（）\n]{0,16}[)）] ?[のがをにへでとはもやま、。]")
_LABELS = re.compile(r"tel|phone|電話|℡|☎|fax|ダイヤル|携帯|代表", re.IGNORECASE)
# One's own desks and offices, and words that are no name.
_NO_NAME = re.compile(
    r"(?:本[社店部校館園]|当[社店院館園校会所方]|弊社|部|課|係|室|科|グループ|チーム|担当者?|責任者|窓口|受付|センター|デスク|フロント|事務局|[事寺社]務所|会場|代表|番号|電話|ダイヤル"
    r"|携帯|連絡先|合わ?せ先?|予約|相談|注文|専用|時間外|夜間|緊急|方|際|時|場合|まで|から|より|下記|こちら|自宅|[ぁ-ん])$"
)
_ONES_OWN = re.compile(
    r"(?:代表|担当|店主|園主|院長|所長|社長|会長|理事長?|責任者|事務局|窓口)[者]?[\s:：/は]{0,3}$"
)


def whose(left: str, right: str) -> str:
    """The name in whose brackets, or behind whose さん, a number stands in running text; "" if there is none.

    left, right: the text beside the number. Desks and offices are no names: they may be the page's own.

    >>> whose("お昼は隣の「こむぎ堂」さん（", "）のパンを"), whose("採用のことは人事部（", "）へ")
    ('こむぎ堂', '')
    """
    line = left.rpartition("\n")[2][-_LONGEST_LINE:]
    if (quoted := _QUOTED_DESK.search(line)) is not None:
        return quoted.group(1)
    if (host := _HOST.search(line)) is not None:
        return host.group(1)
    if (desk := _BODYS_DESK.search(line)) is not None:
        name = _BEFORE_NAME.split(desk.group(1))[-1]
        if is_bodys(name) and not is_writers(name):
            return name
    polite = _POLITE.search(line)
    if polite is not None:
        return "" if _TO_ALL.search(polite.group(1)) else polite.group(1)
    if name := _sent_to(line):
        return name
    found = _IN_BRACKETS.search(line)
    if found is None or not _GOES_ON.match(right):
        return ""
    quoted_name, plain_name, within = found.groups()
    name = quoted_name or plain_name
    if is_writers(_CLAUSES.split(line)[-1]):
        return ""
    if HAS_FORM.search(within):
        return within if name[0] in "当弊" else name  # 当店（株式会社青空）
    if plain_name and not is_name(plain_name) and not is_kind_of_house(plain_name):
        return ""
    if (
        len(within) > _LONGEST_LABEL
        or (_LABELS.search(within) and not names_house(name))
        or (plain_name and _NO_NAME.search(plain_name))
        or office_in(name) is Office.BRANCH
    ):
        return ""
    return "" if _ONES_OWN.search(line[: found.start()]) else name


def _sent_to(line: str) -> str:
    """The name to which a line sends its reader before it tells a number; "" if there is none, or it is a desk's."""
    found = _SENT_THERE.search(line)
    if found is None:
        return ""
    name = _BEFORE_NAME.split(found.group(1))[-1]
    sure = is_bodys(name) if found.group(2) in "にで" else is_name(name)
    return name if sure and not _NO_NAME.search(name) and not is_writers(name) else ""
