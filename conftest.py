"""A skipped test fails CI, wherever it stands: what was not tried is not known to work."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return failed_if_skipped((yield))


def failed_if_skipped(report: Report) -> Report:
    """The report, failed with the skip's place and reason if CI=true; an expected failure is no skip."""
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        path, line, reason = report.longrepr  # type: ignore[misc]
        report.outcome = "failed"
        report.longrepr = f"{path}:{line}: {reason} (a skipped test fails CI)"
    return report
