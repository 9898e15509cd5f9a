"""A fetch that hands calls to a fake of a service in this process: no reactor, no sockets."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from crawler.job import SampleWeb
from crawler.services.keys import Keys
from crawler.sources.base import Answer, Source
from crawler.web.fetch import Call, Fetch, FetchFailed, Page
from tests.makers import NOON
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import RowState
from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Site
from workbench.local.services.world import World

AGENT = "company-list-workbench/0.1 (+https://workbench.example/contact)"


class ServiceFetch:
    """Calls go to the fakes by host; pages come from a dict or from sites. `called` keeps the order."""

    def __init__(
        self, *services: FakeService, sites: Mapping[str, Site] = {}, pages: Mapping[str, str] = {}
    ) -> None:
        self._services = {service.host: service for service in services}
        self._sites = sites
        self._pages = pages
        self.called: list[Call] = []
        self.asked: list[str] = []

    async def __call__(self, url: str) -> Page:
        self.asked.append(url)
        if url in self._pages:
            return Page(url, 200, "text/html; charset=utf-8", self._pages[url].encode(), NOON)
        parts = urlsplit(url)
        site = self._sites.get(parts.hostname or "")
        if site is None:
            raise unreachable(parts.hostname or "")
        answer = site.answer(parts._replace(scheme="", netloc="").geturl() or "/")
        return self._page(url, answer.status, answer.headers, answer.body)

    async def call(self, call: Call) -> Page:
        self.called.append(call)
        parts = urlsplit(call.url)
        service = self._services.get(parts.hostname or "")
        if service is None:
            raise unreachable(parts.hostname or "")
        target = parts._replace(scheme="", netloc="").geturl() or "/"
        # The crawler sends its own name with every request.
        headers = {"user-agent": AGENT, **{name.lower(): value for name, value in call.headers.items()}}
        answer = service.answer(Request(call.method, target, headers, call.body))
        return self._page(call.url, answer.status, answer.headers, answer.body)

    def _page(self, url: str, status: int | None, headers: Mapping[str, str], body: bytes) -> Page:
        if status is None:
            raise unreachable(urlsplit(url).hostname or "")
        return Page(url, status, headers.get("Content-Type", ""), body, NOON)


def unreachable(host: str) -> FetchFailed:
    return FetchFailed(
        RowState.SITE_UNREACHABLE, Reason.of(ReasonCode.UNREACHABLE, host=host, detail="refused")
    )


def keys_of(world: World, *services: FakeService) -> Keys:
    """Keys by which a source reaches these fakes."""
    return Keys({}, SampleWeb("http://127.0.0.1:1", frozenset(one.host for one in services), world.keys))


def ask_service(source: Source, company: Company, fetch: Fetch) -> Answer:
    """The source's answer as `crawler.rows` would have it: skipped, asked, or failed."""

    async def asked() -> Answer:
        skipped: Any = source.skipped(company)
        if skipped is not None:
            return skipped
        try:
            return await source.ask(company, fetch)
        except FetchFailed as failure:
            return Answer.failed(failure)

    return asyncio.run(asked())
