"""What holds for every test. A skipped one fails CI, wherever it stands: what was not tried is not known to work."""

import os
from collections.abc import Generator, Iterator
from typing import TypeVar

import pytest
from hypothesis import settings

from workbench import messages

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# How long an example takes says how much else the machine does; what must be linear is tried with longer texts.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return failed_if_skipped((yield))


@pytest.fixture(autouse=True, scope="session")
def _home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is read from or left in the workbench's home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(tmp_path_factory.getbasetemp() / "home"))
        yield


@pytest.fixture(autouse=True)
def _language_of_the_surroundings() -> Iterator[None]:
    """No test finds the language that another chose."""
    yield
    messages.use_language(None)


def failed_if_skipped(report: Report) -> Report:
    """The report, failed with the skip's place and reason if CI=true; an expected failure is no skip."""
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        path, line, reason = report.longrepr  # type: ignore[misc]
        report.outcome = "failed"
        report.longrepr = f"{path}:{line}: {reason} (a skipped test fails CI)"
    return report
