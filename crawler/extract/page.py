"""A page as blocks of text in reading order, each with the element it stands in: parsed once, used by all rules."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.decode import decode

# Elements that begin and end a line of their own; everything else is part of the running text.
_BLOCKS = frozenset(
    """
    address article aside blockquote body button caption center dd details dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main
    menu nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads better in lines
)
# What a reader does not see, or what is not the page's own words.
_UNSEEN = frozenset(
    """
    script style template noscript iframe object svg math select option datalist textarea head
    title audio video canvas
    """.split()  # noqa: SIM905 - a list of words reads better in lines
)
_LINES_KEPT = frozenset({"pre"})
_BREAK = "\ue000"  # private use: survives the collapsing of white space, then becomes a line break
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"'>]+)", re.IGNORECASE)
_MAX_DEPTH = 512


@dataclass(frozen=True)
class Block:
    """A line or paragraph of a page (lines parted by \\n) and the element that holds it."""

    text: str
    node: LexborNode = field(repr=False)

    @property
    def tag(self) -> str:
        return self.node.tag or ""


@dataclass(frozen=True)
class Document:
    """One page, parsed. `content_hash` is of its words, so that a change of layout alone does not change it."""

    url: str
    title: str
    blocks: list[Block] = field(repr=False)
    tree: LexborHTMLParser = field(repr=False)

    @property
    def content_hash(self) -> str:
        words = "\n".join(block.text for block in self.blocks)
        return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def refresh(self) -> str | None:
        """Where a meta refresh leads, None if the page has none."""
        for meta in self.tree.css("meta[http-equiv]"):
            attributes = meta.attributes
            if (attributes.get("http-equiv") or "").lower() == "refresh":
                found = _REFRESH.match(attributes.get("content") or "")
                if found and not found.group(1).strip().replace(".", "").isdigit():
                    return str(urljoin(self.url, found.group(1).strip()))
        return None


def parse(body: bytes, content_type: str, url: str) -> Document:
    """The page of these bytes; anything that is no HTML gives a page of one block or none. Never raises."""
    tree = LexborHTMLParser(decode(body, content_type).replace("\x00", ""))
    title = tree.css_first("title")
    root = tree.body
    return Document(
        url=url,
        title=" ".join((title.text() if title else "").split()),
        blocks=list(_blocks(root)) if root is not None else [],
        tree=tree,
    )


def _blocks(root: LexborNode) -> Iterator[Block]:
    """Blocks in reading order, by one walk without recursion: pages nest deeper than Python's stack."""
    owners, parents = [root], list[LexborNode]()
    parts: list[str] = []
    node: LexborNode | None = root.first_child
    while True:
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                text = node.text_content or ""
                parts.append(text.replace("\n", _BREAK) if owners[-1].tag in _LINES_KEPT else text)
            elif tag == "br":
                parts.append(_BREAK)
            elif tag not in _UNSEEN and not tag.startswith("-") and len(parents) < _MAX_DEPTH:
                if tag in _BLOCKS:
                    if text := _collapse(parts):
                        yield Block(text, owners[-1])
                    parts = []
                    owners.append(node)
                parents.append(node)
                node = node.first_child
                continue
            node = node.next
        if text := _collapse(parts if not parents or parents[-1].tag in _BLOCKS else []):
            yield Block(text, owners[-1])
        if not parents:
            return
        left = parents.pop()
        if left.tag in _BLOCKS:
            parts = []
            owners.pop()
        node = left.next


def _collapse(parts: list[str]) -> str:
    text = " ".join("".join(parts).split())
    if _BREAK not in text:
        return text
    return "\n".join(line for part in text.split(_BREAK) if (line := part.strip()))
