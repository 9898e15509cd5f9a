from typing import Any
from urllib.parse import quote

from crawler.sources import load
from tests.crawler.fake_fetch import ask
from tests.makers import company, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, Line, Role, RowState

LISTING = {
    "search_url": "http://meibo.example/search?q={name}&pref={prefecture}",
    "entry": "li",
    "name": "h2",
    "phone": ".tel",
    "address": ".address",
    "homepage": "a.home",
    "next_page": "a.next",
    "max_pages": 2,
}
OURS = company(3, name="㈱あおぞら", prefecture="東京都", address="東京都港区青空1-2-3")
SEARCH = f"http://meibo.example/search?q={quote('あおぞら')}&pref={quote('東京都')}"


def look(pages: dict[str, Any], company: Company = OURS) -> Any:
    return ask(load("directory", settings(sources={"directory": LISTING})), company, pages)


def entry(name: str, tel: str = "", address: str = "", home: str = "") -> str:
    link = f'<a class="home" href="{home}">HP</a>' if home else ""
    return f'<li><h2>{name}</h2><p class="address">{address}</p><span class="tel">{tel}</span>{link}</li>'


def values(answer: Any, field: Field) -> list[str]:
    return [seen.value for seen in answer.observations if seen.field is field]


def test_the_search_is_for_the_core_of_the_name_and_the_prefecture() -> None:
    _, asked = look({SEARCH: ""})
    assert asked == [SEARCH]


def test_the_company_s_entry_gives_number_homepage_and_address() -> None:
    page = entry("株式会社あおぞら", "03-5550-1001", "東京都港区青空1-2-3", "/go/aozora")
    answer, _ = look({SEARCH: page})
    assert answer.result is AskResult.HIT
    phone = answer.observations[0]
    assert (phone.value, phone.line, phone.role, phone.label) == (
        "+81355501001",
        Line.FIXED,
        Role.MAIN,
        None,
    )
    assert (phone.source, phone.site_name, phone.site_address) == (
        "directory",
        "株式会社あおぞら",
        "東京都港区青空1-2-3",
    )
    assert values(answer, Field.HOMEPAGE) == ["http://meibo.example/go/aozora"]
    assert values(answer, Field.ADDRESS) == ["東京都港区青空1-2-3"]


def test_words_beside_the_number_are_its_label_and_a_fax_stays_a_fax() -> None:
    answer, _ = look({SEARCH: entry("株式会社あおぞら", "TEL 03-5550-1001 FAX 03-5550-1051")})
    told = [(seen.value, seen.role, seen.label) for seen in answer.observations]
    assert told == [("+81355501001", Role.MAIN, "TEL"), ("+81355501051", Role.FAX, "FAX")]


def test_other_names_branches_and_other_prefectures_are_not_the_company() -> None:
    page = "".join(
        [
            entry("株式会社あおぞら不動産", "03-5550-2001", "東京都港区1-1"),
            entry("株式会社あおぞら 大阪支店", "03-5550-2002", "東京都港区1-1"),
            entry("株式会社あおぞら", "06-6355-2003", "大阪府大阪市北区1-1"),
        ]
    )
    answer, _ = look({SEARCH: page})
    assert (answer.result, answer.state, answer.observations) == (AskResult.NONE, RowState.NO_WEBSITE, ())
    assert answer.reason.code is ReasonCode.NO_ENTRY


def test_the_next_page_is_read_until_the_entry_is_found_or_the_limit_reached() -> None:
    more = '<a class="next" href="/search?page={}">次へ</a>'
    second, third = (f"http://meibo.example/search?page={n}" for n in (2, 3))
    pages = {SEARCH: entry("他社") + more.format(2), second: entry("他社") + more.format(3), third: ""}
    _, asked = look(pages)
    assert asked == [SEARCH, second]
    answer, asked = look(pages | {second: entry("あおぞら（株）", "03-5550-1001") + more.format(3)})
    assert asked == [SEARCH, second]
    assert values(answer, Field.PHONE) == ["+81355501001"]


def test_of_several_entries_the_one_in_the_company_s_street_is_taken() -> None:
    page = entry("株式会社あおぞら", "03-5550-2001", "東京都大田区9-9") + entry(
        "株式会社あおぞら", "03-5550-1001", "東京都港区青空1丁目2番3号"
    )
    answer, _ = look({SEARCH: page})
    assert values(answer, Field.PHONE) == ["+81355501001"]


def test_of_several_entries_elsewhere_the_one_of_its_legal_form_is_taken() -> None:
    page = entry("あおぞら株式会社", "03-5550-2001") + entry("株式会社あおぞら", "03-5550-1001")
    answer, _ = look({SEARCH: page})
    assert values(answer, Field.PHONE) == ["+81355501001"]


def test_an_entry_without_a_number_still_gives_the_homepage() -> None:
    answer, _ = look({SEARCH: entry("株式会社あおぞら", home="http://www.aozora.example/")})
    assert (answer.result, answer.state) == (AskResult.HIT, RowState.NO_WEBSITE)
    assert answer.reason.code is ReasonCode.ENTRY_WITHOUT_NUMBER
    assert values(answer, Field.HOMEPAGE) == ["http://www.aozora.example/"]


def test_a_placeholder_is_no_number() -> None:
    answer, _ = look({SEARCH: entry("株式会社あおぞら", "03-1234-5678")})
    assert (answer.result, answer.state) == (AskResult.NONE, RowState.NO_WEBSITE)


def test_a_link_to_no_address_is_no_homepage() -> None:
    answer, _ = look({SEARCH: entry("株式会社あおぞら", "03-5550-1001", home="http://[aozora]/")})
    assert values(answer, Field.PHONE) == ["+81355501001"]
    assert values(answer, Field.HOMEPAGE) == []
