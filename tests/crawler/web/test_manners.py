import asyncio

import pytest

from crawler.web.manners import JITTER, LONGEST_DELAY_S, Host, Manners, Refused, site_of
from tests.makers import settings
from workbench.contract.reasons import ReasonCode

# (pause so far, seconds that the answer took, status) -> the pause that follows; the least is 2 s.
PAUSES = {
    "fast": (2.0, 0.1, 200, 2.0),
    "slow": (2.0, 8.0, 200, 8.0),
    "slow once, and fast again": (8.0, 0.0, 200, 4.0),
    "slower than anybody waits": (2.0, 300.0, 200, LONGEST_DELAY_S),
    "an error, however fast": (8.0, 0.0, 500, 8.0),
    "nothing at all, after long": (2.0, 10.0, 0, 10.0),
    "no connection": (8.0, 0.0, 0, 8.0),
}


@pytest.mark.parametrize("case", PAUSES)
def test_the_pause_grows_at_once_with_what_an_answer_takes_and_shrinks_by_halves(case: str) -> None:
    pause_s, took_s, status, wanted = PAUSES[case]
    assert Host("a.example", 2.0).pause_after(pause_s, took_s, status) == wanted


def test_a_crawl_delay_is_kept_however_the_pauses_vary() -> None:
    manners = Manners(settings())
    manners.slow_down("www.a.example", 80)
    host = manners.host("a.example")
    assert host.floor_s * (1 - JITTER) == pytest.approx(80)
    assert host.pause_after(host.floor_s, 0.0, 200) == host.floor_s  # also beyond the longest pause of ours


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_busy_host_is_left_longer_each_time_and_never_less_than_it_asks() -> None:
    manners = Manners(settings(politeness={"contact": "a@b.example", "delay_s": 2}), clock=Clock())
    host = manners.host("a.example")
    waits = []
    for asked_s in (None, None, 1.0, 500.0):
        manners.leave_in_peace(host, asked_s)
        waits.append(manners.wait_s(host))
    assert waits == [8.0, 16.0, 32.0, 500.0]


def test_who_asks_for_more_than_we_wait_is_left_alone() -> None:
    manners = Manners(settings(politeness={"contact": "a@b.example", "max_wait_s": 60}), clock=Clock())
    host = manners.host("a.example")
    manners.leave_in_peace(host, 61)
    with pytest.raises(Refused) as refused:
        asyncio.run(manners.wait(host, "www.a.example"))
    assert refused.value.reason.code is ReasonCode.SITE_BUSY
    assert refused.value.reason.parameters == {"host": "www.a.example", "seconds": 61}
    assert (host.waited_s, manners.waiting) == (0.0, 0)


@pytest.mark.parametrize(
    ("spent", "what"),
    [
        ({"requests": 10}, "@budget.requests"),
        ({"bytes": 100_000}, "@budget.bytes"),
        ({"seconds": 20.0}, "@budget.seconds"),
        ({"requests": 9, "bytes": 99_999, "seconds": 19.9}, None),
    ],
)
def test_a_host_is_not_asked_beyond_what_it_may_cost(spent: dict[str, float], what: str | None) -> None:
    limits = {"host_max_requests": 10, "host_max_bytes": 100_000, "host_max_s": 20}
    polite = settings(politeness={"contact": "https://www.aozora.co.jp/crawler", **limits})
    for purpose in ({}, {"www.a.jp": 1.0}):  # a service has a row's worth of requests for every row
        manners = Manners(polite, purpose)
        for name, amount in spent.items():
            setattr(manners.host("A.jp."), name, amount)
        if what is None or purpose:
            assert manners.check("www.a.jp", is_sample=False) is manners.host("a.jp")
            continue
        with pytest.raises(Refused) as refused:
            manners.check("www.a.jp", is_sample=False)
        assert refused.value.reason.parameters["what"] == what


@pytest.mark.parametrize(
    ("host", "site"),
    [("WWW.A.example", "a.example"), ("a.example.", "a.example"), ("wwwa.example", "wwwa.example"), ("", "")],
)
def test_a_site_is_one_with_and_without_www_and_in_every_case(host: str, site: str) -> None:
    assert site_of(host) == site
