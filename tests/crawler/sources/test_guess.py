from typing import Any

import pytest

from crawler.sources import load
from crawler.sources.base import Answer
from crawler.web.fetch import NO_SUCH_HOST, FetchFailed, Page
from tests.crawler.fake_fetch import FakeFetch, too_slow
from tests.crawler.service_fetch import ask_service, unreachable
from tests.makers import company, settings
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, RowState

AOZORA = company(1, name="㈱アオゾラ電機", prefecture="東京都")
THEIRS = "<title>株式会社アオゾラ電機</title><p>東京都千代田区星空町1-2-3</p>"
NAMESAKE = "<title>株式会社アオゾラ電機</title><p>大阪府大阪市北区1-1</p>"
PARKED = "<title>aozora.example</title><p>このドメインは売り出し中です</p>"


class Net(FakeFetch):
    """Only hosts with a page exist."""

    async def __call__(self, url: str) -> Page:
        if url not in self.pages:
            self.asked.append(url)
            host = url.split("/")[2]
            reason = Reason.of(ReasonCode.UNREACHABLE, host=host, detail=NO_SUCH_HOST)
            raise FetchFailed(RowState.SITE_UNREACHABLE, reason)
        return await super().__call__(url)


def guess(pages: dict[str, Any], asked: Company = AOZORA, candidates: int = 3) -> tuple[Answer, list[str]]:
    told = {"candidates": candidates, "endings": [".example", ".test"]}
    chosen = settings(stages=[{"name": "guesses", "sources": ["guess"]}], sources={"guess": told})
    net = Net(pages)
    return ask_service(load("guess", chosen), asked, net), net.asked


def test_the_guess_that_exists_and_proves_to_be_theirs_is_the_homepage() -> None:
    answer, asked = guess({"http://www.aozora-denki.example/": THEIRS}, candidates=6)
    assert asked == [
        "http://www.aozoradenki.example/",
        "http://aozoradenki.example/",
        "http://www.aozoradenki.test/",
        "http://aozoradenki.test/",
        "http://www.aozora-denki.example/",
    ]
    assert (answer.result, answer.state) == (AskResult.HIT, None)
    told = [(seen.field, seen.value, seen.source, seen.site_name) for seen in answer.observations]
    assert told == [
        (Field.HOMEPAGE, "http://www.aozora-denki.example/", "guess", "株式会社アオゾラ電機"),
    ]


def test_a_host_that_exists_is_not_asked_again_without_www() -> None:
    answer, asked = guess(
        {"http://www.aozoradenki.example/": PARKED, "http://aozoradenki.example/": THEIRS}, candidates=1
    )
    assert asked == ["http://www.aozoradenki.example/"]
    assert (answer.result, answer.state, answer.observations) == (AskResult.NONE, RowState.NO_WEBSITE, ())
    assert answer.reason is not None and answer.reason.code is ReasonCode.CANDIDATES_NOT_THEIRS


def test_a_site_of_which_a_page_is_on_a_host_that_is_not_there_exists() -> None:
    link = '<a href="http://aozoradenki.example/company">会社概要</a>'
    answer, asked = guess({"http://www.aozoradenki.example/": PARKED + link}, candidates=1)
    assert asked == ["http://www.aozoradenki.example/", "http://aozoradenki.example/company"]
    assert answer.reason is not None and answer.reason.code is ReasonCode.CANDIDATES_NOT_READ


def test_guesses_that_do_not_exist_are_an_answer() -> None:
    answer, asked = guess({}, candidates=2)
    assert len(asked) == 4
    assert (answer.result, answer.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert answer.reason == Reason.of(
        ReasonCode.GUESSES_ABSENT,
        source="@source.guess",
        count=2,
        candidates="aozoradenki.example、aozoradenki.test",
    )


@pytest.mark.parametrize("came", [too_slow("x.example"), unreachable("x.example"), (503, "busy")])
def test_a_site_that_exists_and_cannot_be_read_is_no_answer(came: Any) -> None:
    answer, _ = guess({"http://aozoradenki.example/": came})
    assert (answer.result, answer.state) == (AskResult.ERROR, RowState.NOT_ATTEMPTED)
    assert answer.reason is not None and answer.reason.code is ReasonCode.CANDIDATES_NOT_READ


def test_a_namesake_elsewhere_is_not_theirs() -> None:
    answer, _ = guess({"http://aozoradenki.example/": NAMESAKE})
    assert (answer.result, answer.observations) == (AskResult.NONE, ())


def test_a_name_that_nobody_can_spell_is_not_guessed_at() -> None:
    answer, asked = guess({}, company(1, name="星空電機㈱"))
    assert (answer.result, answer.state, asked) == (AskResult.SKIPPED, RowState.NOT_ATTEMPTED, [])
    assert answer.reason == Reason.of(ReasonCode.NO_SPELLING)
