import asyncio
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from crawler.sources import load
from crawler.sources.base import Answer
from crawler.web.fetch import Call, CountingFetch, Fetch, FetchFailed
from tests.crawler.fake_fetch import too_slow
from tests.crawler.service_fetch import AGENT, ServiceFetch, ask_service
from tests.crawler.services.live import LiveFetch, targets
from tests.crawler.services.recorded import FIXTURES, recorded_json, reply
from tests.crawler.services.replies import Replies
from tests.makers import NOON, company, settings
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, Licence, Line, Role, RowState
from workbench.evidence.score import score
from workbench.local.services.fake import Request
from workbench.local.services.sample_site import Answer as Answered
from workbench.local.services.wikidata import FakeWikidata
from workbench.local.services.world import World

JSON = {"Content-Type": "application/sparql-results+json"}
URL = f"http://{FakeWikidata.host}/sparql"
HOSHIZORA = company(1, name="株式会社星空電機", corporate_number="3999901000500")
ASAGIRI = company(2, name="株式会社朝霧堂", corporate_number="2999901000501")
YUGURE = company(3, name="夕暮製紙㈱", corporate_number="1999901000502")
UNKNOWN = company(5, name="株式会社見えない", corporate_number="9999901000503")
TAX_AGENCY = company(4, name="国税庁", corporate_number="7000012050002")
PLACE = {"prefecture": "東京都", "city": "千代田区", "street": "星空町1-2-3", "postal_code": "1009990"}
WORLD = World.model_validate(
    {
        "companies": [
            {
                "corporate_number": "3999901000500",
                "name": "株式会社星空電機",
                "wikidata": {
                    "item": "Q999000500",
                    "homepages": [
                        "http://www.hoshizora-denki.example/",
                        "https://www.hoshizora-denki.example/",
                    ],
                    "phones": ["+81-3-5550-1040"],
                },
                **PLACE,
            },
            {
                "corporate_number": "2999901000501",
                "name": "株式会社朝霧堂",
                "wikidata": {"item": "Q999000501"},
                **PLACE,
            },
            {
                "corporate_number": "1999901000502",
                "name": "夕暮製紙株式会社",
                "english_name": "Yugure Paper",
                "closed_on": "2021-03-31",
                "wikidata": {"item": "Q999000502", "homepages": ["http://www.yugure-seishi.example/"]},
                **PLACE,
            },
            {"corporate_number": "9999901000503", "name": "株式会社見えない", **PLACE},
            {
                "corporate_number": "7000012050002",
                "name": "国税庁",
                "wikidata": {"item": "Q1191138", "homepages": ["https://www.nta.go.jp/"]},
                **PLACE,
            },
        ]
    }
)


def source(batch: int = 100) -> Any:
    described = {"wikidata": {"base_url": URL, "batch": batch}}
    return load("wikidata", settings(stages=[{"name": "items", "sources": ["wikidata"]}], sources=described))


def ask_all(asked: Any, companies: Sequence[Company], fetches: Sequence[Fetch]) -> list[Answer]:
    async def side_by_side() -> list[Answer]:
        return await asyncio.gather(
            *(asked.ask(one, fetch) for one, fetch in zip(companies, fetches, strict=True))
        )

    return asyncio.run(side_by_side())


def numbers_in(call: Call) -> str:
    query = parse_qs(call.body.decode())["query"][0]
    return query.partition("?cn { ")[2].partition(" }")[0]


# ---- the client, against the recorded replies


def test_sites_and_number_of_an_item_are_taken_once_each_https_first() -> None:
    answer = ask_service(source(), HOSHIZORA, Replies(reply("wikidata/two_companies.json")))
    assert (answer.result, answer.state, answer.reason) == (AskResult.HIT, None, None)
    told = [(seen.field, seen.value, seen.raw, seen.line, seen.role) for seen in answer.observations]
    assert told == [
        (Field.HOMEPAGE, "https://www.hoshizora-denki.example/", "https://www.hoshizora-denki.example/", None, None),
        (Field.HOMEPAGE, "http://www.hoshizora-denki.example/", "http://www.hoshizora-denki.example/", None, None),
        (Field.PHONE, "+81355501040", "+81-3-5550-1040", Line.FIXED, Role.MAIN),
    ]  # fmt: skip
    for seen in answer.observations:
        assert (seen.row_id, seen.source, seen.licence) == (1, "wikidata", Licence.STORABLE)
        assert seen.url == "https://www.wikidata.org/wiki/Q999000500"
        assert (seen.site_name, seen.site_corporate_number) == ("星空電機", "3999901000500")
        assert seen.fetched_at == NOON


