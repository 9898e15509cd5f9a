"""A page as blocks of text in reading order, each with the element it stands in: parsed once, used by all rules."""

import hashlib
import html
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.decode import decode
from crawler.extract.hidden import unseen
from crawler.extract.rules import Rule, holds

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
    script style template noscript iframe object math select option datalist textarea head
    title audio video canvas defs symbol desc metadata
    """.split()  # noqa: SIM905 - a list of words reads better in lines
)
_LINES_KEPT = frozenset({"pre"})
_BREAK = "\ue000"  # private use: survives the collapsing of white space, then becomes a line break
# What is shown without being text: the words of pictures, and the icons of telephone and FAX that stand for words.
_SHOWN = (
    'img[alt],input[type="image" i][alt],area[alt],[aria-label],'
    '[itemprop="telephone"],[itemprop="faxNumber"],[property$="telephone"],[property$="faxNumber"],'
    'i[class*="fax" i],i[class*="phone" i],i[class*="tel" i],span[class*="icon" i],span[class*="fa-" i]'
)
_ALT_TELLS = re.compile(
    r"tel|fax|phone|電話|ファックス|ファクス|ダイヤル|℡|0[0-9]{0,4}[-(ー－)][0-9]|０[０-９]{1,4}[－（ー-][０-９]",
    re.IGNORECASE,
)
_LONGEST_ALT = 80
_ICON_FAX = re.compile(r"fax", re.IGNORECASE)
_ICON_TEL = re.compile(r"phone|(?<![a-z])tel(?![a-z])", re.IGNORECASE)
_TEL_LINK = 'a[href^="tel:" i],area[href^="tel:" i]'
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"'>]+)", re.IGNORECASE)
_MAX_DEPTH = 512
_HEAD = 20_000
_OPEN_TITLE = re.compile(r"<title[^>]*>[^<]{0,300}(?=<(?!/title))", re.IGNORECASE)
_SHELL = 200  # characters: a page that says less is empty without its scripts


@dataclass(frozen=True)
class Block:
    """A line or paragraph of a page (lines parted by \\n) and the element that holds it."""

    text: str
    node: LexborNode = field(repr=False)

    @property
    def tag(self) -> str:
        return self.node.tag or ""


@dataclass(frozen=True)
class TelLink:
    """A link that dials: its element, and how many blocks begin before it."""

    node: LexborNode = field(repr=False)
    index: int


@dataclass(frozen=True)
class Document:
    """One page, parsed. `content_hash` is of its words, so that a change of layout alone does not change it."""

    url: str
    title: str
    blocks: list[Block] = field(repr=False)
    tree: LexborHTMLParser = field(repr=False)
    tel_links: list[TelLink] = field(default_factory=list, repr=False)

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
    text = decode(body, content_type).replace("\x00", "")
    if content_type.partition(";")[0].strip().lower() == "text/plain":
        text = f"<pre>{html.escape(text, quote=False)}</pre>"
    if "</title" not in text[:_HEAD].lower():
        text = _OPEN_TITLE.sub(r"\g<0></title>", text, count=1)  # else the title would hold the whole page
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    root = tree.body
    document = Document(
        url=url,
        title=" ".join((title.text() if title else "").split()),
        blocks=[],
        tree=tree,
    )
    if root is not None:
        _read(document, root, _UNSEEN)
        if holds(Rule.NOSCRIPT) and sum(len(block.text) for block in document.blocks) < _SHELL:
            # A page that scripts fill in: what it has for readers without scripts is all that can be read.
            document.blocks.clear()
            document.tel_links.clear()
            _read(document, root, _UNSEEN - {"noscript"})
    return document


def _read(document: Document, root: LexborNode, unread: frozenset[str]) -> None:
    """Fill in blocks and links in reading order, without recursion: pages nest deeper than Python's stack."""
    blocks = document.blocks
    hidden, said, dials = unseen(document.tree), _said(document.tree), _dials(document.tree)
    special = bool(hidden or said or dials)
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
            elif tag not in unread and not tag.startswith("-") and len(parents) < _MAX_DEPTH:
                if special:
                    key = node.mem_id
                    if key in hidden:
                        node = node.next
                        continue
                    if key in dials:
                        document.tel_links.append(TelLink(node, len(blocks)))
                    if key in said:
                        parts.append(said[key])
                if tag in _BLOCKS:
                    if text := _collapse(parts):
                        blocks.append(Block(text, owners[-1]))
                    parts = []
                    owners.append(node)
                parents.append(node)
                node = node.first_child
                continue
            node = node.next
        if text := _collapse(parts if not parents or parents[-1].tag in _BLOCKS else []):
            blocks.append(Block(text, owners[-1]))
        if not parents:
            return
        left = parents.pop()
        if left.tag in _BLOCKS:
            parts = []
            owners.pop()
        node = left.next


def _said(tree: LexborHTMLParser) -> dict[int, str]:
    """What pictures and icons say that are about the telephone, by the `mem_id` of their element."""
    said = {}
    alt, icons = holds(Rule.ALT_WORDS), holds(Rule.ICONS)
    for node in tree.css(_SHOWN):
        attributes = node.attributes
        kind = attributes.get("itemprop") or attributes.get("property") or ""
        if kind and holds(Rule.MICRODATA) and kind.endswith(("telephone", "faxNumber")):
            said[node.mem_id] = " FAX " if kind.endswith("faxNumber") else " ☎ "
        elif alt and (words := attributes.get("alt") or attributes.get("aria-label")):
            if len(words) <= _LONGEST_ALT and _ALT_TELLS.search(words) and not node.text().strip():
                said[node.mem_id] = f" {words} "
        elif icons and not node.text().strip():
            kind = attributes.get("class") or ""
            if _ICON_FAX.search(kind):
                said[node.mem_id] = " FAX "
            elif _ICON_TEL.search(kind):
                said[node.mem_id] = " ☎ "
    return said


def _dials(tree: LexborHTMLParser) -> set[int]:
    return {node.mem_id for node in tree.css(_TEL_LINK)}


def _collapse(parts: list[str]) -> str:
    text = " ".join("".join(parts).split())
    if _BREAK not in text:
        return text
    return "\n".join(line for part in text.split(_BREAK) if (line := part.strip()))
