"""The two services of AWS that a container talks to, reached by boto3."""

import os
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.loaders import Loader

SERVICES = ("stepfunctions", "s3")


class _Models(Loader):  # type: ignore[misc]  # botocore has no types
    """Models of services as botocore reads them, but without a look into four hundred folders for the names of two."""

    def list_available_services(self, type_name: str) -> list[str]:
        return list(SERVICES)


def clients() -> tuple[Any, Any]:
    """(Step Functions, S3) clients. Calls are short and tried a few times: whoever waits for them waits for a shard."""
    config = Config(
        connect_timeout=5,
        read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 4},
        region_name=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "ap-northeast-1",
    )
    models = botocore.session.get_session()
    models.register_component("data_loader", _Models())
    session = boto3.session.Session(botocore_session=models)
    states, s3 = (session.client(service, config=config) for service in SERVICES)
    return states, s3
