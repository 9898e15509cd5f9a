"""The services' keys reach the crawlers through the stack's secret, on both runners."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.embedded import Embedded, companies, embedded_aws, run_to_its_end, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult

pytestmark = pytest.mark.xdist_group("keys")


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with embedded_aws(tmp_path_factory.mktemp("home")) as one:
        yield one


def a_service(runner: str) -> Settings:
    """One stage that asks a service at an address that nobody may reach: its key is looked for all the same."""
    told = settings(runner, name="resolve", sources=["gbizinfo"]).model_dump(mode="json")
    told["sources"] = {"gbizinfo": {"base_url": "http://127.0.0.1:9/hojin"}}
    return Settings.model_validate(told)


def asked(aws: Embedded, runner: str) -> Any:
    """What came of asking about one company."""
    run, _ = run_to_its_end(aws.up(), companies("株式会社架空堂"), a_service(runner))
    (outcome,) = run.records().outcomes
    (one,) = outcome.trail
    return one


@pytest.mark.parametrize("runner", ["fargate", "lambda"])
def test_a_source_without_its_key_is_skipped_and_one_with_it_is_asked(aws: Embedded, runner: str) -> None:
    connection = aws.up()
    secrets, secret = connection.client("secretsmanager"), connection.outputs["KeysSecret"]
    secrets.put_secret_value(SecretId=secret, SecretString="{}")
    without = asked(aws, runner)
    assert (without.result, without.reason.code) == (AskResult.SKIPPED, ReasonCode.NEEDS_KEY)
    secrets.put_secret_value(SecretId=secret, SecretString=json.dumps({"gbizinfo": "a-token"}))
    given = asked(aws, runner)
    assert (given.result, given.reason.code) == (AskResult.ERROR, ReasonCode.ADDRESS_REFUSED)
    assert "a-token" not in "".join(log.read_text(errors="replace") for log in aws.home.logs.rglob("*.log"))
