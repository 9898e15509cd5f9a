"""The command line: `workbench COMMAND`; `workbench --help` lists them.

With --json one object goes to stdout; everything else for people goes to stderr. Exit codes: 0 complete, 1 failed,
2 bad input, 3 partial.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbench.arguments import Command, parser
from workbench.errors import (
    ListError,
    NotebookError,
    PagesError,
    RegistryError,
    RunNotFound,
    ScheduleError,
    SettingsError,
    WorkbenchError,
)
from workbench.messages import say, use_language
from workbench.yamlfile.problems import Problems

EXIT_COMPLETE, EXIT_FAILED, EXIT_BAD_INPUT, EXIT_PARTIAL, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
ENDINGS = {
    "complete": EXIT_COMPLETE,
    "failed": EXIT_FAILED,
    "bad_input": EXIT_BAD_INPUT,
    "partial": EXIT_PARTIAL,
}
BAD_INPUT = (
    ListError,
    NotebookError,
    PagesError,
    RegistryError,
    RunNotFound,
    ScheduleError,
    SettingsError,
)
# Imports of pandas, boto3 and papermill stand inside the commands: `workbench --help` answers at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = parser(COMMANDS, __doc__.splitlines()[0]).parse_args(arguments)
    if given.lang:
        use_language(given.lang)
    logging.basicConfig(
        level=logging.INFO if given.verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except BAD_INPUT as error:
        return _fail(given, error, EXIT_BAD_INPUT)
    except WorkbenchError as error:
        return _fail(given, error, EXIT_FAILED)
    except BrokenPipeError:
        return EXIT_FAILED


def check(given: argparse.Namespace) -> int:
    """Read a list and say what was recognised, without asking anybody anything."""
    from workbench.lists import check_report, load_list, remember_mapping

    companies = load_list(given.list, sheet=given.sheet, columns=dict(given.column))
    report = check_report(companies)
    if given.remember:
        _say("check.remembered", path=remember_mapping(companies))
    if given.json:
        _print_json(report)
        return EXIT_COMPLETE
    for line in _check_lines(report):
        print(line)
    return EXIT_COMPLETE


def explain_settings(given: argparse.Namespace) -> int:
    """Say what a settings file means, stage by stage, and what is doubtful in it."""
    from workbench.settings.explain import explain_file

    explanation = explain_file(given.file)
    if given.json:
        _print_json(explanation.to_dict())
    else:
        print("\n".join(explanation.lines()))
    return EXIT_COMPLETE


def settings_schema(given: argparse.Namespace) -> int:
    """The JSON schema of settings files, for editors."""
    from workbench.settings.schema import schema_text

    print(schema_text(), end="")
    return EXIT_COMPLETE


def estimate(given: argparse.Namespace) -> int:
    """Say what a run would come to: rows, requests, time and money. Nothing is started."""
    from workbench.connect import connect
    from workbench.contract.settings import load_settings
    from workbench.estimate import estimate_lines, over_ceiling, to_dict
    from workbench.lists import load_list
    from workbench.starting import expectation

    settings = load_settings(given.settings)
    companies = load_list(given.list, sheet=given.sheet, columns=dict(given.column))
    list_id = given.list_id or companies.list_id
    expected = expectation(companies.companies, settings, list_id, connect())
    over = over_ceiling(expected, settings.ceiling)
    if given.json:
        _print_json({**to_dict(expected), "over_ceiling": over and over.sentence()})
    else:
        print(*estimate_lines(expected), *([over.sentence()] if over else []), sep="\n")
    return EXIT_BAD_INPUT if over else EXIT_COMPLETE


def run(given: argparse.Namespace) -> int:
    """Enrich a list, from file to file; with --pilot, a sample of it."""
    from workbench.contract.settings import load_settings
    from workbench.estimate import pilot_rows
    from workbench.lists import load_list
    from workbench.settings.explain import explain_file
    from workbench.starting import start

    settings = load_settings(given.settings)
    for caution in explain_file(given.settings).cautions:
        print(caution.line(), file=sys.stderr)
    companies = load_list(given.list, sheet=given.sheet, columns=dict(given.column))
    # What cannot be written, or would be lost, is known before anything is asked.
    choice = _choice(given, companies)
    sample = None if given.pilot is None else pilot_rows(companies.companies, given.pilot)
    if sample is not None:
        _say("estimate.pilot", count=len(sample), companies=companies.company_ids.nunique())
    started = start(companies, settings, list_id=given.list_id, only=sample)
    _say("run.started", run_id=started.run_id)
    code = _see_through(given, started, companies, choice)
    for line in _afterwards(given, started, companies, settings):
        print(line, file=sys.stderr)
    return code


def _afterwards(given: argparse.Namespace, run: Any, companies: Any, settings: Any) -> list[str]:
    """What the run came to beside its estimate; after a pilot, what the whole list would, and how to go on."""
    from workbench.estimate import estimate_lines
    from workbench.starting import expectation

    compared = run.compared()
    lines = [say("estimate.compared"), *compared] if compared else []
    if given.pilot is None:
        return lines
    expected = expectation(companies.companies, settings, run.ledger().list_id, run.connection)
    days = settings.answers.max_age_days
    return [
        *lines,
        say("estimate.pilot_whole"),
        *estimate_lines(expected),
        say("estimate.pilot_next" if days else "estimate.pilot_next_anew", days=days),
    ]


def attach(given: argparse.Namespace) -> int:
    """Watch a run that was started before; with --resume, have it go on first."""
    from workbench import run as a_run

    found = a_run.attach(given.run_id)
    if given.resume:
        found.resume()
    return _see_through(given, found, None)


def export(given: argparse.Namespace) -> int:
    """Write the results that a run has so far, whatever became of it."""
    from workbench import run as a_run

    found = a_run.attach(given.run_id)
    return _deliver(given, found, found.load_list(given.list), found.status())


def extract(given: argparse.Namespace) -> int:
    """Find the telephone number of each page in files, without a crawl: one JSON line a page."""
    from crawler.extract.files import extract_to

    done = extract_to(given.sources, given.out, given.url_prefix, given.company)
    if given.json:
        _print_json({"out": str(given.out), **vars(done)})
    else:
        _say("extract.written", pages=done.pages, found=done.found, path=given.out)
    return EXIT_PARTIAL if done.unreadable else EXIT_COMPLETE


def publish_registry(given: argparse.Namespace) -> int:
    """Put a registry into the bucket, where runs look names up in it."""
    from workbench.connect import connect
    from workbench.contract.records import utc_now
    from workbench.registry.published import publish
    from workbench.timetable import today

    about = publish(connect().bucket, given.file, str(today()), utc_now())
    if given.json:
        _print_json(about.model_dump(mode="json"))
    else:
        told = about.model_dump(include={"key", "name", "companies"})
        _say("registry.published", megabytes=round(about.size_bytes / 1e6), **told)
    return EXIT_COMPLETE


def build_registry(given: argparse.Namespace) -> int:
    """Make a registry of all companies out of the Tax Agency's files."""
    from workbench.registry import build
    from workbench.registry.command import told

    report = build(given.files, given.out)
    if given.json:
        _print_json(asdict(report))
    else:
        print(*told(report), sep="\n")
    return EXIT_PARTIAL if report.skipped else EXIT_COMPLETE


