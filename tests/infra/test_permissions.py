"""Who may do what: each role what its program calls, and nothing else."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest

from infra.inline import ROOT, bundle

# What AWS lets nobody narrow to a resource (its Service Authorization Reference).
UNBOUND = {
    "ecr:GetAuthorizationToken",
    "ecs:ListTasks",
    "states:SendTaskFailure",
    "states:SendTaskHeartbeat",
    "states:SendTaskSuccess",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
}
CRAWL = {
    "s3:GetObject",
    "s3:ListBucket",
    "s3:PutObject",
    "states:SendTaskFailure",
    "states:SendTaskHeartbeat",
    "states:SendTaskSuccess",
}
KEYS = {"secretsmanager:GetSecretValue"}
LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
PREFIXES = {"s3": "s3", "ecs": "ecs", "sns": "sns", "stepfunctions": "states"}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def policies(resource: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents of a role or of a managed policy, without those that the role only attaches."""
    properties = resource["Properties"]
    own = [properties["PolicyDocument"]] if "PolicyDocument" in properties else []
    return own + [each["PolicyDocument"] for each in properties.get("Policies", [])]


def statements(resources: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, statement) of every identity policy in the template."""
    for name, resource in resources.items():
        if resource["Type"] in {"AWS::IAM::Role", "AWS::IAM::ManagedPolicy"}:
            for document in policies(resource):
                for statement in document["Statement"]:
                    yield name, statement


def granted(resources: dict[str, Any], role: str) -> set[str]:
    """Every action that a role allows, by its own statements and the policies it attaches."""
    attached = [each["Ref"] for each in resources[role]["Properties"].get("ManagedPolicyArns", [])]
    return {
        action
        for name in (role, *attached)
        for document in policies(resources[name])
        for statement in document["Statement"]
        for action in as_list(statement["Action"])
    }


def called(handler: str) -> set[str]:
    """The actions that a small function's code calls, read from its syntax tree."""
    actions = set()
    for node in ast.walk(ast.parse(bundle(ROOT / "infra" / "handlers" / f"{handler}.py"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            client, method = node.func.value, node.func.attr
            if isinstance(client, ast.Name) and client.id in PREFIXES:
                if method == "get_paginator":
                    assert isinstance(node.args[0], ast.Constant)
                    method = str(node.args[0].value)
                operation = "".join(word.capitalize() for word in method.split("_"))
                actions.add(f"{PREFIXES[client.id]}:{operation}")
    return actions


@pytest.mark.parametrize(
    ("handler", "role", "calls"),
    [
        ("stop_task", "StopTaskRole", {"s3:PutObject", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:StopTask"}),
        ("task_stopped", "TaskStoppedRole", {"states:SendTaskFailure"}),
        (
            "execution_ended",
            "ExecutionEndedRole",
            {"states:DescribeExecution", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:StopTask", "sns:Publish"},
        ),
    ],
)
def test_a_small_function_may_do_exactly_what_it_calls(
    resources: dict[str, Any], handler: str, role: str, calls: set[str]
) -> None:
    function = resources[role.removesuffix("Role") + "Function"]["Properties"]
    # Lambda itself writes the log and hands over what it gave up on, in the role's name.
    by_lambda = LOG | ({"sqs:SendMessage"} if "DeadLetterConfig" in function else set())
    assert called(handler) == calls
    assert granted(resources, role) == calls | by_lambda


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        ("CrawlerTaskRole", CRAWL | KEYS),
        ("CrawlerFunctionRole", CRAWL | KEYS | LOG),
        ("PlanRole", {"s3:GetObject", "s3:ListBucket", "s3:PutObject"} | LOG),
        (
            "NotebookTaskRole",
            CRAWL | {"cloudformation:DescribeStacks", "states:StartExecution", "states:DescribeExecution"},
        ),
    ],
)
def test_what_runs_in_the_image_reads_and_writes_the_bucket_and_answers(
    resources: dict[str, Any], role: str, actions: set[str]
) -> None:
    assert granted(resources, role) == actions


def test_only_crawlers_read_the_services_keys_and_no_other_secret(resources: dict[str, Any]) -> None:
    holders = {name for name in resources if name.endswith("Role") and granted(resources, name) >= KEYS}
    assert holders == {"CrawlerTaskRole", "CrawlerFunctionRole"}
    (statement,) = [
        one for _, one in statements(resources) if "secretsmanager:GetSecretValue" in as_list(one["Action"])
    ]
    assert as_list(statement["Resource"]) == [{"Ref": "Keys"}]


def test_no_statement_allows_an_action_by_wildcard(resources: dict[str, Any]) -> None:
    assert [
        (name, action)
        for name, statement in statements(resources)
        for action in as_list(statement["Action"])
        if "*" in action or statement["Effect"] != "Allow"
    ] == []


def test_all_resources_are_granted_only_where_none_can_be_named(resources: dict[str, Any]) -> None:
    everywhere = {
        action
        for _, statement in statements(resources)
        if "*" in as_list(statement["Resource"])
        for action in as_list(statement["Action"])
    }
    assert everywhere == UNBOUND


def test_listing_tasks_is_bound_to_the_cluster(resources: dict[str, Any]) -> None:
    conditions = [
        statement.get("Condition")
        for _, statement in statements(resources)
        if "ecs:ListTasks" in as_list(statement["Action"])
    ]
    assert conditions == [{"ArnEquals": {"ecs:cluster": {"Fn::GetAtt": "Cluster.Arn"}}}] * 2


def test_the_state_machine_passes_only_the_tasks_roles_and_only_to_ecs(resources: dict[str, Any]) -> None:
    (statement,) = (
        statement
        for name, statement in statements(resources)
        if name == "StateMachineRole" and statement["Action"] == "iam:PassRole"
    )
    assert statement["Resource"] == [
        {"Fn::GetAtt": "CrawlerTaskRole.Arn"},
        {"Fn::GetAtt": "TaskExecutionRole.Arn"},
    ]
    assert statement["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}


def test_the_notebook_writes_only_runs_and_what_batches_keep(resources: dict[str, Any]) -> None:
    written = [
        each["Fn::Sub"].removeprefix("${Bucket.Arn}/")
        for name, statement in statements(resources)
        if name in {"NotebookTaskRole", "CrawlPolicy"} and statement["Action"] == "s3:PutObject"
        for each in as_list(statement["Resource"])
    ]
    assert sorted(written) == ["batches/*", "claims/*", "runs-index/*", "runs/*"]


def test_a_batch_starts_only_the_notebook_and_a_schedule_only_a_batch(resources: dict[str, Any]) -> None:
    assert granted(resources, "BatchRole") == {"ecs:RunTask", "iam:PassRole", "sns:Publish"}
    assert granted(resources, "SchedulerRole") == {"states:StartExecution", "sqs:SendMessage"}
    by_action = {
        statement["Action"]: statement
        for name, statement in statements(resources)
        if name in {"BatchRole", "SchedulerRole"}
    }
    assert by_action["ecs:RunTask"]["Resource"]["Fn::Sub"].endswith("/${AWS::StackName}-notebook:*")
    assert by_action["iam:PassRole"]["Resource"] == [
        {"Fn::GetAtt": "NotebookTaskRole.Arn"},
        {"Fn::GetAtt": "TaskExecutionRole.Arn"},
    ]
    assert by_action["states:StartExecution"]["Resource"] == {"Ref": "BatchStateMachine"}


def test_each_function_has_a_role_of_its_own(resources: dict[str, Any]) -> None:
    roles = [
        each["Properties"]["Role"]["Fn::GetAtt"]
        for each in resources.values()
        if each["Type"] == "AWS::Lambda::Function"
    ]
    assert len(roles) == len(set(roles)) == 5


def test_the_state_machine_may_start_what_its_definition_names(
    resources: dict[str, Any], definition: dict[str, Any]
) -> None:
    named = {
        state["Parameters"]["FunctionName"]
        for states in (definition["States"], definition["States"]["Stage"]["ItemProcessor"]["States"])
        for state in states.values()
        if "FunctionName" in state.get("Parameters", {})
    }
    (statement,) = (
        statement
        for name, statement in statements(resources)
        if name == "StateMachineRole" and statement["Action"] == "lambda:InvokeFunction"
    )
    assert {each["Fn::GetAtt"] for each in statement["Resource"]} == named
