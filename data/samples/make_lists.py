"""Make the sample lists from `companies.source.csv`, and README's table from `expected.json`.

Run `python data/samples/make_lists.py` after a change of either; a test fails until then.
The same input makes the same files: no clock and no chance is in them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).parent
SOURCE = HERE / "companies.source.csv"
EXPECTED = HERE / "expected.json"
README = HERE / "README.md"
XLSX = HERE / "companies.xlsx"
CP932_CSV = HERE / "companies_cp932.csv"

TITLE = "取引先一覧（営業本部・2026年10月現在）"
# xlsxwriter writes it as it is, and would else write the moment of the making.
CREATED = datetime(2026, 10, 1, tzinfo=UTC)
PHONE_HEADER, NUMBER_HEADER = "電話番号", "No."
WIDTHS = [5, 12, 28, 11, 42, 20, 44, 16, 8, 7, 26]
TABLE_START, TABLE_END = "<!-- table: made by make_lists.py -->", "<!-- end of table -->"


def source_rows() -> list[list[str]]:
    """The header and the rows of the source, all text, "" for an empty cell."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def cells(rows: list[list[str]]) -> Iterator[tuple[int, int, str | int]]:
    """Row, column and value of each cell that is not empty, as Excel would hold them.

    A telephone number typed as digits alone became a number in Excel, and lost its zero: so it is one here.
    """
    header = rows[0]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            numeric = (
                header[column] in (PHONE_HEADER, NUMBER_HEADER) and value.isascii() and value.isdecimal()
            )
            if value:
                yield row, column, int(value) if numeric else value


def write_xlsx(path: Path) -> None:
    """One sheet: a title, the header on line 2, then the rows."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": TITLE, "created": CREATED})
    sheet = book.add_worksheet("取引先")
    sheet.write_string(0, 0, TITLE, book.add_format({"bold": True, "font_size": 14}))
    heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for row, column, value in cells(source_rows()):
        sheet.write(row + 1, column, value, heading if row == 0 else None)
    book.close()


def write_cp932_csv(path: Path) -> None:
    """What Excel saves as 'CSV': cp932, CRLF, the header on line 1."""
    with path.open("w", encoding="cp932", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(source_rows())


def table() -> str:
    """README's table: a line a row of the list, with its homepage's host, what is expected and why."""
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    lines = ["| No. | Company | Site | Expected | Number | What it tests |", "|---|---|---|---|---|---|"]
    lines += [_line(row, answer) for row, answer in zip(source_rows()[1:], expected, strict=True)]
    return "\n".join(lines)


def _line(row: list[str], answer: dict[str, Any]) -> str:
    number, _, name, _, _, _, homepage, *_ = row
    host = homepage.lower().removeprefix("http://").partition("/")[0]
    state = answer["state"] + (" *" if answer["by_threshold"] else "")
    return f"| {number} | {name.strip()} | {host} | {state} | {answer['phone'] or ''} | {answer['why']} |"


def readme_with(table: str) -> str:
    """README's text with its table replaced."""
    before, _, rest = README.read_text(encoding="utf-8").partition(TABLE_START)
    after = rest.partition(TABLE_END)[2]
    return f"{before}{TABLE_START}\n{table}\n{TABLE_END}{after}"


def main() -> None:
    """Write all three."""
    write_xlsx(XLSX)
    write_cp932_csv(CP932_CSV)
    README.write_text(readme_with(table()), encoding="utf-8")


if __name__ == "__main__":
    main()
