"""Where on a page a telephone number may stand: one scan of all its words, before anything is looked at closely."""

import re
from collections.abc import Iterator
from itertools import chain

from crawler.extract.page.first_look import AREA_CODES
from crawler.extract.page.page import Document

_DIGIT = "0-9０-９"
_NO_WIDTH = "\u00ad\u200b-\u200d\u2060\ufeff"
_DASHES = f"\\-‐‑‒–—―−ー－ｰ─━﹣{_NO_WIDTH}"
# What stands between the digits of a number; workbench.japan.phones takes no more of it than so many at one place.
_BETWEEN = f"[ \t\n\u3000\u00a0\u2002\u2003\u2009.．・･·•()（）［］〔〕\\[\\]~〜～∼の局{_DASHES}]{{0,12}}"
_GAP = f"[ \u3000\u00a0\u2002\u2003\u2009{_DASHES}]"
_MORE = f"[{_DIGIT}{_NO_WIDTH}](?:{_BETWEEN}[{_DIGIT}]){{8}}"
# A cheap sign of a number: ten digits of which the first is zero, or what stands for Japan, or a postal code that may
# touch a number. Each branch begins with a character of its own, by which `re` skips; what must not stand before it is
# looked at after it.
HINT = re.compile(
    f"0(?<![{_DIGIT},]0){_MORE}|０(?<![{_DIGIT},]０){_MORE}"
    f"|8(?<![{_DIGIT},]8)[1１]{_GAP}|８(?<![{_DIGIT},]８)[1１]{_GAP}"
    f"|:(?=[0-5０-５][{_DIGIT}][0０]{_MORE})|：(?=[0-5０-５][{_DIGIT}][0０]{_MORE})"
    f"|\\+[ 　]?[8８]|＋[ 　]?[8８]|〒 ?[{_DIGIT}－-]{{9}}"
)
# The end of a number without its area code.
LOCAL_HINT = re.compile(f"[{_DASHES}](?<=[{_DIGIT}].)[{_DIGIT}]{{4}}")
KANJI_ZERO = "〇"


def blocks_with_hints(document: Document) -> Iterator[int]:
    """The index of each block that may hold a telephone number, in order.

    A number without its area code is only looked for where one may stand by itself.
    """
    text = document.text
    at = index = 0
    last = -1
    local = () if document.first_look.isdisjoint(AREA_CODES) else LOCAL_HINT.finditer(text)
    hits = (found.start() for found in chain(HINT.finditer(text), local))
    for hit in sorted(chain(hits, _zeros(text))):
        index += text.count("\0", at, hit)  # of the seam between two blocks
        at = hit
        if index != last:
            yield (last := index)


def _zeros(text: str) -> Iterator[int]:
    at = text.find(KANJI_ZERO)
    while at >= 0:
        yield at
        at = text.find(KANJI_ZERO, at + 1)
