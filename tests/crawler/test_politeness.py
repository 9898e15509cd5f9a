from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.crawler.fake_aws import FakeAws
from tests.crawler.shard import AT, KEYS, Shard, settings_text, write_site
from tests.makers import company
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import ShardTraffic
from workbench.contract.states import RowState
from workbench.local.services.sample_web import SampleWeb

PAGE = {"index.html": "<title>株式会社あおぞら</title><p>電話 03-5550-1001</p>"}
ALLOWED = (RowState.FOUND, ReasonCode.FOUND_ON_PAGE)
DISALLOWED = (RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_DISALLOW)
UNREACHABLE = (RowState.ROBOTS_DENIED, ReasonCode.ROBOTS_UNREACHABLE)

# What robots.txt is or does -> what becomes of the site (RFC 9309).
ROBOTS = {
    "missing": ({"status": 404}, ALLOWED),
    "forbidden": ({"status": 403, "body": "User-agent: *\nDisallow: /"}, ALLOWED),
    "error": ({"status": 500, "body": "User-agent: *\nAllow: /"}, UNREACHABLE),
    "unavailable": ({"status": 503}, UNREACHABLE),
    "toomany": ({"status": 429}, UNREACHABLE),
    "closed": ({"body": "User-agent: *\nDisallow: /"}, DISALLOWED),
    "open": ({"body": "User-agent: *\nDisallow:"}, ALLOWED),
    "empty": ({"body": ""}, ALLOWED),
    "bom": ({"body": "\ufeffUser-agent: *\nDisallow: /"}, DISALLOWED),
    "us": (
        {"body": "User-agent: *\nAllow: /\n\nUser-agent: company-list-workbench\nDisallow: /"},
        DISALLOWED,
    ),
    "others": ({"body": "User-agent: somebot\nDisallow: /"}, ALLOWED),
    "longest": ({"body": "User-agent: *\nDisallow: /\nAllow: /$"}, ALLOWED),
    "moved": ({"redirect": "/robots2.txt"}, DISALLOWED),
    "circle": ({"redirect": "/robots.txt"}, ALLOWED),
    "dead": ({"refuse": True}, (RowState.SITE_UNREACHABLE, ReasonCode.UNREACHABLE)),
    "silent": ({"hang": True}, (RowState.TIMED_OUT, ReasonCode.SITE_TOO_SLOW)),
}


def test_robots_txt_is_obeyed_as_the_standard_says(tmp_path: Path) -> None:
    for name, (does, _) in ROBOTS.items():
        rules = [
            {"path": "/robots.txt", **does},
            {"path": "/robots2.txt", "body": "User-agent: *\nDisallow: /"},
        ]
        write_site(tmp_path / "web", f"www.{name}.example", PAGE, rules)
    companies = [
        company(row, name="株式会社あおぞら", homepage=f"http://www.{name}.example/")
        for row, name in enumerate(ROBOTS)
    ]
    settings = settings_text(politeness={"timeout_s": 2})
    with FakeAws() as aws, SampleWeb(tmp_path / "web", tmp_path / "log") as web:
        running = Shard(aws, web, companies, settings).run()
        asked = {access["host"] for access in web.accesses() if access["path"] == "/"}
    assert running.exit_code == 0, running.log
    ends = {one.row_id: (one.state, one.reason.code) for one in running.left.outcomes}
    names = list(ROBOTS)
    assert {names[row]: end for row, end in ends.items()} == {name: end for name, (_, end) in ROBOTS.items()}
    assert asked == {f"www.{name}.example" for name, (_, end) in ROBOTS.items() if end == ALLOWED}


