"""The books in a real spreadsheet program: LibreOffice opens, recalculates and prints them.

One start of the program converts them all. Its own profile is a folder of the test's, so that nothing of the
person's settings is read or written.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from tests.exports.analysts_book import HEADER_ROW, SHEET, loaded
from tests.frames.sample_results import sample_result, sample_run, sample_trail
from workbench.exports import export_into, export_report, find_rows

pytestmark = pytest.mark.xdist_group("libreoffice")
MOST_S = 100
BOOKS = ("changed.xlsx", "own.xlsx", "report.xlsx")


@dataclass(frozen=True)
class Converted:
    """A folder with the books (*.xlsx), the same recalculated (again/*.xlsx), and what the program said."""

    folder: Path
    said: str


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    folder = tmp_path_factory.mktemp("books")
    companies, result = loaded(folder / "list.xlsx")
    run = replace(sample_run(result), trail=partial(sample_trail, result))
    export_into(result, companies, folder / "own.xlsx", run=run, language="ja")
    ours = sample_result(60)
    run = replace(sample_run(ours), trail=partial(sample_trail, ours))
    export_report(ours, folder / "report.xlsx", run=run, name_column="会社名", language="ja")
    _without_last_values(folder / "own.xlsx", folder / "changed.xlsx")
    said = _convert(folder, "xlsx:Calc MS Excel 2007 XML", folder / "again")
    return Converted(folder, said + _convert(folder, "pdf", folder))


def _without_last_values(path: Path, to: Path) -> None:
    """The book with another number in it and no last values, as openpyxl leaves it: only to be recalculated."""
    book = openpyxl.load_workbook(path)
    book[SHEET]["A5"] = 101
    book.save(to)


def _convert(folder: Path, form: str, to: Path) -> str:
    program = shutil.which("soffice") or "/Applications/LibreOffice.app/Contents/MacOS/soffice"
    assert Path(program).exists(), "LibreOffice is missing: type make system"
    home = folder / "home"
    home.mkdir(exist_ok=True)
    books = [str(folder / name) for name in BOOKS]
    done = subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation={home.as_uri()}",
            "--convert-to",
            form,
            "--outdir",
            to,
            *books,
        ],
        env={**os.environ, "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=MOST_S,
        check=True,
    )
    return done.stdout + done.stderr


def test_the_books_open_without_a_warning(converted: Converted) -> None:
    told = [line for line in converted.said.splitlines() if line and not line.startswith("convert ")]
    # Without Java, which nothing here needs, the program says so each time it starts.
    assert not [line for line in told if "javaldx" not in line]
    assert sorted(path.name for path in (converted.folder / "again").iterdir()) == [*BOOKS]


def test_formulas_of_the_analyst_are_calculated_to_the_same_numbers(converted: Converted) -> None:
    own, changed = (
        openpyxl.load_workbook(converted.folder / "again" / name, data_only=True)[SHEET]
        for name in ("own.xlsx", "changed.xlsx")
    )
    assert own["F17"].value == 78_000
    assert [changed.cell(HEADER_ROW + 1 + row, 6).value for row in range(3)] == [101_000, 2_000, 3_000]
    assert changed["F17"].value == 78_000 + 100_000


def test_every_cell_of_ours_is_there_as_we_wrote_it(converted: Converted) -> None:
    for name, sheet in (("own.xlsx", SHEET), ("report.xlsx", "リスト")):
        ours, again = (
            openpyxl.load_workbook(path)[sheet]
            for path in (converted.folder / name, converted.folder / "again" / name)
        )
        first = 7
        texts = [
            [
                [cell.value for cell in row if isinstance(cell.value, str)]
                for row in one.iter_rows(min_col=first)
            ]
            for one in (ours, again)
        ]
        assert texts[0] == texts[1]
    assert [*find_rows(converted.folder / "again" / "own.xlsx")["row_id"]] == [*range(13)]


def test_rows_and_columns_that_were_hidden_stay_hidden(converted: Converted) -> None:
    again = openpyxl.load_workbook(converted.folder / "again" / "own.xlsx")[SHEET]
    assert again.row_dimensions[7].hidden
    hidden = {letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY" if _is_hidden(again, letter)}
    assert hidden == {"E", "W", "X", "Y"}


def _is_hidden(sheet: openpyxl.worksheet.worksheet.Worksheet, letter: str) -> bool:
    at = openpyxl.utils.column_index_from_string(letter)
    return any(one.hidden and one.min <= at <= one.max for one in sheet.column_dimensions.values())


def test_the_list_is_printed_on_landscape_pages_one_page_wide(converted: Converted) -> None:
    # A page's box, in points of 1/72 inch; the analyst's two other sheets stay upright.
    for name, landscape, upright in (("own.pdf", 5, 2), ("report.pdf", 8, 0)):
        data = (converted.folder / name).read_bytes()
        boxes = [box.split() for box in _boxes(data)]
        sizes = [(round(float(box[2])), round(float(box[3]))) for box in boxes]
        assert (sizes.count((842, 595)), sizes.count((595, 842))) == (landscape, upright), name


def _boxes(pdf: bytes) -> list[str]:
    return [part.split(b"]")[0].decode() for part in pdf.split(b"/MediaBox[")[1:]]
