"""Whether a number is the page's owner's, by the names that stand beside it."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import dropwhile, takewhile

from crawler.extract.once import numbers_in
from crawler.extract.owner.owner import Owner
from crawler.extract.owner.owners import keys_of, names_beside
from crawler.extract.owner.spot import Spot
from crawler.extract.owner.strange_names import (
    begins_with_street,
    is_within,
    is_writers,
    may_be_owners,
    shares,
)
from crawler.extract.owner.subjects import (
    asks_for_owner,
    invites,
    is_under_customer,
    names_customer,
    place_in,
    serves_customer,
    tells_a_story,
    tells_of_works,
    without_headlines,
)
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import Trait
from crawler.extract.words.context import Context
from crawler.extract.words.others import announces_event, is_authority, is_carriers, is_for_the_event, warns
from crawler.extract.words.profile_labels import names_partners, profile_labels
from workbench.contract.states import Place

_SPEAKS = re.compile(r"様|とは|には|では|です|ます|から|まで")
_SHORT_HINT = re.compile(r"[0-9０-９]{4}")
_POLITE = re.compile(r"(?<!お客)(?:様|さま|さん)$")
# How a story goes on after the number of a company that it mentions: …(TEL 03-5550-1001)の工場を見学しました.
_NARRATED = re.compile(
    r"^[ )）」]*(?:様|さま|さん)?[にをがのとへで]"
    r"(?:(?!変更|変わり|移転|統合|合併|継|開設|新設|終了|なりました)[^。]){0,40}ました"
)
_DESK_BEHIND = re.compile(r"[ 　][^\s]{1,16}(?:窓口|センター|係|室|課|部|デスク|担当)$")
_GROUP = re.compile(r"(?:関連|関係|グループ|子)(?:会社|企業)$")
NAME_REACH = 7  # blocks above a number in which a name may stand
_NEAR = 3  # lines
_ALIKE = 3  # characters that a place and a title share where they may mean the same
_LONGEST_NAME = 30
_MOST_BESIDE_NAME = 6  # characters of a line that is a name alone: 御中, 本社


class NamesBeside:
    """The names beside the numbers of one page, beside what its owner is called."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner

    @cached_property
    def _event(self) -> bool:
        return holds(Rule.EVENT) and announces_event(self._owner.document)

    @cached_property
    def _called(self) -> str:
        return without_headlines(self._owner.document.title)

    @cached_property
    def _serves_customer(self) -> bool:
        document = self._owner.document
        return tells_of_works(document.title) and serves_customer(document.words)

    def traits(self, spot: Spot) -> set[Trait]:
        """Whose name stands beside a number: its own line tells most, then the nearest line that is a name alone."""
        lines, own_line, context = spot.lines, spot.own_line, spot.context
        if any(self._owner.is_owners(line) for line in own_line) or any(
            map(is_writers, (own_line[0], context.row, *context.cells))
        ):
            return {Trait.BESIDE_NAME}
        at_number = names_beside(
            line
            for at, line in enumerate(own_line)
            if not is_within(line) and (not at or not names_partners(line))
        )
        if holds(Rule.OTHER_COMPANY) and any(_POLITE.search(name) for name in at_number):
            return {Trait.OTHER_COMPANY}  # nobody calls himself so
        if holds(Rule.OTHER_COMPANY) and not at_number and self._is_of_a_place(spot.text, context):
            return {Trait.OTHER_COMPANY}
        if not at_number and any(self._owner.is_owners(line) for line in spot.text.split("\n")[:12]):
            return {Trait.BESIDE_NAME}
        named = at_number
        for at, line in enumerate(above := () if named else self._up_to(context, lines)):
            if self._owner.is_owners(line) and not line.endswith("。"):
                return {Trait.BESIDE_NAME}
            if (
                _is_name_alone(line)
                and not is_within(line)
                and not names_partners(line)
                and not _is_partners(line, lines, context)
            ):
                over = lines[lines.index(line) + 1 :][:1] if line in lines else above[at + 1 :][:1]
                one_of_many = any(map(_is_name_alone, over))
                named = [] if one_of_many else names_beside([line])
                break
        if not holds(Rule.OTHER_COMPANY):
            return set()
        if not named:
            others = self._is_customers(lines, own_line, context) or self._is_strangers(own_line[0])
            return {Trait.OTHER_COMPANY} if others else set()
        if self._owner.own:
            return set() if _alike(keys_of(named), self._owner.own) else {Trait.OTHER_COMPANY}
        titles = [
            title for title in self._owner.titles if any(title in name or name in title for name in named)
        ]
        titles += [name for name in named if may_be_owners(name, self._owner.document.title)]
        if not self._owner.titles or titles:
            return set()
        if not at_number:
            return set() if context.in_frame else {Trait.UNDER_NAME}
        told_of = _NARRATED.match(own_line[-1]) or self._owner.about_others
        return {Trait.OTHER_COMPANY if told_of else Trait.STRANGER}

    def _up_to(self, context: Context, lines: Sequence[str]) -> tuple[str, ...]:
        """The lines above a number as far as the nearest heading, then the headings: beyond it is another part."""
        above = context.above
        first = next(
            (line for line in above if line != context.previous or line in self._owner.headings), None
        )
        return (*takewhile(lambda line: line != first, lines), *above)

    def _is_strangers(self, line: str) -> bool:
        """Whether a line begins with what another company is called on the page: みなと薬品 お客様相談室 0120-…."""
        begins = line.lstrip(" 　・■●◆◎【「")
        return any(
            begins.startswith(name) and name not in self._owner.titles for name in self._owner.strangers
        )

    def _is_of_a_place(self, text: str, context: Context) -> bool:
        if (
            not (self._owner.own or self._owner.titles)
            or context.in_frame
            or not tells_a_story(self._owner.document.title)
        ):
            return False
        name = place_in(text)
        return bool(name) and not shares(name, self._owner.title, _ALIKE) and not self._owner.is_owners(name)

    def _is_customers(self, lines: list[str], own_line: list[str], context: Context) -> bool:
        if context.in_frame:
            return False
        if self._owner.own and names_customer(self._owner.document.title):
            return True
        known = bool(self._owner.own or self._owner.titles)
        asks = asks_for_owner(own_line) or invites(lines[:_NEAR])
        if known and (self._owner.about_others or self._serves_customer) and not asks:
            return True
        if self._owner.portrait.names and context.in_profile and not asks:
            return True
        if tells_of_works(self._owner.document.title):
            return known and is_under_customer(lines)
        heading = next((line for line in lines if line in self._owner.headings), "")
        return known and not asks and is_under_customer([heading])

    def is_of_another_body(self, spot: Spot) -> bool:
        """Whether the words at a number name a body without a legal form that is not the page's owner."""
        words = spot.words
        if holds(Rule.THIRD_PARTY) and warns(f"{words.before} {words.after}"):
            return True
        if spot.context.in_frame or any(map(self._owner.is_owners, spot.own_line)):
            return False
        over = takewhile(lambda line: not numbers_in(line), spot.lines[spot.in_block : spot.in_block + _NEAR])
        if holds(Rule.THIRD_PARTY) and any(
            is_authority(line) and not self._owner.is_owners(line) for line in over
        ):
            return True
        # 運送会社：みなと急便 松本営業所, over 電話番号：
        before = (words.nearest(), *spot.lines[1 : spot.in_block][:1])
        names = (*self._owner.titles, *self._owner.own)
        if holds(Rule.CARRIER) and any(is_carriers(text, words.row, names) for text in before):
            return True
        near = [line for line in (words.row, *words.cells, *words.above[:2]) if not self._may_be_own(line)]
        return self._event and is_for_the_event(words.nearest(), near)

    def _may_be_own(self, line: str) -> bool:
        named = self._owner.is_owners(line) or may_be_owners(line, self._called)
        return named or begins_with_street(line)