NOINDEX = '<meta name="robots" content="noindex">'
# A page that would be found, and what its host asks of us -> what becomes of it.
WISHES = {
    "tag": (
        [{"path": "/", "body": NOINDEX + PAGE["index.html"]}],
        (RowState.ROBOTS_DENIED, "robots_noindex"),
    ),
    "header": (
        [{"path": "/", "headers": {"X-Robots-Tag": "none"}, "body": PAGE["index.html"]}],
        (RowState.ROBOTS_DENIED, "robots_noindex"),
    ),
    "shell": (
        [{"path": "/", "body": '<div id="root"></div><script src="/main.js"></script>'}],
        (RowState.SITE_UNREACHABLE, "needs_browser"),
    ),
    "slowly": (
        [{"path": "/robots.txt", "body": "User-agent: *\nCrawl-delay: 1"}],
        (RowState.FOUND, "found_on_page"),
    ),
    "never": (
        [{"path": "/robots.txt", "body": "User-agent: *\nCrawl-delay: 3600"}],
        (RowState.ROBOTS_DENIED, "crawl_delay_too_long"),
    ),
    "later": (
        [{"path": "/", "status": 503, "headers": {"Retry-After": "3600"}, "body": ""}],
        (RowState.SITE_UNREACHABLE, "http_status"),
    ),
    "soon": (
        [{"path": "/", "status": 429, "headers": {"Retry-After": "1"}, "body": ""}],
        (RowState.SITE_UNREACHABLE, "http_status"),
    ),
    "portal": ([], (RowState.NO_WEBSITE, "stop_listed")),
}


def test_what_a_site_asks_of_us_is_done_and_written_down(tmp_path: Path) -> None:
    for name, (rules, _) in WISHES.items():
        write_site(tmp_path / "web", f"www.{name}.example", PAGE, rules)
    homepages = {name: f"http://www.{name}.example/" for name in WISHES} | {
        "busy still": "http://later.example/",
        "real": "http://www.aozora.co.jp/",
    }
    write_site(tmp_path / "web", "later.example", PAGE)
    companies = [
        company(row, name="株式会社あおぞら", homepage=homepage)
        for row, homepage in enumerate(homepages.values())
    ]
    polite = {"stop_hosts": ["portal.example"], "max_crawl_delay_s": 10, "max_wait_s": 5}
    with FakeAws() as aws, SampleWeb(tmp_path / "web", tmp_path / "log") as web:
        running = Shard(aws, web, companies, settings_text(politeness=polite)).run()
        accesses = web.accesses()
    assert running.exit_code == 0, running.log
    ends = {one.row_id: (one.state, one.reason.code.value) for one in running.left.outcomes}
    assert dict(zip(homepages, (ends[row] for row in sorted(ends)), strict=True)) == {
        name: end for name, (_, end) in WISHES.items()
    } | {
        "busy still": (RowState.SITE_UNREACHABLE, "site_busy"),
        "real": (RowState.NOT_ATTEMPTED, "needs_contact"),
    }
    assert times_between(accesses, "www.slowly.example") >= [1.0]
    assert len(times_between(accesses, "www.soon.example")) == 3  # robots.txt, then thrice, a second apart
    assert min(times_between(accesses, "www.soon.example")[1:]) >= 1.0
    assert [one["path"] for one in accesses if "later" in one["host"]] == ["/robots.txt", "/"]
    assert not any("portal" in one["host"] for one in accesses)
    told = ShardTraffic.model_validate_json(aws.objects[KEYS.traffic(*AT)])
    traffic = {host.host: host for host in told.hosts}
    assert {name: (host.requests, host.refused) for name, host in traffic.items()} == {
        "tag.example": (2, {"robots_noindex": 1}),
        "header.example": (2, {"robots_noindex": 1}),
        "shell.example": (3, {}),
        "slowly.example": (2, {}),
        "never.example": (1, {"crawl_delay_too_long": 1}),
        "later.example": (2, {"site_busy": 1}),
        "soon.example": (4, {}),
        "portal.example": (0, {"stop_listed": 1}),
        "aozora.co.jp": (0, {"needs_contact": 1}),
    }
    assert sum(host.requests for host in told.hosts) == len(accesses)
    assert traffic["soon.example"].waited_s > 1.9
    assert traffic["tag.example"].bytes > 0


def times_between(accesses: list[dict[str, Any]], host: str) -> list[float]:
    """Seconds between the requests to one host."""
    times = [datetime.fromisoformat(one["ts"]) for one in accesses if one["host"] == host]
    return [(later - sooner).total_seconds() for sooner, later in pairwise(times)]


