"""Whom a page portrays by its title: a member, a client, a grower (今月の会員：みなと製作所 | 青空商工会)."""

import re
from dataclasses import dataclass
from itertools import islice

from crawler.extract.owner.titles import title_parts
from crawler.extract.page.headings import Headings
from crawler.extract.page.page import Document
from crawler.extract.rules import Rule, holds

_ONE_OF = r"(?:会員|お?店|企業|会社|工房|生産者|農家)(?:さん|様)?"
_WHOSE = rf"(?:今月|今週|本日|注目|地元|市内|町内|地域|卒業生)の{_ONE_OF}(?:の?ご?紹介)?"
_WHO = (
    r"(?:会員|加盟店|加盟企業|組合員(?:企業)?|お?取引先|お?客様|ユーザー|クライアント|パートナー|生産者|農家|作家|作り手|つくり手|造り手|蔵元|窯元|企業"
    r"|産地)(?:さん|様|企業)?"
    r"(?:の?ご?(?:紹介|訪問|探訪)|めぐり|(?:への)?インタビュー|(?<!客様)(?<!ーザー)(?<!アント)の声|を?(?:たずねて|訪ねて))|取材記事|訪問記"
)
# On these the owner shows what he does for others, and may say how to reach him.
_WORKS = (
    r"(?:お?客様|ユーザー|クライアント)の声"
    r"|(?:導入|施工|制作|製作|支援|活用|納入|納品|設計|設置)の?(?:事例|実績|例)"
)
_LABEL = re.compile(
    rf"(?:(?P<others>{_WHOSE}|{_WHO})|{_WORKS})(?:[ 　]*(?:vol|no|第)?[.．]?[ 　]*[0-9０-９]{{1,3}}[回弾話]?)?"
    r"(?:[ 　:：「『]{1,3}(?P<name>[^「」『』]{2,30})[」』]?)?",
    re.IGNORECASE,
)
_POLITE = re.compile(r"(?:さん|様|さま)$")
_MOST_HEADINGS = 6
_SHORTEST = 2


@dataclass(frozen=True)
class Portrait:
    """The names of those whom a page portrays, and the parts of its title that say so.

    is_all: whether the page is about them alone, as no page of works is.
    """

    names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    is_all: bool = False

    def is_of(self, part: str) -> bool:
        """Whether a part of the title, or a name in it, is one of theirs, or calls the page a portrait."""
        return part in self.labels or any(one in part or part in one for one in self.names)


def portrait_of(document: Document) -> Portrait:
    """Whom a page portrays by its title, and by the headings that show which part of the title that is."""
    parts = title_parts(document.title)
    if len(parts) < _SHORTEST or not holds(Rule.PORTRAIT):
        return Portrait()
    found = {part: label for part in parts if (label := _LABEL.fullmatch(part))}
    names = [_POLITE.sub("", label["name"]) for label in found.values() if label["name"]]
    if found and not names:
        others = [part for part in parts if part not in found]
        over = list(islice(Headings(document.blocks), _MOST_HEADINGS)) if len(others) > 1 else []
        names = [_POLITE.sub("", part) for part in others if any(part in heading for heading in over)]
        names = names if len(names) < len(others) else []
    if not names:
        return Portrait()
    return Portrait(tuple(names), tuple(found), any(label["others"] for label in found.values()))