def _is_name_alone(line: str) -> bool:
    """Whether a line above is a company's name and little else, not a sentence or a list that names customers."""
    text = _DESK_BEHIND.sub("", line.strip("■●◆◎▼【】[]◇□★☆・ "))
    return len(text) <= _LONGEST_NAME and _is_name(text)


@lru_cache(maxsize=4_096)
def _is_name(text: str) -> bool:
    if text.endswith("。") or _SHORT_HINT.search(text) or _SPEAKS.search(text):
        return False
    found = names_beside([text])
    return bool(found) and text.startswith(found[0][:4]) and len(text) - len(found[0]) <= _MOST_BESIDE_NAME


def _is_partners(name: str, lines: Sequence[str], context: Context) -> bool:
    """Whether a name is a value in a row of partners: then that label stands over it, or over the names over it."""
    if name not in lines:
        return False
    over = dropwhile(_is_name_alone, lines[lines.index(name) :])
    label = next(over, None)
    if label is None:
        return len(lines) > NAME_REACH  # what stands over it is out of sight
    # a group's companies are but a row of a profile, too
    in_row = context.place is Place.TABLE and bool(context.row)
    rows = in_row or any(
        profile_labels(line) or line == "連絡先" for line in filter(None, lines[: lines.index(name)])
    )
    return names_partners(label) or (rows and _GROUP.match(label) is not None)


def _alike(keys: set[str], own: frozenset[str]) -> bool:
    """Whether names may be one company's after all: one within the other (a brand, a department, a misread piece)."""
    if all(key.isascii() for key in own) != all(key.isascii() for key in keys):
        return True  # a name in Latin letters and one in Japanese may be the same
    return any(len(min(a, b, key=len)) >= 2 and (a in b or b in a) for a in keys for b in own)
