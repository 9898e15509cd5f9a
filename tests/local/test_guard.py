"""What gets through to the embedded AWS, and what does not."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.local.conftest import Toys

SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=local/20260101/ap-northeast-1/s3/aws4_request"}


def status_of(toys: Toys, method: str, path: str, headers: dict[str, str], host: str | None = None) -> int:
    address = urlsplit(toys.instance.endpoint)
    assert address.hostname
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    try:
        sent = {"Host": host or f"127.0.0.1:{address.port}", **headers}
        connection.request(method, path, headers=sent)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("method", "path", "headers", "host"),
    [
        ("GET", "/", {}, None),
        ("GET", "/", {"Authorization": "Bearer any"}, None),
        ("PUT", "/toys-123456789012/run.json", {}, None),
        ("GET", "/?X-Amz-Signature=1", {}, None),
        ("GET", "/", {**SIGNED, "Origin": "http://page.example"}, None),
        ("GET", "/", {**SIGNED, "Origin": "null"}, None),
        ("GET", "/", {**SIGNED, "Referer": "http://page.example/"}, None),
        ("GET", "/", {**SIGNED, "Sec-Fetch-Site": "cross-site"}, None),
        ("GET", "/", {**SIGNED, "Sec-Fetch-Site": "same-origin"}, None),
        ("GET", "/", SIGNED, "page.example"),
        ("GET", "/", SIGNED, "page.example:80"),
        ("GET", "/", SIGNED, "127.0.0.1"),
        ("POST", "/moto-api/reset", SIGNED, None),
        ("GET", "/moto-api/data.json", {}, None),
        ("GET", "/.workbench/status", {"Origin": "http://page.example"}, None),
        ("GET", "/.workbench/status", {}, "page.example"),
    ],
)
def test_a_request_that_is_not_from_an_aws_program_here_is_refused(
    toys: Toys, method: str, path: str, headers: dict[str, str], host: str | None
) -> None:
    assert status_of(toys, method, path, headers, host) == 403


def test_a_signed_request_gets_through(toys: Toys) -> None:
    assert status_of(toys, "GET", "/", SIGNED) == 200


def test_an_address_with_its_signature_gets_through(toys: Toys) -> None:
    s3: Any = toys.client("s3")
    s3.put_object(Bucket=toys.bucket, Key="report.html", Body=b"<p>")
    address = s3.generate_presigned_url("get_object", Params={"Bucket": toys.bucket, "Key": "report.html"})
    split = urlsplit(address)
    assert status_of(toys, "GET", f"{split.path}?{split.query}", {}) == 200


def test_the_status_path_says_who_answers(toys: Toys) -> None:
    address = urlsplit(toys.instance.endpoint)
    connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=20)
    connection.request("GET", "/.workbench/status")
    assert json.load(connection.getresponse())["id"] == toys.instance.id
    connection.close()
