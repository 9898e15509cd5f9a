"""A skipped test is a failure in CI, and a skip elsewhere; expected failures are neither."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.lockfile import ROOT

SKIPPED_TEST = "import pytest\n\ndef test_one():\n    pytest.skip('no browser')\n"
SKIPPED_MODULE = "import pytest\n\npytest.skip('no browser', allow_module_level=True)\n"
EXPECTED_FAILURE = "import pytest\n\n@pytest.mark.xfail\ndef test_one():\n    assert False\n"


def closing_lines(folder: Path, module: str, ci: str) -> tuple[int, str]:
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / "test_it.py").write_text(module)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", "--color=no"]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "CI": ci}, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("module", [SKIPPED_TEST, SKIPPED_MODULE])
def test_a_skip_fails_ci_and_is_named(tmp_path: Path, module: str) -> None:
    returncode, said = closing_lines(tmp_path, module, ci="true")
    assert returncode != 0
    assert "no browser (a skipped test fails CI)" in said
    assert " skipped" not in said.splitlines()[-1]


@pytest.mark.parametrize(("module", "ci"), [(SKIPPED_TEST, ""), (EXPECTED_FAILURE, "true")])
def test_a_skip_elsewhere_and_an_expected_failure_pass(tmp_path: Path, module: str, ci: str) -> None:
    assert closing_lines(tmp_path, module, ci)[0] == 0
