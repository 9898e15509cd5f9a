"""The HTTP cache on the way of a request: nearest to the network but for the ledger, which counts what goes out.

So robots.txt, the guard and the stop-list also hold for what is kept. Only requests that say so (`MAY_BE_KEPT`) are
looked up and kept, and of those only plain ones: GET, our constant fields, nothing secret in the address.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urldefrag, urlsplit

from scrapy.http import Response

from crawler.web.asked import CONFIRMED_AT, FROM_CACHE, HOST, IS_ROBOTS, MAY_BE_KEPT, crawl_of
from crawler.web.http_cache import HttpCache
from crawler.web.http_cache_rules import Stored, answers, conditions, freshened, is_fresh, may_stay, stored
from crawler.web.page_rules import page_rules
from crawler.web.robots_middleware import ROBOTS_KEPT_S
from crawler.web.scrapy_settings import PRODUCT
from workbench.contract.records import utc_now

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

FORGET = "forget"
_STORED = "stored"
# What every request of ours carries, the same for all; a request with any other field is somebody's own.
_CONSTANT = frozenset({"accept", "accept-encoding", "accept-language", "user-agent"})
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_SECRET = re.compile(
    r"key(?!word)|token|secret|passw|auth|signature|sess|app_?id|application_?id", re.IGNORECASE
)
# The answer did not come whole (what Scrapy writes down of it), so nobody knows what it is.
_CUT = frozenset({"dataloss", "partial", "download_stopped"})


class CacheMiddleware:
    """Answers from the disk what is fresh there, and asks of what is stale whether it still holds."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CacheMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        # A redirect and a second try carry what belonged to the request before them.
        for name in (_STORED, CONFIRMED_AT, FORGET):
            request.meta.pop(name, None)
        if self._cache is None or not is_plain(request):
            return None
        kept = self._cache.get(_address(request))
        if kept is None or not answers(kept, _sent(request)):
            return None
        if len(kept.body) > crawl_of(self._crawler).manners.politeness.max_bytes:
            return None  # of a run that might read more; asked for, it ends as any page that is too large
        most_s = ROBOTS_KEPT_S if IS_ROBOTS in request.meta else float("inf")
        if is_fresh(kept, time.time(), most_s):
            request.meta[HOST].from_cache += 1
            request.meta[CONFIRMED_AT] = kept.received_at
            return self._answer(request, kept)
        request.meta[_STORED] = kept
        request.headers.update(conditions(kept))
        return None

    def process_response(self, request: Request, response: Response) -> Response | Request:
        if FROM_CACHE in response.flags:
            return response
        cache = self._cache
        if cache is None:
            return response
        kept: Stored | None = request.meta.pop(_STORED, None)
        for name in _CONDITIONS:
            request.headers.pop(name, None)
        if not is_plain(request):
            return response
        if response.status == 304 and kept is not None:
            return self._confirmed(cache, request, response, kept)
        if response.status < 500 and response.status != 429 and not _CUT.intersection(response.flags):
            self._keep(cache, request, response)
        return response

    @cached_property
    def _cache(self) -> HttpCache | None:
        """The cache of this shard, once there is one to ask for: the crawl knows folder and settings."""
        crawl = crawl_of(self._crawler)
        if crawl.job.http_cache is None:
            return None
        cache = HttpCache(crawl.job.http_cache, crawl.manners.politeness.cache_days)
        cache.tidy_if_due()
        return cache if crawl.manners.politeness.cache_days else None

    def _confirmed(
        self, cache: HttpCache, request: Request, response: Response, kept: Stored
    ) -> Response | Request:
        received_at = time.time()
        renewed = freshened(
            kept,
            _fields(response),
            asked_at=received_at - request.meta.get("download_latency", 0.0),
            received_at=received_at,
        )
        if renewed is None:  # of an answer that we do not have: asked again, for the whole
            cache.forget(kept.url)
            return request.replace(dont_filter=True)
        request.meta[HOST].not_modified += 1
        if may_stay(renewed):
            cache.put(renewed)
        else:
            cache.forget(kept.url)
        return self._answer(request, renewed)

    def _keep(self, cache: HttpCache, request: Request, response: Response) -> None:
        received_at = time.time()
        wishes = page_rules(response.headers.getlist(b"X-Robots-Tag"), b"", PRODUCT)
        kept = stored(
            _address(request),
            response.status,
            _fields(response),
            response.body,
            sent=_sent(request),
            asked_at=received_at - request.meta.get("download_latency", 0.0),
            received_at=received_at,
        )
        if kept is None or not wishes.keep:
            cache.forget(_address(request))
        else:
            cache.put(kept)
            request.meta[FORGET] = partial(cache.forget, kept.url)

    def _answer(self, request: Request, kept: Stored) -> Response:
        assert self._cache is not None
        request.meta[FORGET] = partial(self._cache.forget, kept.url)
        headers: dict[str, list[bytes]] = {}
        for name, value in kept.headers:
            headers.setdefault(name, []).append(value.encode("latin-1"))
        return Response(
            request.url,
            status=kept.status,
            headers=headers,
            body=kept.body,
            flags=[FROM_CACHE],
            request=request,
        )


def confirmed_at(response: Response) -> datetime:
    """When the origin gave an answer; of one from the disk, when it last said that it holds."""
    epoch_s = response.meta.get(CONFIRMED_AT)
    return utc_now() if epoch_s is None else datetime.fromtimestamp(epoch_s, UTC)


def forget(response: Response) -> None:
    """Keep nothing of an answer after all: its page asks for that."""
    if act := response.meta.get(FORGET):
        act()


def is_plain(request: Request) -> bool:
    """Whether the answer is one that anybody would get: no keys, no credentials, nothing but GET."""
    names = {name.decode("latin-1").lower() for name in request.headers}
    if not request.meta.get(MAY_BE_KEPT) or request.method != "GET" or request.body:
        return False
    if not names <= _CONSTANT | {name.lower() for name in _CONDITIONS}:
        return False
    parts = urlsplit(request.url)
    if parts.username is not None or parts.password is not None:
        return False
    return not any(_SECRET.search(name) for name, _ in parse_qsl(parts.query, keep_blank_values=True))


def _address(request: Request) -> str:
    return urldefrag(request.url).url


def _sent(request: Request) -> dict[str, str]:
    return dict(_fields(request))


def _fields(message: Request | Response) -> Iterator[tuple[str, str]]:
    for name, values in message.headers.items():
        for value in values:
            yield name.decode("latin-1").lower(), value.decode("latin-1")
