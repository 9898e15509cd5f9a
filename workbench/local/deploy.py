"""The stack of the template, stood up on the embedded AWS as it would be on the real one."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)


class StackFailed(Exception):
    """The stack did not come to stand; the message has CloudFormation's reasons."""


def deploy(
    cloudformation: Any, *, stack: str, template: Path, parameters: Mapping[str, str]
) -> dict[str, str]:
    """The outputs of the stack once it stands. Parameters that the template does not declare are left out.

    cloudformation: a boto3 client. Raises StackFailed.
    """
    body = template.read_text(encoding="utf-8")
    declared = {
        each["ParameterKey"] for each in cloudformation.get_template_summary(TemplateBody=body)["Parameters"]
    }
    cloudformation.create_stack(
        StackName=stack,
        TemplateBody=body,
        Parameters=[
            {"ParameterKey": name, "ParameterValue": value}
            for name, value in parameters.items()
            if name in declared
        ],
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
    )
    (made,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    if made["StackStatus"] != "CREATE_COMPLETE":
        reason = made.get("StackStatusReason", "no reason given")
        raise StackFailed(f"stack {stack} is {made['StackStatus']}: {reason}")
    return {each["OutputKey"]: each["OutputValue"] for each in made.get("Outputs", [])}
