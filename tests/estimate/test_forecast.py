"""What a run will cost, before it is started."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import NOON, company, settings
from workbench.contract.records import Company, SourceFigures, Summary
from workbench.contract.settings import Ceiling
from workbench.contract.states import Field, RowState
from workbench.estimate import (
    Estimate,
    actual_lines,
    estimate,
    estimate_lines,
    measured_rates,
    over_ceiling,
    to_dict,
)
from workbench.estimate.prices import LAMBDA_MIB, Prices
from workbench.estimate.ranges import Range, share

ROOT = Path(__file__).parents[2]
MEASURED = {
    "directory": SourceFigures(
        asked=50, hits=20, nothing=30, requests=60, seconds=30.0, gave={Field.HOMEPAGE: 20}, finished=10
    ),
    "homepage": SourceFigures(asked=40, hits=30, requests=120, seconds=40.0, finished=30),
}


def companies(count: int, **known: str) -> list[Company]:
    return [company(row, **known) for row in range(count)]


def measured_estimate(rows: list[Company]) -> Estimate:
    return estimate(rows, settings(), measured_rates([MEASURED], settings()))


def test_the_waterfall_is_followed_from_stage_to_stage() -> None:
    told = measured_estimate(companies(100))
    by_place = {(one.stage, one.source): one for one in told.sources}
    listing, sites = by_place["listing", "directory"], by_place["sites", "homepage"]
    assert listing.asked == Range(100, 100, 100)
    assert listing.requests.likely == pytest.approx(120)
    # 20 % are found in the directory; of the others 40 % get a homepage there.
    assert sites.asked.likely == pytest.approx(100 * 0.8 * 0.4)
    assert told.found.likely == pytest.approx(0.2 + 0.8 * 0.4 * 0.75)
    assert told.requests.likely == pytest.approx(120 + 32 * 3)


def test_rows_that_have_a_homepage_go_to_their_site_without_being_told_one() -> None:
    told = measured_estimate(companies(100, homepage="a.example"))
    (sites,) = [one for one in told.sources if one.source == "homepage"]
    assert sites.asked.likely == pytest.approx(80)


def test_a_company_on_two_rows_is_asked_about_once() -> None:
    told = estimate([company(0, company_id="x"), company(1, company_id="x")], settings())
    assert (told.rows, told.companies, told.lacking["homepage"]) == (2, 1, 1)


@given(st.integers(0, 300), st.integers(0, 300), st.booleans())
def test_low_is_never_above_likely_nor_likely_above_high(with_site: int, without: int, known: bool) -> None:
    rows = companies(with_site, homepage="a.example") + [company(1000 + row) for row in range(without)]
    told = measured_estimate(rows) if known else estimate(rows, settings())
    for figures in (told.requests, told.seconds, told.container_hours, told.yen, told.found):
        assert 0 <= figures.low <= figures.likely <= figures.high
    assert told.found.high <= 1
    for one in told.sources:
        assert one.asked.high <= with_site + without + 1e-6


def test_more_rows_never_cost_less() -> None:
    few, many = measured_estimate(companies(50)), measured_estimate(companies(500))
    assert few.requests.likely < many.requests.likely
    assert few.aws_yen.likely < many.aws_yen.likely


@pytest.mark.parametrize(("hits", "of"), [(0, 1), (1, 1), (0, 50), (25, 50), (50, 50), (3, 10_000)])
def test_a_share_lies_within_its_bounds_and_more_rows_narrow_them(hits: int, of: int) -> None:
    low, likely, high = share(hits, of)
    assert 0 <= low <= likely == hits / of <= high <= 1
    wider = share(hits, of)
    narrower = share(100 * hits, 100 * of)
    assert narrower.high - narrower.low < wider.high - wider.low


def test_a_few_answers_are_no_measure() -> None:
    assert measured_rates([{"homepage": SourceFigures(asked=4, requests=8)}], settings()) == {}


def test_what_was_assumed_is_said_to_be() -> None:
    assumed = "\n".join(estimate_lines(estimate(companies(10), settings()), "en"))
    assert "assumed: no earlier run" in assumed
    assert "not known before an earlier run or a pilot" in assumed
    measured = "\n".join(estimate_lines(measured_estimate(companies(10)), "en"))
    assert "assumed" not in measured
    assert "from 50 companies of an earlier run" in measured
    assert "numbers expected to be found: 44 (" in measured


@pytest.mark.parametrize(
    ("ceiling", "sentence"),
    [
        (Ceiling(), None),
        (Ceiling(requests=1_000_000, yen=1_000_000), None),
        (Ceiling(requests=100), "ceiling.requests of 100"),
        (Ceiling(yen=0), "ceiling.yen of 0"),
    ],
)
def test_a_ceiling_holds_by_the_likely_figures(ceiling: Ceiling, sentence: str | None) -> None:
    over = over_ceiling(measured_estimate(companies(100)), ceiling)
    assert over is None if sentence is None else over is not None and sentence in over.sentence("en")


def test_the_estimate_stands_beside_what_it_came_to() -> None:
    expected = to_dict(measured_estimate(companies(100)))
    summary = Summary(
        run_id="r",
        execution="r-a1",
        outcome="complete",
        rows=100,
        by_state={RowState.FOUND: 40, RowState.NO_WEBSITE: 60},
        unfinished_rows=0,
        sources={"homepage": SourceFigures(asked=30, requests=90), "directory": SourceFigures(requests=110)},
        ended_at=NOON,
    )
    lines = actual_lines(expected, summary, 90.0, "en")
    assert lines[0].startswith("requests: estimated 216 (")
    assert lines[0].endswith("came to 200")
    assert lines[1].endswith("came to 1.5")
    assert lines[2].endswith("came to 40")


def test_what_nobody_knew_is_not_compared() -> None:
    expected = to_dict(estimate(companies(10), settings()))
    assert expected["found"] is None
    summary = Summary(
        run_id="r",
        execution="r-a1",
        outcome="complete",
        rows=10,
        by_state={},
        unfinished_rows=0,
        ended_at=NOON,
    )
    assert actual_lines(expected, summary, 90.0, "en")[2] == "found (%): estimated ?, came to 0"


def test_the_functions_memory_is_that_of_the_template() -> None:
    template = (ROOT / "infra" / "cfn.yaml").read_text(encoding="utf-8")
    crawler = template[template.index("  CrawlerFunction:") :]
    found = re.search(r"MemorySize: (\d+)", crawler)
    assert found is not None
    assert int(found[1]) == LAMBDA_MIB


def test_a_container_costs_what_the_price_list_says() -> None:
    # Half a vCPU and one GB for an hour.
    assert Prices().runner_hour("fargate", "small") == pytest.approx(0.05056 / 2 + 0.00553)
