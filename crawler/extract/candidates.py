"""The telephone numbers of one page, each with where it stands, whose it is and the words beside it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.extract.columns import label_beside
from crawler.extract.context import LABEL_LENGTH, Context, Surroundings
from crawler.extract.hints import HINT, LOCAL_HINT, blocks_with_hints
from crawler.extract.json_ld import telephones
from crawler.extract.not_numbers import NoNumber, is_foreign_office, why_none
from crawler.extract.offices import (
    Office,
    has_address,
    is_house_of,
    is_office_of,
    is_shop_of_several,
    is_sure,
    office_that_leads,
    without_address,
)
from crawler.extract.others import announces_event, is_carriers, is_for_the_event
from crawler.extract.owners import keys_of, names_beside, title_names
from crawler.extract.page import Document
from crawler.extract.roles import NUMBER_MARK, Told, Words, names_line, told_by
from crawler.extract.rules import Rule, holds
from crawler.extract.site_facts import HAS_FORM
from workbench.contract.states import Line, Place, Role
from workbench.japan import phones

SNIPPET_RADIUS = 40
_REACH_AFTER = 24
_LINES_ABOVE = 4
_NAME_REACH = 6
_MOST_BESIDE_NAME = 6  # characters of a line that is a name alone: 御中, 本社

_NO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SHORT_HINT = re.compile(r"[0-9０-９]{4}")
_WORD = re.compile(r"[\w☎℡]")
_AREA_IN_LABEL = re.compile(r"(?:[(（]|市外局番[ はが:：]*)(0[0-9]{1,4})[)）]?")
_OURS = re.compile(
    r"^[ 【\[■●]*(?:当社|弊社|当店|弊店|当院|当所|当事務所|当協会|当組合|当法人|当館)(?!の(?:お)?客)"
)
_KANJI_NUMBER = re.compile(
    r"〇[〇一二三四五六七八九]{1,4}(?:[-－ー―‐─・の()（）局 　]{1,2}[〇一二三四五六七八九]{1,4}){1,2}"
)
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九の局", "0123456789--")
_LINE_WORDS = re.compile(
    r"電話(?:番号)?|tel(?:ephone)?|phone|℡|☎|fax|[\d０-９()（） +＋－-]{8,}", re.IGNORECASE
)
_REMARK = re.compile(r"[ 　]*[(（][^()（）\n]{1,16}[)）]")
_LOCAL = re.compile(r"(?<![0-9-])([0-9]{1,4})-([0-9]{4})(?![0-9-])")


class Trait(StrEnum):
    """What speaks for or against a number as that of the whole page; the weights are in representative.py."""

    HEAD_OFFICE = "head_office"
    REPRESENTATIVE = "representative"
    PROFILE = "profile"
    LABELLED = "labelled"
    STRUCTURED = "structured"
    CONTACT = "contact"
    BESIDE_NAME = "beside_name"
    NAMED = "named"  # in its very line the owner is named
    BESIDE_ADDRESS = "beside_address"
    IN_HEADER = "in_header"
    THIRD_PARTY = "third_party"
    OTHER_COMPANY = "other_company"
    OWN_BRANCH = "own_branch"
    BOOKING = "booking"
    DIRECT = "direct"
    OLD = "old"
    NEW = "new"
    STRANGER = "stranger"
    PERSON = "person"


@dataclass(frozen=True)
class PhoneSeen:
    """One number at one place of a page. `no_number`: why the digits are none after all; such are not reported."""

    e164: str
    line: Line
    raw: str
    role: Role
    label: str | None
    place: Place
    snippet: str
    traits: frozenset[Trait] = frozenset()
    beside: str = ""  # the office or the company that it stands beside
    no_number: NoNumber | None = None
    shape: str = ""  # how its element stands in the page: entries of a list are alike in it


def phones_of(
    document: Document, json_ld: Sequence[Any], own: frozenset[str] = frozenset()
) -> list[PhoneSeen]:
    """All telephone numbers of a page: as `candidates_of`, without what is no number."""
    return [phone for phone in candidates_of(document, json_ld, own) if phone.no_number is None]


def candidates_of(
    document: Document, json_ld: Sequence[Any], own: frozenset[str] = frozenset()
) -> list[PhoneSeen]:
    """All that may be a telephone number of a page, in the order of places: JSON-LD, text, tel: links.

    `own` are the keys of the names that the page's owner has. A tel: link is only taken where its number stands nowhere
    in the text: what people see wins.
    """
    reader = _Reader(document, own)
    seen = [*_from_json_ld(json_ld, reader.title), *reader.from_blocks(), *reader.from_microdata()]
    shown = {phone.e164 for phone in seen}
    if holds(Rule.TEL_LINKS):
        seen += [phone for phone in reader.from_links() if phone.e164 not in shown]
    return seen


class _Reader:
    """One page while its numbers are read."""

    def __init__(self, document: Document, own: frozenset[str]) -> None:
        self.document = document
        self.own = own
        self.surroundings = Surroundings(document.blocks)
        self.dialled = {phone.e164 for link in document.tel_links if (phone := _dialled(link.node))}
        self.title = "".join(document.title.split())
        self.titles = title_names(document.title)

    @cached_property
    def event(self) -> bool:
        return holds(Rule.EVENT) and announces_event(self.document)

    def from_blocks(self) -> Iterator[PhoneSeen]:
        for index in blocks_with_hints(self.document):
            block = self.document.blocks[index]
            text = _with_digits(block.text) if "〇" in block.text and holds(Rule.KANJI_DIGITS) else block.text
            found: list[phones.Found] = []
            if HINT.search(text):
                text = _NO_WIDTH.sub("", text)
                found = phones.find(text)
            if not found:
                if len(text) <= LABEL_LENGTH and LOCAL_HINT.search(text) and holds(Rule.AREA_CODE_IN_LABEL):
                    yield from self._local(index)
                continue
            context = self.surroundings.of_block(index)
            marked = _mark(text, found)
            bare = [
                one for one in found if not names_line(_before(marked, text, one).rpartition(NUMBER_MARK)[2])
            ]
            for one in found:
                before = _before(marked, text, one)
                words = Words(
                    before=before,
                    after=_after(text, found, one),
                    row=context.row
                    or ("" if _WORD.search(before) else self._in_columns(index, text, one))
                    or ("" if _WORD.search(before) else _line_above(text, one))
                    or ("" if _WORD.search(before) or context.column else context.previous),
                    column=context.column,
                    cells=context.cells,
                    above=(*_lines_above(text, one), *context.above),
                    nth=bare.index(one) if one in bare else 0,
                    alike=len(bare),
                    kind=context.kind,
                )
                yield self._judged(index, block.node, context, words, one, text)

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
        if (
            no_number is None
            and holds(Rule.ABROAD)
            and one.phone.line is Line.FIXED
            and "81" not in one.phone.raw[:5]
        ):
            near = (*words.cells, words.before, *words.above[:1])
            no_number = (
                NoNumber.ABROAD if is_foreign_office(near, one.phone.national, one.phone.raw) else None
            )
        traits, beside = self._traits(context, told, lines, one.phone.line)
        traits |= self._owner(lines, own_line, text, context.above)
        if Trait.BESIDE_NAME in traits and any(self._is_owners(line) for line in (lines[0], *context.cells)):
            traits.add(Trait.NAMED)
        if self._is_of_another_body(own_line, words, context):
            traits.add(Trait.THIRD_PARTY)
        elif holds(Rule.OWN_AMONG_OTHERS) and self._is_own_after_all(told, lines, context.above):
            traits.discard(Trait.THIRD_PARTY)
        role = told.role
        if role is Role.BRANCH and holds(Rule.OWN_NAME_LIKE_OFFICE) and self._is_own_name(told.office_name):
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
            _snippet(context, text, one),
            frozenset(traits),
            beside,
            no_number,
            f"{node.tag} {_class(node)} in {_class(node.parent)} {context.place.value}",
        )

    def _lines_beside(
        self, index: int, node: LexborNode, context: Context, text: str, one: phones.Found | None
    ) -> list[str]:
        """The lines that may name whose number it is, nearest first: its own, those above, its row."""
        before = text[: one.start] if one else text
        lines = list(reversed(before.split("\n")))[: _LINES_ABOVE + 1]
        lines += context.cells
        lines += [line for _, line in self.surroundings.lines_above(index, node, _NAME_REACH)]
        return lines

    def _traits(self, context: Context, told: Told, lines: list[str], line: Line) -> tuple[set[Trait], str]:
        traits: set[Trait] = set()
        beside = told.office_name[:40]
        facts = (
            (Trait.HEAD_OFFICE, told.office is Office.HEAD and told.role not in (Role.SUPPORT, Role.RECRUIT)),
            (Trait.REPRESENTATIVE, told.representative),
            (Trait.LABELLED, told.labelled),
            (Trait.CONTACT, told.general),
            (Trait.PROFILE, context.in_profile and context.place is not Place.FOOTER),
            (Trait.IN_HEADER, context.in_header),
            (Trait.THIRD_PARTY, bool(told.others or told.others_above)),
            (Trait.BESIDE_ADDRESS, any(has_address(line) for line in lines[:4])),
            (Trait.OWN_BRANCH, told.office is Office.BRANCH and self._is_own_office(told.office_name)),
            (Trait.BOOKING, told.booking),
            (Trait.DIRECT, told.direct),
            (Trait.OLD, told.old and not told.new),
            (Trait.NEW, told.new and not told.old),
            (Trait.PERSON, told.person and line is Line.MOBILE),
        )
        traits.update(trait for trait, holds_here in facts if holds_here)
        return traits, beside or _first_words((*context.cells, context.row, lines[0], *context.above))

    def _owner(self, lines: list[str], own_line: list[str], text: str, headings: Sequence[str]) -> set[Trait]:
        """Whose name stands beside a number: its own line tells most, then the nearest line that is a name alone."""
        if any(self._is_owners(line) for line in own_line):
            return {Trait.BESIDE_NAME}
        at_number = names_beside(own_line)
        if not at_number and any(self._is_owners(line) for line in text.split("\n")[:12]):
            return {Trait.BESIDE_NAME}
        named = at_number
        for line in () if named else (*lines, *headings):
            if self._is_owners(line):
                return {Trait.BESIDE_NAME}
            if _is_name_alone(line):
                named = names_beside([line])
                break
        if not named or not holds(Rule.OTHER_COMPANY):
            return set()
        if self.own:
            return set() if _alike(keys_of(named), self.own) else {Trait.OTHER_COMPANY}
        titles = [title for title in self.titles if any(title in name or name in title for name in named)]
        return {Trait.STRANGER} if self.titles and not titles and at_number else set()

    def _is_of_another_body(self, own_line: list[str], words: Words, context: Context) -> bool:
        """Whether the words at a number name a body without a legal form that is not the page's owner."""
        if (
            context.in_header
            or context.place is Place.FOOTER
            or any(self._is_owners(line) for line in own_line)
        ):
            return False
        if holds(Rule.CARRIER) and is_carriers(words.nearest(), (self.document.title, *self.own)):
            return True
        return self.event and is_for_the_event(words.nearest(), (words.row, *words.cells, *words.above[:2]))

    def _is_own_after_all(self, told: Told, lines: Sequence[str], headings: Sequence[str]) -> bool:
        """Whether the owner's name is nearer than the words that tell of others: a group's list has its head too."""
        if told.others:
            return self._is_owners(told.others)
        for line in (*lines, *headings):
            if self._is_owners(line):
                return True
            if line == told.others_above:
                return False
        return False

    def _is_owners(self, line: str) -> bool:
        if not line or len(line) > 200:
            return False
        if any(title in line for title in self.titles) or _OURS.match(line):
            return True
        return bool(self.own and keys_of(names_beside([line])) & self.own)

    def _is_own_office(self, name: str) -> bool:
        """Whether the page itself is that office's: its title says so; or the words are the company's own name."""
        lead = office_that_leads(name)
        words = "".join((lead[1] if lead else name).split())
        return len(words) > 2 and words in self.title

    def _is_own_name(self, name: str) -> bool:
        """Whether what looks like an office is the company's own name, as 青空研究所 is, or the house where it works.

        A shop that stands behind a name in the title (`カレーの青空 横浜店`) is one of several.
        """
        words = "".join(without_address(name).split())
        lead = office_that_leads(name)
        short = "".join((lead[1] if lead else name).split())
        if HAS_FORM.search(words):
            return not is_office_of(without_address(name), HAS_FORM)
        if is_sure(words) or is_shop_of_several(lead[1] if lead else name, self.document.title):
            return False
        return (len(short) > 3 and short in self.title) or is_house_of(name, self.title)

    def _local(self, index: int) -> Iterator[PhoneSeen]:
        """A number without its area code, where the label of its cell gives that: `電話(03)` over 5550-1001."""
        text = phones.fold(self.document.blocks[index].text)
        local = _LOCAL.search(text)
        if local is None:
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
            if phone is None or phones.find(text):
                continue  # a number that is shown was read there, however its link is spelt
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
                snippet=text[: 2 * SNIPPET_RADIUS],
                no_number=no_number,
            )

    def from_microdata(self) -> Iterator[PhoneSeen]:
        """Numbers that microdata or RDFa gives in an attribute, where nobody sees them."""
        if not holds(Rule.MICRODATA):
            return
        for node in self.document.tree.css(
            '[itemprop="telephone"][content],[property$="telephone"][content],[property$="phone_number"][content]'
        ):
            phone = phones.parse((node.attributes.get("content") or "")[:40])
            if phone is None or _describes_person(node):
                continue
            yield PhoneSeen(
                phone.e164,
                phone.line,
                phone.raw,
                Role.MAIN,
                "telephone",
                Place.JSON_LD,
                f'"telephone": "{phone.raw}"',
                frozenset({Trait.STRUCTURED}),
                no_number=NoNumber.PLACEHOLDER
                if holds(Rule.PLACEHOLDER) and phones.is_placeholder(phone.e164)
                else None,
            )


