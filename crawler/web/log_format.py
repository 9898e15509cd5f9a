"""Scrapy's words on each response, left out: they would be made for every page and thrown away."""

from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult


class QuietFormatter(LogFormatter):
    """Says nothing of a response that came; what went wrong is told as ever."""

    def crawled(self, *_: Any) -> LogFormatterResult:
        return None  # type: ignore[return-value]  # which Scrapy takes for nothing to say
