"""Stopping a run reaches every container, also one that will not listen."""

from collections.abc import Iterator

import pytest

from tests.e2e.embedded import (
    AList,
    Embedded,
    companies,
    crawlers,
    embedded_aws,
    run_to_its_end,
    settings,
)
from tests.local.waiting import until
from workbench.progress import RunStatus
from workbench.starting import start

pytestmark = pytest.mark.xdist_group("stop")
BUSY_HOST = "www.kakudou.example"
OTHER_SITE = "http://www.maboroshi-suisan.example/"


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with embedded_aws(tmp_path_factory.mktemp("aws")) as one:
        yield one


@pytest.mark.parametrize("runner", ["fargate", "lambda"])
def test_afterwards_no_crawler_lives_and_the_sites_hear_nothing_more(aws: Embedded, runner: str) -> None:
    connection = aws.up()
    stubborn = companies("株式会社頑固", "株式会社頑固商事", sites=["http://a.example/", "http://b.example/"])
    used = settings(runner, rows_per_shard=1, timeout_s=90)
    run = start(AList(stubborn), used, connection=connection)  # type: ignore[arg-type]

    def requests() -> int:
        return sum(access["host"] == BUSY_HOST for access in aws.accesses())

    until(lambda: len(crawlers(run.run_id)) >= 2 and requests() > 20, timeout_s=60)
    assert run.stop(timeout_s=60) is RunStatus.STOPPED
    if runner == "lambda":
        # AWS shows no process of a Lambda: stop() knows by its last word, which comes just before its end.
        until(lambda: not crawlers(run.run_id), timeout_s=10)
    assert crawlers(run.run_id) == []
    heard = requests()
    # Time passes in which a crawler that was left would be heard: another run, from start to end.
    _, status = run_to_its_end(
        connection, companies("まぼろし水産株式会社", sites=[OTHER_SITE]), settings(runner)
    )
    assert status is RunStatus.COMPLETE
    assert requests() == heard
    assert run.partial()["wb_state"].tolist() == ["not_attempted", "not_attempted"]
    [message] = aws.messages(run.run_id)
    assert "was stopped" in message
