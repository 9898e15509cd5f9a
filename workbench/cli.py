"""The command line: `workbench check|settings|run|attach|runs|stop|export|extract|batch|schedule|local`.

With --json one object goes to stdout; everything else for people goes to stderr. Exit codes: 0 complete, 1 failed,
2 bad input, 3 partial.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from workbench.errors import (
    ListError,
    NotebookError,
    PagesError,
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
DAY_S = 86_400.0

# Imports of pandas, boto3 and papermill stand inside the commands: `workbench --help` answers at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = _parser().parse_args(arguments)
    if given.lang:
        use_language(given.lang)
    logging.basicConfig(
        level=logging.INFO if given.verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except (ListError, PagesError, SettingsError, ScheduleError, NotebookError, RunNotFound) as error:
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


def run(given: argparse.Namespace) -> int:
    """Enrich a list, from file to file."""
    from workbench.contract.settings import load_settings
    from workbench.lists import load_list
    from workbench.run import start
    from workbench.settings.explain import explain_file

    settings = load_settings(given.settings)
    for caution in explain_file(given.settings).cautions:
        print(caution.line(), file=sys.stderr)
    companies = load_list(given.list, sheet=given.sheet, columns=dict(given.column))
    # What cannot be written, or would be lost, is known before anything is asked.
    choice = _choice(given, companies)
    started = start(companies, settings, list_id=given.list_id)
    _say("run.started", run_id=started.run_id)
    return _see_through(given, started, companies, choice)


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

    done = extract_to(given.source, given.out, given.url_prefix, given.company)
    if given.json:
        _print_json({"out": str(given.out), **vars(done)})
    else:
        _say("extract.written", pages=done.pages, found=done.found, path=given.out)
    return EXIT_PARTIAL if done.unreadable else EXIT_COMPLETE


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


def _column(text: str) -> tuple[str, str]:
    from workbench.lists.columns import FIELDS

    field, header = _pair(text)
    if field not in FIELDS:
        raise argparse.ArgumentTypeError(f"{field!r} is not one of {', '.join(FIELDS)}")
    return field, header


def _pair(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r}: write NAME=VALUE")
    return name, value


def _with_file(added: argparse.ArgumentParser, required: bool) -> None:
    added.add_argument(
        "--out", type=Path, required=required, metavar="X", help="the file to write: .xlsx, .xlsm or .csv"
    )
    added.add_argument(
        "--as",
        dest="kind",
        choices=("own", "report", "csv"),
        help="a copy of your own workbook, a workbook of ours, or CSV (default: your own where nothing is "
        "lost by that)",
    )
    added.add_argument(
        "--encoding",
        choices=("utf-8-sig", "cp932"),
        default="utf-8-sig",
        help="of CSV: UTF-8 with BOM (default), or cp932 for older programs",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workbench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--lang", choices=("ja", "en"), help="language of all sentences (default: WORKBENCH_LANG, ja)"
    )
    parser.add_argument("--verbose", action="store_true", help="log what happens, to stderr")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, function: Callable[[argparse.Namespace], int], among: Any = commands
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = among.add_parser(name, help=(function.__doc__ or "").splitlines()[0])
        added.set_defaults(command=function)
        added.add_argument("--json", action="store_true", help="one JSON object on stdout")
        return added

    def with_results(added: argparse.ArgumentParser) -> None:
        _with_file(added, required=False)
        added.add_argument(
            "--timeout", type=float, default=DAY_S, metavar="S", help="longest wait in seconds"
        )

    def with_list(added: argparse.ArgumentParser) -> None:
        added.add_argument("list", type=Path)
        added.add_argument("--sheet", help="which sheet of a workbook (default: the most likely one)")
        added.add_argument(
            "--column",
            type=_column,
            action="append",
            default=[],
            metavar="FIELD=HEADER",
            help="what a column means where it is not recognised: name=御社名; phone= for a column it has not",
        )

    checking = command("check", check)
    with_list(checking)
    checking.add_argument(
        "--remember",
        action="store_true",
        help="keep these columns for every later list with the same headers",
    )

    _add_settings(commands, command)

    running = command("run", run)
    with_list(running)
    running.add_argument("--settings", type=Path, required=True, metavar="S.yaml")
    running.add_argument(
        "--list-id", help="what the list is called from month to month (default: the file's name)"
    )
    with_results(running)

    attaching = command("attach", attach)
    attaching.add_argument("run_id")
    attaching.add_argument("--resume", action="store_true", help="ask the rows that are left, then watch")
    attaching.add_argument("--list", type=Path, help="the list, if it has moved")
    with_results(attaching)

    exporting = command("export", export)
    exporting.add_argument("run_id")
    exporting.add_argument("--list", type=Path, help="the list, if it has moved")
    _with_file(exporting, required=True)

    extracting = command("extract", extract)
    extracting.add_argument(
        "source", type=Path, metavar="FILES-OR-FOLDER", help="an HTML file, or a folder of them"
    )
    extracting.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")
    extracting.add_argument("--url-prefix", metavar="URL", help="the address that the folder stands for")
    extracting.add_argument("--company", metavar="NAME", help="whose pages they are, if known")

    listing = command("runs", list_runs)
    listing.add_argument("--list-id", help="only the runs of this list")
    listing.add_argument("--most", type=int, default=20, metavar="N", help="at most so many (default 20)")

    stopping = command("stop", stop)
    stopping.add_argument("run_id")
    stopping.add_argument("--timeout", type=float, default=120, metavar="S")

    _describe_batch(command("batch", batch))
    _add_schedule(commands)

    embedded = command("local", local)
    embedded.add_argument("action", choices=("up", "status", "logs", "notifications", "down"))
    return parser


def _add_settings(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    about = commands.add_parser("settings", help="Settings files: explain S.yaml, schema.")
    among = about.add_subparsers(metavar="COMMAND", required=True)
    command("explain", explain_settings, among).add_argument("file", type=Path, metavar="S.yaml")
    command("schema", settings_schema, among)


def _describe_batch(batching: argparse.ArgumentParser) -> None:
    batching.add_argument("notebook", nargs="?", help="its path, or s3://bucket/key")
    batching.add_argument(
        "-p", dest="parameter", type=_pair, action="append", default=[], metavar="NAME=VALUE"
    )
    batching.add_argument(
        "-r",
        dest="raw_parameter",
        type=_pair,
        action="append",
        default=[],
        metavar="NAME=TEXT",
        help="a parameter kept as text: 007 stays 007",
    )
    batching.add_argument("-f", dest="file", metavar="P.yaml", help="parameters from a file")
    batching.add_argument(
        "--out", metavar="OUT.ipynb", help="the output notebook, or s3://bucket/key (default: below out/)"
    )
    batching.add_argument("--timeout", type=float, metavar="S", help="longest time of one cell in seconds")
    batching.add_argument("--time-limit", type=float, metavar="S", help="longest time of the whole notebook")
    batching.add_argument(
        "--again",
        action="store_true",
        help="a new run even if the same list and settings have one today (default: that one is taken up)",
    )

    batching.add_argument("--scheduled", action="store_true", help=argparse.SUPPRESS)


def _add_schedule(commands: Any) -> None:
    scheduling = commands.add_parser("schedule", help=(schedule.__doc__ or "").splitlines()[0])
    actions = scheduling.add_subparsers(dest="action", metavar="ACTION", required=True)
    for action, words in (
        ("apply", "make the schedule of a file, or change it; a paused one fires again"),
        ("list", "every schedule with its next time, in Japan's time"),
        ("pause", "let it fire no more until it is applied again"),
        ("run-now", "start its batch for today; today's unfinished runs are taken up"),
        ("remove", "delete it; its results stay"),
    ):
        added = actions.add_parser(action, help=words)
        added.set_defaults(command=schedule)
        added.add_argument("--json", action="store_true", help="one JSON object on stdout")
        if action == "apply":
            added.add_argument("file", type=Path, metavar="SCHEDULE.yaml")
        elif action != "list":
            added.add_argument("name")


if __name__ == "__main__":
    sys.exit(main())
