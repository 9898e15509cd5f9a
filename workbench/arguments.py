"""What can be typed: the commands of `workbench` and their options. What they do is in commands/."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Command = Callable[[argparse.Namespace], int]

DAY_S = 86_400.0


def parser(does: Mapping[str, Command], description: str) -> argparse.ArgumentParser:
    """The parser of the whole command line. does: what each command does; its docstring is its help."""
    parser = argparse.ArgumentParser(prog="workbench", description=description)
    parser.add_argument(
        "--lang", choices=("ja", "en"), help="language of all sentences (default: WORKBENCH_LANG, ja)"
    )
    parser.add_argument("--verbose", action="store_true", help="log what happens, to stderr")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, among: Any = commands) -> argparse.ArgumentParser:
        function = does[name]
        added: argparse.ArgumentParser = among.add_parser(name.split()[-1], help=_first_line(function))
        added.set_defaults(command=function)
        added.add_argument("--json", action="store_true", help="one JSON object on stdout")
        return added

    checking = command("check")
    _with_list(checking)
    checking.add_argument(
        "--remember",
        action="store_true",
        help="keep these columns for every later list with the same headers",
    )

    about = commands.add_parser("settings", help="Settings files: explain S.yaml, schema.")
    among = about.add_subparsers(metavar="COMMAND", required=True)
    command("settings explain", among).add_argument("file", type=Path, metavar="S.yaml")
    command("settings schema", among)

    _with_settings(command("estimate"))

    running = command("run")
    _with_settings(running)
    running.add_argument(
        "--pilot",
        type=_count,
        metavar="N",
        help="ask about N companies of all kinds only, and say what it tells",
    )
    _with_results(running)

    attaching = command("attach")
    attaching.add_argument("run_id")
    attaching.add_argument("--resume", action="store_true", help="ask the rows that are left, then watch")
    attaching.add_argument("--list", type=Path, help="the list, if it has moved")
    _with_results(attaching)

    exporting = command("export")
    exporting.add_argument("run_id")
    exporting.add_argument("--list", type=Path, help="the list, if it has moved")
    _with_file(exporting, required=True)

    _describe_extract(command("extract"))

    _add_registry(commands, command)
    _describe_resolve(command("resolve"))

    listing = command("runs")
    listing.add_argument("--list-id", help="only the runs of this list")
    listing.add_argument("--most", type=int, default=20, metavar="N", help="at most so many (default 20)")

    stopping = command("stop")
    stopping.add_argument("run_id")
    stopping.add_argument("--timeout", type=float, default=120, metavar="S")

    _describe_batch(command("batch"))
    _add_schedule(commands, does["schedule"])

    embedded = command("local")
    embedded.add_argument("action", choices=("up", "status", "logs", "notifications", "down"))
    return parser


def _with_results(added: argparse.ArgumentParser) -> None:
    _with_file(added, required=False)
    added.add_argument("--timeout", type=float, default=DAY_S, metavar="S", help="longest wait in seconds")


def _with_list(added: argparse.ArgumentParser) -> None:
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


def _with_settings(added: argparse.ArgumentParser) -> None:
    _with_list(added)
    added.add_argument("--settings", type=Path, required=True, metavar="S.yaml")
    added.add_argument(
        "--list-id", help="what the list is called from month to month (default: the file's name)"
    )


def _add_registry(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    registers = commands.add_parser(
        "registry", help="The register of all companies: build FILES --out FILE, publish FILE."
    )
    among = registers.add_subparsers(metavar="COMMAND", required=True)
    building = command("registry build", among)
    building.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILES",
        help="全件データ and 差分データ of the Tax Agency, zip or CSV",
    )
    building.add_argument("--out", type=Path, required=True, metavar="FILE")
    publishing = command("registry publish", among)
    publishing.add_argument("file", type=Path, help="a registry that workbench registry build has made")


def _describe_resolve(resolving: argparse.ArgumentParser) -> None:
    _with_list(resolving)
    resolving.add_argument(
        "--registry",
        type=Path,
        required=True,
        metavar="FILE",
        help="a registry that was built, or the full-data file itself",
    )
    resolving.add_argument("--out", type=Path, required=True, metavar="X.csv", help="the CSV to write")


def _describe_extract(extracting: argparse.ArgumentParser) -> None:
    extracting.add_argument(
        "sources", type=Path, nargs="+", metavar="FILES-OR-FOLDER", help="HTML files, or folders of them"
    )
    extracting.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")
    extracting.add_argument("--url-prefix", metavar="URL", help="the address that the folder stands for")
    extracting.add_argument("--company", metavar="NAME", help="whose pages they are, if known")


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


def _add_schedule(commands: Any, schedule: Command) -> None:
    scheduling = commands.add_parser("schedule", help=_first_line(schedule))
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


def _first_line(command: Command) -> str:
    return (command.__doc__ or "").splitlines()[0]


def _column(text: str) -> tuple[str, str]:
    from workbench.lists.columns import FIELDS

    field, header = _pair(text)
    if field not in FIELDS:
        raise argparse.ArgumentTypeError(f"{field!r} is not one of {', '.join(FIELDS)}")
    return field, header


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


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
