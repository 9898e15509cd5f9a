import json
import os
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from crawler.services.overpass_query import place_of, query_for
from crawler.sources import load
from crawler.sources.base import Answer
from crawler.web.fetch import Call, FetchFailed
from tests.crawler.fake_fetch import too_slow
from tests.crawler.service_fetch import AGENT, ServiceFetch, ask_service
from tests.crawler.services.live import LiveFetch, targets
from tests.crawler.services.recorded import recorded_json, reply
from tests.crawler.services.replies import Replies
from tests.makers import company, settings
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, Licence, Line, Role, RowState
from workbench.evidence.score import score
from workbench.local.services.fake import Request
from workbench.local.services.overpass import FakeOverpass
from workbench.local.services.sample_site import Answer as Answered
from workbench.local.services.world import World

URL = f"http://{FakeOverpass.host}/api/interpreter"
JSON = {"Content-Type": "application/json"}
HOSHIZORA = company(1, name="㈱星空電機", prefecture="東京都", city="千代田区")
AT_HOME = HOSHIZORA.model_copy(update={"address": "東京都千代田区星空町1-2-3"})
WORLD = World.model_validate(
    {
        "companies": [
            {
                "corporate_number": "3999901000500",
                "name": "株式会社星空電機",
                "prefecture": "東京都",
                "city": "千代田区",
                "street": "星空町1-2-3",
                "postal_code": "1009990",
                "osm": [
                    {
                        "type": element["type"],
                        "id": element["id"],
                        **element.get("center", {}),
                        **{key: element[key] for key in ("lat", "lon") if key in element},
                        "tags": element["tags"],
                    }
                    for element in recorded_json("overpass/hits.json")["elements"]
                ],
            }
        ]
    }
)


def source(**politeness: Any) -> Any:
    chosen = settings(
        stages=[{"name": "map", "sources": ["osm"]}],
        sources={"osm": {"base_url": URL}},
        politeness={"contact": "test@workbench.example", **politeness},
    )
    return load("osm", chosen)


def ask(*replies: Answered | FetchFailed, asked: Company = HOSHIZORA) -> Answer:
    return ask_service(source(), asked, Replies(*replies))


def elements(*tags: dict[str, str]) -> Answered:
    told = [{"type": "node", "id": at, "lat": 35.6, "lon": 139.7, "tags": one} for at, one in enumerate(tags)]
    return Answered(200, JSON, json.dumps({"elements": told}).encode())


# ---- the client, against the recorded replies


def test_the_company_s_element_gives_its_numbers_and_its_site_and_its_branch_nothing() -> None:
    answer = ask(reply("overpass/hits.json"))
    assert (answer.result, answer.state, answer.reason) == (AskResult.HIT, None, None)
    told = [(seen.field, seen.value, seen.raw, seen.line, seen.role) for seen in answer.observations]
    assert told == [
        (Field.PHONE, "+81355501040", "+81 3 5550 1040", Line.FIXED, Role.MAIN),
        (Field.PHONE, "+81120555040", "0120-555-040", Line.TOLL_FREE, Role.MAIN),
        (
            Field.HOMEPAGE,
            "https://www.hoshizora-denki.example/",
            "https://www.hoshizora-denki.example/",
            None,
            None,
        ),
    ]
    for seen in answer.observations:
        assert (seen.source, seen.licence) == ("osm", Licence.SHARE_ALIKE)
        assert seen.url == "https://www.openstreetmap.org/node/999000500"
        assert seen.site_name == "株式会社星空電機"
        assert seen.site_address == "東京都千代田区星空町一丁目2-3"
        assert seen.snippet == "35.6811, 139.7671"


def test_its_number_counts_as_found_only_at_the_company_s_own_address() -> None:
    found = settings().thresholds.found
    for asked, is_found in ((HOSHIZORA, False), (AT_HOME, True)):
        answer = ask(reply("overpass/hits.json"), asked=asked)
        best = score(asked, answer.observations, Field.PHONE)[0]
        assert (best.confidence >= found) is is_found


