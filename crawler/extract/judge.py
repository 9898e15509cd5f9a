"""What one number on a page is: its role, whose it is, what speaks for it and against it."""

import re
from collections.abc import Sequence, Set
from functools import cached_property
from itertools import chain, takewhile

from selectolax.lexbor import LexborNode

from crawler.extract.once import has_form, numbers_in
from crawler.extract.owner.mentioned import Mentioned
from crawler.extract.owner.names_beside import NAME_REACH, NamesBeside
from crawler.extract.owner.names_over import NamesOver
from crawler.extract.owner.owner import Owner
from crawler.extract.owner.parts import Parts
from crawler.extract.owner.public_lines import is_public_line
from crawler.extract.owner.sections import Sections
from crawler.extract.owner.site_facts import HAS_FORM
from crawler.extract.owner.spot import Spot
from crawler.extract.owner.strange_names import begins_with_street, has_letters
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import NAMED_WITH_ADDRESS, SURELY_MAIN, PhoneSeen, Trait
from crawler.extract.words import words_beside
from crawler.extract.words.context import Context, Surroundings
from crawler.extract.words.not_numbers import why_none
from crawler.extract.words.offices import Office, has_address, is_first_of_several, office_in
from crawler.extract.words.old_and_new import Age, age_by, age_of
from crawler.extract.words.roles import Told, told_by
from crawler.extract.words.words import Words, names_line
from workbench.contract.states import Line, Role
from workbench.japan import phones

_WITH_NAME_AND_ADDRESS = {Trait.BESIDE_NAME, Trait.BESIDE_ADDRESS}
_LINES_ABOVE = 4
_ADDRESS_REACH = 4
_ENTRY_REACH = 5
_LISTS = frozenset({"table", "ul", "ol", "dl"})
_POSTAL_CODE = re.compile(r"[\s　/／|]{0,4}〒")
_SURELY_OWN = SURELY_MAIN | {
    Trait.NAMED,
    Trait.PROFILE,
    Trait.OF_COMPANY,
    Trait.OWN_BRANCH,
    Trait.NEW,
    Trait.OLD,
}


