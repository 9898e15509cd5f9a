"""The register of all companies: built, and put where the crawlers find it."""

import argparse
from dataclasses import asdict

from workbench.commands.saying import EXIT_COMPLETE, EXIT_PARTIAL, print_json, tell


def build_registry(given: argparse.Namespace) -> int:
    """Make a registry of all companies out of the Tax Agency's files."""
    from workbench.registry import build
    from workbench.registry.command import told

    report = build(given.files, given.out)
    if given.json:
        print_json(asdict(report))
    else:
        print(*told(report), sep="\n")
    return EXIT_PARTIAL if report.skipped else EXIT_COMPLETE


def publish_registry(given: argparse.Namespace) -> int:
    """Put a registry into the bucket, where runs look names up in it."""
    from workbench.connect import connect
    from workbench.contract.records import utc_now
    from workbench.registry.published import publish
    from workbench.timetable import today

    about = publish(connect().bucket, given.file, str(today()), utc_now())
    if given.json:
        print_json(about.model_dump(mode="json"))
    else:
        told = about.model_dump(include={"key", "name", "companies"})
        tell("registry.published", megabytes=round(about.size_bytes / 1e6), **told)
    return EXIT_COMPLETE
