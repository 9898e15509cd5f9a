"""What servers may do to us, over real sockets: every site ends with a reason, in time, and none takes others along."""

import gzip
import time
import zlib
from collections import Counter
from itertools import count

import brotli
import pytest

from tests.crawler.fake_aws import FakeAws
from tests.crawler.hostile_server import Behaviour, HostileServer, Visit
from tests.crawler.shard import AT, KEYS, Running, Shard, settings_text
from tests.makers import company
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import ShardTraffic
from workbench.contract.states import RowState

GOOD = "<title>株式会社あおぞら</title><p>電話 03-5550-1001</p>".encode()
ZEROS = b"\0" * 50_000_000
MOST_BYTES = 1_000_000
TIMEOUT_S = 2
TRICKLE_S = 0.1

UNREACHABLE = (RowState.SITE_UNREACHABLE, ReasonCode.UNREACHABLE)
REFUSED = (RowState.SITE_UNREACHABLE, ReasonCode.ADDRESS_REFUSED)
NO_PAGE = (RowState.SITE_UNREACHABLE, ReasonCode.HTTP_STATUS)
TOO_SLOW = (RowState.TIMED_OUT, ReasonCode.SITE_TOO_SLOW)
NO_ROBOTS = (RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_UNREACHABLE)
FOUND = (RowState.FOUND, ReasonCode.FOUND_ON_PAGE)


def page(body: bytes = GOOD, **headers: str) -> Behaviour:
    return lambda visit: visit.answer(body, **headers)


def moved(to: str) -> Behaviour:
    return lambda visit: visit.answer(status="302 Found", Location=to)


def endless(head: bytes, more: bytes, pause_s: float = 0) -> Behaviour:
    """A head, then the same for ever: until the client leaves."""

    def behave(visit: Visit) -> None:
        visit.send(head)
        while not visit.stopping.wait(pause_s) if pause_s else not visit.stopping.is_set():
            visit.send(more)

    return behave


def refresh(to: str) -> bytes:
    return f'<meta http-equiv="refresh" content="0;url={to}">'.encode()


def leaving(answer: bytes) -> Behaviour:
    """The answer, and then the connection ends."""

    def behave(visit: Visit) -> None:
        visit.send(answer)
        visit.leave()

    return behave


def circling(visit: Visit) -> None:
    visit.answer(status="302 Found", Location=f"/{next(_HOPS)}")


_HOPS = count()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMBS = {
    "gzip": gzip.compress(ZEROS),
    "deflate": zlib.compress(ZEROS),
    "br": brotli.compress(ZEROS, quality=1),
}

