"""The client of the Tax Agency's Web-API, against the recorded replies; then one contract for fake and real service."""

import csv
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from crawler.sources import load
from crawler.sources.base import Answer as Told
from tests.crawler.service_fetch import ServiceFetch, ask_service, keys_of
from tests.crawler.services.contract import ask_either
from tests.crawler.services.live import targets
from tests.crawler.services.recorded import FIXTURES, reply, urls
from tests.crawler.services.worlds import BREEZE, KEYS, TAX_AGENCY, facts, known
from tests.makers import SELECTORS, company, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, RowState
from workbench.local.services.nta_api import NtaApi
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import KnownCompany, World

BASE = "http://houjin-bangou-api.example/4"
KEY = KEYS["nta"]
OURS = company(3, name="株式会社みなもと計器", prefecture="東京都", city="大田区")
NAMES = reply("nta_api/name.xml")
NONE = reply("nta_api/none.xml")
HISTORY = reply("nta_api/num_history.xml")
XML = {"Content-Type": "application/xml"}


def fake(*companies: KnownCompany) -> NtaApi:
    return NtaApi(World(keys={"nta": KEY}, companies=companies))


def look(service: NtaApi, wanted: Company = OURS) -> tuple[Told, ServiceFetch]:
    chosen = settings(sources={"directory": SELECTORS, "nta_api": {"base_url": BASE}})
    fetch = ServiceFetch(service)
    return ask_service(load("nta_api", chosen, keys_of(service.world, service)), wanted, fetch), fetch


def recorded(*answers: Answer, wanted: Company = OURS) -> tuple[Told, ServiceFetch]:
    """What the client makes of recorded replies, one a call."""
    service = fake()
    service.faults.extend(answers)
    return look(service, wanted)


def queries(fetch: ServiceFetch) -> list[dict[str, str]]:
    return [
        {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        for url in urls(fetch.called)
    ]


def test_a_name_is_searched_for_with_its_form_and_without_in_full_width() -> None:
    told, fetch = recorded(NONE, NAMES)
    asked = queries(fetch)
    assert [query["name"] for query in asked] == ["みなもと計器", "株式会社みなもと計器"]
    for query in asked:
        assert query.pop("name")
        assert query == {
            "id": KEY,
            "type": "12",
            "mode": "1",
            "target": "1",
            "change": "1",
            "close": "1",
            "divide": "1",
            "address": "13",
        }
    assert facts(told) == {
        Field.CORPORATE_NUMBER: "6999902000001",
        Field.NAME: "株式会社みなもと計器",
        Field.ADDRESS: "東京都大田区見本坂３丁目４番５号",
        Field.KANA: "ミナモトケイキ",
        Field.STATUS: "open",
    }


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("みなもと計器", ["みなもと計器/2/1"]),
        ("ABC-1 商事", ["ＡＢＣ－１\u3000商事/2/1", "ＡＢＣ/2/1"]),
        ("㈱ABC", ["ＡＢＣ/1/1", "株式会社ＡＢＣ/1/1", "ABC/1/3", "ＡＢＣ/2/1"]),
        (
            "みなもと計器(株) TEL 03-5550-1001",
            [
                "みなもと計器\u3000ＴＥＬ\u3000０３－５５５０－１００１/1/1",
                "株式会社みなもと計器\u3000ＴＥＬ\u3000０３－５５５０－１００１/1/1",
                "みなもと計器/2/1",
            ],
        ),
        (
            "Abc Trading Co., Ltd.",
            [
                "Ａｂｃ\u3000Ｔｒａｄｉｎｇ/1/1",
                "株式会社Ａｂｃ\u3000Ｔｒａｄｉｎｇ/1/1",
                "Abc Trading/1/3",
                "Ｔｒａｄｉｎｇ/2/1",
            ],
        ),
        ("あ" * 200, ["あ" * 150 + "/2/1"]),
    ],
)
def test_what_is_searched_for_within_names_or_from_their_head_and_among_english_names(
    name: str, searched: list[str]
) -> None:
    _, fetch = recorded(*[NONE] * len(searched), wanted=company(name=name))
    assert ["{name}/{mode}/{target}".format_map(query) for query in queries(fetch)] == searched


