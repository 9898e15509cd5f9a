import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.web.manners import Manners, Refused
from crawler.web.robots_middleware import MANY_RULES, MOST_LARGE, RobotsMiddleware
from tests.makers import settings
from workbench.contract.reasons import ReasonCode

LARGE = b"User-agent: *\n" + b"".join(b"Disallow: /%d\n" % at for at in range(MANY_RULES + 1))


class Origins:
    """What stands between the middleware and the network: `answers` by URL, `asked` in order."""

    def __init__(self, **answers: dict[str, Any]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        engine = SimpleNamespace(download_async=self._download)
        self.crawler: Any = SimpleNamespace(
            engine=engine, spider=SimpleNamespace(manners=Manners(settings()))
        )

    async def _download(self, request: Request) -> Response:
        self.asked.append(request.url)
        answer = {"body": LARGE} | self.answers.get(request.url.split("/")[2].partition(".")[0], {})
        return Response(request.url, request=request, **answer)


def refused(origins: Origins, *urls: str) -> list[ReasonCode | None]:
    """Why each page may not be asked for, None if it may."""
    robots = RobotsMiddleware(origins.crawler)

    async def ask() -> list[ReasonCode | None]:
        told: list[ReasonCode | None] = []
        for url in urls:
            try:
                await robots.process_request(Request(url))
            except Refused as refusal:
                told.append(refusal.reason.code)
            else:
                told.append(None)
        return told

    return asyncio.run(ask())


def test_of_large_files_only_the_last_ones_are_remembered() -> None:
    origins = Origins(small={"body": b"User-agent: *\nDisallow: /1"})
    hosts = ["small", *(f"a{at}" for at in range(MOST_LARGE + 5)), "small", "a0", f"a{MOST_LARGE + 4}"]
    told = refused(origins, *(f"http://{host}.example/1" for host in hosts))
    assert told == [ReasonCode.ROBOTS_DISALLOW] * len(hosts)
    again = [host for host in set(hosts) if origins.asked.count(f"http://{host}.example/robots.txt") > 1]
    assert again == ["a0"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param({"body": b"User-agent: *\nAllow: /"}, None, id="whole"),
        pytest.param(
            {"body": b"User-agent: *\nAllow: /", "flags": ["dataloss"]},
            ReasonCode.ROBOTS_UNREACHABLE,
            id="less than was said",
        ),
        pytest.param(
            {"body": b"User-agent: *\nAllow: /", "flags": ["partial"]}, None, id="of unknown length"
        ),
        pytest.param(
            {"status": 301, "headers": {"Location": "http://["}},
            ReasonCode.ROBOTS_UNREACHABLE,
            id="moved to no address",
        ),
        pytest.param({"status": 301, "body": b""}, None, id="moved to nowhere"),
        pytest.param({"status": 404}, None, id="missing"),
        pytest.param({"status": 429}, ReasonCode.ROBOTS_UNREACHABLE, id="too busy"),
        pytest.param({"status": 500}, ReasonCode.ROBOTS_UNREACHABLE, id="broken"),
        pytest.param({"status": 999}, ReasonCode.ROBOTS_UNREACHABLE, id="beyond all statuses"),
        pytest.param(
            {"body": b"\xff" * 9, "headers": {"Content-Encoding": "br"}},
            ReasonCode.ROBOTS_UNREACHABLE,
            id="not what it says",
        ),
    ],
)
def test_what_comes_of_robots_txt_allows_or_denies(answer: dict[str, Any], reason: ReasonCode | None) -> None:
    assert refused(Origins(a=answer), "http://a.example/page") == [reason]


def test_where_robots_txt_has_moved_to_in_letters_of_its_own_it_is_read() -> None:
    location = "/ロボット.txt".encode()
    origins = Origins(a={"status": 302, "headers": {"Location": location}})
    refused(origins, "http://a.example/page")
    assert origins.asked[1] == "http://a.example/%E3%83%AD%E3%83%9C%E3%83%83%E3%83%88.txt"
