"""A container's program, measured from outside: the real one, with the least of S3 and Step Functions beside it."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.child import peak_mb
from benchmarks.measure import ROOT, TIMEOUT_S
from benchmarks.run_of_phones import STAGE

PROGRAM = "crawler.run"
RUN_ID = "20261124T000000Z-00000000"
SHARD = "0000"
_BUCKET = "bucket"
_LOOK_EVERY_S = 0.02


class _Services(BaseHTTPRequestHandler):
    """Objects are given back as they were put; Step Functions takes note of the time and says yes."""

    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes]
    beats: list[float]

    def do_GET(self) -> None:
        body = self.objects.get(self._key())
        self._answer(200 if body is not None else 404, body or b"<Error><Code>NoSuchKey</Code></Error>")

    def do_PUT(self) -> None:
        self.objects[self._key()] = self._body()
        self._answer(200, b"")

    def do_POST(self) -> None:
        self._body()
        self.beats.append(time.time())
        self._answer(200, b"{}")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what is measured shares this terminal."""

    def _key(self) -> str:
        return self.path.partition("?")[0].removeprefix(f"/{_BUCKET}/")

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@dataclass(frozen=True)
class Ended:
    """How the program ended: its time, the peak of its memory, what it left in the bucket, when it first beat."""

    cpu_s: float
    wall_s: float
    rss_mb: float
    to_first_beat_s: float
    objects: dict[str, bytes] = field(repr=False)


def run_container(
    objects: Mapping[str, bytes], environment: Mapping[str, str] = {}, watch: Callable[[int], object] = id
) -> Ended:
    """Run the program over these objects (`settings.yaml` and `input.jsonl.gz` among them).

    watch is called with the process's id every now and then while it lives. Raises RuntimeError if it fails.
    """
    handler = type("Services", (_Services,), {"objects": dict(objects), "beats": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return _run(server.server_address[1], handler, environment, watch)
    finally:
        server.shutdown()
        server.server_close()


def _run(port: int, handler: Any, environment: Mapping[str, str], watch: Callable[[int], object]) -> Ended:
    with tempfile.TemporaryFile() as said:
        began = time.time()
        process = subprocess.Popen(
            [sys.executable, "-m", PROGRAM],
            cwd=ROOT,
            env={**os.environ, **_environment(port), **environment},
            stdout=said,
            stderr=said,
        )
        watchdog = threading.Timer(TIMEOUT_S, process.kill)
        watchdog.start()
        peaks = _watch_peak(process.pid, watch)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.time() - began
        watchdog.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            raise RuntimeError(
                f"the crawler ended with {process.returncode}: {said.read().decode()[-2_000:]}"
            )
    return Ended(
        used.ru_utime + used.ru_stime,
        wall_s,
        max(peaks, default=0.0),
        handler.beats[0] - began,
        handler.objects,
    )


def _watch_peak(process: int, watch: Callable[[int], object]) -> list[float]:
    """Peaks of the process's memory so far, as a thread sees them while it lives."""
    peaks: list[float] = []

    def look() -> None:
        while (peak := peak_mb(process)) > 0:
            peaks.append(peak)
            watch(process)
            time.sleep(_LOOK_EVERY_S)

    threading.Thread(target=look, daemon=True).start()
    return peaks


def objects_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _environment(port: int) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "benchmark",
        "AWS_SECRET_ACCESS_KEY": "benchmark",
        "AWS_DEFAULT_REGION": "ap-northeast-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "TASK_TOKEN_ENV_VARIABLE": "token",
        "FEED_BUCKET_NAME": _BUCKET,
        "SETTINGS_FILE": "settings.yaml",
        "INPUT_FILE": "input.jsonl.gz",
        "RUN_ID": RUN_ID,
        "STAGE": STAGE,
        "SHARD": SHARD,
        "ATTEMPT": "1",
    }
