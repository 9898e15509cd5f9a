"""A run: started, watched, found again, stopped, and its results written."""

import argparse
import sys
from typing import Any

from workbench.commands.saying import (
    EXIT_COMPLETE,
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_PARTIAL,
    print_json,
    tell,
)
from workbench.messages import say


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
        tell("estimate.pilot", count=len(sample), companies=companies.company_ids.nunique())
    started = start(companies, settings, list_id=given.list_id, only=sample)
    tell("run.started", run_id=started.run_id)
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
        print_json({"runs": rows})
        return EXIT_COMPLETE
    for row in rows:
        print(say("run.list_row", **row | {"status": say(f"run.status.{row['status']}")}))
    if not rows:
        tell("run.none")
    return EXIT_COMPLETE


def stop(given: argparse.Namespace) -> int:
    """Stop a run and every container of it."""
    from workbench import run as a_run

    status = a_run.attach(given.run_id).stop(timeout_s=given.timeout)
    if given.json:
        print_json({"run_id": given.run_id, "status": status.value})
    else:
        print(say("run.title", run_id=given.run_id, status=say(f"run.status.{status.value}")))
    return EXIT_COMPLETE


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
        tell("run.goes_on", run_id=found.run_id)
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
        print_json({"run_id": found.run_id, "status": status.value, **out, **told})
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
