"""Scrapy's settings for a shard: polite by default, and without what a shard does not need."""

from collections.abc import Mapping
from typing import Any

import workbench
from crawler.job import SampleWeb
from crawler.web.decompress import ACCEPTED
from crawler.web.manners import JITTER
from crawler.web.safety import ALLOWED_ADDRESS_SETTING
from workbench.contract.settings import Politeness

PRODUCT = "company-list-workbench"

# Middlewares of Scrapy that would work against us (proxies from the environment, cookies) or cost for nothing.
_UNUSED_MIDDLEWARES = (
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",
    "scrapy.downloadermiddlewares.stats.DownloaderStats",
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
    # Bodies are unfolded in fetch.py, bounded; 429 and 503 are BusyMiddleware's.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",
    "scrapy.downloadermiddlewares.retry.RetryMiddleware",
)
_UNUSED_SPIDER_MIDDLEWARES = (
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
    "scrapy.spidermiddlewares.depth.DepthMiddleware",
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    "scrapy.spidermiddlewares.referer.RefererMiddleware",
)
# The telnet console and the remote control let others run code in the process.
_UNUSED_EXTENSIONS = (
    "scrapy.extensions.corestats.CoreStats",
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.remote_control.RemoteControl",
    "scrapy.extensions.memusage.MemoryUsage",
    "scrapy.extensions.memdebug.MemoryDebugger",
    "scrapy.extensions.closespider.CloseSpider",
    "scrapy.extensions.feedexport.FeedExporter",
    "scrapy.extensions.logcount.LogCount",
    "scrapy.extensions.logstats.LogStats",
    "scrapy.extensions.spiderstate.SpiderState",
    "scrapy.extensions.throttle.AutoThrottle",
)


def user_agent(contact: str) -> str:
    """Who we are and where to complain: `company-list-workbench/0.1.0 (+https://…)`."""
    return f"{PRODUCT}/{workbench.__version__} (+{contact})"


def scrapy_settings(
    politeness: Politeness, sample_web: SampleWeb | None, pauses_s: Mapping[str, float] = {}
) -> dict[str, Any]:
    """The whole of Scrapy's settings; only the keys that differ from its defaults. pauses_s: of hosts with their own
    pace."""
    return {
        "USER_AGENT": user_agent(politeness.contact),
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
            "Accept-Language": "ja,en;q=0.5",
            "Accept-Encoding": ACCEPTED,
        },
        "CONCURRENT_REQUESTS": 0,  # bounded by the lanes of the spider, one connection a host
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": politeness.delay_s,
        "DOWNLOAD_DELAY_JITTER": JITTER,
        "DOWNLOAD_SLOTS": {host: {"delay": pause_s, "jitter": 0} for host, pause_s in pauses_s.items()},
        "DOWNLOAD_TIMEOUT": politeness.timeout_s,
        "DNS_TIMEOUT": politeness.timeout_s,
        "DOWNLOAD_MAXSIZE": politeness.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "REDIRECT_MAX_TIMES": politeness.max_redirects,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "TWISTED_DNS_RESOLVER": "crawler.web.safety.GuardedResolver",
        "DNSCACHE_ENABLED": False,
        # Names are looked up in threads, and one that nobody answers for holds its thread: one for each lane of the
        # spider, so that no site waits for another's.
        "REACTOR_THREADPOOL_MAXSIZE": 64,
        ALLOWED_ADDRESS_SETTING: ":".join(map(str, sample_web.address)) if sample_web else None,
        "DOWNLOADER_MIDDLEWARES": {
            **dict.fromkeys(_UNUSED_MIDDLEWARES),
            "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
            "crawler.web.middlewares.PlainRedirectMiddleware": 600,
            "crawler.web.middlewares.GuardMiddleware": 50,
            "crawler.web.robots_middleware.RobotsMiddleware": 100,
            "crawler.web.middlewares.BusyMiddleware": 550,
            "crawler.web.cache_middleware.CacheMiddleware": 900,
            "crawler.web.middlewares.PulseMiddleware": 950,
        },
        "SPIDER_MIDDLEWARES": dict.fromkeys(_UNUSED_SPIDER_MIDDLEWARES),
        "EXTENSIONS": dict.fromkeys(_UNUSED_EXTENSIONS),
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("data", "file", "ftp", "s3")),
            **dict.fromkeys(("http", "https"), "crawler.web.download.BoundedHandler"),
        },
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_VERSIONS": [],
        "STATS_DUMP": False,
    }
