"""The HTTP cache in a shard, against a server that answers conditional requests as the standard says, or does not."""

import asyncio
import gzip
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.web.asked import CONFIRMED_AT, MAY_BE_KEPT
from crawler.web.cache_middleware import CacheMiddleware, confirmed_at, is_plain
from crawler.web.fetch import Call
from crawler.web.http_cache import HttpCache
from crawler.web.manners import Manners
from crawler.web.robots_middleware import RobotsMiddleware
from crawler.web.scrapy_fetch import ScrapyFetch
from tests.crawler.fake_aws import FakeAws
from tests.crawler.hostile_server import Behaviour, HostileServer, Visit
from tests.crawler.shard import AT, KEYS, Running, Shard, settings_text
from tests.makers import company, settings
from workbench.contract.records import ShardTraffic
from workbench.contract.states import RowState

HTML = "<title>株式会社あおぞら</title><p>電話 03-5550-1001</p>".encode()
HOST = "www.aozora.example"
TOP = f"http://{HOST}/"
SECRET = "a-secret-value"
ROBOTS = b"User-agent: *\nDisallow: /secret/"


class Origin:
    """A host whose page has these headers; `asked` holds (path, If-None-Match, status) of each visit."""

    def __init__(self, body: bytes = HTML, **headers: str) -> None:
        self.body = body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.robots: dict[str, str] = {"Cache-Control": "max-age=99999999"}
        self.asked: list[tuple[str, str | None, int]] = []

    def __call__(self, visit: Visit) -> None:
        condition = visit.header("If-None-Match")
        is_robots = visit.path == "/robots.txt"
        headers = self.robots if is_robots else self.headers
        unchanged = condition is not None and condition == headers.get("ETag")
        self.asked.append((visit.path, condition, 304 if unchanged else 200))
        if unchanged:
            visit.send(f"HTTP/1.1 304 Not Modified\r\nETag: {condition}\r\n\r\n".encode())
        else:
            visit.answer(ROBOTS if is_robots else self.body, **headers)


class Web:
    """Hosts that are crawled by one shard after another, with one folder for what is kept."""

    def __init__(self, folder: Path, hosts: Mapping[str, Behaviour]) -> None:
        self.folder = folder / "cache"
        self.hosts = hosts
        self.server = HostileServer(hosts, own_robots=frozenset(hosts))

    def crawl(self, politeness: Mapping[str, object] = {}, **environment: str) -> Running:
        companies = [
            company(row, name="株式会社あおぞら", homepage=f"http://{host}/")
            for row, host in enumerate(self.hosts)
        ]
        told = {"WORKBENCH_HTTP_CACHE": str(self.folder)} | environment
        with FakeAws() as aws:
            running = Shard(
                aws,
                None,
                companies,
                settings_text(politeness=politeness),
                WORKBENCH_SAMPLE_WEB=self.server.environment(),
                **told,
            ).run()
        assert running.exit_code == 0, running.log
        return running

    def kept(self) -> list[bytes]:
        """The entries that lie on the disk."""
        return [file.read_bytes() for file in self.folder.glob("??/*")]


@pytest.fixture
def web(tmp_path: Path) -> Iterator[type[Web]]:
    started: list[Web] = []

    class Started(Web):
        def __init__(self, host: Behaviour, **hosts: Behaviour) -> None:
            super().__init__(
                tmp_path, {HOST: host, **{f"{name}.example": one for name, one in hosts.items()}}
            )
            self.server.__enter__()
            started.append(self)

    yield Started
    for one in started:
        one.server.__exit__()


def ends(running: Running) -> list[RowState]:
    return [one.state for one in running.left.outcomes]


def ledger(running: Running) -> tuple[int, int, int]:
    """(requests, from_cache, not_modified) of the one host."""
    told = ShardTraffic.model_validate_json(running.shard.aws.objects[KEYS.traffic(*AT)])
    (host,) = told.hosts
    return host.requests, host.from_cache, host.not_modified


