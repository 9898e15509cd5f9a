"""Small lists written for one test."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

Cell = str | int | float | None


def write_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def write_workbook(
    path: Path, sheets: dict[str, Sequence[Sequence[Cell]]], hidden: Sequence[str] = ()
) -> Path:
    book = xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                elif cell is not None:
                    sheet.write_number(line, column, cell)
        if name in hidden:
            sheet.hide()
    visible = next(sheet for sheet in book.worksheets() if sheet.name not in hidden)
    visible.activate()
    visible.set_first_sheet()
    book.close()
    return path
