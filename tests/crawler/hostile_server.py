"""A server that does what no server should: a raw socket for each host name, reached as the sample web's proxy."""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Any

Behaviour = Callable[["Visit"], None]


class Visit:
    """One request as it came: `send` answers with raw bytes; `stopping` is set when the server ends."""

    def __init__(self, connection: socket.socket, head: str, stopping: threading.Event) -> None:
        self._connection = connection
        self.head = head
        self.stopping = stopping

    @property
    def path(self) -> str:
        target = self.head.split(" ", 2)[1]
        return "/" + target.partition("://")[2].partition("/")[2]

    def header(self, name: str) -> str | None:
        for line in self.head.split("\r\n")[1:]:
            field, _, value = line.partition(":")
            if field.lower() == name.lower():
                return value.strip()
        return None

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def leave(self) -> None:
        self._connection.shutdown(socket.SHUT_RDWR)

    def answer(self, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        lines = {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
        self.send(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


class HostileServer:
    """Each host behaves as its function says; robots.txt is 404 unless the host says otherwise (`own_robots`)."""

    def __init__(self, hosts: Mapping[str, Behaviour], own_robots: frozenset[str] = frozenset()) -> None:
        self._hosts = hosts
        self._own_robots = own_robots
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._stopping = threading.Event()
        self._connections: list[socket.socket] = []
        self.visits: list[tuple[str, Visit]] = []

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def environment(self) -> str:
        return json.dumps({"proxy": f"http://127.0.0.1:{self.port}", "hosts": list(self._hosts)})

    def __enter__(self) -> "HostileServer":
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._stopping.set()
        for one in (self._socket, *self._connections):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._connections.append(connection)
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        # Whoever is served here leaves in the middle, and is meant to.
        with contextlib.suppress(OSError, ValueError), connection.makefile("rb") as stream:
            while head := _head(stream):
                visit = Visit(connection, head, self._stopping)
                host = head.split(" ", 2)[1].partition("://")[2].partition("/")[0]
                self.visits.append((host, visit))
                if visit.path == "/robots.txt" and host not in self._own_robots:
                    visit.answer(status="404 Not Found")
                else:
                    self._hosts[host](visit)


def _head(stream: Any) -> str:
    lines: list[str] = []
    while (line := stream.readline().decode("latin-1")) not in ("\r\n", ""):
        lines.append(line.rstrip("\r\n"))
    return "\r\n".join(lines)
