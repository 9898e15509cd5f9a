"""Fetching through Scrapy: its answers as pages, its errors as states and reasons.

A file of its own because it imports Scrapy, which whoever only speaks of pages need not wait for.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, exceptions
from scrapy.http.request import NO_CALLBACK
from twisted.internet.error import TimeoutError as ConnectTimeoutError

from crawler.sites.sitemap import is_sitemap
from crawler.web.asked import IS_SERVICE, MAY_BE_KEPT, SITEMAPS
from crawler.web.cache_middleware import confirmed_at, forget
from crawler.web.decompress import TooLarge, Undecodable, decompressed
from crawler.web.fetch import (
    FAULTS_OF_A_PAGE,
    LESS_CAME,
    NO_SUCH_HOST,
    SERVICE_MAX_BYTES,
    Call,
    FetchFailed,
    Page,
    host_of,
)
from crawler.web.manners import Manners, Refused
from crawler.web.markup import unfolds
from crawler.web.page_rules import OPEN, page_rules
from crawler.web.scrapy_settings import PRODUCT
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.states import RowState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class ScrapyFetch:
    """A Fetch through Scrapy's downloader, and so through all the middlewares, past its queue."""

    def __init__(self, crawler: Crawler, manners: Manners) -> None:
        self._crawler = crawler
        self._manners = manners

    async def __call__(self, url: str) -> Page:
        return await self._download(url, meta={MAY_BE_KEPT: True})

    async def call(self, call: Call) -> Page:
        meta = {IS_SERVICE: True, "dont_redirect": True, "download_maxsize": call.max_bytes}
        headers = {"Accept": "application/json", **call.headers}
        return await self._download(
            call.url, method=call.method, headers=headers, body=call.body, meta=meta, dont_filter=True
        )

    async def _download(self, url: str, **asked: Any) -> Page:
        try:
            request = Request(url, callback=NO_CALLBACK, **asked)
        except ValueError as error:
            raise FetchFailed(*_unreachable(url, f"{error}")) from error
        try:
            async with self._manners.turn(urlsplit(request.url).hostname or ""):
                response = await self._crawler.engine.download_async(request)
            return self._page(response, is_service=IS_SERVICE in request.meta)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            raise FetchFailed(*self._explain(url, error)) from error

    def _page(self, response: Response, is_service: bool) -> Page:
        """The page that came. Raises Refused if it wants nothing to be taken from it."""
        headers, body = response.headers, response.body
        is_cut = "dataloss" in response.flags
        if is_cut and not body:
            raise Undecodable(LESS_CAME)
        if encodings := headers.getlist(b"Content-Encoding"):
            names = [one.decode("latin-1") for one in encodings]
            most = SERVICE_MAX_BYTES if is_service else self._manners.politeness.max_bytes
            body = decompressed(body, names, most)
        rules = OPEN
        if not is_service:
            if unfolds(body):
                raise TooLarge("markup that unfolds without end")
            rules = page_rules(headers.getlist(b"X-Robots-Tag"), body, PRODUCT)
            if not rules.keep:
                forget(response)
        page = Page(
            url=response.url,
            status=response.status,
            content_type=(headers.get(b"Content-Type") or b"").decode("latin-1"),
            body=body,
            fetched_at=confirmed_at(response),
            rules=rules,
            sitemaps=response.meta.get(SITEMAPS, ()),
            is_cut=is_cut,
        )
        # Sitemaps are often marked so that they are not found by searching; of them only addresses are taken.
        if not rules.index and response.status < FAULTS_OF_A_PAGE and not is_sitemap(body):
            raise Refused.of(RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_NOINDEX, page.host)
        return page

    def _explain(self, url: str, error: Exception) -> tuple[RowState, Reason]:
        if isinstance(error, Refused):
            self._manners.note_refusal(error.reason)
            return error.state, error.reason
        return _explain(url, error, self._manners.politeness.timeout_s)


def _explain(url: str, error: Exception, timeout_s: float) -> tuple[RowState, Reason]:
    host = host_of(url)
    match error:
        case exceptions.DownloadTimeoutError() | ConnectTimeoutError():
            return RowState.TIMED_OUT, Reason.of(ReasonCode.SITE_TOO_SLOW, host=host, seconds=timeout_s)
        case exceptions.CannotResolveHostError():
            return _unreachable(url, NO_SUCH_HOST)
        case exceptions.DownloadConnectionRefusedError():
            return _unreachable(url, "connection refused")
        case exceptions.IgnoreRequest() | TooLarge() | Undecodable():
            return _unreachable(url, str(error))
        case _:
            return _unreachable(url, type(error).__name__)


def _unreachable(url: str, detail: str) -> tuple[RowState, Reason]:
    host = host_of(url)
    return RowState.SITE_UNREACHABLE, Reason.of(ReasonCode.UNREACHABLE, host=host, detail=detail[:200])
