"""The parts of a page, by their tags and by what their class names say: header, footer, aside, nav, main."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract.page.blocks import Blocks

# The head and the foot of a card or of a post are none of the page's.
_BOXES = (
    "accordion",
    "article",
    "box",
    "card",
    "comment",
    "entry",
    "item",
    "j",
    "list",
    "modal",
    "panel",
    "post",
    "table",
    "widget",
)
NOT_OF_A_BOX = "".join(f"(?<!{box}-)" for box in _BOXES)
_MARKED_FOOTER = re.compile(rf"\b{NOT_OF_A_BOX}foot(?:er)?|copyright", re.IGNORECASE)
_MARKED_HEADER = re.compile(rf"\b(?:site|global|page)?[-_]?{NOT_OF_A_BOX}head(?:er)?\b", re.IGNORECASE)
_PARTS = frozenset({"footer", "header", "aside", "nav", "main"})
_GROUPS = frozenset({"div", "address", "section", "p", "ul", "td", "table"})
_ROOTS = frozenset({"body", "html", None})
_NO_PART = (0, "")


class Landmarks:
    """Which part of a page an element belongs to, with what was found out so far."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._known: dict[int, tuple[int, str]] = {}
        self._homes: dict[int, int] = {}

    def of_node(self, node: LexborNode) -> tuple[int, str]:
        """(identity, kind) of the part of the page that an element belongs to: header, footer, aside, nav or ""."""
        passed: list[int] = []
        climbing: LexborNode | None = node
        found = _NO_PART
        while climbing is not None:
            key = climbing.mem_id
            if (known := self._known.get(key)) is not None:
                found = known
                break
            tag = climbing.tag
            if tag in _ROOTS:
                break
            passed.append(key)
            if kind := _kind_of(climbing, tag):
                found = (key, kind)
                break
            climbing = climbing.parent
        for key in passed:
            self._known[key] = found
        return found

    def of_block(self, index: int) -> int:
        """The identity of the part of the page that a block belongs to."""
        known = self._homes.get(index)
        if known is None:
            known = self._homes[index] = self.of_node(self._blocks.nodes[index])[0]
        return known


def _kind_of(node: LexborNode, tag: str | None) -> str:
    if tag in _GROUPS:
        attributes = node.attributes
        name, classes = attributes.get("id"), attributes.get("class")
        return _kind_by_names(f"{name or ''} {classes or ''}") if name or classes else ""
    if tag not in _PARTS:
        return ""
    return "" if tag in ("header", "footer") and is_of_an_article(node) else str(tag)


def is_of_an_article(node: LexborNode) -> bool:
    """Whether a header or footer element is that of an article or a part of the page, not the page's own."""
    parent = node.parent
    return parent is not None and parent.tag in (
        ("article", "section", "main") if node.tag == "header" else ("article",)
    )


@lru_cache(maxsize=2_048)
def _kind_by_names(names: str) -> str:
    if _MARKED_FOOTER.search(names):
        return "footer"
    return "header" if _MARKED_HEADER.search(names) else ""
