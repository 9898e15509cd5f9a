"""Generated lists of companies, the same for the same seed; nothing of them is real."""

import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

COLUMNS = 20
_HEADER = ["会社名", "住所", "電話番号", "担当部署"]
_OTHERS = (
    lambda n: f"備考{n % 7}",
    lambda n: f"a{n}",
    lambda n: "2024/01/02",
    lambda n: "",
    lambda n: "甲乙丙丁戊",
    lambda n: f"x{1234567 + n}",
)


def rows(count: int, seed: int = 20261124) -> Iterator[list[str]]:
    """The header and `count` rows of 20 text cells."""
    chance = random.Random(seed)
    yield [*_HEADER, *(f"項目{number}" for number in range(len(_HEADER) + 1, COLUMNS + 1))]
    for n in range(count):
        known = [
            f"{chance.choice(('株式会社', '㈱', '有限会社'))}架空商会{n}",
            f"東京都例題区架空町{chance.randint(1, 9)}-{chance.randint(1, 20)}",
            f"03-5550-{chance.randint(0, 9999):04d}",
            chance.choice(("営業部", "総務部", "")),
        ]
        yield known + [_OTHERS[place % len(_OTHERS)](n) for place in range(COLUMNS - len(known))]


def write_csv(folder: Path, count: int) -> None:
    with (folder / "list.csv").open("w", encoding="cp932", newline="") as file:
        for row in rows(count):
            file.write(",".join(row) + "\r\n")


def write_xlsx(folder: Path, count: int) -> None:
    book = xlsxwriter.Workbook(folder / "list.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    for line, row in enumerate(rows(count)):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(line, column, text)
    book.close()
