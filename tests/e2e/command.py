"""The command line in a process of its own, and its workbook as people see it."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from tests.e2e.embedded import SAMPLES

CHECKOUT = SAMPLES.parents[1]


def workbench(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "WORKBENCH_"))}
    return subprocess.run(
        [sys.executable, "-m", "workbench.cli", *arguments],
        cwd=CHECKOUT,
        env=kept | {"WORKBENCH_HOME": str(home), "AWS_EC2_METADATA_DISABLED": "true"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def table_of(book: Path, named: str = "取引先名") -> pd.DataFrame:
    """The workbook's first sheet as people see it, by the headings of the line that names the list's own columns.

    An empty cell is "".
    """
    rows = list(load_workbook(book).worksheets[0].iter_rows(values_only=True))
    header = next(at for at, row in enumerate(rows) if named in row)
    return (
        pd.DataFrame(rows[header + 1 :], columns=[str(name) for name in rows[header]])
        .astype(object)
        .fillna("")
    )
