"""The telephone numbers of one page, each with where it stands, whose it is and the words beside it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from crawler.extract.context import LABEL_LENGTH, Context, context_of
from crawler.extract.json_ld import organisations, texts
from crawler.extract.page import Document
from crawler.extract.roles import NUMBER_MARK, Words, is_something_else, role_of
from workbench.contract.states import Line, Place, Role
from workbench.japan import phones

SNIPPET_RADIUS = 40

# A cheap sign that a block may hold a number: two digits with a zero, a bracket or a plus before them.
_HINT = re.compile(r"[0０(（+＋][0-9０-９(（ ]")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class PhoneSeen:
    """One number at one place of a page."""

    e164: str
    line: Line
    raw: str
    role: Role
    label: str | None
    place: Place
    snippet: str


def phones_of(document: Document, json_ld: Sequence[Any]) -> list[PhoneSeen]:
    """All telephone numbers of a page that are no placeholders, in the order of places: JSON-LD, text, tel: links.

    A tel: link is only taken where its number stands nowhere in the text: what people see wins.
    """
    seen = [*_from_json_ld(json_ld), *_from_blocks(document)]
    shown = {phone.e164 for phone in seen}
    seen += [phone for phone in _from_links(document) if phone.e164 not in shown]
    return [phone for phone in seen if not phones.is_placeholder(phone.e164)]


def _from_blocks(document: Document) -> Iterator[PhoneSeen]:
    for index, block in enumerate(document.blocks):
        if not _HINT.search(block.text):
            continue
        found = phones.find(block.text)
        if not found:
            continue
        context = context_of(document.blocks, index)
        marked = _mark(block.text, found)
        for one in found:
            before = _before(marked, block.text, found, one)
            words = Words(
                before=before,
                after=_after(block.text, found, one),
                row=context.row
                or ("" if _WORD.search(before) else _line_above(block.text, one) or context.previous),
                column=context.column,
                heading=context.heading,
            )
            if is_something_else(words):
                continue
            role, label = role_of(words)
            yield PhoneSeen(
                one.phone.e164,
                one.phone.line,
                one.phone.raw,
                role,
                label,
                context.place,
                _snippet(context, block.text, one),
            )


def _mark(text: str, found: Sequence[phones.Found]) -> list[tuple[int, str]]:
    """(end of the piece, the text since the last number, which is shown as one mark), a piece for each number."""
    pieces, at = [], 0
    for one in found:
        pieces.append((one.start, text[at : one.start]))
        at = one.end
    return pieces


def _before(
    marked: list[tuple[int, str]], text: str, found: Sequence[phones.Found], one: phones.Found
) -> str:
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


def _after(text: str, found: Sequence[phones.Found], one: phones.Found) -> str:
    following = [other.start for other in found if other.start >= one.end]
    end = min([*following, one.end + 16])
    return text[one.end : end].partition("\n")[0]


def _snippet(context: Context, text: str, one: phones.Found) -> str:
    start, end = max(0, one.start - SNIPPET_RADIUS), one.end + SNIPPET_RADIUS
    words = text[start:end]
    missing = SNIPPET_RADIUS - (one.start - start)
    label = context.row or ("" if one.start else context.previous)
    return f"{label[-missing:]} {words}".strip() if label and missing > 0 else words.strip()


def _from_links(document: Document) -> Iterator[PhoneSeen]:
    for link in document.tree.css('a[href^="tel:" i]'):
        target = unquote(link.attributes.get("href") or "")[4:].partition(";")[0]
        text = " ".join(link.text().split())
        phone = phones.parse(target)
        if phone is None or phones.find(text):
            continue  # a number that is shown was read there, however its link is spelt
        words = Words(before=text, row=link.attributes.get("aria-label") or "")
        role, label = role_of(words)
        yield PhoneSeen(
            phone.e164,
            phone.line,
            target,
            Role.MAIN if role is Role.OTHER else role,
            label,
            Place.TEL_LINK,
            text[: 2 * SNIPPET_RADIUS],
        )


def _from_json_ld(blocks: Sequence[Any]) -> Iterator[PhoneSeen]:
    for organisation in organisations(blocks):
        name = organisation.get("name")
        for key, default in (("telephone", Role.MAIN), ("faxNumber", Role.FAX)):
            for text in texts(organisation.get(key)):
                phone = phones.parse(text)
                if phone is not None:
                    snippet = f'"name": {json.dumps(name, ensure_ascii=False)}, "{key}": "{text}"'
                    yield PhoneSeen(
                        phone.e164,
                        phone.line,
                        text,
                        default,
                        key,
                        Place.JSON_LD,
                        snippet[: 2 * SNIPPET_RADIUS],
                    )
