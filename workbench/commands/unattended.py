"""What runs without anybody: notebooks headless, by a schedule, and the AWS of this machine."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbench.commands.saying import (
    EXIT_BAD_INPUT,
    EXIT_COMPLETE,
    EXIT_FAILED,
    EXIT_PARTIAL,
    print_json,
    tell,
)
from workbench.errors import NotebookError
from workbench.messages import say

ENDINGS = {
    "complete": EXIT_COMPLETE,
    "failed": EXIT_FAILED,
    "bad_input": EXIT_BAD_INPUT,
    "partial": EXIT_PARTIAL,
}


def batch(given: argparse.Namespace) -> int:
    """Run a notebook headless; files named s3://… are fetched before and put back after."""
    if given.scheduled:
        from workbench.schedule.firing import run_scheduled

        run_scheduled()
        return EXIT_COMPLETE
    if given.notebook is None:
        raise NotebookError("error.notebook_not_given")
    import yaml

    from workbench.batch import Limits, run_notebook
    from workbench.timetable import today

    parameters: dict[str, Any] = {}
    if given.file:
        parameters |= yaml.safe_load(Path(given.file).read_text(encoding="utf-8")) or {}
    parameters |= {name: yaml.safe_load(value) for name, value in given.parameter}
    parameters |= dict(given.raw_parameter)
    output = given.out or Path("out") / f"{Path(given.notebook).stem}-{time.strftime('%Y%m%dT%H%M%S')}.ipynb"
    limits = Limits(cell_s=given.timeout, whole_s=given.time_limit)
    result = run_notebook(given.notebook, output, parameters, limits, day=today(), again=given.again)
    statuses = {run_id: status.value for run_id, status in result.statuses.items()}
    if given.json:
        print_json(
            {"output": result.output, "error": result.error, "runs": statuses, "written": result.written}
        )
        return ENDINGS[result.ending]
    for place in (result.output, *(uri for uri in result.written if uri != result.output)):
        tell("run.written", path=place)
    for run_id, status in statuses.items():
        print(say("run.title", run_id=run_id, status=say(f"run.status.{status}")))
        if result.ending != "complete":
            tell("batch.pick_up", run_id=run_id)
    if result.error:
        print(result.error, file=sys.stderr)
    return ENDINGS[result.ending]


def schedule(given: argparse.Namespace) -> int:
    """Batches that run by themselves: make, list, pause, start, remove them."""
    from workbench.schedule import command

    act: Callable[[], tuple[dict[str, Any], list[str]]] = {
        "apply": lambda: command.apply(given.file),
        "list": command.rows,
        "pause": lambda: command.pause(given.name),
        "run-now": lambda: command.run_now(given.name),
        "remove": lambda: command.remove(given.name),
    }[given.action]
    answer, lines = act()
    if given.json:
        print_json(answer)
    else:
        print("\n".join(lines))
    return EXIT_COMPLETE


def local(given: argparse.Namespace) -> int:
    """The embedded AWS of this machine."""
    from workbench.local import control

    code, answer, lines = control.act(given.action)
    if given.json:
        print_json(answer)
    else:
        print("\n".join(lines))
    return code
