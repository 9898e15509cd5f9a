"""infra/cfn.yaml as CloudFormation takes it."""

import re
from typing import Any

import pytest
from cfnlint import lint_file
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from crawler.services.keys import SECRET_VARIABLE
from crawler.web.safety import PORTS
from infra.inline import TEMPLATE
from workbench.contract.settings import SIZES

MOST_BYTES = 51_200  # a template given in the call itself (CloudFormation's quotas)


def test_it_passes_cfn_lint() -> None:
    assert lint_file(TEMPLATE, ManualArgs(regions=["ap-northeast-1"])) == []


def test_cfn_lint_would_object() -> None:
    broken = TEMPLATE.read_text(encoding="utf-8").replace(
        "CidrBlock: !Ref VpcCidr", "CidrBlock: !Ref Nowhere"
    )
    assert lint(broken, config=ManualArgs(regions=["ap-northeast-1"]))


def test_it_deploys_without_a_bucket() -> None:
    assert TEMPLATE.stat().st_size < MOST_BYTES


def test_it_has_no_yaml_aliases_which_cloudformation_refuses() -> None:
    assert not re.search(r"^[^#\n]*: [&*]\w+$", TEMPLATE.read_text(encoding="utf-8"), re.M)


def test_parameters_and_outputs_have_the_names_that_others_rely_on(template: dict[str, Any]) -> None:
    parameters = {"CrawlerImage", "NotificationEmail", "MaxConcurrency", "StopTimeoutSeconds", "VpcCidr"}
    assert parameters <= template["Parameters"].keys()
    assert set(template["Outputs"]) == {
        "BucketName",
        "ClusterName",
        "TaskDefinitionFamily",
        "StateMachineArn",
        "TopicArn",
        "CrawlerFunctionName",
        "KeysSecret",
        "PlanFunctionName",
        "BatchStateMachineArn",
        "SchedulerRoleArn",
        "DeadLettersArn",
    }


def test_only_the_image_has_to_be_given(template: dict[str, Any]) -> None:
    required = {name for name, each in template["Parameters"].items() if "Default" not in each}
    assert required == {"CrawlerImage"}


def test_without_the_notebooks_image_there_is_no_part_of_scheduled_batches(
    template: dict[str, Any], resources: dict[str, Any]
) -> None:
    assert template["Parameters"]["NotebookImage"]["Default"] == ""
    conditional = {name for name, each in resources.items() if each.get("Condition") == "HasNotebook"}
    assert conditional == {
        "ScheduleGroup",
        "SchedulerRole",
        "NotebookLogs",
        "NotebookTaskDefinition",
        "NotebookTaskRole",
        "BatchRole",
        "BatchStateMachine",
    }
    outputs = {name for name, each in template["Outputs"].items() if each.get("Condition") == "HasNotebook"}
    assert outputs == {"BatchStateMachineArn", "SchedulerRoleArn", "DeadLettersArn"}


def test_the_bucket_is_encrypted_private_and_outlives_the_stack(resources: dict[str, Any]) -> None:
    bucket = resources["Bucket"]
    assert bucket["DeletionPolicy"] == bucket["UpdateReplacePolicy"] == "Retain"
    assert bucket["Properties"]["BucketEncryption"]
    assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
    assert "VersioningConfiguration" not in bucket["Properties"]
    (only_tls,) = resources["BucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert only_tls["Effect"] == "Deny"
    assert only_tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_nothing_may_come_into_the_network(resources: dict[str, Any]) -> None:
    kinds = {each["Type"] for each in resources.values()}
    assert "AWS::EC2::SecurityGroupIngress" not in kinds
    assert "SecurityGroupIngress" not in resources["CrawlerSecurityGroup"]["Properties"]


def test_the_ports_that_the_crawler_asks_are_open(resources: dict[str, Any]) -> None:
    egress = resources["CrawlerSecurityGroup"]["Properties"]["SecurityGroupEgress"]
    assert {each["IpProtocol"] for each in egress} == {"tcp"}
    assert {(each["FromPort"], each["ToPort"]) for each in egress} == {(port, port) for port in PORTS}


def test_every_log_group_forgets(resources: dict[str, Any]) -> None:
    groups = [each for each in resources.values() if each["Type"] == "AWS::Logs::LogGroup"]
    assert groups
    assert all(each["Properties"]["RetentionInDays"] <= 365 for each in groups)


@pytest.mark.parametrize("rule", ["TaskStoppedRule", "ExecutionEndedRule"])
def test_an_event_that_cannot_be_handled_is_kept_and_told(resources: dict[str, Any], rule: str) -> None:
    dead_letters = {"Fn::GetAtt": "DeadLetters.Arn"}
    (target,) = resources[rule]["Properties"]["Targets"]
    assert target["DeadLetterConfig"] == {"Arn": dead_letters}
    function = resources[target["Arn"]["Fn::GetAtt"].removesuffix(".Arn")]
    assert function["Properties"]["DeadLetterConfig"] == {"TargetArn": dead_letters}
    assert resources["DeadLetterAlarm"]["Properties"]["AlarmActions"] == [{"Ref": "Topic"}]


@pytest.mark.parametrize("rule", ["TaskStopped", "ExecutionEnded"])
def test_each_rule_may_invoke_its_function(resources: dict[str, Any], rule: str) -> None:
    permission = resources[f"{rule}Permission"]["Properties"]
    assert permission["SourceArn"] == {"Fn::GetAtt": f"{rule}Rule.Arn"}
    assert permission["FunctionName"] == {"Ref": f"{rule}Function"}


def test_the_crawler_may_use_all_of_its_task(resources: dict[str, Any]) -> None:
    # A limit on the container would stay as it is when a stage asks for a larger task.
    (container,) = resources["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    assert container["Name"] == "crawler"
    assert not {"Cpu", "Memory"} & container.keys()
    assert container["MemoryReservation"] <= min(int(memory) for _, memory in SIZES.values())


def test_both_runners_are_told_where_the_services_keys_are(resources: dict[str, Any]) -> None:
    (container,) = resources["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    assert container["Environment"] == [{"Name": SECRET_VARIABLE, "Value": {"Ref": "Keys"}}]
    function = resources["CrawlerFunction"]["Properties"]["Environment"]["Variables"]
    assert function[SECRET_VARIABLE] == {"Ref": "Keys"}
    assert resources["Keys"]["Properties"]["SecretString"] == "{}"
