import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.resting import Resting
from crawler.services.keys import Keys
from crawler.sources import load
from crawler.sources.base import Answer
from crawler.sources.websearch import query_for
from crawler.web.fetch import FetchFailed, Page
from tests.crawler.fake_fetch import too_slow
from tests.crawler.service_fetch import ServiceFetch, ask_service, keys_of
from tests.crawler.services.live import LiveFetch, targets
from tests.crawler.services.recorded import recorded_json, reply
from tests.crawler.services.replies import Replies
from tests.makers import NOON, company, settings
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, Licence, RowState
from workbench.local.services.brave import FakeBrave
from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer as Answered
from workbench.local.services.searxng import FakeSearxng
from workbench.local.services.world import World

SECRET = "BSA-very-secret"
BASE = {"searxng": f"http://{FakeSearxng.host}", "brave": f"http://{FakeBrave.host}/res/v1"}
ENGINES = tuple(BASE)
HOSHIZORA = company(1, name="㈱星空電機", prefecture="東京都")
TOP = "http://www.hoshizora-denki.example/"
OWN_SITE = "<title>株式会社星空電機</title><p>東京都千代田区星空町1-2-3</p>"
TAX_AGENCY = company(2, name="国税庁", prefecture="東京都", corporate_number="7000012050002")
AGENCY_SITE = "<title>国税庁</title><p>法人番号7000012050002</p>"
INVENTED = company(3, name="株式会社見えない星空電機製作所", prefecture="東京都")
JSON = {"Content-Type": "application/json"}


def world(contents: tuple[str, str]) -> World:
    """The company with the results of the recorded replies, in which the engines differ only by the words."""
    addresses = ("https://baseconnect.in/companies/hoshizora", f"{TOP}products/")
    titles = ("株式会社星空電機の会社情報", "製品情報｜株式会社星空電機")
    found = [
        {"url": url, "title": title, "content": content}
        for url, title, content in zip(addresses, titles, contents, strict=True)
    ]
    hoshizora = {
        "corporate_number": "3999901000500",
        "name": "株式会社星空電機",
        "prefecture": "東京都",
        "city": "千代田区",
        "street": "星空町1-2-3",
        "postal_code": "1009990",
        "search": found,
    }
    agency = {
        "corporate_number": "7000012050002",
        "name": "国税庁",
        "prefecture": "東京都",
        "city": "千代田区",
        "street": "霞が関３丁目１－１",
        "postal_code": "1000013",
        "search": [{"url": "https://www.nta.go.jp/", "title": "国税庁"}],
    }
    return World.model_validate({"keys": {"brave": SECRET}, "companies": [hoshizora, agency]})


WORLDS = {
    "searxng": world(("株式会社星空電機は東京都の会社です", "照明\x00と\x1b電源の製品")),
    "brave": world(("<strong>株式会社星空電機</strong>は東京都の会社です", "照明と電源の製品")),
}


def fake_of(engine: str, **known: Any) -> FakeService:
    kind = {"searxng": FakeSearxng, "brave": FakeBrave}[engine]
    return kind(WORLDS[engine], **known)


def source(engine: str, keys: Keys | None = None, **options: Any) -> Any:
    described = {"engine": engine, "base_url": BASE[engine], **options}
    chosen = settings(stages=[{"name": "search", "sources": ["websearch"]}], sources={"websearch": described})
    return load("websearch", chosen, keys or keys_of(WORLDS[engine], fake_of(engine)))


class Web(Replies):
    """A service that says what it is told, and pages by their address."""

    def __init__(self, *replies: Answered | FetchFailed, pages: Mapping[str, str] = {}) -> None:
        super().__init__(*replies)
        self.pages = pages
        self.asked: list[str] = []

    async def __call__(self, url: str) -> Page:
        self.asked.append(url)
        return Page(
            url, 200 if url in self.pages else 404, "text/html", self.pages.get(url, "").encode(), NOON
        )


def ask(engine: str, *replies: Answered | FetchFailed, pages: Mapping[str, str] = {}) -> tuple[Answer, Web]:
    web = Web(*replies, pages=pages)
    return ask_service(source(engine), HOSHIZORA, web), web


