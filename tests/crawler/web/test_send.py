import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.web.send import send
from tests.crawler.fake_engine import engine_of

A, B, C = (Request(f"http://{name}.example/") for name in "abc")


def sent(request: Request, came: dict[Request, Request | Response]) -> Response:
    """The answer, where the middlewares make of each request what `came` says."""

    async def download(request: Request) -> Request | Response:
        return came[request]

    crawler: Any = SimpleNamespace(engine=engine_of(download))
    return asyncio.run(send(crawler, request))


def test_requests_are_sent_until_one_is_answered() -> None:
    answer = Response(C.url)
    assert sent(A, {A: B, B: C, C: answer}) is answer


def test_an_answer_knows_the_request_that_it_answers() -> None:
    assert sent(A, {A: B, B: Response(B.url)}).request is B
    # As one that a middleware gave knows it already.
    assert sent(A, {A: Response(A.url, request=C)}).request is C


def test_what_a_middleware_raises_comes_out() -> None:
    async def refuse(_: Request) -> Response:
        raise IgnoreRequest("no")

    crawler: Any = SimpleNamespace(engine=engine_of(refuse))
    with pytest.raises(IgnoreRequest, match="no"):
        asyncio.run(send(crawler, A))


def test_scrapy_s_downloader_has_the_entrance_that_is_used() -> None:
    assert asyncio.iscoroutinefunction(Downloader._enqueue_request)
