"""Politeness and safety, on the way of every request: also robots.txt, redirects and retries pass here.

robots.txt and the HTTP cache have files of their own beside this one.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import DownloadCancelledError

from crawler.web.asked import FROM_CACHE, HOST, IS_ROBOTS, IS_SERVICE, TOOK_S, crawl_of
from crawler.web.http_cache_rules import http_date
from crawler.web.manners import Refused
from crawler.web.rate_limits import reset_s
from crawler.web.safety import AddressRefused, check_url
from workbench.contract.reasons import ReasonCode
from workbench.contract.states import RowState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_RETRIED = "busy_times"

_BUSY = frozenset({429, 503})
# How often a request is sent again.
_TRIES = {429: 2, 503: 2, 502: 1, 504: 1}


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
        crawl = crawl_of(self._crawler)
        manners = crawl.manners
        try:
            proxy = check_url(request.url, crawl.job.sample_web)
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
        await manners.wait(host, hostname)
        manners.check(hostname, is_sample=proxy is not None)  # others were asked meanwhile


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

    502 and 504 are a gateway's: asked again once. Whoever else says Retry-After, with 403 or 500, is left in peace too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BusyMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        status = response.status
        if status < 400:
            return response
        host, manners = request.meta[HOST], crawl_of(self._crawler).manners
        tries = request.meta.get(_RETRIED, 0)
        # Limits that are used up are told with every answer; only with these do they mean that one is over them.
        asked_s = _asked_to_wait_s(request, response) if status in _BUSY else retry_after_s(response)
        if status in _BUSY or asked_s is not None:
            manners.leave_in_peace(host, asked_s)
        again = tries < _TRIES.get(status, 0) and manners.wait_s(host) <= manners.politeness.max_wait_s
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
        crawl_of(self._crawler).batches.count_request()
        request.meta[HOST].requests += 1

    def process_response(self, request: Request, response: Response) -> Response:
        crawl_of(self._crawler).pulse.touch()
        if FROM_CACHE in response.flags:
            return response
        request.meta[HOST].bytes += len(response.body)
        self._note_time(request, response.status)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """What fails costs its host as much as what comes."""
        crawl = crawl_of(self._crawler)
        crawl.pulse.touch()
        # Read to the limit, and then cut; of what announces that it is larger, nothing is read.
        if isinstance(exception, DownloadCancelledError) and "Expected" not in str(exception):
            request.meta[HOST].bytes += crawl.manners.politeness.max_bytes
        self._note_time(request, status=0)

    def _note_time(self, request: Request, status: int) -> None:
        took_s = request.meta.pop(TOOK_S, None)
        if took_s is None:
            return  # it was never sent
        host = request.meta[HOST]
        host.seconds += took_s
        engine = self._crawler.engine
        assert engine is not None
        if slot := engine.downloader.slots.get(host.name):
            slot.delay = host.pause_after(slot.delay, took_s, status)


def _asked_to_wait_s(request: Request, response: Response) -> float | None:
    """Seconds that a busy host asks for, by Retry-After, or of a service by its limits; None if it does not say."""
    asked_s = retry_after_s(response)
    if asked_s is None and IS_SERVICE in request.meta:
        names = (b"X-RateLimit-Remaining", b"X-RateLimit-Reset")
        remaining, reset = ((response.headers.get(name) or b"").decode("latin-1") for name in names)
        return reset_s(remaining, reset)
    return asked_s


def retry_after_s(response: Response) -> float | None:
    """Seconds that a Retry-After header asks for, in either form (RFC 9110, 10.2.3); None without a valid one.

    Of several the longest. A date is by the host's own clock, where it tells it: ours may differ.
    """
    told = [value.decode("latin-1").strip() for value in response.headers.getlist(b"Retry-After")]
    now = http_date((response.headers.get(b"Date") or b"").decode("latin-1")) or time.time()
    asked = [_wait_s(one, now) for one in told]
    return max((wait_s for wait_s in asked if wait_s is not None), default=None)


def _wait_s(told: str, now: float) -> float | None:
    if told.isascii() and told.isdigit():
        return float(told[:9])
    until = http_date(told)
    return None if until is None else max(0.0, until - now)