def test_nothing_of_the_name_is_an_answer() -> None:
    answer = ask(reply("overpass/none.json"))
    assert (answer.result, answer.state, answer.observations) == (AskResult.NONE, RowState.NO_WEBSITE, ())
    assert answer.reason is not None and answer.reason.code is ReasonCode.NO_ENTRY


FAULTS = {
    "the query ran out of time": (reply("overpass/timed_out.json"), ReasonCode.QUERY_GIVEN_UP),
    "no slot": (reply("overpass/too_many.html", 429), ReasonCode.SERVICE_LIMIT),
    "overloaded": (reply("overpass/busy.html", 504), ReasonCode.SERVICE_FAILED),
    "a query it cannot read": (reply("overpass/bad_query.html", 400), ReasonCode.SERVICE_FAILED),
    "maintenance": (reply("overpass/busy.html", 200), ReasonCode.SERVICE_MAINTENANCE),
    "torn": (Answered(200, JSON, b'{"elements": [{"type"'), ReasonCode.SERVICE_UNREADABLE),
    "a list": (Answered(200, JSON, b"[]"), ReasonCode.SERVICE_UNREADABLE),
    "no elements": (Answered(200, JSON, b"{}"), ReasonCode.SERVICE_UNREADABLE),
    "wrong charset": (
        Answered(200, JSON, '{"elements": "星"}'.encode("cp932")),
        ReasonCode.SERVICE_UNREADABLE,
    ),
    "redirected": (Answered(301, {"Location": "https://elsewhere.example/"}), ReasonCode.SERVICE_REDIRECTED),
    "timed out": (too_slow(FakeOverpass.host), ReasonCode.SERVICE_UNREACHABLE),
}


