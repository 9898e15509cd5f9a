"""The register of invoice issuers: the client and the fake, each against the recorded replies; then one contract."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.sources import load
from crawler.sources.base import Answer as Told
from tests.crawler.service_fetch import ServiceFetch, ask_service, keys_of
from tests.crawler.services.contract import ask_either
from tests.crawler.services.live import targets
from tests.crawler.services.recorded import recorded_json, reply, urls
from tests.crawler.services.worlds import KEYS, known
from tests.makers import SELECTORS, company, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, RowState
from workbench.local.services.fake import Request
from workbench.local.services.invoice import Invoice
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import InInvoices, KnownCompany, World

BASE = "http://invoice-kohyo-api.example/1"
KEY = KEYS["nta"]
JSON = {"Content-Type": "application/json"}
OURS = company(3, name="株式会社みなもと計器", corporate_number="6999902000001")
REGISTERED = reply("invoice/registered.json")


CANCELLED = known(
    "4999902000003",
    name="有限会社みなもと計器",
    street="見本坂９丁目９番９号",
    invoices=InInvoices(registered_on=date(2023, 10, 1), disposed_on=date(2025, 4, 1)),
)
EXPIRED = known(
    "3999902000004",
    name="みなもと精器株式会社",
    street="見本坂１丁目１番１号",
    invoices=InInvoices(registered_on=date(2023, 10, 1), expired_on=date(2024, 4, 1)),
)
LATER = known(
    "2999902000005", invoices=InInvoices(registered_on=date(2023, 10, 1), expired_on=date(2099, 4, 1))
)
NEVER = known("1999902000006", invoices=None)


def fake(*companies: KnownCompany) -> Invoice:
    return Invoice(World(keys={"nta": KEY}, companies=companies))


def look(service: Invoice, wanted: Company = OURS) -> tuple[Told, ServiceFetch]:
    chosen = settings(sources={"directory": SELECTORS, "invoice": {"base_url": BASE}})
    fetch = ServiceFetch(service)
    return ask_service(load("invoice", chosen, keys_of(service.world, service)), wanted, fetch), fetch


def recorded(*answers: Answer, wanted: Company = OURS) -> tuple[Told, ServiceFetch]:
    """What the client makes of recorded replies, one a call."""
    service = fake()
    service.faults.extend(answers)
    return look(service, wanted)


@pytest.mark.parametrize(
    ("file", "number", "status", "result", "raw"),
    [
        ("registered.json", "6999902000001", "registered", AskResult.HIT, "registrationDate 2023-10-01"),
        (
            "cancelled.json",
            "4999902000003",
            "cancelled",
            AskResult.HIT,
            "registrationDate 2023-10-01 disposalDate 2025-04-01",
        ),
        (
            "expired.json",
            "3999902000004",
            "expired",
            AskResult.HIT,
            "registrationDate 2023-10-01 expireDate 2024-04-01",
        ),
        ("none.json", "6999902000001", "not_registered", AskResult.NONE, "count 0"),
    ],
)
def test_the_status_is_told_in_our_words_with_the_register_s_dates(
    file: str, number: str, status: str, result: AskResult, raw: str
) -> None:
    name = next((one["name"] for one in recorded_json(f"invoice/{file}")["announcement"]), "みなもと計器")
    wanted = company(name=name, corporate_number=number)
    told, fetch = recorded(reply(f"invoice/{file}"), wanted=wanted)
    (seen,) = told.observations
    assert (told.result, told.state, seen.field, seen.value) == (result, None, Field.INVOICE_STATUS, status)
    assert (seen.raw, seen.site_corporate_number) == (raw, number)
    assert seen.url == f"http://invoice-kohyo-api.example/regno-search/detail?selRegNo={number}"
    assert parse_qs(urlsplit(fetch.called[0].url).query) == {
        "id": [KEY],
        "number": [f"T{number}"],
        "type": ["21"],
        "history": ["0"],
    }
    assert KEY not in repr(told)


def test_a_number_of_another_company_is_shown_to_a_person() -> None:
    told, _ = recorded(
        REGISTERED, wanted=company(name="株式会社ほかの会社", corporate_number="6999902000001")
    )
    assert (told.result, told.state, told.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert told.reason and told.reason.code is ReasonCode.NUMBER_OF_ANOTHER


def test_an_end_that_is_only_announced_has_not_come() -> None:
    told, _ = look(fake(LATER), company(name=LATER.name, corporate_number="2999902000005"))
    assert [seen.value for seen in told.observations] == ["registered"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply("invoice/unknown_id.txt", 404), ReasonCode.KEY_REFUSED),
        (reply("invoice/too_many_requests.txt", 403), ReasonCode.SERVICE_LIMIT),
        (Answer(429, {"Content-Type": "text/plain"}, b""), ReasonCode.SERVICE_LIMIT),
        (reply("invoice/error_0002.txt", 400), ReasonCode.SERVICE_FAILED),
        (reply("invoice/maintenance.html", 500), ReasonCode.SERVICE_FAILED),
        (reply("invoice/maintenance.html"), ReasonCode.SERVICE_MAINTENANCE),
        (reply("invoice/maintenance.html", 404), ReasonCode.SERVICE_MAINTENANCE),
        (Answer(301, {"Location": "http://elsewhere.example/"}, b""), ReasonCode.SERVICE_REDIRECTED),
        (Answer(200, JSON, REGISTERED.body[:200]), ReasonCode.SERVICE_UNREADABLE),
        (Answer(200, JSON, REGISTERED.body.decode().encode("cp932")), ReasonCode.SERVICE_UNREADABLE),
        (Answer(200, JSON, b"[]"), ReasonCode.SERVICE_UNREADABLE),
        (Answer(200, JSON, b'{"announcement": null}'), ReasonCode.SERVICE_UNREADABLE),
        (Answer(200, JSON, b'{"announcement": [1]}'), ReasonCode.SERVICE_UNREADABLE),
        (reply("invoice/cancelled.json"), ReasonCode.SERVICE_UNREADABLE),  # of another number
        (
            Answer(200, JSON, REGISTERED.body.replace(b'"kind":"2"', b'"kind":"1"')),  # of a person
            ReasonCode.SERVICE_UNREADABLE,
        ),
        (Answer(None), ReasonCode.SERVICE_UNREACHABLE),
    ],
)
def test_a_fault_is_never_taken_for_not_registered(answer: Answer, code: ReasonCode) -> None:
    told, fetch = recorded(answer)
    assert told.reason is not None
    assert (told.result, told.state, told.reason.code) == (AskResult.ERROR, RowState.NOT_ATTEMPTED, code)
    assert told.observations == ()
    assert {urlsplit(url).hostname for url in urls(fetch.called)} == {"invoice-kohyo-api.example"}
    assert KEY not in repr(told) + told.reason.sentence("en") + repr(fetch.called)


@pytest.mark.parametrize("number", [None, "6999902000002", "7.00001E+12"])
def test_without_a_number_that_can_be_one_it_is_not_asked(number: str | None) -> None:
    told, fetch = recorded(REGISTERED, wanted=company(corporate_number=number))
    assert (told.result, told.state, fetch.called) == (AskResult.SKIPPED, RowState.NOT_ATTEMPTED, [])
    assert told.reason and told.reason.code is ReasonCode.NO_CORPORATE_NUMBER


def test_without_its_id_it_is_skipped_with_the_variable_s_name() -> None:
    told = ask_service(load("invoice", settings()), OURS, ServiceFetch(fake()))
    assert told.result is AskResult.SKIPPED
    assert told.reason and "WORKBENCH_KEY_NTA" in told.reason.sentence("ja")


def test_at_its_usual_address_the_page_for_people_is_that_of_the_service() -> None:
    source = load("invoice", settings())
    shown = source.page_url(source.page, number="7000012050002")
    assert shown == "https://www.invoice-kohyo.nta.go.jp/regno-search/detail?selRegNo=7000012050002"


# The fake against the recorded replies.


def ask(service: Invoice, query: str, key: str = KEY) -> Answer:
    return service.answer(Request("GET", f"/1/num?{query}&id={key}"))


@pytest.mark.parametrize(
    ("number", "file"),
    [
        ("6999902000001", "registered.json"),
        ("4999902000003", "cancelled.json"),
        ("3999902000004", "expired.json"),
        ("1999902000006", "none.json"),
    ],
)
def test_the_fake_answers_as_recorded(number: str, file: str) -> None:
    ours = json.loads(ask(fake(known(), CANCELLED, EXPIRED, NEVER), f"number=T{number}&type=21").body)
    theirs = recorded_json(f"invoice/{file}")
    assert ours.keys() == theirs.keys()
    assert ours["count"] == theirs["count"]
    not_told = {"updateDate", "addressCityCode"}
    for one, other in zip(ours["announcement"], theirs["announcement"], strict=True):
        same = other.keys() - not_told
        assert {name: one[name] for name in same} == {name: other[name] for name in same}


@pytest.mark.parametrize(
    ("query", "key", "status", "file"),
    [
        ("number=T6999902000001&type=21", "KWRONG", 404, "unknown_id.txt"),
        (f"number={','.join(['T6999902000001'] * 11)}&type=21", KEY, 400, "error_0002.txt"),
        ("number=6999902000001&type=21", KEY, 400, "error_0002.txt"),
    ],
)
def test_the_fake_fails_as_recorded(query: str, key: str, status: int, file: str) -> None:
    answer = ask(fake(known()), query, key)
    assert (answer.status, answer.body) == (status, reply(f"invoice/{file}").body)


def test_the_fake_bans_a_burst() -> None:
    service = fake(known())
    service.limit = 1
    answers = [ask(service, "number=T6999902000001&type=21") for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 403]
    assert answers[1].body == reply("invoice/too_many_requests.txt").body


# One contract for the fake and for the real service.


@pytest.mark.parametrize("kind", targets("invoice"))
def test_contract_a_number_that_nobody_has_is_not_registered(kind: str) -> None:
    wanted = company(corporate_number="1999902000006")
    told = ask_either(kind, fake(NEVER), "invoice", wanted, base_url=BASE)
    assert [seen.value for seen in told.observations] == ["not_registered"]
