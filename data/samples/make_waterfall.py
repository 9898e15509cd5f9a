"""Make the demonstration's list, world, answers and README's second table from `waterfall.source.yaml`.

Run `python data/samples/make_waterfall.py` after a change of it; a test fails until then.
The same input makes the same files: no clock and no chance is in them.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

HERE = Path(__file__).parent
SOURCE = HERE / "waterfall.source.yaml"
LIST = HERE / "names.xlsx"
WORLD = HERE / "world.json"
EXPECTED = HERE / "names_expected.json"
README = HERE / "README.md"

TITLE = "新規開拓先（展示会の名刺・2026年11月）"
SHEET = "名刺"
HEADER = ("No.", "会社名", "都道府県", "TEL")
WIDTHS = (5, 30, 11, 20)
# xlsxwriter writes it as it is, and would else write the moment of the making.
CREATED = datetime(2026, 11, 1, tzinfo=UTC)
TABLE_START, TABLE_END = "<!-- table: made by make_waterfall.py -->", "<!-- end of the second table -->"


def source() -> dict[str, Any]:
    """keys, world and rows, as one edits them."""
    read: dict[str, Any] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return read


def corporate_number(serial: int) -> str:
    """The 法人番号 of a serial: 9999 is no registry office, and the check digit in front is right.

    Source: 法人番号の指定等に関する省令, article 2.

    >>> corporate_number(1)
    '7999901000001'
    """
    base = f"999901{serial:06d}"
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(base)))
    return f"{9 - weighted % 9}{base}"


def world() -> str:
    """The text of world.json."""
    told = source()
    companies = [_company(one) for one in told["world"]]
    made = {"keys": told["keys"], "companies": companies, "failing": told["failing"]}
    return json.dumps(made, ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def _company(one: dict[str, Any]) -> dict[str, Any]:
    told = dict(one)
    prefecture, city, street, postal_code = told.pop("at")
    place = {"prefecture": prefecture, "city": city, "street": street, "postal_code": postal_code}
    made = {"corporate_number": corporate_number(told.pop("number")), "name": told.pop("name"), **place}
    if "successor" in told:
        made["successor"] = corporate_number(told.pop("successor"))
    return made | told


def answers() -> list[dict[str, Any]]:
    """What is to become of each row, as in names_expected.json."""
    return [_answer(row_id, row) for row_id, row in enumerate(source()["rows"])]


def _answer(row_id: int, row: dict[str, Any]) -> dict[str, Any]:
    company, phone = row["company"], row.get("phone")
    return {
        "row_id": row_id,
        "state": row["state"],
        "corporate_number": None if company is None else corporate_number(company),
        "phone": phone,
        "listed_phone": row.get("listed"),
        "source": row.get("source", "homepage") if phone else None,
        "through": row["through"],
        "by_threshold": row.get("by_threshold", False),
        "why": row["why"],
    }


def expected() -> str:
    """The text of names_expected.json: a line a row."""
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in answers()) + "\n]\n"


def write_list(path: Path) -> None:
    """One sheet: a title, the header on line 2, then the rows: names, prefectures, and some numbers."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": TITLE, "created": CREATED})
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, TITLE, book.add_format({"bold": True, "font_size": 14}))
    heading = book.add_format({"bold": True, "bg_color": "#E2EFDA", "border": 1})
    for column, (width, name) in enumerate(zip(WIDTHS, HEADER, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, name, heading)
    for line, row in enumerate(source()["rows"], start=1):
        sheet.write_number(line + 1, 0, line)
        for column, key in enumerate(("name", "prefecture", "tel"), start=1):
            if row.get(key):
                sheet.write_string(line + 1, column, row[key])
    book.close()


def table() -> str:
    """README's table: a line a row of the list, with what is expected and why."""
    lines = [
        "| No. | Name | Prefecture | Expected | Number | Through | What it tests |",
        "|---|---|---|---|---|---|---|",
    ]
    for line, (row, answer) in enumerate(zip(source()["rows"], answers(), strict=True), start=1):
        state = answer["state"] + (" *" if answer["by_threshold"] else "")
        through = ", ".join(answer["through"])
        cells = (row["name"].strip(), row["prefecture"], state, answer["phone"] or "", through, answer["why"])
        lines.append(f"| {line} | {' | '.join(cells)} |")
    return "\n".join(lines)


def readme_with(table: str) -> str:
    """README's text with its second table replaced."""
    before, _, rest = README.read_text(encoding="utf-8").partition(TABLE_START)
    after = rest.partition(TABLE_END)[2]
    return f"{before}{TABLE_START}\n{table}\n{TABLE_END}{after}"


def main() -> None:
    """Write all four."""
    write_list(LIST)
    WORLD.write_text(world(), encoding="utf-8")
    EXPECTED.write_text(expected(), encoding="utf-8")
    README.write_text(readme_with(table()), encoding="utf-8")


if __name__ == "__main__":
    main()
