"""A request on its way through all the middlewares, and past Scrapy's engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.http import Response

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


async def send(crawler: Crawler, request: Request) -> Response:
    """The answer in the end, after redirects and second tries. Raises what the last request failed with.

    As `engine.download_async` does it, without the engine: its three layers of callbacks, a line in the log that nobody
    reads, and a look into its own queue, which stays empty. The downloader's entrance is not public;
    tests/crawler/web/test_send.py notices if it moves.
    """
    engine = crawler.engine
    assert engine is not None
    downloader = engine.downloader
    while True:
        came = await downloader.middleware.download_async(downloader._enqueue_request, request)
        if isinstance(came, Response):
            came.request = came.request or request
            return came
        request = came
