"""A tuned Scrapy spider that only parses: every page becomes a lexbor tree, whose words and links are read.

What the facts of Scrapy make cheap is used (no middleware that is not needed, many hosts side by side, no robots.txt),
bodies are unfolded, links are followed once. Nothing is looked for in the words, and nothing is written.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from benchmarks.child import Clock, tell

OFF = (
    "downloadermiddlewares.offsite.OffsiteMiddleware",
    "downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "downloadermiddlewares.redirect.RedirectMiddleware",
    "downloadermiddlewares.cookies.CookiesMiddleware",
    "downloadermiddlewares.stats.DownloaderStats",
    "downloadermiddlewares.httpcache.HttpCacheMiddleware",
    "downloadermiddlewares.httpcompression.HttpCompressionMiddleware",
    "downloadermiddlewares.retry.RetryMiddleware",
)
OFF_IN_SPIDER = (
    "spidermiddlewares.httperror.HttpErrorMiddleware",
    "spidermiddlewares.urllength.UrlLengthMiddleware",
    "spidermiddlewares.depth.DepthMiddleware",
    "spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    "spidermiddlewares.referer.RefererMiddleware",
)
TUNED = {
    "LOG_LEVEL": "WARNING",
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_ITEMS": 1,
    "TELNETCONSOLE_ENABLED": False,
    "MEMUSAGE_ENABLED": False,
    "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html", "Accept-Encoding": "gzip"},
    "DOWNLOADER_MIDDLEWARES": {f"scrapy.{name}": None for name in OFF},
    "SPIDER_MIDDLEWARES": {f"scrapy.{name}": None for name in OFF_IN_SPIDER},
}

if __name__ == "__main__":
    clock = Clock()
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from scrapy.http import Response
    from selectolax.lexbor import LexborHTMLParser

    found: list[tuple[str, int]] = []
    seen: set[str] = set()
    letters = 0

    class Sites(scrapy.Spider):
        name = "sites"
        start_urls = json.loads((Path(sys.argv[1]) / "sites.json").read_text())

        def parse(self, response: Response) -> Iterator[Any]:
            global letters
            seen.add(response.url)
            body = response.body
            if response.headers.get(b"Content-Encoding") == b"gzip":
                body = gzip.decompress(body)
            found.append((response.url, len(body)))
            tree = LexborHTMLParser(body.decode())
            letters += len(tree.body.text(separator=" ")) if tree.body else 0
            host = urlsplit(response.url).netloc
            for anchor in tree.css("a[href]"):
                url = urldefrag(urljoin(response.url, anchor.attributes["href"] or "")).url
                parts = urlsplit(url)
                if parts.netloc == host and url not in seen and not parts.path.endswith(".pdf"):
                    seen.add(url)
                    yield scrapy.Request(url, dont_filter=True)

    process = CrawlerProcess(TUNED)
    process.crawl(Sites)
    process.start()
    tell(clock.stop(), sorted(found))