def test_what_is_fresh_is_not_asked_for_again_and_says_when_it_was_confirmed(web: type[Web]) -> None:
    origin = Origin(Cache_Control="max-age=3600")
    crawled = web(origin)
    first, second = crawled.crawl(), crawled.crawl()
    assert [path for path, _, _ in origin.asked] == ["/robots.txt", "/"]
    assert ends(first) == ends(second) == [RowState.FOUND]
    assert (ledger(first), ledger(second)) == ((2, 0, 0), (0, 2, 0))
    seen = [{one.fetched_at for one in run.left.observations} for run in (first, second)]
    assert all(abs(at - then) < timedelta(seconds=5) for at in seen[0] for then in seen[1])
    assert seen[1].isdisjoint({datetime.now(UTC)})
    values = [{(one.field, one.value, one.url) for one in run.left.observations} for run in (first, second)]
    assert values[0] == values[1]


def test_what_is_stale_is_asked_about_and_used_again_if_it_holds(web: type[Web]) -> None:
    origin = Origin(gzip.compress(HTML), ETag='"1"', Cache_Control="no-cache", Content_Encoding="gzip")
    crawled = web(origin)
    first, second = crawled.crawl(), crawled.crawl()
    assert origin.asked[1:] == [("/", None, 200), ("/", '"1"', 304)]
    assert ends(first) == ends(second) == [RowState.FOUND]
    assert ledger(second) == (1, 1, 1)
    origin.body, origin.headers = HTML + b"<p>changed</p>", {"ETag": '"2"'}
    crawled.crawl()
    assert origin.asked[3:] == [("/", '"1"', 200)]
    assert [b"changed" in entry for entry in crawled.kept() if b"robots.txt" not in entry] == [True]


def test_a_304_for_something_else_is_not_believed(web: type[Web]) -> None:
    class Confused(Origin):
        def __call__(self, visit: Visit) -> None:
            if visit.header("If-None-Match"):
                self.asked.append((visit.path, "", 304))
                visit.send(b'HTTP/1.1 304 Not Modified\r\nETag: "other"\r\n\r\n')
            else:
                super().__call__(visit)

    origin = Confused(ETag='"1"')
    crawled = web(origin)
    crawled.crawl()
    assert ends(crawled.crawl()) == [RowState.FOUND]
    assert [(path, status) for path, _, status in origin.asked[1:]] == [("/", 200), ("/", 304), ("/", 200)]


def test_a_page_that_a_run_may_not_read_to_its_end_is_not_taken_from_the_disk_either(web: type[Web]) -> None:
    origin = Origin(HTML + b" " * 50_000, Cache_Control="max-age=3600")
    crawled = web(origin)
    assert ends(crawled.crawl()) == [RowState.FOUND]
    assert ends(crawled.crawl({"max_bytes": 10_000})) == [RowState.SITE_UNREACHABLE]


def test_an_error_does_not_push_out_what_holds(web: type[Web]) -> None:
    class Failing(Origin):
        fails = False

        def __call__(self, visit: Visit) -> None:
            if self.fails and visit.path == "/":
                visit.answer(status="500 Internal Server Error")
            else:
                super().__call__(visit)

    origin = Failing(ETag='"1"')
    crawled = web(origin)
    crawled.crawl()
    origin.fails = True
    assert ends(crawled.crawl()) == [RowState.SITE_UNREACHABLE]
    origin.fails = False
    assert ends(crawled.crawl()) == [RowState.FOUND]
    assert origin.asked[-1] == ("/", '"1"', 304)


NOINDEX = b'<meta name="robots" content="noindex">'
# What a page says of itself -> nothing of it may lie on the disk.
NEVER_ON_DISK: dict[str, Behaviour] = {
    "store": Origin(Cache_Control="no-store, max-age=60", ETag='"1"'),
    "vary": Origin(Vary="*", ETag='"1"'),
    "noarchive": Origin(X_Robots_Tag="noarchive", ETag='"1"'),
    "meta": Origin(NOINDEX + HTML, ETag='"1"'),
    "compressed": Origin(gzip.compress(NOINDEX + HTML), ETag='"1"', Content_Encoding="gzip"),
}


def test_what_may_not_be_kept_is_never_on_the_disk(web: type[Web]) -> None:
    crawled = web(Origin(ETag='"1"'), **NEVER_ON_DISK)
    crawled.crawl()
    pages = [entry for entry in crawled.kept() if b"/robots.txt" not in entry]
    assert [TOP.encode() in entry for entry in pages] == [True]
    assert len(crawled.kept()) == 1 + len(crawled.hosts)


