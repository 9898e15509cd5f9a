"""Politeness and safety, on the way of every request: also robots.txt, redirects and retries pass here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.safety import AddressRefused, check_url
from crawler.scrapy_settings import PRODUCT

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.spider import ShardSpider

ROBOTS_MAX_BYTES = 512_000  # RFC 9309, 2.5: a crawler must read 500 KiB at least
IS_ROBOTS = "is_robots"


class RequestRefused(IgnoreRequest):
    """A request that the guard of addresses holds back."""

    def __init__(self, refusal: AddressRefused) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class RobotsDisallow(IgnoreRequest):
    """robots.txt was read and does not allow the URL."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt answered with an error of the server, so everything is disallowed (RFC 9309, 2.3.1.4)."""


class GuardMiddleware:
    """Refuses addresses that may not be reached, and sends those of the sample web to its proxy."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        try:
            proxy = check_url(request.url, _spider(self._crawler).job.sample_web)
        except AddressRefused as refusal:
            raise RequestRefused(refusal) from refusal
        # Set anew on every hop: a redirect carries the meta of the request it follows.
        request.meta.pop("proxy", None)
        if proxy:
            request.meta["proxy"] = proxy


class RobotsMiddleware:
    """Obeys robots.txt as RFC 9309 says, once read per origin and process.

    Scrapy's own middleware parses the body of an error page and lets everything pass when robots.txt cannot be fetched;
    the standard says: 4xx allows, 5xx disallows. A host that cannot be reached at all raises what the download raised,
    since then not robots.txt is the matter, but the host.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._robots: dict[str, asyncio.Future[Protego | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get(IS_ROBOTS):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._robots.get(origin)
        if known is None:
            known = asyncio.ensure_future(self._fetch(origin))
            self._robots[origin] = known
        # Shielded: a row that gives up must not take robots.txt away from the others that wait for it.
        robots = await asyncio.shield(known)
        if robots is not None and not robots.can_fetch(request.url, PRODUCT):
            raise RobotsDisallow(parts.hostname or origin)

    async def _fetch(self, origin: str) -> Protego | None:
        """The rules of one origin, None if there are none; raises what a page of the origin must fail with."""
        request = Request(
            f"{origin}/robots.txt", meta={IS_ROBOTS: True, "dont_retry": True}, callback=NO_CALLBACK
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except RequestRefused:
            raise
        except IgnoreRequest:
            return None  # too many redirects: robots.txt is unavailable (RFC 9309, 2.3.1.2)
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachable(f"HTTP {response.status}")
        if not 200 <= response.status < 300:
            return None
        text = response.body[:ROBOTS_MAX_BYTES].decode("utf-8-sig", errors="replace")
        return Protego.parse(text)


class PlainRedirectMiddleware(RedirectMiddleware):
    """Scrapy's redirects without a Referer: where we come from is nobody's business."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        redirects = cls(crawler.settings)
        redirects.crawler = (
            crawler  # less the signal by which Scrapy looks for its Referer middleware and complains
        )
        return redirects

    def handle_referer(self, request: Request, response: Response) -> None:
        request.headers.pop("Referer", None)


class PulseMiddleware:
    """Nearest to the network: counts what is asked, and marks that the crawl moves when something comes back."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PulseMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        _spider(self._crawler).batches.count_request()

    def process_response(self, request: Request, response: Response) -> Response:
        _spider(self._crawler).pulse.touch()
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        _spider(self._crawler).pulse.touch()


def _spider(crawler: Crawler) -> ShardSpider:
    spider: Any = crawler.spider
    return spider  # type: ignore[no-any-return]
