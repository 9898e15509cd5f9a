"""What a robots.txt allows us, by RFC 9309. Pure: bytes in, rules out.

Not Protego, which takes liberties that lose a site's wish: `Allow: /index.html` also opens `/`, a group named
`company` is taken for ours, and a `Crawl-delay` line ends a group (the standard, 2.2.4: other records must not).
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_BYTES = 512_000  # 2.5: at least 500 KiB must be read; what is beyond is not looked at
_MOST_SITEMAPS = 10

_LINES = re.compile(r"\r\n|\r|\n")
# 2.2.1: a product token is letters, "_" and "-"; what follows it (a version) is not part of it.
_TOKEN = re.compile(r"[A-Za-z_-]+")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NORMAL = re.compile(r"[A-Za-z0-9_.~/=&+;,@!()'-]*").fullmatch
_PRINTABLE = frozenset(range(0x21, 0x7F))


@dataclass(frozen=True)
class Rule:
    """One pattern, normalised and cut at its wildcards; `octets` is how specific it is (2.2.2)."""

    allow: bool
    octets: int
    parts: tuple[str, ...]
    to_the_end: bool

    def matches(self, path: str) -> bool:
        """Whether the pattern matches a normalised path from its beginning; linear in the path's length."""
        first, *rest = self.parts
        if not path.startswith(first):
            return False
        if not rest:
            return not self.to_the_end or len(path) == len(first)
        *middle, last = rest
        at = len(first)
        for part in middle:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if self.to_the_end:
            return len(path) - len(last) >= at and path.endswith(last)
        return path.find(last, at) >= 0


@dataclass(frozen=True)
class Robots:
    """The rules of one origin for one product token. `crawl_delay_s` is no part of the standard, but asked for."""

    rules: tuple[Rule, ...] = ()
    crawl_delay_s: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched: the longest match decides, of equal ones the one that allows."""
        if not self.rules:
            return True
        path = path_to_match(url)
        if path == "/robots.txt":
            return True
        best = max(
            (rule for rule in self.rules if rule.matches(path)),
            key=lambda rule: (rule.octets, rule.allow),
            default=None,
        )
        return best is None or best.allow


NO_RULES = Robots()


def parse(body: bytes, product: str) -> Robots:
    """What a robots.txt says to `product`: all groups that name it together, else those for "*". Never raises.

    >>> robots = parse(b"User-agent: *\\nDisallow: /private/\\nAllow: /private/company", "our-product")
    >>> robots.allows("http://a.example/private/x"), robots.allows("http://a.example/private/company.html")
    (False, True)
    """
    ours, everybodys, sitemaps = _Group(), _Group(), list[str]()
    current: tuple[_Group, ...] = ()
    in_rules = True  # a user-agent line after a rule begins a new group, one after another does not
    for field, value in _records(body):
        if field == "user-agent":
            if in_rules:
                current, in_rules = (), False
            group = _addressed(value, product, ours, everybodys)
            if group is not None:
                group.found = True
                if group not in current:  # or a file of such lines would make each rule as many as they are
                    current = (*current, group)
        elif field in ("allow", "disallow"):
            in_rules = True
            for group in current:
                group.add(field == "allow", value)
        elif field == "crawl-delay":
            for group in current:
                group.delay(value)
        elif field == "sitemap" and len(sitemaps) < _MOST_SITEMAPS:
            sitemaps.append(value)
    group = ours if ours.found else everybodys
    return Robots(tuple(group.rules), group.crawl_delay_s, tuple(sitemaps))


def path_to_match(url: str) -> str:
    """A URL's path and query in the form in which patterns are compared with it.

    Dot segments are taken out, as servers do before they look for a path (RFC 3986, 6.2.2.3).

    >>> path_to_match("http://a.example/%7Ea/b%2fc*?x=/y#z"), path_to_match("http://a.example/a/%2E./b")
    ('/~a/b%2Fc%2A?x=%2Fy', '/b')
    """
    _, _, rest = url.partition("://")
    rest = rest.partition("#")[0]
    at = min((found for found in (rest.find("/"), rest.find("?")) if found >= 0), default=len(rest))
    path = rest[at:]
    if not path.startswith("/"):
        path = "/" + path
    if _NORMAL(path) and "/." not in path:
        return path
    path, mark, query = _normal(path).replace("*", "%2A").replace("$", "%24").partition("?")
    return _without_dots(path) + mark + query


class _Group:
    """The rules of all groups of one name, merged (2.2.1)."""

    def __init__(self) -> None:
        self.found = False
        self.rules: list[Rule] = []
        self.crawl_delay_s: float | None = None

    def add(self, allow: bool, value: str) -> None:
        if not value.startswith(("/", "*")):
            # Not a path by the grammar. What was meant to be closed is closed, nothing is opened by it.
            if not value or allow:
                return
            value = _path_of(value)
        to_the_end = value.endswith("$")
        pattern = _normal(value[:-1] if to_the_end else value).replace("$", "%24")
        parts = tuple(re.sub(r"\*+", "*", pattern).split("*"))
        self.rules.append(Rule(allow, len(pattern) + to_the_end, parts, to_the_end))

    def delay(self, value: str) -> None:
        try:
            seconds = float(value)
        except ValueError:
            return
        if 0 <= seconds < float("inf"):
            self.crawl_delay_s = max(self.crawl_delay_s or 0.0, seconds)


def _records(body: bytes) -> Iterable[tuple[str, str]]:
    """(field in lower case, value) of each line that has both a field and a colon."""
    lines = _LINES.split(_text(body[:MAX_BYTES]))
    if len(body) > MAX_BYTES:
        lines.pop()  # cut in the middle: half an Allow would allow more than is meant
    for line in lines:
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()


def _text(body: bytes) -> str:
    """UTF-8 by the standard (2.2); UTF-16 is Windows' "Unicode". Octets of other encodings stay what they are."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8-sig", "surrogateescape")


def _addressed(value: str, product: str, ours: _Group, everybodys: _Group) -> _Group | None:
    if value == "*" or value.startswith(("* ", "*\t")):
        return everybodys
    token = _TOKEN.match(value)
    return ours if token and token.group().lower() == product.lower() else None


def _path_of(value: str) -> str:
    """The path of a rule that was written as a whole URL, or without its first slash."""
    if value.startswith(("http://", "https://")):
        try:
            parts = urlsplit(value)
        except ValueError:
            return "/"
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return "/" + value


def _normal(path: str) -> str:
    """One spelling of each path (2.2.2): needless escapes undone, needed ones made, their digits in upper case.

    Within the query `/` and `:` are escaped, as the table of the standard has it.
    """
    if not path.isascii() or any(ord(letter) not in _PRINTABLE for letter in path):
        path = "".join(letter if ord(letter) in _PRINTABLE else _escaped(letter) for letter in path)
    path = _ESCAPED.sub(_unescaped, path)
    before, mark, query = path.partition("?")
    return before + mark + query.replace("/", "%2F").replace(":", "%3A")


def _escaped(letter: str) -> str:
    octet = ord(letter) - 0xDC00
    if 0x80 <= octet <= 0xFF:  # of no UTF-8, see _text
        return f"%{octet:02X}"
    return "".join(f"%{octet:02X}" for octet in letter.encode("utf-8", "replace"))


def _without_dots(path: str) -> str:
    """A path without its segments `.` and `..` (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    segments = path.split("/")[1:]
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _unescaped(escape: re.Match[str]) -> str:
    octet = int(escape.group(1), 16)
    return chr(octet) if octet in _UNRESERVED else f"%{octet:02X}"