def test_a_permanent_move_is_kept_and_a_passing_one_is_not(web: type[Web]) -> None:
    asked: list[str] = []

    def moving(visit: Visit) -> None:
        asked.append(visit.path)
        match visit.path:
            case "/":
                visit.answer(status="301 Moved", Location="/new", Cache_Control="max-age=60")
            case "/new":
                visit.answer(status="302 Found", Location="/now", Cache_Control="max-age=60")
            case "/now":
                visit.answer(HTML, ETag='"1"')
            case _:
                visit.answer(status="404 Not Found")

    crawled = web(moving)
    first, second = crawled.crawl(), crawled.crawl()
    assert ends(first) == ends(second) == [RowState.FOUND]
    assert asked == ["/robots.txt", "/", "/new", "/now", "/robots.txt", "/new", "/now"]


def test_a_redirect_does_not_carry_the_question_about_another_page(web: type[Web]) -> None:
    asked: list[tuple[str, str | None]] = []

    def moving(visit: Visit) -> None:
        asked.append((visit.path, visit.header("If-None-Match")))
        if visit.path == "/" and visit.header("If-None-Match"):
            visit.answer(status="302 Found", Location="/new")
        else:
            visit.answer(HTML, ETag='"1"')

    crawled = web(moving)
    crawled.crawl()
    assert ends(crawled.crawl()) == [RowState.FOUND]
    assert asked[-2:] == [("/", '"1"'), ("/new", None)]


def test_robots_txt_is_believed_for_a_day_at_most_whatever_it_says(web: type[Web]) -> None:
    origin = Origin(Cache_Control="max-age=99999999")
    crawled = web(origin)
    crawled.crawl()
    age(crawled.folder, seconds=86_400)
    crawled.crawl()
    assert [path for path, _, _ in origin.asked] == ["/robots.txt", "/", "/robots.txt"]


def test_a_page_that_robots_txt_has_closed_since_is_not_taken_from_the_disk(web: type[Web]) -> None:
    closed: list[str] = []

    def origin(visit: Visit) -> None:
        if visit.path == "/robots.txt":
            visit.answer(b"User-agent: *\nDisallow: /" if closed else b"")
        else:
            visit.answer(HTML, Cache_Control="max-age=3600")

    crawled = web(origin)
    assert ends(crawled.crawl()) == [RowState.FOUND]
    closed.append("now")
    assert ends(crawled.crawl()) == [RowState.ROBOTS_DENIED]


def age(folder: Path, seconds: float) -> None:
    """Let what is kept have been received so many seconds earlier."""
    cache = HttpCache(folder, most_days=30)
    for url in (TOP + "robots.txt", TOP):
        kept = cache.get(url)
        assert kept is not None
        cache.put(replace(kept, asked_at=kept.asked_at - seconds, received_at=kept.received_at - seconds))


@pytest.mark.parametrize(("age_s", "times"), [(None, 1), (86_390, 1), (86_401, 2)])
def test_robots_txt_from_the_disk_has_a_part_of_its_day_behind_it(age_s: float | None, times: int) -> None:
    asked: list[str] = []

    async def download(request: Request) -> Response:
        asked.append(request.url)
        if age_s is not None:
            request.meta[CONFIRMED_AT] = time.time() - age_s
        return Response(request.url, body=b"", request=request)

    manners = SimpleNamespace(politeness=SimpleNamespace(max_crawl_delay_s=1))
    crawler: Any = SimpleNamespace(
        engine=SimpleNamespace(download_async=download), spider=SimpleNamespace(manners=manners)
    )
    robots = RobotsMiddleware(crawler)

    async def two_pages() -> None:
        for path in ("a", "b"):
            await robots.process_request(Request(f"http://a.example/{path}"))

    asyncio.run(two_pages())
    assert len(asked) == times


@pytest.mark.parametrize(
    ("politeness", "environment"),
    [
        pytest.param({"cache_days": 0}, {}, id="by the settings"),
        pytest.param({}, {"WORKBENCH_HTTP_CACHE": ""}, id="without a folder"),
        pytest.param({}, {"RUNNER": "lambda"}, id="on Lambda"),
    ],
)
def test_where_it_is_switched_off_nothing_is_kept(
    web: type[Web], politeness: dict[str, object], environment: dict[str, str]
) -> None:
    crawled = web(Origin(Cache_Control="max-age=3600"))
    assert ends(crawled.crawl(politeness, **environment)) == [RowState.FOUND]
    assert not crawled.folder.exists()


