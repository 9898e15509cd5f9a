"""Which pages of a site to read next: those where companies of Japan write who they are and how to reach them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from crawler.extract.page.elements import Anchor
from crawler.extract.page.page import Document

# (rank, words in the anchor, words in the path): the higher, the sooner it is read.
_RANKS = (
    (
        100,
        r"会社(?:の?ご?)?(?:概要|案内|情報|紹介|データ)|企業(?:概要|情報|案内)|(?:法人|組織|店舗|病院)概要"
        r"|運営会社|運営者情報|事業者情報",
        None,
    ),
    (95, r"(?:company|corporate) ?(?:profile|overview|information|outline)", None),
    (90, r"特定商?取引|特商法|表記", r"tokusho|tokutei|legal|law"),
    (
        80,
        r"^会社$|^company$|^概要$|^about(?:us)?$|について$",
        r"company|corporate|gaiyou?|kaisy?h?a|outline|profile|about|annai|corp(?![a-z])|honbu",
    ),
    (60, r"アクセス|所在地|地図|交通|拠点|事業所|access|location|map", r"access|map|office|location"),
    (50, r"お?問い?合わ?せ|連絡先|contact|inquiry", r"contact|inquiry|o?toiawase|(?<![a-z])toi(?![a-z])"),
    (30, r"店舗|店鋪|営業所|支店", r"shop|store|tenpo"),
    (20, r"移転|お知らせ", r"iten"),
)
_RANKED = tuple(
    (re.compile(words, re.IGNORECASE), re.compile(path, re.IGNORECASE) if path else None, rank)
    for rank, words, path in _RANKS
)
# Most links lead elsewhere: one look at literals, which `re` finds fast, says so before anything is joined or ranked.
_SIGNS = re.compile(
    "会社|企業|概要|運営|事業者|特定商|特商法|表記|について|アクセス|所在地|地図|交通|拠点|事業所|問合|問い合|連絡先"
    "|店舗|店鋪|営業所|支店|移転|お知らせ|company|corp|gaiyo|kais|outline|profile|about|annai|honbu|access|map|office"
    "|location|contact|inquiry|toi|shop|store|tenpo|iten|law|legal|tokusho|tokutei"
)
_AVOID = re.compile(
    r"採用|求人|recruit|career|privacy|プライバシー|ブログ|blog|ニュース|news|login|cart", re.IGNORECASE
)
_NOT_A_PAGE = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|webp|svg|zip|docx?|xlsx?|pptx?|mp4|mp3|css|js)$", re.IGNORECASE
)
# A path from the root of the site, as most links are: made whole without being taken apart.
_PLAIN_PATH = re.compile(r"(/(?!/)[A-Za-z0-9_~%/-]*(?:[A-Za-z0-9_~%-]\.[A-Za-z0-9_~%/-]*)*)(?:#|$)")
_ELSEWHERE = ("#", "tel:", "mailto:", "javascript:", "data:")
_FILES = frozenset({".pdf", ".jpg", ".png", ".PDF", ".JPG"})
COMPANY_PAGE_RANK = 50
_MOST_WORDS = 40  # characters of a link by which it is ranked
_LONGEST_URL = 2_048  # as in a sitemap; no company's page has a longer one


@dataclass(frozen=True)
class Link:
    """A page of the same site and how likely it tells who they are."""

    url: str
    rank: int


def ranked_links(document: Document) -> list[Link]:
    """The page's links to pages of its own site that may tell who they are, likeliest first, each once."""
    best: dict[str, int] = {}
    for url, words in _anchors(document):
        at = _rank_of(words, url)
        if at:
            best[url] = max(best.get(url, 0), at)
    return sorted((Link(url, at) for url, at in best.items()), key=lambda link: -link.rank)


@lru_cache(maxsize=4_096)
def _rank_of(words: str, url: str) -> int:
    """As `rank`; the pages of a site have their menus in common."""
    return rank(words, urlsplit(url).path)


def rank(words: str, path: str) -> int:
    """How likely the page behind these words and this path tells who they are: 0 to 100.

    >>> rank("会社概要", "/a.html"), rank("", "/company/"), rank("商品", "/items/")
    (100, 70, 0)
    """
    words = "".join(words.split())[:_MOST_WORDS]
    if _AVOID.search(words):
        return 0
    for in_words, in_path, at in _RANKED:
        if in_words.search(words):
            return at
        if in_path is not None and in_path.search(unquote(path)) and not _AVOID.search(path):
            return at - 10
    return 0


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, with or without www.

    >>> same_site("http://www.a.example/", "https://a.example/x"), same_site("http://a.example", "http://b.example")
    (True, False)
    """
    return _site(one) == _site(other)


@lru_cache(maxsize=4_096)
def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def _anchors(document: Document) -> Iterator[tuple[str, str]]:
    """(address, words) of the links to pages of the same site that may tell who they are."""
    resolve = _Resolver(document.url)
    for anchor in document.elements.anchors:
        href = anchor.target.strip()
        if not href or len(href) > _LONGEST_URL or href.startswith(_ELSEWHERE) or _is_file(href):
            continue
        words = "".join(_words(anchor).split())[:_MOST_WORDS]
        if _may_tell(words, href) and (url := resolve(href)):
            yield url, words


def _is_file(href: str) -> bool:
    """Whether it is plain that a link leads to no page: catalogues and pictures are many, each with its own words."""
    return href[-4:] in _FILES and "?" not in href and "#" not in href


@lru_cache(maxsize=8_192)
def _may_tell(words: str, href: str) -> bool:
    """Whether a link may lead to a page that tells who they are; most of a page's links are on the last one too."""
    return _SIGNS.search(f"{words} {href}".lower()) is not None


class _Resolver:
    """Addresses as they are written on one page, made whole; most of a page's links are alike."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._site = _site(base)
        self._origin = _origin(base)
        self._known: dict[str, str | None] = {}

    def __call__(self, href: str) -> str | None:
        """The address without its fragment, if it is that of a page of the same site."""
        if href not in self._known:
            self._known[href] = self._resolved(href)
        return self._known[href]

    def _resolved(self, href: str) -> str | None:
        if self._origin and (path := _plain_path(href)):
            return None if _NOT_A_PAGE.search(path) else self._origin + path
        try:
            url = urldefrag(urljoin(self._base, href)).url
            path = urlsplit(url).path
        except ValueError:
            return None
        is_page = url.startswith(("http://", "https://")) and not _NOT_A_PAGE.search(path)
        return url if is_page and _site(url) == self._site else None


@lru_cache(maxsize=4_096)
def _plain_path(href: str) -> str | None:
    plain = _PLAIN_PATH.match(href)
    return plain[1] if plain else None


def _words(anchor: Anchor) -> str:
    """What a link says: its text, else its picture's alternative, else its title."""
    if text := anchor.node.text().strip():
        return text
    image = anchor.node.css_first("img[alt]")
    alt = image.attributes.get("alt") if image is not None else None
    return alt or anchor.attributes.get("alt") or anchor.attributes.get("title") or ""
