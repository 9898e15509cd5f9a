"""The words without which a rule has nothing to do on a page, looked for all at once.

A look over a page takes 15 microseconds for one word and 20 for all of these, each of which would have its own.
All are without capitals: they are looked for in small letters.
"""

import re

# Of directories: entries and their mistakes, lists, visitors, members.
ENTRIES = ("掲載", "修正")
LISTS = ("企業", "会社", "法人")
VISITORS = ("この", "こんな", "オーナー様", "事業者様")
MEMBERS = ("会員登録", "ログイン", "会員限定")
# Of a wish not to be called.
SALES = ("営業", "セールス", "勧誘", "売り込み", "売込み")
# Of an event.
WHEN = ("とき", "と き", "日時", "日 時", "日程", "期間", "会期", "開催", "実施日", "開演", "開場")
# Of an area code that stands by itself: in brackets, or called so.
AREA_CODES = (*(bracket + zero for bracket in "(（［〔[" for zero in "0０"), "市外局番")

_ANY = re.compile(
    "|".join(map(re.escape, (*ENTRIES, *LISTS, *VISITORS, *MEMBERS, *SALES, *WHEN, *AREA_CODES)))
)


def words_in(text: str) -> frozenset[str]:
    """Those of the words that stand in a text in small letters."""
    return frozenset(_ANY.findall(text))
