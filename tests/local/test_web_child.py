"""The sample web lives exactly as long as its server."""

import json
import os
import signal
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.local.conftest import TOYS, Toys, toy_options
from tests.local.waiting import until
from workbench.local.instance import down, ensure
from workbench.local.web_child import SampleWeb

SHOW = "import os; print(os.environ['WORKBENCH_SAMPLE_WEB'])"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "web" / "www.toy.example"
    site.mkdir(parents=True)
    (site / "site.json").write_text('{"about": "a test"}')
    (site / "index.html").write_text("<p>03-0000-0000")
    return tmp_path / "web"


def answers(address: str) -> bool:
    """Whether the sample web serves its host as a proxy there."""
    split = urlsplit(json.loads(address)["proxy"])
    connection = HTTPConnection("127.0.0.1", split.port, timeout=10)
    try:
        connection.request("GET", "http://www.toy.example/")
        return b"03-0000-0000" in connection.getresponse().read()
    except ConnectionError:
        return False
    finally:
        connection.close()


def test_it_serves_until_it_is_ended(root: Path, tmp_path: Path) -> None:
    web = SampleWeb(root, tmp_path / "log.jsonl")
    address = web.address()
    assert json.loads(address)["hosts"] == ["www.toy.example"]
    assert answers(address)
    web.end()
    assert not answers(address)


def test_one_that_does_not_start_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="did not start"):
        SampleWeb(root, tmp_path).address()  # a folder is no log


def test_crawlers_are_told_of_it_and_it_ends_when_the_server_is_killed(root: Path, tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text((TOYS / "stack.yaml").read_text().replace("toy_program", "toy_environment"))
    (tmp_path / "toy_environment.py").write_text(SHOW)
    home = tmp_path / "home"
    options = toy_options(home, template=template, sample_web=root, python_path=(tmp_path,))
    running = ensure(options=options)
    try:
        toys = Toys(running)
        toys.wait(toys.start({"shard": "1", "mode": "any", "heartbeat_s": 2}, name="told"))
        (log,) = (home / "logs" / "tasks").iterdir()
        address = log.read_text()
        assert answers(address)
        os.kill(running.pid, signal.SIGKILL)
        until(lambda: not answers(address))
    finally:
        down(home)
