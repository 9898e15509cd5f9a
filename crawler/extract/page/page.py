"""A page as blocks of text in reading order, each with the element it stands in: parsed once, used by all rules."""

import hashlib
import html
import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.page.blocks import UNSEEN, Blocks, TelLink, read_blocks
from crawler.extract.page.decode import decode, is_utf8
from crawler.extract.page.elements import Elements, elements_of
from crawler.extract.page.first_look import words_in
from crawler.extract.rules import Rule, holds

_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"'>]+)", re.IGNORECASE)
_HEAD = 20_000
_END_OF_TITLE = re.compile("</title", re.IGNORECASE)
_OPEN_TITLE = re.compile(r"<title[^>]*>[^<]{0,300}(?=<(?!/title))", re.IGNORECASE)
# Parts two blocks in `Document.text`: white space that a pattern passes over ends at it, and so does a line.
SEAM = "\n\0\n"
_SHELL = 200  # characters: a page that says less is empty without its scripts


@dataclass(frozen=True)
class Document:
    """One page, parsed. `content_hash` is of its words, so that a change of layout alone does not change it."""

    url: str
    title: str
    blocks: Blocks = field(repr=False)
    tree: LexborHTMLParser = field(repr=False)
    elements: Elements = field(repr=False)
    tel_links: list[TelLink] = field(default_factory=list, repr=False)

    @cached_property
    def words(self) -> str:
        """All that a reader sees, line by line."""
        return "\n".join(self.blocks.texts)

    @cached_property
    def text(self) -> str:
        """All blocks in one, for a first look at whether there is anything to look for; see SEAM."""
        return SEAM.join(self.blocks.texts)

    @cached_property
    def small(self) -> str:
        """The title and all words, in small letters."""
        return f"{self.title}\n{self.words}".lower()

    @cached_property
    def first_look(self) -> frozenset[str]:
        """The words by which rules tell that there is nothing to do; see first_look.py."""
        return words_in(self.title, self.words)

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.words.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def refresh(self) -> str | None:
        """Where a meta refresh leads, None if the page has none."""
        for attributes in self.elements.metas:
            if (attributes.get("http-equiv") or "").lower() == "refresh":
                found = _REFRESH.match(attributes.get("content") or "")
                if found and not found.group(1).strip().replace(".", "").isdigit():
                    with suppress(ValueError):  # no address
                        return str(urljoin(self.url, found.group(1).strip()))
        return None


def parse(body: bytes, content_type: str, url: str) -> Document:
    """The page of these bytes; anything that is no HTML gives a page of one block or none. Never raises."""
    tree = LexborHTMLParser(_source(body, content_type))
    elements = elements_of(tree)
    title = elements.title
    if tree.body is None and (without := tree.css_first("noframes")) is not None:
        tree = LexborHTMLParser(without.text())  # what a page of frames says to whoever shows none
        elements = elements.with_those_of(elements_of(tree))
    root = tree.body
    blocks, links = _read(root, elements) if root is not None else (Blocks(), [])
    return Document(
        url=url,
        title=" ".join((title.text() if title else "").split()),
        blocks=blocks,
        tree=tree,
        elements=elements,
        tel_links=links,
    )


def _source(body: bytes, content_type: str) -> bytes | str:
    """What the parser is given: most pages as they came, since it makes UTF-8 of a text again."""
    is_plain = content_type.partition(";")[0].strip().lower() == "text/plain"
    if not is_plain and body.find(b"</title", 0, _HEAD) >= 0 and b"\0" not in body and is_utf8(body):
        return body
    text = decode(body, content_type).replace("\x00", "")
    if is_plain:
        text = f"<pre>{html.escape(text, quote=False)}</pre>"
    if not _END_OF_TITLE.search(text, 0, _HEAD):
        text = _OPEN_TITLE.sub(r"\g<0></title>", text, count=1)  # else the title would hold the whole page
    return text


def _read(root: LexborNode, elements: Elements) -> tuple[Blocks, list[TelLink]]:
    blocks, links = read_blocks(root, elements)
    if len(blocks) < _SHELL and holds(Rule.NOSCRIPT) and sum(map(len, blocks.texts)) < _SHELL:
        # A page that scripts fill in: what it has for readers without scripts is all that can be read.
        return read_blocks(root, elements, UNSEEN - {"noscript"})
    return blocks, links
