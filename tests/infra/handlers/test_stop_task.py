"""Why a shard failed is kept, and its container is stopped."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.handlers.stop_task import handle
from tests.infra.handlers.fakes import FakeEcs, FakeS3
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Failure, ShardItem
from workbench.storage import RunKeys, task_group

NOW = datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC)
RUN = "20261124T010203Z-0a1b2c3d"
GROUP = task_group(RUN, "sites", 2, "s0007")
KEY = RunKeys(RUN).failure("sites", 2, "s0007")
ENVIRONMENT = {
    "FEED_BUCKET_NAME": "the-bucket",
    "CLUSTER_NAME": "the-cluster",
}


def item(error: str, cause: str | None = "", runner: str = "fargate") -> dict[str, Any]:
    """What the state machine hands over: the manifest's item with the error that Catch put there."""
    shard = ShardItem.model_validate(
        {
            "run_id": RUN,
            "stage": "sites",
            "attempt": 2,
            "shard": "s0007",
            "runner": runner,
            "input_file": "in",
            "settings_file": "settings",
            "group": GROUP,
            "cpu": "512",
            "memory": "1024",
            "heartbeat_s": 300,
            "timeout_s": 3600,
        }
    )
    return shard.model_dump(mode="json") | {
        "Error": {"Error": error} | ({} if cause is None else {"Cause": cause})
    }


def kept(event: dict[str, Any]) -> Failure:
    """The record that an event leaves behind."""
    s3 = FakeS3()
    assert handle(event, ENVIRONMENT, s3, FakeEcs({}), NOW)["kept"]
    assert list(s3.objects) == [KEY]
    return Failure.model_validate_json(s3.objects[KEY])


LAMBDA_CAUSE = json.dumps({"errorMessage": "signal: killed", "errorType": "Runtime.ExitError"})


@pytest.mark.parametrize(
    ("error", "cause", "reason"),
    [
        ("States.HeartbeatTimeout", "", Reason.of(ReasonCode.HEARTBEAT_LOST)),
        ("States.Timeout", None, Reason.of(ReasonCode.STAGE_TIMED_OUT, seconds=3600)),
        (
            "ECS.ClientException",
            "TaskDefinition not found.",
            Reason.of(ReasonCode.COULD_NOT_START, detail="TaskDefinition not found."),
        ),
        ("AmazonECS.Unknown", "[{…}]", Reason.of(ReasonCode.COULD_NOT_START, detail="[{…}]")),
        ("Lambda.TooManyRequestsException", "", Reason.of(
            ReasonCode.COULD_NOT_START, detail="Lambda.TooManyRequestsException"
        )),
        ("Runtime.ImportModuleError", "no module", Reason.of(ReasonCode.COULD_NOT_START, detail="no module")),
        ("States.Permissions", "denied", Reason.of(ReasonCode.COULD_NOT_START, detail="denied")),
        (
            "Container.CouldNotStart",
            "CannotPullContainerError",
            Reason.of(ReasonCode.COULD_NOT_START, detail="CannotPullContainerError"),
        ),
        ("Container.Killed", "exit code 137", Reason.of(ReasonCode.CONTAINER_KILLED, detail="exit code 137")),
        ("Runtime.ExitError", LAMBDA_CAUSE, Reason.of(ReasonCode.CONTAINER_KILLED, detail="signal: killed")),
        ("Lambda.Unknown", "timed out", Reason.of(ReasonCode.CONTAINER_KILLED, detail="timed out")),
        ("Container.Exited", "exit code 1", Reason.of(ReasonCode.CRAWLER_RAISED, detail="exit code 1")),
        ("KeyError", "'phone'", Reason.of(ReasonCode.CRAWLER_RAISED, detail="'phone'")),
        ("KeyError", None, Reason.of(ReasonCode.CRAWLER_RAISED, detail="KeyError")),
    ],
)  # fmt: skip
def test_an_error_becomes_a_reason_that_reads_in_both_languages(
    error: str, cause: str | None, reason: Reason
) -> None:
    failure = kept(item(error, cause))
    assert failure == Failure(
        run_id=RUN,
        stage="sites",
        attempt=2,
        shard="s0007",
        reason=reason,
        error=error,
        cause=cause or None,
        failed_at=NOW,
    )
    assert failure.reason.sentence("ja")
    assert failure.reason.sentence("en")


def test_a_long_cause_is_kept_whole_and_its_detail_short() -> None:
    failure = kept(item("KeyError", "あ" * 30_000))
    assert failure.cause == "あ" * 30_000
    assert failure.reason.parameters == {"detail": "あ" * 500}


def test_the_containers_own_word_wins() -> None:
    s3 = FakeS3({KEY: b"its own"})
    assert handle(item("States.Timeout"), ENVIRONMENT, s3, FakeEcs({}), NOW)["kept"] is False
    assert s3.objects == {KEY: b"its own"}


def test_the_shards_own_task_is_stopped_and_no_other() -> None:
    ecs = FakeEcs({"mine": GROUP, "next attempt": task_group(RUN, "sites", 3, "s0007"), "other": "family:x"})
    done = handle(item("States.HeartbeatTimeout"), ENVIRONMENT, FakeS3(), ecs, NOW)
    assert done == {"kept": True, "stopped": ["mine"]}
    assert ecs.stopped == {"mine": "Shard failed: heartbeat_lost"}


def test_the_task_is_stopped_even_if_nothing_can_be_kept() -> None:
    ecs = FakeEcs({"mine": GROUP})
    with pytest.raises(ClientError, match="AccessDenied"):
        handle(item("States.Timeout"), ENVIRONMENT, FakeS3(broken="AccessDenied"), ecs, NOW)
    assert list(ecs.stopped) == ["mine"]


def test_a_shard_on_lambda_has_no_task_to_stop() -> None:
    ecs = FakeEcs({"never asked for": GROUP})
    done = handle(item("Lambda.Unknown", runner="lambda"), ENVIRONMENT, FakeS3(), ecs, NOW)
    assert done == {"kept": True, "stopped": []}
    assert ecs.stopped == {}
