"""What settings mean, and what a run by them would cost."""

import argparse

from workbench.commands.saying import EXIT_BAD_INPUT, EXIT_COMPLETE, print_json


def explain_settings(given: argparse.Namespace) -> int:
    """Say what a settings file means, stage by stage, and what is doubtful in it."""
    from workbench.settings.explain import explain_file

    explanation = explain_file(given.file)
    if given.json:
        print_json(explanation.to_dict())
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
        print_json({**to_dict(expected), "over_ceiling": over and over.sentence()})
    else:
        print(*estimate_lines(expected), *([over.sentence()] if over else []), sep="\n")
    return EXIT_BAD_INPUT if over else EXIT_COMPLETE