# host -> what it does -> what becomes of its row
CASES: dict[str, tuple[Behaviour, tuple[RowState, ReasonCode]]] = {
    "good": (page(), FOUND),
    **{f"bomb-{name}": (page(bomb, Content_Encoding=name), UNREACHABLE) for name, bomb in BOMBS.items()},
    "bomb-twice": (page(gzip.compress(gzip.compress(ZEROS)), Content_Encoding="gzip, gzip"), UNREACHABLE),
    "many-encodings": (page(Content_Encoding=", ".join(["gzip"] * 500)), UNREACHABLE),
    "zstd": (page(b"\x28\xb5\x2f\xfd\x00\x00", Content_Encoding="zstd"), UNREACHABLE),
    "markup-bomb": (
        page(b"<p>" + b"".join(b"<font a=%d>" % at for at in range(9_000)) + b"<p>x" * 9_000),
        UNREACHABLE,
    ),
    "deep": (page(GOOD + b"<div>" * 100_000), UNREACHABLE),
    "many-attributes": (
        page(GOOD + b"<p " + b"".join(b"a%d=1 " % at for at in range(50_000)) + b">"),
        UNREACHABLE,
    ),
    "entities": (
        page(b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + GOOD + b"&b;" * 50_000),
        FOUND,
    ),
    "large": (page(b"x" * (MOST_BYTES + 1)), UNREACHABLE),
    "larger-than-it-says": (endless(OK + b"\r\n", b"x" * 65_536), UNREACHABLE),
    "endless-chunks": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        UNREACHABLE,
    ),
    "broken-chunks": (
        lambda visit: visit.send(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"),
        UNREACHABLE,
    ),
    "long-chunk-extension": (
        lambda visit: visit.send(
            OK + b"Transfer-Encoding: chunked\r\n\r\n5;" + b"a" * 100_000 + b"\r\nhello\r\n"
        ),
        UNREACHABLE,
    ),
    "broken-off": (
        lambda visit: leaving(OK + b"Content-Length: 9999\r\n\r\n" + GOOD.partition(b"<p>")[0])(visit),
        UNREACHABLE,
    ),
    "broken-off-behind-the-number": (
        lambda visit: leaving(OK + b"Content-Length: 9999\r\n\r\n" + GOOD)(visit),
        FOUND,
    ),
    "two-lengths": (
        lambda visit: visit.send(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
        UNREACHABLE,
    ),
    "endless-head": (endless(OK, b"X-More: " + b"x" * 1_000 + b"\r\n"), UNREACHABLE),
    "endless-line": (endless(OK + b"X-More: ", b"x" * 1_000), UNREACHABLE),
    "endless-continue": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), UNREACHABLE),
    "trickled-body": (endless(OK + b"Content-Length: 100000\r\n\r\n", b"x", TRICKLE_S), TOO_SLOW),
    "trickled-head": (endless(OK, b"X-A: b\r\n", TRICKLE_S), TOO_SLOW),
    "silent": (lambda visit: visit.stopping.wait(30) and None, TOO_SLOW),
    "no-http": (endless(b"SSH-2.0-x\r\n\r\n", b"x" * 100), UNREACHABLE),
    "circle": (circling, UNREACHABLE),
    "to-loopback": (moved("http://127.0.0.1:8080/"), REFUSED),
    "to-metadata": (moved("http://169.254.169.254/latest/meta-data/"), REFUSED),
    "to-mapped": (moved("http://[::ffff:10.0.0.1]/"), REFUSED),
    "to-decimal": (moved("http://2130706433/"), REFUSED),
    "to-octal": (moved("http://0177.0.0.1/"), REFUSED),
    "to-hex": (moved("http://0x7f000001/"), REFUSED),
    "to-localhost": (moved("http://localhost/"), REFUSED),
    "to-credentials": (moved("http://user:secret@www.good.example/"), REFUSED),
    "to-port": (moved("http://www.good.example:22/"), REFUSED),
    "to-long": (moved("/" + "a" * 9_000), REFUSED),
    "to-no-name": (moved(f"http://{'a' * 64}.example/"), REFUSED),
    "to-no-address": (moved("http://["), UNREACHABLE),
    "to-nowhere": (lambda visit: visit.answer(status="302 Found"), NO_PAGE),
    "not-modified": (lambda visit: visit.send(b"HTTP/1.1 304 Not Modified\r\n\r\n"), NO_PAGE),
    "refresh-to-no-address": (page(refresh("http://[1") + GOOD), FOUND),
    "refresh-to-metadata": (page(refresh("http://169.254.169.254/") + GOOD), REFUSED),
    "to-cookie": (moved("http://www.cookie.example/"), FOUND),
    "cookie": (page(Set_Cookie="id=1; Domain=.example; Path=/"), FOUND),
    "robots-large": (page(), FOUND),
    "robots-bomb": (page(), FOUND),
    "robots-names": (page(), FOUND),
    "robots-to-nowhere": (page(), NO_ROBOTS),
    "robots-cut": (page(), NO_ROBOTS),
}


def host_of(name: str) -> str:
    return f"www.{name}.example"


def with_robots(page_of: Behaviour, robots: Behaviour) -> Behaviour:
    return lambda visit: robots(visit) if visit.path == "/robots.txt" else page_of(visit)


OWN_ROBOTS = {
    # More than any page may be, and what counts stands within the first 500 KiB.
    "robots-large": page(b"User-agent: *\nAllow: /\n" + b"# more\n" * 400_000, Content_Type="text/plain"),
    "robots-bomb": page(
        gzip.compress(b"User-agent: *\nAllow: /\n" + b"\n" * 50_000_000), Content_Encoding="gzip"
    ),
    "robots-names": page(b"User-agent: *\n" * 18_000 + b"Disallow: /x\n" * 19_000),
    "robots-to-nowhere": moved("http://["),
    "robots-cut": leaving(OK + b"Content-Length: 1000\r\n\r\nUser-agent: *\nAllow: /\n"),
}


