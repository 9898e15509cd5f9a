"""What is done with a list before anything is asked: checking it, resolving its names."""

import argparse
from dataclasses import asdict
from typing import Any

from workbench.commands.saying import EXIT_COMPLETE, print_json, tell
from workbench.messages import say


def check(given: argparse.Namespace) -> int:
    """Read a list and say what was recognised, without asking anybody anything."""
    from workbench.lists import check_report, load_list, remember_mapping

    companies = load_list(given.list, sheet=given.sheet, columns=dict(given.column))
    report = check_report(companies)
    if given.remember:
        tell("check.remembered", path=remember_mapping(companies))
    if given.json:
        print_json(report)
        return EXIT_COMPLETE
    for line in _check_lines(report):
        print(line)
    return EXIT_COMPLETE


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


def resolve(given: argparse.Namespace) -> int:
    """Find the corporate number of each company on a list, in a registry on this machine."""
    from workbench.lists import load_list
    from workbench.resolving import resolve_list

    companies = load_list(given.list, sheet=given.sheet, columns=dict(given.column))
    done = asdict(resolve_list(companies, given.registry, given.out))
    if given.json:
        print_json(done)
    else:
        tell("resolve.written", path=done["out"], **done)
    return EXIT_COMPLETE
