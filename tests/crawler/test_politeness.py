from datetime import datetime
from itertools import pairwise
from pathlib import Path

from tests.crawler.fake_aws import FakeAws
from tests.crawler.shard import Shard, settings_text, write_site
from tests.makers import company
from workbench.contract.reasons import ReasonCode
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
