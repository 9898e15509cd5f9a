"""Whether a number stands in a part of the page whose heading introduces others: お世話になったお店, 当日の会場."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import takewhile

from crawler.extract.once import numbers_in
from crawler.extract.owner.owner import Owner
from crawler.extract.owner.spot import Spot
from crawler.extract.owner.strange_names import (
    begins_with_street,
    is_persons,
    is_writers,
    may_be_owners,
    may_name,
)
from crawler.extract.owner.titles import title_parts
from crawler.extract.rules import Rule, holds
from crawler.extract.words.offices import Office, is_sure, office_in, without_address
from crawler.extract.words.others_words import INTRODUCED, INTRODUCED_IN_SENTENCE
from crawler.extract.words.words import tidy

_INTRODUCES = re.compile(INTRODUCED)
_SAYS_ELSE = re.compile(r"[:：→]|[0-9０-９]{4}|様邸?$")  # 営業時間：10時から
_ASKS = re.compile(r"合わ?せ|予約|申し?込|相談|見学|受付|体験|お電話")
_IN_SENTENCE = re.compile(INTRODUCED_IN_SENTENCE)
_AROUND = " 　【】[]〈〉<>《》「」『』■●◆◇▼▶★☆※♪!！:：-―—~〜・"
_SHORTEST, _LONGEST = 4, 30
_REACH = 3  # lines above a number's block


class Sections:
    """The headings over the numbers of one page, beside what its owner is called."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner

    @cached_property
    def _is_whole_page(self) -> bool:
        """Whether the title introduces others, and no heading says which part of the page it speaks of."""
        by_title = any(map(introduces, title_parts(self._owner.document.title)))
        return by_title and not any(map(introduces, self._owner.headings))

    def has(self, spot: Spot) -> bool:
        """Whether a heading above introduces others, and a name that is not the owner's stands with the number."""
        if spot.context.in_frame or not holds(Rule.SECTION):
            return False
        above = spot.context.above
        at = next((at for at, heading in enumerate(above) if introduces(heading)), len(above))
        if at == len(above) and not (self._is_whole_page or self._is_introduced(spot)):
            return False
        lines = [
            line for text in self._at_number(spot, above[:at]) if (line := without_address(text).strip())
        ]
        return any(map(self._is_others, lines)) and not any(map(self._is_owners, lines))

    def _is_introduced(self, spot: Spot) -> bool:
        """Whether a sentence over the number does so, as far as its heading: 次の宿と契約しています."""
        over = takewhile(lambda line: line not in self._owner.headings, spot.lines[1:])
        return any(_in_sentence(line) for line in over if line.endswith("。"))

    def _at_number(self, spot: Spot, headings: Sequence[str]) -> Iterator[str]:
        """The lines that may name whose number it is: in its line, block, row and column, and above up to a heading."""
        context, known = spot.context, self._owner.headings
        yield from spot.words_there
        yield from spot.lines[1 : spot.in_block]
        yield from (context.row, context.column, *context.cells)
        if any(map(_ASKS.search, spot.own_line)):
            # A call to ring is its writer's, whoever stands over it, if that is no card's heading.
            yield from (line for line in headings if line in known)
            return
        over = spot.lines[spot.in_block : spot.in_block + _REACH]
        names = takewhile(lambda line: line not in known and not numbers_in(line), over)
        yield from (*headings, *(line for line in names if not is_persons(line)))

    def _is_others(self, line: str) -> bool:
        if _SAYS_ELSE.search(line) or is_writers(line) or begins_with_street(line) or introduces(line):
            return False
        if not may_name(line):
            return False
        return not is_sure(line) and office_in(line) is not Office.HEAD

    def _is_owners(self, line: str) -> bool:
        words = "".join(line.split())
        in_title = len(words) >= _SHORTEST and words in self._owner.title
        return in_title or self._owner.is_owners(line) or may_be_owners(line, self._owner.document.title)


@lru_cache(maxsize=4_096)
def introduces(heading: str) -> bool:
    """Whether a heading introduces others.

    >>> introduces("■ お世話になったお店"), introduces("懇親会の会場"), introduces("店舗のご案内")
    (True, True, False)
    """
    return len(heading) <= _LONGEST and _INTRODUCES.fullmatch(tidy(heading).strip(_AROUND)) is not None


@lru_cache(maxsize=4_096)
def _in_sentence(line: str) -> bool:
    return _IN_SENTENCE.search(tidy(line)) is not None
