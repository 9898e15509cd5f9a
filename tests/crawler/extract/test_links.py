import pytest

from crawler.extract.links import rank, ranked_links
from crawler.extract.page.page import parse

URL = "http://www.aozora.example/index.html"


def links(html: str) -> list[str]:
    document = parse(html.encode(), "text/html; charset=utf-8", URL)
    return [link.url for link in ranked_links(document) if link.rank]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("会社概要", "/a"),
        ("会社のご案内", "/a"),
        ("会社の概要", "/a"),
        ("企業情報", "/a"),
        ("本部・運営会社", "/a"),
        ("特定商取引法に基づく表記", "/a"),
        ("アクセス", "/a"),
        ("お問い合わせ", "/a"),
        ("お問合せ", "/a"),
        ("Company", "/a"),
        ("ABOUT US", "/a"),
        ("架空堂について", "/a"),
        ("", "/company/"),
        ("こちら", "/gaiyo.html"),
        ("", "/kaisha.htm"),
        ("", "/about-us/"),
        ("", "/corp/"),
    ],
)
def test_pages_that_tell_who_they_are_rank_high(words: str, path: str) -> None:
    assert rank(words, path) >= 50


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("商品", "/items/"),
        ("採用情報", "/company/recruit"),
        ("ニュース", "/news/"),
        ("プライバシーポリシー", "/privacy"),
        ("", "/blog/2026"),
    ],
)
def test_other_pages_do_not(words: str, path: str) -> None:
    assert rank(words, path) == 0


def test_the_company_page_comes_before_shops_and_contact() -> None:
    html = '<a href="/shops">店舗</a><a href="/contact">お問い合わせ</a><a href="/company">会社概要</a>'
    assert links(html) == [f"http://www.aozora.example/{page}" for page in ("company", "contact", "shops")]


def test_only_pages_of_the_same_site_each_once_and_without_fragment() -> None:
    html = """<a href="company.html#map">会社概要</a><a href="/company.html">会社案内</a>
    <a href="http://other.example/company">会社概要</a><a href="company.pdf">会社概要</a>
    <a href="mailto:a@aozora.example">お問い合わせ</a><a href="javascript:void(0)">会社概要</a>
    <a href="#about">会社概要</a>
    <a href="http://[bad">会社概要</a><a href="https://aozora.example/about">会社案内</a>"""
    assert links(html) == ["http://www.aozora.example/company.html", "https://aozora.example/about"]


def test_an_image_is_read_by_its_alt_text_and_frames_are_followed() -> None:
    assert links('<a href="/x"><img src="b.gif" alt="会社概要"></a>') == ["http://www.aozora.example/x"]
    assert links('<iframe src="/company/menu.html"></iframe>') == [
        "http://www.aozora.example/company/menu.html"
    ]
