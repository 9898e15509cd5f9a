"""Fetching one page for a source: what came, or why nothing came in the words of the contract."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from crawler.page_rules import OPEN, PageRules, page_rules
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import utc_now
from workbench.contract.settings import Politeness
from workbench.contract.states import RowState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.manners import Manners

FAULTS_OF_A_PAGE = 400


@dataclass(frozen=True)
class Page:
    """One answer: `url` is where it came from in the end, after redirects; `rules` what it asks of robots."""

    url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime
    rules: PageRules = OPEN

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
    """A Fetch that counts, for one row's trail, and that ends when what a site may cost is spent.

    limits: whose site_max_bytes and site_max_s hold; None for a source that is one host for all rows.
    """

    def __init__(
        self, fetch: Fetch, limits: Politeness | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._limits = limits
        self._clock = clock
        self._started = clock()
        self._bytes = 0
        self.requests = 0

    async def __call__(self, url: str) -> Page:
        if self._limits is not None and (spent := self._spent(self._limits)):
            host = urlsplit(url).hostname or url[:80]
            reason = Reason.of(ReasonCode.BUDGET_SPENT, host=host, what=f"@budget.{spent}")
            raise FetchFailed(RowState.TIMED_OUT, reason)
        self.requests += 1
        page = await self._fetch(url)
        self._bytes += len(page.body)
        return page

    def _spent(self, limits: Politeness) -> str | None:
        if self._bytes >= limits.site_max_bytes:
            return "bytes"
        return "seconds" if self._clock() - self._started >= limits.site_max_s else None


class ScrapyFetch:
    """A Fetch through Scrapy's downloader, and so through all the middlewares, past its queue."""

    def __init__(self, crawler: Crawler, manners: Manners) -> None:
        self._crawler = crawler
        self._manners = manners

    async def __call__(self, url: str) -> Page:
        from scrapy import Request
        from scrapy.http.request import NO_CALLBACK

        try:
            request = Request(url, callback=NO_CALLBACK)
        except ValueError as error:
            raise FetchFailed(*_unreachable(url, f"{error}")) from error
        try:
            return self._page(await self._crawler.engine.download_async(request))
        except asyncio.CancelledError:
            raise
        except Exception as error:
            raise FetchFailed(*self._explain(url, error)) from error

    def _page(self, response: Response) -> Page:
        """The page that came. Raises Refused if it wants nothing to be taken from it."""
        from crawler.decompress import TooLarge, decompressed
        from crawler.manners import Refused
        from crawler.markup import unfolds
        from crawler.scrapy_settings import PRODUCT

        headers, body = response.headers, response.body
        if encodings := headers.getlist(b"Content-Encoding"):
            names = [one.decode("latin-1") for one in encodings]
            body = decompressed(body, names, self._manners.politeness.max_bytes)
        if unfolds(body):
            raise TooLarge("markup that unfolds without end")
        rules = page_rules(headers.getlist(b"X-Robots-Tag"), body, PRODUCT)
        page = Page(
            url=response.url,
            status=response.status,
            content_type=(headers.get(b"Content-Type") or b"").decode("latin-1"),
            body=body,
            fetched_at=utc_now(),
            rules=rules,
        )
        if not rules.index and response.status < FAULTS_OF_A_PAGE:
            raise Refused.of(RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_NOINDEX, page.host)
        return page

    def _explain(self, url: str, error: Exception) -> tuple[RowState, Reason]:
        from crawler.manners import Refused

        if isinstance(error, Refused):
            self._manners.note_refusal(error.reason)
            return error.state, error.reason
        state, reason = _explain(url, error, self._manners.politeness.timeout_s)
        if reason.code is ReasonCode.ADDRESS_REFUSED:  # by the resolver, where the connection is made
            self._manners.note_refusal(reason)
        return state, reason


def http_fault(page: Page) -> FetchFailed | None:
    """What a page with an error status means for a site, None for a good one."""
    if page.status < FAULTS_OF_A_PAGE:
        return None
    reason = Reason.of(ReasonCode.HTTP_STATUS, host=page.host, status=page.status)
    return FetchFailed(RowState.SITE_UNREACHABLE, reason)


def _explain(url: str, error: Exception, timeout_s: float) -> tuple[RowState, Reason]:
    from scrapy import exceptions
    from twisted.internet.error import TimeoutError as ConnectTimeoutError

    from crawler.decompress import TooLarge, Undecodable

    host = urlsplit(url).hostname or url[:80]
    match error:
        case exceptions.DownloadTimeoutError() | ConnectTimeoutError():
            return RowState.TIMED_OUT, Reason.of(ReasonCode.SITE_TOO_SLOW, host=host, seconds=timeout_s)
        case exceptions.CannotResolveHostError() if _refused(host):
            return RowState.SITE_UNREACHABLE, Reason.of(ReasonCode.ADDRESS_REFUSED, host=host)
        case exceptions.CannotResolveHostError():
            return _unreachable(url, "DNS")
        case exceptions.DownloadConnectionRefusedError():
            return _unreachable(url, "connection refused")
        case exceptions.IgnoreRequest() | TooLarge() | Undecodable():
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
