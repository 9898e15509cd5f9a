"""Running a notebook headless by papermill: parameters checked first, the output kept, the run it started named."""

import difflib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import NotebookError
from workbench.progress import RunStatus
from workbench.run import BATCH_REPORT, attach


@dataclass(frozen=True)
class BatchResult:
    """How a batch went. error: the failed cell's error, None if every cell ran; statuses: of the runs it started."""

    output: Path
    error: str | None
    statuses: dict[str, RunStatus]


def run_notebook(
    notebook: Path, output: Path, parameters: Mapping[str, Any], timeout_s: float | None = None
) -> BatchResult:
    """Run a notebook from its first cell to its last; the output notebook is kept also when a cell fails.

    timeout_s: longest time of one cell, None for no limit. Raises NotebookError before any kernel starts.
    """
    # papermill brings jupyter_client and more: 2 s that no other command should pay.
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    _check(notebook, parameters, papermill.inspect_notebook(str(notebook)))
    output.parent.mkdir(parents=True, exist_ok=True)
    error: str | None = None
    with _report() as report:
        try:
            papermill.execute_notebook(
                str(notebook),
                str(output),
                parameters=dict(parameters),
                execution_timeout=timeout_s,
                progress_bar=False,
                cwd=str(Path.cwd()),
            )
        except (papermill.PapermillExecutionError, CellTimeoutError, DeadKernelError) as failed:
            error = f"{type(failed).__name__}: {failed}".strip()
        started = [json.loads(line)["run_id"] for line in report.read_text().splitlines()]
    statuses = {run_id: attach(run_id).status() for run_id in started}
    return BatchResult(output, error, statuses)


def _check(notebook: Path, given: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """papermill only warns of a parameter that the notebook does not have, and runs without it."""
    if not known:
        raise NotebookError("error.notebook_without_parameters", notebook=notebook)
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise NotebookError(
                "error.notebook_parameter",
                notebook=notebook,
                name=name,
                near=near[0] if near else "-",
                known=", ".join(known),
            )


@contextmanager
def _report() -> Iterator[Path]:
    """A file in which runs that are started below leave their id, whatever becomes of the kernel."""
    before = os.environ.get(BATCH_REPORT)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "runs.jsonl"
        report.touch()
        os.environ[BATCH_REPORT] = str(report)
        try:
            yield report
        finally:
            if before is None:
                del os.environ[BATCH_REPORT]
            else:
                os.environ[BATCH_REPORT] = before
