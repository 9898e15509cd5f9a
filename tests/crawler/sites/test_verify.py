from collections.abc import Mapping
from typing import Any

import pytest

from crawler.sites.verify import Proof, check, verified
from crawler.sources import load
from crawler.sources.base import Answer
from crawler.web.fetch import FetchFailed
from tests.crawler.fake_fetch import FakeFetch, too_slow
from tests.makers import NOON, company, settings
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.states import AskResult, Field, RowState

HOSHIZORA = company(
    1,
    name="株式会社星空電機",
    prefecture="東京都",
    address="東京都千代田区星空町1-2-3",
    corporate_number="3999901000500",
)
NAME_ONLY = company(1, name="株式会社星空電機")
TOP = "http://www.hoshizora-denki.example/"
PROFILE = TOP + "company.html"
LINK = '<a href="/company.html">会社概要</a>'


def run(awaitable: Any) -> Any:
    import asyncio

    return asyncio.run(awaitable)


def page(body: str, title: str = "ようこそ") -> str:
    return f"<title>{title}</title><body>{body}</body>"


def proof(pages: Mapping[str, Any], asked: Any = HOSHIZORA, url: str = TOP) -> tuple[Proof, list[str]]:
    fetch = FakeFetch(pages)
    return run(check(asked, url, fetch)).proof, fetch.asked


def answer_of(pages: Mapping[str, Any], *candidates: str, asked: Any = HOSHIZORA) -> Answer:
    source = load("homepage", settings())
    answer: Answer = run(verified(source, asked, candidates, FakeFetch(pages)))
    return answer


NAMED = page("<p>東京都千代田区星空町9-9</p>", "株式会社星空電機｜照明と電源")
PROVEN = {
    "its number": page("<p>登録番号 T3999901000500</p>"),
    "its name at its address": page("<p>© 株式会社星空電機</p><p>東京都千代田区星空町1-2-3</p>"),
    "the name it gives itself in its prefecture": NAMED,
}


@pytest.mark.parametrize("body", PROVEN.values(), ids=PROVEN.keys())
def test_a_top_page_that_proves_whose_it_is_is_enough(body: str) -> None:
    assert proof({TOP: body + LINK}) == (Proof.THEIRS, [TOP])


UNPROVEN = {
    "a name alone": (page("", "株式会社星空電機"), Proof.SAME_NAME),
    "a customer who is mentioned": (
        page(
            "<p>取引先 株式会社星空電機 様</p><p>東京都港区さくら1-1</p>",
            "さくらシステム",
        ),
        Proof.SAME_NAME,
    ),
    "the postal code of the neighbourhood": (page("<p>〒100-9990 東京都千代田区星空町</p>"), Proof.SAME_NAME),
    "a namesake elsewhere": (page("<p>大阪府大阪市北区1-1</p>", "株式会社星空電機"), Proof.NOT_THEIRS),
    "another company": (page("<p>東京都港区1-1</p>", "株式会社さくらシステム"), Proof.NOT_THEIRS),
    "another's number": (page("<p>法人番号 2999901000501</p>", "株式会社星空電機"), Proof.NOT_THEIRS),
    "a parked domain": (page("<p>This domain is for sale</p>", "hoshizora-denki"), Proof.NOT_THEIRS),
}


@pytest.mark.parametrize(("body", "expected"), UNPROVEN.values(), ids=UNPROVEN.keys())
def test_what_does_not_prove_it_is_not_believed(body: str, expected: Proof) -> None:
    asked = HOSHIZORA.model_copy(update={"postal_code": "1009990"})
    assert proof({TOP: body}, asked) == (expected, [TOP])


def test_where_the_top_page_does_not_tell_the_company_page_is_read() -> None:
    profile = page("<table><tr><th>会社名</th><td>株式会社星空電機</td></tr></table><p>東京都港区1</p>")
    told = {TOP: page(LINK), PROFILE: profile}
    assert proof(told) == (Proof.THEIRS, [TOP, PROFILE])


def test_a_company_page_on_another_s_site_proves_nothing() -> None:
    told = {TOP: page(LINK), PROFILE: ("http://group.example/hoshizora", NAMED)}
    assert proof(told) == (Proof.NOT_THEIRS, [TOP, PROFILE])


def test_two_pages_are_the_most_that_are_read() -> None:
    told = {TOP: page(LINK + '<a href="/access.html">アクセス</a>'), PROFILE: page("")}
    assert proof(told) == (Proof.NOT_THEIRS, [TOP, PROFILE])


def test_a_site_that_shows_another_s_number_is_left_at_once() -> None:
    told = {TOP: page("<p>法人番号 2999901000501</p>" + LINK), PROFILE: NAMED}
    assert proof(told) == (Proof.NOT_THEIRS, [TOP])


def test_a_deep_link_is_verified_by_the_site_s_top_page() -> None:
    assert proof({TOP: NAMED}, url=TOP + "products/1?a=b#c") == (Proof.THEIRS, [TOP])


def test_a_page_that_leads_on_speaks_not_for_the_site_behind() -> None:
    refresh = page(
        '<meta http-equiv="refresh" content="0;url=http://other.example/">東京都千代田区星空町1-2-3',
        "株式会社星空電機",
    )
    other = "http://other.example/"
    assert proof({TOP: refresh, other: page("")}) == (Proof.NOT_THEIRS, [TOP, other])
    assert proof({TOP: refresh, other: NAMED}) == (Proof.THEIRS, [TOP, other])


