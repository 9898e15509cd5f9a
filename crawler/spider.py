"""The spider of one shard: its rows in lanes, the lanes side by side, one lane a site."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider

from crawler.answers import KeptAnswers
from crawler.batches import Batches
from crawler.heartbeat import Pulse
from crawler.job import Job
from crawler.resting import Resting
from crawler.rows import look_up
from crawler.sources.base import Source
from crawler.web.manners import Manners, site_of
from crawler.web.scrapy_fetch import ScrapyFetch
from workbench.contract.records import Company
from workbench.contract.settings import Settings

logger = logging.getLogger(__name__)

# So many sites are read side by side; each has one connection at most, whatever it does with it.
LANES = 64


class ShardSpider(Spider):
    """Looks up every company of a shard. Requests are awaited row by row, so Scrapy's queue stays empty.

    One row that raises does not take the others with it: they are finished first, then the error ends the shard, and
    the row, which has no outcome, is planned again.
    """

    name = "shard"
    job: Job
    companies: Sequence[Company]
    sources: Sequence[Source]
    batches: Batches
    pulse: Pulse
    shard_settings: Settings
    manners: Manners
    kept: KeptAnswers
    error: BaseException | None = None

    async def start(self) -> AsyncIterator[Any]:
        lanes = lanes_of(self.companies)
        watch = asyncio.create_task(self._watch_politeness())
        fetch = ScrapyFetch(self.crawler, self.manners)
        self.resting = Resting(self.shard_settings.stop_loss)
        try:
            await asyncio.gather(*(self._work(lanes, fetch) for _ in range(min(LANES, len(lanes)))))
        finally:
            watch.cancel()
        return
        yield  # what makes this the generator that Scrapy wants; it has nothing to hand over

    async def _work(self, lanes: deque[list[Company]], fetch: ScrapyFetch) -> None:
        while lanes:
            for company in lanes.popleft():
                if self.batches.error is not None:
                    return
                try:
                    row = await look_up(
                        company,
                        self.sources,
                        fetch,
                        self.job,
                        self.shard_settings,
                        kept=self.kept,
                        resting=self.resting,
                        note_refusal=self.manners.note_refusal,
                    )
                except Exception as error:
                    logger.exception("%s: row %d raised", self.job.name, company.row_id)
                    error.add_note(f"row {company.row_id}")
                    self.error = self.error or error
                else:
                    self.batches.add(row.outcome, row.observations)
                self.pulse.touch()

    async def _watch_politeness(self) -> None:
        """Let a wait that politeness orders count as progress: the crawl does not hang, it waits its turn."""
        stall_s = self.shard_settings.stage(self.job.stage).stall_s
        while True:
            await asyncio.sleep(min(1.0, stall_s / 4))
            slots = self.crawler.engine.downloader.slots.values()
            if self.manners.waiting or any(slot.latercall is not None and slot.queue for slot in slots):
                self.pulse.touch()


def lanes_of(companies: Sequence[Company]) -> deque[list[Company]]:
    """The companies grouped by the host of their homepage, in order of first appearance; without one, each for itself.

    Rows of one site wait for each other in one lane, so that they do not fill the lanes of other sites.
    """
    lanes: dict[str, list[Company]] = {}
    for company in companies:
        lanes.setdefault(_host(company.homepage) or f"row {company.row_id}", []).append(company)
    return deque(lanes.values())


def _host(homepage: str | None) -> str:
    try:
        url = homepage or ""
        return site_of(urlsplit(url if "//" in url else f"//{url}").hostname or "")
    except ValueError:
        return ""
