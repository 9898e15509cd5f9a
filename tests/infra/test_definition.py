"""The state machine: no way through it is silent, and no shard runs twice at once."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from statelint.linter import Linter

from workbench.contract.records import ShardItem

TOKEN = ".waitForTaskToken"
# What the container, or the function in its stead, is told.
TOLD = {
    "TASK_TOKEN_ENV_VARIABLE",
    "FEED_BUCKET_NAME",
    "SETTINGS_FILE",
    "INPUT_FILE",
    "RUN_ID",
    "STAGE",
    "SHARD",
    "ATTEMPT",
}
# Errors after which certainly nothing runs: the call was refused, or answered without a task.
NOTHING_STARTED = {
    "ECS.AmazonECSException",
    "ECS.ThrottlingException",
    "AmazonECS.Unknown",
    "Lambda.TooManyRequestsException",
}


def next_states(state: dict[str, Any]) -> list[str]:
    """Where a state may go: its Next and Default, its choices, its catches."""
    going = [state[key] for key in ("Next", "Default") if key in state]
    return going + [each["Next"] for each in (*state.get("Choices", ()), *state.get("Catch", ()))]


def ways(machine: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Every way from the start to an end that enters no state twice."""

    def on(way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        going = next_states(machine["States"][way[-1]])
        if not going:
            yield way
        for name in going:
            if name not in way:
                yield from on((*way, name))

    yield from on((machine["StartAt"],))


def all_states(definition: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The states of the execution and of its children, by name."""
    return definition["States"] | definition["States"]["Stage"]["ItemProcessor"]["States"]


def tasks(definition: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: state for name, state in all_states(definition).items() if state["Type"] == "Task"}


def paths_in(value: Any) -> set[str]:
    """First names of the JSON paths in a state: {"shard"} for "$.shard" and "States.Format('{}', $.shard)"."""
    if isinstance(value, dict):
        return set().union(*map(paths_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(paths_in, value))
    return set(re.findall(r"(?<!\$)\$\.(\w+)", value)) if isinstance(value, str) else set()


def as_plain_specification(value: Any) -> Any:
    """The definition as the validator can take it.

    It knows the open specification, not what AWS adds (ReaderConfig.InputType); it stops at a line break within a
    string; and the embedded AWS reads the percentage only as 100.0, which the specification writes 100.
    """
    if isinstance(value, dict):
        return {key: as_plain_specification(each) for key, each in value.items() if key != "InputType"}
    if isinstance(value, list):
        return [as_plain_specification(each) for each in value]
    if isinstance(value, str):
        return value.replace("\n", " ")
    return 100 if value == 100 else value


def test_a_validator_passes_it(definition: dict[str, Any]) -> None:
    assert Linter.validate(as_plain_specification(definition)) == []


def test_the_validator_would_object(definition: dict[str, Any]) -> None:
    broken = as_plain_specification(definition)
    broken["States"]["Plan"]["Next"] = "Nowhere"
    assert Linter.validate(broken)


def test_every_task_catches_everything(definition: dict[str, Any]) -> None:
    uncaught = [
        name
        for name, state in (tasks(definition) | {"Stage": definition["States"]["Stage"]}).items()
        if ["States.ALL"] not in [each["ErrorEquals"] for each in state.get("Catch", [])]
    ]
    assert uncaught == []


def test_whoever_waits_for_a_token_waits_with_heartbeat_and_timeout(definition: dict[str, Any]) -> None:
    waiting = {name: state for name, state in tasks(definition).items() if state["Resource"].endswith(TOKEN)}
    assert set(waiting) == {"OnFargate", "OnLambda"}
    for state in waiting.values():
        assert state["HeartbeatSecondsPath"] == "$.heartbeat_s"
        assert state["TimeoutSecondsPath"] == "$.timeout_s"
        assert state["ResultPath"] == "$.my_output"
        (catch,) = state["Catch"]
        assert catch == {"ErrorEquals": ["States.ALL"], "ResultPath": "$.Error", "Next": "StopTask"}


def test_a_crawler_is_tried_again_only_if_none_can_run(definition: dict[str, Any]) -> None:
    retried = {
        error
        for name in ("OnFargate", "OnLambda")
        for retry in tasks(definition)[name]["Retry"]
        for error in retry["ErrorEquals"]
    }
    assert retried == NOTHING_STARTED


def test_no_retry_is_for_a_timeout_or_for_whatever_happens(definition: dict[str, Any]) -> None:
    for state in all_states(definition).values():
        for retry in state.get("Retry", []):
            assert not [error for error in retry["ErrorEquals"] if error.startswith("States.")]
            assert retry["JitterStrategy"] == "FULL"


def test_every_way_ends_only_after_someone_was_told(definition: dict[str, Any]) -> None:
    found = list(ways(definition))
    ends = {way[-1] for way in found}
    assert ends == {"Succeeded", "PartlyFailed", "FailedRun", "NotTold"}
    for way in found:
        assert {"SuccessNotification", "FailureNotification"} & set(way[:-1]), way


def test_only_a_complete_run_succeeds(definition: dict[str, Any]) -> None:
    for way in ways(definition):
        assert (way[-1] == "Succeeded") == (way[-2:] == ("SuccessNotification", "Succeeded"))
    (choice,) = definition["States"]["Complete?"]["Choices"]
    assert choice == {"Variable": "$.outcome", "StringEquals": "complete", "Next": "SuccessNotification"}


def test_each_end_has_the_name_that_the_second_net_knows(definition: dict[str, Any]) -> None:
    errors = {name: state["Error"] for name, state in definition["States"].items() if state["Type"] == "Fail"}
    assert errors == {
        "PartlyFailed": "Run.Partial",
        "FailedRun": "Run.Failed",
        "NotTold": "Notification.Failed",
    }


def test_a_shard_that_failed_stops_its_task_before_it_ends(child: dict[str, Any]) -> None:
    found = list(ways(child))
    assert {way[-1] for way in found} == {"Done", "Failed"}
    for way in found:
        assert ("StopTask" in way) == (way[-1] == "Failed")


def test_a_shard_leaves_only_its_name(child: dict[str, Any]) -> None:
    # All shards' outputs together must stay under 256 KiB, else the map fails past its Catch.
    assert child["States"]["Done"]["Parameters"] == {"shard.$": "$.shard"}


def test_shards_need_only_what_the_manifest_gives(child: dict[str, Any]) -> None:
    given = set(ShardItem.model_fields) | {"Error", "my_output"}
    assert paths_in(child["States"]) <= given


@pytest.mark.parametrize("runner", ["OnFargate", "OnLambda"])
def test_both_runners_are_told_the_same(child: dict[str, Any], runner: str) -> None:
    parameters = child["States"][runner]["Parameters"]
    if runner == "OnFargate":
        (override,) = parameters["Overrides"]["ContainerOverrides"]
        assert override["Name"] == "crawler"
        assert override["Command"] == ["python", "-m", "crawler.run"]
        told = {each["Name"]: each.get("Value.$", each.get("Value")) for each in override["Environment"]}
    else:
        told = {name.removesuffix(".$"): value for name, value in parameters["Payload"].items()}
    assert told == {
        "TASK_TOKEN_ENV_VARIABLE": "$$.Task.Token",
        "FEED_BUCKET_NAME": "Bucket",
        "SETTINGS_FILE": "$.settings_file",
        "INPUT_FILE": "$.input_file",
        "RUN_ID": "$.run_id",
        "STAGE": "$.stage",
        "SHARD": "$.shard",
        "ATTEMPT": "States.Format('{}', $.attempt)",
    }
    assert set(told) == TOLD


def test_a_task_can_be_found_again_by_its_group(child: dict[str, Any]) -> None:
    parameters = child["States"]["OnFargate"]["Parameters"]
    assert parameters["Group.$"] == "$.group"
    assert "StartedBy" not in parameters  # ecs:runTask takes none


def test_fargate_tasks_get_an_address_in_our_network(child: dict[str, Any]) -> None:
    parameters = child["States"]["OnFargate"]["Parameters"]
    assert parameters["LaunchType"] == "FARGATE"
    assert parameters["NetworkConfiguration"] == {
        "AwsvpcConfiguration": {
            "Subnets": ["SubnetA", "SubnetB"],
            "SecurityGroups": ["CrawlerSecurityGroup.GroupId"],
            "AssignPublicIp": "ENABLED",
        }
    }


def test_the_map_is_distributed_bounded_and_keeps_its_results_apart(definition: dict[str, Any]) -> None:
    stage = definition["States"]["Stage"]
    assert stage["ItemProcessor"]["ProcessorConfig"] == {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    assert stage["MaxConcurrencyPath"] == "$.max_concurrency"
    assert stage["ToleratedFailurePercentage"] == 100
    assert stage["ResultWriter"]["Parameters"]["Bucket"] == "Bucket"
    assert stage["ResultPath"] is None
    assert stage["Next"] == "Plan"


@pytest.mark.parametrize("name", ["SuccessNotification", "FailureNotification"])
def test_a_notification_says_the_sentence_first_then_the_whole_state(
    definition: dict[str, Any], name: str
) -> None:
    parameters = definition["States"][name]["Parameters"]
    assert parameters["Subject.$"] == "$.notification.subject"
    assert parameters["Message.$"] == (
        "States.Format('{}\n\n{}', $.notification.text, States.JsonToString($))"
    )


@pytest.mark.parametrize("name", ["DescribeFailure", "DescribeFailureToStart"])
def test_a_failure_is_described_in_both_languages_with_the_next_step(
    definition: dict[str, Any], name: str
) -> None:
    notification = definition["States"][name]["Parameters"]
    template, arguments = re.fullmatch(
        r"States\.Format\('(.*)', (.*)\)", notification["text.$"], re.S
    ).groups()
    assert notification["subject"].isascii()
    assert len(notification["subject"]) < 100
    assert template.count("{}") == len(arguments.split(", "))
    assert "次の操作: " in template
    assert "Next: " in template
    assert "States.JsonToString($.Error)" in arguments


def test_an_execution_ends_one_day(definition: dict[str, Any]) -> None:
    assert definition["TimeoutSeconds"] == 7 * 24 * 3600
