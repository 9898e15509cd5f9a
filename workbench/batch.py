"""Running a notebook headless by papermill: parameters checked first, the output kept, the run it started named."""

import difflib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from workbench.aws import Connection
from workbench.connect import connect
from workbench.errors import NotebookError, RunNotFound
from workbench.messages import say
from workbench.progress import RunStatus
from workbench.run import BATCH_AGAIN, BATCH_DAY, BATCH_REPORT, attach
from workbench.transfer import Transfer

Ending = Literal["complete", "partial", "failed", "bad_input"]

# A cell that ends in one of these tells of its input, not of the run.
BAD_INPUT = {"ListError", "SettingsError", "NotebookError", "RunNotFound"}
# A kernel warns of itself on every start, to a terminal where nobody asked it.
QUIET = ["--IPKernelApp.log_level=50"]
# The key of the output notebook's metadata that names the runs.
METADATA = "workbench"


@dataclass(frozen=True)
class BatchResult:
    """How a batch went.

    output: where the executed notebook lies (path or S3 URI); error: what ended it early, None if every cell ran;
    statuses: of the runs it started or took up, by id; written: S3 URIs of the files that came to be.
    """

    output: str
    error: str | None
    bad_input: bool
    statuses: dict[str, RunStatus]
    written: list[str]

    @property
    def ending(self) -> Ending:
        """The worst of it: an error, a run that failed, a run that is not complete."""
        if self.error is not None:
            return "bad_input" if self.bad_input else "failed"
        if set(self.statuses.values()) <= {RunStatus.COMPLETE}:
            return "complete"
        well = {RunStatus.COMPLETE, RunStatus.PARTIAL}
        return "partial" if set(self.statuses.values()) <= well else "failed"


@dataclass(frozen=True)
class Limits:
    """Longest times in seconds, None for no limit: of one cell, and of the whole notebook."""

    cell_s: float | None = None
    whole_s: float | None = None


def run_notebook(
    notebook: str | Path,
    output: str | Path,
    parameters: Mapping[str, Any],
    limits: Limits = Limits(),
    *,
    day: date | None = None,
    again: bool = False,
    connect: Callable[[], Connection] = connect,
) -> BatchResult:
    """Run a notebook from its first cell to its last; the output notebook is kept also when a cell fails.

    notebook, output and parameters may name S3 objects (see transfer.Transfer). The kernel works in the notebook's
    folder, as it does in JupyterLab. day: the same list, settings and day make one run, which is taken up, or, with
    `again`, followed by a new one that is the day's from then on; None: each call makes one that is nobody's.
    Raises NotebookError before any kernel starts.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-batch-") as folder:
        files = Transfer(Path(folder), connect)
        source = files.bring(notebook)
        _check(str(notebook), parameters, _known_parameters(source, str(notebook)))
        target = files.place(output)
        with _surroundings(Path(folder) / "runs.jsonl", day, again) as report:
            error, bad_input = _execute(source, target, files.parameters(parameters), limits)
            lines = report.read_text().splitlines()
        started = list(dict.fromkeys(json.loads(line)["run_id"] for line in lines))
        statuses = {run_id: _status(run_id, connect) for run_id in started}
        _name_runs(target, statuses, error, files.names)
        written = files.take_back()
    return BatchResult(str(output), error, bad_input, statuses, written)


def _execute(
    source: Path, target: Path, parameters: dict[str, Any], limits: Limits
) -> tuple[str | None, bool]:
    """What ended the notebook early, None if nothing did, and whether its input is to blame."""
    # papermill brings jupyter_client and more: 2 s that no other command should pay.
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    began = time.monotonic()

    def left_s(_: object) -> float | None:
        whole = None if limits.whole_s is None else limits.whole_s - (time.monotonic() - began)
        given = [limit for limit in (limits.cell_s, whole) if limit is not None]
        return max(min(given), 0.001) if given else None  # 0 would mean no limit

    try:
        papermill.execute_notebook(
            str(source),
            str(target),
            parameters=parameters,
            timeout_func=left_s,
            extra_arguments=QUIET,
            progress_bar=False,
            cwd=str(source.absolute().parent),
        )
    except papermill.PapermillExecutionError as failed:
        return f"{failed.ename}: {failed.evalue}", failed.ename in BAD_INPUT
    except CellTimeoutError:
        whole = limits.whole_s is not None and time.monotonic() - began >= limits.whole_s
        seconds = limits.whole_s if whole else limits.cell_s
        return say("batch.whole_limit" if whole else "batch.cell_limit", seconds=f"{seconds:g}"), False
    except DeadKernelError:
        return say("batch.kernel_died"), False
    return None, False


def check_parameters(notebook: Path, names: Iterable[str]) -> None:
    """Raises NotebookError if a notebook has no parameter of one of these names."""
    _check(str(notebook), dict.fromkeys(names), _known_parameters(notebook, str(notebook)))


def _known_parameters(source: Path, notebook: str) -> Mapping[str, Any]:
    import nbformat
    import papermill

    try:
        known: Mapping[str, Any] = papermill.inspect_notebook(str(source))
    except FileNotFoundError as error:
        raise NotebookError("error.notebook_missing", notebook=notebook) from error
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError) as error:
        raise NotebookError("error.notebook_unreadable", notebook=notebook) from error
    return known


def _check(notebook: str, given: Mapping[str, Any], known: Mapping[str, Any]) -> None:
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


def _status(run_id: str, connect: Callable[[], Connection]) -> RunStatus:
    """Where a run stands that the notebook started or was about to start."""
    try:
        return attach(run_id, connection=connect()).status()
    except RunNotFound:
        return RunStatus.INTERRUPTED  # its kernel died between the claim and the ledger


def _name_runs(
    output: Path, statuses: Mapping[str, RunStatus], error: str | None, names: Mapping[str, str]
) -> None:
    """Leave in the output notebook's metadata what is needed to pick the batch up again."""
    if not output.exists():
        return
    notebook = json.loads(output.read_text(encoding="utf-8"))
    notebook["metadata"][METADATA] = {
        "runs": {run_id: status.value for run_id, status in statuses.items()},
        "error": error,
        "files": dict(names),
    }
    output.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _surroundings(report: Path, day: date | None, again: bool) -> Iterator[Path]:
    """What the kernel inherits: a file in which runs leave their id, whatever becomes of it, and the day."""
    told = {
        BATCH_REPORT: str(report),
        BATCH_DAY: day.isoformat() if day else "",
        BATCH_AGAIN: "1" if again else "",
    }
    before = {name: os.environ.get(name) for name in told}
    report.touch()
    os.environ.update(told)
    try:
        yield report
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
