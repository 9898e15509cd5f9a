"""The telephone numbers of one page, each with where it stands, whose it is and the words beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.extract.judge import Judge
from crawler.extract.once import numbers_in
from crawler.extract.owner.owner import Owner
from crawler.extract.page.first_look import AREA_CODES
from crawler.extract.page.hints import HINT, LOCAL_HINT, blocks_with_hints
from crawler.extract.page.page import Document
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import PhoneSeen
from crawler.extract.structured import from_json_ld, from_microdata
from crawler.extract.words import words_beside
from crawler.extract.words.columns import label_beside
from crawler.extract.words.context import LABEL_LENGTH, Surroundings
from crawler.extract.words.not_numbers import NoNumber
from crawler.extract.words.words import NUMBER_MARK, Words, names_line
from workbench.contract.states import Place, Role
from workbench.japan import phones

# What the numbers of one page may cost, in characters: each is judged by its block, and by the words round it, which
# cost about as much as so many characters. Two thousand numbers are read of short lines; no owner has more.
_MOST_TO_JUDGE = 10_000_000
_WORDS_ROUND = 5_000
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# Two numbers of which one is for small screens, or a number and its FAX, whose elements touch.
_WHOLE = "0[0-9]{1,4}[-(][0-9]{1,4}[-)][0-9]{3,4}"
_GLUED = re.compile(f"((?<![0-9]){_WHOLE})(?={_WHOLE}(?![0-9]))")
_WORD = re.compile(r"[\w☎℡]")
_AREA_IN_LABEL = re.compile(r"(?:[(（]|市外局番[ はが:：]*)(0[0-9]{1,4})[)）]?")
_KANJI_NUMBER = re.compile(
    r"〇[〇一二三四五六七八九]{1,4}(?:[-－ー―‐─・の()（）局 　]{1,2}[〇一二三四五六七八九]{1,4}){1,2}"
)
# What is said between the groups of a number, and sometimes written: (0242)55局1031番, 0737の52の6038.
_SAID = re.compile(r"[の局](?<=[0-9０-９)）].)の?(?=[0-9０-９])| の (?<=[0-9０-９] の )(?=[0-9０-９])")
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
    owner = Owner(document, own, strangers)
    reader = _Reader(document, owner)
    seen = [*from_json_ld(json_ld, owner.title), *reader.from_blocks(), *from_microdata(document)]
    shown = {phone.e164 for phone in seen}
    if holds(Rule.TEL_LINKS):
        seen += [phone for phone in reader.from_links() if phone.e164 not in shown]
    return seen


class _Reader:
    """One page while its numbers are read."""

    def __init__(self, document: Document, owner: Owner) -> None:
        self.document = document
        self.surroundings = Surroundings(document.blocks)
        self._left = _MOST_TO_JUDGE
        dialled = {phone.e164 for link in document.tel_links if (phone := _dialled(link.node))}
        self.judge = Judge(owner, self.surroundings, dialled)

    def from_blocks(self) -> Iterator[PhoneSeen]:
        for index in blocks_with_hints(self.document):
            block = self.document.blocks[index]
            text = _as_digits(block.text)
            found: Sequence[phones.Found] = ()
            if HINT.search(text):
                text = _GLUED.sub(_and_a_blank, _NO_WIDTH.sub("", text))
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
                yield self.judge.judged(index, block.node, context, words, one, text)

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

    def _local(self, index: int) -> Iterator[PhoneSeen]:
        """A number without its area code, where the label of its cell gives that: `電話(03)` over 5550-1001."""
        text = phones.fold(self.document.blocks[index].text)
        local = _LOCAL.search(text)
        if local is None or self.document.first_look.isdisjoint(AREA_CODES):
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
            seen = self.judge.judged(index, self.document.blocks[index].node, context, words, one, text)
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
            seen = self.judge.judged(link.index, link.node, context, words, phones.Found(0, 0, phone), text)
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


def _and_a_blank(number: re.Match[str]) -> str:
    return f"{number.group()} "  # `re` would read a template anew for each block


def _target(node: LexborNode) -> str:
    """What a tel: link dials, without what follows the number."""
    return unquote(node.attributes.get("href") or "")[4:].partition(";")[0].partition(",")[0].strip(" /")[:60]


def _dialled(node: LexborNode) -> phones.Phone | None:
    target = _target(node)
    return phones.parse(target) or (phones.parse(f"+{target}") if target.startswith("81") else None)


def _as_digits(text: str) -> str:
    """A text with its numbers in digits and dashes, of the same length: 〇三-五五五〇-一〇〇一, 0737の52の6038."""
    if "〇" in text and holds(Rule.KANJI_DIGITS):
        text = _KANJI_NUMBER.sub(lambda number: number.group().translate(_KANJI_DIGITS), text)
    return _SAID.sub(_dashes, text) if holds(Rule.SAID_BETWEEN) else text


def _dashes(said: re.Match[str]) -> str:
    return "-" * (said.end() - said.start())
