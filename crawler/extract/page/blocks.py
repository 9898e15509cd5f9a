"""The words of a page as blocks in reading order, each with the element it stands in.

A walk over all nodes of a page, so it is written for speed: what can be told once is told once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, overload

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.page.elements import Elements

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
# What a node is, by its tag: from _INLINE on, elements that are read, from _BLOCK on, those that begin and end lines.
_TEXT, _LINE_BREAK, _SKIPPED, _INLINE, _SPAN, _BLOCK, _LINES_KEPT = range(7)
_LABELS = frozenset({"span", "b", "strong"})
_MOST_KNOWN_TAGS = 1_000
_BREAK = "\ue000"  # private use: survives the collapsing of white space, then becomes a line break
_MAX_DEPTH = 512
# The end of a word, or of an address: 港区芝1-2-3
_ENDS_WORD = re.compile(r"[ぁ-んァ-ヶー一-龥](?:[ぁ-んァ-ヶー一-龥)）]|[0-9-]{3,12})$|[a-z]{3}$").search


class Block(NamedTuple):
    """A line or paragraph of a page (lines parted by \\n) and the element that holds it."""

    text: str
    node: LexborNode

    @property
    def tag(self) -> str:
        return self.node.tag or ""


class Blocks(Sequence[Block]):
    """The blocks of a page, their texts and elements each in a list of its own.

    A block is made when it is asked for: of two hundred few are, and to make all of them was a fifth of the walk.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.nodes: list[LexborNode] = []

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> Block: ...
    @overload
    def __getitem__(self, at: slice) -> list[Block]: ...
    def __getitem__(self, at: int | slice) -> Block | list[Block]:
        if isinstance(at, slice):
            return list(map(Block, self.texts[at], self.nodes[at]))
        return Block(self.texts[at], self.nodes[at])

    def __iter__(self) -> Iterator[Block]:
        return map(Block, self.texts, self.nodes)


@dataclass(frozen=True)
class TelLink:
    """A link that dials: its element, and how many blocks begin before it."""

    node: LexborNode
    index: int


@dataclass(frozen=True)
class _Kinds:
    """What nodes are by the parser's number of their tag, which takes a third of the time of its name.

    Tags that the parser does not know have other numbers on each page, all large: they are looked up by name.
    """

    by_number: Mapping[int, int]
    by_name: Mapping[str | None, int]


def tag_number(tag: str) -> int:
    """The parser's number of a tag; of an element it is told in a third of the time of the tag's name."""
    return LexborHTMLParser("<p>").create_node(tag).tag_id


@lru_cache(maxsize=2)
def _kinds(unread: frozenset[str]) -> _Kinds:
    kinds: dict[str | None, int] = {
        **dict.fromkeys(BLOCKS, _BLOCK),
        **dict.fromkeys(unread, _SKIPPED),
        "pre": _LINES_KEPT,
        "span": _SPAN,
        "br": _LINE_BREAK,
    }
    by_number = dict.fromkeys(range(_MOST_KNOWN_TAGS), _INLINE)
    by_number |= {tag_number(str(name)): kind for name, kind in kinds.items()}
    paragraph = LexborHTMLParser("<p>text").css("p")[0]
    by_number |= {node.tag_id: _TEXT for node in paragraph.iter(include_text=True)}
    return _Kinds({number: by_number[number] for number in by_number if number < _MOST_KNOWN_TAGS}, kinds)


def read_blocks(  # noqa: PLR0915 - one walk: a call for each node costs as much as the node
    root: LexborNode, elements: Elements, unread: frozenset[str] = UNSEEN
) -> tuple[Blocks, list[TelLink]]:
    """The blocks and the links that dial below `root`, without recursion: pages nest deeper than Python's stack."""
    blocks = Blocks()
    texts, nodes = blocks.texts, blocks.nodes
    links: list[TelLink] = []
    special, special_tags = elements.special, elements.special_tags
    kinds = _kinds(unread)
    kind_of = kinds.by_number.get
    owner, keeps_lines = root, False
    # What encloses the present node: each with the owner and the keeping of lines round it, and whether it is a block.
    parents: list[tuple[LexborNode, LexborNode, bool, bool]] = []
    parts: list[str] = []
    node: LexborNode | None = root.first_child
    while True:
        while node is not None:
            tag = node.tag_id
            if (kind := kind_of(tag)) is None:
                kind = kinds.by_name.get(node.tag, _INLINE)
            if kind >= _INLINE:
                if tag in special_tags and (key := node.mem_id) in special:
                    if key in elements.hidden:
                        node = node.next
                        continue
                    _take_note(node, elements, len(blocks), links, parts)
                is_block = kind >= _BLOCK
                if parts and is_block:
                    _close(blocks, parts, owner)
                elif parts and kind == _SPAN:
                    parts += _gap(node, parts)
                first = node.first_child
                if first is not None:
                    if (
                        first.next is not None
                        or kind_of(first.tag_id) != _TEXT
                        or keeps_lines
                        or kind == _LINES_KEPT
                    ):
                        if len(parents) < _MAX_DEPTH:
                            parents.append((node, owner, keeps_lines, is_block))
                            if is_block:
                                owner, keeps_lines = node, kind == _LINES_KEPT
                            node = first
                        else:
                            node = node.next
                        continue
                    # One text and nothing else, as in most elements: it is read without stepping down.
                    text = first.text_content or ""
                    if not is_block:
                        if parts or not text.isspace():
                            parts.append(text)
                    elif _BREAK in text:
                        _add(blocks, text, node)
                    elif text := " ".join(text.split()):  # as _add, without the call
                        texts.append(text)
                        nodes.append(node)
            elif kind == _TEXT:
                text = node.text_content or ""
                # White space at the beginning of a block is none of it, and most of all text nodes are such.
                if parts or not text.isspace():
                    parts.append(text.replace("\n", _BREAK) if keeps_lines else text)
            elif kind == _LINE_BREAK:
                parts.append(_BREAK)
            node = node.next
        if parts and (not parents or parents[-1][3]):
            _close(blocks, parts, owner)
        if not parents:
            return blocks, links
        left, owner, keeps_lines, _ = parents.pop()
        node = left.next


def _take_note(
    node: LexborNode, elements: Elements, index: int, links: list[TelLink], parts: list[str]
) -> None:
    """Keep a link that dials, and what an element says without text."""
    key = node.mem_id
    if key in elements.dials:
        links.append(TelLink(node, index))
    if key in elements.said:
        parts.append(elements.said[key])


def _gap(node: LexborNode, parts: list[str]) -> str:
    """A blank between a span and one before it that hold words: a style sheet sets them apart, as label and value."""
    if not _ENDS_WORD(parts[-1]):
        return ""
    before = node.prev
    return " " if before is not None and before.tag in _LABELS else ""


def _close(blocks: Blocks, parts: list[str], owner: LexborNode) -> None:
    """Make a block of what was gathered."""
    _add(blocks, parts[0] if len(parts) == 1 else "".join(parts), owner)
    parts.clear()


def _add(blocks: Blocks, text: str, owner: LexborNode) -> None:
    """Make a block of a text, unless it is white space."""
    text = " ".join(text.split())
    if _BREAK in text:
        text = "\n".join([line for part in text.split(_BREAK) if (line := part.strip())])
    if text:
        blocks.texts.append(text)
        blocks.nodes.append(owner)
