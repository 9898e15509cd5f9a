"""Failure is loud and nothing is lost: each way to fail, on both runners, through the whole chain."""

import json
import os
import signal
import time
from collections.abc import Iterator

import pytest

from tests.e2e.embedded import (
    AList,
    Embedded,
    companies,
    crawlers,
    embedded_aws,
    outcomes_landed,
    run_to_its_end,
    settings,
)
from tests.local.waiting import until
from workbench.aws import Connection
from workbench.progress import RunStatus
from workbench.run import Run
from workbench.starting import start

pytestmark = pytest.mark.xdist_group("failures")
both = pytest.mark.parametrize("runner", ["fargate", "lambda"])
REAL = "株式会社架空堂"


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with embedded_aws(tmp_path_factory.mktemp("aws")) as one:
        yield one


@pytest.fixture(scope="module")
def connection(aws: Embedded) -> Connection:
    return aws.up()


def one_message(aws: Embedded, run: Run) -> str:
    """The run's one notification; a second one would be a fault."""
    until(lambda: aws.messages(run.run_id))
    [message] = aws.messages(run.run_id)
    return message


def states(run: Run) -> list[tuple[str, str]]:
    table = run.partial()
    return list(zip(table["wb_state"], table["wb_phone"].fillna(""), strict=True))


@both
def test_a_crawler_that_raises_is_tried_again_and_then_told_in_words(
    aws: Embedded, connection: Connection, runner: str
) -> None:
    run, status = run_to_its_end(connection, companies(REAL, "株式会社例外"), settings(runner, attempts=2))
    assert status is RunStatus.PARTIAL
    assert states(run) == [("found", "075-555-1002"), ("not_attempted", "")]
    message = one_message(aws, run)
    for words in (
        f"Run {run.run_id} has ended, but 1 rows could not be finished",
        "stage sites, shard 0000, attempt 2: The crawler ended with an error (RuntimeError: a planted error",
        "段階sites、シャード0000(2回目): クローラーがエラーで終了しました",
        f"workbench attach {run.run_id} --resume",
    ):
        assert words in message
    assert [p.attempt for p in run.records().planned] == [1, 2]


@both
def test_a_fault_that_passes_is_cured_by_the_second_attempt(
    aws: Embedded, connection: Connection, runner: str
) -> None:
    run, status = run_to_its_end(
        connection,
        companies(REAL, "初回例外"),
        settings(runner, attempts=2),
    )
    assert status is RunStatus.COMPLETE
    assert states(run)[0][0] == "found"
    assert "1 shards failed on the way and were finished by another attempt" in one_message(aws, run)


@both
def test_a_crawl_that_stands_still_is_ended_and_its_rows_say_timed_out(
    aws: Embedded, connection: Connection, runner: str
) -> None:
    run, status = run_to_its_end(connection, companies(REAL, "株式会社沈黙"), settings(runner))
    assert status is RunStatus.PARTIAL
    assert states(run) == [("found", "075-555-1002"), ("timed_out", "")]
    message = one_message(aws, run)
    assert "stage sites, shard 0000, attempt 1: The crawler made no progress for 2 s" in message
    until(lambda: not crawlers(run.run_id))


@both
def test_a_killed_container_is_told_in_seconds_not_after_the_heartbeat(
    aws: Embedded, connection: Connection, runner: str
) -> None:
    used = settings(runner, heartbeat_s=90, stall_s=60, timeout_s=100)
    run = start(AList(companies(REAL, "株式会社沈黙")), used, connection=connection)  # type: ignore[arg-type]
    until(lambda: outcomes_landed(run) == 1, timeout_s=60)
    for pid in crawlers(run.run_id):
        os.kill(pid, signal.SIGKILL)
    killed_at = time.monotonic()
    assert run.wait(timeout_s=80) is RunStatus.PARTIAL
    assert time.monotonic() - killed_at < 60
    assert states(run) == [("found", "075-555-1002"), ("not_attempted", "")]
    message = one_message(aws, run)
    assert "stage sites, shard 0000, attempt 1: The crawler's container was killed" in message
    assert "137" in message or "SIGKILL" in message


