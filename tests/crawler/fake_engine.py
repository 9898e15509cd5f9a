"""Scrapy's engine as far as requests are sent through it: a downloader that answers them itself."""

from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.http import Response


def engine_of(download: Callable[[Request], Awaitable[Request | Response]]) -> Any:
    """An engine of which `download` is all: the middlewares, the slots of the hosts and the network."""

    async def download_async(_: object, request: Request) -> Request | Response:
        return await download(request)

    middleware = SimpleNamespace(download_async=download_async)
    return SimpleNamespace(downloader=SimpleNamespace(middleware=middleware, _enqueue_request=None))
