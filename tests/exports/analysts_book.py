"""Workbooks as analysts have them, made on the spot: titles above the table, a header over two lines, formulas."""

from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from tests.frames.sample_results import NAMES, sample_result
from workbench.lists import CompanyList, load_list
from workbench.matching import COLUMNS

SHEET = "取引先"
HEADER_ROW = 4  # the lower line of the header, as the sheet counts


def analysts_book(path: Path, rows: int = 12) -> Path:
    """A book with a sheet of notes in front and one behind; the table has a title, a date, two lines of header,
    a filter with hidden rows, a hidden column, formulas, a line of totals.
    """
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("表紙").write("A1", "得意先管理表")
        sheet = book.add_worksheet(SHEET)
        _table(book, sheet, rows)
        notes = book.add_worksheet("メモ")
        notes.write("A1", "社外秘")
        notes.write_formula("A2", f"=SUM({SHEET}!F5:F{HEADER_ROW + rows})", None, rows * (rows + 1) * 500)
        sheet.activate()
    return path


def _table(book: Any, sheet: Any, rows: int) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "font_name": "MS PGothic"})
    cell = book.add_format({"border": 1, "font_name": "MS PGothic", "font_size": 11})
    money = book.add_format({"border": 1, "num_format": "#,##0", "font_name": "MS PGothic"})
    red = book.add_format({"font_color": "#FF0000", "bold": True})
    sheet.merge_range("A1:F1", "取引先一覧", book.add_format({"bold": True, "font_size": 16}))
    sheet.write("A2", "2026年11月1日現在")
    sheet.merge_range("A3:B3", "基本", head)
    sheet.merge_range("C3:F3", "連絡先と売上", head)
    for at, heading in enumerate(["No.", "会社名", "住所", "TEL", "備考", "売上"]):
        sheet.write(HEADER_ROW - 1, at, heading, head)
    for n in range(rows):
        line = HEADER_ROW + n
        sheet.write_number(line, 0, n + 1, cell)
        sheet.write_string(line, 1, f"{NAMES[n % len(NAMES)]} {n}", cell)
        sheet.write_string(line, 2, f"東京都例題区架空町{n}-1", cell)
        sheet.write_string(line, 3, f"03-5550-{1000 + n}", cell)
        sheet.write_formula(line, 5, f"=A{line + 1}*1000", money, (n + 1) * 1000)
    sheet.write_rich_string(HEADER_ROW, 4, "至急", red, "要確認", cell)
    sheet.write_string(HEADER_ROW + 1, 4, "=1+1", cell)
    last = HEADER_ROW + rows
    sheet.write_string(last, 1, "合計", cell)
    sheet.write_formula(last, 5, f"=SUM(F{HEADER_ROW + 1}:F{last})", money, rows * (rows + 1) * 500)
    sheet.autofilter(HEADER_ROW - 1, 0, last - 1, 5)
    sheet.filter_column(0, "x != 3")
    sheet.set_row(HEADER_ROW + 2, None, None, {"hidden": True})
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 28)
    sheet.set_column(4, 4, 12, None, {"hidden": True})
    sheet.freeze_panes(HEADER_ROW, 2)


def result_for(companies: CompanyList, seed: int = 0) -> pd.DataFrame:
    """A result as matching.join makes it for this list."""
    ours = sample_result(len(companies.frame), seed)[[*COLUMNS]].set_index(companies.frame.index)
    return pd.concat([companies.frame, ours], axis="columns")


def loaded(path: Path, rows: int = 12) -> tuple[CompanyList, pd.DataFrame]:
    """The list of a fresh analyst's book at that path, and a result for it."""
    companies = load_list(analysts_book(path, rows), sheet=SHEET)
    return companies, result_for(companies)
