"""Every page of the corpus gives the number that is expected of it, and each rule of the extractor is needed."""

import json

import pytest

from crawler.extract.rules import Rule, without
from tests.extract.corpus import FIRST_READINGS, HERE, PAGES, RULES, SETS, Case, answered, cases
from tests.extract.quality import Figures, figures, report

CASES = cases(PAGES)
OF_RULES = {case.name: case for case in cases(RULES)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_page_gives_the_expected_number(case: Case) -> None:
    found = answered(case)
    assert found.phone == case.expected["phone"], f"{found.why}: {case.expected.get('why')}"
    assert found.line == case.expected.get("line")
    assert found.phone not in case.expected.get("not", [])


def test_each_rule_has_a_page_that_is_read_wrongly_without_it() -> None:
    assert OF_RULES.keys() == {rule.value for rule in Rule}
    wrong_with = [rule for rule in Rule if answered(OF_RULES[rule.value]).faults]
    assert wrong_with == []
    unneeded = []
    for rule in Rule:
        with without(rule):
            if not answered(OF_RULES[rule.value]).faults:
                unneeded.append(rule)
    assert unneeded == []


def test_the_figures_count_each_page_once() -> None:
    answers = [answered(case) for case in CASES[:40]]
    counted = figures(answers)
    expected = [one for one in answers if one.case.expected["phone"]]
    assert counted.right + counted.missed == len(expected)
    assert counted.pages == len(answers)
    assert any(line.startswith("| all | 40 |") for line in report("pages", answers))


@pytest.mark.parametrize("folder", SETS)
def test_no_set_is_read_worse_than_the_first_time(folder: str) -> None:
    first = json.loads(FIRST_READINGS.read_text(encoding="utf-8"))[folder]
    del first["date"]
    now = figures([answered(case) for case in cases(HERE / folder)])
    assert now.pages == first["pages"]
    assert now.right_answers >= Figures(**first).right_answers