def resolve(given: argparse.Namespace) -> int:
    """Find the corporate number of each company on a list, in a registry on this machine."""
    from workbench.lists import load_list
    from workbench.resolving import resolve_list

    companies = load_list(given.list, sheet=given.sheet, columns=dict(given.column))
    done = asdict(resolve_list(companies, given.registry, given.out))
    if given.json:
        _print_json(done)
    else:
        _say("resolve.written", path=done["out"], **done)
    return EXIT_COMPLETE


def list_runs(given: argparse.Namespace) -> int:
    """The runs in the bucket, newest first."""
    from workbench import run as a_run

    found = a_run.runs(given.list_id)
    rows = [
        {
            "run_id": one.run_id,
            "status": a_run.attach(one.run_id).status().value,
            "list_id": one.list_id,
            "list_name": one.list_name,
            "rows": one.rows,
            "settings_name": one.settings_name,
            "started_by": one.started_by,
            "created_at": one.created_at.isoformat(),
        }
        for one in found[: given.most]
    ]
    if given.json:
        _print_json({"runs": rows})
        return EXIT_COMPLETE
    for row in rows:
        print(say("run.list_row", **row | {"status": say(f"run.status.{row['status']}")}))
    if not rows:
        _say("run.none")
    return EXIT_COMPLETE


def stop(given: argparse.Namespace) -> int:
    """Stop a run and every container of it."""
    from workbench import run as a_run

    status = a_run.attach(given.run_id).stop(timeout_s=given.timeout)
    if given.json:
        _print_json({"run_id": given.run_id, "status": status.value})
    else:
        print(say("run.title", run_id=given.run_id, status=say(f"run.status.{status.value}")))
    return EXIT_COMPLETE


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
        _print_json(
            {"output": result.output, "error": result.error, "runs": statuses, "written": result.written}
        )
        return ENDINGS[result.ending]
    for place in (result.output, *(uri for uri in result.written if uri != result.output)):
        _say("run.written", path=place)
    for run_id, status in statuses.items():
        print(say("run.title", run_id=run_id, status=say(f"run.status.{status}")))
        if result.ending != "complete":
            _say("batch.pick_up", run_id=run_id)
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
        _print_json(answer)
    else:
        print("\n".join(lines))
    return EXIT_COMPLETE