def test_a_company_is_found_by_its_english_name() -> None:
    told, _ = look(fake(known()), company(name="Minamoto Keiki Co., Ltd.", prefecture="東京都"))
    assert facts(told)[Field.CORPORATE_NUMBER] == "6999902000001"


def test_every_observation_says_whose_it_is_and_where_a_person_finds_it() -> None:
    told, _ = recorded(NONE, NAMES)
    for seen in told.observations:
        assert (seen.site_name, seen.site_corporate_number) == ("株式会社みなもと計器", "6999902000001")
        assert seen.site_address == "東京都大田区見本坂３丁目４番５号"
        assert seen.url == (
            "http://houjin-bangou-api.example/henkorireki-johoto.html?selHouzinNo=6999902000001"
        )
    assert KEY not in repr(told)


def test_at_its_usual_address_the_page_for_people_is_that_of_the_service() -> None:
    source = load("nta_api", settings())
    shown = source.page_url(source.page, number="7000012050002")
    assert shown == "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo=7000012050002"


def test_a_reply_in_parts_is_read_to_its_end() -> None:
    told, fetch = recorded(NONE, reply("nta_api/name_1_of_2.xml"), reply("nta_api/name_2_of_2.xml"))
    assert [query["divide"] for query in queries(fetch)] == ["1", "1", "2"]
    assert facts(told)[Field.CORPORATE_NUMBER] == "6999902000001"


def test_a_known_number_is_asked_for_at_once_with_its_history() -> None:
    told, fetch = recorded(
        reply("nta_api/num.xml"), wanted=company(name="国税庁", corporate_number="7000012050002")
    )
    assert urlsplit(fetch.called[0].url).path == "/4/num"
    assert queries(fetch) == [{"id": KEY, "number": "7000012050002", "type": "12", "history": "1"}]
    assert facts(told)[Field.ADDRESS] == "東京都千代田区霞が関３丁目１－１"


@pytest.mark.parametrize("name", ["有限会社そよかぜ食品", "㈱そよかぜ食品", "そよかぜ食品 横浜支店"])
def test_a_renamed_and_moved_company_is_known_by_either_name_and_told_as_it_is_now(name: str) -> None:
    wanted = company(name=name, prefecture="東京都", corporate_number="2999902000005")
    told, _ = recorded(HISTORY, wanted=wanted)
    assert facts(told)[Field.NAME] == "株式会社そよかぜ食品"
    assert facts(told)[Field.ADDRESS] == "神奈川県横浜市中区架空町３番地"


def test_a_company_found_by_what_it_was_is_asked_for_as_it_is_now() -> None:
    wanted = company(name="有限会社そよかぜ食品", prefecture="東京都", city="台東区")
    told, fetch = recorded(NONE, reply("nta_api/name_former.xml"), HISTORY, wanted=wanted)
    assert [urlsplit(url).path for url in urls(fetch.called)] == ["/4/name", "/4/name", "/4/num"]
    assert facts(told)[Field.NAME] == "株式会社そよかぜ食品"
    assert facts(told)[Field.ADDRESS] == "神奈川県横浜市中区架空町３番地"


