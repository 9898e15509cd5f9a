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

# Scrapy's own components are named one by one: an entry that only switches one off has it imported first, with all
# that it needs (the remote control a whole web server), and a new Scrapy may bring new ones by default. What is left
# out would work against us (proxies from the environment, cookies, redirects by a page's words), let others run code
# in the process (telnet console, remote control), or is done here: bodies are unfolded in fetch.py, bounded; 429 and
# 503 are BusyMiddleware's.
_DOWNLOADER_MIDDLEWARES = {
    "crawler.web.middlewares.GuardMiddleware": 50,
    "crawler.web.robots_middleware.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "crawler.web.middlewares.BusyMiddleware": 550,
    "crawler.web.middlewares.PlainRedirectMiddleware": 600,
    "crawler.web.cache_middleware.CacheMiddleware": 900,
    "crawler.web.middlewares.PulseMiddleware": 950,
}
_SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25}


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
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES": _DOWNLOADER_MIDDLEWARES,
        "SPIDER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES": _SPIDER_MIDDLEWARES,
        "EXTENSIONS_BASE": {},
        "DOWNLOAD_HANDLERS_BASE": {},
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.web.download.BoundedHandler"),
        # A page is some fifty turns of the event loop: this one, written in C, takes a twelfth off a whole crawl.
        "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
        "LOG_FORMATTER": "crawler.web.log_format.QuietFormatter",
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_VERSIONS": [],
        "STATS_DUMP": False,
    }
