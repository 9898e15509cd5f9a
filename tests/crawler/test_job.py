from pathlib import Path
from tempfile import gettempdir

import pytest

from crawler.job import REQUIRED, from_environment
from workbench.errors import SetupError

ENVIRONMENT = {
    "TASK_TOKEN_ENV_VARIABLE": "a-secret-token",
    "FEED_BUCKET_NAME": "feed",
    "SETTINGS_FILE": "runs/run/settings.yaml",
    "INPUT_FILE": "runs/run/input/sites-2/0003.jsonl.gz",
    "RUN_ID": "run",
    "STAGE": "sites",
    "SHARD": "0003",
    "ATTEMPT": "2",
}


def test_the_environment_makes_the_job() -> None:
    job = from_environment(ENVIRONMENT)
    assert (job.name, job.runner, job.attempt, job.deadline_epoch_s) == (
        "run/sites-2/0003",
        "fargate",
        2,
        None,
    )
    assert job.sample_web is None


def test_a_lambda_has_a_deadline_and_the_sample_web_its_hosts() -> None:
    more = {
        "RUNNER": "lambda",
        "DEADLINE_EPOCH_S": "1700000000.5",
        "WORKBENCH_SAMPLE_WEB": '{"proxy": "http://127.0.0.1:8123", "hosts": ["WWW.a.example"]}',
    }
    job = from_environment(ENVIRONMENT | more)
    assert (job.runner, job.deadline_epoch_s) == ("lambda", 1700000000.5)
    assert job.sample_web is not None
    assert (job.sample_web.address, job.sample_web.hosts) == (("127.0.0.1", 8123), {"www.a.example"})


def test_answers_are_kept_where_the_environment_says_but_not_on_lambda() -> None:
    told = {"WORKBENCH_HTTP_CACHE": "/var/cache/pages"}
    assert from_environment(ENVIRONMENT).http_cache is None
    assert from_environment(ENVIRONMENT | told).http_cache == Path("/var/cache/pages")
    assert from_environment(ENVIRONMENT | told | {"RUNNER": "lambda"}).http_cache is None


def test_large_files_lie_where_the_environment_says_and_else_where_any_container_may_write() -> None:
    assert from_environment(ENVIRONMENT).disk == Path(gettempdir()) / "workbench"
    assert from_environment(ENVIRONMENT | {"WORKBENCH_DISK": "/mnt/disk"}).disk == Path("/mnt/disk")


def test_the_token_is_not_in_what_is_printed() -> None:
    assert "secret" not in repr(from_environment(ENVIRONMENT))


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_variable_is_named(name: str) -> None:
    with pytest.raises(SetupError, match=name):
        from_environment({**ENVIRONMENT, name: ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [("ATTEMPT", "two"), ("DEADLINE_EPOCH_S", "soon"), ("WORKBENCH_SAMPLE_WEB", "{}")],
)
def test_a_variable_that_cannot_be_read_is_an_error(name: str, value: str) -> None:
    with pytest.raises(SetupError):
        from_environment(ENVIRONMENT | {name: value})
