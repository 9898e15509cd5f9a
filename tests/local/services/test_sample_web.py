"""The sample web's server: hosts by name, behaviour by site.json, an access log that can be trusted."""

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from pathlib import Path

import pytest

from workbench.local.services.sample_web import SampleWeb

WAIT_S = 10


def site(root: Path, host: str, about: dict[str, object] | None = None, **pages: bytes) -> None:
    """Write a host's folder: site.json and pages (`index` means index.html)."""
    folder = root / host
    folder.mkdir(parents=True)
    (folder / "site.json").write_text(json.dumps({"about": "a test", **(about or {})}))
    for name, body in pages.items():
        (folder / f"{name}.html").write_bytes(body)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site(tmp_path / "web", "www.plain.example", index=b"plain", company="会社概要".encode("cp932"))
    (tmp_path / "web/www.plain.example/access").mkdir()
    (tmp_path / "web/www.plain.example/access/index.html").write_bytes(b"access")
    site(tmp_path / "web", "www.sjis.example", {"charset": "Shift_JIS"}, index="頁".encode("cp932"))
    rules = [
        {"path": "/robots.txt", "status": 500, "body": "sorry"},
        {"path": "/gone/*", "status": 410, "body": "gone"},
        {"path": "/slow.html", "delay_s": 0.05, "body": "slow"},
        {"path": "/hang", "hang": True},
        {
            "path": "/headers",
            "body": "x",
            "headers": {"X-Robots-Tag": "noindex", "Content-Type": "text/plain"},
        },
    ]
    site(tmp_path / "web", "www.rules.example", {"rules": rules}, index=b"rules")
    site(tmp_path / "web", "old.example", {"rules": [{"redirect": "http://www.plain.example/"}]})
    site(tmp_path / "web", "dead.example", {"rules": [{"refuse": True}]})
    return tmp_path / "web"


@pytest.fixture
def web(root: Path, tmp_path: Path) -> Iterator[SampleWeb]:
    with SampleWeb(root, tmp_path / "log/access.jsonl") as web:
        yield web


@pytest.fixture
def client(web: SampleWeb) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", web.port, timeout=WAIT_S)
    yield connection
    connection.close()


def get(client: HTTPConnection, url: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    client.request("GET", url, headers=headers)
    response = client.getresponse()
    return response, response.read()


def test_a_page_is_the_same_by_proxy_request_and_by_host_header(client: HTTPConnection) -> None:
    by_proxy, body = get(client, "http://www.plain.example/company.html")
    by_host, same = get(client, "/company.html", Host="WWW.plain.example:80")
    assert (by_proxy.status, by_host.status) == (200, 200)
    assert body == same == "会社概要".encode("cp932")


@pytest.mark.parametrize(
    ("url", "status", "content_type", "body"),
    [
        ("http://www.plain.example", 200, "text/html", b"plain"),
        ("http://www.plain.example/access/", 200, "text/html", b"access"),
        ("http://www.sjis.example/", 200, "text/html; charset=Shift_JIS", "頁".encode("cp932")),
        ("http://www.rules.example/robots.txt", 500, "text/html", b"sorry"),
        ("http://www.rules.example/gone/away.html", 410, "text/html", b"gone"),
        ("http://www.rules.example/slow.html", 200, "text/html", b"slow"),
        ("http://www.rules.example/headers", 200, "text/plain", b"x"),
    ],
)
def test_hosts_answer_as_their_site_json_says(
    client: HTTPConnection, url: str, status: int, content_type: str, body: bytes
) -> None:
    response, got = get(client, url)
    assert (response.status, response.headers["Content-Type"], got) == (status, content_type, body)


@pytest.mark.parametrize(
    "path", ["/nothing.html", "/site.json", "/../www.sjis.example/index.html", "/%2e%2e/x"]
)
def test_what_is_not_a_page_of_the_host_is_404(client: HTTPConnection, path: str) -> None:
    assert get(client, f"http://www.plain.example{path}")[0].status == 404


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("http://old.example/any/where", "http://www.plain.example/"),
        ("http://www.plain.example/access", "/access/"),
    ],
)
def test_moved_pages_say_where_to(client: HTTPConnection, url: str, location: str) -> None:
    response, _ = get(client, url)
    assert (response.status, response.headers["Location"]) == (301, location)


@pytest.mark.parametrize("host", ["dead.example", "unknown.example"])
def test_dead_and_unknown_hosts_close_the_connection(client: HTTPConnection, host: str) -> None:
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        get(client, f"http://{host}/")


