"""The second net: whatever happens to an execution, someone is told and nothing is left running."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.plan import derived_run_id
from infra.handlers.execution_ended import handle
from tests.infra.handlers.fakes import FakeEcs, FakeSns, FakeStepFunctions
from workbench.storage import task_group

RUN = "20261124T010203Z-0a1b2c3d"
ARN = "arn:aws:states:ap-northeast-1:123456789012:execution:addTelephoneFromCompanyName:" + RUN + "-a1"
STARTED = datetime(2026, 11, 24, 1, 2, 3, 456000, tzinfo=UTC)
ENVIRONMENT = {"TOPIC_ARN": "the-topic", "CLUSTER_NAME": "the-cluster"}
INPUT = json.dumps({"settings_file": "s", "input_file": "i", "run_id": RUN})


def ended(**detail: Any) -> dict[str, Any]:
    """A 'Step Functions Execution Status Change' event."""
    return {
        "detail-type": "Step Functions Execution Status Change",
        "detail": {
            "executionArn": ARN,
            "name": f"{RUN}-a1",
            "status": "FAILED",
            "startDate": int(STARTED.timestamp() * 1000),
            "input": INPUT,
            "error": "States.Runtime",
            "cause": "the path could not be found",
            **detail,
        },
    }


def told(
    event: dict[str, Any], execution: dict[str, Any] | None = None, ecs: FakeEcs | None = None
) -> list[dict[str, str]]:
    """What is published about an event."""
    sns = FakeSns()
    handle(event, ENVIRONMENT, FakeStepFunctions(execution), ecs or FakeEcs({}), sns)
    return sns.published


def test_the_message_says_what_happened_and_what_to_do_in_both_languages() -> None:
    (message,) = told(ended())
    assert message["TopicArn"] == "the-topic"
    assert message["Subject"] == "[workbench] The run failed"
    assert message["Message"] == (
        f"実行が失敗しました (run {RUN}、execution {RUN}-a1)\n"
        "エラー: States.Runtime\n"
        "原因: the path could not be found\n"
        "次の操作: Step Functionsでexecutionの履歴を確認してください。終わった行の結果は残っています。"
        f"`workbench attach {RUN} --resume` で残りの行だけを続けられます。\n\n"
        f"The run failed (run {RUN}, execution {RUN}-a1)\n"
        "Error: States.Runtime\n"
        "Cause: the path could not be found\n"
        "Next: look at the execution's history in Step Functions. Finished rows are kept; "
        f"`workbench attach {RUN} --resume` asks only the rest."
    )


@pytest.mark.parametrize(
    ("status", "ja", "en"),
    [
        ("FAILED", "実行が失敗しました", "The run failed"),
        ("TIMED_OUT", "実行が時間切れになりました", "The run timed out"),
        ("ABORTED", "実行が停止されました", "The run was stopped"),
    ],
)
def test_each_end_has_its_words(status: str, ja: str, en: str) -> None:
    (message,) = told(ended(status=status, error=None, cause=None))
    assert message["Message"].startswith(ja)
    assert f"\n{en} (run " in message["Message"]
    assert f"エラー: {status}\n原因: -\n" in message["Message"]
    assert message["Subject"].isascii()


@pytest.mark.parametrize("error", ["Run.Partial", "Run.Failed"])
def test_nobody_is_told_twice(error: str) -> None:
    assert told(ended(error=error)) == []


def test_a_notification_that_failed_is_made_up_for() -> None:
    (message,) = told(ended(error="Notification.Failed", cause="10 of 12 rows were found"))
    assert "原因: 10 of 12 rows were found\n" in message["Message"]


def test_what_the_event_leaves_out_is_asked_for() -> None:
    (message,) = told(
        ended(error=None, cause=None, input=None, status="ABORTED"),
        {"input": INPUT, "error": "Run.Stopped", "cause": "stopped by tanaka"},
    )
    assert "エラー: Run.Stopped\n原因: stopped by tanaka\n" in message["Message"]
    assert f"run {RUN}、" in message["Message"]


def test_a_complete_event_is_not_asked_about() -> None:
    stepfunctions = FakeStepFunctions()
    handle(ended(), ENVIRONMENT, stepfunctions, FakeEcs({}), FakeSns())
    assert stepfunctions.described == 0


@pytest.mark.parametrize("given", [None, '{"settings_file": "s"}', '{"run_id": null}', "[]", "not json"])
def test_a_run_without_an_id_has_the_one_that_plan_gives_it(given: str | None) -> None:
    (message,) = told(ended(input=given))
    assert f"(run {derived_run_id(ARN, STARTED.isoformat())}、" in message["Message"]


@pytest.mark.parametrize("error", ["Run.Failed", "States.Runtime"])
def test_every_container_of_the_run_is_stopped_and_no_other(error: str) -> None:
    ecs = FakeEcs(
        {
            "one": task_group(RUN, "sites", 1, "s1"),
            "two": task_group(RUN, "listings", 2, "s2"),
            "another run": task_group(RUN + "0", "sites", 1, "s1"),
            "not ours": "family:workbench-crawler",
        }
    )
    told(ended(error=error), ecs=ecs)
    assert ecs.stopped == {"one": "The execution ended", "two": "The execution ended"}


@pytest.mark.parametrize("error", ["Run.Failed", "States.Runtime"])
def test_containers_that_cannot_be_stopped_are_told_of(error: str) -> None:
    ecs = FakeEcs({"one": task_group(RUN, "sites", 1, "s1")}, broken="ThrottlingException")
    (message,) = told(ended(error=error), ecs=ecs)
    assert "Containers may still run" in message["Message"]
    assert "ThrottlingException" in message["Message"]


def test_a_long_cause_still_makes_a_message_that_can_be_sent() -> None:
    (message,) = told(ended(cause="あ" * 32_768))
    assert len(message["Message"].encode()) < 256 * 1024


BATCH = json.dumps({"schedule": "nightly", "at": "2026-11-24T17:30:00Z", "timeout_s": 60})


def test_of_a_batch_its_own_container_is_stopped_and_its_own_command_named() -> None:
    ecs = FakeEcs({"t1": "wb:b0b0:batch", "t2": "wb:a1a1:batch", "t3": "wb:r:s:1:a"})
    event = ended(input=BATCH, name="b0b0", status="ABORTED", error=None)
    (message,) = told(event, ecs=ecs)
    assert list(ecs.stopped) == ["t1"]
    assert "`workbench schedule run-now nightly`" in message["Message"]


def test_a_batch_that_told_its_own_end_is_not_told_again() -> None:
    assert told(ended(input=BATCH, name="b0b0", error="Batch.Failed")) == []


@pytest.mark.parametrize("given", ["", "no json", "[]", "{}"])
def test_an_input_that_is_not_ours_gives_a_derived_id(given: str) -> None:
    (message,) = told(ended(input=given, name="by-hand"))
    assert f"(run {derived_run_id(ARN, STARTED.isoformat())}、" in message["Message"]
