"""What state machines pass to other services, what comes back, and what errors are called."""

import threading
from datetime import UTC, datetime
from typing import Any

from moto.ecs.models import Task

from tests.local.shims.playground import Playground, with_all_shims, without_shim
from tests.local.shims.test_callbacks import CATCH_ALL, waiting_token
from tests.local.shims.test_executions import token_task

RUN_TASK = "arn:aws:states:::ecs:runTask"


def task_of_run_task(play: Playground) -> Any:
    play.make_cluster()
    overrides = {
        "ContainerOverrides": [{"Name": "crawler", "Environment": [{"Name": "SHARD", "Value": "7"}]}]
    }
    parameters = {
        "Cluster": "crawl",
        "TaskDefinition": "crawler",
        "LaunchType": "FARGATE",
        "Overrides": overrides,
    }
    arn = play.start({"Run": {"Type": "Task", "Resource": RUN_TASK, "Parameters": parameters, "End": True}})
    if play.status_within(arn, 5) != "SUCCEEDED":
        return None
    task = play.output(arn)["Tasks"][0]
    return task["Overrides"]["ContainerOverrides"][0]["Environment"]


def test_parameters_and_answers_have_the_capitals_of_the_state_machine() -> None:
    assert with_all_shims(task_of_run_task) == [{"Name": "SHARD", "Value": "7"}]
    assert without_shim("service_parameters", task_of_run_task) is None


def dates_in_an_answer(play: Playground) -> str:
    play.make_cluster()
    Task.created_at = datetime(2026, 11, 24, tzinfo=UTC)  # type: ignore[attr-defined]
    parameters = {"Cluster": "crawl", "TaskDefinition": "crawler", "LaunchType": "FARGATE"}
    arn = play.start({"Run": {"Type": "Task", "Resource": RUN_TASK, "Parameters": parameters, "End": True}})
    return str(play.output(arn)["Tasks"][0]["CreatedAt"])


def test_a_date_in_an_answer_is_text() -> None:
    assert with_all_shims(dates_in_an_answer).startswith("2026-11-24T00:00:00")


def status_of_a_call(play: Playground) -> str:
    """Of a state that calls a service: moto's own clients ask localhost:5000, wherever the server is."""
    play.make_cluster()
    parameters = {"Cluster": "crawl", "TaskDefinition": "crawler", "LaunchType": "FARGATE"}
    task = {"Type": "Task", "Resource": RUN_TASK, "Parameters": parameters, "End": True}
    return play.status_within(play.start({"Run": task}), 10)


def test_the_interpreter_asks_this_server() -> None:
    assert with_all_shims(status_of_a_call) == "SUCCEEDED"
    assert without_shim("interpreter_clients", status_of_a_call) == "FAILED"


def errors_of_run_task(play: Playground) -> list[str]:
    play.make_cluster()
    errors = []
    for name, given in (("unknown", {"Cluster": "crawl"}), ("nowhere", {"Cluster": "none"})):
        parameters = {"TaskDefinition": "no-such-family", "LaunchType": "FARGATE", **given}
        task = {"Type": "Task", "Resource": RUN_TASK, "Parameters": parameters, "End": True, **CATCH_ALL}
        arn = play.start({"Run": task, "Caught": {"Type": "Pass", "End": True}}, name=name)
        errors.append(play.output(arn)["Error"])
    return errors


def test_errors_of_run_task_have_their_names() -> None:
    assert with_all_shims(errors_of_run_task) == ["ECS.ClientException", "ECS.ClusterNotFoundException"]
    assert without_shim("run_task_error_names", errors_of_run_task) == ["States.Runtime"] * 2


def name_of_a_missed_heartbeat(play: Playground) -> Any:
    arn, _ = waiting_token(play, HeartbeatSeconds=1)
    return play.output(arn)["Error"]


def test_a_missed_heartbeat_has_its_name() -> None:
    assert with_all_shims(name_of_a_missed_heartbeat) == "States.HeartbeatTimeout"
    assert without_shim("heartbeat_timeout_name", name_of_a_missed_heartbeat) == "States.Timeout"


def status_while_a_function_hangs(play: Playground) -> str:
    """A function that neither beats nor returns; its state has a heartbeat of one second."""
    reached, never = threading.Event(), threading.Event()

    def hang(_: Playground, __: Any) -> None:
        reached.set()
        never.wait(30)

    function = play.make_function("hang", hang)
    arn = play.start({"Wait": token_task(function, HeartbeatSeconds=1, TimeoutSeconds=40)})
    assert reached.wait(20)
    return play.status_within(arn, 3)


def test_a_heartbeat_is_missed_while_the_function_still_runs() -> None:
    assert with_all_shims(status_while_a_function_hangs) == "FAILED"
    assert without_shim("heartbeats_during_invocation", status_while_a_function_hangs) == "RUNNING"


def status_while_a_function_beats(play: Playground) -> str:
    """A function that beats for longer than its state's heartbeat, then answers within its invocation."""

    def work(play: Playground, event: Any) -> None:
        for _ in range(8):
            threading.Event().wait(0.25)
            play.states.send_task_heartbeat(taskToken=event["token"])
        play.states.send_task_success(taskToken=event["token"], output='"done"')

    play.client("stepfunctions")
    function = play.make_function("work", work)
    arn = play.start({"Wait": token_task(function, HeartbeatSeconds=1, TimeoutSeconds=40)})
    return play.ended(arn)["status"]


def test_a_function_that_beats_is_waited_for() -> None:
    assert with_all_shims(status_while_a_function_beats) == "SUCCEEDED"
