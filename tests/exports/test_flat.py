"""The CSV file: what it guards against, what it cannot hold, and that it says so."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from tests.frames.sample_results import sample_result
from workbench.errors import SetupError
from workbench.exports import CsvReport, export_csv
from workbench.messages import say


def _read(report: CsvReport) -> list[dict[str, str]]:
    with report.path.open(encoding=report.encoding, newline="") as file:
        return [*csv.DictReader(file)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_each_row_is_there_in_order_and_in_words(tmp_path: Path, encoding: str) -> None:
    result = sample_result(40)
    report = export_csv(result, tmp_path / "out.csv", encoding=encoding, language="ja")  # type: ignore[arg-type]
    rows = _read(report)
    assert [row["会社名"] for row in rows] == [*result["会社名"]]
    assert [row["状態"] for row in rows] == [say(f"state.{code}", "ja") for code in result["wb_state"]]
    assert [row["電話番号(取得)"] for row in rows] == [*result["wb_phone"].fillna("")]
    assert (report.rows, report.unencodable, report.guarded) == (40, (), 0)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("+81 3-5550-1000", "+81 3-5550-1000"),
        ("-5", "-5"),
        ("-", "-"),
        ("－", "－"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_text_that_could_run_gets_an_apostrophe_and_nothing_else_does(
    tmp_path: Path, text: str, written: str
) -> None:
    result = sample_result(1).assign(会社名=[text], wb_seen_text=[text])
    report = export_csv(result, tmp_path / "out.csv", language="ja")
    row = _read(report)[0]
    assert (row["会社名"], row["掲載文"]) == (written, written)
    assert report.guarded == 2 * (text != written)


def test_a_character_that_cp932_lacks_is_replaced_and_named(tmp_path: Path) -> None:
    names = ["㈱髙﨑", "𠮷野商会", "café 한국", "10〜20−30—¢"]
    report = export_csv(
        sample_result(4).assign(会社名=names), tmp_path / "out.csv", encoding="cp932", language="ja"
    )
    assert [row["会社名"] for row in _read(report)] == ["㈱髙﨑", "〓野商会", "caf〓 〓〓", "10～20－30―￠"]
    assert report.unencodable == (
        (3, "会社名", "𠮷"),
        (4, "会社名", "é"),
        (4, "会社名", "한"),
        (4, "会社名", "국"),
    )
    assert "3行目の「会社名」の文字「𠮷」" in report.sentences("ja")[1]


def test_many_replacements_are_counted_not_listed(tmp_path: Path) -> None:
    result = sample_result(1).assign(会社名=["한" * 25])
    report = export_csv(result, tmp_path / "out.csv", encoding="cp932", language="en")
    assert len(report.unencodable) == 25
    assert report.sentences("en")[-1] == "15 more characters were replaced"


def test_times_are_japans_and_confidence_has_two_places(tmp_path: Path) -> None:
    result = sample_result(1).assign(
        wb_fetched_at=pd.Timestamp("2026-11-24T15:30:00Z"), wb_confidence=0.876, wb_sources=2
    )
    row = _read(export_csv(result, tmp_path / "out.csv", language="ja"))[0]
    assert (row["取得日時(日本時間)"], row["信頼度"], row["一致した取得元の数"]) == (
        "2026-11-25 00:30",
        "0.88",
        "2",
    )


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="missing"):
        export_csv(sample_result(2), tmp_path / "missing" / "out.csv")
