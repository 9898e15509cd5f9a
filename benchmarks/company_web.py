"""Serves generated sites on one loopback port, as a plain HTTP proxy: `python -m benchmarks.company_web FOLDER`.

Prints its address when it is ready and ends with its stdin. A process of its own, so that what it costs is nobody's.
`GET http://served/` gives the pages that were served so far, one a line.
"""

import asyncio
import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.company_pages import Company, pages_of

SERVED = "http://served/"
_INDEX, _BODIES = "pages.json", "pages.gz"
_ROBOTS = b"User-agent: *\nDisallow: /admin/\nDisallow: /*?print=\nSitemap: /sitemap.xml\n"


def write_pages(folder: Path, companies: Iterable[Company]) -> None:
    """All pages, compressed as servers do, in one file, and where each begins in another."""
    index: dict[str, tuple[int, int]] = {}
    with (folder / _BODIES).open("wb") as bodies:
        for company in companies:
            for path, html in pages_of(company):
                body = gzip.compress(html.encode(), compresslevel=6, mtime=0)
                index[f"http://{company.host}{path}"] = (bodies.tell(), len(body))
                bodies.write(body)
    (folder / _INDEX).write_text(json.dumps(index))


class _Pages:
    """What is served, and what was."""

    def __init__(self, folder: Path) -> None:
        self._bodies = (folder / _BODIES).read_bytes()
        self._index: dict[str, tuple[int, int]] = json.loads((folder / _INDEX).read_text())
        self.served: dict[str, None] = {}

    def answer(self, url: str) -> bytes:
        if url == SERVED:
            return _answer("200 OK", "text/plain", "\n".join(self.served).encode())
        if url.endswith("/robots.txt"):
            return _answer("200 OK", "text/plain", _ROBOTS)
        if url not in self._index:
            return _answer(
                "404 Not Found", "text/html; charset=utf-8", b"<title>404</title><p>404 Not Found</p>"
            )
        self.served[url] = None
        start, size = self._index[url]
        body = self._bodies[start : start + size]
        return _answer("200 OK", "text/html; charset=utf-8", body, "Content-Encoding: gzip\r\n")


def _answer(status: str, kind: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nVary: Accept-Encoding\r\n"
    return f"{head}{more}Connection: keep-alive\r\n\r\n".encode() + body


class _Connection(asyncio.Protocol):
    def __init__(self, pages: _Pages) -> None:
        self._pages = pages
        self._transport: asyncio.WriteTransport | None = None
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            assert self._transport is not None
            # Both programs ask for gzip: what is served does not hang on it.
            assert b"gzip" in head or SERVED.encode() in head
            self._transport.write(self._pages.answer(head.split(b" ", 2)[1].decode()))


async def _serve(folder: Path) -> None:
    loop = asyncio.get_running_loop()
    pages = _Pages(folder)
    server = await loop.create_server(lambda: _Connection(pages), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(f"http://{host}:{port}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
