"""What a page asks of robots about itself: the robots meta tag and the X-Robots-Tag header.

noindex, none, unavailable_after (past)   nothing is taken from the page
nofollow, none                            its links are not followed
nosnippet, noarchive, max-snippet:0       values are taken, but none of the words around them are kept

A directive addressed to our product counts beside those for all; those for other robots do not. A page that says
anything of the first or the last line does not stay in the HTTP cache either.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from selectolax.lexbor import LexborHTMLParser

_HEAD_BYTES = 65_536
_META = re.compile(rb"<meta\b[^>]{0,1000}>")  # in small letters
_RESTRICTS = re.compile(rb"no(?:index|follow|snippet|archive|ne)|max-snippet|unavailable_after")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Parted by commas, or by what is often written for them. A date has a comma of its own only before a digit.
_PARTS = re.compile(
    r"unavailable_after\s*[:=][^,;]*(?:,\s*\d[^,;]*)?"
    r"|max-(?:snippet|image-preview|video-preview)\s*[:=]\s*[^,;\s]*"
    r"|(?P<name>[^,;\s:]++)\s*:"
    r"|[^,;\s]+"
)


@dataclass(frozen=True)
class PageRules:
    """index: values may be taken; follow: links may be followed; snippet: the words around a value may be kept."""

    index: bool = True
    follow: bool = True
    snippet: bool = True

    @property
    def keep(self) -> bool:
        """Whether the page itself may lie on our disk for a while."""
        return self.index and self.snippet

    def __and__(self, other: "PageRules") -> "PageRules":
        return PageRules(
            self.index and other.index, self.follow and other.follow, self.snippet and other.snippet
        )


OPEN = PageRules()


def page_rules(headers: Sequence[bytes], body: bytes, product: str, now: datetime | None = None) -> PageRules:
    """The rules of one page. headers: the values of all X-Robots-Tag headers; now: for unavailable_after.

    >>> page_rules([b"otherbot: noindex", b"nosnippet"], b"", "our-product")
    PageRules(index=True, follow=True, snippet=False)
    >>> page_rules([], b'<meta name="our-product" content="none">', "our-product")
    PageRules(index=False, follow=False, snippet=True)
    """
    now = now or datetime.now(UTC)
    if b"\0" in body and not body.startswith(_UTF_16):
        body = body.replace(b"\0", b"")  # UTF-16 without a mark
    rules = OPEN
    for value in headers:
        rules &= _of_header(value.decode("latin-1").lower(), product, now)
    if _worth_a_look(body, product):
        for name, content in _metas(body):
            if name in ("robots", product.lower()):
                rules &= _of(content, now)
    return rules


def _of_header(value: str, product: str, now: datetime) -> PageRules:
    """`noindex`, or `product: noindex`. A name holds until the next one, so `a: noindex, b: nofollow` has two."""
    rules, addressee = OPEN, ""
    for part in _PARTS.finditer(value):
        if name := part["name"]:
            addressee = name.partition("/")[0]
        elif addressee in ("", "*", "robots", product.lower()):
            rules &= _of_directive(part.group(), now)
    return rules


def _of(content: str, now: datetime) -> PageRules:
    rules = OPEN
    for part in _PARTS.finditer(content.lower()):
        rules &= _of_directive(part.group(), now)
    return rules


def _of_directive(directive: str, now: datetime) -> PageRules:
    name, _, value = directive.replace("=", ":", 1).partition(":")
    match name.strip():
        case "none":
            return PageRules(index=False, follow=False)
        case "noindex":
            return PageRules(index=False)
        case "nofollow":
            return PageRules(follow=False)
        case "nosnippet" | "noarchive":
            return PageRules(snippet=False)
        case "max-snippet" if value.strip() == "0":
            return PageRules(snippet=False)
        case "unavailable_after" if _is_past(value, now):
            return PageRules(index=False)
    return OPEN


def _is_past(date: str, now: datetime) -> bool:
    """Whether a date (RFC 822, RFC 850 or ISO 8601) is over; one that cannot be read is not."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            at = read(date.strip().upper())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return (at if at.tzinfo else at.replace(tzinfo=UTC)) <= now
    return False


def _worth_a_look(body: bytes, product: str) -> bool:
    """Whether the page may hold a tag that restricts us: most do not, and are not parsed for it."""
    if body.startswith(_UTF_16):
        return True
    token = product.encode().lower()
    small = body.lower()
    if b"robots" not in small and token not in small:
        return False
    return any(_RESTRICTS.search(tag) and (b"robots" in tag or token in tag) for tag in _META.findall(small))


def _metas(body: bytes) -> Iterable[tuple[str, str]]:
    """(name, content) of the page's meta tags, as a browser sees them: not those in comments."""
    encoding = "utf-16" if body.startswith(_UTF_16) else "latin-1"  # names and directives are ASCII
    tree = LexborHTMLParser(body.decode(encoding, "replace"))
    for meta in tree.css("meta[name]"):
        attributes = meta.attributes
        yield (attributes.get("name") or "").strip().lower(), attributes.get("content") or ""
