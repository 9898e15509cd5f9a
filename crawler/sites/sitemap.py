"""Which pages a site's sitemap names (sitemaps.org, protocol 0.9). Pure: bytes in, addresses out; nothing raises.

XML without a document type, so without entities to unfold; bounded in bytes, levels and entries; packed ones are
unpacked within bounds. What is broken gives what stands before the break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.parsers import expat

from crawler.extract.links import Link, rank, same_site
from crawler.web.decompress import TooLarge, Undecodable, decompressed

MOST_BYTES = 10_485_760
MOST_ENTRIES = 5_000
MOST_LEVELS = 8
_LONGEST_URL = 2_048  # by the protocol
_BEGINS = re.compile(rb"<(?:[a-z_][\w.-]*:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HEAD_BYTES = 4_096
_GZIP = b"\x1f\x8b"
_IS_A_PAGE = re.compile(r"/[^./]*$|\.(?:[sx]?html?|php\d?|aspx?|jsp|cgi|do)$", re.IGNORECASE)
# Of several sitemaps: pages before posts, and neither pictures nor goods.
_OF_PAGES = re.compile(r"page|static|company|corporate|main|kotei", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"post|news|blog|article|image|video|product|item|goods|categor|tag|author|archive", re.IGNORECASE
)
# What is not at least like this says too little by its path alone.
_LEAST_RANK = 40
_MOST_TAKEN = 4


@dataclass(frozen=True)
class Sitemap:
    """pages: of a urlset; maps: of an index. Absolute addresses of the sitemap's own site, in its order, each once."""

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


def is_sitemap(body: bytes) -> bool:
    """Whether a document is a list of addresses and nothing else.

    >>> is_sitemap(b'<?xml version="1.0"?><urlset xmlns="x"><url/></urlset>'), is_sitemap(b"<html><p>urlset</p></html>")
    (True, False)
    """
    return _BEGINS.search(body[:_HEAD_BYTES]) is not None


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """What a sitemap that came from `url` names.

    >>> read_sitemap(b"<urlset><url><loc>/company/</loc></url></urlset>", "http://a.example/sitemap.xml").pages
    ('http://a.example/company/',)
    """
    try:
        body = decompressed(body, ["gzip"] if body.startswith(_GZIP) else [], MOST_BYTES, cut=True)
    except (TooLarge, Undecodable):
        return Sitemap()
    found = _Found(url)
    text = _text(body)
    if text.startswith("<"):
        found.parse(text)
    else:
        found.lines(text)
    return Sitemap(tuple(found.pages), tuple(found.maps))


def sitemap_to_read(named: Iterable[str], url: str) -> str | None:
    """Of the sitemaps that are named for the site of `url`, the one whose pages likeliest are what a company is."""
    own = [one for each in named if (one := _own(each, url)) is not None]
    return max(own, key=_promise, default=None)


def likely_pages(pages: Iterable[str]) -> list[Link]:
    """The few pages that likeliest tell who they are, best first: by their paths, since nothing else is known."""
    links = {
        Link(page, rank("", urlsplit(page).path)) for page in pages if _IS_A_PAGE.search(urlsplit(page).path)
    }
    likely = [link for link in links if link.rank >= _LEAST_RANK]
    return sorted(likely, key=lambda link: (-link.rank, link.url.count("/"), len(link.url), link.url))[
        :_MOST_TAKEN
    ]


class _Enough(Exception):
    """Nothing more is read."""


class _Found:
    """What has been read so far; the handlers of an XML parser."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._open: list[str] = []
        self._letters: list[str] | None = None
        self._entries = 0
        self.pages: dict[str, None] = {}
        self.maps: dict[str, None] = {}

    def parse(self, text: str) -> None:
        # The declared encoding is not asked: addresses are ASCII in all of them, and it is often wrong.
        parser = expat.ParserCreate(encoding="utf-8")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)
        except (expat.ExpatError, _Enough):
            return

    def lines(self, text: str) -> None:
        """A sitemap of plain lines; whatever else is sent as one has no line that is an address."""
        for line in text.splitlines()[: 2 * MOST_ENTRIES]:
            if line.startswith(("http://", "https://")):
                self._add(line, self.pages)
            if self._entries >= MOST_ENTRIES:
                return

    def _refuse(self, *_: object) -> None:
        raise _Enough

    def _start(self, name: str, _: object) -> None:
        self._open.append(name.rpartition(":")[2].lower())
        if len(self._open) > MOST_LEVELS:
            raise _Enough
        if self._open[-1] == "loc" and self._open[-2:-1] in (["url"], ["sitemap"]):
            self._letters = []

    def _data(self, data: str) -> None:
        if self._letters is not None and len(self._letters) < _LONGEST_URL:
            self._letters.append(data[: _LONGEST_URL + 1])

    def _end(self, _: str) -> None:
        self._open.pop()
        if self._letters is not None and self._open[-1:] in (["url"], ["sitemap"]):
            self._add("".join(self._letters), self.pages if self._open[-1] == "url" else self.maps)
            self._letters = None
            if self._entries >= MOST_ENTRIES:
                raise _Enough

    def _add(self, address: str, to: dict[str, None]) -> None:
        self._entries += 1
        own = _own(address, self._url)
        if own is not None:
            to[own] = None


def _text(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace").lstrip()
    return body.decode("utf-8-sig", "replace").lstrip()


def _own(address: str, url: str) -> str | None:
    """The address in full, if it is one of the same site."""
    address = address.strip()
    if not address or len(address) > _LONGEST_URL:
        return None
    try:
        full = urldefrag(urljoin(url, address)).url
        urlsplit(full)
    except ValueError:
        return None
    return full if full.startswith(("http://", "https://")) and same_site(full, url) else None


def _promise(address: str) -> int:
    name = urlsplit(address).path.lower().replace("sitemap", "")
    return 2 * (_OF_PAGES.search(name) is not None) - (_OF_OTHERS.search(name) is not None)
