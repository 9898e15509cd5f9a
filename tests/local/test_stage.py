"""A whole stage: a Distributed Map whose children run as processes and functions, and every way they end."""

import json

from tests.local.conftest import Toys
from tests.local.waiting import until
from workbench.local import processes


def test_every_way_a_shard_ends_is_told(toys: Toys) -> None:
    shards = [
        {"shard": "answers", "mode": "answer", "heartbeat_s": 5},
        {"shard": "raises", "mode": "fail"},
        {"shard": "hangs", "mode": "hang", "heartbeat_s": 2},
        {"shard": "killed", "mode": "die"},
        {"shard": "no-image", "mode": "answer", "definition": "no-image"},
        {"shard": "no-definition", "mode": "answer", "definition": "no-such-family"},
        {"shard": "function-answers", "runner": "lambda", "mode": "answer"},
        {"shard": "function-raises", "runner": "lambda", "mode": "fail"},
        {"shard": "function-hangs", "runner": "lambda", "mode": "hang", "heartbeat_s": 2},
    ]
    execution = toys.start(*shards, name="every-way")
    assert toys.wait(execution) == "SUCCEEDED"

    ends = {shard["shard"]: toys.done(shard["shard"]) for shard in shards}
    told = {"SHARD": "answers", "FROM_DEFINITION": "1", "SECRET_OF_THE_CALLER": None}
    assert ends["answers"]["my_output"] == told
    assert ends["function-answers"]["my_output"]["function"] == "toy-on-lambda"
    assert {name: end["Error"]["Error"] for name, end in ends.items() if "Error" in end} == {
        "raises": "Toy.Stopped",
        "hangs": "States.HeartbeatTimeout",
        "killed": "Toy.Stopped",
        "no-image": "Toy.Stopped",
        "no-definition": "ECS.ClientException",
        "function-raises": "ValueError",
        "function-hangs": "States.HeartbeatTimeout",
    }
    exited = "EssentialContainerExited: Essential container in task exited"
    assert ends["raises"]["Error"]["Cause"] == f"{exited} (1)"
    assert ends["killed"]["Error"]["Cause"] == f"{exited} (137)"
    assert "CannotPullContainerError: no-such-image:1" in ends["no-image"]["Error"]["Cause"]
    assert "no such shard" in ends["function-raises"]["Error"]["Cause"]
    assert [each["manifest"] for each in toys.notified("complete")] == ["plan/every-way.json"]

    (hanging,) = toys.tasks("hangs")
    toys.client("ecs").stop_task(cluster="toys", task=hanging["taskArn"], reason="by the test")
    until(lambda: toys.tasks("hangs")[0]["lastStatus"] == "STOPPED")


def test_a_task_that_ends_by_itself_is_described(toys: Toys) -> None:
    assert toys.wait(toys.start({"shard": "ending", "mode": "die"}, name="ending")) == "SUCCEEDED"
    (task,) = toys.tasks("ending")
    assert task["lastStatus"] == task["desiredStatus"] == "STOPPED"
    assert task["stopCode"] == "EssentialContainerExited"
    assert task["containers"][0]["exitCode"] == 137
    assert task["containers"][0]["reason"] == "Killed by signal 9 (SIGKILL)"
    assert task["createdAt"] <= task["startedAt"] <= task["stoppedAt"]
    assert task["cpu"] == "256"


def test_a_task_that_cannot_start_has_no_exit_code(toys: Toys) -> None:
    shard = {"shard": "imageless", "mode": "answer", "definition": "no-image"}
    assert toys.wait(toys.start(shard, name="imageless")) == "SUCCEEDED"
    (task,) = toys.tasks("imageless")
    assert task["stopCode"] == "TaskFailedToStart"
    assert task["stoppedReason"].startswith("CannotPullContainerError: no-such-image:1")
    assert "exitCode" not in task["containers"][0]
    assert "startedAt" not in task


def test_stopping_a_task_ends_its_whole_group_and_keeps_the_first_reason(toys: Toys) -> None:
    execution = toys.start({"shard": "stubborn", "mode": "hang"}, name="stubborn")
    (task,) = until(lambda: [each for each in toys.tasks("stubborn") if each["lastStatus"] == "RUNNING"])
    task_id = task["taskArn"].split("/")[-1]
    group = json.loads((toys.instance.home / "tasks" / task_id / "process.json").read_text())["pid"]
    log = toys.instance.home / "logs" / "tasks" / f"{task_id}.log"
    until(lambda: log.read_text().count("hanging") == 2)  # before that, SIGTERM is not ignored

    ecs = toys.client("ecs")
    stopping = ecs.stop_task(cluster="toys", task=task["taskArn"], reason="first")["task"]
    ecs.stop_task(cluster="toys", task=task["taskArn"], reason="second")
    assert (stopping["desiredStatus"], stopping["lastStatus"]) == ("STOPPED", "STOPPING")
    assert toys.wait(execution) == "SUCCEEDED"

    (stopped,) = toys.tasks("stubborn")
    assert (stopped["lastStatus"], stopped["stopCode"]) == ("STOPPED", "UserInitiated")
    assert (stopped["stoppedReason"], stopped["containers"][0]["exitCode"]) == ("first", 137)
    assert (stopped["stoppedAt"] - stopped["stoppingAt"]).total_seconds() > 1.9
    assert not processes.group_lives(group)
    assert toys.done("stubborn")["Error"]["Cause"] == "UserInitiated: first (137)"


def test_a_stopped_execution_is_aborted_at_once_and_told(toys: Toys) -> None:
    shards = [{"shard": f"stopped-{number}", "mode": "hang"} for number in range(2)]
    shards.append({"shard": "stopped-function", "mode": "hang", "runner": "lambda"})
    execution = toys.start(*shards, name="stopped")
    until(lambda: toys.tasks("stopped-0") and toys.tasks("stopped-1"))
    toys.client("stepfunctions").stop_execution(executionArn=execution, error="Stopped", cause="もういい")
    assert toys.wait(execution, timeout_s=3) == "ABORTED"
    told = {"name": "stopped", "status": "ABORTED", "error": "Stopped", "cause": "もういい"}
    until(lambda: told in toys.notified("ended"))
    tasks = toys.tasks("stopped-0") + toys.tasks("stopped-1")
    for task in tasks:
        toys.client("ecs").stop_task(cluster="toys", task=task["taskArn"])
    until(lambda: all(toys.tasks(f"stopped-{number}")[0]["lastStatus"] == "STOPPED" for number in range(2)))
