"""RFC 9111 as a table: what an answer says of itself -> how long it needs no asking, and how it is asked about then."""

from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.web.http_cache_rules import (
    DAY_S,
    Stored,
    age_s,
    answers,
    conditions,
    freshened,
    freshness_s,
    is_fresh,
    may_stay,
    stored,
)

NOW = 1_800_000_000.0
SENT = {"user-agent": "us", "accept-language": "ja"}


def at(seconds: float) -> str:
    """An HTTP date so many seconds from now."""
    return formatdate(NOW + seconds, usegmt=True)


def answer(
    headers: dict[str, Any], status: int = 200, asked_at: float = NOW, body: bytes = b"x"
) -> Stored | None:
    """What is kept of an answer received NOW; a list in headers is a field given more than once."""
    fields = [
        (name, value)
        for name, values in headers.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return stored("http://a.example/", status, fields, body, sent=SENT, asked_at=asked_at, received_at=NOW)


ETAG = {"ETag": '"1"'}
# Not kept, whatever else they say.
NOT_KEPT: dict[str, tuple[dict[str, Any], int]] = {
    "no-store": ({"Cache-Control": "no-store, max-age=60", **ETAG}, 200),
    "no-store in capitals": ({"CACHE-CONTROL": "No-Store", **ETAG}, 200),
    "no-store in a second field": ({"Cache-Control": ["max-age=60", "private, no-store"]}, 200),
    "no-store after a semicolon": ({"Cache-Control": "private;no-store;max-age=60", **ETAG}, 200),
    "no-store with must-understand": ({"Cache-Control": "must-understand, no-store", **ETAG}, 200),
    "rules without end": ({"Cache-Control": "max-age=60, " + "x, " * 2_000, **ETAG}, 200),
    "like no other": ({"Vary": "*", "Cache-Control": "max-age=60"}, 200),
    "like no other, among names": ({"Vary": ["Accept", "Accept-Encoding, *"], **ETAG}, 200),
    "neither lifetime nor validator": ({}, 200),
    "a validator that is none": ({"ETag": "1", "Last-Modified": "yesterday"}, 200),
    "a part": ({"Cache-Control": "max-age=60", "Content-Range": "bytes 0-1/9"}, 200),
    "a part by status": ({"Cache-Control": "max-age=60"}, 206),
    "an error": ({"Cache-Control": "max-age=60", **ETAG}, 500),
    "busy": ({"Cache-Control": "max-age=60", **ETAG}, 429),
    "moved for now": ({"Cache-Control": "max-age=60", **ETAG}, 302),
    "forbidden": ({"Cache-Control": "max-age=60", **ETAG}, 403),
}


@pytest.mark.parametrize("case", NOT_KEPT)
def test_what_may_not_be_kept_is_not(case: str) -> None:
    headers, status = NOT_KEPT[case]
    assert answer({"Date": at(0), **headers}, status) is None


# Kept: for how many seconds it is fresh, with a validator beside so that 0 is kept, too.
FRESH: dict[str, tuple[dict[str, Any], float]] = {
    "max-age": ({"Cache-Control": "max-age=60"}, 60),
    "max-age quoted": ({"Cache-Control": 'max-age="60"'}, 60),
    "max-age beside a quoted list": ({"Cache-Control": 'private="a, no-store", max-age=60'}, 60),
    "max-age goes before Expires": ({"Cache-Control": "max-age=60", "Expires": at(-9)}, 60),
    "the shorter of two": ({"Cache-Control": ["max-age=600", "max-age=60"]}, 60),
    "private": ({"Cache-Control": "private, max-age=60"}, 60),
    "what shared caches may": ({"Cache-Control": "s-maxage=600, max-age=60"}, 60),
    "what shared caches may, alone": ({"Cache-Control": "s-maxage=600"}, 0),
    "unknown directives": ({"Cache-Control": "immutable, stale-while-revalidate=9, max-age=60"}, 60),
    "must-revalidate": ({"Cache-Control": "must-revalidate, max-age=60"}, 60),
    "no-cache": ({"Cache-Control": "no-cache, max-age=60"}, 0),
    "no-cache of one field": ({"Cache-Control": 'no-cache="set-cookie", max-age=60'}, 0),
    "a lifetime that is none": ({"Cache-Control": "max-age=soon"}, 0),
    "a lifetime that is negative": ({"Cache-Control": "max-age=-5"}, 0),
    "a lifetime with a fraction": ({"Cache-Control": "max-age=1.5"}, 0),
    "a lifetime without a number": ({"Cache-Control": "max-age"}, 0),
    "a lifetime without end": ({"Cache-Control": "max-age=" + "9" * 400}, 2**31),
    "Expires": ({"Expires": at(60)}, 60),
    "Expires by the host's clock": ({"Date": at(-300), "Expires": at(60)}, 60),
    "Expires without a Date": ({"Date": [], "Expires": at(60)}, 60),
    "Expires in the past": ({"Expires": at(-60), "Last-Modified": at(-1_000)}, 0),
    "Expires that is none": ({"Expires": "0", "Last-Modified": at(-1_000)}, 0),
    "Expires twice": ({"Expires": [at(60), at(90)]}, 0),
    "Expires of another zone": ({"Expires": at(60).replace("GMT", "+0900")}, 0),
    "an Age already": ({"Cache-Control": "max-age=60", "Age": "20"}, 40),
    "an Age beside another": ({"Cache-Control": "max-age=60", "Age": "20, 5"}, 40),
    "an Age beyond it": ({"Cache-Control": "max-age=60", "Age": "100"}, 0),
    "an Age that is none": ({"Cache-Control": "max-age=60", "Age": "old"}, 60),
    "a Date long ago": ({"Date": at(-20), "Cache-Control": "max-age=60"}, 40),
    "a Date to come": ({"Date": at(20), "Cache-Control": "max-age=60"}, 60),
    "a Date in an old form": (
        {"Date": "Friday, 15-Jan-27 07:59:40 GMT", "Cache-Control": "max-age=60"},
        40,
    ),
    "a Date in C's form": ({"Date": "Fri Jan 15 07:59:40 2027", "Cache-Control": "max-age=60"}, 40),
    "a tenth of its rest": ({"Last-Modified": at(-1_000)}, 100),
    "a day at most": ({"Last-Modified": at(-1_000 * DAY_S)}, DAY_S),
    "changed in the future": ({"Last-Modified": at(1_000)}, 0),
    "no guess beside Pragma": ({"Last-Modified": at(-1_000), "Pragma": "no-cache"}, 0),
    "Pragma beside a rule": ({"Cache-Control": "max-age=60", "Pragma": "no-cache"}, 60),
    "a validator alone": ({}, 0),
}


@pytest.mark.parametrize("case", FRESH)
def test_an_answer_is_fresh_for_as_long_as_it_says(case: str) -> None:
    headers, seconds = FRESH[case]
    kept = answer({"Date": at(0), **ETAG, **headers})
    assert kept is not None
    fresh = [is_fresh(kept, NOW + later) for later in (max(0, seconds - 0.5), seconds)]
    assert fresh == [seconds > 0, False]


@pytest.mark.parametrize("status", [200, 301, 308, 404, 410])
def test_pages_moves_and_dead_links_are_kept_alike(status: int) -> None:
    kept = answer({"Cache-Control": "max-age=60"}, status)
    assert kept is not None
    assert kept.status == status


def test_the_time_an_answer_took_counts_as_age() -> None:
    kept = answer({"Cache-Control": "max-age=60", "Age": "5"}, asked_at=NOW - 10)
    assert kept is not None
    assert age_s(kept, NOW + 7) == 22


def test_nothing_is_fresh_when_the_clock_was_set_back_or_longer_than_the_caller_allows() -> None:
    kept = answer({"Cache-Control": "max-age=999999"})
    assert kept is not None
    assert not is_fresh(kept, NOW - 1)
    assert is_fresh(kept, NOW + DAY_S - 1, DAY_S)
    assert not is_fresh(kept, NOW + DAY_S, DAY_S)


def test_what_belongs_to_the_connection_or_is_set_on_us_is_not_kept() -> None:
    kept = answer(
        {
            "Connection": "close, X-Hop",
            "X-Hop": "1",
            "Transfer-Encoding": "chunked",
            "Set-Cookie": "id=1",
            "Content-Encoding": "gzip",
            "Link": ["</a>", "</b>"],
            **ETAG,
        }
    )
    assert kept is not None
    assert kept.headers == (
        ("content-encoding", "gzip"),
        ("link", "</a>"),
        ("link", "</b>"),
        ("etag", '"1"'),
    )


# What an answer carries -> by what it is asked about.
ASKED: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "ETag": ({"ETag": '"a"'}, {"If-None-Match": '"a"'}),
    "weak ETag": ({"ETag": 'W/"a"'}, {"If-None-Match": 'W/"a"'}),
    "date": ({"Last-Modified": at(-5)}, {"If-Modified-Since": at(-5)}),
    "both": (
        {"ETag": '"a"', "Last-Modified": at(-5)},
        {"If-None-Match": '"a"', "If-Modified-Since": at(-5)},
    ),
    "two ETags": ({"ETag": ['"a"', '"b"'], "Last-Modified": at(-5)}, {"If-Modified-Since": at(-5)}),
    "malformed": ({"ETag": "a", "Last-Modified": "now", "Cache-Control": "max-age=60"}, {}),
}


