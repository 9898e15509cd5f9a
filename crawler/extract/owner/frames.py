"""What a page's frame calls its owner, where its title does not go on to name its site."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from crawler.extract.owner.owners import COPYRIGHT, LOGO, OF_LOGO, title_names
from crawler.extract.owner.strange_names import names_house
from crawler.extract.page.page import Document
from crawler.extract.words.offices import has_address

# The link home that bears the site's name, or what themes call it by.
_HOME = (
    'header a[href="/"],header a[href$="index.html"],a[class*="logo" i],a[class*="brand" i],[class*="logo" i] a'
    ',[id*="logo" i] a,[class*="site-title" i],[class*="sitename" i],#header h1'
)
_NOT_NAME = re.compile(
    rf"(?:{COPYRIGHT.pattern})(?: ?reserved\.?)?|[12][0-9]{{3}}(?: ?年)?|(?:の)?無断(?:転載|複製).*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[|｜/／\n]")
_AROUND = " \u3000-–—〜~,.、。:：|/・"
_LAST_BLOCKS = 12
_LONGEST = 30
_SHORTEST = 3


def frame_names(document: Document) -> list[str]:
    """The name in the site's own mark-up, its copyright line, its logo or its link home; [] if there is none.

    The first that is in Japanese letters, else the first: pages in Japanese call nobody by Latin ones.
    """
    found = [name.strip(_AROUND) for text in _texts(document) for name in title_names(text)]
    names = [name for name in found if _SHORTEST <= len(name) <= _LONGEST]
    return [name for name in names if not name.isascii()][:1] or names[:1]


def _texts(document: Document) -> Iterator[str]:
    for attributes in document.elements.metas:
        if attributes.get("property") == "og:site_name":
            yield attributes.get("content") or ""
    for text in document.blocks.texts[-_LAST_BLOCKS:]:
        for line in text.split("\n"):
            line = unicodedata.normalize("NFKC", line)
            if (sign := COPYRIGHT.search(line)) is not None:
                said = _NOT_NAME.sub(" ", line[sign.start() :]).strip(_AROUND)
                yield _PARTS.split(said)[0]
    if (logo := document.tree.css_first(LOGO)) is not None:
        yield OF_LOGO.sub("", logo.attributes.get("alt") or "")
    if (home := document.tree.css_first(_HOME)) is not None:
        yield " ".join(home.text().split())
    if not title_names(document.title):
        yield from _at_the_ends(document.blocks.texts)


def _at_the_ends(texts: Sequence[str]) -> Iterator[str]:
    """The line over the page's only address, if at its end, and its first words if a house is called so there again."""
    placed = [text for text in texts if has_address(text)]
    first, _, rest = placed[0].partition("\n") if len(placed) == 1 else ("", "", "")
    if rest and placed[0] in texts[-2:] and not has_address(first):
        yield first
    if texts and names_house(texts[0]) and any(texts[0] in text for text in texts[1:]):
        yield texts[0]
