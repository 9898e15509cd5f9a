"""What CloudFormation drops of our resources."""

import json
from typing import Any

from moto.awslambda.models import ImageConfig, LambdaFunction
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel
from moto.core.utils import pascal_to_camelcase, remap_nested_keys
from moto.ecs.models import TaskDefinition, ecs_backends
from moto.secretsmanager.models import secretsmanager_backends

from workbench.local.shims.patch import replace, wrap

NAME_SUFFIX = "LOCAL"
# moto knows its models by their base class, which forgets those that nobody holds.
SECRET: list[Any] = []


def task_definition_properties() -> None:
    """A task definition loses NetworkMode, Cpu, RequiresCompatibilities and its roles.

    With them a subnet that does not exist fails as it does on AWS; a wrong security group never does.
    """

    def create(
        cls: Any, /, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **_: Any
    ) -> Any:
        given = remap_nested_keys(cloudformation_json["Properties"], pascal_to_camelcase)
        return ecs_backends[account_id][region_name].register_task_definition(
            family=given.get("family", resource_name),
            container_definitions=given.get("containerDefinitions", []),
            volumes=given.get("volumes"),
            network_mode=given.get("networkMode"),
            requires_compatibilities=given.get("requiresCompatibilities"),
            cpu=given.get("cpu"),
            memory=given.get("memory"),
            task_role_arn=given.get("taskRoleArn"),
            execution_role_arn=given.get("executionRoleArn"),
            runtime_platform=given.get("runtimePlatform"),
            ephemeral_storage=given.get("ephemeralStorage"),
        )

    def update(
        cls: Any,
        /,
        original_resource: Any,
        new_resource_name: str,
        cloudformation_json: Any,
        account_id: str,
        region_name: str,
    ) -> Any:
        ecs_backends[account_id][region_name].deregister_task_definition(original_resource.arn)
        return create(cls, new_resource_name, cloudformation_json, account_id, region_name)

    wrap(TaskDefinition, "create_from_cloudformation_json", lambda _: classmethod(create))
    wrap(TaskDefinition, "update_from_cloudformation_json", lambda _: classmethod(update))


def image_functions() -> None:
    """A function made from an image loses its PackageType and its ImageConfig, hence its handler."""

    def keeping(original: Any) -> Any:
        def create_from_cloudformation_json(
            cls: Any, resource_name: str, cloudformation_json: Any, *rest: Any, **named: Any
        ) -> Any:
            function = original(resource_name, cloudformation_json, *rest, **named)
            given = cloudformation_json["Properties"]
            function.package_type = given.get("PackageType", function.package_type)
            function.image_config = ImageConfig(given.get("ImageConfig", {}))
            function.architectures = given.get("Architectures", function.architectures)
            return function

        return classmethod(create_from_cloudformation_json)

    wrap(LambdaFunction, "create_from_cloudformation_json", keeping)


def secrets() -> None:
    """A secret of a stack is not made, and whatever refers to it gets nothing."""

    class Secret(CloudFormationModel):
        """What refers to it gets its ARN. Made before the first stack, it is among moto's models."""

        def __init__(self, arn: str):
            self.arn = arn

        @property
        def physical_resource_id(self) -> str:
            return self.arn

        @staticmethod
        def cloudformation_type() -> str:
            return "AWS::SecretsManager::Secret"

        @staticmethod
        def cloudformation_name_type() -> str:
            return "Name"

        @classmethod
        def create_from_cloudformation_json(
            cls,
            resource_name: str,
            cloudformation_json: Any,
            account_id: str,
            region_name: str,
            **_: Any,
        ) -> "Secret":
            given = cloudformation_json["Properties"]
            made = secretsmanager_backends[account_id][region_name].create_secret(
                name=resource_name,
                secret_string=given.get("SecretString"),
                secret_binary=None,
                description=given.get("Description"),
                tags=None,
                kms_key_id=None,
                client_request_token=None,
                replica_regions=[],
                force_overwrite=False,
            )
            return cls(json.loads(made)["ARN"])

    SECRET.append(Secret)


def stable_names() -> None:
    """A bucket without a name of its own gets another at each start; its objects on disk are orphans."""
    replace(parsing, "random_suffix", lambda: NAME_SUFFIX)