@pytest.mark.parametrize("case", ASKED)
def test_an_answer_is_asked_about_by_its_validators(case: str) -> None:
    headers, asked = ASKED[case]
    kept = answer(headers)
    assert kept is not None
    assert conditions(kept) == asked


def test_an_answer_is_one_to_requests_that_send_what_it_varies_by() -> None:
    kept = answer({"Vary": "Accept-Language, COOKIE", **ETAG})
    assert kept is not None
    assert answers(kept, SENT)
    assert answers(kept, SENT | {"user-agent": "other"})
    assert not answers(kept, SENT | {"accept-language": "en"})
    assert not answers(kept, SENT | {"cookie": "a=1"})


# (what was kept, what the 304 says) -> whether the 304 speaks of it.
CONFIRMS: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "same ETag": (ETAG, ETAG, True),
    "same ETag, weakly": ({"ETag": 'W/"1"'}, ETAG, True),
    "another ETag": (ETAG, {"ETag": '"2"'}, False),
    "an ETag for the first time": ({"Last-Modified": at(-5)}, ETAG, False),
    "same date": ({"Last-Modified": at(-5)}, {"Last-Modified": at(-5)}, True),
    "another date": ({"Last-Modified": at(-5)}, {"Last-Modified": at(-4)}, False),
    "nothing": (ETAG, {}, True),
}


