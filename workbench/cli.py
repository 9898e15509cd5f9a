"""The command line: `workbench COMMAND`; `workbench --help` lists them.

With --json one object goes to stdout; everything else for people goes to stderr. Exit codes: 0 complete, 1 failed,
2 bad input, 3 partial.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence

from workbench.arguments import Command, parser
from workbench.commands import lists, pages, registry, runs, settings, unattended
from workbench.commands.saying import EXIT_BAD_INPUT, EXIT_FAILED, print_json
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
from workbench.messages import use_language
from workbench.yamlfile.problems import Problems

BAD_INPUT = (
    ListError,
    NotebookError,
    PagesError,
    RegistryError,
    RunNotFound,
    ScheduleError,
    SettingsError,
)


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


def _fail(given: argparse.Namespace, error: WorkbenchError, code: int) -> int:
    if getattr(given, "json", False):
        problems = error.details.get("problems")
        listed = {"problems": problems.to_dicts()} if isinstance(problems, Problems) else {}
        print_json({"error": error.code, "message": str(error)} | listed)
    print(str(error), file=sys.stderr)
    return code


COMMANDS: dict[str, Command] = {
    "check": lists.check,
    "settings explain": settings.explain_settings,
    "settings schema": settings.settings_schema,
    "estimate": settings.estimate,
    "run": runs.run,
    "attach": runs.attach,
    "export": runs.export,
    "extract": pages.extract,
    "registry build": registry.build_registry,
    "resolve": lists.resolve,
    "registry publish": registry.publish_registry,
    "runs": runs.list_runs,
    "stop": runs.stop,
    "batch": unattended.batch,
    "schedule": unattended.schedule,
    "local": unattended.local,
}


if __name__ == "__main__":
    sys.exit(main())
