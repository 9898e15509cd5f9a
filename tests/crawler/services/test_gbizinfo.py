"""The client of gBizINFO, against the recorded replies; then one contract for fake and real service."""

import json
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.sources import load
from crawler.sources.base import Answer as Told
from tests.crawler.service_fetch import ServiceFetch, ask_service, keys_of
from tests.crawler.services.contract import ask_either
from tests.crawler.services.live import targets
from tests.crawler.services.recorded import recorded_json, reply, urls
from tests.crawler.services.worlds import KEYS, TAX_AGENCY, facts, known
from tests.makers import SELECTORS, company, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, RowState
from workbench.local.services.gbizinfo import Gbizinfo
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import InGbizinfo, KnownCompany, World

BASE = "http://gbizinfo.example/hojin/v2/hojin"
KEY = KEYS["gbizinfo"]
OURS = company(3, name="㈱みなもと計器", prefecture="東京都", city="大田区")
FULL = reply("gbizinfo/detail_full.json")
SEARCH = reply("gbizinfo/search.json")
NO_HIT = reply("gbizinfo/no_hit.json", 404)


TOYOTA = known(
    "1180301018771",
    name="トヨタ自動車株式会社",
    kana="トヨタジドウシャ",
    english_name=None,
    prefecture="愛知県",
    city="豊田市",
    street="トヨタ町１番地",
    postal_code="4710826",
    updated_on=date(2019, 4, 23),
    gbizinfo=InGbizinfo(),
)


def fake(*companies: KnownCompany) -> Gbizinfo:
    return Gbizinfo(World(keys={"gbizinfo": KEY}, companies=companies))


def look(service: Gbizinfo, wanted: Company = OURS, **more: Any) -> tuple[Told, ServiceFetch]:
    chosen = settings(sources={"directory": SELECTORS, "gbizinfo": {"base_url": BASE}}, **more)
    fetch = ServiceFetch(service)
    return ask_service(load("gbizinfo", chosen, keys_of(service.world, service)), wanted, fetch), fetch


def recorded(*answers: Answer, wanted: Company = OURS, **more: Any) -> tuple[Told, ServiceFetch]:
    """What the client makes of recorded replies, one a call."""
    service = fake()
    service.faults.extend(answers)
    return look(service, wanted, **more)


def test_a_search_gives_the_number_and_a_second_call_the_company() -> None:
    told, fetch = recorded(SEARCH, FULL)
    assert (told.result, told.state, told.reason) == (AskResult.HIT, None, None)
    assert facts(told) == {
        Field.CORPORATE_NUMBER: "6999902000001",
        Field.NAME: "株式会社みなもと計器",
        Field.ADDRESS: "東京都大田区見本坂3丁目4番5号",
        Field.KANA: "ミナモトケイキ",
        Field.STATUS: "open",
        Field.HOMEPAGE: "https://www.minamoto-keiki.example/",
    }
    search, detail = fetch.called
    assert parse_qs(urlsplit(search.url).query) == {
        "name": ["みなもと計器"],
        "prefecture": ["13"],
        "limit": ["1000"],
        "page": ["1"],
    }
    assert detail.url == f"{BASE}/6999902000001"
    assert [call.headers["X-hojinInfo-api-token"] for call in fetch.called] == [KEY, KEY]


def test_every_observation_says_whose_it_is_and_where_a_person_finds_it() -> None:
    told, _ = recorded(SEARCH, FULL)
    for seen in told.observations:
        assert (seen.site_name, seen.site_corporate_number) == ("株式会社みなもと計器", "6999902000001")
        assert seen.site_address == "東京都大田区見本坂3丁目4番5号"
        assert seen.url == "http://gbizinfo.example/hojin/ichiran?hojinBango=6999902000001"
        assert (seen.source, seen.place, seen.licence.value) == ("gbizinfo", None, "storable")


