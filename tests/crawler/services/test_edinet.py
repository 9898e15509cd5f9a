"""The client of EDINET, against the recorded replies; then one contract for fake and real service."""

import asyncio
import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.services.filings import filings_of
from crawler.sources.base import Answer as Told
from crawler.sources.edinet import Edinet as Client
from tests.crawler.service_fetch import ServiceFetch, ask_service, keys_of
from tests.crawler.services.contract import ask_either
from tests.crawler.services.live import targets
from tests.crawler.services.recorded import FIXTURES, recorded_json, reply, urls
from tests.crawler.services.worlds import KEYS, known
from tests.makers import SELECTORS, company, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, Line, Role, RowState
from workbench.local.services.edinet import Edinet, zipped
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import KnownCompany, World

BASE = "http://edinet.example/api/v2"
KEY = KEYS["edinet"]
OURS = company(3, name="みなもと計器", corporate_number="6999902000001")
BY_ADDRESS = company(4, name="株式会社みなもと計器", address="東京都大田区見本坂3-4-5 見本ビル")
LIST = reply("edinet/documents.json")
NO_FILINGS = reply("edinet/documents_none.json")
REPORT = (FIXTURES / "edinet/report.tsv").read_text(encoding="utf-8")
ZIP = Answer(200, {"Content-Type": "application/octet-stream"}, zipped(REPORT))
JSON = {"Content-Type": "application/json; charset=utf-8"}


def fake(*companies: KnownCompany) -> Edinet:
    return Edinet(World(keys={"edinet": KEY}, companies=companies))


def client(service: Edinet, days: int = 3, today: date = date(2026, 6, 28)) -> Client:
    options = {"base_url": BASE, "days": days}
    chosen = settings(sources={"directory": SELECTORS, "edinet": options})
    return Client(chosen, keys_of(service.world, service), today=lambda: today)


def recorded(*answers: Answer, wanted: Company = OURS, days: int = 1) -> tuple[Told, ServiceFetch]:
    """What the client makes of recorded replies, one a call."""
    service = fake()
    service.faults.extend(answers)
    fetch = ServiceFetch(service)
    return ask_service(client(service, days), wanted, fetch), fetch


def told(answer: Told, field: Field) -> list[str]:
    return [seen.value for seen in answer.observations if seen.field is field]


def test_the_newest_yearly_report_s_cover_page_gives_number_and_address() -> None:
    answer, fetch = recorded(NO_FILINGS, LIST, ZIP, days=3)
    assert (answer.result, answer.state, answer.reason) == (AskResult.HIT, None, None)
    assert told(answer, Field.NAME) == ["株式会社みなもと計器"]
    assert told(answer, Field.ADDRESS) == ["東京都大田区見本坂三丁目４番５号"]
    assert told(answer, Field.CORPORATE_NUMBER) == ["6999902000001"]
    assert told(answer, Field.HOMEPAGE) == ["https://www.minamoto-keiki.example/"]
    phones = [seen for seen in answer.observations if seen.field is Field.PHONE]
    assert [(one.value, one.role, one.line) for one in phones] == [
        ("+81355501001", Role.MAIN, Line.FIXED),
        ("+81355501002", Role.OTHER, Line.FIXED),
    ]
    assert phones[0].raw == "０３（５５５０）１００１"
    first, second, document = fetch.called
    assert [parse_qs(urlsplit(one.url).query)["date"] for one in (first, second)] == [
        ["2026-06-28"],
        ["2026-06-27"],
    ]
    assert urlsplit(document.url).path == "/api/v2/documents/S100AA01"
    assert parse_qs(urlsplit(document.url).query) == {"type": ["5"], "Subscription-Key": [KEY]}


def test_observations_lead_to_the_document_and_never_hold_the_key_or_a_person() -> None:
    answer, _ = recorded(LIST, ZIP)
    for seen in answer.observations:
        assert seen.url == "http://edinet.example/WZEK0040.aspx?S100AA01"
        assert (seen.site_name, seen.site_corporate_number) == ("株式会社みなもと計器", "6999902000001")
        assert seen.site_address == "東京都大田区見本坂三丁目４番５号"
    assert KEY not in repr(answer)
    assert "花" not in repr(answer) and "太" not in repr(answer)