def _class(node: LexborNode | None) -> str:
    return "" if node is None else f"{node.tag}.{node.attributes.get('class') or ''}"


def _is_name_alone(line: str) -> bool:
    """Whether a line above is a company's name and little else, not a sentence or a list that names customers."""
    text = line.strip("■●◆◎▼【】[]◇□★☆・ ")
    if len(text) > 30 or text.endswith("。") or _SHORT_HINT.search(text):
        return False
    found = names_beside([text])
    return bool(found) and text.startswith(found[0][:4]) and len(text) - len(found[0]) <= _MOST_BESIDE_NAME


def _target(node: LexborNode) -> str:
    """What a tel: link dials, without what follows the number."""
    return unquote(node.attributes.get("href") or "")[4:].partition(";")[0].partition(",")[0].strip(" /")[:60]


def _dialled(node: LexborNode) -> phones.Phone | None:
    target = _target(node)
    return phones.parse(target) or (phones.parse(f"+{target}") if target.startswith("81") else None)


def _with_digits(text: str) -> str:
    """A text with the numbers that are written in kanji digits (電話 〇三-五五五〇-一〇〇一) in ASCII ones."""
    return _KANJI_NUMBER.sub(lambda number: number.group().translate(_KANJI_DIGITS), text)


def _first_words(texts: Sequence[str]) -> str:
    """The first text that has a word, without the words for a telephone: what tells entries of a list apart."""
    return next((words[:40] for text in texts if (words := _LINE_WORDS.sub("", text).strip(" :：/・-"))), "")


