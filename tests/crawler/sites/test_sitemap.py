import gzip
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sites.sitemap import (
    MOST_BYTES,
    MOST_ENTRIES,
    Sitemap,
    is_sitemap,
    likely_pages,
    read_sitemap,
    sitemap_to_read,
)

AT = "http://www.aozora.example/sitemap.xml"
ROOT = "http://www.aozora.example"
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*addresses: str) -> str:
    entries = "".join(f"<url><loc>{one}</loc><lastmod>2026-01-01</lastmod></url>" for one in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {XMLNS}>{entries}</urlset>'


def index(*addresses: str) -> str:
    entries = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in addresses)
    return f"<sitemapindex {XMLNS}>{entries}</sitemapindex>"


COMPANY = f"{ROOT}/company/"
# What is sent as a sitemap -> the pages that it names.
SENT: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "as it should be": (urlset(COMPANY, f"{ROOT}/a?x=1&amp;y=2").encode(), (COMPANY, f"{ROOT}/a?x=1&y=2")),
    "packed": (gzip.compress(urlset(COMPANY).encode()), (COMPANY,)),
    "with a mark and white space before": (b"\xef\xbb\xbf\n  " + urlset(COMPANY).encode(), (COMPANY,)),
    "in UTF-16": (urlset(COMPANY).replace("UTF-8", "UTF-16").encode("utf-16"), (COMPANY,)),
    "declared as Shift_JIS": (urlset(COMPANY).replace("UTF-8", "Shift_JIS").encode(), (COMPANY,)),
    "in Shift_JIS and says UTF-8": (
        f"<!-- 会社の表 -->{urlset(COMPANY)[39:]}".encode("cp932"),
        (COMPANY,),
    ),
    "declared as nothing known": (urlset(COMPANY).replace("UTF-8", "x-none").encode(), (COMPANY,)),
    "with prefixes": (
        f"<s:urlset xmlns:s='x'><s:url><s:loc>{COMPANY}</s:loc></s:url></s:urlset>".encode(),
        (COMPANY,),
    ),
    "in CDATA and lines": (
        f"<urlset><url><loc>\n<![CDATA[{COMPANY}]]>\n</loc></url></urlset>".encode(),
        (COMPANY,),
    ),
    "with pictures": (
        f"<urlset><url><loc>{COMPANY}</loc><image:image><image:loc>{ROOT}/a.png</image:loc></image:image>"
        "</url></urlset>".encode(),
        (COMPANY,),
    ),
    "each once": (urlset(COMPANY, COMPANY, f"{COMPANY}#top").encode(), (COMPANY,)),
    "without its host": (urlset("/company/").encode(), (COMPANY,)),
    "without www": (urlset("http://aozora.example/a").encode(), ("http://aozora.example/a",)),
    "of other hosts": (
        urlset("http://b.example/", "//b.example/", f"{ROOT}.b.example/", "http://x@b.example/").encode(),
        (),
    ),
    "of other schemes": (
        urlset("javascript:alert(1)", "file:///etc/passwd", "ftp://www.aozora.example/").encode(),
        (),
    ),
    "of what is no address": (
        urlset("http://[::1", "", " ", "http://www.aozora.example:x/").encode(),
        (ROOT + ":x/",),
    ),
    "too long an address": (urlset(f"{ROOT}/{'a' * 2_100}", COMPANY).encode(), (COMPANY,)),
    "cut": (urlset(COMPANY, f"{ROOT}/b").encode()[:-70], (COMPANY,)),
    "broken in the middle": (urlset(COMPANY, "</broken>", f"{ROOT}/b").encode(), (COMPANY,)),
    "lines": (f"{COMPANY}\r\nnot an address\nhttp://b.example/\n{ROOT}/b\n".encode(), (COMPANY, f"{ROOT}/b")),
    "a page that says there is none": (b"<!DOCTYPE html><html><body><loc>/company/</loc></body></html>", ()),
    "a page without a type": (b"<html><body><url><loc>/company/</loc></url><p>404<br></body>", (COMPANY,)),
    "nothing": (b"", ()),
    "noise": (bytes(range(256)), ()),
}


@pytest.mark.parametrize("case", SENT)
def test_a_sitemap_gives_the_pages_of_its_own_site(case: str) -> None:
    body, pages = SENT[case]
    assert read_sitemap(body, AT) == Sitemap(pages)


def test_a_packed_sitemap_that_was_cut_gives_what_came() -> None:
    pages = tuple(f"{COMPANY}{at}" for at in range(2_000))
    found = read_sitemap(gzip.compress(urlset(*pages).encode())[:2_000], AT).pages
    assert 0 < len(found) < 2_000
    assert found == pages[: len(found)]


