"""Labels and values that are set as two columns without a table: all labels in one box, all values in the next."""

import re
from collections.abc import Sequence

from crawler.extract.page.blocks import Block
from crawler.extract.words.words import names_line

_DIGITS = re.compile(r"\d\d")
_LONGEST = 14  # characters of a label
_MOST = 30


def label_beside(blocks: Sequence[Block], index: int, line: int) -> str:
    """The label that stands in the box before at the same place as a line of a block; "" if there are no such boxes.

    The boxes hold a line each for label and value (`TEL<br>FAX` before two numbers), or a block each.
    """
    own = blocks[index].text.split("\n")
    if len(own) > 1:
        labels = blocks[index - 1].text.split("\n") if index else []
        return labels[line] if len(labels) == len(own) and _are_labels(labels) else ""
    first, last = _box(blocks, index)
    count = last - first
    if count < 2 or first < count or _box(blocks, first - 1) != (first - count, first):
        return ""
    labels = [block.text for block in blocks[first - count : first]]
    return labels[index - first] if _are_labels(labels) else ""


def _box(blocks: Sequence[Block], index: int) -> tuple[int, int]:
    """(first, one past the last) of the blocks round one whose elements lie side by side in one element."""
    parent = blocks[index].node.parent
    if parent is None:
        return index, index + 1
    key, first, last = parent.mem_id, index, index + 1
    while first and index - first < _MOST and _parent(blocks[first - 1]) == key:
        first -= 1
    while last < len(blocks) and last - index < _MOST and _parent(blocks[last]) == key:
        last += 1
    return first, last


def _parent(block: Block) -> int:
    parent = block.node.parent
    return 0 if parent is None else int(parent.mem_id)


def _are_labels(texts: Sequence[str]) -> bool:
    short = all(len(text) <= _LONGEST and not _DIGITS.search(text) for text in texts)
    return short and any(names_line(text) for text in texts)
