from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list

from crawler.job import SampleWeb
from crawler.spider import LANES
from crawler.web.scrapy_settings import scrapy_settings, user_agent
from workbench.contract.settings import Politeness

POLITENESS = Politeness(contact="https://workbench.example/contact", delay_s=3, timeout_s=7, max_bytes=50_000)


def enabled(kind: str) -> list[str]:
    """The components of that kind that would run, Scrapy's own included, by their class names."""
    settings = Settings(scrapy_settings(POLITENESS, None))
    components = build_component_list(settings.get_component_priority_dict_with_base(kind))
    return [str(component).rpartition(".")[2] for component in components]


def test_only_the_extensions_that_we_know_run() -> None:
    """A new Scrapy may bring new ones by default: 2.19 brought one that runs code sent to a port."""
    assert enabled("EXTENSIONS") == []


def test_only_the_middlewares_that_we_know_stand_in_the_way_of_a_request() -> None:
    assert enabled("DOWNLOADER_MIDDLEWARES") == [
        "GuardMiddleware",
        "RobotsMiddleware",
        "DownloadTimeoutMiddleware",
        "DefaultHeadersMiddleware",
        "UserAgentMiddleware",
        "BusyMiddleware",
        "PlainRedirectMiddleware",
        "CacheMiddleware",
        "PulseMiddleware",
    ]


def test_nothing_of_scrapy_s_stands_between_its_engine_and_the_spider() -> None:
    assert enabled("SPIDER_MIDDLEWARES") == ["StartSpiderMiddleware"]


def test_only_http_is_spoken() -> None:
    settings = Settings(scrapy_settings(POLITENESS, None))
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_every_lane_may_look_up_a_name_at_once() -> None:
    assert Settings(scrapy_settings(POLITENESS, None)).getint("REACTOR_THREADPOOL_MAXSIZE") >= LANES


def test_politeness_reaches_scrapy() -> None:
    settings = Settings(scrapy_settings(POLITENESS, None))
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getfloat("DOWNLOAD_DELAY") == 3
    assert settings.getfloat("DOWNLOAD_TIMEOUT") == 7
    assert settings.getint("DOWNLOAD_MAXSIZE") == 50_000
    assert not settings.getbool("COOKIES_ENABLED")
    assert settings["USER_AGENT"] == user_agent("https://workbench.example/contact")


def test_the_guard_knows_the_sample_web_s_proxy_and_nothing_else() -> None:
    web = SampleWeb("http://127.0.0.1:8123", frozenset({"www.a.example"}))
    assert scrapy_settings(POLITENESS, web)["GUARD_ALLOWED_ADDRESS"] == "127.0.0.1:8123"
    assert scrapy_settings(POLITENESS, None)["GUARD_ALLOWED_ADDRESS"] is None
