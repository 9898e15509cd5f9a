import subprocess
import sys
from importlib.util import find_spec

import pytest

import workbench


@pytest.mark.parametrize("name", workbench.__all__)
def test_each_name_that_an_analyst_types_is_there_and_is_no_modules_name(name: str) -> None:
    assert getattr(workbench, name).__name__ == name
    # A submodule of that name would take the function's place as soon as something imports it.
    assert find_spec(f"workbench.{name}") is None


def test_importing_the_package_brings_neither_pandas_nor_boto3() -> None:
    code = "import sys, workbench; print(sorted({'pandas', 'boto3', 'scrapy'} & set(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        workbench.no_such_name  # noqa: B018
