"""One connection to AWS (or to the embedded one): clients, the stack's names, and errors in our words."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    ProfileNotFound,
    SSOTokenLoadError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)

from workbench.errors import SetupError, TryAgain
from workbench.storage import Bucket

DEFAULT_STACK = "workbench"
DEFAULT_REGION = "ap-northeast-1"

EXPIRED = {
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
}
THROTTLED = {
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "SlowDown",
    "ServiceUnavailable",
    "InternalError",
    "InternalFailure",
    "InternalServerError",
    "ServerException",
}


@dataclass(frozen=True)
class Endpoint:
    """Where AWS is. endpoint_url None is the real one; keys are given only for the embedded one."""

    region: str = DEFAULT_REGION
    endpoint_url: str | None = None
    profile: str | None = None
    access_key: str | None = None
    secret_key: str | None = None
    stack: str = DEFAULT_STACK

    def __repr__(self) -> str:
        return f"Endpoint(region={self.region!r}, endpoint_url={self.endpoint_url!r}, stack={self.stack!r})"


def chosen_endpoint(environment: Mapping[str, str] = os.environ) -> Endpoint | None:
    """The endpoint that the environment chooses; None if it chooses none, so that the embedded one is used.

    AWS_ENDPOINT_URL names any endpoint; AWS_PROFILE or WORKBENCH_TARGET=aws mean real AWS.
    """
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or DEFAULT_REGION
    stack = environment.get("WORKBENCH_STACK") or DEFAULT_STACK
    url = environment.get("AWS_ENDPOINT_URL")
    profile = environment.get("AWS_PROFILE")
    if url or profile or environment.get("WORKBENCH_TARGET") == "aws":
        return Endpoint(region=region, endpoint_url=url, profile=profile, stack=stack)
    return None


class Connection:
    """Clients made once each, and what the stack calls its parts. Safe to share between threads.

    find_again: where the endpoint is now, for one that may move (the embedded AWS after a restart).
    """

    def __init__(self, endpoint: Endpoint, find_again: Callable[[], Endpoint] | None = None) -> None:
        self.endpoint = endpoint
        self._find_again = find_again
        self._clients: dict[str, Any] = {}
        self._lock = Lock()

    def client(self, service: str) -> Any:
        """The boto3 client of a service, with boto3's own standard retries."""
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self._session.client(
                    service, endpoint_url=self.endpoint.endpoint_url, config=_config(self.endpoint)
                )
            return self._clients[service]

    @cached_property
    def _session(self) -> Any:
        import boto3  # 0.2 s: only when something is really asked

        with in_our_words():
            return boto3.session.Session(
                profile_name=self.endpoint.profile,
                region_name=self.endpoint.region,
                aws_access_key_id=self.endpoint.access_key,
                aws_secret_access_key=self.endpoint.secret_key,
            )

    def renew(self) -> None:
        """Forget clients, credentials and endpoint, so that the next call reads them anew."""
        if self._find_again is not None:
            self.endpoint = self._find_again()
        with self._lock:
            self._clients.clear()
            self.__dict__.pop("_session", None)
            self.__dict__.pop("bucket", None)

    @cached_property
    def outputs(self) -> dict[str, str]:
        """The stack's outputs by name. Raises SetupError if there is no such stack."""
        stack = self.endpoint.stack
        with in_our_words():
            try:
                answer = self.client("cloudformation").describe_stacks(StackName=stack)
            except ClientError as error:
                if error.response["Error"]["Code"] == "ValidationError":
                    raise SetupError(
                        "error.stack_missing", stack=stack, region=self.endpoint.region
                    ) from error
                raise
        return {one["OutputKey"]: one["OutputValue"] for one in answer["Stacks"][0].get("Outputs", ())}

    @cached_property
    def bucket(self) -> Bucket:
        return Bucket(self.client("s3"), self.outputs["BucketName"])


@contextmanager
def in_our_words() -> Iterator[None]:
    """Errors of boto3 raised inside come out as ours: TryAgain for what passes, SetupError for the rest."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in EXPIRED:
            raise TryAgain("error.credentials_expired", detail=str(error)) from error
        if code in THROTTLED or status >= 500:
            raise TryAgain("error.aws_busy", detail=str(error)) from error
        raise SetupError("error.aws_refused", detail=str(error)) from error
    except (
        NoCredentialsError,
        CredentialRetrievalError,
        TokenRetrievalError,
        SSOTokenLoadError,
        UnauthorizedSSOTokenError,
    ) as error:
        raise TryAgain("error.credentials_expired", detail=str(error)) from error
    except (ProfileNotFound, NoRegionError) as error:
        raise SetupError("error.aws_refused", detail=str(error)) from error
    except (ConnectionError, HTTPClientError) as error:
        raise TryAgain("error.aws_unreachable", detail=str(error)) from error
    except BotoCoreError as error:
        raise SetupError("error.aws_refused", detail=str(error)) from error


def _config(endpoint: Endpoint) -> Any:
    from botocore.config import Config

    on_this_machine = urlsplit(endpoint.endpoint_url or "").hostname in {"127.0.0.1", "localhost", "::1"}
    return Config(
        # A company's proxy must not be asked for what is on this machine.
        proxies={} if on_this_machine else None,
        retries={"mode": "standard", "total_max_attempts": 4},
        connect_timeout=10,
        read_timeout=60,
        max_pool_connections=32,
    )