def results(engine: str, *addresses: str) -> Answered:
    found = [{"url": url, "title": "x"} for url in addresses]
    told = {
        "searxng": {"results": found, "unresponsive_engines": []},
        "brave": {"type": "search", "web": {"results": found}},
    }
    return Answered(200, JSON, json.dumps(told[engine]).encode())


# ---- the client, against the recorded replies


@pytest.mark.parametrize("engine", ENGINES)
def test_portals_are_left_out_and_the_site_that_proves_to_be_theirs_is_the_homepage(engine: str) -> None:
    answer, web = ask(engine, reply(f"{engine}/hits.json"), pages={TOP: OWN_SITE})
    assert web.asked == [TOP]
    assert (answer.result, answer.state, answer.reason) == (AskResult.HIT, None, None)
    (seen,) = answer.observations
    assert (seen.field, seen.value, seen.source, seen.licence) == (
        Field.HOMEPAGE,
        TOP,
        "websearch",
        Licence.STORABLE,
    )
    assert (seen.site_name, seen.url) == ("株式会社星空電機", TOP)


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_found_is_an_answer(engine: str) -> None:
    answer, web = ask(engine, reply(f"{engine}/none.json"))
    assert (answer.result, answer.state, web.asked) == (AskResult.NONE, RowState.NO_WEBSITE, [])
    assert answer.reason == Reason.of(ReasonCode.NO_CANDIDATE, source="@source.websearch", screened=0)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_site_that_is_another_s_is_not_the_homepage(engine: str) -> None:
    answer, _ = ask(engine, reply(f"{engine}/hits.json"), pages={TOP: "<title>株式会社さくら</title>"})
    assert (answer.result, answer.state, answer.observations) == (AskResult.NONE, RowState.NO_WEBSITE, ())
    assert answer.reason is not None and answer.reason.code is ReasonCode.CANDIDATES_NOT_THEIRS


SEARXNG_FAULTS = {
    "json is not among its formats": (reply("searxng/format_off.html", 403), ReasonCode.SEARCH_FORMAT_OFF),
    "no engine answered": (reply("searxng/no_engine_answered.json"), ReasonCode.ENGINES_SILENT),
    "its limiter": (reply("searxng/too_many.txt", 429), ReasonCode.SERVICE_LIMIT),
    "no list": (Answered(200, JSON, b'{"results": null}'), ReasonCode.SERVICE_UNREADABLE),
    "no addresses": (Answered(200, JSON, b'{"results": [{"url": null}]}'), ReasonCode.SERVICE_UNREADABLE),
    "odd engines": (
        Answered(200, JSON, b'{"results": [], "unresponsive_engines": [[1]]}'),
        ReasonCode.SERVICE_UNREADABLE,
    ),
}
BRAVE_FAULTS = {
    "over the limit": (reply("brave/too_many.json", 429), ReasonCode.SERVICE_LIMIT),
    "a bad token": (reply("brave/bad_token.json", 422), ReasonCode.KEY_REFUSED),
    "an error with status 200": (reply("brave/bad_token.json"), ReasonCode.SERVICE_UNREADABLE),
}
ALL_FAULTS = {
    "maintenance": (Answered(200, {"Content-Type": "text/html"}, b"<html>"), ReasonCode.SERVICE_MAINTENANCE),
    "torn": (Answered(200, JSON, b'{"type": "search", "resul'), ReasonCode.SERVICE_UNREADABLE),
    "a list": (Answered(200, JSON, b"[]"), ReasonCode.SERVICE_UNREADABLE),
    "wrong charset": (
        Answered(200, JSON, '{"results": "星"}'.encode("cp932")),
        ReasonCode.SERVICE_UNREADABLE,
    ),
    "broken": (Answered(500, JSON, b"{}"), ReasonCode.SERVICE_FAILED),
    "redirected": (Answered(302, {"Location": "https://elsewhere.example/"}), ReasonCode.SERVICE_REDIRECTED),
    "timed out": (too_slow("engine.example"), ReasonCode.SERVICE_UNREACHABLE),
}
FAULTS = [
    pytest.param(engine, came, code, id=f"{engine}: {name}")
    for engine, own in (("searxng", SEARXNG_FAULTS), ("brave", BRAVE_FAULTS))
    for name, (came, code) in {**own, **ALL_FAULTS}.items()
]


