import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from crawler.on_lambda import child_environment, run_child
from tests.crawler.fake_aws import FakeAws
from tests.crawler.shard import Shard, left_by, settings_text, write_site
from tests.makers import company
from workbench.contract.reasons import ReasonCode
from workbench.contract.states import ShardEnd
from workbench.local.services.sample_web import SampleWeb

EVENT = {
    "TASK_TOKEN_ENV_VARIABLE": "token",
    "FEED_BUCKET_NAME": "feed",
    "SETTINGS_FILE": "settings.yaml",
    "INPUT_FILE": "input.jsonl.gz",
    "RUN_ID": "run",
    "STAGE": "sites",
    "SHARD": "0001",
    "ATTEMPT": "1",
}


@pytest.fixture
def aws() -> Iterator[FakeAws]:
    with FakeAws() as aws:
        yield aws


def clients_of(aws: FakeAws) -> Any:
    options = {
        "endpoint_url": aws.endpoint,
        "region_name": "ap-northeast-1",
        "aws_access_key_id": "test",
        "aws_secret_access_key": "test",
    }
    return lambda: (boto3.client("stepfunctions", **options), boto3.client("s3", **options))


def run(aws: FakeAws, program: str, remaining_s: float = 60.0) -> dict[str, Any]:
    """Run a child that is this line of Python instead of the crawler."""
    command = (sys.executable, "-c", program)
    return run_child(EVENT, remaining_s, {"PATH": "/usr/bin"}, aws=clients_of(aws), command=command)


def test_the_program_runs_as_a_child_and_answers_by_itself(aws: FakeAws, tmp_path: Path) -> None:
    page = {"index.html": "<title>株式会社あおぞら</title><p>電話 03-5550-1001</p>"}
    write_site(tmp_path / "web", "www.aozora.example", page)
    companies = [company(0, name="株式会社あおぞら", homepage="http://www.aozora.example/")]
    with SampleWeb(tmp_path / "web", tmp_path / "log") as web:
        environment = Shard(aws, web, companies, settings_text()).environment
        ended = run_child(EVENT, 60.0, environment, aws=clients_of(aws))
    assert ended == {"exit_code": 0}
    assert aws.names()[-1] == "success"
    assert left_by(aws).progress.end is ShardEnd.DONE  # type: ignore[union-attr]


def test_the_program_hands_back_before_the_time_is_over(aws: FakeAws, tmp_path: Path) -> None:
    write_site(tmp_path / "web", "www.silent.example", rules=[{"path": "/", "hang": True}])
    companies = [company(0, homepage="http://www.silent.example/")]
    with SampleWeb(tmp_path / "web", tmp_path / "log") as web:
        environment = Shard(aws, web, companies, settings_text()).environment
        ended = run_child(EVENT, 6.0, environment, aws=clients_of(aws))
    assert ended == {"exit_code": 0}
    name, answer = aws.calls[-1]
    assert (name, json.loads(answer["output"])["unfinished"]) == ("success", 1)
    assert left_by(aws).progress.end is ShardEnd.HANDED_BACK  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("program", "exit_code", "words"),
    [
        ("import os; os.kill(os.getpid(), 9)", -9, "signal SIGKILL"),
        ("raise SystemExit(2)", 2, "exit code 2"),
        ("raise SystemExit(77)", 77, "exit code 77"),
    ],
)
def test_a_child_that_died_without_a_word_is_answered_for(
    aws: FakeAws, program: str, exit_code: int, words: str
) -> None:
    assert run(aws, program) == {"exit_code": exit_code}
    failure = left_by(aws).failure
    assert failure is not None
    assert (failure.error, failure.reason.code) == ("Container.Killed", ReasonCode.CONTAINER_KILLED)
    assert failure.reason.parameters == {"detail": words}
    name, told = aws.calls[-1]
    assert (name, told["error"], told["cause"]) == ("failure", "Container.Killed", failure.cause)
    assert words in told["cause"]


@pytest.mark.parametrize("exit_code", [0, 1, 143])
def test_a_child_that_has_answered_is_not_answered_for(aws: FakeAws, exit_code: int) -> None:
    assert run(aws, f"raise SystemExit({exit_code})") == {"exit_code": exit_code}
    assert aws.calls == []
    assert left_by(aws).failure is None


def test_a_child_that_does_not_end_is_killed_in_time(aws: FakeAws) -> None:
    started = time.monotonic()
    ended = run(aws, "import threading; threading.Event().wait()", remaining_s=4.0)
    assert ended == {"exit_code": None}
    assert time.monotonic() - started < 4.0
    assert aws.calls[-1][1]["error"] == "Container.Killed"


def test_a_reason_that_the_child_wrote_down_stands(aws: FakeAws) -> None:
    key = "runs/run/failures/sites-1/0001.json"
    aws.objects[key] = b"its own words"
    run(aws, "raise SystemExit(9)")
    assert aws.objects[key] == b"its own words"
    assert aws.calls[-1][0] == "failure"


def test_a_refused_answer_does_not_fail_the_function(aws: FakeAws) -> None:
    aws.refusal = "TaskTimedOut"
    assert run(aws, "raise SystemExit(9)") == {"exit_code": 9}


def test_the_child_gets_the_payload_and_only_what_it_needs() -> None:
    ours = {
        "PATH": "/bin",
        "AWS_REGION": "ap-northeast-1",
        "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001",
        "WORKBENCH_SAMPLE_WEB": "{}",
        "SECRET_OF_SOMEONE": "x",
        "RUN_ID": "an older run",
    }
    assert child_environment({**EVENT, "ATTEMPT": 2}, ours, 12.5) == {  # type: ignore[dict-item]
        "PATH": "/bin",
        "AWS_REGION": "ap-northeast-1",
        "WORKBENCH_SAMPLE_WEB": "{}",
        **EVENT,
        "ATTEMPT": "2",
        "RUNNER": "lambda",
        "DEADLINE_EPOCH_S": "12.500",
    }
