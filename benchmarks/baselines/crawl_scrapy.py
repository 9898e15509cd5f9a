"""A bare Scrapy spider: default settings, its LinkExtractor, the URL and the length of every page of the sites."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.child import Clock, tell

if __name__ == "__main__":
    clock = Clock()
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from scrapy.http import Response
    from scrapy.linkextractors import LinkExtractor

    found: list[tuple[str, int]] = []

    class Sites(scrapy.Spider):
        name = "sites"
        start_urls = json.loads((Path(sys.argv[1]) / "sites.json").read_text())
        links = LinkExtractor()

        def parse(self, response: Response) -> Iterator[Any]:
            found.append((response.url.partition("#")[0], len(response.body)))
            yield {"url": response.url, "length": len(response.body)}
            for link in self.links.extract_links(response):  # type: ignore[arg-type]
                yield response.follow(link)

    process = CrawlerProcess({"LOG_LEVEL": "WARNING"})
    process.crawl(Sites)
    process.start()
    tell(clock.stop(), sorted(found))
