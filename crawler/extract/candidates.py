"""The telephone numbers of one page, each with where it stands, whose it is and the words beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.extract import words_beside
from crawler.extract.columns import label_beside
from crawler.extract.context import LABEL_LENGTH, Context, Surroundings
from crawler.extract.hints import HINT, LOCAL_HINT, blocks_with_hints
from crawler.extract.mentions import whose
from crawler.extract.not_numbers import NoNumber, why_none
from crawler.extract.offices import Office, has_address, is_main_shop
from crawler.extract.once import numbers_in
from crawler.extract.owner_beside import NAME_REACH, Owner
from crawler.extract.page import Document
from crawler.extract.public_lines import is_public_line
from crawler.extract.roles import Told, told_by
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import PhoneSeen, Trait
from crawler.extract.structured import from_json_ld, from_microdata
from crawler.extract.words import NUMBER_MARK, Words, names_line
from workbench.contract.states import Line, Place, Role
from workbench.japan import phones

_LINES_ABOVE = 4
# What the numbers of one page may cost, in characters: each is judged by its block, and by the words round it, which
# cost about as much as so many characters. Two thousand numbers are read of short lines; no owner has more.
_MOST_TO_JUDGE = 10_000_000
_WORDS_ROUND = 5_000
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_WORD = re.compile(r"[\w☎℡]")
_AREA_SIGN = re.compile(r"\([0０]|（[0０]|［[0０]|〔[0０]|\[[0０]|市外局番")
_AREA_IN_LABEL = re.compile(r"(?:[(（]|市外局番[ はが:：]*)(0[0-9]{1,4})[)）]?")
_KANJI_NUMBER = re.compile(
    r"〇[〇一二三四五六七八九]{1,4}(?:[-－ー―‐─・の()（）局 　]{1,2}[〇一二三四五六七八九]{1,4}){1,2}"
)
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九の局", "0123456789--")
_LOCAL = re.compile(r"(?<![0-9-])([0-9]{1,4})-([0-9]{4})(?![0-9-])")


def phones_of(
    document: Document, json_ld: Sequence[Any], own: frozenset[str] = frozenset()
) -> list[PhoneSeen]:
    """All telephone numbers of a page: as `candidates_of`, without what is no number."""
    return [phone for phone in candidates_of(document, json_ld, own) if phone.no_number is None]


def candidates_of(
    document: Document,
    json_ld: Sequence[Any],
    own: frozenset[str] = frozenset(),
    strangers: frozenset[str] = frozenset(),
) -> list[PhoneSeen]:
    """All that may be a telephone number of a page, in the order of places: JSON-LD, text, tel: links.

    `own` are the keys of the names that the page's owner has, `strangers` the names of others on it. A tel: link is
    only taken where its number stands nowhere in the text: what people see wins.
    """
    reader = _Reader(document, Owner(document, own, strangers))
    seen = [*from_json_ld(json_ld, reader.owner.title), *reader.from_blocks(), *from_microdata(document)]
    shown = {phone.e164 for phone in seen}
    if holds(Rule.TEL_LINKS):
        seen += [phone for phone in reader.from_links() if phone.e164 not in shown]
    return seen


class _Reader:
    """One page while its numbers are read."""

    def __init__(self, document: Document, owner: Owner) -> None:
        self.document = document
        self.owner = owner
        self.surroundings = Surroundings(document.blocks)
        self._left = _MOST_TO_JUDGE
        self.dialled = {phone.e164 for link in document.tel_links if (phone := _dialled(link.node))}

    @cached_property
    def has_area_codes(self) -> bool:
        """Whether an area code may stand by itself, for the numbers that are written without theirs."""
        return _AREA_SIGN.search(self.document.text) is not None

    def from_blocks(self) -> Iterator[PhoneSeen]:
        for index in blocks_with_hints(self.document):
            block = self.document.blocks[index]
            text = _with_digits(block.text) if "〇" in block.text and holds(Rule.KANJI_DIGITS) else block.text
            found: Sequence[phones.Found] = ()
            if HINT.search(text):
                text = _NO_WIDTH.sub("", text)
                found = numbers_in(text)
            if not found:
                if len(text) <= LABEL_LENGTH and LOCAL_HINT.search(text) and holds(Rule.AREA_CODE_IN_LABEL):
                    yield from self._local(index)
                continue
            if not (found := self._affordable(found, text)):
                return
            context = self.surroundings.of_block(index)
            marked = words_beside.mark(text, found)
            befores = [words_beside.before(marked, text, one) for one in found]
            bare = [
                one
                for one, before in zip(found, befores, strict=True)
                if not names_line(before.rpartition(NUMBER_MARK)[2])
            ]
            for one, before in zip(found, befores, strict=True):
                words = Words(
                    before=before,
                    after=words_beside.after(text, found, one),
                    row=context.row
                    or ("" if _WORD.search(before) else self._in_columns(index, text, one))
                    or ("" if _WORD.search(before) else words_beside.line_above(text, one))
                    or ("" if _WORD.search(before) or context.column else context.previous),
                    column=context.column,
                    cells=context.cells,
                    above=(*words_beside.lines_above(text, one), *context.above),
                    nth=bare.index(one) if one in bare else 0,
                    alike=len(bare),
                    kind=context.kind,
                )
                yield self._judged(index, block.node, context, words, one, text)

    def _affordable(self, found: Sequence[phones.Found], text: str) -> Sequence[phones.Found]:
        """As many of a block's numbers as the page may still cost, the first ones."""
        each = len(text) + _WORDS_ROUND
        found = found[: self._left // each]
        self._left -= each * len(found)
        return found

    def _in_columns(self, index: int, text: str, one: phones.Found) -> str:
        if not holds(Rule.TWO_COLUMNS):
            return ""
        return label_beside(self.document.blocks, index, text.count("\n", 0, one.start))

    def _judged(
        self, index: int, node: LexborNode, context: Context, words: Words, one: phones.Found, text: str
    ) -> PhoneSeen:
        told = told_by(words)
        dialled = one.phone.e164 in self.dialled and holds(Rule.DIALLED)
        no_number = why_none(one, text, words, dialled)
        lines = self._lines_beside(index, node, context, text, one)
        own_line = [
            *lines[: text[: one.start].count("\n") + 1],
            *context.cells,
            context.row,
            text[one.end :].partition("\n")[0],
        ]
        traits, beside = self._traits(context, told, lines, one.phone.line)
        traits |= self.owner.named_beside(lines, own_line, text, context)
        if Trait.BESIDE_NAME in traits and any(
            self.owner.is_owners(line) for line in (lines[0], *context.cells)
        ):
            traits.add(Trait.NAMED)
        public = holds(Rule.PUBLIC_LINE) and is_public_line(one.phone.e164, self.owner.title)
        if (
            public
            or self._is_mentioned(context, text, one)
            or self.owner.is_of_another_body(own_line, words, context)
        ):
            traits.add(Trait.THIRD_PARTY)
        elif holds(Rule.OWN_AMONG_OTHERS) and self.owner.is_own_after_all(told, lines, context.above):
            traits.discard(Trait.THIRD_PARTY)
        role = told.role
        if (
            role is Role.BRANCH
            and holds(Rule.OWN_NAME_LIKE_OFFICE)
            and self.owner.is_own_name(told.office_name)
        ):
            role = Role.MAIN
            traits.discard(Trait.OWN_BRANCH)
        if (
            role is Role.RECRUIT
            and told.from_heading
            and Trait.BESIDE_ADDRESS in traits
            and holds(Rule.PAGE_OF_RECRUITING)
        ):
            role = Role.MAIN
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
        )

    def _is_mentioned(self, context: Context, text: str, one: phones.Found) -> bool:
        """Whether running text mentions a number as somebody's who is not the page's owner."""
        if not holds(Rule.MENTION) or context.in_header or context.place is Place.FOOTER:
            return False
        name = whose(text[: one.start], text[one.end :])
        return bool(name) and name not in self.owner.title and not self.owner.is_owners(name)

    def _lines_beside(
        self, index: int, node: LexborNode, context: Context, text: str, one: phones.Found | None
    ) -> list[str]:
        """The lines that may name whose number it is, nearest first: its own, those above, its row."""
        before = text[: one.start] if one else text
        lines = list(reversed(before.split("\n")))[: _LINES_ABOVE + 1]
        lines += context.cells
        lines += [line for _, line in self.surroundings.lines_above(index, node, NAME_REACH)]
        return lines

    def _traits(self, context: Context, told: Told, lines: list[str], line: Line) -> tuple[set[Trait], str]:
        traits: set[Trait] = set()
        beside = told.office_name[:40]
        is_head = told.office is Office.HEAD and told.role not in (Role.SUPPORT, Role.RECRUIT)
        facts = (
            (Trait.MAIN_SHOP if is_main_shop(told.office_name) else Trait.HEAD_OFFICE, is_head),
            (Trait.REPRESENTATIVE, told.representative),
            (Trait.LABELLED, told.labelled),
            (Trait.CONTACT, told.general),
            (Trait.PROFILE, context.in_profile),
            (Trait.IN_HEADER, context.in_header),
            (Trait.OF_COMPANY, told.of_company),
            (Trait.THIRD_PARTY, bool(told.others or told.others_above)),
            (Trait.BESIDE_ADDRESS, any(has_address(line) for line in lines[:4])),
            (Trait.OWN_BRANCH, told.office is Office.BRANCH and self.owner.is_own_office(told.office_name)),
            (Trait.BOOKING, told.booking),
            (Trait.DIRECT, told.direct),
            (Trait.OLD, told.old and not told.new),
            (Trait.NEW, told.new and not told.old),
            (Trait.PERSON, told.person and line is Line.MOBILE),
        )
        traits.update(trait for trait, holds_here in facts if holds_here)
        return traits, beside or words_beside.first_words(
            (*context.cells, context.row, lines[0], *context.above)
        )

    def _local(self, index: int) -> Iterator[PhoneSeen]:
        """A number without its area code, where the label of its cell gives that: `電話(03)` over 5550-1001."""
        text = phones.fold(self.document.blocks[index].text)
        local = _LOCAL.search(text)
        if local is None or not self.has_area_codes:
            return
        context = self.surroundings.of_block(index)
        for label in (text[: local.start()], context.row, context.column, context.previous):
            area = _AREA_IN_LABEL.search(phones.fold(label)) if names_line(label) else None
            phone = phones.parse(f"{area.group(1)}-{local.group()}") if area else None
            if phone is None:
                continue
            words = Words(
                before=text[: local.start()],
                row=context.row or label,
                column=context.column,
                cells=context.cells,
                above=context.above,
            )
            one = phones.Found(local.start(), local.end(), phone)
            seen = self._judged(index, self.document.blocks[index].node, context, words, one, text)
            yield replace(seen, raw=local.group())
            return

    def from_links(self) -> Iterator[PhoneSeen]:
        for link in self.document.tel_links:
            attributes = link.node.attributes
            target = _target(link.node)
            text = " ".join(link.node.text().split())
            phone = _dialled(link.node)
            if phone is None or numbers_in(text):
                continue  # a number that is shown was read there, however its link is spelt
            self._left -= _WORDS_ROUND
            if self._left < 0:
                return
            context = self.surroundings.of_node(link.node, link.index)
            image = link.node.css_first("img[alt]")
            alt = image.attributes.get("alt") if image is not None else None
            says = " ".join(filter(None, (alt, attributes.get("aria-label"), attributes.get("title"))))[:80]
            words = Words(
                before=text[-80:] or says,
                row=context.row or says,
                column=context.column,
                cells=context.cells,
                above=context.above,
            )
            seen = self._judged(link.index, link.node, context, words, phones.Found(0, 0, phone), text)
            no_number = seen.no_number if seen.no_number is NoNumber.PLACEHOLDER else None
            role = Role.MAIN if seen.role is Role.OTHER and seen.label is None else seen.role
            yield replace(
                seen,
                raw=target,
                role=role,
                place=Place.TEL_LINK,
                snippet=text[: 2 * words_beside.SNIPPET_RADIUS],
                no_number=no_number,
            )


def _class(node: LexborNode | None) -> str:
    return "" if node is None else f"{node.tag}.{node.attributes.get('class') or ''}"


def _target(node: LexborNode) -> str:
    """What a tel: link dials, without what follows the number."""
    return unquote(node.attributes.get("href") or "")[4:].partition(";")[0].partition(",")[0].strip(" /")[:60]


def _dialled(node: LexborNode) -> phones.Phone | None:
    target = _target(node)
    return phones.parse(target) or (phones.parse(f"+{target}") if target.startswith("81") else None)


def _with_digits(text: str) -> str:
    """A text with the numbers that are written in kanji digits (電話 〇三-五五五〇-一〇〇一) in ASCII ones."""
    return _KANJI_NUMBER.sub(lambda number: number.group().translate(_KANJI_DIGITS), text)