def test_at_its_usual_address_the_page_for_people_is_that_of_the_service() -> None:
    source = load("gbizinfo", settings())
    shown = source.page_url(source.page, number="1180301018771")
    assert shown == "https://info.gbiz.go.jp/hojin/ichiran?hojinBango=1180301018771"


def test_no_person_s_name_is_taken() -> None:
    told, _ = recorded(SEARCH, FULL)
    assert "太郎" not in repr(told)


def test_a_known_number_is_asked_for_at_once() -> None:
    told, fetch = recorded(
        reply("gbizinfo/detail.json"), wanted=company(name="トヨタ自動車", corporate_number="1180301018771")
    )
    assert urls(fetch.called) == [f"{BASE}/1180301018771"]
    assert facts(told)[Field.ADDRESS] == "愛知県豊田市トヨタ町1番地"


def test_a_number_of_another_company_is_shown_to_a_person() -> None:
    wanted = company(name="株式会社ほかの会社", prefecture="東京都", corporate_number="6999902000001")
    told, _ = recorded(FULL, wanted=wanted)
    assert (told.result, told.state, told.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert told.reason and told.reason.code is ReasonCode.NUMBER_OF_ANOTHER


@pytest.mark.parametrize("name", ["(有)みなもと計器 大阪支店", "ミナモトケイキ", "Minamoto Keiki Co., Ltd."])
def test_another_writing_of_the_name_does_not_make_it_another_company(name: str) -> None:
    told, _ = recorded(FULL, wanted=company(name=name, corporate_number="6999902000001"))
    assert facts(told)[Field.HOMEPAGE] == "https://www.minamoto-keiki.example/"


def test_missing_values_are_nothing_in_all_three_ways() -> None:
    wanted = company(name="みなもと計器", corporate_number="5999902000002")
    told, _ = recorded(reply("gbizinfo/detail_nulls.json"), wanted=wanted)
    assert facts(told) == {
        Field.CORPORATE_NUMBER: "5999902000002",
        Field.NAME: "みなもと計器株式会社",
        Field.ADDRESS: "大阪府大阪市北区架空町1番2号",
        Field.STATUS: "open",
    }


def test_a_closed_company_goes_to_a_person_and_its_old_homepage_is_not_given() -> None:
    wanted = company(name="有限会社みなもと計器", corporate_number="4999902000003")
    told, _ = recorded(reply("gbizinfo/detail_closed.json"), wanted=wanted)
    assert (told.result, told.state) == (AskResult.HIT, RowState.NEEDS_REVIEW)
    assert told.reason and told.reason.code is ReasonCode.COMPANY_CLOSED
    assert "2021-03-31" in told.reason.sentence("en")
    assert facts(told)[Field.STATUS] == "closed"
    assert Field.HOMEPAGE not in facts(told)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([reply("gbizinfo/unauthorized.json", 401)], ReasonCode.KEY_REFUSED),
        ([reply("gbizinfo/trailing_slash.json", 500)], ReasonCode.SERVICE_FAILED),
        ([reply("gbizinfo/bad_request.json", 400)], ReasonCode.SERVICE_FAILED),
        ([Answer(429, {"Content-Type": "text/plain"}, b"")], ReasonCode.SERVICE_LIMIT),
        ([Answer(403, {"Content-Type": "text/plain"}, b"blocked")], ReasonCode.SERVICE_LIMIT),
        ([reply("gbizinfo/maintenance.html", 503)], ReasonCode.SERVICE_LIMIT),
        ([reply("gbizinfo/maintenance.html", 200)], ReasonCode.SERVICE_MAINTENANCE),
        ([reply("gbizinfo/maintenance.html", 404)], ReasonCode.SERVICE_MAINTENANCE),
        ([Answer(302, {"Location": "http://elsewhere.example/"}, b"")], ReasonCode.SERVICE_REDIRECTED),
        (
            [Answer(200, {"Content-Type": "application/json"}, SEARCH.body[:300])],
            ReasonCode.SERVICE_UNREADABLE,
        ),
        (
            [Answer(200, {"Content-Type": "application/json"}, SEARCH.body.decode().encode("cp932"))],
            ReasonCode.SERVICE_UNREADABLE,
        ),
        ([Answer(200, {"Content-Type": "application/json"}, b"[]")], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(404, {"Content-Type": "application/json"}, b"{}")], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(None)], ReasonCode.SERVICE_UNREACHABLE),
        ([SEARCH, reply("gbizinfo/unauthorized.json", 401)], ReasonCode.KEY_REFUSED),
        ([SEARCH, reply("gbizinfo/detail_nulls.json")], ReasonCode.SERVICE_UNREADABLE),
    ],
)
def test_a_fault_is_never_taken_for_no_such_company(answers: list[Answer], code: ReasonCode) -> None:
    told, fetch = recorded(*answers)
    assert told.reason is not None
    assert (told.result, told.state, told.reason.code) == (AskResult.ERROR, RowState.NOT_ATTEMPTED, code)
    assert told.observations == ()
    assert {urlsplit(url).hostname for url in urls(fetch.called)} == {"gbizinfo.example"}
    assert KEY not in repr(told) + told.reason.sentence("en") + repr(fetch.called)


