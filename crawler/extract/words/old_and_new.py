"""Which of two addresses a number goes with, after a removal: the former one or the new one."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import takewhile

from crawler.extract.once import numbers_in
from crawler.extract.words.role_words import FAX

_FORMER = r"旧|変更前|移転前|移転元|現(?=住所|所在地)|これまで|従来|以前"
_NEW = r"新|変更後|移転後|移転先|これから|今後"
_OF_WHAT = r"(?:の?(?:住所|所在地|事務所|オフィス|社屋|本社|店舗|電話番号|番号|電話|TEL|連絡先|代表|お?問い?合わ?せ先))"
_LEAD = r"[\s(（【〔［\[<＜・:：/■□●○◆◇▼▽▲★☆※→⇒]"
_AT_FORMER = re.compile(
    rf"(?:^|{_LEAD})(?:(?:{_FORMER})(?:(?=$|[\s:：()（）】・/])|{_OF_WHAT})|old(?![a-z]))", re.IGNORECASE
)
_AT_NEW = re.compile(
    rf"(?:^|{_LEAD})(?:(?:{_NEW})(?:(?=$|[\s:：()（）】・/])|{_OF_WHAT})|new(?![a-z]))", re.IGNORECASE
)
_REMARK = r"(?:[ 　]?[(（][^()（）]{1,24}[)）])?"
_CLOSE = r"[\s)）】〕］\]>＞:：]{0,3}"
_IS_FORMER = re.compile(
    rf"{_LEAD}{{0,4}}(?:(?:{_FORMER}){_OF_WHAT}?{_CLOSE}{_REMARK}|old|before)[\W_]{{0,4}}", re.IGNORECASE
)
_IS_NEW = re.compile(
    rf"{_LEAD}{{0,4}}(?:(?:{_NEW}){_OF_WHAT}?{_CLOSE}{_REMARK}|new|after)[\W_]{{0,4}}", re.IGNORECASE
)
_AFTER_FORMER = re.compile(
    r"^[)\s]*(?:は[^。\n]{0,8}(?:使われて|使用でき|使えな|つながりま|通じま)|(?:から|より)[^。\n]{0,12}(?:変更|変わり)|では?なく)"
)  # former, or not the one to call
_REACH = 8  # lines


class Age(StrEnum):
    """Of a number that was changed."""

    FORMER = "former"
    NEW = "new"


def age_at(near: str, column: str, cells: Iterable[str], after: str) -> Age | None:
    """What the words at a number, the head of its column, its cells and what follows it say of its age."""
    beside = (near, column)
    ages = {age_of(text) for text in (column, *cells)}
    former = any(map(_AT_FORMER.search, beside)) or _AFTER_FORMER.match(after) or Age.FORMER in ages
    is_new = any(map(_AT_NEW.search, beside)) or Age.NEW in ages
    return None if bool(former) is bool(is_new) else Age.FORMER if former else Age.NEW


def age_of(heading: str) -> Age | None:
    """What a heading says of the address below it, if it says nothing else.

    >>> age_of("■新事務所（5月18日から）"), age_of("【旧】"), age_of("新店舗のご案内")
    (<Age.NEW: 'new'>, <Age.FORMER: 'former'>, None)
    """
    if _IS_FORMER.fullmatch(heading):
        return Age.FORMER
    return Age.NEW if _IS_NEW.fullmatch(heading) else None


def age_by(lines: Sequence[str]) -> Age | None:
    """The age by the nearest such heading among the lines at and above a number, before another telephone number."""
    near = takewhile(lambda line: not numbers_in(line) or FAX.search(line), lines[:_REACH])
    return next((age for line in near if (age := age_of(line))), None)


def names_one_of_two(text: str) -> bool:
    """Whether an office is but the former or the new one: 新事務所 is no branch.

    >>> names_one_of_two("旧事務所：東京都"), names_one_of_two("新宿営業所")
    (True, False)
    """
    return _AT_FORMER.search(text) is not None or _AT_NEW.search(text) is not None