# Whatever is somebody's own: not looked up, not kept.
OWN = {
    "no page": Request("http://a.example/"),
    "a key": Request("http://a.example/", headers={"X-Api-Token": SECRET}),
    "credentials": Request("http://a.example/", headers={"Authorization": f"Bearer {SECRET}"}),
    "a cookie": Request("http://a.example/", headers={"Cookie": SECRET}),
    "a key in the address": Request(f"http://a.example/?q=1&Subscription-Key={SECRET}"),
    "a token in the address": Request(f"http://a.example/?access%5Ftoken={SECRET}"),
    "a name in the address": Request(f"http://user:{SECRET}@a.example/"),
    "a form": Request("http://a.example/", method="POST", body=SECRET),
    "a body": Request("http://a.example/", body=SECRET),
}
PLAIN = {
    "a page": Request("http://a.example/company?keyword=x&page=2"),
    "with our fields": Request("http://a.example/", headers={"User-Agent": "us", "Accept": "*/*"}),
    "with a condition": Request("http://a.example/", headers={"If-None-Match": '"1"'}),
}


@pytest.mark.parametrize("case", OWN)
def test_a_request_of_somebody_s_own_is_not_kept(case: str) -> None:
    request = OWN[case]
    if case != "no page":
        request = request.replace(meta={MAY_BE_KEPT: True})
    assert not is_plain(request)


@pytest.mark.parametrize("case", PLAIN)
def test_a_page_that_anybody_gets_is_kept(case: str) -> None:
    assert is_plain(PLAIN[case].replace(meta={MAY_BE_KEPT: True}))


def middleware(folder: Path) -> CacheMiddleware:
    politeness = SimpleNamespace(cache_days=7, max_bytes=1_000)
    spider = SimpleNamespace(
        job=SimpleNamespace(http_cache=folder), manners=SimpleNamespace(politeness=politeness)
    )
    crawler: Any = SimpleNamespace(spider=spider)
    return CacheMiddleware(crawler)


@pytest.mark.parametrize(
    ("headers", "flags", "kept"),
    [
        pytest.param({}, [], 1, id="whole"),
        pytest.param({}, ["dataloss"], 0, id="less than was said"),
        pytest.param({}, ["partial"], 0, id="perhaps less"),
        pytest.param({}, ["download_stopped"], 0, id="cut by us"),
        pytest.param({"X-Robots-Tag": "noarchive"}, [], 0, id="not to be kept"),
        pytest.param({"X-Robots-Tag": "company-list-workbench: none"}, [], 0, id="not to be kept by us"),
    ],
)
def test_what_is_not_whole_or_not_to_be_kept_is_not_even_written(
    tmp_path: Path, headers: dict[str, str], flags: list[str], kept: int
) -> None:
    request = Request(TOP, meta={MAY_BE_KEPT: True})
    response = Response(TOP, headers={"ETag": '"1"', **headers}, body=HTML, flags=flags, request=request)
    assert middleware(tmp_path).process_response(request, response) is response
    assert len(list(tmp_path.glob("??/*"))) == kept


def test_a_redirect_from_the_disk_does_not_make_the_page_behind_it_older(tmp_path: Path) -> None:
    request = Request(TOP, meta={MAY_BE_KEPT: True, CONFIRMED_AT: 1.0})
    assert middleware(tmp_path).process_request(request) is None
    assert confirmed_at(Response(TOP, request=request)).year > 1970


def test_of_a_page_and_a_call_with_a_key_only_the_page_is_on_the_disk(tmp_path: Path) -> None:
    cache = middleware(tmp_path)

    async def download(request: Request) -> Response:
        assert cache.process_request(request) is None
        headers = {"Cache-Control": "max-age=60", "ETag": '"1"'}
        response = Response(request.url, headers=headers, body=SECRET.encode(), request=request)
        assert cache.process_response(request, response) is response
        return response

    crawler: Any = SimpleNamespace(engine=SimpleNamespace(download_async=download))
    manners = Manners(settings())
    fetch = ScrapyFetch(crawler, manners)
    asyncio.run(fetch("http://a.example/page"))
    calls = [
        Call("http://a.example/v1?q=x", headers={"X-Api-Token": SECRET}),
        Call(f"http://a.example/v1?id={SECRET}"),
        Call("http://a.example/v1", method="POST", body=SECRET.encode()),
    ]
    for call in calls:
        asyncio.run(fetch.call(call))
    (kept,) = tmp_path.glob("??/*")
    assert b"http://a.example/page" in kept.read_bytes()
