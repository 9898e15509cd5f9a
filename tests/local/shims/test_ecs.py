"""Tasks as ECS keeps them."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.local.shims.playground import Playground, with_all_shims, without_shim
from tests.local.shims.test_callbacks import code_of


def run_task(play: Playground, **more: Any) -> str:
    started = play.client("ecs").run_task(
        cluster="crawl", taskDefinition="crawler", launchType="FARGATE", **more
    )
    return str(started["tasks"][0]["taskArn"])


def statuses_while_looking(play: Playground) -> set[str]:
    play.make_cluster()
    arn = run_task(play)
    looks = [play.client("ecs").describe_tasks(cluster="crawl", tasks=[arn]) for _ in range(6)]
    return {look["tasks"][0]["lastStatus"] for look in looks}


def test_looking_at_a_task_does_not_change_it() -> None:
    assert with_all_shims(statuses_while_looking) == {"RUNNING"}
    assert "STOPPED" in without_shim("manual_status", statuses_while_looking)


def overlap_of_task_calls(play: Playground) -> bool:
    """Whether a task can be added while the table of tasks is being read."""
    play.make_cluster()
    run_task(play)
    backend = play.backend()
    reading, added = threading.Event(), threading.Event()
    overlaps: list[bool] = []

    class Slow(dict[str, Any]):
        def values(self) -> Any:
            reading.set()
            overlaps.append(added.wait(1.0))
            return super().values()

    backend.tasks = Slow(backend.tasks)
    with ThreadPoolExecutor(2) as pool:
        look = pool.submit(backend.describe_tasks, "crawl", ["any"])
        assert reading.wait(20)
        pool.submit(lambda: (backend.run_task("crawl", "crawler", 1, None, "", None, "FARGATE"), added.set()))
        look.result(20)
    return any(overlaps)


def test_the_tasks_do_not_change_while_they_are_read() -> None:
    assert with_all_shims(overlap_of_task_calls) is False
    assert without_shim("one_task_call_at_a_time", overlap_of_task_calls) is True


def stopping_an_unknown_task(play: Playground) -> str:
    play.make_cluster()
    return code_of(play.client("ecs").stop_task, cluster="crawl", task="no-such-task", reason="any")


def test_stopping_an_unknown_task_is_the_callers_mistake() -> None:
    assert with_all_shims(stopping_an_unknown_task) == "InvalidParameterException"
    assert without_shim("unknown_task", stopping_an_unknown_task) != "InvalidParameterException"


def running_without_container_memory(play: Playground) -> str:
    play.make_cluster()
    play.client("ecs").register_task_definition(
        family="crawler", memory="512", containerDefinitions=[{"name": "crawler", "image": "any"}]
    )
    return code_of(
        play.client("ecs").run_task, cluster="crawl", taskDefinition="crawler", launchType="FARGATE"
    )


def test_the_memory_of_the_task_is_enough() -> None:
    assert with_all_shims(running_without_container_memory) == "accepted"
    assert without_shim("task_level_memory", running_without_container_memory) != "accepted"


def running_in_a_network_of_a_stack(play: Playground) -> str:
    vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": True}}
    subnet = {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}}
    group = {
        "Type": "AWS::EC2::SecurityGroup",
        "Properties": {"GroupDescription": "any", "VpcId": {"Ref": "Vpc"}},
    }
    container = {"Name": "crawler", "Image": "any"}
    definition = {
        "Type": "AWS::ECS::TaskDefinition",
        "Properties": {
            "Family": "crawler",
            "NetworkMode": "awsvpc",
            "RequiresCompatibilities": ["FARGATE"],
            "Cpu": "256",
            "Memory": "512",
            "TaskRoleArn": "arn:aws:iam::123456789012:role/task",
            "ContainerDefinitions": [container],
        },
    }
    template = {
        "Resources": {"Vpc": vpc, "Subnet": subnet, "Group": group, "Definition": definition},
        "Outputs": {
            "Subnet": {"Value": {"Ref": "Subnet"}},
            "Group": {"Value": {"Fn::GetAtt": "Group.GroupId"}},
        },
    }
    template["Outputs"]["Group"] = {"Value": {"Fn::GetAtt": ["Group", "GroupId"]}}
    stacks = play.client("cloudformation")
    stacks.create_stack(StackName="stack", TemplateBody=json.dumps(template))
    outputs = stacks.describe_stacks(StackName="stack")["Stacks"][0]["Outputs"]
    made = {each["OutputKey"]: each["OutputValue"] for each in outputs}
    play.client("ecs").create_cluster(clusterName="crawl")
    network = {"subnets": [made["Subnet"]], "securityGroups": [made["Group"]]}
    return code_of(
        play.client("ecs").run_task,
        cluster="crawl",
        taskDefinition="crawler",
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": network},
    )


def test_a_task_runs_in_a_network_that_a_stack_made() -> None:
    assert with_all_shims(running_in_a_network_of_a_stack) == "accepted"
    assert without_shim("interface_without_dns_name", running_in_a_network_of_a_stack) != "accepted"


def properties_of_a_task_definition(play: Playground) -> dict[str, Any]:
    running_in_a_network_of_a_stack(play)
    made = play.client("ecs").describe_task_definition(taskDefinition="crawler")["taskDefinition"]
    return {name: made.get(name) for name in ("networkMode", "requiresCompatibilities", "cpu", "taskRoleArn")}


def test_a_task_definition_of_a_stack_keeps_its_properties() -> None:
    assert with_all_shims(properties_of_a_task_definition) == {
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "taskRoleArn": "arn:aws:iam::123456789012:role/task",
    }
    left_out = without_shim("task_definition_properties", properties_of_a_task_definition)
    assert left_out["requiresCompatibilities"] is None
    assert left_out["taskRoleArn"] is None


def answer_for_a_wrong_subnet(play: Playground) -> str:
    running_in_a_network_of_a_stack(play)
    network = {"subnets": ["subnet-00000000"], "securityGroups": []}
    return code_of(
        play.client("ecs").run_task,
        cluster="crawl",
        taskDefinition="crawler",
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": network},
    )


def test_a_subnet_that_does_not_exist_is_refused() -> None:
    assert with_all_shims(answer_for_a_wrong_subnet) != "accepted"
    assert without_shim("task_definition_properties", answer_for_a_wrong_subnet) == "accepted"


def image_function_of_a_stack(play: Playground) -> Any:
    play.client("iam").create_role(RoleName="any", AssumeRolePolicyDocument="{}")
    function = {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "FunctionName": "plan",
            "PackageType": "Image",
            "Code": {"ImageUri": "any"},
            "ImageConfig": {"Command": ["crawler.plan.handler"]},
            "Role": "arn:aws:iam::123456789012:role/any",
        },
    }
    play.client("cloudformation").create_stack(
        StackName="stack", TemplateBody=json.dumps({"Resources": {"Plan": function}})
    )
    made = play.client("lambda").get_function_configuration(FunctionName="plan")
    return made.get("ImageConfigResponse", {}).get("ImageConfig", {}).get("Command")


def test_a_function_made_from_an_image_keeps_its_handler() -> None:
    assert with_all_shims(image_function_of_a_stack) == ["crawler.plan.handler"]
    assert without_shim("image_functions", image_function_of_a_stack) != ["crawler.plan.handler"]


def secret_of_a_stack(play: Playground) -> list[str]:
    """The texts of all secrets, found by what the stack's output refers to."""
    secret = {
        "Type": "AWS::SecretsManager::Secret",
        "Properties": {"Description": "any", "SecretString": "{}"},
    }
    template = {"Resources": {"Keys": secret}, "Outputs": {"Keys": {"Value": {"Ref": "Keys"}}}}
    stacks = play.client("cloudformation")
    stacks.create_stack(StackName="stack", TemplateBody=json.dumps(template))
    outputs = stacks.describe_stacks(StackName="stack")["Stacks"][0].get("Outputs", [])
    secrets = play.client("secretsmanager")
    return [
        str(secrets.get_secret_value(SecretId=one["OutputValue"])["SecretString"])
        for one in outputs
        if one.get("OutputValue", "").startswith("arn:")
    ]


def test_a_secret_of_a_stack_is_there_and_can_be_referred_to() -> None:
    assert with_all_shims(secret_of_a_stack) == ["{}"]
    assert without_shim("secrets", secret_of_a_stack) == []


def names_of_two_starts(play: Playground) -> str:
    template = json.dumps({"Resources": {"Bucket": {"Type": "AWS::S3::Bucket"}}})
    play.client("cloudformation").create_stack(StackName="stack", TemplateBody=template)
    return str(play.client("s3").list_buckets()["Buckets"][0]["Name"])


def test_a_bucket_has_the_same_name_at_each_start() -> None:
    assert with_all_shims(names_of_two_starts) == with_all_shims(names_of_two_starts)
    first, second = (without_shim("stable_names", names_of_two_starts) for _ in range(2))
    assert first != second
