"""The server of the sample web: many host names on one loopback port, for the demo and the tests.

It answers as a plain HTTP proxy (`GET http://host/path`) and by Host header, so that a crawler can reach
`www.something.example` without any name being resolved. What a host does is in its folder (`sample_site`).

Command: `python -m workbench.local.services.sample_web --root DIR --log FILE [--port 0] [--detach]` prints
`{"port": …, "proxy": …, "hosts": […], "keys": {…}}` when it is ready, and ends on SIGTERM or, unless detached, when its
stdin ends.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import urlsplit

from workbench.local.services.fake import FakeService, Request, load_services
from workbench.local.services.sample_site import Answer, Site, load_sites
from workbench.local.services.world import World, load_world

LOOPBACK = "127.0.0.1"
IDLE_TIMEOUT_S = 60.0
# How often a hanging answer looks whether its client has left.
HANG_POLL_S = 0.05


class AccessLog:
    """One JSON line a request, on disk before the request is answered."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = threading.Lock()
        self._file: IO[str] = path.open("a", encoding="utf-8")

    def write(self, **access: Any) -> None:
        line = json.dumps(
            {"ts": datetime.now(UTC).isoformat(timespec="milliseconds"), **access}, ensure_ascii=False
        )
        with self._lock:
            if not self._file.closed:
                self._file.write(line + "\n")
                self._file.flush()

    def close(self) -> None:
        with self._lock:
            self._file.close()


class SampleWeb:
    """The sample web below `root`, served in this process; use it in a `with`, or call start() and stop().

    Accesses are appended to `log_path`, one JSON object a line: ts (UTC), host, method, path (with its
    query), status (null where no answer was given), user_agent, client_port.
    """

    def __init__(self, root: Path, log_path: Path, port: int = 0, world: Path | None = None) -> None:
        self._sites = load_sites(root)
        self._world = load_world(world) if world else World()
        self._services = load_services(self._world) if world else {}
        self._log = AccessLog(log_path)
        self._server = _Server((LOOPBACK, port), self._sites, self._services, self._log)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def start(self) -> SampleWeb:
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving, close every connection (also hanging ones) and the log."""
        self._server.stopping.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self._server.close_connections()
        self._log.close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def hosts(self) -> list[str]:
        return [*self._sites, *self._services]

    @property
    def services(self) -> dict[str, FakeService]:
        """The fakes by host, so that a test may tell them to fail."""
        return self._services

    def environment(self) -> str:
        """The value of WORKBENCH_SAMPLE_WEB for a crawler that may visit these hosts."""
        return json.dumps(
            {"proxy": f"http://{LOOPBACK}:{self.port}", "hosts": self.hosts, "keys": self._world.keys}
        )

    def accesses(self) -> list[dict[str, Any]]:
        """What the log holds, oldest first (also from before this start, if the file was there)."""
        return [json.loads(line) for line in self._log.path.read_text(encoding="utf-8").splitlines()]

    def __enter__(self) -> SampleWeb:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A thread hangs as long as its client wants; closing the server must not wait for it.
    block_on_close = False
    request_queue_size = 256

    def __init__(
        self,
        address: tuple[str, int],
        sites: dict[str, Site],
        services: dict[str, FakeService],
        log: AccessLog,
    ) -> None:
        super().__init__(address, _Handler)
        self.sites = sites
        self.services = services
        self.log = log
        self.stopping = threading.Event()
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that leaves in mid-answer is an everyday thing here; anything else is a fault.
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def close_connections(self) -> None:
        with self._lock:
            for connection in self._connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the client closed it first


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "SampleWeb"
    sys_version = ""
    timeout = IDLE_TIMEOUT_S
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        host, target = self._host_and_target()
        answer = self._answer(host, target)
        self._note(host, target, answer.status)
        if answer.delay_s:
            self.server.stopping.wait(answer.delay_s)
        if answer.status is None:
            self.close_connection = True
            if answer.hang:
                self._hang()
            return
        self._send(answer)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        host, target = self._host_and_target()
        if self.command == "POST" and host in self.server.services:
            self.do_GET()
            return
        self._note(host, target, HTTPStatus.METHOD_NOT_ALLOWED)
        self.close_connection = True  # the body stays unread, so the connection cannot serve another request
        self._send(Answer(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD", "Connection": "close"}))

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_CONNECT = do_POST

    def _answer(self, host: str, target: str) -> Answer:
        if service := self.server.services.get(host):
            length = self.headers.get("Content-Length", "")
            body = self.rfile.read(int(length)) if length.isdecimal() else b""
            headers = {name.lower(): value for name, value in self.headers.items()}
            return service.answer(Request(self.command, target, headers, body))
        site = self.server.sites.get(host)
        # A host that nobody knows is answered as a dead one: by no answer.
        return site.answer(target) if site else Answer(None)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the access log is the log."""

    def _host_and_target(self) -> tuple[str, str]:
        parts = urlsplit(self.path)
        authority = parts.netloc or self.headers.get("Host", "")
        host = authority.rpartition("@")[2].partition(":")[0].rstrip(".").lower()
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        return host, target

    def _note(self, host: str, target: str, status: int | None) -> None:
        self.server.log.write(
            host=host,
            method=self.command,
            path=target,
            status=None if status is None else int(status),
            user_agent=self.headers.get("User-Agent"),
            client_port=self.client_address[1],
        )

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status or HTTPStatus.OK)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _hang(self) -> None:
        """Keep the socket open, silent, until the client leaves or the server stops."""
        while not self.server.stopping.is_set():
            readable, _, _ = select.select([self.connection], [], [], HANG_POLL_S)
            if readable and not self.connection.recv(4096):
                return


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM, SIGINT or the end of stdin; 0."""
    options = _parser().parse_args(arguments)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with SampleWeb(options.root, options.log, options.port, options.world) as web:
        sys.stdout.write(json.dumps({"port": web.port, **json.loads(web.environment())}) + "\n")
        sys.stdout.flush()
        if not options.detach:
            threading.Thread(target=_wait_for_end_of_input, args=(ended,), daemon=True).start()
        ended.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sample_web", description="Serve the sample web on loopback.")
    parser.add_argument("--root", type=Path, required=True, help="folder with one folder a host")
    parser.add_argument("--log", type=Path, required=True, help="access log, appended to")
    parser.add_argument("--world", type=Path, help="JSON file of the companies that the services know")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--detach", action="store_true", help="do not end when stdin ends")
    return parser


def _wait_for_end_of_input(ended: threading.Event) -> None:
    # The raw descriptor: a buffered reader held by a daemon thread makes Python abort at exit.
    while os.read(sys.stdin.fileno(), 4096):
        continue
    ended.set()


if __name__ == "__main__":
    raise SystemExit(main())