def _describes_person(node: LexborNode) -> bool:
    climbing: LexborNode | None = node
    while climbing is not None:
        kind = (
            climbing.attributes.get("itemtype") or climbing.attributes.get("typeof")
            if climbing.tag not in ("html", None)
            else None
        )
        if kind:
            return "Person" in kind or "Product" in kind
        climbing = climbing.parent
    return False


def _alike(keys: set[str], own: frozenset[str]) -> bool:
    """Whether names may be one company's after all: one within the other (a brand, a department, a misread piece)."""
    return any(len(min(a, b, key=len)) >= 2 and (a in b or b in a) for a in keys for b in own)


def _mark(text: str, found: Sequence[phones.Found]) -> list[tuple[int, str]]:
    """(end of the piece, the text since the last number, which is shown as one mark), a piece for each number."""
    pieces, at = [], 0
    for one in found:
        pieces.append((one.start, text[at : one.start]))
        at = one.end
    return pieces


def _before(marked: list[tuple[int, str]], text: str, one: phones.Found) -> str:
    """The words before a number in its line; earlier numbers of the line are one mark each."""
    line_start = text.rfind("\n", 0, one.start) + 1
    parts = [
        piece if end - len(piece) >= line_start else text[line_start:end]
        for end, piece in marked
        if line_start <= end <= one.start
    ]
    return NUMBER_MARK.join(parts)


