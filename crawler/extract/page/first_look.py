"""The words without which a rule has nothing to do on a page, looked for all at once.

A look over a page takes 15 microseconds for one word and 20 for all of these, each of which would have its own.
All are in small letters, and found as they are commonly written, too: a copy in small letters costs half as much again.
"""

import re
from collections.abc import Iterable


def _by_beginnings(words: Iterable[str]) -> str:
    """A pattern that finds the same words as a branch for each, with one for each character that they begin with.

    >>> _by_beginnings(["会社一覧", "法人", "会社検索"])
    '会(?:社一覧|社検索)|法(?:人)'
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items())


# Of directories: entries and their mistakes, lists, visitors, members.
ENTRIES = ("掲載", "修正")
LISTS = (
    *(
        f"{whose}{what}"
        for whose in ("企業", "会社", "法人")
        for what in ("一覧", "検索", "名鑑", "をさがす", "を探す")
    ),
    *(f"{whose}{what}データベース" for whose in ("企業", "会社", "法人") for what in ("情", "情報")),
    *(f"社の{whose}{what}" for whose in ("企業", "会社") for what in ("情報", "データ")),
)
VISITORS = ("この", "こんな", "オーナー様", "事業者様")
MEMBERS = ("会員登録", "ログイン", "会員限定")
# Of a page within a social network.
FOLLOWERS = ("フォロワー", "followers")
# Of a wish not to be called.
SALES = ("営業", "セールス", "勧誘", "売り込み", "売込み")
# Of an event.
WHEN = ("とき", "と き", "日時", "日 時", "日程", "期間", "会期", "開催", "実施日", "開演", "開場")
# Of an area code that stands by itself: in brackets, or called so.
AREA_CODES = (*(bracket + zero for bracket in "(（［〔[" for zero in "0０"), "市外局番")

_ALL = (*ENTRIES, *LISTS, *VISITORS, *MEMBERS, *FOLLOWERS, *SALES, *WHEN, *AREA_CODES)
_ANY = re.compile(
    _by_beginnings(dict.fromkeys(form for word in _ALL for form in (word, word.capitalize(), word.upper())))
)


def words_in(*texts: str) -> frozenset[str]:
    """Those of the words that stand in the texts, in small letters."""
    return frozenset(word.lower() for text in texts for word in _ANY.findall(text))