def test_at_its_usual_address_the_page_for_people_is_that_of_the_service() -> None:
    shown = Client(settings()).page_url(Client.page, document="S100AA01")
    assert shown == "https://disclosure2.edinet-fsa.go.jp/WZEK0040.aspx?S100AA01"


def test_only_yearly_reports_of_companies_with_figures_count() -> None:
    reports = list(filings_of(recorded_json("edinet/documents.json")["results"]))
    assert [(one.document, one.filer, one.corporate_number) for one in reports] == [
        ("S100AA01", "株式会社みなもと計器", "6999902000001"),
        ("S100AA04", "みなもと計器株式会社", None),
    ]


BROKEN_ZIP = Answer(200, ZIP.headers, ZIP.body[:200])


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([reply("edinet/bad_key.json")], ReasonCode.KEY_REFUSED),
        ([Answer(401, JSON, reply("edinet/bad_key.json").body)], ReasonCode.KEY_REFUSED),
        ([reply("edinet/not_found.json")], ReasonCode.SERVICE_FAILED),
        ([reply("edinet/bad_request.json")], ReasonCode.SERVICE_FAILED),
        ([reply("edinet/server_error.json")], ReasonCode.SERVICE_FAILED),
        ([Answer(200, JSON, b'{"metadata": {"status": "429"}}')], ReasonCode.SERVICE_LIMIT),
        ([Answer(429, {"Content-Type": "text/plain"}, b"")], ReasonCode.SERVICE_LIMIT),
        ([Answer(403, {"Content-Type": "text/plain"}, b"banned")], ReasonCode.SERVICE_LIMIT),
        ([reply("edinet/maintenance.html", 503)], ReasonCode.SERVICE_LIMIT),
        ([reply("edinet/maintenance.html")], ReasonCode.SERVICE_MAINTENANCE),
        ([Answer(302, {"Location": "http://elsewhere.example/"}, b"")], ReasonCode.SERVICE_REDIRECTED),
        ([Answer(200, JSON, LIST.body[:500])], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(200, JSON, LIST.body.decode().encode("cp932"))], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(200, JSON, b"[]")], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(200, JSON, b'{"results": []}')], ReasonCode.SERVICE_UNREADABLE),
        ([Answer(200, JSON, b'{"metadata": {"status": "200"}}')], ReasonCode.SERVICE_UNREADABLE),
        (
            [Answer(200, JSON, b'{"metadata": {"status": "200"}, "results": [1]}')],
            ReasonCode.SERVICE_UNREADABLE,
        ),
        ([Answer(None)], ReasonCode.SERVICE_UNREACHABLE),
        ([LIST, reply("edinet/not_found.json")], ReasonCode.SERVICE_FAILED),
        ([LIST, reply("edinet/bad_key.json")], ReasonCode.KEY_REFUSED),
        ([LIST, reply("edinet/maintenance.html")], ReasonCode.SERVICE_MAINTENANCE),
        ([LIST, BROKEN_ZIP], ReasonCode.SERVICE_UNREADABLE),
        ([LIST, Answer(200, ZIP.headers, zipped("要素ID\t項目名\r\n"))], ReasonCode.SERVICE_UNREADABLE),
        ([LIST, NO_FILINGS], ReasonCode.SERVICE_UNREADABLE),
    ],
)
def test_a_fault_is_never_taken_for_a_company_that_does_not_file(
    answers: list[Answer], code: ReasonCode
) -> None:
    answer, fetch = recorded(*answers)
    assert answer.reason is not None
    assert (answer.result, answer.state, answer.reason.code) == (
        AskResult.ERROR,
        RowState.NOT_ATTEMPTED,
        code,
    )
    assert answer.observations == ()
    assert {urlsplit(url).hostname for url in urls(fetch.called)} == {"edinet.example"}
    assert KEY not in repr(answer) + answer.reason.sentence("en") + repr(fetch.called)


