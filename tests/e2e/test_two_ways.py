"""One notebook, two ways: clicked cell by cell in JupyterLab, or headless by papermill, it gives the same table."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from tests.e2e.embedded import SAMPLES, Embedded, embedded_aws
from workbench.batch import run_notebook
from workbench.contract.states import RowState
from workbench.matching import COLUMNS, TIME_COLUMNS
from workbench.run import runs
from workbench.storage import RunKeys

pytestmark = pytest.mark.xdist_group("two ways")
ROWS = 12
NOTEBOOK = SAMPLES.parents[1] / "notebooks" / "enrich.ipynb"


@pytest.fixture
def aws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Embedded]:
    """An instance that notebooks and this process find by their environment."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "WORKBENCH_"))]:
        monkeypatch.delenv(name)
    with embedded_aws(tmp_path) as one:
        monkeypatch.setenv("WORKBENCH_HOME", str(one.home.path))
        one.up()
        yield one


def click(values: dict[str, Any]) -> None:
    """Open the notebook, edit its values, run all cells from top to bottom."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    (cell,) = [one for one in notebook.cells if "parameters" in one.metadata.get("tags", ())]
    lines = cell.source.splitlines()
    for name, value in values.items():
        (at,) = [at for at, line in enumerate(lines) if line.startswith(f"{name} = ")]
        lines[at] = f"{name} = {value!r}"
    cell.source = "\n".join(lines)
    NotebookClient(
        notebook, timeout=90, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOK.parent)}}
    ).execute()


def kept_table(aws: Embedded, run_id: str) -> bytes:
    """The Parquet file that a run keeps, without the columns that tell when."""
    kept = aws.up().bucket.get(RunKeys(run_id).result("enriched.parquet"))
    assert kept is not None
    return pd.read_parquet(io.BytesIO(kept)).drop(columns=list(TIME_COLUMNS)).to_parquet()


@pytest.mark.timeout(240)
def test_clicked_or_headless_the_table_is_the_same(aws: Embedded, tmp_path: Path) -> None:
    some = tmp_path / "companies.csv"  # the sites that never answer would only take time
    some.write_bytes(b"".join((SAMPLES / "companies_cp932.csv").read_bytes().splitlines(True)[:ROWS]))
    values = {
        "list_path": str(some),
        "settings_path": str(SAMPLES / "settings" / "demo.yaml"),
        "out_path": str(tmp_path / "enriched.xlsx"),
    }
    click(values)
    [clicked] = [one.run_id for one in runs(connection=aws.up())]
    headless = run_notebook(NOTEBOOK, tmp_path / "out.ipynb", values, connect=aws.up)
    assert (headless.error, headless.ending) == (None, "complete")
    [run_id] = headless.statuses
    assert run_id != clicked

    by_hand, by_papermill = kept_table(aws, clicked), kept_table(aws, run_id)
    frame = pd.read_parquet(io.BytesIO(by_hand))
    pd.testing.assert_frame_equal(frame, pd.read_parquet(io.BytesIO(by_papermill)))
    assert by_hand == by_papermill
    assert (frame["wb_state"] == RowState.FOUND.value).any()
    assert set(COLUMNS) - set(TIME_COLUMNS) <= set(frame.columns)
