"""A fetch over pages in a dict, for sources: no reactor, no sockets."""

import asyncio
from collections.abc import Mapping
from typing import Any

from crawler.sources.base import Answer, Source
from crawler.web.fetch import FetchFailed, Page
from tests.makers import NOON
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import RowState


class FakeFetch:
    """Pages by URL: a text, (status, text), (final URL, text), or a FetchFailed to raise; `asked` keeps the order."""

    def __init__(self, pages: Mapping[str, Any]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def __call__(self, url: str) -> Page:
        self.asked.append(url)
        page = self.pages.get(url, (404, "Not Found"))
        if isinstance(page, FetchFailed):
            raise page
        status, final = 200, url
        if isinstance(page, tuple):
            first, page = page
            status, final = (first, url) if isinstance(first, int) else (200, first)
        return Page(final, status, "text/html; charset=utf-8", page.encode(), NOON)


def ask(source: Source, company: Company, pages: Mapping[str, Any]) -> tuple[Answer, list[str]]:
    """(the source's answer, the URLs it asked in order)"""
    fetch = FakeFetch(pages)
    return asyncio.run(source.ask(company, fetch)), fetch.asked


def too_slow(host: str) -> FetchFailed:
    return FetchFailed(RowState.TIMED_OUT, Reason.of(ReasonCode.SITE_TOO_SLOW, host=host, seconds=10))
