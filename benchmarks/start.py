"""From the start of a container's program to its first heartbeat, and to the end of a shard of no rows.

The baseline is an empty Scrapy run. S3 and Step Functions are the least that answers, in this process.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks import measure
from benchmarks.child import digest_of, peak_mb
from benchmarks.measure import Benchmark, Goal
from benchmarks.run_of_phones import SETTINGS, STAGE
from workbench.contract.records import Company, dump_lines

PRODUCT = "crawler.run"


class _Services(BaseHTTPRequestHandler):
    """Objects are given back as they were put; Step Functions takes note of the time and says yes."""

    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes]
    beats: list[float]

    def do_GET(self) -> None:
        body = self.objects.get(self.path.partition("?")[0])
        self._answer(200 if body is not None else 404, body or b"<Error><Code>NoSuchKey</Code></Error>")

    def do_PUT(self) -> None:
        self.objects[self.path.partition("?")[0]] = self._body()
        self._answer(200, b"")

    def do_POST(self) -> None:
        self._body()
        self.beats.append(time.time())
        self._answer(200, b"{}")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what is measured shares this terminal."""

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def make(folder: Path, companies: int) -> None:
    (folder / "settings.yaml").write_text(json.dumps(SETTINGS.model_dump(mode="json")))
    (folder / "input.jsonl.gz").write_bytes(
        dump_lines([Company(row_id=0, company_id="0", name="架空")][:companies])
    )


def run(program: str, data: Path) -> dict[str, object]:
    """As measure.run; the crawler tells nothing itself, so its services and the system tell of it."""
    if program != PRODUCT:
        return measure.run(program, data)
    handler = type("Services", (_Services,), {"objects": _objects(data), "beats": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return _run(server.server_address[1], handler)
    finally:
        server.shutdown()
        server.server_close()


def _run(port: int, handler: Any) -> dict[str, object]:
    with tempfile.TemporaryFile() as said:
        began = time.time()
        process = subprocess.Popen(
            [sys.executable, "-m", PRODUCT],
            cwd=measure.ROOT,
            env={**os.environ, **_environment(port)},
            stdout=said,
            stderr=said,
        )
        watchdog = threading.Timer(measure.TIMEOUT_S, process.kill)
        watchdog.start()
        peaks = _watch_peak(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.time() - began
        watchdog.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            raise RuntimeError(
                f"the crawler ended with {process.returncode}: {said.read().decode()[-2_000:]}"
            )
    return {
        "cpu_s": used.ru_utime + used.ru_stime,
        "wall_s": wall_s,
        "rss_mb": max(peaks, default=0.0),
        # There is nothing to compare: both do nothing.
        "found": digest_of(["an empty run"]),
        "phases": {"to the first heartbeat": {"wall_s": handler.beats[0] - began}},
    }


def _watch_peak(process: int) -> list[float]:
    """Peaks of the process's memory so far, as a thread sees them while it lives."""
    peaks: list[float] = []

    def watch() -> None:
        while (peak := peak_mb(process)) > 0:
            peaks.append(peak)
            time.sleep(0.02)

    threading.Thread(target=watch, daemon=True).start()
    return peaks


def _objects(data: Path) -> dict[str, bytes]:
    return {f"/bucket/{path.name}": path.read_bytes() for path in data.iterdir()}


def _environment(port: int) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "benchmark",
        "AWS_SECRET_ACCESS_KEY": "benchmark",
        "AWS_DEFAULT_REGION": "ap-northeast-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "TASK_TOKEN_ENV_VARIABLE": "token",
        "FEED_BUCKET_NAME": "bucket",
        "SETTINGS_FILE": "settings.yaml",
        "INPUT_FILE": "input.jsonl.gz",
        "RUN_ID": "20261124T000000Z-00000000",
        "STAGE": STAGE,
        "SHARD": "0000",
        "ATTEMPT": "1",
    }


BENCHMARK = Benchmark(
    name="start",
    what="a container's program with {size} rows beside an empty Scrapy run",
    size={"quick": 0, "default": 0, "full": 0},
    make=make,
    baseline="benchmarks.baselines.start_scrapy",
    product=PRODUCT,
    goal=Goal(cpu=1.2),
    runs=5,
    run=run,
)
