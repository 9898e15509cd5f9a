"""Rules whose targets are functions."""

import json
from typing import Any

from botocore.exceptions import ClientError

from tests.local.shims.playground import Playground, with_all_shims, without_shim
from tests.local.waiting import until


def event_received(play: Playground) -> Any:
    """The event as the function of a rule gets it; the status if PutEvents fails."""
    received: list[Any] = []
    function = play.make_function("told", lambda _, event: received.append(event))
    events = play.client("events")
    events.put_rule(Name="stopped", EventPattern=json.dumps({"detail": {"lastStatus": ["STOPPED"]}}))
    events.put_targets(Rule="stopped", Targets=[{"Id": "told", "Arn": function}])
    entries = [
        {"Source": "ours", "DetailType": "Task", "Detail": json.dumps({"lastStatus": status, "shard": shard})}
        for status, shard in (("RUNNING", 1), ("STOPPED", 2))
    ]
    try:
        events.put_events(Entries=entries)
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"]
    until(lambda: received)
    return [(each["source"], each["detail-type"], each["detail"], each["time"][-1]) for each in received]


def test_a_rule_invokes_its_function_for_events_that_match() -> None:
    assert with_all_shims(event_received) == [("ours", "Task", {"lastStatus": "STOPPED", "shard": 2}, "Z")]
    assert without_shim("lambda_targets", event_received) == 500


def events_of_a_disabled_rule(play: Playground) -> int:
    received: list[Any] = []
    function = play.make_function("told", lambda _, event: received.append(event))
    events = play.client("events")
    for name, state in (("off", "DISABLED"), ("on", "ENABLED")):
        events.put_rule(Name=name, State=state, EventPattern=json.dumps({"source": ["ours"]}))
        events.put_targets(Rule=name, Targets=[{"Id": "told", "Arn": function}])
    events.put_events(Entries=[{"Source": "ours", "DetailType": "any", "Detail": "{}"}])
    until(lambda: received)
    return len(received)


def test_a_disabled_rule_invokes_nothing() -> None:
    assert with_all_shims(events_of_a_disabled_rule) == 1
