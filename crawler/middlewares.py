"""Politeness and safety, on the way of every request: also robots.txt, redirects and retries pass here."""

from __future__ import annotations

import asyncio
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request, signals
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import DownloadCancelledError, StopDownload
from scrapy.http.request import NO_CALLBACK

from crawler import robots
from crawler.decompress import TooLarge, Undecodable, decompressed
from crawler.fetch import IS_SERVICE
from crawler.manners import JITTER, Refused
from crawler.robots import NO_RULES, Robots
from crawler.safety import AddressRefused, check_url
from crawler.scrapy_settings import PRODUCT
from workbench.contract.reasons import ReasonCode
from workbench.contract.states import RowState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.spider import ShardSpider

# What a request's meta says.
IS_ROBOTS = "is_robots"
HOST = "host_asked"
MAY_BE_KEPT = (
    "may_be_kept"  # its answer may lie on disk between runs: a public page, asked for without any key
)
CONFIRMED_AT = (
    "confirmed_at"  # epoch seconds; of an answer from the disk, when its origin last said that it holds
)
FROM_CACHE = "from_cache"  # a flag of such an answer
SITEMAPS = "sitemaps"  # those that the robots.txt of its origin names
_RETRIED = "busy_times"

ROBOTS_KEPT_S = 86_400.0  # RFC 9309, 2.4: not longer than a day
ROBOTS_REDIRECTS = 5  # 2.3.1.2: five at least, also to other hosts
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_PASSING = frozenset({502, 504})
_TRIES_WHEN_BUSY = 2


class GuardMiddleware:
    """Lets only those requests pass that may be made at all, and waits until the host may be asked.

    Those for the sample web's hosts are sent to its proxy.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        spider = spider_of(self._crawler)
        manners = spider.manners
        try:
            proxy = check_url(request.url, spider.job.sample_web)
        except AddressRefused as refusal:
            raise Refused.of(RowState.SITE_UNREACHABLE, ReasonCode.ADDRESS_REFUSED, refusal.host) from refusal
        hostname = urlsplit(request.url).hostname or ""
        host = manners.check(hostname, is_sample=proxy is not None)
        # Set anew on every hop: a redirect carries the meta of the request it follows. One slot a site, whatever leads
        # to it, is what makes it one connection.
        meta = request.meta
        meta[HOST] = host
        meta["download_slot"] = host.name
        meta.pop("proxy", None)
        if proxy:
            meta["proxy"] = proxy
        while (wait_s := manners.wait_s(host)) > 0:
            host.waited_s += wait_s
            manners.waiting += 1
            try:
                await asyncio.sleep(wait_s)
            finally:
                manners.waiting -= 1
            manners.check(hostname, is_sample=proxy is not None)


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
        most_s = spider_of(self._crawler).manners.politeness.max_crawl_delay_s
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
            url = urljoin(url, location.decode("latin-1").strip())
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
        encodings = [one.decode("latin-1") for one in response.headers.getlist(b"Content-Encoding")]
        try:
            body = decompressed(response.body, encodings, robots.MAX_BYTES + 1, cut=True)
        except (TooLarge, Undecodable) as error:
            raise _unreadable(hostname, str(error)) from error
        rules = robots.parse(body, PRODUCT)
        if rules.crawl_delay_s:
            self._slow_down(hostname, rules.crawl_delay_s)
        return rules

    def _slow_down(self, hostname: str, crawl_delay_s: float) -> None:
        manners = spider_of(self._crawler).manners
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


class BusyMiddleware:
    """A host that is busy (429, 503) is left in peace for as long as it says, then asked again; twice at most.

    502 and 504 are a gateway's: asked again once.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BusyMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        status = response.status
        if status < 429:
            return response
        host, manners = request.meta[HOST], spider_of(self._crawler).manners
        tries = request.meta.get(_RETRIED, 0)
        if status in _BUSY:
            manners.leave_in_peace(host, retry_after_s(response))
            again = tries < _TRIES_WHEN_BUSY and manners.wait_s(host) <= manners.politeness.max_wait_s
        else:
            again = status in _PASSING and tries < 1
        if not again or IS_ROBOTS in request.meta:
            return response
        return request.replace(meta={**request.meta, _RETRIED: tries + 1})


class PulseMiddleware:
    """Nearest to the network: keeps ledger and pace, and marks that the crawl moves when something comes back."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PulseMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        spider_of(self._crawler).batches.count_request()
        request.meta[HOST].requests += 1

    def process_response(self, request: Request, response: Response) -> Response:
        spider_of(self._crawler).pulse.touch()
        if FROM_CACHE in response.flags:
            return response
        host = request.meta[HOST]
        host.bytes += len(response.body)
        latency_s = request.meta.get("download_latency")
        if latency_s is not None:
            host.seconds += latency_s
            engine = self._crawler.engine
            assert engine is not None
            if slot := engine.downloader.slots.get(host.name):
                slot.delay = host.pause_after(slot.delay, latency_s, response.status)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        spider_of(self._crawler).pulse.touch()


def retry_after_s(response: Response) -> float | None:
    """Seconds that a Retry-After header asks for, in either form (RFC 9110, 10.2.3); None without a valid one."""
    value = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
        said = parsedate_to_datetime((response.headers.get(b"Date") or b"").decode("latin-1"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # Against the host's own clock, where it tells it: ours may differ.
    return max(0.0, (until - said).total_seconds()) if until.tzinfo and said.tzinfo else None


def _unreadable(hostname: str, detail: str) -> Refused:
    return Refused.of(RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_UNREACHABLE, hostname, detail=detail[:200])


def spider_of(crawler: Crawler) -> ShardSpider:
    spider: Any = crawler.spider
    return spider  # type: ignore[no-any-return]