def test_a_number_of_another_company_is_shown_to_a_person() -> None:
    answer, _ = recorded(
        LIST, ZIP, wanted=company(name="株式会社ほかの会社", corporate_number="6999902000001")
    )
    assert (answer.result, answer.state, answer.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert answer.reason and answer.reason.code is ReasonCode.NUMBER_OF_ANOTHER


def test_who_has_not_filed_in_all_the_days_has_no_entry() -> None:
    answer, fetch = recorded(
        NO_FILINGS, NO_FILINGS, LIST, wanted=company(corporate_number="1999902000006"), days=3
    )
    assert (answer.result, answer.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert answer.reason and answer.reason.code is ReasonCode.NO_ENTRY
    assert len(fetch.called) == 3


def test_a_cover_page_without_a_number_still_gives_the_address() -> None:
    report = "".join(line for line in REPORT.splitlines(keepends=True) if "TelephoneNumber" not in line)
    answer, _ = recorded(LIST, Answer(200, ZIP.headers, zipped(report)))
    assert (answer.result, answer.state) == (AskResult.HIT, RowState.NO_WEBSITE)
    assert answer.reason and answer.reason.code is ReasonCode.ENTRY_WITHOUT_NUMBER
    assert told(answer, Field.ADDRESS) == ["東京都大田区見本坂三丁目４番５号"]


@pytest.mark.parametrize("number", ["03-1234-5678", "同上", "－", ""])
def test_placeholders_and_words_are_no_numbers(number: str) -> None:
    report = REPORT.replace("０３（５５５０）１００１（代表）", number).replace("03-5550-1002", number)
    answer, _ = recorded(LIST, Answer(200, ZIP.headers, zipped(report)))
    assert told(answer, Field.PHONE) == []


def test_one_number_for_both_places_is_the_main_one() -> None:
    answer, _ = recorded(
        LIST, Answer(200, ZIP.headers, zipped(REPORT.replace("03-5550-1002", "03-5550-1001")))
    )
    assert [(seen.value, seen.role) for seen in answer.observations if seen.field is Field.PHONE] == [
        ("+81355501001", Role.MAIN)
    ]


@pytest.mark.parametrize(
    ("notices", "homepage"),
    [
        ("http：//WWW.Aozora.example/ir", ["http://www.aozora.example/"]),
        ("官報に掲載します", []),
        ("https://www.nikkei.com/ および https://aozora.example", ["https://aozora.example/"]),
        ("https://www.pronexus.co.jp/koukoku/1/", []),
    ],
)
def test_the_site_of_the_public_notices_is_the_homepage_unless_it_is_an_agent_s(
    notices: str, homepage: list[str]
) -> None:
    report = REPORT.replace("https：//www.minamoto-keiki.example/ir/koukoku.html", notices)
    answer, _ = recorded(LIST, Answer(200, ZIP.headers, zipped(report)))
    assert told(answer, Field.HOMEPAGE) == homepage


# Without a corporate number.


def test_an_exact_name_at_the_very_address_is_the_company() -> None:
    answer, _ = recorded(LIST, ZIP, wanted=BY_ADDRESS)
    assert told(answer, Field.PHONE) == ["+81355501001", "+81355501002"]
    assert told(answer, Field.CORPORATE_NUMBER) == ["6999902000001"]


@pytest.mark.parametrize(
    ("wanted", "documents"),
    [
        (company(name="株式会社みなもと計器", address="東京都大田区見本坂3-4-50"), 1),
        (company(name="株式会社みなもと計器", address="東京都港区見本坂3-4-5"), 1),
        (company(name="有限会社みなもと計器", address="東京都大田区見本坂3-4-5"), 0),
        (company(name="みなもと計器", address="東京都大田区見本坂3-4-5"), 0),
        (company(name="株式会社みなもと計器販売", address="東京都大田区見本坂3-4-5"), 0),
    ],
)
def test_another_name_or_address_is_another_company(wanted: Company, documents: int) -> None:
    answer, fetch = recorded(LIST, ZIP, wanted=wanted)
    assert (answer.result, answer.observations) == (AskResult.NONE, ())
    assert len(fetch.called) == 1 + documents


@pytest.mark.parametrize("place", [{}, {"prefecture": "東京都"}, {"address": "東京都大田区"}])
def test_a_name_alone_is_not_asked_about(place: dict[str, str]) -> None:
    answer, fetch = recorded(LIST, wanted=company(name="株式会社みなもと計器", **place))
    assert (answer.result, answer.state, fetch.called) == (AskResult.SKIPPED, RowState.NOT_ATTEMPTED, [])
    assert answer.reason and answer.reason.code is ReasonCode.NO_CORPORATE_NUMBER


def test_without_its_key_it_is_skipped_with_the_variable_s_name() -> None:
    answer = ask_service(Client(settings()), OURS, ServiceFetch(fake()))
    assert answer.result is AskResult.SKIPPED
    assert answer.reason and "WORKBENCH_KEY_EDINET" in answer.reason.sentence("en")


# The days' lists are shared by all rows.


def test_a_day_is_read_once_for_all_rows_however_they_come() -> None:
    service = fake(known())
    source, fetch = client(service, days=5), ServiceFetch(service)
    others = [company(n, name="よその会社", corporate_number="1999902000006") for n in range(4)]

    async def all_at_once() -> list[Told]:
        return list(await asyncio.gather(*(source.ask(one, fetch) for one in [OURS, *others, OURS])))

    answers = asyncio.run(all_at_once())
    assert [answer.result.value for answer in answers] == ["hit", "none", "none", "none", "none", "hit"]
    days = [parse_qs(urlsplit(url).query).get("date") for url in urls(fetch.called)]
    assert sorted(day[0] for day in days if day) == [f"2026-06-{day}" for day in range(24, 29)]


def test_no_further_day_is_read_than_somebody_needs() -> None:
    service = fake(known())
    source, fetch = client(service, days=400), ServiceFetch(service)
    for _ in range(2):
        assert ask_service(source, OURS, fetch).result is AskResult.HIT
    assert [urlsplit(url).path.rpartition("/")[2] for url in urls(fetch.called)] == [
        *["documents.json"] * 3,
        *["S100AA01"] * 2,
    ]


def test_a_day_that_could_not_be_read_is_tried_again_by_the_next_row() -> None:
    service = fake(known())
    service.faults.extend([NO_FILINGS, Answer(429, {}, b"")])
    source, fetch = client(service), ServiceFetch(service)
    first = ask_service(source, OURS, fetch)
    assert first.reason and first.reason.code is ReasonCode.SERVICE_LIMIT
    assert ask_service(source, OURS, fetch).result is AskResult.HIT
    days = [parse_qs(urlsplit(url).query).get("date") for url in urls(fetch.called)]
    assert days == [["2026-06-28"], ["2026-06-27"], ["2026-06-27"], ["2026-06-26"], None]


def test_of_two_reports_of_a_company_the_newest_counts() -> None:
    service = fake(known())
    body = json.dumps(
        {
            "metadata": {"status": "200"},
            "results": [
                recorded_json("edinet/documents.json")["results"][0] | {"docID": document}
                for document in ("S100OLD", "S100AA01")
            ],
        }
    )
    service.faults.append(Answer(200, JSON, body.encode()))
    fetch = ServiceFetch(service)
    assert ask_service(client(service), OURS, fetch).result is AskResult.HIT
    assert urlsplit(fetch.called[-1].url).path.endswith("/S100AA01")


# One contract for the fake and for the real service.


@pytest.mark.parametrize("kind", targets("edinet"))
def test_contract_a_number_that_nobody_has_is_no_entry(kind: str) -> None:
    options = {"base_url": BASE, "days": 2}
    answer = ask_either(kind, fake(known()), "edinet", company(corporate_number="1999902000006"), **options)
    assert (answer.result, answer.reason and answer.reason.code) == (AskResult.NONE, ReasonCode.NO_ENTRY)
