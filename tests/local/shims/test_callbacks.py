"""Task tokens: which answers and heartbeats count."""

import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.shims.playground import Playground, with_all_shims, without_shim
from tests.local.shims.test_executions import token_task
from tests.local.waiting import until

CATCH_ALL = {"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}]}


def code_of(call: Any, **parameters: Any) -> str:
    """What a call is answered with: the error's code, `accepted` if there is none."""
    try:
        call(**parameters)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "accepted"


def waiting_token(play: Playground, name: str = "one", **more: Any) -> tuple[str, str]:
    """An execution that waits for its token, and the token. The state fails into `Caught`."""
    tokens: list[str] = []
    function = play.make_function(f"keep-{name}", lambda _, event: tokens.append(event["token"]))
    task = token_task(function, **{"HeartbeatSeconds": 20, "TimeoutSeconds": 40, **CATCH_ALL, **more})
    arn = play.start({"Wait": task, "Caught": {"Type": "Pass", "End": True}}, name=name)
    return arn, until(lambda: tokens)[0]


def caught_failure(play: Playground) -> Any:
    arn, token = waiting_token(play)
    play.states.send_task_failure(taskToken=token, error="Crawl", cause="robots.txt")
    return play.output(arn)


def test_the_cause_of_a_failure_reaches_the_catch() -> None:
    assert with_all_shims(caught_failure) == {"Error": "Crawl", "Cause": "robots.txt"}
    assert without_shim("failure_cause", caught_failure) != {"Error": "Crawl", "Cause": "robots.txt"}


def answer_within_the_invocation(play: Playground) -> str:
    def answer(play: Playground, event: Any) -> None:
        play.client("stepfunctions").send_task_success(taskToken=event["token"], output='{"rows": 3}')

    play.client("stepfunctions")
    function = play.make_function("answer", answer)
    arn = play.start({"Ask": token_task(function, HeartbeatSeconds=2, TimeoutSeconds=40)})
    return play.ended(arn)["status"] + str(play.ended(arn).get("output"))


def test_an_answer_given_within_the_invocation_counts() -> None:
    assert with_all_shims(answer_within_the_invocation) == 'SUCCEEDED{"rows": 3}'
    assert without_shim("early_answers", answer_within_the_invocation) == "FAILEDNone"


def heartbeat_within_the_invocation(play: Playground) -> str:
    heard: list[str] = []

    def beat(play: Playground, event: Any) -> None:
        heard.append(code_of(play.states.send_task_heartbeat, taskToken=event["token"]))

    play.client("stepfunctions")
    play.start({"Ask": token_task(play.make_function("beat", beat), TimeoutSeconds=40)})
    return until(lambda: heard)[0]


def test_a_heartbeat_before_the_wait_begins_is_accepted() -> None:
    assert with_all_shims(heartbeat_within_the_invocation) == "accepted"
    assert without_shim("early_heartbeats", heartbeat_within_the_invocation) == "InvalidToken"


def second_answer(play: Playground, times: dict[str, Any], *, answer_first: bool) -> str:
    """What an answer gets when the state of its token has been left for another that goes on."""
    tokens: list[str] = []
    keep = play.make_function("keep", lambda _, event: tokens.append(event["token"]))
    hang = play.make_function("hang", lambda *_: threading.Event().wait(30))
    states = {
        "Wait": token_task(keep, **times, **CATCH_ALL),
        "Caught": {"Type": "Task", "Resource": hang, "End": True},
    }
    arn = play.start(states, given={"timeout_s": 1, "heartbeat_s": 20})
    token = until(lambda: tokens)[0]
    if answer_first:
        play.states.send_task_failure(taskToken=token, error="Crawl")
    until(lambda: "Caught" in str(play.states.get_execution_history(executionArn=arn)["events"]))
    return code_of(play.states.send_task_success, taskToken=token, output="{}")


def answer_after_a_failure(play: Playground) -> str:
    return second_answer(play, {"HeartbeatSeconds": 20, "TimeoutSeconds": 40}, answer_first=True)


def answer_after_the_time_was_over(play: Playground) -> str:
    paths = {"HeartbeatSecondsPath": "$.heartbeat_s", "TimeoutSecondsPath": "$.timeout_s"}
    return second_answer(play, paths, answer_first=False)


def test_a_token_whose_task_has_ended_is_refused() -> None:
    for probe in (answer_after_a_failure, answer_after_the_time_was_over):
        assert with_all_shims(probe) == "TaskTimedOut"
        assert without_shim("used_tokens", probe) == "accepted"


def status_of_a_refusal(play: Playground) -> int:
    _, token = waiting_token(play)
    play.states.send_task_failure(taskToken=token)
    with pytest.raises(ClientError) as refused:
        play.states.send_task_failure(taskToken=token)
    return int(refused.value.response["ResponseMetadata"]["HTTPStatusCode"])


def test_a_refusal_is_not_an_error_of_the_server() -> None:
    assert with_all_shims(status_of_a_refusal) == 400
    assert without_shim("token_errors", status_of_a_refusal) == 500


def each_attempt_has_its_token(play: Playground) -> tuple[int, str]:
    tokens: list[str] = []

    def refuse_first(play: Playground, event: Any) -> None:
        tokens.append(event["token"])
        if len(tokens) == 1:
            play.states.send_task_failure(taskToken=event["token"], error="Busy")
        else:
            play.states.send_task_success(taskToken=event["token"], output='"second"')

    play.client("stepfunctions")
    again = {"Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 2}]}
    function = play.make_function("busy", refuse_first)
    arn = play.start({"Ask": token_task(function, HeartbeatSeconds=20, TimeoutSeconds=40, **again)})
    return len(set(tokens)) if play.ended(arn) else 0, play.ended(arn)["status"]


def test_an_attempt_of_a_retry_has_a_token_of_its_own() -> None:
    assert with_all_shims(each_attempt_has_its_token) == (2, "SUCCEEDED")
    assert without_shim("used_tokens", each_attempt_has_its_token)[0] == 1