def test_one_connection_carries_many_requests_each_logged_once(
    web: SampleWeb, client: HTTPConnection
) -> None:
    for number in range(200):
        get(client, f"http://www.plain.example/?n={number}", **{"User-Agent": "test/1"})
    accesses = web.accesses()
    assert [access["path"] for access in accesses] == [f"/?n={number}" for number in range(200)]
    assert {access["client_port"] for access in accesses} == {accesses[0]["client_port"]}
    assert {key: accesses[0][key] for key in ("host", "method", "status", "user_agent")} == {
        "host": "www.plain.example",
        "method": "GET",
        "status": 200,
        "user_agent": "test/1",
    }


def test_head_sends_the_length_and_no_body(client: HTTPConnection) -> None:
    client.request("HEAD", "http://www.plain.example/")
    response = client.getresponse()
    assert (response.status, response.headers["Content-Length"], response.read()) == (200, "5", b"")


def test_other_methods_are_refused_and_logged(web: SampleWeb, client: HTTPConnection) -> None:
    client.request("POST", "http://www.plain.example/", body=b"a=b")
    assert client.getresponse().status == 405
    assert [(access["method"], access["status"]) for access in web.accesses()] == [("POST", 405)]


def test_a_hanging_page_is_logged_at_once_and_ends_when_the_server_stops(root: Path, tmp_path: Path) -> None:
    web = SampleWeb(root, tmp_path / "access.jsonl").start()
    ended = threading.Event()
    with socket.create_connection(("127.0.0.1", web.port), timeout=WAIT_S) as raw:
        raw.sendall(b"GET http://www.rules.example/hang HTTP/1.1\r\nHost: www.rules.example\r\n\r\n")

        def read() -> None:
            assert raw.recv(1) == b""
            ended.set()

        reader = threading.Thread(target=read)
        reader.start()
        while not web.accesses():
            assert not ended.wait(0.01), "the page answered"
        web.stop()
        assert ended.wait(WAIT_S)
        reader.join(WAIT_S)
    assert [(access["path"], access["status"]) for access in web.accesses()] == [("/hang", None)]


def test_hanging_clients_do_not_hold_up_others(web: SampleWeb, client: HTTPConnection) -> None:
    hanging = [socket.create_connection(("127.0.0.1", web.port), timeout=WAIT_S) for _ in range(50)]
    for raw in hanging:
        raw.sendall(b"GET http://www.rules.example/hang HTTP/1.1\r\nHost: www.rules.example\r\n\r\n")
    assert get(client, "http://www.plain.example/")[1] == b"plain"
    for raw in hanging:
        raw.close()


def test_environment_names_the_proxy_and_every_host(web: SampleWeb) -> None:
    proxy = f"http://127.0.0.1:{web.port}"
    assert json.loads(web.environment()) == {"proxy": proxy, "hosts": web.hosts, "keys": {}}
    assert web.hosts == [
        "dead.example",
        "old.example",
        "www.plain.example",
        "www.rules.example",
        "www.sjis.example",
    ]


def test_an_unknown_key_in_site_json_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    site(tmp_path / "web", "www.typo.example", {"chraset": "EUC-JP"})
    with pytest.raises(ValueError, match=r"www\.typo\.example/site\.json(.|\n)*chraset"):
        SampleWeb(tmp_path / "web", tmp_path / "access.jsonl")


def command(root: Path, log: Path, *more: str) -> "subprocess.Popen[str]":
    arguments = [
        sys.executable,
        "-m",
        "workbench.local.services.sample_web",
        "--root",
        str(root),
        "--log",
        str(log),
    ]
    return subprocess.Popen([*arguments, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_the_command_says_where_it_is_and_dies_with_its_parents_pipe(root: Path, tmp_path: Path) -> None:
    with command(root, tmp_path / "access.jsonl") as process:
        assert process.stdout is not None and process.stdin is not None
        ready = json.loads(process.stdout.readline())
        connection = HTTPConnection("127.0.0.1", ready["port"], timeout=WAIT_S)
        assert get(connection, "http://www.plain.example/")[1] == b"plain"
        connection.close()
        process.stdin.close()
        assert process.wait(WAIT_S) == 0
    assert "www.plain.example" in ready["hosts"]


def test_the_detached_command_outlives_its_stdin_and_ends_on_sigterm(root: Path, tmp_path: Path) -> None:
    with command(root, tmp_path / "access.jsonl", "--detach") as process:
        assert process.stdout is not None and process.stdin is not None
        process.stdin.close()
        port = json.loads(process.stdout.readline())["port"]
        connection = HTTPConnection("127.0.0.1", port, timeout=WAIT_S)
        assert get(connection, "http://www.plain.example/")[1] == b"plain"
        connection.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT_S) == 0
