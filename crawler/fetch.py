"""Fetching one page for a source: what came, or why nothing came in the words of the contract."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import utc_now
from workbench.contract.states import RowState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

FAULTS_OF_A_PAGE = 400


@dataclass(frozen=True)
class Page:
    """One answer: `url` is where it came from in the end, after redirects."""

    url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


class FetchFailed(Exception):
    """Nothing came: the state and reason that a row has if this is all there is."""

    def __init__(self, state: RowState, reason: Reason) -> None:
        super().__init__(reason.sentence("en"))
        self.state = state
        self.reason = reason


class Fetch(Protocol):
    """What a source asks pages with. Raises FetchFailed; an error status (404) is a page all the same."""

    def __call__(self, url: str) -> Awaitable[Page]: ...


class CountingFetch:
    """A Fetch that counts, for one row's trail."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.requests = 0

    async def __call__(self, url: str) -> Page:
        self.requests += 1
        return await self._fetch(url)


class ScrapyFetch:
    """A Fetch through Scrapy's downloader, and so through all the middlewares, past its queue."""

    def __init__(self, crawler: Crawler, timeout_s: float) -> None:
        self._crawler = crawler
        self._timeout_s = timeout_s

    async def __call__(self, url: str) -> Page:
        from scrapy import Request
        from scrapy.http.request import NO_CALLBACK

        try:
            request = Request(url, callback=NO_CALLBACK)
        except ValueError as error:
            raise FetchFailed(*_unreachable(url, f"{error}")) from error
        try:
            response = await self._crawler.engine.download_async(request)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            raise FetchFailed(*_explain(url, error, self._timeout_s)) from error
        return Page(
            url=response.url,
            status=response.status,
            content_type=(response.headers.get(b"Content-Type") or b"").decode("latin-1"),
            body=response.body,
            fetched_at=utc_now(),
        )


def http_fault(page: Page) -> FetchFailed | None:
    """What a page with an error status means for a site, None for a good one."""
    if page.status < FAULTS_OF_A_PAGE:
        return None
    reason = Reason.of(ReasonCode.HTTP_STATUS, host=page.host, status=page.status)
    return FetchFailed(RowState.SITE_UNREACHABLE, reason)


def _explain(url: str, error: Exception, timeout_s: float) -> tuple[RowState, Reason]:
    from scrapy import exceptions
    from twisted.internet.error import TimeoutError as ConnectTimeoutError

    from crawler.middlewares import RequestRefused, RobotsDisallow, RobotsUnreachable

    host = urlsplit(url).hostname or url[:80]
    match error:
        case RequestRefused():
            reason = Reason.of(ReasonCode.ADDRESS_REFUSED, host=error.refusal.host)
            return RowState.SITE_UNREACHABLE, reason
        case RobotsDisallow():
            return RowState.ROBOTS_DENIED, Reason.of(ReasonCode.ROBOTS_DISALLOW, host=str(error))
        case RobotsUnreachable():
            reason = Reason.of(ReasonCode.ROBOTS_UNREACHABLE, host=host, detail=str(error))
            return RowState.ROBOTS_DENIED, reason
        case exceptions.DownloadTimeoutError() | ConnectTimeoutError():
            return RowState.TIMED_OUT, Reason.of(ReasonCode.SITE_TOO_SLOW, host=host, seconds=timeout_s)
        case exceptions.CannotResolveHostError() if _refused(host):
            return RowState.SITE_UNREACHABLE, Reason.of(ReasonCode.ADDRESS_REFUSED, host=host)
        case exceptions.CannotResolveHostError():
            return _unreachable(url, "DNS")
        case exceptions.DownloadConnectionRefusedError():
            return _unreachable(url, "connection refused")
        case exceptions.IgnoreRequest():
            return _unreachable(url, str(error))
        case _:
            return _unreachable(url, type(error).__name__)


def _refused(host: str) -> bool:
    """Whether the resolver held back this host's addresses (then Twisted only says that it found none)."""
    from twisted.internet import reactor

    return host in getattr(reactor, "nameResolver").refused  # noqa: B009 - an attribute the type does not show


def _unreachable(url: str, detail: str) -> tuple[RowState, Reason]:
    host = urlsplit(url).hostname or url[:80]
    return RowState.SITE_UNREACHABLE, Reason.of(ReasonCode.UNREACHABLE, host=host, detail=detail[:200])