def test_nothing_here_and_nothing_elsewhere_is_no_such_company() -> None:
    told, fetch = recorded(NO_HIT, NO_HIT)
    assert (told.result, told.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert told.reason and told.reason.code is ReasonCode.NO_SUCH_COMPANY
    assert ["prefecture=" in url for url in urls(fetch.called)] == [True, False]


def test_a_company_that_is_only_elsewhere_is_a_candidate_and_no_more() -> None:
    wanted = company(name="株式会社みなもと計器", prefecture="北海道")
    told, _ = recorded(NO_HIT, SEARCH, wanted=wanted)
    assert (told.result, told.state, told.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert told.reason and told.reason.code is ReasonCode.COMPANY_DIFFERS
    assert "6999902000001" in told.reason.sentence("ja")


def test_a_name_in_another_writing_is_searched_for_by_what_is_surely_written_so() -> None:
    service = fake(known(name="株式会社髙島キャノン計器"))
    told, fetch = look(service, company(name="株式会社高島キヤノン計器", prefecture="東京都"))
    assert facts(told)[Field.CORPORATE_NUMBER] == "6999902000001"
    searched = [parse_qs(urlsplit(url).query).get("name") for url in urls(fetch.called)]
    assert searched == [["高島キヤノン計器"], ["ノン計器"], None]


def test_a_name_that_fits_too_many_is_given_up_and_said() -> None:
    item = recorded_json("gbizinfo/search.json")["hojin-infos"][0]
    page = {"message": "200 - OK.", "errors": None, "hojin-infos": [item] * 1000}
    body = Answer(200, {"Content-Type": "application/json"}, json.dumps(page).encode())
    told, fetch = recorded(*[body] * 5)
    assert (told.state, len(fetch.called)) == (RowState.NEEDS_REVIEW, 5)
    assert told.reason and told.reason.code is ReasonCode.TOO_MANY_COMPANIES


def test_a_source_without_its_key_is_skipped_with_the_variable_s_name() -> None:
    fetch = ServiceFetch(fake())
    told = ask_service(load("gbizinfo", settings()), OURS, fetch)
    assert (told.result, fetch.called) == (AskResult.SKIPPED, [])
    assert told.reason and "WORKBENCH_KEY_GBIZINFO" in told.reason.sentence("ja")


@pytest.mark.parametrize(
    ("homepage", "value"),
    [
        ("www.minamoto.example", "http://www.minamoto.example/"),
        ("https://www.minamoto.example/ja/", "https://www.minamoto.example/ja/"),
        ("https://www.facebook.com/minamoto", None),
        ("https://sub.portal.example/1", None),
        ("なし", None),
        ("info@minamoto", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_a_homepage_is_taken_as_people_typed_it_but_no_portal(
    homepage: str | None, value: str | None
) -> None:
    service = fake(known(gbizinfo=InGbizinfo(homepage=homepage)))
    told, _ = look(service, politeness={"contact": "a@b.example", "stop_hosts": ["portal.example"]})
    assert facts(told).get(Field.HOMEPAGE) == value


# The whole, by the fake.


@pytest.mark.parametrize(
    ("name", "place", "number"),
    [
        ("株式会社みなもと計器", {"prefecture": "東京都"}, "6999902000001"),
        ("みなもと計器株式会社", {"prefecture": "東京都"}, "5999902000002"),
        ("株式会社みなもと計器", {"address": "東京都大田区見本坂3-4-5 見本ビル2F"}, "6999902000001"),
        ("株式会社ミナモト計器", {"prefecture": "東京都"}, None),
        ("みなもと計器", {"prefecture": "東京都"}, None),
        ("みなもと計器", {"address": "大田区見本坂３－４－５"}, "6999902000001"),
        ("㈱みなもと計器 大阪支店", {"address": "大田区見本坂３－４－５"}, "6999902000001"),
        ("合同会社みなもと計器", {"prefecture": "東京都"}, None),
    ],
)
def test_form_position_and_place_decide(name: str, place: dict[str, str], number: str | None) -> None:
    service = fake(
        known(),
        known(
            "5999902000002",
            name="みなもと計器株式会社",
            city="港区",
            street="架空１丁目１番",
            postal_code="1059904",
        ),
        known("4999902000003", name="株式会社みなもと計器", closed_on=date(2021, 3, 31)),
        known("3999902000004", name="株式会社みなもと計器販売"),
    )
    told, _ = look(service, company(name=name, **place))
    assert facts(told).get(Field.CORPORATE_NUMBER) == number
    assert (told.state is None) is (number is not None)


def test_several_companies_are_named_to_a_person() -> None:
    service = fake(known(), known("5999902000002", city="港区", street="架空１丁目１番"))
    told, _ = look(service, company(name="(株)みなもと計器", prefecture="東京"))
    assert (told.result, told.state, told.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert told.reason and told.reason.code is ReasonCode.SEVERAL_COMPANIES
    said = told.reason.sentence("ja")
    assert "6999902000001" in said and "5999902000002" in said


def test_a_moved_company_is_found_by_its_number_with_its_new_address() -> None:
    service = fake(known(prefecture="神奈川県", city="横浜市中区", street="見本町１番"))
    told, _ = look(
        service, company(name="みなもと計器", prefecture="東京都", corporate_number="6999902000001")
    )
    assert facts(told)[Field.ADDRESS] == "神奈川県横浜市中区見本町1番"


# One contract for the fake and for the real service.


def either(kind: str, wanted: Company) -> Told:
    return ask_either(kind, fake(TAX_AGENCY), "gbizinfo", wanted, base_url=BASE)


@pytest.mark.parametrize("kind", targets("gbizinfo"))
def test_contract_a_public_body_is_found_by_its_number(kind: str) -> None:
    told = either(kind, company(name="国税庁", corporate_number="7000012050002"))
    assert told.result is AskResult.HIT
    assert facts(told)[Field.NAME] == "国税庁"
    assert facts(told)[Field.ADDRESS].startswith("東京都千代田区霞が関")


@pytest.mark.parametrize("kind", targets("gbizinfo"))
def test_contract_a_public_body_is_found_by_its_name(kind: str) -> None:
    told = either(kind, company(name="国税庁", prefecture="東京都"))
    assert facts(told).get(Field.CORPORATE_NUMBER) == "7000012050002"


@pytest.mark.parametrize("kind", targets("gbizinfo"))
def test_contract_a_name_that_nobody_has_is_no_such_company(kind: str) -> None:
    told = either(kind, company(name="存在無試験用架空名商号株式会社"))
    assert told.reason and told.reason.code is ReasonCode.NO_SUCH_COMPANY
