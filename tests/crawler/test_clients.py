from typing import Any

import boto3
import pytest
from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader

from crawler.clients import SERVICES, Models, clients

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """One in which no test of another place left a region or an endpoint."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def addresses() -> list[tuple[str, str, str]]:
    return [
        (client.meta.service_model.service_name, client.meta.region_name, client.meta.endpoint_url)
        for client in clients()
    ]


@pytest.mark.parametrize("name", ["endpoints", "partitions", "_retry", "sdk-default-configuration"])
def test_what_botocore_knows_of_all_services_is_read_as_it_reads_it(name: str) -> None:
    assert Models().load_data(name) == Loader().load_data(name)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("kind", ["service-2", "endpoint-rule-set-1", "paginators-1"])
def test_what_botocore_knows_of_a_service_is_read_as_it_reads_it(service: str, kind: str) -> None:
    assert Models().load_service_model(service, kind) == Loader().load_service_model(service, kind)


def test_the_clients_reach_what_boto3_s_own_would(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("AWS_REGION", "us-gov-west-1")
    own: Any = [boto3.client(service, region_name="us-gov-west-1") for service in SERVICES]
    assert addresses() == [
        (client.meta.service_model.service_name, "us-gov-west-1", client.meta.endpoint_url) for client in own
    ]


def test_without_a_region_it_is_tokyo(environment: pytest.MonkeyPatch) -> None:
    assert addresses() == [
        ("stepfunctions", "ap-northeast-1", "https://states.ap-northeast-1.amazonaws.com"),
        ("s3", "ap-northeast-1", "https://s3.ap-northeast-1.amazonaws.com"),
    ]


def test_an_endpoint_in_the_environment_is_taken(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:8123")
    assert {address for _, _, address in addresses()} == {"http://127.0.0.1:8123"}


def test_other_services_are_not_known() -> None:
    with pytest.raises(UnknownServiceError, match="ec2"):
        Models().load_service_model("ec2", "service-2")
