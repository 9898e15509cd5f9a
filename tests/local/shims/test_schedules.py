"""Why schedules have a ticker, a group and checks of our own: moto only keeps them, and keeps anything."""

import json
from typing import Any

from tests.local.shims.playground import Playground, with_all_shims

TEMPLATE = {
    "Resources": {
        "Group": {"Type": "AWS::Scheduler::ScheduleGroup", "Properties": {"Name": "ours"}},
        "Topic": {"Type": "AWS::SNS::Topic"},
    }
}


def groups_of_a_stack(play: Playground) -> list[str]:
    """The schedule groups once a stack stands that has one."""
    cloudformation = play.client("cloudformation")
    cloudformation.create_stack(StackName="a", TemplateBody=json.dumps(TEMPLATE))
    (stack,) = cloudformation.describe_stacks(StackName="a")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    return [each["Name"] for each in play.client("scheduler").list_schedule_groups()["ScheduleGroups"]]


def test_cloudformation_makes_no_schedule_group_so_the_wiring_does() -> None:
    # When this fails, moto makes it: wiring.load_schedules need not.
    assert with_all_shims(groups_of_a_stack) == ["default"]


def kept_expression(play: Playground) -> Any:
    scheduler = play.client("scheduler")
    scheduler.create_schedule(
        Name="a",
        ScheduleExpression="nonsense(1)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": "arn:aws:states:ap-northeast-1:123456789012:stateMachine:a", "RoleArn": "arn"},
    )
    return scheduler.get_schedule(Name="a")["ScheduleExpression"]


def test_an_expression_that_is_no_time_is_taken_so_we_check_it() -> None:
    # When this fails, moto checks expressions; AWS does, but only once it is asked.
    assert with_all_shims(kept_expression) == "nonsense(1)"
