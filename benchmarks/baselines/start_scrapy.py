"""An empty Scrapy run: a spider with nothing to ask."""

from collections.abc import AsyncIterator
from typing import Any

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    class Nothing(scrapy.Spider):
        name = "nothing"

        async def start(self) -> AsyncIterator[Any]:
            nothing: list[Any] = []
            for request in nothing:
                yield request

    process = AsyncCrawlerProcess({"LOG_LEVEL": "WARNING"})
    process.crawl(Nothing)
    process.start()
    tell(clock.stop(), ["an empty run"])
