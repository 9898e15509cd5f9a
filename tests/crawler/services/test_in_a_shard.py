"""Services and sites together in the real program: what one source learns is the next one's question."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.fake_aws import FakeAws
from tests.crawler.shard import Shard, settings_text, write_site
from tests.makers import company
from workbench.contract.reasons import ReasonCode
from workbench.contract.states import AskResult, RowState
from workbench.local.services.brave import FakeBrave
from workbench.local.services.sample_site import Answer
from workbench.local.services.sample_web import SampleWeb
from workbench.local.services.searxng import FakeSearxng
from workbench.local.services.wikidata import FakeWikidata

SECRET = "BSA-very-secret"
NUMBERS = ("3999901000500", "2999901000501", "1999901000502")
NAMES = ("株式会社星空電機", "株式会社朝霧堂", "株式会社見えない")
SITE = """<title>{name}</title><table><tr><th>会社名</th><td>{name}</td></tr>
<tr><th>所在地</th><td>東京都千代田区星空町1-2-3</td></tr><tr><th>電話番号</th><td>{phone}</td></tr></table>"""
KNOWN: tuple[dict[str, Any], ...] = (
    {"wikidata": {"item": "Q999000500", "homepages": ["http://www.hoshizora-denki.example/"]}},
    {"search": [{"url": "http://asagiri-do.example/about", "title": "株式会社朝霧堂"}]},
    {},
)
SETTINGS = settings_text(
    {"sources": ["wikidata", "websearch", "homepage"]},
    sources={
        "wikidata": {"base_url": f"http://{FakeWikidata.host}/sparql", "requests_per_s": 50},
        "websearch": {"base_url": f"http://{FakeSearxng.host}", "requests_per_s": 50},
    },
)

BRAVE = settings_text(
    {"sources": ["websearch"]},
    sources={"websearch": {"engine": "brave", "base_url": f"http://{FakeBrave.host}/res/v1"}},
)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[SampleWeb]:
    for host, name, phone in (
        ("www.hoshizora-denki.example", NAMES[0], "03-5550-1040"),
        ("asagiri-do.example", NAMES[1], "03-5550-1041"),
        ("www.aozoradenki.example", "株式会社アオゾラ電機", "03-5550-1042"),
    ):
        write_site(tmp_path / "web", host, {"index.html": SITE.format(name=name, phone=phone)})
    place = {"prefecture": "東京都", "city": "千代田区", "street": "星空町1-2-3", "postal_code": "1009990"}
    companies = [
        {"corporate_number": number, "name": name, **place, **known}
        for number, name, known in zip(NUMBERS, NAMES, KNOWN, strict=True)
    ]
    world = tmp_path / "world.json"
    told = {"keys": {"brave": SECRET}, "companies": companies}
    world.write_text(json.dumps(told), encoding="utf-8")
    with SampleWeb(tmp_path / "web", tmp_path / "access.log", world=world) as web:
        yield web


def test_numbers_are_found_from_names_and_corporate_numbers_alone(web: SampleWeb) -> None:
    asked = [
        company(row, name=name, prefecture="東京都", corporate_number=number)
        for row, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True))
    ]
    with FakeAws() as aws:
        running = Shard(aws, web, asked, SETTINGS).run()
        assert running.exit_code == 0, running.log
        left = running.left
    assert {one.row_id: one.state for one in left.outcomes} == {
        0: RowState.FOUND,
        1: RowState.FOUND,
        2: RowState.NO_WEBSITE,
    }
    assert {(seen.row_id, seen.value) for seen in left.observations if seen.field == "phone"} == {
        (0, "+81355501040"),
        (1, "+81355501041"),
    }
    trails = {one.row_id: [(asked.source, asked.result) for asked in one.trail] for one in left.outcomes}
    assert trails == {
        0: [
            ("wikidata", AskResult.HIT),
            ("websearch", AskResult.SKIPPED),  # its homepage is known
            ("homepage", AskResult.HIT),
        ],
        1: [
            ("wikidata", AskResult.NONE),
            ("websearch", AskResult.HIT),
            ("homepage", AskResult.HIT),
        ],
        2: [
            ("wikidata", AskResult.NONE),
            ("websearch", AskResult.NONE),
            ("homepage", AskResult.SKIPPED),
        ],
    }
    asked_of = [access["host"] for access in web.accesses()]
    assert asked_of.count(FakeWikidata.host) == 1  # three rows, one query
    assert asked_of.count(FakeSearxng.host) == 2
    agents = {access["user_agent"] for access in web.accesses()}
    assert all(agent.startswith("company-list-workbench/") and "+https://" in agent for agent in agents)


def test_a_service_that_asks_to_wait_is_waited_for_and_asked_the_same_again(web: SampleWeb) -> None:
    wikidata = web.services[FakeWikidata.host]
    wikidata.faults.append(Answer(429, {"Retry-After": "1"}, b"Rate limit exceeded"))
    asked = [company(0, name=NAMES[0], corporate_number=NUMBERS[0])]
    with FakeAws() as aws:
        running = Shard(aws, web, asked, SETTINGS).run()
        assert running.exit_code == 0, running.log
        left = running.left
    assert [one.state for one in left.outcomes] == [RowState.FOUND]
    statuses = [one["status"] for one in web.accesses() if one["host"] == FakeWikidata.host]
    assert statuses == [429, 200]


def test_while_a_service_is_to_be_left_in_peace_no_other_row_asks_it(web: SampleWeb) -> None:
    searxng = web.services[FakeSearxng.host]
    searxng.faults.append(Answer(429, {"Retry-After": "1"}))
    asked = [company(row, name=f"株式会社見えない{row}", prefecture="東京都") for row in range(6)]
    with FakeAws() as aws:
        running = Shard(aws, web, asked, SETTINGS).run()
        assert running.exit_code == 0, running.log
        left = running.left
    assert {one.reason.code for one in left.outcomes} == {ReasonCode.NO_CANDIDATE}
    paths = [access["path"] for access in web.accesses() if access["host"] == FakeSearxng.host]
    assert len(set(paths)) == 6
    assert paths[0] == paths[1]  # the row that was told to wait asks again, before any other does


def test_a_service_whose_month_is_used_up_is_asked_once(web: SampleWeb) -> None:
    limits = {"X-RateLimit-Remaining": "0, 0", "X-RateLimit-Reset": "1, 2592000"}
    web.services[FakeBrave.host].faults.append(Answer(429, limits))
    asked = [company(row, name=name, prefecture="東京都") for row, name in enumerate(NAMES)]
    with FakeAws() as aws:
        running = Shard(aws, web, asked, BRAVE).run()
        assert running.exit_code == 0, running.log
        left = running.left
    codes = [one.reason.code for one in left.outcomes]
    assert sorted(codes) == sorted([ReasonCode.SERVICE_LIMIT, ReasonCode.SITE_BUSY, ReasonCode.SITE_BUSY])
    assert {one.state for one in left.outcomes} == {RowState.NOT_ATTEMPTED}
    assert len(web.accesses()) == 1


def test_a_key_is_sent_to_its_service_alone_and_stands_nowhere(web: SampleWeb) -> None:
    brave = web.services[FakeBrave.host]
    brave.faults.append(Answer(302, {"Location": "http://www.hoshizora-denki.example/steal"}))
    asked = [company(row, name=name, prefecture="東京都") for row, name in enumerate(NAMES[:2])]
    with FakeAws() as aws:
        running = Shard(aws, web, asked, BRAVE).run()
        assert running.exit_code == 0, running.log
        left = running.left
        written = b"".join(_unpacked(body) for body in aws.objects.values()).decode()
    assert {one.row_id: one.reason.code for one in left.outcomes} == {
        0: ReasonCode.SERVICE_REDIRECTED,
        1: ReasonCode.LEARNED,
    }
    assert "/steal" not in {access["path"] for access in web.accesses()}
    told = [written, running.log, json.dumps(web.accesses()), json.dumps(aws.calls)]
    assert not any(SECRET in text for text in told)


def _unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def test_a_guess_that_is_right_is_read_like_any_site(web: SampleWeb) -> None:
    settings = settings_text(
        {"sources": ["guess", "homepage"]}, sources={"guess": {"candidates": 1, "endings": [".example"]}}
    )
    asked = [company(0, name="㈱アオゾラ電機", prefecture="東京都")]
    with FakeAws() as aws:
        running = Shard(aws, web, asked, settings).run()
        assert running.exit_code == 0, running.log
        left = running.left
    assert [one.state for one in left.outcomes] == [RowState.FOUND]
    assert [(seen.source, seen.value) for seen in left.observations if seen.field == "homepage"] == [
        ("guess", "http://www.aozoradenki.example/"),
        ("homepage", "http://www.aozoradenki.example/"),
    ]
