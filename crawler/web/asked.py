"""What a request's meta says, and what the middlewares must know of the crawl that they serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.job import Job
    from crawler.web.manners import Manners

IS_ROBOTS = "is_robots"
IS_SERVICE = "is_service"  # a service is called, by its own terms
HOST = "host_asked"
TOOK_S = "took_s"  # seconds from when a request left until its answer had come whole, or had failed
SITEMAPS = "sitemaps"  # those that the robots.txt of its origin names
# Its answer may lie on disk between runs: a public page, asked for without any key.
MAY_BE_KEPT = "may_be_kept"
# Of an answer from the disk, when its origin last said that it holds, in epoch seconds; and the flag of such an answer.
CONFIRMED_AT = "confirmed_at"
FROM_CACHE = "from_cache"


class _Pulse(Protocol):
    def touch(self) -> None: ...


class _Batches(Protocol):
    def count_request(self) -> None: ...


class Crawl(Protocol):
    """What the middlewares must know of the crawl that they serve: a shard's spider."""

    job: Job
    manners: Manners
    pulse: _Pulse
    batches: _Batches


def crawl_of(crawler: Crawler) -> Crawl:
    """The crawl of a Scrapy crawler."""
    spider: Any = crawler.spider
    return spider  # type: ignore[no-any-return]
