"""The parts of a page, by their tags and by what their class names say: header, footer, aside, nav, main."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawler.extract.blocks import Block

_MARKED_FOOTER = re.compile(r"\bfoot(?:er)?|copyright", re.IGNORECASE)
_MARKED_HEADER = re.compile(r"\b(?:site|global|page)?[-_]?head(?:er)?\b", re.IGNORECASE)
_GROUPS = frozenset({"div", "address", "section", "p", "ul", "td", "table"})


class Landmarks:
    """Which part of a page an element belongs to, with what was found out so far."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._known: dict[int, tuple[int, str]] = {}
        self._homes: dict[int, int] = {}

    def of_node(self, node: LexborNode) -> tuple[int, str]:
        """(identity, kind) of the part of the page that an element belongs to: header, footer, aside, nav or ""."""
        passed: list[int] = []
        climbing: LexborNode | None = node
        found = (0, "")
        while climbing is not None and climbing.tag not in ("body", "html", None):
            key = climbing.mem_id
            if key in self._known:
                found = self._known[key]
                break
            passed.append(key)
            if kind := _kind_of(climbing):
                found = (key, kind)
                break
            climbing = climbing.parent
        self._known.update(dict.fromkeys(passed, found))
        return found

    def of_block(self, index: int) -> int:
        """The identity of the part of the page that a block belongs to."""
        known = self._homes.get(index)
        if known is None:
            known = self._homes[index] = self.of_node(self._blocks[index].node)[0]
        return known


def _kind_of(node: LexborNode) -> str:
    tag = node.tag
    if tag in ("footer", "header", "aside", "nav", "main"):
        if tag == "header" and node.parent is not None and node.parent.tag in ("article", "section", "main"):
            return ""
        return str(tag)
    if tag in _GROUPS:
        attributes = node.attrs
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if len(names) > 1:
            if _MARKED_FOOTER.search(names):
                return "footer"
            if _MARKED_HEADER.search(names):
                return "header"
    return ""
