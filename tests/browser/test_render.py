"""Pages that only scripts draw, in a real browser; what they ask for is answered from a dict, and noted."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.sites.render import MOST_REQUESTS, Drawing
from crawler.web.fetch import Page
from crawler.web.page_rules import PageRules
from tests.crawler.fake_aws import FakeAws
from tests.crawler.fake_fetch import FakeFetch
from tests.crawler.hostile_server import HostileServer, Visit
from tests.crawler.shard import AT, KEYS, Shard, settings_text
from tests.makers import NOON, company
from workbench.contract.records import ShardTraffic
from workbench.contract.settings import Politeness
from workbench.contract.states import RowState

pytestmark = pytest.mark.xdist_group("render")  # one browser at a time

TOP = "http://www.aozora.example/"
POLITENESS = Politeness(contact="https://workbench.example/contact", max_bytes=1_000_000)
SHELL = '<meta charset="shift_jis"><div id="root"></div>{}<script src="/main.js"></script>'


def draw(
    script: str, pages: Mapping[str, Any] = {}, html: str = SHELL.format(""), longest_s: float = 20
) -> tuple[Page, list[str]]:
    """(the page as it was drawn, what was fetched for it in order)"""
    fetch = FakeFetch({TOP + "main.js": script, **pages})
    page = Page(TOP, 200, "text/html; charset=utf-8", html.encode(), NOON)
    drawn = asyncio.run(Drawing(POLITENESS, longest_s).drawn(page, fetch))
    return drawn, fetch.asked


WRITES = 'document.getElementById("root").innerHTML += "<p>電話 03-5550-1001</p>";'


def test_what_scripts_write_is_on_the_page() -> None:
    drawn, asked = draw(WRITES)
    assert "<p>電話 03-5550-1001</p>" in drawn.body.decode()
    assert (drawn.url, drawn.content_type, drawn.fetched_at) == (TOP, "text/html; charset=utf-8", NOON)
    assert asked == [TOP + "main.js"]


def test_data_of_the_same_site_is_fetched_and_waited_for() -> None:
    script = """fetch("/api/company.json").then(answer => answer.json()).then(company => {
        document.getElementById("root").textContent = company.phone })"""
    drawn, asked = draw(script, {TOP + "api/company.json": json.dumps({"phone": "03-5550-1001"})})
    assert "03-5550-1001" in drawn.body.decode()
    assert asked == [TOP + "main.js", TOP + "api/company.json"]


# What scripts may try -> what is fetched for it: nothing but their own file.
TRIES = {
    "the inside by address": 'fetch("http://127.0.0.1:9/"); fetch("http://169.254.169.254/latest/meta-data/")',
    "another site's data": 'fetch("http://www.other.example/data.json")',
    "files": 'fetch("file:///etc/passwd").catch(() => 0)',
    "a form": 'fetch("/send", {method: "POST", body: "x"}); navigator.sendBeacon("/count", "x")',
    "a socket": 'new WebSocket("ws://127.0.0.1:9/"); new EventSource("/events")',
    "pictures and styles": 'new Image().src = "/a.png"; document.head.innerHTML += "<link rel=stylesheet href=/a.css>"',
    "a frame": 'document.body.innerHTML += "<div id=root></div><iframe src=/frame.html></iframe>"',
    "another place": 'setTimeout(() => { location.href = "/elsewhere" }, 50)',
    "a window": 'window.open("/window.html")',
    "a worker": 'navigator.serviceWorker && navigator.serviceWorker.register("/worker.js").catch(() => 0)',
    "a counter": 'document.head.append(Object.assign(document.createElement("script"),'
    ' {src: "https://www.googletagmanager.com/gtag/js"}))',
    "a dialogue": 'alert("hello"); confirm("sure?")',
}


def test_whatever_scripts_try_only_their_own_files_are_fetched() -> None:
    """In one page, since a browser takes a while to start; what should not have been fetched would say which it was."""
    drawn, asked = draw("".join(f"try {{ {each} }} catch (error) {{}};" for each in TRIES.values()) + WRITES)
    assert asked == [TOP + "main.js"]
    assert "03-5550-1001" in drawn.body.decode()


def test_a_page_asks_for_so_much_and_no_more() -> None:
    drawn, asked = draw(f'for (let at = 0; at < 100; at++) fetch("/" + at).catch(() => 0); {WRITES}')
    assert len(asked) == MOST_REQUESTS
    assert "03-5550-1001" in drawn.body.decode()


@pytest.mark.parametrize(
    ("script", "there"),
    [
        pytest.param(f"{WRITES} setInterval(() => fetch('/again'), 10)", True, id="that asks without end"),
        pytest.param(f"{WRITES} for (;;) {{}}", False, id="that runs without end"),
    ],
)
def test_a_script_without_end_is_ended(script: str, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.sites.render._GRACE_S", 3.0)
    drawn, _ = draw(script, longest_s=3)
    assert ("03-5550-1001" in drawn.body.decode()) is there


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("throw new Error()", id="broken"),
        pytest.param("document.body.innerHTML = 'x'.repeat(2_000_000)", id="too large"),
        pytest.param(
            "document.body.innerHTML = '<p>' + '<b a=1>'.repeat(1_600) + '<p>x'.repeat(1_600)", id="unfolding"
        ),
        pytest.param(
            f"{WRITES} document.head.innerHTML += '<meta name=robots content=noindex>'",
            id="that wants no index",
        ),
    ],
)
def test_a_page_that_is_not_to_be_taken_stays_as_it_came(script: str) -> None:
    drawn, _ = draw(script)
    assert "03-5550-1001" not in drawn.body.decode()
    assert len(drawn.body) < 1_000
    assert drawn.rules == PageRules()


def test_scripts_that_wish_for_no_snippet_are_heeded() -> None:
    drawn, _ = draw(f"{WRITES} document.head.innerHTML += '<meta name=robots content=nosnippet>'")
    assert not drawn.rules.snippet


def test_without_a_browser_a_page_stays_as_it_came(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        "crawler.sites.render.shutil.which", lambda name: "/bin/false" if name == "chromium" else None
    )
    drawn, asked = draw(WRITES)
    assert drawn.body == SHELL.format("").encode()
    assert asked == []
    assert "pages cannot be drawn" in caplog.text


def test_in_a_shard_what_a_page_asks_for_is_asked_as_politely_as_pages(tmp_path: Path) -> None:
    """Its own robots.txt closes one script, another host's all; the ledger counts every request."""
    scripts = "".join(f'<script src="{one}"></script>' for one in ("/closed.js", "http://cdn.example/a.js"))
    top = "<title>株式会社あおぞら</title>" + SHELL.replace("shift_jis", "utf-8").format(scripts)
    visits: list[tuple[str, str, str | None]] = []

    def serve(host: str, robots: bytes, files: Mapping[str, bytes]) -> Any:
        def behave(visit: Visit) -> None:
            visits.append((host, visit.path, visit.header("Referer") or visit.header("Cookie")))
            files_and_robots = {"/robots.txt": robots, **files}
            visit.answer(files_and_robots.get(visit.path, b""), Set_Cookie="id=1")

        return behave

    hosts = {
        "www.aozora.example": serve(
            "www",
            b"User-agent: *\nDisallow: /closed.js",
            {
                "/": top.encode(),
                "/main.js": WRITES.encode(),
            },
        ),
        "cdn.example": serve("cdn", b"User-agent: *\nDisallow: /", {}),
    }
    settings = settings_text(sources={"homepage": {"render": True, "max_pages": 1}})
    companies = [company(0, name="株式会社あおぞら", homepage=TOP)]
    with FakeAws() as aws, HostileServer(hosts, own_robots=frozenset(hosts)) as server:
        running = Shard(aws, None, companies, settings, WORKBENCH_SAMPLE_WEB=server.environment()).run()
    assert running.exit_code == 0, running.log
    assert [one.state for one in running.left.outcomes] == [RowState.FOUND]
    assert visits == [
        ("www", "/robots.txt", None),
        ("www", "/", None),
        ("cdn", "/robots.txt", None),
        ("www", "/main.js", None),
    ]
    told = ShardTraffic.model_validate_json(aws.objects[KEYS.traffic(*AT)])
    assert {host.host: (host.requests, host.refused) for host in told.hosts} == {
        "aozora.example": (3, {"robots_disallow": 1}),
        "cdn.example": (1, {"robots_disallow": 1}),
    }
