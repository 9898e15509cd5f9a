"""What one run was answered, the next does not ask again."""

from collections.abc import Iterator

import pytest

from tests.e2e.embedded import Embedded, companies, embedded_aws, run_to_its_end, settings
from workbench.contract.states import AskResult
from workbench.progress import RunStatus

pytestmark = pytest.mark.xdist_group("answers")
SITES = [
    "http://www.kakudou.example/",
    "http://www.maboroshi-suisan.example/",
    "http://www.kijou-denki.example/",
]
NAMES = ["株式会社架空堂", "まぼろし水産株式会社", "株式会社机上電機"]


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with embedded_aws(tmp_path_factory.mktemp("aws")) as one:
        yield one


@pytest.mark.parametrize("runner", ["fargate", "lambda"])
def test_the_next_run_asks_nobody_what_is_known(aws: Embedded, runner: str) -> None:
    connection = aws.up()
    rows = companies(*NAMES, sites=SITES)
    rows = [one.model_copy(update={"company_id": f"{runner} {one.company_id}"}) for one in rows]
    first, status = run_to_its_end(connection, rows, settings(runner))
    assert status is RunStatus.COMPLETE
    heard = len(aws.accesses())
    # In another order and at other rows: a company is known by its id.
    moved = [one.model_copy(update={"row_id": 10 - one.row_id}) for one in rows]
    second, status = run_to_its_end(connection, moved, settings(runner))
    assert status is RunStatus.COMPLETE
    assert len(aws.accesses()) == heard
    trails = [asked for outcome in second.records().outcomes for asked in outcome.trail]
    assert {(asked.result, asked.requests) for asked in trails} == {(AskResult.CACHED, 0)}
    columns = ["wb_phone_e164", "wb_state", "wb_reason", "wb_url", "wb_fetched_at"]
    before, after = first.partial()[columns], second.partial()[columns]
    assert before.sort_index().values.tolist() == after.sort_index(ascending=False).values.tolist()
    anew = settings(runner).model_copy(
        update={
            "answers": settings(runner).answers.model_copy(update={"max_age_days": 0, "none_max_age_days": 0})
        }
    )
    run_to_its_end(connection, rows, anew)
    assert len(aws.accesses()) > heard
