"""Everything is killed in the middle of a run; what was acknowledged is there, and is not asked again."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.embedded import Embedded, crawlers, embedded_aws, outcomes_landed
from tests.local.waiting import until
from workbench.progress import RunStatus
from workbench.run import attach

pytestmark = pytest.mark.xdist_group("crash")
ROWS = 10
CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize("k", random.Random(20261124).sample(range(1, ROWS), 5))
def test_every_acknowledged_row_survives_and_none_is_asked_again(tmp_path: Path, k: int) -> None:
    with embedded_aws(tmp_path) as aws:
        kernel = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.starter", str(tmp_path), str(ROWS)],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert kernel.stdout is not None
        run_id = kernel.stdout.readline().strip()
        run = attach(run_id, connection=aws.up())
        until(lambda: outcomes_landed(run) >= k, timeout_s=60)
        acknowledged = {outcome.row_id for outcome in run.records().outcomes}
        _kill(aws, kernel, run_id)

        run = attach(run_id, connection=aws.up())
        assert run.status() is RunStatus.INTERRUPTED
        kept = {outcome.row_id for outcome in run.records().outcomes}
        assert acknowledged <= kept
        before = _asked(aws)
        run.resume()
        assert run.wait(timeout_s=60) is RunStatus.COMPLETE
        after = _asked(aws)
        assert {row: after[row] for row in kept} == {row: before[row] for row in kept}
        outcomes = [outcome.row_id for outcome in run.records().outcomes]
        assert sorted(outcomes) == list(range(ROWS))


def _kill(aws: Embedded, kernel: "subprocess.Popen[str]", run_id: str) -> None:
    """kill -9 for the server, the workers and the kernel; returns when they are gone."""
    server = json.loads(aws.home.announcement.read_text())["pid"]
    pids = [server, *crawlers(run_id), kernel.pid]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    kernel.wait(timeout=20)
    until(lambda: not any(_alive(pid) for pid in pids[:-1]))


def _alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _asked(aws: Embedded) -> Counter[int]:
    """How often each row's own page was asked for."""
    rows = [access["path"].partition("?row=")[2] for access in aws.accesses()]
    return Counter(int(row) for row in rows if row)