@pytest.mark.parametrize(("came", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_no_answer(came: Answered | FetchFailed, code: ReasonCode) -> None:
    answer = ask(came)
    assert (answer.result, answer.state, answer.observations) == (
        AskResult.ERROR,
        RowState.NOT_ATTEMPTED,
        (),
    )
    assert answer.reason is not None and answer.reason.code is code


def test_a_name_that_only_contains_the_company_s_and_a_branch_are_not_the_company() -> None:
    answer = ask(
        elements(
            {"name": "星空電機商会", "phone": "03-5550-1042"},
            {"name": "星空電機 神田営業所", "phone": "03-5550-1043"},
            {"name": "星空電機 神田営業所", "official_name": "株式会社星空電機", "phone": "03-5550-1045"},
            {"name": "星空電機", "branch": "神田", "phone": "03-5550-1046"},
            {"phone": "03-5550-1044"},
        )
    )
    assert (answer.result, answer.observations) == (AskResult.NONE, ())


def test_of_several_elements_the_one_in_the_company_s_street_is_meant() -> None:
    elsewhere = {"name": "星空電機", "phone": "03-5550-1045", "addr:full": "東京都千代田区朝霧町9-9"}
    at_home = {"name": "星空電機", "phone": "03-5550-1040", "addr:full": "東京都千代田区星空町1-2-3"}
    answer = ask(elements(elsewhere, at_home), asked=AT_HOME)
    assert [seen.value for seen in answer.observations] == ["+81355501040"]


def test_an_element_without_a_street_is_not_nearer_than_another() -> None:
    nowhere = {"name": "星空電機", "phone": "03-5550-1040"}
    elsewhere = {"name": "星空電機", "phone": "03-5550-1045", "addr:full": "東京都千代田区朝霧町9-9"}
    answer = ask(elements(nowhere, elsewhere), asked=AT_HOME)
    assert answer.reason is not None and answer.reason.code is ReasonCode.SEVERAL_COMPANIES


def test_several_with_different_numbers_go_to_a_person() -> None:
    answer = ask(
        elements(
            {"name": "星空電機", "phone": "03-5550-1045", "addr:full": "東京都千代田区朝霧町9-9"},
            {"name": "株式会社星空電機", "phone": "03-5550-1040"},
        )
    )
    assert (answer.result, answer.state, answer.observations) == (
        AskResult.HIT,
        RowState.NEEDS_REVIEW,
        (),
    )
    assert answer.reason == Reason.of(
        ReasonCode.SEVERAL_COMPANIES,
        source="@source.osm",
        count=2,
        candidates="星空電機 (東京都千代田区朝霧町9-9)、株式会社星空電機 (東京都千代田区)",
    )


def test_a_building_and_an_office_with_the_same_number_are_one_company() -> None:
    answer = ask(
        elements(
            {"name": "星空電機", "phone": "03-5550-1040"}, {"name": "星空電機", "phone": "+81-3-5550-1040"}
        )
    )
    assert {seen.value for seen in answer.observations} == {"+81355501040"}


def test_fax_mobile_placeholders_and_portals_are_left_out() -> None:
    answer = ask(
        elements(
            {
                "name": "星空電機",
                "fax": "03-5550-1046",
                "contact:fax": "03-5550-1047",
                "contact:mobile": "090-5550-1048",
                "phone": "03-1234-5678",
                "contact:phone": "電話は受け付けていません",
                "website": "https://www.facebook.com/hoshizora",
                "url": "not an address",
            }
        )
    )
    assert (answer.result, answer.observations) == (AskResult.NONE, ())
    assert answer.reason is not None and answer.reason.code is ReasonCode.ENTRY_WITHOUT_NUMBER


# ---- what is asked


def query_of(call: Call) -> str:
    return parse_qs(call.body.decode())["data"][0]


def test_the_city_is_looked_for_within_its_prefecture() -> None:
    replies = Replies(reply("overpass/none.json"))
    ask_service(source(), HOSHIZORA, replies)
    (call,) = replies.called
    assert (call.url, call.method) == (URL, "POST")
    assert query_of(call) == (
        "[out:json][timeout:9];\n"
        'area["name"="東京都"]["admin_level"="4"]->.p;'
        ' rel(area.p)["name"="千代田区"]["admin_level"="7"]; map_to_area->.a;\n'
        '( nwr(area.a)["name"~"星空電機",i]; nwr(area.a)["official_name"~"星空電機",i]; )->.n;\n'
        '( nwr.n["phone"]; nwr.n["contact:phone"]; nwr.n["website"]; nwr.n["contact:website"]; nwr.n["url"]; );\n'
        "out center tags;"
    )


@pytest.mark.parametrize(("timeout_s", "seconds"), [(1, 1), (10, 9), (60, 25)])
def test_the_server_is_to_give_up_before_we_do(timeout_s: float, seconds: int) -> None:
    replies = Replies(reply("overpass/none.json"))
    ask_service(source(timeout_s=timeout_s), HOSHIZORA, replies)
    assert f"[timeout:{seconds}]" in query_of(replies.called[0])


@pytest.mark.parametrize(
    ("known", "place"),
    [
        ({"prefecture": "東京", "city": "千代田区"}, ("東京都", "千代田区")),
        ({"address": "神奈川県横浜市中区星空町1"}, ("神奈川県", "横浜市")),
        ({"prefecture": "東京都", "address": "東京都西多摩郡瑞穂町星空1"}, ("東京都", "瑞穂町")),
        ({"prefecture": "三重県", "city": "四日市市"}, ("三重県", "四日市市")),
        ({"prefecture": "奈良県", "city": "大和郡山市"}, ("奈良県", "大和郡山市")),
        ({"prefecture": "東京都"}, ("東京都", None)),
        ({}, (None, None)),
    ],
)
def test_the_place_is_told_as_the_map_has_it(
    known: dict[str, str], place: tuple[str | None, str | None]
) -> None:
    assert place_of(company(1, **known)) == place


def test_without_a_city_the_prefecture_is_searched() -> None:
    query = query_for(company(1, name="星空電機", prefecture="東京都"), 9)
    assert 'area["name"="東京都"]["admin_level"="4"]->.a;' in query
    assert "rel(" not in query


def test_without_a_prefecture_nothing_is_asked() -> None:
    replies = Replies(reply("overpass/none.json"))
    answer = ask_service(source(), company(1), replies)
    assert (answer.result, answer.state, replies.called) == (AskResult.SKIPPED, RowState.NOT_ATTEMPTED, [])
    assert answer.reason == Reason.of(ReasonCode.NO_PLACE)


HOSTILE = ['"]; out; //', "a.*b", "x\\", "(株)A+B [本社]", "C|D^E$", "{1,2}", "改\n行"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_a_name_whatever_it_holds(name: str) -> None:
    """The fake reads the query's strings as the language says, and finds the company by its own name only."""
    world = WORLD.model_dump(mode="json")
    world["companies"][0]["osm"] = [
        {"id": 1, "lat": 1.0, "lon": 1.0, "tags": {"name": name.replace("\n", " "), "phone": "03-5550-1040"}},
        {"id": 2, "lat": 1.0, "lon": 1.0, "tags": {"name": "axxb D E", "phone": "03-5550-1049"}},
    ]
    fake = FakeOverpass(World.model_validate(world))
    answer = ask_service(source(), HOSHIZORA.model_copy(update={"name": name}), ServiceFetch(fake))
    assert {seen.value for seen in answer.observations if seen.field is Field.PHONE} == {"+81355501040"}


# ---- the fake, against the same replies


def ask_fake(fake: FakeOverpass, query: str = query_for(HOSHIZORA, 9)) -> Answered:
    return fake.answer(
        Request("POST", "/api/interpreter", {"user-agent": AGENT}, urlencode({"data": query}).encode())
    )


def test_the_fake_replies_as_recorded() -> None:
    fake = FakeOverpass(WORLD)
    assert json.loads(ask_fake(fake).body) == recorded_json("overpass/hits.json")
    elsewhere = query_for(HOSHIZORA.model_copy(update={"city": "港区"}), 9)
    assert json.loads(ask_fake(fake, elsewhere).body) == recorded_json("overpass/none.json")
    fake.gives_up = True
    assert json.loads(ask_fake(fake).body) == recorded_json("overpass/timed_out.json")
    for answer, status, file in (
        (ask_fake(fake, "out;"), 400, "bad_query"),
        (fake.too_many(), 429, "too_many"),
        (_busy(), 504, "busy"),
    ):
        assert (answer.status, answer.body) == (status, reply(f"overpass/{file}.html").body)


def _busy() -> Answered:
    fake = FakeOverpass(WORLD)
    fake.busy = True
    return ask_fake(fake)


# ---- the contract, against the fake or the real service


@pytest.mark.parametrize("target", targets("osm"))
def test_by_contract_an_invented_company_is_nowhere(target: str) -> None:
    invented = company(2, name="株式会社見えない星空電機製作所", prefecture="東京都", city="千代田区")
    fetch: Any = LiveFetch() if target == "live" else ServiceFetch(FakeOverpass(WORLD))
    base = os.environ.get("WORKBENCH_OVERPASS_URL", URL) if target == "live" else URL
    chosen = settings(
        stages=[{"name": "map", "sources": ["osm"]}],
        sources={"osm": {"base_url": base}},
        politeness={"contact": "test@workbench.example", "timeout_s": 30},
    )
    answer = ask_service(load("osm", chosen), invented, fetch)
    assert (answer.result, answer.reason) == (
        AskResult.NONE,
        Reason.of(ReasonCode.NO_ENTRY, source="@source.osm"),
    )
