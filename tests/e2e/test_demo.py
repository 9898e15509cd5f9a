"""A list with homepages as a user runs it: the command line and the notebook, over the sample list."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from tests.e2e.command import table_of, workbench
from tests.e2e.embedded import SAMPLES
from workbench.local import instance

pytestmark = pytest.mark.xdist_group("demo")
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    yield folder
    instance.down(folder)


@pytest.fixture(scope="module")
def enriched(home: Path) -> tuple[Path, dict[str, Any]]:
    """The sample list, run from file to file: the workbook and what the command said."""
    out = home / "enriched.xlsx"
    said = workbench(
        home,
        *("run", "data/samples/companies.xlsx", "--settings", "data/samples/settings/demo.yaml"),
        *("--out", str(out), "--json"),
    )
    assert said.returncode == 0, said.stderr
    return out, json.loads(said.stdout)


def test_every_sample_company_gets_its_expected_answer(enriched: tuple[Path, dict[str, Any]]) -> None:
    from workbench.messages import say

    book, _ = enriched
    table = table_of(book)
    assert len(table) == len(EXPECTED)
    for expected, (_, row) in zip(EXPECTED, table.iterrows(), strict=True):
        got = (row["状態"], row["電話番号(国際表記)"], row["リストの番号との照合"])
        listed = expected["listed_phone"]
        wanted = (
            say(f"state.{expected['state']}", "ja"),
            expected["phone"] or "",
            say(f"listed.{listed}", "ja") if listed else "",
        )
        assert got == wanted, f"row {expected['row_id']}: {expected['why']}"
        assert row["理由"]


def test_the_lists_own_cells_come_back_untouched(enriched: tuple[Path, dict[str, Any]]) -> None:
    from workbench.lists import load_list

    book, _ = enriched
    own = load_list(SAMPLES / "companies.xlsx").frame
    back = table_of(book)[list(own.columns)].astype(str)
    pd.testing.assert_frame_equal(back, own.astype(str), check_dtype=False, check_names=False)


def test_the_figures_add_up_and_the_run_is_listed(home: Path, enriched: tuple[Path, dict[str, Any]]) -> None:
    _, said = enriched
    assert said["status"] == "complete"
    for table in ("by_state", "by_source", "by_confidence", "by_agreement", "by_listed"):
        assert sum(said["quality"][table].values()) == len(EXPECTED)
    listed = json.loads(workbench(home, "runs", "--json").stdout)["runs"]
    assert [(one["run_id"], one["status"]) for one in listed] == [(said["run_id"], "complete")]


def test_the_copy_of_the_analysts_book_is_chosen_and_csv_for_older_programs_can_be(
    home: Path, enriched: tuple[Path, dict[str, Any]]
) -> None:
    book, answer = enriched
    assert (answer["as"], answer["lost"]) == ("own", [])
    assert load_workbook(book).sheetnames[0] == "取引先"
    said = workbench(home, "export", answer["run_id"], "--out", str(home / "out.csv"), "--encoding", "cp932")
    assert said.returncode == 0, said.stderr
    assert "取引先名" in (home / "out.csv").read_text(encoding="cp932").splitlines()[0]
    refused = workbench(home, "export", answer["run_id"], "--out", str(SAMPLES / "companies.xlsx"))
    assert (refused.returncode, "元のリスト" in refused.stderr) == (1, True)


def test_both_runners_had_their_part(home: Path, enriched: tuple[Path, dict[str, Any]]) -> None:
    _, said = enriched
    stages = {stage["stage"]: stage["found"] for stage in said["quality"]["coverage"]}
    assert stages["listing"] > 0
    assert stages["sites"] > 0


def test_a_company_on_two_rows_is_crawled_once(home: Path, enriched: tuple[Path, dict[str, Any]]) -> None:
    log = (home / "logs" / "sample_web.jsonl").read_text().splitlines()
    asked = [json.loads(line) for line in log]
    tops = [one for one in asked if one["host"] == "www.kasanegi-hanbai.example" and one["path"] == "/"]
    assert len(tops) == 1


def test_the_notebook_runs_headless_and_names_its_run(home: Path) -> None:
    out = home / "by-notebook.xlsx"
    said = workbench(
        home,
        *("batch", "notebooks/enrich.ipynb", "--out", str(home / "out.ipynb"), "--json"),
        *("-r", f"list_path={SAMPLES / 'companies_cp932.csv'}"),
        *("-r", f"settings_path={SAMPLES / 'settings' / 'demo.yaml'}"),
        *("-r", f"out_path={out}"),
    )
    answer = json.loads(said.stdout)
    assert (said.returncode, answer["error"]) == (0, None), said.stderr
    assert list(answer["runs"].values()) == ["complete"]
    states = table_of(out)["状態"]
    assert len(states) == len(EXPECTED)
    assert (states == "取得済み").sum() == sum(one["state"] == "found" for one in EXPECTED)


def test_a_batch_with_a_parameter_that_the_notebook_does_not_know_is_bad_input(home: Path) -> None:
    said = workbench(home, "batch", "notebooks/enrich.ipynb", "-r", "list_pth=x.xlsx")
    assert said.returncode == 2
    assert "list_path" in said.stderr


def test_bad_input_is_exit_code_2_and_names_file_and_remedy(home: Path, tmp_path: Path) -> None:
    settings = tmp_path / "s.yaml"
    settings.write_text("name: x\nstagse: []\n", encoding="utf-8")
    said = workbench(home, "run", "data/samples/companies.xlsx", "--settings", str(settings))
    assert said.returncode == 2
    assert str(settings) in said.stderr
    missing = workbench(home, "check", str(tmp_path / "none.xlsx"))
    assert missing.returncode == 2
    assert "none.xlsx" in missing.stderr
    unknown = workbench(home, "attach", "20261124T000000Z-00000000")
    assert unknown.returncode == 2
