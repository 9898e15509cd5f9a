"""What every fake of a service has in common: today's failures of the world."""

import pytest

from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import Failing, World


class Echo(FakeService):
    host = "echo.example"

    def respond(self, request: Request) -> Answer:
        return Answer(200, {}, request.target.encode())


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (Request("GET", "/?name=%E4%B8%8D%E9%80%9A&page=1"), 503),
        (Request("POST", "/", body=b"data=%E4%B8%8D%E9%80%9A"), 503),
        (Request("POST", "/", body="名前は不通".encode()), 503),
        (Request("POST", "/", body=b"\xff\xfe"), 200),
        (Request("GET", "/?name=other"), 200),
    ],
)
def test_a_request_that_the_world_lets_fail_fails(request_: Request, status: int) -> None:
    failing = (
        Failing(host="echo.example", asked="不通", status=503),
        Failing(host="b.example", asked="other"),
    )
    assert Echo(World(failing=failing)).answer(request_).status == status
