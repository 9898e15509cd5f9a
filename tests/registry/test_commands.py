import csv
import json
from pathlib import Path

import pytest

from tests.registry.small_register import ROWS, number, write
from workbench.cli import main

LIST = """取引先一覧,,,,
,,,,
No.,会社名,都道府県,住所,法人番号
1,㈱青空架空電機,東京都,港区芝1-2-3,
2,見本坂精機㈲ 御中,,,
3,,,,
4,青空架空電機,大阪府,,
5,株式会社例題,愛知県,,{number}
,合計,,5社,
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WORKBENCH_LANG", "ja")
    return tmp_path / "home"


@pytest.fixture
def full_data(tmp_path: Path) -> Path:
    return write(tmp_path / "00_zenkoku_all_20260130.csv", ROWS, "cp932")


@pytest.fixture
def company_list(tmp_path: Path) -> Path:
    file = tmp_path / "取引先.csv"
    file.write_text(LIST.format(number=number(6)), encoding="cp932")
    return file


def lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_registry_is_built_and_a_list_resolved(
    tmp_path: Path, full_data: Path, company_list: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry, out = tmp_path / "all.registry", tmp_path / "out" / "resolved.csv"
    assert main(["registry", "build", str(full_data), "--out", str(registry)]) == 0
    assert "法人16社(うち閉鎖2社" in capsys.readouterr().out
    assert main(["resolve", str(company_list), "--registry", str(registry), "--out", str(out)]) == 0
    assert "6行のうち3行の法人番号が決まりました(候補あり1行)" in capsys.readouterr().err
    resolved = lines(out)
    assert [(one["row"], one["name"], one["corporate_number"], one["official_name"]) for one in resolved] == [
        ("4", "㈱青空架空電機", number(1), "株式会社青空架空電機"),
        ("5", "見本坂精機㈲ 御中", number(4), "有限会社見本坂精機"),
        ("6", "", "", ""),
        ("7", "青空架空電機", "", ""),
        ("8", "株式会社例題", number(6), "株式会社例題"),
        ("9", "合計", "", ""),
    ]
    assert resolved[0]["reason"] == "名称が一致、所在地が一致"
    assert resolved[2]["reason"] == "会社ではなく、注記の行です"
    assert {one.split(" ")[0] for one in resolved[3]["candidates"].split("; ")} == {
        number(1),
        number(2),
        number(3),
    }
    assert "大阪府大阪市北区梅田１丁目１番" in resolved[3]["candidates"]
    assert all(one["reason"] for one in resolved)


def test_the_full_data_itself_is_indexed_once_and_told_in_json_and_english(
    tmp_path: Path, full_data: Path, company_list: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--lang", "en", "resolve", str(company_list), "--registry", str(full_data)]
    out = tmp_path / "resolved.csv"
    assert main([*command, "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["accepted"], told["with_candidates"]) == (6, 3, 1)
    assert sum(told["by_reason"].values()) == 6
    assert lines(out)[0]["reason"] == "The name agrees; so does the address"
    (kept,) = (home / "registries").iterdir()
    made = kept.stat().st_mtime_ns
    assert main([*command, "--out", str(out)]) == 0
    assert [one.stat().st_mtime_ns for one in (home / "registries").iterdir()] == [made]
    write(full_data, ROWS[:3], "utf-8")
    assert main([*command, "--out", str(out)]) == 0
    assert lines(out)[1]["corporate_number"] == ""


def test_lines_that_are_skipped_are_told_and_the_registry_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = write(tmp_path / "a.csv", [*ROWS, ["x"]]), tmp_path / "a.registry"
    assert main(["registry", "build", str(file), "--out", str(out)]) == 3
    assert f"読めない行 a.csv:{len(ROWS) + 1} 列の数が30ではありません(x)" in capsys.readouterr().out
    assert main(["registry", "build", str(file), "--out", str(out), "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["companies"], told["skipped"]) == (16, 1)


def test_what_cannot_be_read_or_written_is_bad_input(
    tmp_path: Path, full_data: Path, company_list: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    tries = [
        (["registry", "build", str(tmp_path / "none.zip"), "--out", str(tmp_path / "r")], "none.zip"),
        (["registry", "build", str(full_data), "--out", str(blocked / "r")], "blocked"),
        (["resolve", str(company_list), "--registry", str(tmp_path / "none"), "--out", str(tmp_path / "o")], "none"),
        (["resolve", str(company_list), "--registry", str(company_list), "--out", str(tmp_path / "o")], "取引先.csv"),
        (["resolve", str(tmp_path / "no.csv"), "--registry", str(full_data), "--out", str(tmp_path / "o")], "no.csv"),
        (["resolve", str(company_list), "--registry", str(full_data), "--out", str(blocked / "o")], "blocked"),
    ]  # fmt: skip
    for arguments, named in tries:
        assert main(arguments) == 2, arguments
        assert named in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