def _line_above(text: str, one: phones.Found) -> str:
    """The line above a number within its block, if it is short and holds no number itself."""
    above = text[: one.start].rpartition("\n")[0].rpartition("\n")[2]
    return above if len(above) <= LABEL_LENGTH and not phones.find(above) else ""


def _lines_above(text: str, one: phones.Found) -> list[str]:
    """The short lines above a number in its block, nearest first, up to the office that leads one of them."""
    found: list[str] = []
    if not holds(Rule.OFFICE_ABOVE):
        return found
    for line in reversed(text[: one.start].split("\n")[:-1][-12:]):
        if len(line) > 120:
            break
        lead = office_that_leads(line)
        if phones.find(line):
            if lead:
                break
        elif lead:
            return [*found, lead[1]]
        elif len(line) <= LABEL_LENGTH:
            found.append(line)
    return found


def _after(text: str, found: Sequence[phones.Found], one: phones.Found) -> str:
    """The words after a number in its line, with a mark if another number follows them."""
    following = min(
        (other.start for other in found if other.start >= one.end), default=len(text) + _REACH_AFTER
    )
    end = min(following, one.end + _REACH_AFTER)
    words, newline, below = text[one.end : end].partition("\n")
    if not words.strip() and (remark := _REMARK.match(below)):
        return remark.group()  # a remark in brackets under the number
    return words + NUMBER_MARK if following == end and not newline else words


