"""The template as data, and the definition in it as CloudFormation would hand it to Step Functions."""

import json
import re
from typing import Any

import pytest
import yaml

from infra.inline import TEMPLATE


class TemplateLoader(yaml.SafeLoader):
    """Reads CloudFormation's short forms as their long ones: `!Ref X` as {"Ref": "X"}, `!Sub …` as {"Fn::Sub": …}."""


def _long_form(loader: TemplateLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


TemplateLoader.add_multi_constructor("!", _long_form)


@pytest.fixture(scope="session")
def template() -> dict[str, Any]:
    """The template, parsed."""
    return yaml.load(TEMPLATE.read_text(encoding="utf-8"), Loader=TemplateLoader)


@pytest.fixture(scope="session")
def resources(template: dict[str, Any]) -> dict[str, Any]:
    return template["Resources"]


@pytest.fixture(scope="session")
def definition(resources: dict[str, Any]) -> dict[str, Any]:
    """The state machine, with a name in the place of each `${…}`."""
    return definition_of(resources, "StateMachine")


@pytest.fixture(scope="session")
def batch(resources: dict[str, Any]) -> dict[str, Any]:
    """The state machine of scheduled batches, likewise."""
    return definition_of(resources, "BatchStateMachine")


def definition_of(resources: dict[str, Any], name: str) -> dict[str, Any]:
    text = resources[name]["Properties"]["DefinitionString"]["Fn::Sub"]
    definition: dict[str, Any] = json.loads(
        re.sub(r"\$\{([\w:.]+)\}", lambda found: found[1].replace(":", ""), text)
    )
    return definition


@pytest.fixture(scope="session")
def child(definition: dict[str, Any]) -> dict[str, Any]:
    """The state machine of one shard, within the Distributed Map."""
    return definition["States"]["Stage"]["ItemProcessor"]