def test_pages_that_lead_in_a_circle_end() -> None:
    def to(url: str) -> str:
        return page(f'<meta http-equiv="refresh" content="0;url={url}">')

    other = "http://other.example/"
    assert proof({TOP: to(other), other: to(TOP)}) == (Proof.NOT_THEIRS, [TOP, other])


def refused(code: ReasonCode, state: RowState) -> FetchFailed:
    return FetchFailed(state, Reason.of(code, host="www.hoshizora-denki.example", detail="x"))


NOT_READ = {
    "too slow": too_slow("www.hoshizora-denki.example"),
    "closed to robots": refused(ReasonCode.ROBOTS_DISALLOW, RowState.ROBOTS_DENIED),
    "unreachable": refused(ReasonCode.UNREACHABLE, RowState.SITE_UNREACHABLE),
    "busy": (503, "busy"),
    "forbidden": (403, "no"),
    "drawn by scripts": '<body><div id="root"></div><script src="a.js"></script></body>',
}


@pytest.mark.parametrize("came", NOT_READ.values(), ids=NOT_READ.keys())
def test_what_could_not_be_read_is_no_answer(came: Any) -> None:
    assert proof({TOP: came})[0] is Proof.NOT_READ
    answer = answer_of({TOP: came}, TOP)
    assert (answer.result, answer.state, answer.observations) == (
        AskResult.ERROR,
        RowState.NOT_ATTEMPTED,
        (),
    )
    assert answer.reason == Reason.of(
        ReasonCode.CANDIDATES_NOT_READ,
        source="@source.homepage",
        count=1,
        detail="www.hoshizora-denki.example",
    )


@pytest.mark.parametrize(
    "came",
    [
        (404, "Not Found"),
        (410, "Gone"),
        refused(ReasonCode.STOP_LISTED, RowState.NO_WEBSITE),
        refused(ReasonCode.ADDRESS_REFUSED, RowState.SITE_UNREACHABLE),
    ],
)
def test_nothing_there_and_what_is_nobody_s_own_site_are_answers(came: Any) -> None:
    assert proof({TOP: came})[0] is Proof.NOT_THEIRS


def test_a_company_page_that_does_not_come_leaves_what_the_top_page_showed() -> None:
    assert proof({TOP: page(LINK, "株式会社星空電機")})[0] is Proof.SAME_NAME
    assert proof({TOP: page(LINK), PROFILE: too_slow("x.example")})[0] is Proof.NOT_READ


def test_the_first_proven_candidate_is_the_homepage_and_the_others_are_not_asked() -> None:
    fetch = FakeFetch({"http://a.example/": page(""), TOP: NAMED})
    source = load("homepage", settings())
    answer = run(verified(source, HOSHIZORA, ["http://a.example/x", TOP, "http://b.example/"], fetch))
    assert fetch.asked == ["http://a.example/", TOP]
    assert (answer.result, answer.state) == (AskResult.HIT, None)
    (seen,) = answer.observations
    assert (seen.field, seen.value, seen.url, seen.row_id) == (Field.HOMEPAGE, TOP, TOP, 1)
    assert (seen.site_name, seen.site_address) == ("株式会社星空電機", "東京都千代田区星空町9-9")
    assert (seen.site_corporate_number, seen.fetched_at) == (None, NOON)


def test_the_homepage_is_where_the_site_is_in_the_end() -> None:
    new = "https://hoshizora.example/ja/"
    answer = answer_of({TOP: (new, NAMED)}, TOP)
    assert [seen.value for seen in answer.observations] == ["https://hoshizora.example/"]


def test_candidates_that_are_others_are_none() -> None:
    answer = answer_of(
        {TOP: page(""), "http://a.example/": page("", "株式会社さくら")}, "http://a.example/", TOP
    )
    assert (answer.result, answer.state, answer.observations) == (AskResult.NONE, RowState.NO_WEBSITE, ())
    assert answer.reason is not None and answer.reason.code is ReasonCode.CANDIDATES_NOT_THEIRS
    assert answer.reason.parameters["candidates"] == "a.example、www.hoshizora-denki.example"


def test_many_candidates_are_told_by_the_first_few() -> None:
    urls = [f"http://{letter}.example/" for letter in "abcdefg"]
    answer = answer_of({url: page("") for url in urls}, *urls)
    assert answer.reason is not None
    assert answer.reason.parameters["count"] == 7
    assert answer.reason.parameters["candidates"] == "a.example、b.example、c.example、d.example、e.example…"


def test_a_name_alone_goes_to_a_person_whatever_else_was_found() -> None:
    pages = {"http://a.example/": too_slow("a.example"), TOP: page("", "株式会社星空電機")}
    for asked in (HOSHIZORA, NAME_ONLY):
        answer = answer_of(pages, "http://a.example/", TOP, asked=asked)
        assert (answer.result, answer.state, answer.observations) == (
            AskResult.NONE,
            RowState.NEEDS_REVIEW,
            (),
        )
        assert answer.reason == Reason.of(
            ReasonCode.CANDIDATE_UNPROVEN, source="@source.homepage", candidate=TOP
        )
