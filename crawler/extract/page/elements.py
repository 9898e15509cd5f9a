"""The elements of a page that rules ask for, found in one pass: a pass costs the same for one selector as for many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from crawler.extract.page.hidden import MARKS, is_marked, styled_away
from crawler.extract.rules import Rule, holds

Attributes = Mapping[str, str | None]

# Read by the rules, a link or a frame, perhaps hidden, or perhaps shown without being text. Few and plain selectors:
# what they let through is looked at once more.
_WANTED = (
    'title,style,script[type*="ld+json" i],meta,a[href],area,frame,iframe,[alt],i[class]'
    ',[hidden],[aria-hidden],[style],[aria-label],[itemprop],[property],span[class*="icon" i],span[class*="fa-" i]'
)
_LINKS = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}
_ALT_TELLS = re.compile(
    r"tel|fax|phone|電話|ファックス|ファクス|ダイヤル|℡|0[0-9]{0,4}[-(ー－)][0-9]|０[０-９]{1,4}[－（ー-][０-９]",
    re.IGNORECASE,
)
_LONGEST_ALT = 80
_NUMBERS = ("telephone", "faxNumber")
_ICONS = frozenset({"i", "span"})
_SPEAKING = frozenset({"img", "area", "input", "i", "span"})
_TOLD_BY = frozenset({"aria-label", "itemprop", "property"})
_TELLING = MARKS | _TOLD_BY
_IS_ICON = re.compile(r"icon|fa-", re.IGNORECASE)
_ICON_FAX = re.compile(r"fax", re.IGNORECASE)
_ICON_TEL = re.compile(r"phone|(?<![a-z])tel(?![a-z])", re.IGNORECASE)


class Anchor(NamedTuple):
    """A link, or a frame that shows a page: its element, what is said of it there, its address as written."""

    node: LexborNode
    attributes: Attributes
    target: str


_new_anchor = partial(tuple.__new__, Anchor)  # made in C: most of what is found are links


@dataclass
class Elements:
    """What is on a page, in its order.

    hidden, dials: by `mem_id`, what a reader does not see, and links that dial. said: what elements say without being
    text, and is about the telephone. numbers: elements that give a telephone number in `content`.
    """

    title: LexborNode | None = None
    json_ld: list[LexborNode] = field(default_factory=list)
    metas: list[Attributes] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    dials: set[int] = field(default_factory=set)
    said: dict[int, str] = field(default_factory=dict)
    numbers: list[tuple[LexborNode, str]] = field(default_factory=list)
    special_tags: set[int] = field(default_factory=set)

    @property
    def special(self) -> set[int]:
        """The elements that a walk must take note of, by `mem_id`; their tags' numbers are `special_tags`."""
        return self.hidden.union(self.dials, self.said)

    def with_those_of(self, within: "Elements") -> "Elements":
        """The elements of a page that stands within this one, which is but its frame."""
        return replace(
            within,
            title=self.title,
            json_ld=[*self.json_ld, *within.json_ld],
            metas=[*self.metas, *within.metas],
            anchors=[*self.anchors, *within.anchors],
        )


def elements_of(tree: LexborHTMLParser) -> Elements:
    """The elements of a page that rules ask for."""
    found = Elements()
    sheets: list[str] = []
    hides = holds(Rule.HIDDEN)
    for node in tree.css(_WANTED):
        tag = node.tag or ""
        attributes = node.attributes
        if (name := _LINKS.get(tag)) and (target := attributes.get(name)) is not None:
            found.anchors.append(_new_anchor((node, attributes, target)))
            if name == "href" and target[:4].lower() == "tel:":
                found.dials.add(node.mem_id)
                found.special_tags.add(node.tag_id)
        elif tag == "title":
            found.title = found.title or node
        elif tag == "style":
            sheets.append(node.text())
        elif tag == "script" and "ld+json" in (attributes.get("type") or "").lower():
            found.json_ld.append(node)
        elif tag == "meta" and "http-equiv" in attributes:
            found.metas.append(attributes)
        if tag not in _SPEAKING and _TELLING.isdisjoint(attributes):
            continue
        if hides and not MARKS.isdisjoint(attributes) and is_marked(attributes):
            found.hidden.add(node.mem_id)
            found.special_tags.add(node.tag_id)
        if tag in _SPEAKING or not _TOLD_BY.isdisjoint(attributes):
            if words := _said(node, tag, attributes):
                found.said[node.mem_id] = words
                found.special_tags.add(node.tag_id)
            if (content := attributes.get("content")) and _is_telephone(attributes):
                found.numbers.append((node, content))
    if holds(Rule.STYLED_AWAY):
        for selector in styled_away(tuple(sheets)):
            try:
                for node in tree.css(selector):
                    found.hidden.add(node.mem_id)
                    found.special_tags.add(node.tag_id)
            except (ValueError, SelectolaxError):
                continue
    return found


def _is_telephone(attributes: Attributes) -> bool:
    return attributes.get("itemprop") == "telephone" or (attributes.get("property") or "").endswith(
        ("telephone", "phone_number")
    )


def _stands_for(attributes: Attributes) -> str:
    """`telephone` or `faxNumber`, if microdata or RDFa says that an element holds one; "" for all others."""
    kind = attributes.get("itemprop") or ""
    if kind in _NUMBERS:
        return kind
    kind = attributes.get("property") or ""
    return next((name for name in _NUMBERS if kind.endswith(name)), "") if kind else ""


def _said(node: LexborNode, tag: str, attributes: Attributes) -> str:
    """What an element says of the telephone: the words of a picture, or what an icon stands for; "" if nothing."""
    if (kind := _stands_for(attributes)) and holds(Rule.MICRODATA):
        return " FAX " if kind == "faxNumber" else " ☎ "
    is_picture = "alt" in attributes and (
        tag in ("img", "area") or (tag == "input" and (attributes.get("type") or "").lower() == "image")
    )
    if (is_picture or "aria-label" in attributes) and holds(Rule.ALT_WORDS):
        if words := attributes.get("alt") or attributes.get("aria-label"):
            tells = len(words) <= _LONGEST_ALT and _ALT_TELLS.search(words) and not node.text().strip()
            return f" {words} " if tells else ""
    elif not is_picture and "aria-label" not in attributes and tag not in _ICONS:
        return ""
    name = attributes.get("class") or ""
    if name and holds(Rule.ICONS) and (tag != "span" or _IS_ICON.search(name)) and not node.text().strip():
        if _ICON_FAX.search(name):
            return " FAX "
        if _ICON_TEL.search(name):
            return " ☎ "
    return ""