def _snippet(context: Context, text: str, one: phones.Found) -> str:
    start, end = max(0, one.start - SNIPPET_RADIUS), one.end + SNIPPET_RADIUS
    words = text[start:end]
    missing = SNIPPET_RADIUS - (one.start - start)
    label = context.row or ("" if one.start else context.previous)
    return f"{label[-missing:]} {words}".strip() if label and missing > 0 else words.strip()


def _from_json_ld(blocks: Sequence[Any], title: str) -> Iterator[PhoneSeen]:
    for told in telephones(blocks):
        phone = phones.parse(told.text)
        if phone is None:
            continue
        name = json.dumps(told.name or None, ensure_ascii=False)
        snippet = f'"name": {name}, "{told.key}": "{told.text}"'
        traits = {Trait.STRUCTURED} if told.theirs else {Trait.THIRD_PARTY}
        if told.role is Role.BRANCH and "".join(told.name.rpartition(" ")[2].split()) in title:
            traits.add(Trait.OWN_BRANCH)
        yield PhoneSeen(
            phone.e164,
            phone.line,
            told.text,
            told.role,
            told.key,
            Place.JSON_LD,
            snippet[: 2 * SNIPPET_RADIUS],
            frozenset(traits),
            told.name[:40],
            NoNumber.PLACEHOLDER if holds(Rule.PLACEHOLDER) and phones.is_placeholder(phone.e164) else None,
        )
