"""The sample web as a child of the server: it ends when the server does, however that ends."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from workbench.local import processes

READY_TIMEOUT_S = 20.0
# The companies that the fakes of services know lie beside the folder of the sites.
WORLD_FILE = "world.json"


class SampleWeb:
    """The process that serves the sample sites. Its stdin is ours: when we are gone, it ends too.

    Raises OSError if it is not ready in time.
    """

    def __init__(self, root: Path, log: Path):
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "workbench.local.services.sample_web", "--root", root, "--log", log),
                *(("--world", world) if (world := root.parent / WORLD_FILE).is_file() else ()),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def address(self) -> str:
        """What crawlers are told, as JSON: {"proxy": its URL, "hosts": it answers for, "keys": of its services}."""
        assert self._process.stdout is not None
        timer = threading.Timer(READY_TIMEOUT_S, self._process.kill)
        timer.start()
        line = self._process.stdout.readline()
        timer.cancel()
        if not line.endswith(b"\n"):
            raise OSError(f"the sample web did not start (exit status {self._process.wait()})")
        ready = json.loads(line)
        return json.dumps({told: ready[told] for told in ("proxy", "hosts", "keys")})

    def end(self) -> None:
        processes.kill_group(self._process.pid)
        self._process.wait()
