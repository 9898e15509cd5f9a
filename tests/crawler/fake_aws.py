"""A bucket and Step Functions' task calls, served on loopback: enough AWS for the crawler's program, and no more."""

import contextlib
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit


class FakeAws:
    """Objects by key, and the task calls in the order they came: ("heartbeat" | "success" | "failure", arguments)."""

    def __init__(self, bucket: str = "feed") -> None:
        self.bucket = bucket
        self.objects: dict[str, bytes] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusal: str | None = None
        self.changed = threading.Condition()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def wait_for(self, condition: Any, timeout_s: float = 30.0) -> None:
        """Wait until `condition(self)` holds; AssertionError with all calls if it does not in time."""
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self), timeout_s), self.calls

    def __enter__(self) -> "FakeAws":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Be gone: nobody listens any more, and connections that were kept are closed. Once is enough."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server.close_connections()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, aws: FakeAws) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.aws = aws
        self._connections: list[socket.socket] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.append(request)
        super().process_request(request, client_address)

    def close_connections(self) -> None:
        for connection in self._connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        aws = self.server.aws
        arguments = json.loads(self._body() or b"{}")
        name = self.headers["X-Amz-Target"].rpartition("SendTask")[2].lower()
        with aws.changed:
            aws.calls.append((name, arguments))
            aws.changed.notify_all()
        if aws.refusal:
            self._send(400, json.dumps({"__type": aws.refusal, "message": "refused"}).encode())
        else:
            self._send(200, b"{}")

    def do_PUT(self) -> None:
        aws = self.server.aws
        key, body = self._key(), self._body()
        with aws.changed:
            taken = self.headers.get("If-None-Match") == "*" and key in aws.objects
            if not taken:
                aws.objects[key] = body
            aws.changed.notify_all()
        self._send(412 if taken else 200, _error("PreconditionFailed") if taken else b"")

    def do_GET(self) -> None:
        aws = self.server.aws
        body = aws.objects.get(self._key())
        self._send(404 if body is None else 200, _error("NoSuchKey") if body is None else body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the calls are the log."""

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix(f"/{self.server.aws.bucket}/")

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _error(code: str) -> bytes:
    return f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
