import time
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.web.asked import HOST, IS_ROBOTS, IS_SERVICE
from crawler.web.manners import Manners
from crawler.web.middlewares import BusyMiddleware, retry_after_s
from tests.makers import settings

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


# (status, Retry-After, times asked before) -> whether it is asked again, and the least seconds for which it is left.
BUSY: dict[str, tuple[int, str | None, int, bool, float]] = {
    "busy": (503, None, 0, True, 1),
    "busy a second time": (429, None, 1, True, 1),
    "busy a third time": (429, None, 2, False, 1),
    "busy for long": (503, "3600", 0, False, 3_590),
    "a gateway": (502, None, 0, True, 0),
    "a gateway a second time": (504, None, 1, False, 0),
    "a gateway that asks to wait": (502, "30", 0, True, 29),
    "a gateway that asks to wait for long": (504, "3600", 0, False, 3_590),
    "closed for a while": (403, "3600", 0, False, 3_590),
    "broken for a while": (500, "3600", 0, False, 3_590),
    "closed": (403, None, 0, False, 0),
    "gone": (404, None, 0, False, 0),
    "moved": (302, "3600", 0, False, 0),
}


@pytest.mark.parametrize("is_robots", [False, True])
@pytest.mark.parametrize("case", BUSY)
def test_who_asks_for_peace_gets_it_and_is_asked_again_only_if_that_is_soon(
    case: str, is_robots: bool
) -> None:
    status, retry_after, tries, again, least_s = BUSY[case]
    manners = Manners(settings())
    host = manners.host("a.example")
    request = Request("http://a.example/", meta={HOST: host, "busy_times": tries})
    if is_robots:
        request.meta[IS_ROBOTS] = 0
    headers = {"Retry-After": retry_after} if retry_after else {}
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(manners=manners))
    response = Response("http://a.example/", status=status, headers=headers, request=request)
    told = BusyMiddleware(crawler).process_response(request, response)
    assert isinstance(told, Request) is (again and not is_robots)
    assert (manners.wait_s(host) > 0) is (least_s > 0)
    assert manners.wait_s(host) >= least_s


@pytest.mark.parametrize(("status", "waits"), [(429, True), (404, False), (400, False)])
def test_a_limit_that_is_used_up_is_waited_for_only_by_who_is_over_it(status: int, waits: bool) -> None:
    manners = Manners(settings())
    host = manners.host("a.example")
    request = Request("http://a.example/", meta={HOST: host, IS_SERVICE: True})
    headers = {"X-RateLimit-Remaining": "0, 14999", "X-RateLimit-Reset": "30, 2592000"}
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(manners=manners))
    response = Response("http://a.example/", status=status, headers=headers, request=request)
    BusyMiddleware(crawler).process_response(request, response)
    assert (manners.wait_s(host) > 29) is waits
