"""The estimate stands beside what the run came to, on the sheet of figures."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.frames.sample_results import sample_result, sample_run
from workbench.exports import export
from workbench.messages import Language

COMPARED: dict[Language, list[str]] = {
    "ja": ["要求: 見積もり 98 (64-137)、実績 96"],
    "en": ["requests: estimated 98 (64-137), came to 96"],
}


@pytest.mark.parametrize(
    ("language", "title"), [("ja", "見積もりと実績"), ("en", "Estimated, and what it came to")]
)
def test_the_estimate_stands_beside_the_actual(language: Language, title: str, tmp_path: Path) -> None:
    result = sample_result(20)
    export(
        result,
        tmp_path / "out.xlsx",
        language=language,
        run=replace(sample_run(result), compared=COMPARED),
    )
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = [row[0].value for row in book[book.sheetnames[1]].iter_rows()]
    at = cells.index(title)
    assert cells[at + 1 : at + 2] == COMPARED[language]