def local(given: argparse.Namespace) -> int:
    """The embedded AWS of this machine."""
    from workbench.local import control

    code, answer, lines = control.act(given.action)
    if given.json:
        _print_json(answer)
    else:
        print("\n".join(lines))
    return code


def _see_through(given: argparse.Namespace, found: Any, companies: Any, choice: Any = None) -> int:
    """Show progress until the run ends, then write its results."""
    from workbench.progress import RunProgress, lines

    last: list[str] = []

    def show(progress: RunProgress) -> None:
        told = lines(progress)[:-1] or lines(progress)
        for line in told:
            if line not in last:
                print(line, file=sys.stderr, flush=True)
        last[:] = told

    try:
        status = found.wait(given.timeout, on_progress=show)
    except KeyboardInterrupt:
        _say("run.goes_on", run_id=found.run_id)
        return EXIT_INTERRUPTED
    return _deliver(given, found, companies, status, choice)


def _deliver(given: argparse.Namespace, found: Any, companies: Any, status: Any, choice: Any = None) -> int:
    """Join, count and write; then say it in words or in JSON."""
    from workbench.matching import join
    from workbench.quality import match_quality, politeness_totals

    companies = companies if companies is not None else found.load_list(given.list)
    table = join(companies, found.partial())
    info = found.info()
    quality = match_quality(table, info.stages)
    choice = choice or _choice(given, companies)
    if choice:
        from workbench.exports import export as write

        written = write(
            table,
            given.out,
            companies=companies,
            kind=choice,
            encoding=given.encoding,
            quality=quality,
            run=info,
        )
        lines = written.report.sentences() if written.choice is choice else written.sentences()
        print(*lines, sep="\n", file=sys.stderr)
        choice = written.choice
    if given.json:
        out = {"out": str(given.out), **choice.to_dict()} if choice else {"out": None}
        told = {"quality": quality.to_dict(), "politeness": politeness_totals(info.politeness)}
        _print_json({"run_id": found.run_id, "status": status.value, **out, **told})
    else:
        print(say("run.title", run_id=found.run_id, status=say(f"run.status.{status.value}")))
        for sentence in quality.sentences():
            print(sentence)
    return _exit_code(status.value)


def _choice(given: argparse.Namespace, companies: Any) -> Any:
    """Which kind of file is to be written, said on stderr; None if no file is wanted."""
    if not given.out:
        return None
    from workbench.exports import choose

    choice = choose(companies, given.out, given.kind)
    for sentence in choice.sentences():
        print(sentence, file=sys.stderr)
    return choice


def _exit_code(status: str) -> int:
    return {"complete": EXIT_COMPLETE, "partial": EXIT_PARTIAL}.get(status, EXIT_FAILED)


def _check_lines(report: dict[str, Any]) -> list[str]:
    lines = [say("check.rows", **{key: report[key] for key in ("rows", "usable", "invalid", "companies")})]
    for part in ("encoding", "sheet", "header_row"):
        if report[part]:
            lines.append(say(f"check.{part}", value=report[part]))
    lines += [
        say("check.column", field=say(f"field.{field}"), column=column)
        for field, column in report["columns"].items()
    ]
    for one in report["problems"]:
        where = "check.problem" if one["row"] and one["column"] else "check.problem_of_list"
        lines.append(say(where, **{key: one[key] for key in ("row", "column", "message", "done")}))
    return lines


def _fail(given: argparse.Namespace, error: WorkbenchError, code: int) -> int:
    if getattr(given, "json", False):
        problems = error.details.get("problems")
        listed = {"problems": problems.to_dicts()} if isinstance(problems, Problems) else {}
        _print_json({"error": error.code, "message": str(error)} | listed)
    print(str(error), file=sys.stderr)
    return code


def _say(code: str, **parameters: object) -> None:
    print(say(code, **parameters), file=sys.stderr)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, default=str))


COMMANDS: dict[str, Command] = {
    "check": check,
    "settings explain": explain_settings,
    "settings schema": settings_schema,
    "estimate": estimate,
    "run": run,
    "attach": attach,
    "export": export,
    "extract": extract,
    "registry build": build_registry,
    "resolve": resolve,
    "registry publish": publish_registry,
    "runs": list_runs,
    "stop": stop,
    "batch": batch,
    "schedule": schedule,
    "local": local,
}


if __name__ == "__main__":
    sys.exit(main())
