"""What the resolver promises, on a register small enough to ask in seconds; `evaluation.py` measures at full size."""

from pathlib import Path

import pytest

from tests.registry.evaluation import (
    LEAST_PRECISION,
    LEAST_RECALL,
    Answered,
    Figures,
    answered,
    errors,
    report,
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[Answered]:
    folder: Path = tmp_path_factory.mktemp("registry")
    return answered(company_count=20_000, query_count=4_000, seed=7, folder=folder)


def test_precision_and_recall_are_what_is_promised(answers: list[Answered]) -> None:
    found = Figures.of(answers)
    shown = "\n".join([*report(answers), *errors(answers, {}, limit=40)])
    assert (found.precision >= LEAST_PRECISION, found.recall >= LEAST_RECALL) == (True, True), shown
    # The measure means something: most rows tell their company, and some are of companies that are not registered.
    assert found.tell > 2_500
    assert sum(one.asked.expected is None for one in answers) > 600


def test_a_report_tells_every_kind_and_its_counts_add_up(answers: list[Answered]) -> None:
    lines = report(answers)
    by_kind = lines[lines.index("## By name") + 4 : lines.index("## By place") - 1]
    assert {line.split(" | ")[0].strip("| ") for line in by_kind} == {one.asked.kind for one in answers}
    assert sum(int(line.split(" | ")[1]) for line in by_kind) == len(answers) == 4_000
    missed = sum(one.tells and not one.is_right and not one.is_wrong for one in answers)
    assert f"## {missed} missed" in errors(answers, {}, limit=1)