@pytest.mark.parametrize(("engine", "came", "code"), FAULTS)
def test_a_fault_is_no_answer(engine: str, came: Answered | FetchFailed, code: ReasonCode) -> None:
    answer, web = ask(engine, came)
    assert (answer.result, answer.state, web.asked) == (AskResult.ERROR, RowState.NOT_ATTEMPTED, [])
    assert answer.reason is not None and answer.reason.code is code
    assert SECRET not in answer.reason.sentence("en")


def test_sites_that_cannot_be_read_do_not_rest_the_search_but_a_wrong_setting_does_at_once() -> None:
    resting, searxng = Resting(settings().stop_loss), source("searxng")
    for _ in range(100):
        resting.note(searxng, ask_service(searxng, HOSHIZORA, Replies(reply("searxng/hits.json"))))
    assert resting.answer(searxng) is None
    resting = Resting(settings().stop_loss)
    resting.note(searxng, ask_service(searxng, HOSHIZORA, Replies(reply("searxng/format_off.html", 403))))
    assert resting.answer(searxng) is not None


def test_some_silent_engines_are_no_fault_while_another_has_found_something() -> None:
    answer, _ = ask("searxng", reply("searxng/hits.json"), pages={TOP: OWN_SITE})
    assert answer.result is AskResult.HIT


@pytest.mark.parametrize("engine", ENGINES)
def test_a_few_candidates_are_verified_each_site_once_whatever_stands_in_their_addresses(engine: str) -> None:
    found = results(
        engine,
        "http://www.a.example/1",
        "https://a.example/2",
        "http://b.ex\u200bample/\x00",
        "javascript:alert(1)",
        "ftp://files.example/",
        "http://[broken",
        "http://localhost/",
        "https://ja.wikipedia.org/wiki/x",
        f"{BASE[engine]}/about",
        "http://c.example/",
        "http://d.example/",
    )
    _, web = ask(engine, found)
    assert web.asked == ["http://www.a.example/", "http://b.example/", "http://c.example/"]


def test_the_key_goes_to_brave_alone_and_into_no_address() -> None:
    web = Web(reply("brave/hits.json"), pages={TOP: OWN_SITE})
    answer = ask_service(source("brave"), HOSHIZORA, web)
    (call,) = web.called
    assert call.headers["X-Subscription-Token"] == SECRET
    assert SECRET not in call.url + repr(call) + repr(answer) + "".join(web.asked)
    parts = urlsplit(call.url)
    assert (parts.hostname, parts.path) == (FakeBrave.host, "/res/v1/web/search")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert asked == {
        "q": "株式会社星空電機 東京都",
        "country": "JP",
        "search_lang": "jp",
        "ui_lang": "ja-JP",
        "count": "20",
        "safesearch": "off",
    }


def test_without_its_key_brave_is_skipped_and_searxng_needs_none() -> None:
    web = Web(reply("brave/hits.json"))
    answer = ask_service(source("brave", Keys({})), HOSHIZORA, web)
    assert (answer.result, answer.state, web.called) == (AskResult.SKIPPED, RowState.NOT_ATTEMPTED, [])
    assert answer.reason == Reason.of(
        ReasonCode.NEEDS_KEY, source="@source.websearch", variable="WORKBENCH_KEY_BRAVE"
    )
    found = ask_service(source("searxng", Keys({})), HOSHIZORA, Web(reply("searxng/none.json")))
    assert found.result is AskResult.NONE


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        (company(1, name="㈱星空電機", prefecture="東京都"), "株式会社星空電機 東京都"),
        (company(1, name="星空電機(有) 神田支店", address="大阪府大阪市北区1"), "星空電機有限会社 大阪府"),
        (company(1, name="星空電機"), "星空電機"),
        (company(1, name="Hoshizora Denki Co., Ltd.", prefecture="東京都"), "Hoshizora Denki 東京都"),
    ],
)
def test_the_query_is_name_and_prefecture(asked: Company, query: str) -> None:
    assert query_for(asked) == query


