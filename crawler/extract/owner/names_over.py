"""Whether a stranger is named over a number, on pages that tell of something and on all others."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from itertools import takewhile

from crawler.extract.once import numbers_in
from crawler.extract.owner.clauses import is_desk
from crawler.extract.owner.owner import Owner
from crawler.extract.owner.owners import title_names
from crawler.extract.owner.site_facts import HAS_FORM
from crawler.extract.owner.spot import Spot
from crawler.extract.owner.strange_names import (
    is_bodys,
    is_long,
    is_name,
    is_street,
    is_writers,
    name_over,
    names_house,
    shares,
)
from crawler.extract.owner.subjects import (
    is_headline,
    is_said,
    subject_of,
    tells_a_story,
    tells_of_works,
    without_headlines,
)
from crawler.extract.owner.titles import title_parts
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import Trait
from crawler.extract.words.offices import office_in
from crawler.extract.words.words import tidy

_LABEL = re.compile(r"[^:：]{1,8}[:：]")
# What is said, and not the name of a house that has its page for a subject.
_SAYS = re.compile(
    r"お知らせ|案内|について|とは|方法|使い方|[をにがは]|ました|です|ます|回収|募集|開催|まとめ|手続き|[?!？！]|第[0-9０-９]+回"
)
_OF_THAT_FIRM = re.compile(
    r"(?:^|[はもがを、。にで])\W{0,4}同(?:社|店|館|園|局|院|校|課|所|事務所|窓口|事業者|協会|組合)(?![一-龥])"
)  # 同社コールセンター
_ASKED_AT = re.compile(r"^\W{0,2}お?(?:問い?合わ?せ|連絡)先?[ 　]*[:：]")
_LABELLED = re.compile(r"[:：】→]|[0-9０-９]{4}")
# A desk of one's own house, whatever stands before it.
_DESK = re.compile(r"(?:係|席|予約処|配達場|クラブハウス|カウンター|直通)[ 　]*$")
_REMARK = re.compile(r"[(（][^()（）]{1,24}[)）]")  # where the owner is
_NEAR = 3  # lines
# Characters of a line above: a paragraph that names the owner says nothing of the next one.
_LONGEST_NEAR = 60
_FIRST_BLOCKS, _LAST_BLOCKS = 6, 12
_PIECES = re.compile(r"[\s()]+")
_SHORTEST = 3  # letters of a name
_HOUSES = 2  # headings that are others' houses: one may be where the owner does something


class NamesOver:
    """The names over the numbers of one page, beside what its owner is called."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._title = owner.document.title

    def whose(self, spot: Spot, beside_address: bool) -> Trait | None:
        """THIRD_PARTY for a number under somebody else's name, STRANGER under words that may be a name, else None.

        A name counts in its clause, its row and its block; where the page tells of something also
        above them, elsewhere there only a house's, over a number without an address.
        """
        lines, context = spot.lines, spot.context
        near = [
            lines[0],
            *(line for line in lines[1:_NEAR] if len(line) <= _LONGEST_NEAR and not line.endswith("。")),
        ]
        if not holds(Rule.NAME_OVER) or any(map(self._owner.is_owners, near)):
            return None
        if any(map(_OF_THAT_FIRM.search, (lines[0], *spot.words_there))):
            return Trait.THIRD_PARTY
        if self._is_signed(near):
            return None
        if self.tells_of_something:
            return Trait.THIRD_PARTY if self._is_told_of(spot) else None
        block = (_ASKED_AT.sub("", line) for line in lines[1 : spot.in_block])
        block = (line for line in block if not _LABELLED.search(line))
        at_number = (*spot.words_there, context.row, *context.cells, *block)
        if not self._owner.own and any(map(HAS_FORM.search, at_number[:2])):
            return None  # the owner's name, perhaps
        name = words = self._stranger(at_number)
        is_unsure = not is_bodys(words)
        if is_unsure:
            over = (*at_number, self._heading_in(lines))
            name = "" if beside_address else self._stranger(over, houses=True)
        if name and (office_in(name) is None or is_long(name)):
            return Trait.THIRD_PARTY
        return Trait.STRANGER if words and is_unsure else None

    def _is_signed(self, near: Iterable[str]) -> bool:
        """Whether a name with its legal form is the owner's, since nothing else says who that is."""
        unknown = holds(Rule.SIGNED) and self._owner.is_unknown
        return unknown and any(HAS_FORM.search(tidy(line)) for line in near)

    def _is_told_of(self, spot: Spot) -> bool:
        """Whether a number is a stranger's where the page tells of something: by line, block, row and what is above."""
        lines, context = spot.lines, spot.context
        headings, heading = self._owner.headings, self._heading_in(lines)
        block = lines[: spot.in_block]
        # a line with a number of its own names whose that is
        to_heading = takewhile(lambda line: line not in headings, lines[spot.in_block :])
        above = (line for line in to_heading if is_writers(line.rstrip("。")) or not numbers_in(line))
        # what stands over a cell is another row of its table
        over = (
            (*above, heading if is_bodys(heading) or not shares(heading, self._title, 4) else "")
            if not context.row
            else ()
        )
        if spot.words_there and is_desk(spot.words_there[0]):
            over = tuple(filter(is_bodys, over))  # a desk is the writer's own, if no house is named over it
        name = self._stranger((*spot.words_there, *block[1:], context.row, *context.cells, *over))
        if name and (is_bodys(name) or not _DESK.search(name)):
            return True
        if not heading:
            return False
        # A card tells of the place that heads it, whatever its number is for: 神戸市… ご予約 078-…
        is_card = any(map(is_street, block)) and not any(map(is_name, block))
        is_entry = bool(_LABEL.match(lines[0])) and heading in self._houses and len(self._houses) >= _HOUSES
        return is_entry or (is_card and bool(self._stranger([heading])))

    def _heading_in(self, lines: list[str]) -> str:
        return next((line for line in lines[1:] if line in self._owner.headings), "")

    @cached_property
    def _subject(self) -> str:
        subject = subject_of(self._owner.topic, self._owner.headings)
        if not subject or _SAYS.search(subject):
            return subject
        # A few words may be what a house is called: then the site's own name is elsewhere, too.
        texts = self._owner.document.blocks.texts
        frame = "\n".join(map(_folded, (*texts[:_FIRST_BLOCKS], *texts[-_LAST_BLOCKS:])))
        rest = (
            piece
            for name in title_names(self._owner.topic.replace(subject, ""))
            for piece in _PIECES.split(name)
        )
        known = bool(self._owner.own) or any(len(piece) >= _SHORTEST and piece in frame for piece in rest)
        return subject if known else ""

    @cached_property
    def _is_about_others(self) -> bool:
        return self._owner.about_others or tells_of_works(self._owner.topic)

    @cached_property
    def tells_of_something(self) -> bool:
        return (
            bool(self._subject)
            or tells_a_story(self._owner.topic)
            or self._is_about_others
            or is_headline(self._owner.topic)
        )

    @cached_property
    def is_one_of_a_sites(self) -> bool:
        """Whether the page is one of several, by a title that names it and its site, and not in Latin letters."""
        return len(title_parts(self._title)) > 1 and not self._title.isascii()

    @cached_property
    def _called(self) -> str:
        portrait = self._owner.portrait
        titles = [name for name in title_names(without_headlines(self._title)) if not portrait.is_of(name)]
        names = " ".join([name for name in titles if not is_said(name)] or titles)
        # Where all the rest are headlines, each part may be its owner's name: 説明会 | 第2回青空展.
        others = names.replace(self._subject, "").strip() or " ".join(title_names(self._title))
        return " ".join([_REMARK.sub("", others), *self._owner.framed, *self._owner.own])

    @cached_property
    def _houses(self) -> set[str]:
        """The headings that are names of others' houses and bodies, as in an overview of schools or shops."""
        return {text for text in self._owner.headings if names_house(text) and self._stranger([text])}

    def _stranger(self, lines: Iterable[str], houses: bool = False) -> str:
        """The name over a number if it is a stranger's; "" if it may be the owner's, or who that is is not known."""
        subject = "" if self._is_about_others or _SAYS.search(self._subject) else self._subject
        return name_over(filter(None, lines), self._called, subject, houses) if self._called.strip() else ""


def _folded(line: str) -> str:
    return unicodedata.normalize("NFKC", line)