def test_an_item_without_site_and_number_is_an_entry_without_number() -> None:
    answer = ask_service(source(), ASAGIRI, Replies(reply("wikidata/two_companies.json")))
    assert (answer.result, answer.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert answer.reason is not None and answer.reason.code is ReasonCode.ENTRY_WITHOUT_NUMBER


def test_no_item_is_an_answer() -> None:
    answer = ask_service(source(), HOSHIZORA, Replies(reply("wikidata/none.json")))
    assert (answer.result, answer.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert answer.reason is not None and answer.reason.code is ReasonCode.NO_ENTRY


def test_portals_strange_addresses_placeholders_and_what_is_no_number_are_left_out() -> None:
    rows = [
        {
            "cn": {"value": "3999901000500"},
            "item": {"value": "http://www.wikidata.org/entity/Q1"},
            "site": {"value": site},
            "tel": {"value": tel},
        }
        for site in ("https://www.facebook.com/hoshizora", "javascript:alert(1)", "https://[broken")
        for tel in ("+81-3-1234-5678", "by mail")
    ]
    body = json.dumps({"results": {"bindings": rows}}).encode()
    answer = ask_service(source(), HOSHIZORA, Replies(Answered(200, JSON, body)))
    assert (answer.result, answer.observations) == (AskResult.NONE, ())


def test_of_a_company_that_is_no_more_only_that_is_told() -> None:
    answer = ask_service(source(), YUGURE, Replies(reply("wikidata/closed.json")))
    assert (answer.result, answer.state) == (AskResult.HIT, RowState.NEEDS_REVIEW)
    assert answer.reason == Reason.of(
        ReasonCode.COMPANY_CLOSED,
        source="@source.wikidata",
        name="夕暮製紙",
        number="1999901000502",
        date="2021-03-31",
        successor="",
    )
    assert [(seen.field, seen.value) for seen in answer.observations] == [(Field.STATUS, "closed")]


def test_an_item_by_another_name_goes_to_a_person() -> None:
    """The number may have slipped by a row; then everything of the item is another company's."""
    slipped = company(1, name="株式会社朝霧堂", corporate_number="3999901000500")
    answer = ask_service(source(), slipped, Replies(reply("wikidata/two_companies.json")))
    assert (answer.result, answer.state, answer.observations) == (
        AskResult.HIT,
        RowState.NEEDS_REVIEW,
        (),
    )
    assert answer.reason == Reason.of(
        ReasonCode.NUMBER_OF_ANOTHER, source="@source.wikidata", number="3999901000500", name="星空電機"
    )


@pytest.mark.parametrize("name", ["夕暮製紙(株) 大阪支店", "Yugure Paper Co., Ltd."])
def test_any_name_of_an_item_may_be_the_company_s(name: str) -> None:
    asked = YUGURE.model_copy(update={"name": name})
    answer = ask_service(source(), asked, Replies(reply("wikidata/closed.json")))
    assert answer.reason is not None and answer.reason.code is ReasonCode.COMPANY_CLOSED


def test_an_item_without_a_name_is_believed_less() -> None:
    told = recorded_json("wikidata/two_companies.json")
    nameless = [{key: row[key] for key in row if key != "name"} for row in told["results"]["bindings"]]
    body = json.dumps({"results": {"bindings": nameless}}).encode()
    confidence = [
        score(HOSHIZORA, ask_service(source(), HOSHIZORA, Replies(came)).observations, Field.PHONE)[
            0
        ].confidence
        for came in (reply("wikidata/two_companies.json"), Answered(200, JSON, body))
    ]
    assert confidence[0] >= settings().thresholds.found > confidence[1]


FAULTS = {
    "over the limit": (reply("wikidata/too_many.txt", 429), ReasonCode.SERVICE_LIMIT),
    "banned": (reply("wikidata/banned.txt", 403), ReasonCode.SERVICE_LIMIT),
    "banned, whatever the status": (reply("wikidata/banned.txt"), ReasonCode.SERVICE_LIMIT),
    "no name of ours": (reply("wikidata/no_user_agent.txt", 403), ReasonCode.SERVICE_LIMIT),
    "the query ran too long": (reply("wikidata/query_timed_out.txt", 500), ReasonCode.SERVICE_FAILED),
    "maxlag": (reply("wikidata/maxlag.json"), ReasonCode.SERVICE_LIMIT),
    "maintenance": (Answered(200, {"Content-Type": "text/html"}, b"<html>"), ReasonCode.SERVICE_MAINTENANCE),
    "torn": (Answered(200, JSON, b'{"results": {"bind'), ReasonCode.SERVICE_UNREADABLE),
    "other JSON": (Answered(200, JSON, b'{"results": []}'), ReasonCode.SERVICE_UNREADABLE),
    "no texts": (
        Answered(200, JSON, b'{"results": {"bindings": [{"cn": {"value": 1}, "item": {"value": "x"}}]}}'),
        ReasonCode.SERVICE_UNREADABLE,
    ),
    "wrong charset": (Answered(200, JSON, '{"results": "星"}'.encode("cp932")), ReasonCode.SERVICE_UNREADABLE),
    "redirected": (Answered(302, {"Location": "https://elsewhere.example/"}), ReasonCode.SERVICE_REDIRECTED),
    "timed out": (too_slow(FakeWikidata.host), ReasonCode.SERVICE_UNREACHABLE),
}  # fmt: skip


@pytest.mark.parametrize(("came", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_no_answer(came: Answered | FetchFailed, code: ReasonCode) -> None:
    answer = ask_service(source(), HOSHIZORA, Replies(came))
    assert (answer.result, answer.state, answer.observations) == (
        AskResult.ERROR,
        RowState.NOT_ATTEMPTED,
        (),
    )
    assert answer.reason is not None and answer.reason.code is code


def test_after_a_ban_nothing_more_is_asked() -> None:
    asked, fetch = source(), Replies(reply("wikidata/banned.txt", 403), reply("wikidata/two_companies.json"))
    answers = [ask_service(asked, HOSHIZORA, fetch) for _ in range(3)]
    assert [answer.result for answer in answers] == [AskResult.ERROR] * 3
    assert len(fetch.called) == 1


def test_rows_side_by_side_are_asked_in_one_query_that_counts_once() -> None:
    fetch = Replies(reply("wikidata/two_companies.json"))
    counts = [CountingFetch(fetch) for _ in range(3)]
    answers = ask_all(source(), [HOSHIZORA, ASAGIRI, UNKNOWN], counts)
    assert [answer.result for answer in answers] == [AskResult.HIT, AskResult.NONE, AskResult.NONE]
    assert [seen.row_id for answer in answers for seen in answer.observations] == [1, 1, 1]
    assert [numbers_in(call) for call in fetch.called] == ['"3999901000500" "2999901000501" "9999901000503"']
    assert [count.requests for count in counts] == [1, 0, 0]


def test_no_query_holds_more_companies_than_the_settings_say() -> None:
    fetch = Replies(reply("wikidata/two_companies.json"))
    answers = ask_all(source(batch=2), [HOSHIZORA, ASAGIRI, UNKNOWN], [fetch] * 3)
    assert [answer.result for answer in answers] == [AskResult.HIT, AskResult.NONE, AskResult.NONE]
    assert [len(numbers_in(call).split()) for call in fetch.called] == [2, 1]


def test_one_fault_is_told_to_all_who_were_asked_for() -> None:
    fetch = Replies(reply("wikidata/too_many.txt", 429))
    counts = [CountingFetch(fetch) for _ in range(2)]

    async def side_by_side() -> list[Any]:
        asked = source()
        return await asyncio.gather(
            *(asked.ask(one, count) for one, count in zip([HOSHIZORA, ASAGIRI], counts, strict=True)),
            return_exceptions=True,
        )

    raised = asyncio.run(side_by_side())
    assert [error.reason.code for error in raised] == [ReasonCode.SERVICE_LIMIT] * 2
    assert len(fetch.called) == 1


@pytest.mark.parametrize("number", [None, "3999901000501", '"} DROP ALL #'])
def test_without_a_valid_corporate_number_nothing_is_asked(number: str | None) -> None:
    fetch = Replies(reply("wikidata/none.json"))
    answer = ask_service(source(), company(1, corporate_number=number), fetch)
    assert (answer.result, answer.state) == (AskResult.SKIPPED, RowState.NOT_ATTEMPTED)
    assert answer.reason is not None and answer.reason.code is ReasonCode.NO_CORPORATE_NUMBER
    assert fetch.called == []


# ---- the fake, against the same replies


def ask_fake(fake: FakeWikidata, *numbers: str, agent: str = AGENT, method: str = "POST") -> Answered:
    values = " ".join(f'"{one}"' for one in numbers)
    query = f"SELECT * WHERE {{ VALUES ?cn {{ {values} }} }}"
    form = urlencode({"query": query, "format": "json"})
    target, body = (f"/sparql?{form}", b"") if method == "GET" else ("/sparql", form.encode())
    return fake.answer(Request(method, target, {"user-agent": agent}, body))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_fake_replies_as_recorded(method: str) -> None:
    answer = ask_fake(FakeWikidata(WORLD), "3999901000500", "2999901000501", "9999901000503", method=method)
    assert json.loads(answer.body) == recorded_json("wikidata/two_companies.json")
    assert answer.headers["Content-Type"].startswith("application/sparql-results+json")
    closed = ask_fake(FakeWikidata(WORLD), "1999901000502", method=method)
    assert json.loads(closed.body) == recorded_json("wikidata/closed.json")
    none = ask_fake(FakeWikidata(WORLD), "9999901000503", method=method)
    assert json.loads(none.body) == recorded_json("wikidata/none.json")


def test_the_fake_asks_for_patience_and_bans_who_has_none() -> None:
    now = [0.0]
    fake = FakeWikidata(WORLD, clock=lambda: now[0])
    answers = [ask_fake(fake, "3999901000500") for _ in range(10)]
    assert [answer.status for answer in answers] == [200] * 5 + [429] * 4 + [403]
    limited = FIXTURES / "wikidata" / "too_many.txt"
    assert (answers[5].body, answers[5].headers["Retry-After"]) == (limited.read_bytes(), "1")
    assert answers[-1].body == (FIXTURES / "wikidata" / "banned.txt").read_bytes()
    now[0] = 3_600.0
    assert ask_fake(fake, "3999901000500").status == 403


def test_the_fake_answers_again_who_waits_as_long_as_it_says() -> None:
    now = [0.0]
    fake = FakeWikidata(WORLD, clock=lambda: now[0])
    statuses = []
    for _ in range(40):
        statuses.append(ask_fake(fake, "3999901000500").status)
        now[0] += 1.0 if statuses[-1] == 429 else 0.0
    assert set(statuses) == {200, 429}


@pytest.mark.parametrize("agent", ["", "Scrapy/2.13.3 (+https://scrapy.org)", "python-requests/2.32"])
def test_the_fake_wants_to_know_who_asks(agent: str) -> None:
    answer = ask_fake(FakeWikidata(WORLD), "3999901000500", agent=agent)
    assert (answer.status, answer.body) == (403, (FIXTURES / "wikidata" / "no_user_agent.txt").read_bytes())


def test_the_fake_answers_in_xml_unless_it_is_asked_for_json() -> None:
    query = urlencode({"query": 'VALUES ?cn { "3999901000500" }'})
    answer = FakeWikidata(WORLD).answer(Request("GET", f"/sparql?{query}", {"user-agent": AGENT}))
    assert answer.headers["Content-Type"] == "application/sparql-results+xml"


# ---- the contract, against the fake or the real service


@pytest.mark.parametrize("target", targets("wikidata"))
def test_by_contract_a_known_company_has_its_site_and_an_invented_one_nothing(target: str) -> None:
    fetch: Any = LiveFetch() if target == "live" else ServiceFetch(FakeWikidata(WORLD))
    asked = load("wikidata", settings()) if target == "live" else source()
    known, invented = ask_all(asked, [TAX_AGENCY, UNKNOWN], [fetch] * 2)
    assert any("nta.go.jp" in seen.value for seen in known.observations if seen.field is Field.HOMEPAGE)
    assert invented.result is AskResult.NONE
    assert len(fetch.called) == 1
