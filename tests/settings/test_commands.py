"""`workbench settings explain|schema`: what stands on stdout, and the exit codes."""

import json
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.commands.saying import EXIT_BAD_INPUT, EXIT_COMPLETE
from workbench.settings.explain import explain_file
from workbench.settings.schema import json_schema

DEMO = Path(__file__).parents[2] / "data" / "samples" / "settings" / "demo.yaml"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.messages._chosen", "en")


def test_explain_says_what_will_happen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "explain", str(DEMO)]) == EXIT_COMPLETE
    assert capsys.readouterr().out.splitlines() == explain_file(DEMO).lines("en")


def test_explain_gives_the_same_as_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "explain", str(DEMO), "--json"]) == EXIT_COMPLETE
    assert json.loads(capsys.readouterr().out) == explain_file(DEMO).to_dict("en")


def test_schema_is_what_an_editor_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "schema"]) == EXIT_COMPLETE
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_a_faulty_file_is_bad_input_and_its_problems_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        DEMO.read_text(encoding="utf-8").replace("runner: lambda", "runner: lamda"), encoding="utf-8"
    )
    assert main(["settings", "explain", str(path), "--json"]) == EXIT_BAD_INPUT
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert answer["error"] == "error.settings_invalid"
    (problem,) = answer["problems"]
    assert (problem["key"], problem["found"], problem["near"]) == (
        "stages[listing].runner",
        "lamda",
        "lambda",
    )
    assert said.err.splitlines()[1].startswith(f"{path}:{problem['line']}:{problem['column']}: ")