def test_an_index_gives_sitemaps_and_no_pages() -> None:
    body = index(f"{ROOT}/a.xml", "http://b.example/b.xml", f"{ROOT}/c.xml.gz").encode()
    assert read_sitemap(body, AT) == Sitemap(maps=(f"{ROOT}/a.xml", f"{ROOT}/c.xml.gz"))


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    + f"]><urlset><url><loc>{COMPANY}&a11;</loc></url></urlset>"
)
# What would cost much if it were read -> it is not.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "laughs": LAUGHS.encode,
    "one long entity": lambda: (
        f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]><urlset><url><loc>{"&a;" * 10_000}</loc></url></urlset>'
    ).encode(),
    "a file": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>{ROOT}/&a;</loc></url></urlset>'.encode,
    "a type elsewhere": f'<!DOCTYPE urlset SYSTEM "http://b.example/x.dtd">{urlset(COMPANY)[39:]}'.encode,
    "levels": lambda: b"<urlset>" + b"<url>" * 200_000 + f"<loc>{COMPANY}</loc>".encode(),
    "an address without end": lambda: (
        b"<urlset><url><loc>" + b"http://a/" * 200_000 + b"</loc></url></urlset>"
    ),
    "a packed bomb": lambda: gzip.compress(b"<urlset>" + b" " * 200_000_000, 1),
    "a bomb in a bomb": lambda: gzip.compress(gzip.compress(b"\0" * 100_000_000, 1), 1),
    "attributes": lambda: b"<urlset " + b" ".join(b"a%d='x'" % at for at in range(100_000)) + b">",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_sitemap_names_nothing_and_takes_little_memory(case: str) -> None:
    body = HOSTILE[case]()
    tracemalloc.start()
    try:
        assert read_sitemap(body, AT) == Sitemap()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * MOST_BYTES


def test_of_a_vast_sitemap_the_first_entries_are_read() -> None:
    many = [f"{ROOT}/p/{at}" for at in range(MOST_ENTRIES + 100)]
    assert read_sitemap(urlset(*many).encode(), AT).pages == tuple(many[:MOST_ENTRIES])
    assert read_sitemap("\n".join(many).encode(), AT).pages == tuple(many[:MOST_ENTRIES])
    others = ["http://b.example/"] * MOST_ENTRIES
    assert read_sitemap(urlset(*others, COMPANY).encode(), AT) == Sitemap()


@given(
    st.lists(
        st.sampled_from(["<urlset>", "<url>", "<loc>", "</loc>", "</url>", "/a", "&amp;", "&x;", "<!--", "é"])
    )
)
def test_whatever_stands_in_a_sitemap_nothing_raises(parts: list[str]) -> None:
    for body in ("".join(parts).encode(), "".join(parts).encode("utf-16")):
        assert all(page.startswith(ROOT) for page in read_sitemap(body, AT).pages)


@given(st.binary(max_size=300))
def test_whatever_bytes_are_sent_nothing_raises(body: bytes) -> None:
    assert read_sitemap(body, AT).maps == ()


def test_of_several_sitemaps_the_one_with_pages_is_read() -> None:
    named = [
        f"{ROOT}/post-sitemap.xml",
        f"{ROOT}/sitemap-image.xml",
        f"{ROOT}/page-sitemap.xml",
        "http://b.example/page.xml",
        f"{ROOT}/category-sitemap.xml",
    ]
    assert sitemap_to_read(named, AT) == f"{ROOT}/page-sitemap.xml"
    assert sitemap_to_read([f"{ROOT}/post.xml", f"{ROOT}/sitemap1.xml"], AT) == f"{ROOT}/sitemap1.xml"
    assert sitemap_to_read(["/sitemap-a.xml", "/sitemap-b.xml"], AT) == f"{ROOT}/sitemap-a.xml"
    assert sitemap_to_read(["http://b.example/sitemap.xml", "x" * 3_000], AT) is None


def test_the_few_pages_that_may_tell_who_they_are_are_taken_the_shallowest_first() -> None:
    pages = [
        f"{ROOT}/",
        f"{ROOT}/contact/",
        f"{ROOT}/service/company/list.html",
        f"{ROOT}/company.pdf",
        f"{ROOT}/company/",
        f"{ROOT}/shop/1",
        f"{ROOT}/recruit/company/",
        f"{ROOT}/access.html",
        f"{ROOT}/tokusho.php",
        f"{ROOT}/company/map/old/2010/",
    ]
    assert [(link.url.removeprefix(ROOT), link.rank) for link in likely_pages(pages)] == [
        ("/tokusho.php", 80),
        ("/company/", 70),
        ("/service/company/list.html", 70),
        ("/company/map/old/2010/", 70),
    ]


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        (urlset(COMPANY), True),
        (index(AT), True),
        ("<html><p>urlset</p></html>", False),
        ("<sm:urlset >", True),
        (" " * 5_000 + "<urlset>", False),
    ],
)
def test_a_sitemap_is_known_by_its_first_element(body: str, is_one: bool) -> None:
    assert is_sitemap(body.encode()) is is_one