def test_a_site_is_left_when_what_it_may_cost_is_spent(tmp_path: Path) -> None:
    links = "".join(f'<a href="/company{at}.html">会社概要{at}</a>' for at in range(5))
    pages = {"index.html": links + "x" * 60_000} | {f"company{at}.html": "x" * 60_000 for at in range(5)}
    for name in ("bytes", "requests"):
        write_site(tmp_path / "web", f"www.{name}.example", pages)
    companies = [
        company(0, homepage="http://www.bytes.example/"),
        company(1, homepage="http://www.requests.example/"),
        company(2, homepage="http://requests.example/"),
    ]
    ends = []
    for polite in ({"site_max_bytes": 100_000}, {"host_max_requests": 3}):
        with FakeAws() as aws, SampleWeb(tmp_path / "web", tmp_path / f"log-{len(ends)}") as web:
            running = Shard(aws, web, companies[len(ends) :][:2], settings_text(politeness=polite)).run()
            paths = [one["path"] for one in web.accesses() if one["host"].startswith("www.")]
        told = ShardTraffic.model_validate_json(aws.objects[KEYS.traffic(*AT)])
        held = {host.host for host in told.hosts if "budget_spent" in host.refused}
        ends.append((len(paths), {one.reason.code.value for one in running.left.outcomes}, held))
    assert ends == [
        (6, {"budget_spent"}, {"bytes.example", "requests.example"}),
        (3, {"budget_spent"}, {"requests.example"}),
    ]


def test_a_redirect_to_another_host_meets_that_host_s_robots_txt_and_our_guard(tmp_path: Path) -> None:
    root = tmp_path / "web"
    write_site(
        root, "www.closed.example", PAGE, [{"path": "/robots.txt", "body": "User-agent: *\nDisallow: /"}]
    )
    write_site(root, "www.moved.example", rules=[{"path": "/", "redirect": "http://www.closed.example/"}])
    write_site(root, "www.inside.example", rules=[{"path": "/", "redirect": "http://127.0.0.1/admin"}])
    write_site(root, "www.circle.example", rules=[{"path": "/", "redirect": "/"}])
    companies = [
        company(row, homepage=f"http://www.{name}.example/")
        for row, name in enumerate(("moved", "inside", "circle"))
    ]
    with FakeAws() as aws, SampleWeb(root, tmp_path / "log") as web:
        running = Shard(aws, web, companies, settings_text(politeness={"max_redirects": 2})).run()
        circled = [
            access
            for access in web.accesses()
            if (access["host"], access["path"]) == ("www.circle.example", "/")
        ]
    ends = {one.row_id: (one.state, one.reason.code) for one in running.left.outcomes}
    assert ends == {
        0: DISALLOWED,
        1: (RowState.SITE_UNREACHABLE, ReasonCode.ADDRESS_REFUSED),
        2: (RowState.SITE_UNREACHABLE, ReasonCode.UNREACHABLE),
    }
    assert len(circled) == 3


def test_one_host_is_asked_one_thing_at_a_time_and_with_pauses(tmp_path: Path) -> None:
    """Two companies on one host, a slow one: no request of it begins before the answer to the last."""
    rules = [{"path": "*.html", "delay_s": 0.3}]
    links = '<title>株式会社あおぞら</title><a href="/a.html">会社概要</a><a href="/b.html">会社案内</a>'
    write_site(
        tmp_path / "web", "www.aozora.example", {"index.html": links, "a.html": "", "b.html": ""}, rules
    )
    companies = [
        company(row, name="株式会社あおぞら", homepage="http://www.aozora.example/") for row in (0, 1)
    ]
    with FakeAws() as aws, SampleWeb(tmp_path / "web", tmp_path / "log") as web:
        running = Shard(aws, web, companies, settings_text(politeness={"delay_s": 0.2})).run()
        accesses = web.accesses()
    assert running.exit_code == 0, running.log
    times = [datetime.fromisoformat(access["ts"]) for access in accesses]
    pauses = [(later - sooner).total_seconds() for sooner, later in pairwise(times)]
    slow = [
        pause for pause, access in zip(pauses, accesses, strict=False) if access["path"].endswith(".html")
    ]
    assert len(accesses) == 7  # robots.txt once, three pages for each company
    assert min(pauses) > 0.1
    assert min(slow) >= 0.3


def test_a_page_larger_than_allowed_is_not_read_to_its_end(tmp_path: Path) -> None:
    write_site(tmp_path / "web", "www.large.example", {"index.html": "x" * 200_000})
    companies = [company(0, homepage="http://www.large.example/")]
    with FakeAws() as aws, SampleWeb(tmp_path / "web", tmp_path / "log") as web:
        running = Shard(aws, web, companies, settings_text(politeness={"max_bytes": 100_000})).run()
    (outcome,) = running.left.outcomes
    assert (outcome.state, outcome.reason.code) == (RowState.SITE_UNREACHABLE, ReasonCode.UNREACHABLE)