# ---- the fakes, against the same replies


def get(fake: FakeService, path: str, query: str, **headers: str) -> Answered:
    return fake.answer(Request("GET", f"{path}?{query}", headers))


QUERY = "q=株式会社星空電機+東京都"
SEARCH = f"{QUERY}&format=json"


def test_the_fake_of_searxng_replies_as_recorded() -> None:
    fake = FakeSearxng(WORLDS["searxng"])
    fake.unresponsive = [["google", "CAPTCHA"]]
    assert json.loads(get(fake, "/search", SEARCH).body) == recorded_json("searxng/hits.json")
    fake.unresponsive, fake.answers = (
        [["brave", "Suspended: too many requests"], ["google", "CAPTCHA"]],
        False,
    )
    assert json.loads(get(fake, "/search", SEARCH).body) == recorded_json("searxng/no_engine_answered.json")
    fake.unresponsive = []
    assert json.loads(get(fake, "/search", SEARCH).body) == recorded_json("searxng/none.json")
    fake.formats = frozenset({"html"})
    off = get(fake, "/search", SEARCH)
    assert (off.status, off.body) == (403, reply("searxng/format_off.html").body)
    assert get(fake, "/search", QUERY).headers["Content-Type"].startswith("text/html")


def test_the_fake_of_brave_replies_as_recorded() -> None:
    fake = FakeBrave(WORLDS["brave"], clock=iter(range(100)).__next__)
    path, token = "/res/v1/web/search", {"x-subscription-token": SECRET}
    found = get(fake, path, QUERY, **token)
    assert json.loads(found.body) == recorded_json("brave/hits.json")
    told = recorded_json("brave/headers.json")
    assert {name: found.headers[name] for name in told} == told
    none = json.loads(get(fake, path, "q=株式会社見えない+東京都", **token).body)
    assert none == {**recorded_json("brave/none.json"), "query": none["query"]}
    refused = get(fake, path, QUERY, **{"x-subscription-token": "wrong"})
    assert (refused.status, json.loads(refused.body)) == (422, recorded_json("brave/bad_token.json"))


def test_the_fake_of_brave_keeps_to_its_plan_and_its_codes() -> None:
    fake = FakeBrave(WORLDS["brave"], clock=lambda: 0.0)
    token = {"x-subscription-token": SECRET}
    answers = [get(fake, "/res/v1/web/search", QUERY, **token) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 429]
    assert json.loads(answers[1].body) == recorded_json("brave/too_many.json")
    patient = FakeBrave(WORLDS["brave"], clock=iter(range(100)).__next__)
    for wrong in ("&search_lang=ja", "&count=21"):
        assert get(patient, "/res/v1/web/search", QUERY + wrong, **token).status == 422


# ---- the contract, against the fakes or the real services


@pytest.mark.parametrize(
    ("engine", "target"),
    [(engine, target) for engine in ENGINES for target in targets(f"websearch_{engine}")],
)
def test_by_contract_a_known_homepage_is_found_and_none_for_an_invented_company(
    engine: str, target: str
) -> None:
    for asked, hosts in ((TAX_AGENCY, ["www.nta.go.jp"]), (INVENTED, [])):
        answer = ask_service(*_contract(engine, target, asked))
        assert [urlsplit(seen.value).hostname for seen in answer.observations] == hosts


def _contract(engine: str, target: str, asked: Company) -> tuple[Any, Company, Any]:
    if target == "fake":
        pages = {TOP: OWN_SITE, "https://www.nta.go.jp/": AGENCY_SITE}
        return source(engine), asked, ServiceFetch(fake_of(engine), pages=pages)
    address = {"searxng": os.environ.get("WORKBENCH_SEARXNG_URL"), "brave": None}[engine]
    told = {"base_url": address or "https://api.search.brave.com/res/v1"}
    return source(engine, Keys(os.environ), **told), asked, LiveFetch()
