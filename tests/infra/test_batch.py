"""The state machine of scheduled batches: one container, one notification, and nothing silent."""

import re
from typing import Any

from statelint.linter import Linter

from tests.infra.test_definition import NOTHING_STARTED, as_plain_specification, paths_in, ways

FIRED_WITH = {"schedule", "at", "timeout_s"}


def test_a_validator_passes_it(batch: dict[str, Any]) -> None:
    assert Linter.validate(as_plain_specification(batch)) == []


def test_every_way_ends_only_after_someone_was_told(batch: dict[str, Any]) -> None:
    found = list(ways(batch))
    assert {way[-1] for way in found} == {"Succeeded", "Failed", "NotTold"}
    assert all("Notification" in way[:-1] for way in found)
    (choice,) = batch["States"]["Complete?"]["Choices"]
    assert choice == {"Variable": "$.batch.outcome", "StringEquals": "complete", "Next": "Succeeded"}


def test_every_task_catches_everything(batch: dict[str, Any]) -> None:
    for state in batch["States"].values():
        if state["Type"] == "Task":
            assert [each["ErrorEquals"] for each in state["Catch"]] == [["States.ALL"]]


def test_a_notebook_is_started_again_only_if_none_can_run(batch: dict[str, Any]) -> None:
    retried = {error for retry in batch["States"]["Notebook"]["Retry"] for error in retry["ErrorEquals"]}
    # Container.Killed is said only of a task that has stopped (infra/handlers/task_stopped.py).
    assert retried - NOTHING_STARTED == {"Container.Killed"}


def test_a_schedule_gives_all_that_it_needs(batch: dict[str, Any]) -> None:
    assert paths_in(batch["States"]) == FIRED_WITH | {"batch", "Error"}
    notebook = batch["States"]["Notebook"]
    assert notebook["TimeoutSecondsPath"] == "$.timeout_s"
    assert notebook["HeartbeatSeconds"] == 600
    (override,) = notebook["Parameters"]["Overrides"]["ContainerOverrides"]
    assert override["Name"] == "notebook"
    assert override["Command"] == ["python", "-m", "workbench.cli", "batch", "--scheduled"]
    assert {each["Name"]: each["Value.$"] for each in override["Environment"]} == {
        "TASK_TOKEN_ENV_VARIABLE": "$$.Task.Token",
        "EXECUTION_ARN": "$$.Execution.Id",
        "SCHEDULE": "$.schedule",
        "FIRED_FOR": "$.at",
    }


def test_its_task_can_be_found_again_and_told_of_when_it_stops(batch: dict[str, Any]) -> None:
    # The rule on stopped tasks looks for the prefix; the second net stops what begins with the execution's name.
    assert (
        batch["States"]["Notebook"]["Parameters"]["Group.$"]
        == "States.Format('wb:{}:batch', $$.Execution.Name)"
    )


def test_the_second_net_hangs_below_both_state_machines(resources: dict[str, Any]) -> None:
    pattern = resources["ExecutionEndedRule"]["Properties"]["EventPattern"]
    ours, batches = pattern["detail"]["stateMachineArn"]
    assert ours == {"Ref": "StateMachine"}
    name = resources["BatchStateMachine"]["Properties"]["StateMachineName"]["Fn::Sub"]
    assert batches["Fn::Sub"].endswith(f":stateMachine:{name}")


def test_a_failure_without_a_word_is_described_in_both_languages(batch: dict[str, Any]) -> None:
    said = batch["States"]["Describe"]["Parameters"]
    template, arguments = re.fullmatch(r"States\.Format\('(.*)', (.*)\)", said["text.$"], re.S).groups()
    assert said["outcome"] == "failed"
    assert said["subject"].isascii()
    assert template.count("{}") == len(arguments.split(", "))
    assert "次の操作: " in template
    assert "Next: " in template
