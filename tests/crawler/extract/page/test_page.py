import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.owner.site_facts import SiteFacts
from crawler.extract.page.page import parse
from crawler.extract.read import read_page

URL = "http://www.aozora.example/company/"


def blocks(html: str) -> list[str]:
    return [block.text for block in parse(html.encode(), "text/html; charset=utf-8", URL).blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<b>b</b>c</p>d", ["abc", "d"]),
        ("<div>x<p>y</p>z</div>", ["x", "y", "z"]),
        ("<p>TEL<br>03-5550-1000</p>", ["TEL\n03-5550-1000"]),
        ("<p>  a\n   b　c </p>", ["a b c"]),
        ("<table><tr><th>電話<td>03</table>", ["電話", "03"]),
        ("<dl><dt>電話<dd>03</dl>", ["電話", "03"]),
        ("<pre>a\n  b</pre>", ["a\nb"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("a<script>b</script><style>c</style><!-- d --><template>e</template>f", ["af"]),
        ("<p>x</p><select><option>b</select><textarea>c</textarea>", ["x"]),
        ("<p>x</p><noscript>a</noscript>", ["x", "a"]),
        (f"<p>{'x' * 300}</p><noscript>a</noscript>", ["x" * 300]),
        ("<p>a</p><p hidden>b</p><p style='DISPLAY: none'>c</p><div aria-hidden=true><p>d</div>", ["a"]),
        ("<style>.x{color:red}.y{display:none}</style><p class=x>a</p><p class=y>b</p>", ["a"]),
        ("<style>.y{display:none}@media print{.y{display:block}}</style><p class=y>b</p>", ["b"]),
        ("<style>@media print{.y{display:none}}</style><p class=y>b</p>", ["b"]),
        ("<p><img alt='電話'>1</p><p><img alt='花'>2</p>", ["電話 1", "2"]),
        ("<p><i class='fa fa-fax'></i>3</p>", ["FAX 3"]),
        ("", []),
    ],
)
def test_a_page_is_blocks_in_reading_order(html: str, expected: list[str]) -> None:
    assert blocks(html) == expected


def test_nesting_deeper_than_any_stack_is_read() -> None:
    deep = "<div>" * 50_000 + "x" + "</div>" * 50_000
    assert isinstance(blocks(deep), list)


@pytest.mark.parametrize(
    ("meta", "target"),
    [
        ('<meta http-equiv="refresh" content="0; URL=/j/">', "http://www.aozora.example/j/"),
        (
            "<META HTTP-EQUIV=Refresh CONTENT=\"5;url='top.html'\">",
            "http://www.aozora.example/company/top.html",
        ),
        ('<meta http-equiv="refresh" content="0;http://new.example/">', "http://new.example/"),
        ('<meta http-equiv="refresh" content="300">', None),
        ('<meta http-equiv="content-type" content="text/html">', None),
    ],
)
def test_where_a_meta_refresh_leads(meta: str, target: str | None) -> None:
    assert parse(meta.encode(), "", URL).refresh == target


def test_a_page_of_frames_is_read_as_whoever_shows_none_sees_it() -> None:
    document = parse(
        b"<title>A</title><frameset cols=1><frame src=main.htm><noframes><body><p>TEL 03-5550-1012</p>"
        b"<a href=about.htm>about</a></body></noframes></frameset>",
        "text/html",
        "http://www.aozora.example/",
    )

    assert document.title == "A"
    assert document.blocks.texts == ["TEL 03-5550-1012", "about"]
    assert [anchor.target for anchor in document.elements.anchors] == ["main.htm", "about.htm"]


def test_the_hash_is_of_the_words_not_of_the_layout() -> None:
    one = parse(b"<p>a</p><p>b</p>", "", URL)
    other = parse(b"<div class=x>a</div>\n<div>b</div>", "", URL)
    changed = parse(b"<p>a</p><p>c</p>", "", URL)
    assert one.content_hash == other.content_hash != changed.content_hash


PIECES = """
<table>|<tr>|<td>|<th>|</td>|</table>|<dl><dt>|<dd>|<br>|<p>|<footer>|<a href='tel:|0355501000'>|03-5550-1000|電話|FAX
|株式会社|〒100-0001|東京都|(代)|<script type='application/ld+json'>|{"telephone": ["03|</script>|]}|法人番号|&#x0;|<!--
"""
MARKUP = st.lists(st.sampled_from(PIECES.replace("\n", "").split("|")), max_size=60)


@settings(max_examples=200)
@given(MARKUP)
def test_no_page_makes_the_reader_fail(pieces: list[str]) -> None:
    read_page("".join(pieces).encode(), "text/html; charset=utf-8", URL, SiteFacts())


@settings(max_examples=100)
@given(st.binary(max_size=500))
def test_no_bytes_make_the_reader_fail(body: bytes) -> None:
    read_page(body, "", URL, SiteFacts())