class Judge:
    """Judges the numbers of one page. dialled: the numbers that its tel: links dial."""

    def __init__(self, owner: Owner, surroundings: Surroundings, dialled: Set[str]) -> None:
        self.owner = owner
        self.mentioned = Mentioned(owner)
        self.names_beside = NamesBeside(owner)
        self.names_over = NamesOver(owner)
        self.parts = Parts(owner)
        self.sections = Sections(owner)
        self.surroundings = surroundings
        self.dialled = dialled

    def judged(
        self, index: int, node: LexborNode, context: Context, words: Words, one: phones.Found, text: str
    ) -> PhoneSeen:
        """A number with all that is told of it. text: of its block or link; node: the element that it stands in."""
        told = told_by(words)
        dialled = one.phone.e164 in self.dialled and holds(Rule.DIALLED)
        no_number = why_none(one, text, words, dialled)
        lines = self._lines_beside(index, node, context, text, one)
        spot = Spot(
            context,
            words,
            one,
            text,
            lines,
            text.count("\n", 0, one.start) + 1,
            text[one.end :].partition("\n")[0],
        )
        traits = self._traits(context, told, lines, spot.behind, one.phone.line)
        head = text[: one.start].partition("\n")[0]  # what leads the block: the name over an address
        texts = (*context.cells, context.row, lines[0], head, *context.above)
        beside = told.office_name[:40] or words_beside.first_words(texts)
        if told.role is not Role.FAX:  # whose it is decides nothing
            self._add_whose(traits, told, spot)
        role = self._role(told, traits, context.above)
        if role is Role.MAIN:
            traits.discard(Trait.OWN_BRANCH)
        return PhoneSeen(
            one.phone.e164,
            one.phone.line,
            one.phone.raw,
            role,
            told.label,
            context.place,
            words_beside.snippet(context, text, one),
            frozenset(traits),
            beside,
            no_number,
            f"{node.tag} {_class(node)} in {_class(node.parent)} {context.place.value}",
            _list_of(node),
        )

    def _add_whose(self, traits: set[Trait], told: Told, spot: Spot) -> None:
        """Add to the traits whose number it is, by the names beside it."""
        traits |= self.names_beside.traits(spot)
        if Trait.BESIDE_NAME in traits and any(
            self.owner.is_owners(line) for line in (*spot.lines[: spot.in_block], *spot.context.cells)
        ):
            traits.add(Trait.NAMED)
        over = self._by_name_over(spot, traits)
        if over is Trait.STRANGER:
            traits.add(over)
        if self._is_of_others(spot) or over is Trait.THIRD_PARTY:
            traits.add(Trait.THIRD_PARTY)
        elif holds(Rule.OWN_AMONG_OTHERS) and self.owner.is_own_after_all(
            told, spot.lines, spot.context.above
        ):
            traits.discard(Trait.THIRD_PARTY)

    def _is_of_others(self, spot: Spot) -> bool:
        """Whether a number is one that everybody publishes, or stands with somebody else's name."""
        public = holds(Rule.PUBLIC_LINE) and is_public_line(spot.one.phone.e164, self.owner.title)
        return (
            public
            or self.mentioned.has(spot)
            or self.parts.has(spot)
            or self.sections.has(spot)
            or self.names_beside.is_of_another_body(spot)
        )

    def _by_name_over(self, spot: Spot, traits: Set[Trait]) -> Trait | None:
        """What the name over a number tells of it, of which nothing else says that it is the owner's."""
        is_button = not spot.text  # a picture that dials: whoever made the page put it there for himself
        if spot.context.in_frame or is_button or traits & _SURELY_OWN or traits >= _WITH_NAME_AND_ADDRESS:
            return None
        names = self.names_over
        inner = Trait.BESIDE_ADDRESS not in traits and names.is_one_of_a_sites
        if Trait.STRANGER in traits and (names.tells_of_something or inner):
            return Trait.THIRD_PARTY
        return names.whose(spot, Trait.BESIDE_ADDRESS in traits)

    def _is_told_of_others(self, context: Context, told: Told) -> bool:
        """Whether words say that others are meant; where nobody else is known, who manages a house is its owner."""
        in_profile = context.in_profile and not told.others
        manages = told.others.startswith("管理会社") and HAS_FORM.search(told.others)
        if self.owner.is_unknown and (in_profile or manages):
            return False
        return bool(told.others or told.others_above)

    def _is_own_entry(self, context: Context, lines: list[str]) -> bool:
        """Whether the nearest text that says more than a label or an address is the owner's name alone."""
        if not holds(Rule.OWN_ENTRY):
            return False
        near = takewhile(lambda line: not numbers_in(line), lines[:_ENTRY_REACH])
        for text in chain((context.row, context.column, *context.cells), near):
            if (has_letters(text) and not begins_with_street(text)) or office_in(text):
                return self.owner.is_name(text)
        return False

    def _age_by(self, lines: list[str]) -> Age | None:
        """The age by a heading above; a new address stands there only beside a former one, else NEW is but a mark."""
        age = age_by(lines)
        return age if age is Age.FORMER or (age and self._has_former) else None

    @cached_property
    def _has_former(self) -> bool:
        return any(age_of(line) is Age.FORMER for line in self.owner.document.words.split("\n"))

    def _role(self, told: Told, traits: set[Trait], above: Sequence[str]) -> Role:
        """The role that the words tell, but where an office, or what stands under a heading, is the company itself."""
        if told.role is Role.BRANCH and holds(Rule.OWN_NAME_LIKE_OFFICE):
            # an office above is that of the entry before
            is_own_entry = Trait.OWN_ENTRY in traits and told.office_name in above
            return Role.MAIN if is_own_entry or self.owner.is_own_name(told.office_name) else told.role
        if told.from_heading and holds(Rule.COMPANY_UNDER_HEADING):
            if told.role is Role.RECRUIT and Trait.BESIDE_ADDRESS in traits:
                return Role.MAIN
            if told.role is Role.OTHER and (Trait.HEAD_OFFICE in traits or traits >= NAMED_WITH_ADDRESS):
                return Role.MAIN
        if told.role is Role.MAIN and told.office is None and not traits & _SURELY_OWN:
            return Role.BRANCH if self.owner.is_page_of_office else told.role
        return told.role

    def _lines_beside(
        self, index: int, node: LexborNode, context: Context, text: str, one: phones.Found | None
    ) -> list[str]:
        """The lines that may name whose number it is, nearest first: its own, those above, its row."""
        before = text[: one.start] if one else text
        lines = list(reversed(before.split("\n")))[: _LINES_ABOVE + 1]
        lines += context.cells
        if has_form(context.column):
            lines.append(context.column)  # companies side by side
        lines += [line for _, line in self.surroundings.lines_above(index, node, NAME_REACH)]
        return lines

    def _traits(self, context: Context, told: Told, lines: list[str], behind: str, line: Line) -> set[Trait]:
        """What speaks for it and against it. behind: what follows the number in its line."""
        age = told.age or self._age_by(lines)
        is_head = told.office is Office.HEAD and told.role not in (Role.SUPPORT, Role.RECRUIT)
        facts = (
            (Trait.FIRST_OF_SEVERAL if is_first_of_several(told.office_name) else Trait.HEAD_OFFICE, is_head),
            (
                Trait.REPRESENTATIVE,
                told.representative and not (line is Line.MOBILE and "携" in (told.label or "")),
            ),
            (Trait.LABELLED, told.labelled),
            (Trait.CONTACT, told.general),
            (Trait.PROFILE, context.in_profile and not _is_in_list(context)),
            (Trait.IN_HEADER, context.in_header),
            (Trait.OF_COMPANY, told.of_company),
            (Trait.THIRD_PARTY, self._is_told_of_others(context, told)),
            (Trait.OWN_ENTRY, self._is_own_entry(context, lines)),
            (Trait.BESIDE_ADDRESS, _is_beside_address(lines, behind)),
            (Trait.OWN_BRANCH, told.office is Office.BRANCH and self.owner.is_own_office(told.office_name)),
            (Trait.BOOKING, told.booking),
            (Trait.DIRECT, told.direct),
            (Trait.OLD, age is Age.FORMER),
            (Trait.NEW, age is Age.NEW),
            (Trait.PERSON, told.person and line is Line.MOBILE),
        )
        return {trait for trait, holds_here in facts if holds_here}


def _is_beside_address(lines: list[str], behind: str) -> bool:
    return any(has_address(line) for line in lines[:_ADDRESS_REACH]) or bool(_POSTAL_CODE.match(behind))


def _is_in_list(context: Context) -> bool:
    """Whether the head of a column calls it a telephone, as in a table with a row for each of many."""
    return names_line(context.column) and not names_line(context.row)


def _list_of(node: LexborNode) -> int:
    climbing: LexborNode | None = node
    while climbing is not None and climbing.tag not in _LISTS:
        climbing = climbing.parent
    return climbing.mem_id if climbing is not None else 0


def _class(node: LexborNode | None) -> str:
    return "" if node is None else f"{node.tag}.{node.attributes.get('class') or ''}"