def test_a_number_of_another_company_is_shown_to_a_person() -> None:
    wanted = company(name="株式会社みなもと計器", corporate_number="2999902000005")
    told, _ = recorded(HISTORY, wanted=wanted)
    assert (told.result, told.state, told.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert told.reason and told.reason.code is ReasonCode.NUMBER_OF_ANOTHER


def test_a_number_that_nobody_has_is_told_so() -> None:
    told, _ = recorded(NONE, wanted=company(name="みなもと計器", corporate_number="2999902000005"))
    assert told.result is AskResult.NONE
    assert told.reason and told.reason.code is ReasonCode.NUMBER_NOT_REGISTERED


def test_a_closed_company_goes_to_a_person_with_its_successor() -> None:
    wanted = company(name="みなもと精器株式会社", corporate_number="3999902000004")
    told, _ = recorded(reply("nta_api/num_closed.xml"), wanted=wanted)
    assert (told.result, told.state) == (AskResult.HIT, RowState.NEEDS_REVIEW)
    assert told.reason and told.reason.code is ReasonCode.COMPANY_CLOSED
    assert facts(told)[Field.STATUS] == "closed"
    said = told.reason.sentence("ja")
    assert "2023-04-01" in said and "6999902000001" in said


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([reply("nta_api/unknown_id.txt", 404)], ReasonCode.KEY_REFUSED),
        ([Answer(401, XML, b"")], ReasonCode.KEY_REFUSED),
        ([reply("nta_api/too_many_requests.txt", 403)], ReasonCode.SERVICE_LIMIT),
        ([Answer(429, {"Content-Type": "text/plain"}, b"")], ReasonCode.SERVICE_LIMIT),
        ([reply("nta_api/error_030.txt", 400)], ReasonCode.SERVICE_FAILED),
        ([reply("nta_api/error_100.txt", 400)], ReasonCode.SERVICE_FAILED),
        ([reply("nta_api/maintenance.html", 500)], ReasonCode.SERVICE_FAILED),
        ([reply("nta_api/maintenance.html", 503)], ReasonCode.SERVICE_LIMIT),
        ([reply("nta_api/maintenance.html")], ReasonCode.SERVICE_MAINTENANCE),
        ([reply("nta_api/maintenance.html", 404)], ReasonCode.SERVICE_MAINTENANCE),
        ([Answer(302, {"Location": "http://elsewhere.example/"}, b"")], ReasonCode.SERVICE_REDIRECTED),
        ([Answer(200, XML, NAMES.body[:700])], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(200, XML, NAMES.body.decode().encode("cp932"))], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(200, XML, b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + NONE.body)], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(200, XML, b"<other/>")], ReasonCode.SERVICE_UNREADABLE),
        (
            [Answer(200, XML, NAMES.body.replace(b"6999902000001", b"6999902000002"))],
            ReasonCode.SERVICE_UNREADABLE,
        ),
        (
            [Answer(200, {"Content-Type": "text/csv"}, reply("nta_api/num_02.csv").body)],
            ReasonCode.SERVICE_UNREADABLE,
        ),
        ([Answer(None)], ReasonCode.SERVICE_UNREACHABLE),
        ([NONE, reply("nta_api/unknown_id.txt", 404)], ReasonCode.KEY_REFUSED),
    ],
)
def test_a_fault_is_never_taken_for_no_such_company(answers: list[Answer], code: ReasonCode) -> None:
    told, fetch = recorded(*answers)
    assert told.reason is not None
    assert (told.result, told.state, told.reason.code) == (AskResult.ERROR, RowState.NOT_ATTEMPTED, code)
    assert told.observations == ()
    assert {urlsplit(url).hostname for url in urls(fetch.called)} == {"houjin-bangou-api.example"}
    assert KEY not in repr(told) + told.reason.sentence("en") + repr(fetch.called)