@pytest.fixture(scope="module")
def crawled() -> tuple[Running, HostileServer, float]:
    """The shard over all hosts at once, the server, and the seconds that it took."""
    hosts = {host_of(name): behave for name, (behave, _) in CASES.items()}
    for name, robots in OWN_ROBOTS.items():
        hosts[host_of(name)] = with_robots(hosts[host_of(name)], robots)
    companies = [
        company(row, name="株式会社あおぞら", homepage=f"http://{host_of(name)}/")
        for row, name in enumerate(CASES)
    ]
    settings = settings_text(politeness={"timeout_s": TIMEOUT_S, "max_bytes": MOST_BYTES})
    own = frozenset(map(host_of, OWN_ROBOTS))
    with FakeAws() as aws, HostileServer(hosts, own) as server:
        started = time.monotonic()
        running = Shard(aws, None, companies, settings, WORKBENCH_SAMPLE_WEB=server.environment()).run()
        return running, server, time.monotonic() - started


def test_every_site_ends_with_its_reason(crawled: tuple[Running, HostileServer, float]) -> None:
    running, _, _ = crawled
    assert running.exit_code == 0, running.log
    names = list(CASES)
    ends = {names[one.row_id]: (one.state, one.reason.code) for one in running.left.outcomes}
    assert ends == {name: end for name, (_, end) in CASES.items()}


def test_the_time_of_one_answer_is_bounded_whatever_trickles(
    crawled: tuple[Running, HostileServer, float],
) -> None:
    """Side by side, the slow ones take as long as one of them: start, one time-out, and what a loaded machine adds."""
    assert crawled[2] < 40


def test_no_cookie_is_sent_to_any_host(crawled: tuple[Running, HostileServer, float]) -> None:
    _, server, _ = crawled
    asked = [visit for host, visit in server.visits if host == host_of("cookie")]
    assert len(asked) >= 2
    assert [visit.head for _, visit in server.visits if visit.header("Cookie")] == []


def test_no_more_than_five_redirects_are_followed(crawled: tuple[Running, HostileServer, float]) -> None:
    _, server, _ = crawled
    asked = [visit.path for host, visit in server.visits if host == host_of("circle")]
    assert len([path for path in asked if path != "/robots.txt"]) == 6


def test_only_encodings_that_can_be_bounded_are_offered_and_nothing_tells_where_we_come_from(
    crawled: tuple[Running, HostileServer, float],
) -> None:
    _, server, _ = crawled
    assert {visit.header("Accept-Encoding") for _, visit in server.visits} == {"gzip, deflate, br"}
    assert {visit.header("Referer") for _, visit in server.visits} == {None}


# What may stand in a list where a homepage should -> what becomes of its row.
NO_HOMEPAGES = {
    "http://[::1": UNREACHABLE,
    "http://[": UNREACHABLE,
    "http://www.good.example:80:80/": UNREACHABLE,
    "http://www.good.example:99999/": UNREACHABLE,
    "http://www.good.example:0/": REFUSED,
    "http://a\0b.example/": UNREACHABLE,
    "http://a..example/": REFUSED,
    f"http://{'a' * 300}.example/": REFUSED,
    f"http://www.good.example/{'a' * 9_000}": REFUSED,
    "x" * 10_000: REFUSED,
    "javascript:alert(1)": UNREACHABLE,
    "file:///etc/passwd": REFUSED,
    "ftp://www.good.example/": REFUSED,
    "http://user:secret@www.good.example/": REFUSED,
    "http://": REFUSED,
    "?": REFUSED,
    "http://www.good.example": FOUND,
    "  WWW.good.example/#top ": FOUND,
    "http://www.good.example\\@127.0.0.1/": FOUND,  # to browsers, a backslash begins the path
}


