"""Fetching one page for a source: what came, or why nothing came in the words of the contract."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from urllib.parse import urlsplit

from crawler.web.page_rules import OPEN, PageRules
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.settings import Politeness
from workbench.contract.states import RowState

FAULTS_OF_A_PAGE = 400
SERVICE_MAX_BYTES = 20_971_520
LESS_CAME = "less came than was said"  # detail of a reason, too
NO_SUCH_HOST = "DNS"  # detail of a reason: nobody has an address for the host


@dataclass(frozen=True)
class Page:
    """One answer: `url` is where it came from in the end, after redirects; `rules` what it asks of robots.

    fetched_at: when its origin gave it, or last confirmed what lay on our disk; sitemaps: those that robots.txt names;
    is_cut: whether less came than was said.
    """

    url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime
    rules: PageRules = OPEN
    sitemaps: tuple[str, ...] = ()
    is_cut: bool = False

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
            host = host_of(url)
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


def host_of(url: str) -> str:
    """The host of an address, for people to read; how the address begins if it has none, or is none.

    >>> host_of("http://www.a.example/b"), host_of("http://[1"), host_of("なし")
    ('www.a.example', 'http://[1', 'なし')
    """
    try:
        return (urlsplit(url).hostname or url)[:80]
    except ValueError:
        return url[:80]


def http_fault(page: Page) -> FetchFailed | None:
    """What a page that is none means for a site, by its status: an error, or a redirect that leads nowhere."""
    if 200 <= page.status < 300:
        return None
    reason = Reason.of(ReasonCode.HTTP_STATUS, host=page.host, status=page.status)
    return FetchFailed(RowState.SITE_UNREACHABLE, reason)
