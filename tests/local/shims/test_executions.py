"""That state machines run, and how they end."""

import json
import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.stepfunctions.parser.asl.component.program.program import Program
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.parser.utils import TMP_THREADS

from tests.local.shims.playground import ROLE, Playground, with_all_shims, without_shim
from tests.local.waiting import until

WAIT_FOR_TOKEN = "arn:aws:states:::lambda:invoke.waitForTaskToken"


def token_task(function: str, **more: Any) -> dict[str, Any]:
    """A state that hands its token to a function, which keeps it."""
    parameters = {"FunctionName": function, "Payload": {"token.$": "$$.Task.Token"}}
    return {"Type": "Task", "Resource": WAIT_FOR_TOKEN, "Parameters": parameters, "End": True, **more}


def status_of_one_state(play: Playground) -> str:
    arn = play.start({"Only": {"Type": "Pass", "Result": "ran", "End": True}})
    return play.status_within(arn, 2.0)


def test_a_state_machine_runs() -> None:
    assert with_all_shims(status_of_one_state) == "SUCCEEDED"
    assert without_shim("execute_state_machines", status_of_one_state) == "RUNNING"


def machines_made_by_a_stack(play: Playground) -> list[str]:
    definition = json.dumps({"StartAt": "Only", "States": {"Only": {"Type": "Succeed"}}})
    properties = {"StateMachineName": "machine", "DefinitionString": definition, "RoleArn": ROLE}
    template = {
        "Resources": {"Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}}
    }
    play.client("cloudformation").create_stack(StackName="stack", TemplateBody=json.dumps(template))
    return [each["name"] for each in play.states.list_state_machines()["stateMachines"]]


def test_a_machine_made_by_a_stack_is_one_that_runs() -> None:
    assert with_all_shims(machines_made_by_a_stack) == ["machine"]
    assert without_shim("one_backend", machines_made_by_a_stack) == []


def heartbeat_while_another_starts(play: Playground) -> str:
    tokens: list[str] = []
    function = play.make_function("keep", lambda _, event: tokens.append(event["token"]))
    play.ended(play.start({"Only": {"Type": "Succeed"}}, name="earlier"))
    play.start({"Wait": token_task(function, HeartbeatSeconds=20, TimeoutSeconds=40)}, name="waiting")
    until(lambda: tokens)
    reached, go_on = threading.Event(), threading.Event()
    original = ExecutionWorker._get_evaluation_entrypoint

    def slow(self: Any) -> Any:
        reached.set()
        go_on.wait(20)
        return original(self)

    ExecutionWorker._get_evaluation_entrypoint = slow  # type: ignore[method-assign]
    earlier = play.states.list_state_machines()["stateMachines"][0]["stateMachineArn"]
    play.states.start_execution(stateMachineArn=earlier, name="starting")
    assert reached.wait(20)
    try:
        play.states.send_task_heartbeat(taskToken=tokens[0])
        return "accepted"
    except ClientError as error:
        return str(error.response["ResponseMetadata"]["HTTPStatusCode"])
    finally:
        go_on.set()


def test_a_heartbeat_counts_while_another_execution_starts() -> None:
    assert with_all_shims(heartbeat_while_another_starts) == "accepted"
    assert without_shim("executions_without_environment", heartbeat_while_another_starts) == "500"


def status_after_the_interpreter_died(play: Playground) -> str:
    def die(_: Any, __: Any) -> None:
        raise SystemExit

    Program._eval_body = die  # type: ignore[method-assign]
    arn = play.start({"Only": {"Type": "Succeed"}})
    until(lambda: not any(thread.is_alive() for thread in TMP_THREADS))
    return str(play.states.describe_execution(executionArn=arn)["status"])


def test_an_execution_whose_interpreter_died_has_failed() -> None:
    assert with_all_shims(status_after_the_interpreter_died) == "FAILED"
    assert without_shim("dead_interpreter_fails", status_after_the_interpreter_died) == "RUNNING"


def status_after_stop(play: Playground) -> str:
    tokens: list[str] = []
    function = play.make_function("keep", lambda _, event: tokens.append(event["token"]))
    arn = play.start({"Wait": token_task(function, HeartbeatSeconds=3, TimeoutSeconds=40)})
    until(lambda: "TaskSubmitted" in str(play.states.get_execution_history(executionArn=arn)["events"]))
    play.states.stop_execution(executionArn=arn, error="Stopped", cause="by hand")
    return play.status_within(arn, 1.0)


def test_stopping_an_execution_interrupts_what_it_waits_for() -> None:
    assert with_all_shims(status_after_stop) == "ABORTED"
    assert without_shim("stop_interrupts", status_after_stop) == "RUNNING"


def why_stopped(play: Playground) -> tuple[str | None, str | None]:
    tokens: list[str] = []
    function = play.make_function("keep", lambda _, event: tokens.append(event["token"]))
    arn = play.start({"Wait": token_task(function, HeartbeatSeconds=20, TimeoutSeconds=40)})
    until(lambda: tokens)
    play.states.stop_execution(executionArn=arn, error="Stopped", cause="by hand")
    described = play.ended(arn)
    return described.get("error"), described.get("cause")


def test_a_stopped_execution_says_why() -> None:
    assert with_all_shims(why_stopped) == ("Stopped", "by hand")
    assert without_shim("stop_keeps_its_reason", why_stopped) == (None, None)


def test_a_shim_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="no_such_shim"):
        without_shim("no_such_shim", status_of_one_state)