@pytest.mark.parametrize("case", CONFIRMS)
def test_a_304_confirms_only_the_answer_it_names(case: str) -> None:
    before, told, holds = CONFIRMS[case]
    kept = answer(before)
    assert kept is not None
    renewed = freshened(kept, told.items(), asked_at=NOW + 100, received_at=NOW + 101)
    assert (renewed is not None) is holds


def test_a_304_brings_new_fields_and_leaves_the_body_and_what_describes_it() -> None:
    kept = answer(
        {"Cache-Control": "max-age=60", "Age": "9", "Date": at(0), "Content-Encoding": "gzip", **ETAG}
    )
    assert kept is not None
    told = {"Cache-Control": "max-age=5", "Content-Length": "0", "Content-Encoding": "br", "X-New": "1"}
    renewed = freshened(kept, told.items(), asked_at=NOW + 100, received_at=NOW + 101)
    assert renewed is not None
    assert renewed.headers == (
        ("content-encoding", "gzip"),
        ("etag", '"1"'),
        ("cache-control", "max-age=5"),
        ("x-new", "1"),
    )
    assert (renewed.body, renewed.asked_at, renewed.received_at) == (b"x", NOW + 100, NOW + 101)
    assert freshness_s(renewed) == 5
    assert may_stay(renewed)


@pytest.mark.parametrize("told", [{"Cache-Control": "no-store"}, {"Vary": "*"}])
def test_a_304_can_ask_that_the_answer_be_kept_no_longer(told: dict[str, str]) -> None:
    kept = answer(ETAG)
    assert kept is not None
    renewed = freshened(kept, told.items(), asked_at=NOW, received_at=NOW)
    assert renewed is not None
    assert not may_stay(renewed)


TOKENS = st.sampled_from(
    ["max-age", "no-cache", "no-store", "=", '"', ",", ";", "\\", "60", " ", "x", "private", "é"]
)


@given(st.lists(TOKENS).map("".join), st.lists(TOKENS).map("".join), st.text(max_size=30))
def test_no_field_makes_the_rules_raise_or_an_answer_older_than_time(
    control: str, expires: str, date: str
) -> None:
    headers = {"Cache-Control": control, "Expires": expires, "Date": date, "Age": date, "Last-Modified": date}
    kept = answer({**headers, **ETAG})
    if kept is None:
        assert "no-store" in control
    else:
        assert freshness_s(kept) >= 0
        assert age_s(kept, NOW) >= 0