def test_whatever_stands_for_a_homepage_ends_with_a_reason_and_no_proxy_of_the_environment_is_asked() -> None:
    companies = [
        company(row, name="株式会社あおぞら", homepage=homepage) for row, homepage in enumerate(NO_HOMEPAGES)
    ]
    with FakeAws() as aws, HostileServer({host_of("good"): page()}) as server, HostileServer({}) as proxy:
        address = f"http://127.0.0.1:{proxy.port}"
        proxies = dict.fromkeys(
            ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"), address
        )
        web = {"WORKBENCH_SAMPLE_WEB": server.environment(), "no_proxy": "127.0.0.1"}
        running = Shard(aws, None, companies, settings_text(), **proxies, **web).run()
        assert proxy.visits == []
    assert running.exit_code == 0, running.log
    homepages = list(NO_HOMEPAGES)
    ends = {homepages[one.row_id]: (one.state, one.reason.code) for one in running.left.outcomes}
    assert ends == NO_HOMEPAGES


def test_a_name_that_resolves_into_this_machine_is_refused_where_the_connection_is_made() -> None:
    """Name servers that lie, in place of the guard's own resolver: nothing but the guard keeps us from connecting."""
    names = ("www.aozora.co.jp", "aozora.co.jp:8080", "127.0.0.1.nip.io")
    homepages = [*(f"http://{name}/" for name in names), "https://www.aozora.jp/", "http://www.lead.example/"]
    companies = [company(row, homepage=homepage) for row, homepage in enumerate(homepages)]
    settings = settings_text(politeness={"contact": "https://www.aozora.co.jp/crawler"})
    with FakeAws() as aws, HostileServer({host_of("lead"): moved("http://www.led-inside.jp/")}) as server:
        shard = Shard(aws, None, companies, settings, WORKBENCH_SAMPLE_WEB=server.environment())
        shard.program = "tests.crawler.rebinding"
        running = shard.run()
    assert running.exit_code == 0, running.log
    assert {(one.state, one.reason.code) for one in running.left.outcomes} == {REFUSED}
    assert [
        one.reason.parameters["host"] for one in sorted(running.left.outcomes, key=lambda one: one.row_id)
    ] == [
        "www.aozora.co.jp",
        "aozora.co.jp",
        "127.0.0.1.nip.io",
        "www.aozora.jp",
        "www.led-inside.jp",
    ]


def test_what_is_led_to_a_busy_host_hears_that_it_wants_peace_and_what_fails_counts() -> None:
    """Twenty sites that all lead to one, as those of a registrar do: only the first request is sent."""
    leading = {host_of(f"lead{at}"): moved("http://www.busy.example/") for at in range(20)}
    hosts = leading | {
        "www.busy.example": lambda visit: visit.answer(status="429 Too Many Requests", Retry_After="3600"),
        "www.large.example": endless(OK + b"\r\n", b"x" * 65_536),
        "www.slow.example": endless(OK + b"Content-Length: 100000\r\n\r\n", b"x", TRICKLE_S),
    }
    rows = [*leading, "www.large.example", "www.slow.example"]
    companies = [company(row, homepage=f"http://{host}/") for row, host in enumerate(rows)]
    settings = settings_text(politeness={"timeout_s": TIMEOUT_S, "max_bytes": MOST_BYTES, "delay_s": 0.1})
    with FakeAws() as aws, HostileServer(hosts) as server:
        running = Shard(aws, None, companies, settings, WORKBENCH_SAMPLE_WEB=server.environment()).run()
        asked = Counter(host for host, _ in server.visits)
    assert running.exit_code == 0, running.log
    assert asked["www.busy.example"] == 2  # robots.txt, and one page
    reasons = Counter(one.reason.code for one in running.left.outcomes if one.row_id < 20)
    assert reasons == {ReasonCode.SITE_BUSY: 19, ReasonCode.HTTP_STATUS: 1}
    told = ShardTraffic.model_validate_json(aws.objects[KEYS.traffic(*AT)])
    traffic = {host.host: host for host in told.hosts}
    assert {f"www.{name}": host.requests for name, host in traffic.items()} == asked
    assert traffic["busy.example"].refused == {"site_busy": 19}
    assert traffic["large.example"].bytes == MOST_BYTES
    assert traffic["slow.example"].seconds >= TIMEOUT_S