def with_machine(connection: Connection, old: str, new: str) -> Iterator[None]:
    """The state machine with one text of its definition changed, for one test."""
    machine = connection.client("stepfunctions")
    arn = connection.outputs["StateMachineArn"]
    definition = machine.describe_state_machine(stateMachineArn=arn)["definition"]
    assert old in definition
    machine.update_state_machine(stateMachineArn=arn, definition=definition.replace(old, new))
    yield
    machine.update_state_machine(stateMachineArn=arn, definition=definition)


@pytest.fixture
def broken_tasks(connection: Connection, request: pytest.FixtureRequest) -> Iterator[None]:
    """Tasks that cannot start: on Fargate a definition that does not exist, on Lambda such a function."""
    if request.param == "fargate":
        family = connection.outputs["TaskDefinitionFamily"]
        yield from with_machine(
            connection, f'"TaskDefinition": "{family}"', '"TaskDefinition": "no-such-family"'
        )
    else:
        yield from with_machine(
            connection,
            _crawler_function(connection),
            "arn:aws:lambda:ap-northeast-1:123456789012:function:gone",
        )


def _crawler_function(connection: Connection) -> str:
    """How the definition names the Lambda runner's function."""
    machine = connection.client("stepfunctions")
    arn = connection.outputs["StateMachineArn"]
    definition = json.loads(machine.describe_state_machine(stateMachineArn=arn)["definition"])
    child = definition["States"]["Stage"]["ItemProcessor"]["States"]["OnLambda"]
    name: str = child["Parameters"]["FunctionName"]
    return name


@pytest.mark.parametrize(
    ("broken_tasks", "runner"), [("fargate", "fargate"), ("lambda", "lambda")], indirect=["broken_tasks"]
)
def test_a_task_that_cannot_start_fails_the_run_in_words(
    aws: Embedded, connection: Connection, broken_tasks: None, runner: str
) -> None:
    run, status = run_to_its_end(connection, companies(REAL), settings(runner))
    assert status is RunStatus.FAILED
    assert states(run) == [("not_attempted", "")]
    message = one_message(aws, run)
    assert f"Run {run.run_id} failed: no row was looked at" in message
    assert "stage sites, shard 0000, attempt 1: The crawler's container could not start" in message


def test_an_image_that_does_not_exist_fails_the_run_in_words(aws: Embedded, connection: Connection) -> None:
    ecs = connection.client("ecs")
    family = connection.outputs["TaskDefinitionFamily"]
    known = ecs.list_task_definitions(familyPrefix=family)["taskDefinitionArns"][0]
    described = ecs.describe_task_definition(taskDefinition=known)["taskDefinition"]
    keep = (
        "family",
        "networkMode",
        "cpu",
        "memory",
        "requiresCompatibilities",
        "executionRoleArn",
        "taskRoleArn",
    )
    containers = [dict(described["containerDefinitions"][0], image="no-such-image:1")]
    made = ecs.register_task_definition(
        **{key: described[key] for key in keep if key in described} | {"family": "bad-image"},
        containerDefinitions=containers,
    )["taskDefinition"]["taskDefinitionArn"]
    changed = with_machine(connection, f'"TaskDefinition": "{family}"', f'"TaskDefinition": "{made}"')
    next(changed)
    run, status = run_to_its_end(connection, companies(REAL), settings("fargate"))
    next(changed, None)
    assert status is RunStatus.FAILED
    message = one_message(aws, run)
    assert "The crawler's container could not start" in message
    assert "CannotPullContainerError" in message


def test_an_execution_that_fails_past_its_catch_is_told_by_the_second_net(
    aws: Embedded, connection: Connection
) -> None:
    broken = with_machine(connection, '"$.notification.subject"', '"$.no.such.subject"')
    next(broken)
    run, status = run_to_its_end(connection, companies(REAL), settings("fargate"))
    next(broken, None)
    # The plan said its last word before the notification broke, so what it found counts.
    assert status is RunStatus.COMPLETE
    assert "The run failed" in one_message(aws, run)
