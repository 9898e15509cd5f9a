"""A notebook without a person: its files, its limits, how it ended, and the run that it names."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from tests.fakes import MemoryConnection
from tests.made_notebooks import notebook, outputs
from tests.makers import NOON, company, settings
from tests.test_run import a_list, ended
from workbench.batch import BatchResult, Limits, run_notebook
from workbench.errors import NotebookError
from workbench.progress import RunStatus
from workbench.run import BATCH_DAY, BATCH_REPORT
from workbench.starting import start

TELL = """
import json, os
with open(os.environ["WORKBENCH_BATCH_REPORT"], "a") as report:
    report.write(json.dumps({"run_id": given}) + "\\n")
print("day", os.environ.get("WORKBENCH_BATCH_DAY"), "in", os.path.basename(os.getcwd()))
"""


@pytest.fixture
def connection() -> MemoryConnection:
    return MemoryConnection()


def write(path: Path, *cells: str, parameters: str | None = "given = None") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook(*cells, parameters=parameters))
    return path


def test_the_run_is_named_in_the_result_and_in_the_notebook_also_when_a_cell_failed(
    tmp_path: Path, connection: MemoryConnection
) -> None:
    run = start(a_list(company(0)), settings(), connection=connection, clock=lambda: NOON)
    ended(connection, run, "FAILED", "partial")
    source = write(tmp_path / "books" / "in.ipynb", TELL, "raise ValueError('no such sheet')")
    out = tmp_path / "out" / "out.ipynb"
    result = run_notebook(
        source, out, {"given": run.run_id}, day=date(2026, 11, 24), connect=lambda: connection
    )
    assert result == BatchResult(
        output=str(out),
        error="ValueError: no such sheet",
        bad_input=False,
        statuses={run.run_id: RunStatus.PARTIAL},
        written=[],
    )
    assert result.ending == "failed"
    assert outputs(out) == "day 2026-11-24 in books\n"
    assert json.loads(out.read_text())["metadata"]["workbench"] == {
        "runs": {run.run_id: "partial"},
        "error": "ValueError: no such sheet",
        "files": {},
    }
    assert not {BATCH_REPORT, BATCH_DAY} & os.environ.keys()


def test_everything_may_lie_in_s3(connection: MemoryConnection) -> None:
    copy = "from pathlib import Path\nPath(out_path).write_text(Path(list_path).read_text() + '!')"
    connection.s3.objects |= {
        "books/in.ipynb": notebook(copy, parameters="list_path = None\nout_path = None"),
        "lists/東京.csv": "会社名".encode(),
    }
    result = run_notebook(
        "s3:///books/in.ipynb",
        "s3://bucket/out/out.ipynb",
        {"list_path": "s3://bucket/lists/東京.csv", "out_path": "s3:///out/東京.xlsx"},
        connect=lambda: connection,
    )
    assert (result.ending, result.error) == ("complete", None)
    assert result.written == ["s3://bucket/out/out.ipynb", "s3:///out/東京.xlsx"]
    assert connection.s3.objects["out/東京.xlsx"].decode() == "会社名!"
    named = json.loads(connection.s3.objects["out/out.ipynb"])["metadata"]["workbench"]["files"]
    assert {Path(path).name: uri for path, uri in named.items()} == {
        "in.ipynb": "s3:///books/in.ipynb",
        "out.ipynb": "s3://bucket/out/out.ipynb",
        "東京.csv": "s3://bucket/lists/東京.csv",
        "東京.xlsx": "s3:///out/東京.xlsx",
    }


def test_a_path_counts_from_where_the_command_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, connection: MemoryConnection
) -> None:
    source = write(tmp_path / "books" / "in.ipynb", "print(a_path, b)", parameters="a_path = None\nb = None")
    monkeypatch.chdir(tmp_path)
    run_notebook(source, "out.ipynb", {"a_path": "list.csv", "b": "list.csv"}, connect=lambda: connection)
    assert outputs(tmp_path / "out.ipynb") == f"{tmp_path}/list.csv list.csv\n"


@pytest.mark.parametrize(
    ("cell", "limits", "says"),
    [
        ("import time; time.sleep(60)", Limits(whole_s=2), "全体の制限2秒"),
        ("import time; time.sleep(60)", Limits(cell_s=1.5, whole_s=600), "1.5秒"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Limits(), "カーネル"),
    ],
)
def test_a_notebook_that_does_not_come_to_its_end_says_why_and_is_kept(
    tmp_path: Path, connection: MemoryConnection, cell: str, limits: Limits, says: str
) -> None:
    source = write(tmp_path / "in.ipynb", "print('begun')", cell)
    out = tmp_path / "out.ipynb"
    result = run_notebook(source, out, {}, limits, connect=lambda: connection)
    assert result.ending == "failed"
    assert says in (result.error or "")
    assert outputs(out) == "begun\n"
    assert json.loads(out.read_text())["metadata"]["workbench"]["error"] == result.error


def test_a_list_that_cannot_be_read_is_bad_input(tmp_path: Path, connection: MemoryConnection) -> None:
    cell = "class ListError(Exception): pass\nraise ListError('no column of names')"
    result = run_notebook(
        write(tmp_path / "in.ipynb", cell), tmp_path / "out.ipynb", {}, connect=lambda: connection
    )
    assert (result.ending, result.error) == ("bad_input", "ListError: no column of names")


@pytest.mark.parametrize(
    ("source", "given", "code"),
    [
        ("a.ipynb", {"givn": 1}, "error.notebook_parameter"),
        ("none.ipynb", {}, "error.notebook_missing"),
        ("no_json.ipynb", {}, "error.notebook_unreadable"),
        ("no_parameters.ipynb", {}, "error.notebook_without_parameters"),
        ("s3:///none.ipynb", {}, "error.object_missing"),
        ("a.ipynb", {"given": "s3:///none.csv"}, "error.object_missing"),
        ("a.ipynb", {"given": "s3://bucket"}, "error.s3_uri"),
    ],
)
def test_what_cannot_work_is_refused_before_a_kernel_starts(
    tmp_path: Path, connection: MemoryConnection, source: str, given: dict[str, object], code: str
) -> None:
    write(tmp_path / "a.ipynb", "print()")
    write(tmp_path / "no_parameters.ipynb", "print()", parameters=None)
    (tmp_path / "no_json.ipynb").write_text("no notebook")
    where = source if source.startswith("s3:") else tmp_path / source
    with pytest.raises(NotebookError) as refused:
        run_notebook(where, tmp_path / "out.ipynb", given, connect=lambda: connection)
    assert refused.value.code == code
    assert not (tmp_path / "out.ipynb").exists()


@pytest.mark.parametrize(
    ("error", "bad_input", "statuses", "ending"),
    [
        (None, False, [], "complete"),
        (None, False, ["complete", "complete"], "complete"),
        (None, False, ["complete", "partial"], "partial"),
        (None, False, ["partial", "failed"], "failed"),
        (None, False, ["running"], "failed"),
        ("KeyError", False, ["complete"], "failed"),
        ("ListError", True, [], "bad_input"),
    ],
)
def test_a_batch_is_as_good_as_the_worst_of_it(
    error: str | None, bad_input: bool, statuses: list[str], ending: str
) -> None:
    result = BatchResult(
        "out.ipynb", error, bad_input, {str(n): RunStatus(one) for n, one in enumerate(statuses)}, []
    )
    assert result.ending == ending
