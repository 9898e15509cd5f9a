"""The hidden keys: rows are found again after sorting, inserting, deleting, moving; what does not fit is told."""

import random
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.exports.analysts_book import HEADER_ROW, SHEET, loaded
from tests.frames.sample_results import sample_result, sample_run
from workbench.errors import ListError
from workbench.exports import export_into, export_report, find_rows
from workbench.exports.keys import keys, row_id_of

RUN = "20261124T003000Z-0a1b2c3d"


@pytest.fixture(params=["own", "report"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str, int]:
    """A book of twelve companies: its path, the list's sheet, the line of the first company."""
    path = tmp_path / "copy.xlsx"
    if request.param == "report":
        result = sample_result(12)
        export_report(result, path, run=sample_run(result), name_column="会社名", language="ja")
        return path, "リスト", 2
    companies, result = loaded(tmp_path / "list.xlsx")
    export_into(result, companies, path, run=sample_run(result))
    return path, SHEET, HEADER_ROW + 1


def _cells(sheet: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def _write(sheet: Worksheet, row: int, values: list[Any]) -> None:
    for at, value in enumerate(values, start=1):
        sheet.cell(row, at).value = value


def test_every_row_is_found_where_it_was_written(book: tuple[Path, str, int]) -> None:
    path, sheet, first = book
    found = find_rows(path)
    assert [*found["row_id"]] == [*range(len(found))]
    assert [*found["sheet_row"]] == [first + row_id for row_id in found["row_id"]]
    assert {*found["sheet"]} == {sheet} and {*found["run_id"]} == {RUN}
    assert found["same_name"].all()
    assert len(find_rows(path, RUN)) == len(found) and find_rows(path, "another-run").empty


def test_rows_are_found_after_sorting_inserting_deleting_and_moving_columns(
    book: tuple[Path, str, int],
) -> None:
    path, name, first = book
    opened = openpyxl.load_workbook(path)
    sheet = opened[name]
    before = find_rows(path)
    rows = [*range(first, first + 12)]
    values = {row: _cells(sheet, row) for row in rows}
    shuffled = random.Random(1).sample(rows, len(rows))
    for row, source in zip(rows, shuffled, strict=True):
        _write(sheet, row, values[source])
    sheet.delete_rows(first + 4)
    sheet.insert_rows(first, 2)
    sheet.insert_cols(1)
    opened.save(path)
    where = {first + 2 + at - (at > 4): source - first for at, source in enumerate(shuffled) if at != 4}
    found = find_rows(path)
    mine = found[found["row_id"] < 12]
    assert dict(zip(mine["sheet_row"], mine["row_id"], strict=True)) == where
    assert found["same_name"].all()
    assert {*before["key"]} - {*found["key"]} == {before["key"][shuffled[4] - first]}


def test_a_key_that_lost_its_company_by_sorting_only_some_columns_is_told(
    book: tuple[Path, str, int],
) -> None:
    path, name, first = book
    opened = openpyxl.load_workbook(path)
    sheet = opened[name]
    one, other = sheet.cell(first, 2).value, sheet.cell(first + 1, 2).value
    sheet.cell(first, 2).value, sheet.cell(first + 1, 2).value = other, one
    sheet.cell(first + 2, 2).value = f" {sheet.cell(first + 2, 2).value}　"
    opened.save(path)
    found = find_rows(path)
    assert [*found["same_name"]][:3] == [False, False, True]
    assert found["same_name"][3:].all()


def test_a_copied_row_is_there_twice_and_a_key_mended_by_hand_is_not_there(
    book: tuple[Path, str, int],
) -> None:
    path, name, first = book
    opened = openpyxl.load_workbook(path)
    sheet = opened[name]
    _write(sheet, first + 30, _cells(sheet, first + 3))
    at = next(cell.column for cell in sheet[first] if row_id_of(str(cell.value or "")) == 0)
    sheet.cell(first, at).value = sheet.cell(first, at).value.replace(":0:", ":1:")
    opened.save(path)
    found = find_rows(path)
    assert [*found["row_id"]].count(3) == 2
    assert 0 not in [*found["row_id"]] and [*found["row_id"]].count(1) == 1


def test_a_book_without_keys_has_no_rows_and_a_broken_one_is_told(tmp_path: Path) -> None:
    opened = openpyxl.Workbook()
    opened.active["A1"] = "wb1:not a key"
    opened.save(tmp_path / "other.xlsx")
    found = find_rows(tmp_path / "other.xlsx")
    assert (len(found), [*found.columns]) == (
        0,
        ["key", "run_id", "row_id", "sheet", "sheet_row", "same_name"],
    )
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    for name in ("broken.xlsx", "missing.xlsx"):
        with pytest.raises(ListError):
            find_rows(tmp_path / name)


def test_keys_differ_by_run_row_and_name() -> None:
    made = {
        *keys([0, 1], ["株式会社甲", "株式会社甲"], RUN),
        *keys([0, 1], ["株式会社乙", ""], RUN),
        *keys([0, 1], ["株式会社甲", "株式会社甲"], None),
    }
    assert len(made) == 6
    assert {row_id_of(key) for key in made} == {0, 1}
    assert row_id_of("wb1:-:0:00000000:000000") is None


def test_a_list_with_a_column_called_like_the_key_keeps_it(tmp_path: Path) -> None:
    result = sample_result(3)
    result.insert(0, "wb_key", ["a", "b", "c"])
    export_report(result, tmp_path / "out.xlsx", name_column="会社名", language="ja")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["リスト"]
    assert [cell.value for cell in sheet["A"]] == ["wb_key", "a", "b", "c"]
    assert pd.Series(find_rows(tmp_path / "out.xlsx")["row_id"]).tolist() == [0, 1, 2]
