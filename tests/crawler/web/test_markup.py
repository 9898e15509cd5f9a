import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.web.markup import MOST_LEVELS, unfolds

PAGE = 2_097_152
# What is told before it is parsed -> whether it is too costly.
PAGES: dict[str, tuple[bytes, bool]] = {
    "levels": (b"<div>" * 20_000, True),
    "levels that are closed": (b"<div></div>" * 20_000, False),
    "levels in capitals": (b"<DIV>" * 20_000, True),
    "levels in UTF-16": (("<div>" * 20_000).encode("utf-16-le"), True),
    "levels behind a barrier that no end tag passes": (b"<table><tr><td><div></table></div>" * 20_000, False),
    "barriers within barriers": (b"<table>" * 20_000, True),
    "end tags that close nothing of the table round them": (b"<div><table></div>" * 20_000, True),
    "list items, which end one another": (b"<li>x" * 50_000, False),
    "attributes": (b"<p " + b"a " * 20_000, True),
    "attributes in quotes": (b"<p " + b'a="b c" ' * 20_000, True),
    "one long attribute": (b'<p a="' + b"a " * 20_000 + b'">', False),
    "formatting that reopens": (b"".join(b"<b a=%d>" % at for at in range(1_600)) + b"<p>x" * 1_600, True),
}


@pytest.mark.parametrize("case", PAGES)
def test_markup_that_costs_too_much_is_told(case: str) -> None:
    body, costly = PAGES[case]
    assert unfolds(body) is costly


@pytest.mark.timeout(20)
@pytest.mark.parametrize("more", [b"</x>", b"</div><div>", b"</p>", b"<table></div></table>"])
def test_end_tags_below_many_levels_are_looked_through_at_once(more: bytes) -> None:
    body = b"<div>" * (MOST_LEVELS - 100)
    assert not unfolds(body + more * ((PAGE - len(body)) // len(more)))


TAGS = st.sampled_from([f"<{slash}{tag}>" for slash in ("", "/") for tag in ("div", "table", "x", "p")])


@given(st.lists(TAGS, max_size=40))
def test_what_stands_before_a_deep_page_does_not_hide_it(before: list[str]) -> None:
    assert unfolds("".join(before).encode() + b"<div>" * 20_000)
