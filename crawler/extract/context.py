"""Where on a page a block stands: in a table, a list or the footer, under which labels and which heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.extract.page import Block
from workbench.contract.states import Place
from workbench.japan import phones

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend"})
_OFFICE = re.compile(r"(?:本社|本店|本部|支店|支社|営業所|出張所|工場|事業所|センター|店)\s*$")
_CELLS = frozenset({"td", "th"})
_MARKED_FOOTER = re.compile(r"\bfoot(?:er)?|copyright", re.IGNORECASE)
LABEL_LENGTH = 30
_HEADING_REACH = 12


@dataclass(frozen=True)
class Context:
    place: Place
    row: str
    column: str
    previous: str  # the block before, if it is short: the label where columns are made of div elements
    heading: str


def context_of(blocks: Sequence[Block], index: int) -> Context:
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
    if len(previous) > LABEL_LENGTH or phones.find(previous):
        previous = ""
    return Context(place, row, column, previous, _heading(blocks, index))


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
        if len(block.text) > LABEL_LENGTH:
            continue
        if block.tag in _HEADINGS or _OFFICE.search(block.text):
            return block.text
    return ""
