"""Pages that only scripts draw, drawn by a browser that has no network of its own.

Whatever a page asks for is fetched by us, through the same downloader as any page: robots.txt, stop-list, addresses,
pace, limits and ledger hold for it, and it is asked without cookies, Referer or fields of the page's making. Only
scripts, and data of the same site, are fetched at all. One browser a page: nothing of one site reaches another.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.web.fetch import Fetch, FetchFailed, Page
from crawler.web.manners import site_of
from crawler.web.markup import unfolds
from crawler.web.page_rules import page_rules
from crawler.web.scrapy_settings import PRODUCT, user_agent
from workbench.contract.settings import Politeness

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Request, Route
    from playwright.async_api import Page as Tab

logger = logging.getLogger(__name__)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LONGEST_S = 45.0  # pauses between requests included; what stands there then is taken
MOST_REQUESTS = 20
_GRACE_S = 15.0  # to start, to hand over and to end
_SIDE_BY_SIDE = 2
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")  # no key and no token of ours goes to a browser
# The second net beneath the interception of requests: nothing that gets past it finds a host, or a way out.
_NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--js-flags=--max-old-space-size=256",
)
_NOWHERE = "http://127.0.0.1:1"
_DATA = frozenset({"xhr", "fetch"})
# Scripts that count visitors, and draw nothing.
_COUNTERS = frozenset(
    {
        "bat.bing.com",
        "clarity.ms",
        "connect.facebook.net",
        "doubleclick.net",
        "google-analytics.com",
        "googleadservices.com",
        "googlesyndication.com",
        "googletagmanager.com",
        "hotjar.com",
        "hs-scripts.com",
        "line-scdn.net",
        "s.yimg.jp",
        "s.yjtag.jp",
        "ytag.jp",
    }
)


class Drawing:
    """Draws pages for one shard. Without the package or a browser it says so once, and pages stay as they came."""

    def __init__(self, politeness: Politeness, longest_s: float = LONGEST_S) -> None:
        self._politeness = politeness
        self._longest_s = longest_s
        self._turns = asyncio.Semaphore(_SIDE_BY_SIDE)
        self._is_missing = False

    async def drawn(self, page: Page, fetch: Fetch) -> Page:
        """The page as its scripts leave it; as it came, if they do not get anywhere. Never raises for what they do."""
        if self._is_missing:
            return page
        try:
            from playwright.async_api import Error
        except ImportError:
            self._is_missing = True
            logger.warning("pages cannot be drawn: the extra 'render' (playwright) is not installed")
            return page
        try:
            async with self._turns, asyncio.timeout(self._longest_s + _GRACE_S):
                html = await self._draw(page, fetch)
        except (Error, TimeoutError) as error:
            logger.info("%s could not be drawn: %s", page.host, str(error).partition("\n")[0][:200])
            return page
        return page if html is None else self._as_page(page, html)

    async def _draw(self, page: Page, fetch: Fetch) -> str | None:
        from playwright.async_api import Error, async_playwright

        async with async_playwright() as playwright:
            try:
                browser = await playwright.chromium.launch(
                    executable_path=next((found for name in PROGRAMS if (found := shutil.which(name))), None),
                    env={name: os.environ[name] for name in _INHERITED if name in os.environ},
                    # Chromium refuses its sandbox to root.
                    chromium_sandbox=os.geteuid() != 0,
                    proxy={"server": _NOWHERE},
                    args=list(_NO_NETWORK),
                )
            except Error as error:
                self._is_missing = True
                logger.warning("pages cannot be drawn: %s", str(error).partition("\n")[0][:200])
                return None
            try:
                return await self._in(browser, page, fetch)
            finally:
                await browser.close()

    async def _in(self, browser: Browser, page: Page, fetch: Fetch) -> str:
        from playwright.async_api import Error

        context: BrowserContext = await browser.new_context(
            user_agent=user_agent(self._politeness.contact),
            locale="ja-JP",
            service_workers="block",
            accept_downloads=False,
        )
        tab: Tab = await context.new_page()
        answers = _Answers(page, fetch)
        await context.route("**/*", answers.answer)
        await context.route_web_socket("**/*", lambda socket: socket.close())
        try:
            async with asyncio.timeout(self._longest_s):
                await tab.goto(page.url, wait_until="commit")
                await tab.wait_for_load_state("networkidle", timeout=0)
        except (Error, TimeoutError):
            logger.debug("%s is taken as far as it came", page.host)
        html = await tab.content()
        with suppress(TimeoutError):
            async with asyncio.timeout(_GRACE_S / 3):
                await answers.end()
        return html

    def _as_page(self, page: Page, html: str) -> Page:
        """What was drawn, judged like a page that came."""
        body = html.encode("utf-8", "replace")
        if len(body) > self._politeness.max_bytes or unfolds(body):
            return page
        rules = page.rules & page_rules((), body, PRODUCT)
        if not rules.index:
            return page
        return replace(page, body=body, content_type="text/html; charset=utf-8", rules=rules)


class _Answers:
    """What one page's requests are answered with, one after another."""

    def __init__(self, page: Page, fetch: Fetch) -> None:
        self._page = page
        self._fetch = fetch
        self._site = site_of(page.host)
        self._one_by_one = asyncio.Lock()
        self._is_shown = False
        self._left = MOST_REQUESTS

    async def answer(self, route: Route) -> None:
        from playwright.async_api import Error

        try:
            await self._answer(route, route.request)
        except Error:
            logger.debug("the page was closed before it was answered")

    async def end(self) -> None:
        """Ask for nothing more; back when nothing is on its way."""
        self._left = 0
        async with self._one_by_one:
            return

    async def _answer(self, route: Route, request: Request) -> None:
        if request.is_navigation_request():
            # No content: where a script wants to go, or what stands in a frame, is not read.
            shown, self._is_shown = self._is_shown, True
            if shown:
                await route.fulfill(status=204)
            else:
                await route.fulfill(status=200, content_type=self._page.content_type, body=self._page.body)
            return
        if not self._is_wanted(request):
            await route.abort()
            return
        async with self._one_by_one:
            got = await self._get(request.url)
        if got is None:
            await route.abort()
        else:
            # Nothing in this browser is anybody's secret, so every script of the page may read it.
            await route.fulfill(
                status=got.status,
                content_type=got.content_type or "text/javascript",
                headers={"Access-Control-Allow-Origin": "*"},
                body=got.body,
            )

    def _is_wanted(self, request: Request) -> bool:
        try:
            host = (urlsplit(request.url).hostname or "").lower()
        except ValueError:
            return False
        if request.method != "GET" or not request.url.startswith(("http://", "https://")):
            return False
        if request.resource_type == "script":
            return not any(host == one or host.endswith(f".{one}") for one in _COUNTERS)
        return request.resource_type in _DATA and (
            site_of(host) == self._site or host.endswith(f".{self._site}")
        )

    async def _get(self, url: str) -> Page | None:
        if self._left <= 0:
            return None
        self._left -= 1
        try:
            return await self._fetch(url)
        except FetchFailed as failure:
            logger.debug("%s is left out: %s", url[:200], failure)
            return None
