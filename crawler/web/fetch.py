"""Fetching one page for a source: what came, or why nothing came in the words of the contract."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import urlsplit

from crawler.web.asked import IS_SERVICE, MAY_BE_KEPT, SITEMAPS
from crawler.web.page_rules import OPEN, PageRules, page_rules
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.settings import Politeness
from workbench.contract.states import RowState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.web.manners import Manners

FAULTS_OF_A_PAGE = 400
SERVICE_MAX_BYTES = 20_971_520
NO_SUCH_HOST = "DNS"  # detail of a reason: nobody has an address for the host


@dataclass(frozen=True)
class Page:
    """One answer: `url` is where it came from in the end, after redirects; `rules` what it asks of robots.

    fetched_at: when its origin gave it, or last confirmed what lay on our disk; sitemaps: those that robots.txt names.
    """

    url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime
    rules: PageRules = OPEN
    sitemaps: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True)
class Call:
    """One call of a service. URL and headers may hold a key: neither is logged, kept, or sent where it redirects."""

    url: str = field(repr=False)
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = b""
    max_bytes: int = SERVICE_MAX_BYTES


class FetchFailed(Exception):
    """Nothing came: the state and reason that a row has if this is all there is."""

    def __init__(self, state: RowState, reason: Reason) -> None:
        super().__init__(reason.sentence("en"))
        self.state = state
        self.reason = reason


class Fetch(Protocol):
    """What a source asks with: pages of sites, and services. Raises FetchFailed; an error status is a page too.

    A service is called by its terms of use, so robots.txt, which is for crawlers of pages, is not asked; a redirect is
    not followed and comes back as it is.
    """

    def __call__(self, url: str) -> Awaitable[Page]: ...

    def call(self, call: Call) -> Awaitable[Page]: ...


class CountingFetch:
    """A Fetch that counts, for one row's trail, and that ends when what a site may cost is spent.

    limits: whose site_max_bytes and site_max_s hold; None for a source that is one host for all rows.
    note_refusal: told of each page that is not asked for because of them.
    """

    def __init__(
        self,
        fetch: Fetch,
        limits: Politeness | None = None,
        clock: Callable[[], float] = time.monotonic,
        note_refusal: Callable[[Reason], None] | None = None,
    ) -> None:
        self._fetch = fetch
        self._limits = limits
        self._note_refusal = note_refusal
        self._clock = clock
        self._started = clock()
        self._bytes = 0
        self.requests = 0

    async def __call__(self, url: str) -> Page:
        if self._limits is not None and (spent := self._spent(self._limits)):
            host = urlsplit(url).hostname or url[:80]
            reason = Reason.of(ReasonCode.BUDGET_SPENT, host=host, what=f"@budget.{spent}")
            if self._note_refusal is not None:
                self._note_refusal(reason)
            raise FetchFailed(RowState.TIMED_OUT, reason)
        self.requests += 1
        page = await self._fetch(url)
        self._bytes += len(page.body)
        return page

    async def call(self, call: Call) -> Page:
        self.requests += 1
        return await self._fetch.call(call)

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

        return await self._download(url, meta={MAY_BE_KEPT: True})

    async def call(self, call: Call) -> Page:
        meta = {IS_SERVICE: True, "dont_redirect": True, "download_maxsize": call.max_bytes}
        headers = {"Accept": "application/json", **call.headers}
        return await self._download(
            call.url, method=call.method, headers=headers, body=call.body, meta=meta, dont_filter=True
        )

    async def _download(self, url: str, **asked: Any) -> Page:
        from scrapy import Request
        from scrapy.http.request import NO_CALLBACK

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
        from crawler.sites.sitemap import is_sitemap
        from crawler.web.cache_middleware import confirmed_at, forget
        from crawler.web.decompress import TooLarge, decompressed
        from crawler.web.manners import Refused
        from crawler.web.markup import unfolds
        from crawler.web.scrapy_settings import PRODUCT

        headers, body = response.headers, response.body
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
        )
        # Sitemaps are often marked so that they are not found by searching; of them only addresses are taken.
        if not rules.index and response.status < FAULTS_OF_A_PAGE and not is_sitemap(body):
            raise Refused.of(RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_NOINDEX, page.host)
        return page

    def _explain(self, url: str, error: Exception) -> tuple[RowState, Reason]:
        from crawler.web.manners import Refused

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

    from crawler.web.decompress import TooLarge, Undecodable

    host = urlsplit(url).hostname or url[:80]
    match error:
        case exceptions.DownloadTimeoutError() | ConnectTimeoutError():
            return RowState.TIMED_OUT, Reason.of(ReasonCode.SITE_TOO_SLOW, host=host, seconds=timeout_s)
        case exceptions.CannotResolveHostError() if _refused(host):
            return RowState.SITE_UNREACHABLE, Reason.of(ReasonCode.ADDRESS_REFUSED, host=host)
        case exceptions.CannotResolveHostError():
            return _unreachable(url, NO_SUCH_HOST)
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
