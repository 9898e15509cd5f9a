"""The words of a page as blocks in reading order, each with the element it stands in.

A walk over all nodes of a page, so it is written for speed: what can be told once is told once.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.extract.elements import Elements

# Elements that begin and end a line of their own; everything else is part of the running text.
BLOCKS = frozenset(
    """
    address article aside blockquote body button caption center dd details dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main
    menu nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads better in lines
)
# What a reader does not see, what is not the page's own words, and what is struck out: it holds no longer.
UNSEEN = frozenset(
    """
    script style template noscript iframe object math select option datalist textarea head
    title audio video canvas defs symbol desc metadata del s strike
    """.split()  # noqa: SIM905 - a list of words reads better in lines
)
_NO_ELEMENT = frozenset({"-comment", "-doctype", "-document", "-undef", "-end-of-file"})
# What a node is, by its tag; what has no kind is an inline element.
_TEXT, _LINE_BREAK, _BLOCK, _SKIPPED = range(1, 5)


def _kinds(unread: frozenset[str]) -> dict[str | None, int]:
    return {
        "-text": _TEXT,
        "br": _LINE_BREAK,
        **dict.fromkeys(BLOCKS, _BLOCK),
        **dict.fromkeys(unread | _NO_ELEMENT, _SKIPPED),
    }


_KINDS = _kinds(UNSEEN)
_LINES_KEPT = frozenset({"pre"})
_BREAK = "\ue000"  # private use: survives the collapsing of white space, then becomes a line break
_MAX_DEPTH = 512
_ENDS_WORD = re.compile(r"[ぁ-んァ-ヶー一-龥][ぁ-んァ-ヶー一-龥)）]$").search


class Block(NamedTuple):
    """A line or paragraph of a page (lines parted by \\n), the element that holds it, and that element's tag."""

    text: str
    node: LexborNode
    tag: str


@dataclass(frozen=True)
class TelLink:
    """A link that dials: its element, and how many blocks begin before it."""

    node: LexborNode
    index: int


def read_blocks(
    root: LexborNode, elements: Elements, unread: frozenset[str] = UNSEEN
) -> tuple[list[Block], list[TelLink]]:
    """The blocks and the links that dial below `root`, without recursion: pages nest deeper than Python's stack."""
    blocks: list[Block] = []
    links: list[TelLink] = []
    hidden, dials, said = elements.hidden, elements.dials, elements.said
    special = bool(hidden or dials or said)
    kind_of = (_KINDS if unread is UNSEEN else _kinds(unread)).get
    owner, keeps_lines = root, False
    # What encloses the present node: each with the owner of the text round it, None for an inline element, and whether
    # lines are kept there.
    parents: list[tuple[LexborNode, LexborNode | None, bool]] = []
    parts: list[str] = []
    node: LexborNode | None = root.first_child
    while True:
        while node is not None:
            tag = node.tag
            kind = kind_of(tag)
            if kind == _TEXT:
                text = node.text_content or ""
                if keeps_lines:
                    text = text.replace("\n", _BREAK)
                # White space at the beginning of a block is none of it, and most of all text nodes are such.
                if parts or not text.isspace():
                    parts.append(text)
            elif kind == _LINE_BREAK:
                parts.append(_BREAK)
            elif kind != _SKIPPED and len(parents) < _MAX_DEPTH:
                if special:
                    key = node.mem_id
                    if key in hidden:
                        node = node.next
                        continue
                    if key in dials:
                        links.append(TelLink(node, len(blocks)))
                    if key in said:
                        parts.append(said[key])
                if kind == _BLOCK:
                    if parts:
                        _close(blocks, parts, owner)
                    parents.append((node, owner, keeps_lines))
                    owner, keeps_lines = node, tag in _LINES_KEPT
                else:
                    parts += _gap(node, parts) if tag == "span" and parts else ()
                    parents.append((node, None, keeps_lines))
                node = node.first_child
                continue
            node = node.next
        if parts and (not parents or parents[-1][1] is not None):
            _close(blocks, parts, owner)
        if not parents:
            return blocks, links
        left, before, keeps_lines = parents.pop()
        if before is not None:
            owner = before
        node = left.next


def _gap(node: LexborNode, parts: list[str]) -> str:
    """A blank between two spans side by side that hold words: a style sheet sets them apart, as label and value."""
    if not _ENDS_WORD(parts[-1]):
        return ""
    before = node.prev
    return " " if before is not None and before.tag == "span" else ""


def _close(blocks: list[Block], parts: list[str], owner: LexborNode) -> None:
    """Make a block of what was gathered, unless it is white space."""
    text = " ".join((parts[0] if len(parts) == 1 else "".join(parts)).split())
    parts.clear()
    if _BREAK in text:
        text = "\n".join(line for part in text.split(_BREAK) if (line := part.strip()))
    if text:
        blocks.append(Block(text, owner, owner.tag or ""))
