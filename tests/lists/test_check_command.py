import json

from tests.lists.lists_on_disk import write_text, write_workbook
from workbench.cli import main


def test_check_tells_what_was_recognised_and_remembers_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    path = write_text(tmp_path / "list.csv", "相手,窓口\n甲商事,03-5550-1001\n合計,1件\n")
    assert (
        main(["check", str(path), "--column", "name=相手", "--column", "phone=", "--remember", "--json"]) == 0
    )
    assert main(["check", str(path), "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["columns"] == second["columns"] == {"name": "相手"}
    assert (second["rows"], second["usable"], second["invalid"]) == (2, 1, 1)
    assert "mapping_remembered" in [problem["code"] for problem in second["problems"]]


def test_check_reads_well_whatever_was_noticed(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    lines = [["会社名", "電話"], ["甲商事", "3.55501E+08"], ["〃", "なし"]]
    path = write_workbook(tmp_path / "list.xlsx", {"記入例": lines, "東": lines})
    for language in ("ja", "en"):
        assert main(["--lang", language, "check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "None" not in said and "不明" not in said and "{" not in said
    assert "3行目 会社名: 「〃」は上の行と同じという意味です。「甲商事」として扱います" in said
    assert "row 2, 電話: Excel has rounded it" in said
    main(["--lang", "ja", "check", str(path)])
