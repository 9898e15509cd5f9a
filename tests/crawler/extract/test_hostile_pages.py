"""Pages that cost much to read, of the size that a page may have: each is read in seconds, and nothing raises.

One page that holds up a container holds up the other sites of its shard, too, until the whole is taken for stalled.
"""

from collections.abc import Callable

import pytest

from crawler.extract.links import ranked_links
from crawler.extract.owner.site_facts import SiteFacts
from crawler.extract.page.page import parse
from crawler.extract.read import read_page

PAGE = 2_097_152
URL = "http://www.aozora.example/"


def filled(unit: str, before: str = "") -> Callable[[], bytes]:
    return lambda: (before + unit * (PAGE // len(unit.encode()))).encode()[:PAGE]


def numbered(form: str) -> Callable[[], bytes]:
    return lambda: "".join(form % (at // 10_000, at % 10_000) for at in range(30_000)).encode()


JSON_LD = '<script type="application/ld+json">'
PAGES: dict[str, Callable[[], bytes]] = {
    "numbers in one paragraph": filled("電話 03-5550-1001 "),
    "numbers in lines of one block": filled("<br>TEL 03-5550-1001"),
    "numbers in a paragraph each": numbered("<p>TEL 03-555%d-%04d"),
    "numbers below headings": numbered("<h2>支店</h2><p>06-635%d-%04d</p>"),
    "names and numbers in one paragraph": numbered("株式会社あおぞら%d TEL 03-5550-%04d "),
    "numbers of pictures": filled("<img alt='TEL 03-5550-1001'>"),
    "numbers that are dialled": numbered("<a href='tel:03555%d%04d'>x</a>"),
    "what is no text": lambda: bytes(range(256)) * (PAGE // 256),
    "quotes that do not end": filled('"\\', JSON_LD),
    "comments that do not end": filled("/* ", JSON_LD + "{"),
    "comments of a style that do not end": filled("<style>.a{display:none}" + "/* " * 30_000 + "</style>"),
    "style sheets": filled("<style>.a{display:none}</style>"),
    "selectors": lambda: (
        "<style>" + "".join(f".a{at}{{display:none}}" for at in range(50_000)) + "</style>" + "<p>x" * 50_000
    ).encode(),
    "nesting of JSON": filled("[", JSON_LD),
    "a number of JSON without end": filled("9", JSON_LD + '{"telephone":'),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("case", PAGES)
def test_a_page_that_costs_much_is_read_to_an_end(case: str) -> None:
    read = read_page(PAGES[case](), "text/html; charset=utf-8", URL, SiteFacts(), "株式会社あおぞら")
    assert len(read.considered) <= 2_000


@pytest.mark.timeout(20)
@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-7", "unicode_escape", "rot13", "undefined"])
def test_codecs_that_are_no_charsets_are_not_believed(charset: str) -> None:
    body = b"\x1b-" + b"a" * PAGE
    assert parse(body, f"text/html; charset={charset}", URL).words.startswith("\x1b-aaa")


@pytest.mark.parametrize("target", ["http://[1", "http://[", "//["])
def test_a_refresh_to_no_address_leads_nowhere(target: str) -> None:
    page = parse(f'<meta http-equiv="refresh" content="0;url={target}">'.encode(), "text/html", URL)
    assert page.refresh is None


def test_a_link_without_end_is_none() -> None:
    hrefs = ("/company/" + "a" * 3_000, "/company/" + "a" * 30)
    page = parse("".join(f"<a href='{href}'>会社概要</a>" for href in hrefs).encode(), "text/html", URL)
    assert [link.url.removeprefix(URL[:-1]) for link in ranked_links(page)] == [hrefs[1]]