def test_nothing_here_and_nothing_elsewhere_is_no_such_company() -> None:
    told, fetch = recorded(*[NONE] * 5)
    assert (told.result, told.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert told.reason and told.reason.code is ReasonCode.NO_SUCH_COMPANY
    assert [query.get("address") for query in queries(fetch)] == ["13", "13", "13", None, None]


def test_a_company_that_is_only_elsewhere_is_a_candidate_and_no_more() -> None:
    wanted = company(name="株式会社みなもと計器", prefecture="北海道")
    told, _ = recorded(NONE, NONE, NONE, NONE, NAMES, wanted=wanted)
    assert (told.result, told.state, told.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert told.reason and told.reason.code is ReasonCode.COMPANY_DIFFERS


def test_a_name_in_another_writing_is_searched_for_by_what_is_surely_written_so() -> None:
    service = fake(known(name="株式会社髙島キャノン計器"))
    wanted = company(name="株式会社高島キヤノン計器", prefecture="東京都")
    told, fetch = look(service, wanted)
    assert facts(told)[Field.CORPORATE_NUMBER] == "6999902000001"
    searched = [(query["name"], query["mode"]) for query in queries(fetch)]
    assert searched == [("高島キヤノン計器", "1"), ("株式会社高島キヤノン計器", "1"), ("ノン計器", "2")]


def test_too_many_of_another_writing_do_not_hide_that_nobody_has_the_name() -> None:
    wanted = company(name="株式会社高島計器", prefecture="東京都")
    told, _ = recorded(NONE, NONE, reply("nta_api/error_180.txt", 400), NONE, NONE, wanted=wanted)
    assert told.reason and told.reason.code is ReasonCode.NO_SUCH_COMPANY


MANY_PARTS = Answer(200, XML, NONE.body.replace(b"<divideSize>1<", b"<divideSize>6<"))


@pytest.mark.parametrize("answers", [[reply("nta_api/error_180.txt", 400)], [MANY_PARTS]])
def test_a_name_that_fits_too_many_is_given_up_and_said(answers: list[Answer]) -> None:
    told, fetch = recorded(*answers)
    assert (told.result, told.state, len(fetch.called)) == (AskResult.HIT, RowState.NEEDS_REVIEW, 1)
    assert told.reason and told.reason.code is ReasonCode.TOO_MANY_COMPANIES


def test_a_source_without_its_id_is_skipped_with_the_variable_s_name() -> None:
    told = ask_service(load("nta_api", settings()), OURS, ServiceFetch(fake()))
    assert told.result is AskResult.SKIPPED
    assert told.reason and "WORKBENCH_KEY_NTA" in told.reason.sentence("en")


# The whole, by the fake.


@pytest.mark.parametrize(
    ("name", "place", "number"),
    [
        ("株式会社みなもと計器", {"prefecture": "東京都"}, "6999902000001"),
        ("みなもと計器株式会社", {"prefecture": "東京都"}, "5999902000002"),
        ("みなもと計器", {"prefecture": "東京都"}, None),
        ("みなもと計器", {"address": "東京都大田区見本坂3-4-5"}, "6999902000001"),
        ("有限会社そよかぜ食品", {"prefecture": "東京都", "city": "台東区"}, "2999902000005"),
        ("株式会社そよかぜ食品", {"prefecture": "神奈川県"}, "2999902000005"),
        ("株式会社そよかぜ食品", {"prefecture": "北海道"}, None),
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
        known("4999902000003", name="株式会社みなもと計器販売"),
        BREEZE,
    )
    told, _ = look(service, company(name=name, **place))
    assert facts(told).get(Field.CORPORATE_NUMBER) == number
    assert (told.state is None) is (number is not None)


# One contract for the fake and for the real service.


def either(kind: str, wanted: Company) -> Told:
    return ask_either(kind, fake(TAX_AGENCY), "nta_api", wanted, base_url=BASE)


@pytest.mark.parametrize("kind", targets("nta_api"))
def test_contract_a_public_body_is_found_by_its_number(kind: str) -> None:
    told = either(kind, company(name="国税庁", corporate_number="7000012050002"))
    assert facts(told)[Field.ADDRESS] == "東京都千代田区霞が関３丁目１－１"
    assert facts(told)[Field.KANA] == "コクゼイチョウ"


@pytest.mark.parametrize("kind", targets("nta_api"))
def test_contract_a_public_body_is_found_by_its_name(kind: str) -> None:
    told = either(kind, company(name="国税庁", prefecture="東京都"))
    assert facts(told).get(Field.CORPORATE_NUMBER) == "7000012050002"


@pytest.mark.parametrize("kind", targets("nta_api"))
def test_contract_a_name_that_nobody_has_is_no_such_company(kind: str) -> None:
    told = either(kind, company(name="存在無試験用架空名商号株式会社"))
    assert told.reason and told.reason.code is ReasonCode.NO_SUCH_COMPANY


def test_the_recorded_csv_and_xml_tell_the_same_in_the_same_order() -> None:
    header, row = csv.reader((FIXTURES / "nta_api/num_02.csv").read_text(encoding="utf-8").splitlines())
    root = ElementTree.fromstring(reply("nta_api/num.xml").body)
    assert row == [child.text or "" for child in root.find("corporation") or ()]
    assert header == [
        root.findtext(name, "") for name in ("lastUpdateDate", "count", "divideNumber", "divideSize")
    ]
