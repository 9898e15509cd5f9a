import time

import pytest
from scrapy.http import Response

from crawler.web.middlewares import retry_after_s

DATE = "Fri, 27 Nov 2026 12:00:00 GMT"
# (what a busy host sends) -> the seconds for which it asks, by its own clock.
ASKED: dict[str, tuple[dict[str, str | list[str]], float | None]] = {
    "seconds": ({"Retry-After": "120"}, 120.0),
    "none": ({"Retry-After": "0"}, 0.0),
    "longer than anybody waits": ({"Retry-After": "9" * 50}, 999_999_999.0),
    "a date": ({"Retry-After": "Fri, 27 Nov 2026 12:01:00 GMT", "Date": DATE}, 60.0),
    "a date in an old form": ({"Retry-After": "Friday, 27-Nov-26 12:01:00 GMT", "Date": DATE}, 60.0),
    "a date in C's form": ({"Retry-After": "Fri Nov 27 12:01:00 2026", "Date": DATE}, 60.0),
    "a date that is over": ({"Retry-After": "Fri, 27 Nov 2026 11:00:00 GMT", "Date": DATE}, 0.0),
    "twice": ({"Retry-After": ["10", "3600"]}, 3600.0),
    "twice, one of them nonsense": ({"Retry-After": ["10", "soon"]}, 10.0),
    "nothing": ({}, None),
    "nonsense": ({"Retry-After": "soon"}, None),
    "a negative number": ({"Retry-After": "-1"}, None),
    "digits of others": ({"Retry-After": "١٢"}, None),
}


@pytest.mark.parametrize("case", ASKED)
def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(case: str) -> None:
    headers, seconds = ASKED[case]
    assert retry_after_s(Response("http://a.example/", headers=headers)) == seconds


@pytest.mark.parametrize("date", [{}, {"Date": "today"}])
def test_without_its_own_clock_a_host_s_date_is_by_ours(date: dict[str, str]) -> None:
    until = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 7_200))
    asked_s = retry_after_s(Response("http://a.example/", headers={"Retry-After": until, **date}))
    assert asked_s is not None
    assert 3_600 < asked_s <= 7_200
