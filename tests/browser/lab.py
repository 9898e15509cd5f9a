"""A JupyterLab server of a test's own, and what a test waits for in its page."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.local.waiting import until

CHECKOUT = Path(__file__).parents[2]
SLOW = """\
name: ゆっくり
stages:
  - {name: sites, sources: [homepage], rows_per_shard: 20, concurrency: 4, batch_rows: 1, batch_s: 1}
answers: {max_age_days: 0, none_max_age_days: 0}  # earlier runs' answers would make it quick
politeness: {contact: https://workbench.example/contact, delay_s: 8, timeout_s: 3, cache_days: 0}
"""
# Resolves when the notebook in front can be run: its kernel is connected and idle, every cell is drawn.
# The kernel's dot says idle before that, and a Run All pressed then is lost.
READY = """async () => {
  for (;;) {
    const app = window.jupyterapp;
    if (app) {
      await app.restored;
      const shown = app.shell.currentWidget;
      if (shown && shown.sessionContext) {
        await shown.context.ready;
        await shown.revealed;
        await shown.sessionContext.ready;
        const session = shown.sessionContext.session;
        if (session && session.kernel) {
          await session.kernel.info;
          const kernel = session.kernel;
          if (kernel.connectionStatus === 'connected' && kernel.status === 'idle'
              && shown.content.widgets.length === shown.content.model.cells.length) return true;
        }
      }
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}"""
COMMAND = "async name => { await window.jupyterapp.commands.execute(name) }"
RESTART = """async () => {
  const context = window.jupyterapp.shell.currentWidget.sessionContext;
  await context.restartKernel();
  await context.session.kernel.info;
}"""
KERNEL_STATUS = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
SHUT_DOWN = "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.shutdown() }"


@dataclass(frozen=True)
class Lab:
    """A server: its address, its token, and the folder it shows."""

    port: int
    token: str
    root: Path

    def url(self, notebook: str) -> str:
        return f"http://127.0.0.1:{self.port}/lab/tree/{notebook}?token={self.token}&reset"


@contextmanager
def jupyter_lab(folder: Path, workbench_home: Path) -> Iterator[Lab]:
    """JupyterLab over a copy of the notebooks and the sample data, with a home of its own."""
    root = folder / "root"
    for part in ("notebooks", "data/samples"):
        shutil.copytree(CHECKOUT / part, root / part, ignore=shutil.ignore_patterns("web"))
    _slow_settings(root / "data" / "samples" / "settings")
    lab = Lab(_free_port(), secrets.token_hex(8), root)
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("AWS_", "WORKBENCH_", "JUPYTER"))
    }
    environment = kept | {
        "HOME": str(folder),
        "WORKBENCH_HOME": str(workbench_home),
        "PYTHONPATH": str(CHECKOUT),
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    log = (folder / "lab.log").open("wb")
    server = subprocess.Popen(_command(lab), env=environment, cwd=root, stdout=log, stderr=log)
    try:
        until(lambda: _answers(lab), timeout_s=60)
        yield lab
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _slow_settings(folder: Path) -> None:
    """Settings made for looking on: seconds pass between two requests to one site, each row is told at once."""
    (folder / "slow.yaml").write_text(SLOW, encoding="utf-8")


def wait_ready(page: Page) -> None:
    """Return when the notebook's cells can be run."""
    page.evaluate(READY)


def run_all(page: Page) -> None:
    """Run every cell; returns when all have run."""
    page.evaluate(COMMAND, "notebook:run-all-cells")


def save(page: Page) -> None:
    page.evaluate(COMMAND, "docmanager:save")


def hide_files(page: Page) -> None:
    """Fold the file browser away."""
    page.evaluate(COMMAND, "application:toggle-left-area")


def restart_kernel(page: Page) -> None:
    page.evaluate(RESTART)


def _command(lab: Lab) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyter", "lab", "--allow-root", "--no-browser"),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={lab.port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={lab.root}",
        f"--IdentityProvider.token={lab.token}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
        f"--LabApp.app_settings_dir={CHECKOUT / 'tools' / 'lab'}",
    ]


def _answers(lab: Lab) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{lab.port}/api", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
