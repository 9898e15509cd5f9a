"""robots.txt on the way of a request: obeyed as RFC 9309 says, read once a day per origin."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, signals
from scrapy.exceptions import DownloadCancelledError, StopDownload
from scrapy.http.request import NO_CALLBACK

from crawler.web import robots
from crawler.web.asked import CONFIRMED_AT, IS_ROBOTS, IS_SERVICE, MAY_BE_KEPT, SITEMAPS, crawl_of
from crawler.web.decompress import TooLarge, Undecodable, decompressed
from crawler.web.manners import JITTER, Refused
from crawler.web.robots import NO_RULES, Robots
from crawler.web.scrapy_settings import PRODUCT
from workbench.contract.reasons import ReasonCode
from workbench.contract.states import RowState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

ROBOTS_KEPT_S = 86_400.0  # RFC 9309, 2.4: not longer than a day
ROBOTS_REDIRECTS = 5  # 2.3.1.2: five at least, also to other hosts
# Files of so many rules take megabytes each, and only so many of them are remembered: else a few dozen hosts of one
# owner could fill a container's memory.
MANY_RULES = 1_000
MOST_LARGE = 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class RobotsMiddleware:
    """Obeys robots.txt as RFC 9309 says, read once a day per origin.

    Scrapy's own middleware parses the body of an error page and lets everything pass when robots.txt cannot be fetched;
    the standard says: 4xx allows, 5xx disallows. 429 is taken with 5xx: who is too busy for robots.txt is too busy for
    us. A host that cannot be reached at all raises what the download raised, since then not robots.txt is the matter,
    but the host.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._known: dict[str, tuple[float, asyncio.Future[Robots]]] = {}
        self._cuts = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if IS_ROBOTS in request.meta or IS_SERVICE in request.meta:
            return
        parts = urlsplit(request.url)
        hostname = parts.hostname or ""
        rules = await self._of(f"{parts.scheme}://{parts.netloc}")
        request.meta[SITEMAPS] = rules.sitemaps
        if not rules.allows(request.url):
            raise Refused.of(RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_DISALLOW, hostname)
        asked_s = rules.crawl_delay_s
        most_s = crawl_of(self._crawler).manners.politeness.max_crawl_delay_s
        if asked_s is not None and asked_s > most_s:
            raise Refused.of(
                RowState.ROBOTS_DENIED,
                ReasonCode.CRAWL_DELAY_TOO_LONG,
                hostname,
                seconds=asked_s,
                most=most_s,
            )

    async def _of(self, origin: str) -> Robots:
        """The rules of one origin. Raises what a page of the origin must fail with."""
        expires, asked = self._known.get(origin, (0.0, None))
        if asked is None or expires < time.monotonic():
            asked = asyncio.ensure_future(self._fetch(origin))
            self._known[origin] = (time.monotonic() + ROBOTS_KEPT_S, asked)
        if asked.done():
            return asked.result()
        # Shielded: a row that gives up must not take robots.txt away from the others that wait for it.
        return await asyncio.shield(asked)

    async def _fetch(self, origin: str) -> Robots:
        hostname = urlsplit(origin).hostname or ""
        url = f"{origin}/robots.txt"
        for hop in range(ROBOTS_REDIRECTS + 1):
            try:
                response = await self._ask(url)
            except Refused as refusal:
                if hop == 0:
                    raise
                raise _unreadable(hostname, refusal.reason.sentence("en")) from refusal
            self._note_age(origin, response)
            location = response.headers.get(b"Location")
            if response.status not in _REDIRECTS or not location:
                return self._read(hostname, response)
            try:
                url = urljoin(url, location.decode("utf-8", "replace").strip())
            except ValueError as error:
                raise _unreadable(hostname, str(error)) from error
        return NO_RULES  # 2.3.1.2: after five redirects it may be taken for unavailable

    def _note_age(self, origin: str, response: Response) -> None:
        """Robots.txt from the disk has a part of its day behind it."""
        confirmed_at = response.meta.get(CONFIRMED_AT)
        if confirmed_at is not None:
            expires, asked = self._known[origin]
            left_s = ROBOTS_KEPT_S - (time.time() - confirmed_at)
            self._known[origin] = (min(expires, time.monotonic() + left_s), asked)

    async def _ask(self, url: str) -> Response:
        try:
            request = self._request(url)
        except ValueError as error:
            raise _unreadable(url[:80], str(error)) from error
        engine = self._crawler.engine
        assert engine is not None
        try:
            return await engine.download_async(request)
        except DownloadCancelledError:
            # Larger than any page may be: asked again, and cut where the standard lets us stop reading.
            self._cut_robots()
            return await engine.download_async(self._request(url, download_maxsize=0))

    def _request(self, url: str, **meta: Any) -> Request:
        told = {IS_ROBOTS: 0, MAY_BE_KEPT: True, "dont_redirect": True, **meta}
        return Request(url, meta=told, callback=NO_CALLBACK)

    def _cut_robots(self) -> None:
        """Watch the bytes of answers, which costs something for each, only once it is needed."""
        if not self._cuts:
            self._cuts = True
            self._crawler.signals.connect(self._count_bytes, signals.bytes_received)

    def _count_bytes(self, data: bytes, request: Request) -> None:
        if IS_ROBOTS in request.meta:
            request.meta[IS_ROBOTS] += len(data)
            if request.meta[IS_ROBOTS] > robots.MAX_BYTES:
                raise StopDownload(fail=False)

    def _read(self, hostname: str, response: Response) -> Robots:
        if response.status >= 500 or response.status == 429:
            raise _unreadable(hostname, f"HTTP {response.status}")
        if not 200 <= response.status < 300:
            return NO_RULES
        if "dataloss" in response.flags:  # the lines that did not come may be those that close
            raise _unreadable(hostname, "less came than was said")
        encodings = [one.decode("latin-1") for one in response.headers.getlist(b"Content-Encoding")]
        try:
            body = decompressed(response.body, encodings, robots.MAX_BYTES + 1, cut=True)
        except (TooLarge, Undecodable) as error:
            raise _unreadable(hostname, str(error)) from error
        rules = robots.parse(body, PRODUCT)
        if len(rules.rules) > MANY_RULES:
            self._make_room()
        if rules.crawl_delay_s:
            self._slow_down(hostname, rules.crawl_delay_s)
        return rules

    def _make_room(self) -> None:
        """Forget the large files that were read first; whoever needs one again asks again."""
        large = [origin for origin, (_, asked) in self._known.items() if _is_large(asked)]
        for origin in large[: len(large) + 1 - MOST_LARGE]:
            del self._known[origin]

    def _slow_down(self, hostname: str, crawl_delay_s: float) -> None:
        manners = crawl_of(self._crawler).manners
        if crawl_delay_s > manners.politeness.max_crawl_delay_s:
            return  # it will not be asked at all
        manners.slow_down(hostname, crawl_delay_s)
        host = manners.host(hostname)
        engine = self._crawler.engine
        assert engine is not None
        downloader = engine.downloader
        downloader.per_slot_settings[host.name] = {"delay": host.floor_s, "jitter": JITTER}
        if slot := downloader.slots.get(host.name):
            slot.delay = max(slot.delay, host.floor_s)


def _is_large(asked: asyncio.Future[Robots]) -> bool:
    if not asked.done() or asked.cancelled() or asked.exception() is not None:
        return False
    return len(asked.result().rules) > MANY_RULES


def _unreadable(hostname: str, detail: str) -> Refused:
    return Refused.of(RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_UNREACHABLE, hostname, detail=detail[:200])
