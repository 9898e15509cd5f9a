"""Scrapy's downloader for http and https, with a limit to the head of an answer, and the host's last word before it.

Scrapy bounds bodies, and the time of a whole request; but a head may be as long as the network is fast. The parts of
Twisted and Scrapy that are changed here are not public: tests/crawler/test_hostile_servers.py notices if they move.
"""

import time
from typing import Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request, Response
from twisted.web._newclient import HEADER, STATUS

from crawler.web.asked import HOST, TOOK_S, crawl_of
from crawler.web.certificates import Certificates
from crawler.web.manners import Refused
from workbench.contract.reasons import ReasonCode
from workbench.contract.states import RowState

# What browsers take (Chromium 256 KiB); it also ends a row of "100 Continue" that never comes to an end.
MOST_HEAD_BYTES = 262_144
MOST_KEPT_OPEN = 64


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """One connection; it is cut when a head is larger than MOST_HEAD_BYTES."""

    _head_bytes = 0

    def dataReceived(self, data: bytes) -> None:
        parser = self._parser
        if parser is None or parser.state not in (STATUS, HEADER):
            self._head_bytes = 0
        else:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES:
                assert self.transport is not None
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: object) -> BoundedProtocol:
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(HTTP11DownloadHandler):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        # The hosts with a pace of their own are the services.
        services = crawler.settings.getdict("DOWNLOAD_SLOTS").keys()
        self._contextFactory: Any = Certificates(self._contextFactory, services)
        # Of an address, and a sample web's proxy is one for all its hosts. A real host has one connection all the same,
        # since its requests wait for each other.
        self._pool.maxPersistentPerHost = MOST_KEPT_OPEN

    async def download_request(self, request: Request) -> Response:
        """The answer. A request that was led here from another site has waited behind those that were not.

        It has passed the guard, so it hears only here that its host has asked meanwhile to be left in peace.
        """
        host, hostname = request.meta[HOST], urlsplit(request.url).hostname or ""
        try:
            await crawl_of(self._crawler).manners.wait(host, hostname)
        except Refused:
            host.requests -= 1  # counted on its way here, but never sent
            raise
        started = time.monotonic()
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            if _is_held_back(hostname):
                raise Refused.of(RowState.SITE_UNREACHABLE, ReasonCode.ADDRESS_REFUSED, hostname) from error
            raise
        finally:
            request.meta[TOOK_S] = time.monotonic() - started


def _is_held_back(hostname: str) -> bool:
    """Whether the resolver held back this host's addresses (then Twisted only says that it found none)."""
    from twisted.internet import reactor

    return hostname in getattr(reactor, "nameResolver").refused  # noqa: B009 - an attribute the type does not show
