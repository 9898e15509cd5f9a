"""The telephone numbers of one page, each with where it stands, whose it is and the words beside it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.extract.page import Block, Document
from crawler.extract.roles import NUMBER_MARK, TEL, Words, is_something_else, role_of
from workbench.contract.states import Line, Place, Role
from workbench.japan import phones

SNIPPET_RADIUS = 40

# A cheap sign that a block may hold a number: two digits with a zero, a bracket or a plus before them.
_HINT = re.compile(r"[0０(（+＋][0-9０-９(（ ]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend"})
_OFFICE = re.compile(r"(?:本社|本店|本部|支店|支社|営業所|出張所|工場|事業所|センター|店)\s*$")
_WORD = re.compile(r"\w")
_CELLS = frozenset({"td", "th"})
_MARKED_FOOTER = re.compile(r"\bfoot(?:er)?|copyright", re.IGNORECASE)
_HEADING_LENGTH = 30
_HEADING_REACH = 12


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
        context = _context(document.blocks, index)
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
    return above if len(above) <= _HEADING_LENGTH and not phones.find(above) else ""


def _after(text: str, found: Sequence[phones.Found], one: phones.Found) -> str:
    following = [other.start for other in found if other.start >= one.end]
    end = min([*following, one.end + 16])
    return text[one.end : end].partition("\n")[0]


@dataclass(frozen=True)
class _Context:
    place: Place
    row: str
    column: str
    previous: str  # the block before, if it is short: the label where columns are made of div elements
    heading: str


def _context(blocks: Sequence[Block], index: int) -> _Context:
    """Where a block stands: its kind of place, the label of its row and column, the heading above it."""
    node = blocks[index].node
    place, row, column = Place.TEXT, "", ""
    climbing: LexborNode | None = node
    while climbing is not None and climbing.tag not in ("body", "html", None):
        tag = climbing.tag
        if tag in _CELLS and place is Place.TEXT:
            place, row, column = Place.TABLE, *_labels_of_cell(climbing)
        elif tag == "dd" and place is Place.TEXT:
            place, row = Place.TABLE, _previous(climbing, "dt")
        elif tag == "footer" or (tag in ("div", "address", "section", "p") and _is_footer(climbing)):
            if place is Place.TEXT:
                place = Place.FOOTER
            break
        climbing = climbing.parent
    previous = blocks[index - 1].text if index else ""
    if len(previous) > _HEADING_LENGTH or phones.find(previous):
        previous = ""
    return _Context(place, row, column, previous, _heading(blocks, index))


def _labels_of_cell(cell: LexborNode) -> tuple[str, str]:
    """(row label, column header) of a table cell; "" where there is none."""
    tr = cell.parent
    if tr is None or tr.tag != "tr":
        return "", ""
    cells = [child for child in tr.iter() if child.tag in _CELLS]
    position = next((i for i, other in enumerate(cells) if other.mem_id == cell.mem_id), 0)
    row = ""
    if position:
        heads = [other for other in cells[:position] if other.tag == "th"] or cells[:1]
        row = _text(heads[-1])
    first = _first_row(tr)
    column = ""
    if first is not None and first.mem_id != tr.mem_id:
        heads = [child for child in first.iter() if child.tag in _CELLS]
        if len(heads) > max(position, 1) and not phones.find(text := _text(heads[position])):
            column = text
    return row, column


def _first_row(tr: LexborNode) -> LexborNode | None:
    table = tr.parent
    while table is not None and table.tag != "table":
        table = table.parent
    return table.css_first("tr") if table is not None else None


def _previous(node: LexborNode, tag: str) -> str:
    before = node.prev
    while before is not None:
        if before.tag == tag:
            return _text(before)
        before = before.prev
    return ""


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())[:60]


def _is_footer(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(_MARKED_FOOTER.search(f"{attributes.get('id') or ''} {attributes.get('class') or ''}"))


def _heading(blocks: Sequence[Block], index: int) -> str:
    """The nearest heading above a block: a heading's element, or a short line that ends like an office's name."""
    for block in reversed(blocks[max(0, index - _HEADING_REACH) : index]):
        if len(block.text) > _HEADING_LENGTH:
            continue
        if block.tag in _HEADINGS or _OFFICE.search(block.text):
            return block.text
    return ""


def _snippet(context: _Context, text: str, one: phones.Found) -> str:
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
            for text in _texts(organisation.get(key)):
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


def organisations(blocks: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that tell of an organisation: those with a telephone, an address or a fitting type."""
    waiting = list(blocks)
    for _ in range(2_000):  # no page describes more; nesting is taken apart without recursion
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            kind = " ".join(_texts(value.get("@type")))
            if value.get("telephone") or re.search(
                r"Organization|Corporation|Business|Store|Restaurant|Hotel", kind
            ):
                yield value
            waiting += [inner for inner in value.values() if isinstance(inner, (dict, list))]


def json_ld_of(document: Document) -> list[Any]:
    """The parsed JSON-LD blocks of a page; a block that is broken is mended where that is easy, else left out."""
    values = []
    for script in document.tree.css('script[type="application/ld+json"]'):
        text = (script.text() or "").strip().removeprefix("<!--").removesuffix("-->").strip()
        for attempt in (text, re.sub(r",\s*([}\]])", r"\1", re.sub(r"[\n\r\t]", " ", text))):
            try:
                values.append(json.loads(attempt))
                break
            except (ValueError, RecursionError):
                continue
    return values


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def is_labelled(phone: PhoneSeen) -> bool:
    """Whether the words beside a number call it a telephone number."""
    return phone.label is not None and bool(TEL.search(phone.label))
