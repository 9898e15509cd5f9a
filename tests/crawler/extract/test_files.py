import json
from pathlib import Path

import pytest

from crawler.extract.files import extract, pages
from workbench.cli import main

PAGE = "<title>会社概要｜株式会社青空商事</title><p>代表電話 03-5550-1001　FAX 03-5550-1051</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "b").mkdir(parents=True)
    (site / "b" / "profile.html").write_bytes(PAGE.encode())
    (site / "a.htm").write_bytes(PAGE.encode("euc_jp"))
    (site / "a.headers.json").write_text(json.dumps({"Content-Type": "text/html; charset=EUC-JP"}))
    (site / "c.html").write_bytes(b"\x00\xff\xfe<table><td>")
    (site / "note.txt").write_text("株式会社青空商事\nTEL 03-5550-1001\nFAX 03-5550-1051", encoding="utf-8")
    (site / "logo.png").write_bytes(b"\x89PNG")
    return site


def test_pages_are_named_by_their_path_in_its_order(folder: Path) -> None:
    assert [name for name, _ in pages(folder)] == ["a", "b/profile", "c", "note"]
    assert [name for name, _ in pages(folder / "c.html")] == ["c"]


def test_every_page_has_its_answer(folder: Path) -> None:
    answers = {one["id"]: one for one in extract(folder)}
    assert {name: one["phone"] for name, one in answers.items()} == {
        "a": "+81355501001",
        "b/profile": "+81355501001",
        "c": None,
        "note": "+81355501001",
    }
    told = answers["a"]
    assert (told["line"], told["role"]) == ("fixed", "main")
    assert [(one["phone"], one["role"]) for one in told["candidates"]] == [
        ("+81355501001", "main"),
        ("+81355501051", "fax"),
    ]
    assert all(one["why"] for one in told["candidates"]) and told["reason"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    (folder / "gone.html").symlink_to(folder / "nowhere")
    (folder / "z.html").mkdir()
    answers = list(extract(folder))
    assert [one["id"] for one in answers] == ["a", "b/profile", "c", "note"]


def test_the_command_writes_a_line_a_page(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deep" / "out.jsonl"
    code = main(["--lang", "en", "extract", str(folder), "--out", str(out), "--company", "株式会社青空商事"])
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert code == 0
    assert [line["id"] for line in lines] == ["a", "b/profile", "c", "note"]
    assert set(lines[0]) == {"id", "phone", "line", "role", "reason", "candidates"}
    assert "4 pages read, 3 with a telephone number" in capsys.readouterr().err


def test_the_command_counts_in_json(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(folder), "--out", str(tmp_path / "o.jsonl"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "out": str(tmp_path / "o.jsonl"),
        "pages": 4,
        "found": 3,
        "unreadable": 0,
    }


@pytest.mark.parametrize("source", ["nothing", "empty"])
def test_without_pages_the_command_says_so(
    tmp_path: Path, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    code = main(["extract", str(tmp_path / source), "--out", str(tmp_path / "o.jsonl")])
    assert code == 2 and source in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(folder), "--out", str(folder / "c.html" / "o.jsonl")]) == 2
    assert "c.html" in capsys.readouterr().err


def test_files_and_folders_may_be_given_together(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["extract", str(folder / "c.html"), str(folder / "b"), "--out", str(out)]) == 0
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["c", "profile"]


def test_a_page_that_unfolds_without_end_is_not_read_and_stops_no_other(folder: Path, tmp_path: Path) -> None:
    (folder / "bomb.html").write_bytes(b"<div>" * 20_000)
    out = tmp_path / "out.jsonl"
    assert main(["extract", str(folder), "--out", str(out)]) == 3
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [one["id"] for one in answers if "error" in one] == ["bomb"]
    assert sum(one["phone"] is not None for one in answers) == 3
