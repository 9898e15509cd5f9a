"""The two services of AWS that a container talks to, reached by boto3.

What botocore reads to make a client of them is a third of all that it costs; it is read here with less ado.
"""

import gzip
import os
from pathlib import Path
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.loaders import JSONFileLoader, Loader
from pydantic_core import from_json

SERVICES = ("stepfunctions", "s3")


def clients() -> tuple[Any, Any]:
    """(Step Functions, S3) clients. Calls are short and tried a few times: whoever waits for them waits for a shard."""
    config = Config(
        connect_timeout=5,
        read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 4},
        region_name=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "ap-northeast-1",
    )
    models = botocore.session.get_session()
    models.register_component("data_loader", Models())
    session = boto3.session.Session(botocore_session=models)
    states, s3 = (session.client(service, config=config) for service in SERVICES)
    return states, s3


class Files(JSONFileLoader):  # type: ignore[misc]
    """The files of those descriptions, 4 MB of JSON, read by pydantic's parser: in 15 ms instead of 35."""

    def load_file(self, file_path: str) -> Any:
        """What the file holds, None if there is none; file_path lacks its ending."""
        plain, packed = Path(f"{file_path}.json"), Path(f"{file_path}.json.gz")
        if plain.is_file():
            return from_json(plain.read_bytes())
        return from_json(gzip.decompress(packed.read_bytes())) if packed.is_file() else None


class Models(Loader):  # type: ignore[misc]  # botocore has no types
    """botocore's descriptions of services, without a look into four hundred folders for the names of two."""

    FILE_LOADER_CLASS = Files

    def list_available_services(self, type_name: str) -> list[str]:
        return list(SERVICES)
