from datetime import UTC, datetime

import pytest

from crawler.web.page_rules import OPEN, PageRules, page_rules

US = "company-list-workbench"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
NO_INDEX, NO_FOLLOW = PageRules(index=False), PageRules(follow=False)
NONE, NO_SNIPPET = PageRules(index=False, follow=False), PageRules(snippet=False)


def meta(content: str, name: str = "robots") -> bytes:
    return f'<html><head><meta name="{name}" content="{content}"></head>'.encode()


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        (b"", OPEN),
        (meta("index,follow"), OPEN),
        (meta("noindex"), NO_INDEX),
        (meta("NoIndex , NoFollow"), NONE),
        (meta("none"), NONE),
        (meta("all, nofollow"), NO_FOLLOW),
        (meta("noarchive"), NO_SNIPPET),
        (meta("nosnippet"), NO_SNIPPET),
        (meta("max-snippet:0"), NO_SNIPPET),
        (meta("max-snippet:-1, max-image-preview:large"), OPEN),
        (meta("unavailable_after: 25 Jun 2010 15:00:00 GMT"), NO_INDEX),
        (meta("unavailable_after: 2010-06-25"), NO_INDEX),
        (meta("unavailable_after: Wed, 25 Jun 2036 15:00:00 GMT"), OPEN),
        (meta("unavailable_after: soon"), OPEN),
        (meta("unavailable_after: 25 Jun 2036 15:00:00 GMT, noindex"), NO_INDEX),
        (meta("unavailable_after: Friday, 25-Jun-10 15:00:00 GMT; nofollow"), NONE),
        (meta("unavailable_after: 2036-06-25"), OPEN),
        (meta("noindex nofollow"), NONE),
        (meta("noindex;nofollow"), NONE),
        (meta("max-snippet=0"), NO_SNIPPET),
        (meta("max-snippet: 0, max-image-preview:none"), NO_SNIPPET),
        (meta("none-of-it, noindexed"), OPEN),
        (meta("noindex", "googlebot"), OPEN),
        (meta("noindex", US), NO_INDEX),
        (meta("noindex", US.upper()), NO_INDEX),
        (meta("nofollow") + meta("nosnippet", US), PageRules(follow=False, snippet=False)),
        (b'<META CONTENT="noindex" NAME=robots>', NO_INDEX),
        (b"<meta\nname='ROBOTS'\ncontent='noindex'/>", NO_INDEX),
        (b"<!-- " + meta("noindex") + b" -->", OPEN),
        (b"<script>'<meta name=robots content=noindex>'</script>", OPEN),
        (meta("noindex").decode().encode("utf-16"), NO_INDEX),
        (meta("noindex").decode().encode("utf-16-le"), NO_INDEX),
        (meta("noindex").decode().encode("utf-16-be"), NO_INDEX),
        (b"<style>" + b"x" * 300_000 + b"</style>" + meta("noindex"), NO_INDEX),
        (b'<meta name="description" content="about robots and noindex">', OPEN),
    ],
)
def test_the_robots_meta_tag_is_obeyed(body: bytes, rules: PageRules) -> None:
    assert page_rules([], body, US, NOW) == rules


@pytest.mark.parametrize(
    ("headers", "rules"),
    [
        ([b"noindex"], NO_INDEX),
        ([b"nofollow", b"noarchive"], PageRules(follow=False, snippet=False)),
        ([b"googlebot: noindex"], OPEN),
        ([b"googlebot: noindex, nofollow"], OPEN),
        ([b"googlebot: noindex, " + US.encode() + b": nofollow"], NO_FOLLOW),
        ([US.encode() + b": none"], NONE),
        ([b"max-snippet:0, nofollow"], PageRules(follow=False, snippet=False)),
        ([b"unavailable_after: 25 Jun 2010 15:00:00 GMT"], NO_INDEX),
        ([b"otherbot: unavailable_after: 25 Jun 2010 15:00:00 GMT"], OPEN),
        (
            [b"otherbot: unavailable_after: 25 Jun 2010 15:00:00 GMT, " + US.encode() + b": nofollow"],
            NO_FOLLOW,
        ),
        ([b"unavailable_after: 25 Jun 2036 15:00:00 GMT, noindex"], NO_INDEX),
        ([b"unavailable_after: 25 Jun 2036 15:00:00 GMT, otherbot: noindex"], OPEN),
        ([US.encode() + b"/1.0 : noindex"], NO_INDEX),
        ([b"max-snippet: 0, noindex"], PageRules(index=False, snippet=False)),
        ([b"\xff\xfe,,,:::"], OPEN),
    ],
)
def test_the_x_robots_tag_is_obeyed(headers: list[bytes], rules: PageRules) -> None:
    assert page_rules(headers, b"<p>x</p>", US, NOW) == rules
