"""The first sheet: the analyst's list with its own columns untouched, ours to the right."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from workbench.contract.states import RowState
from workbench.exports.columns import PRINTED, WIDEST, Column, column_width, japan_time, texts
from workbench.exports.keys import KEY
from workbench.exports.looks import CONFIDENCE_HIGH, CONFIDENCE_LOW, Looks
from workbench.exports.paper import fit, pixels
from workbench.messages import Language, say

# Excel's own limits (Microsoft, "Excel specifications and limits"); links: 65,530 a sheet, 2,079 characters
# each.
MAX_ROWS = 1_048_576
MAX_LINKS = 65_530
MAX_LINK_LENGTH = 2_079

# Rows turned into Python objects at a time: what is written is kept by the writer, so only this many exist
# twice.
CHUNK = 10_000
SAMPLED = 300

HIDDEN = ("wb_phone_e164", "wb_company_id", KEY)
LINKS = ("wb_url", "wb_homepage")
CONFIDENCE_SCALE = {
    "type": "2_color_scale",
    "min_type": "num",
    "min_value": 0,
    "min_color": CONFIDENCE_LOW,
    "max_type": "num",
    "max_value": 1,
    "max_color": CONFIDENCE_HIGH,
}


@dataclass
class Written:
    """What happened while the list was written. `cut`: (row in the sheet, heading) of cells too long for
    Excel."""

    sheets: list[str] = field(default_factory=list)
    links: int = 0
    links_as_text: int = 0
    cut: list[tuple[int, str]] = field(default_factory=list)


def warnings_of(links_as_text: int, cut: tuple[tuple[int, str], ...], language: Language | None) -> list[str]:
    """Sentences on what a sheet could not hold as it was."""
    said = [say("export.cut", language, row=row, column=column) for row, column in cut]
    if links_as_text:
        said.insert(0, say("export.links_as_text", language, limit=MAX_LINKS, count=links_as_text))
    return said


def write_list(
    book: Any,
    looks: Looks,
    result: pd.DataFrame,
    columns: list[Column],
    language: Language,
    freeze: int,
) -> tuple[list[Any], Written]:
    """The sheets of the list (one, unless Excel's rows run out) and what happened while they were written.

    freeze: how many columns stay in sight while one scrolls to the right.
    """
    written = Written()
    sheets = []
    for number, part in enumerate(_parts(result), start=1):
        name = say("export.sheet_list", language)
        if number > 1:
            name = say("export.sheet_list_more", language, number=number)
        sheet = book.add_worksheet(name)
        _frame_sheet(sheet, looks, part, columns, language, freeze)
        _SheetWriter(sheet, looks, part, columns, language, written).write()
        written.sheets.append(name)
        sheets.append(sheet)
    return sheets, written


def _parts(result: pd.DataFrame) -> Iterator[pd.DataFrame]:
    yield result.iloc[: MAX_ROWS - 1]
    for start in range(MAX_ROWS - 1, len(result), MAX_ROWS - 1):
        yield result.iloc[start : start + MAX_ROWS - 1]


def _frame_sheet(
    sheet: Any, looks: Looks, part: pd.DataFrame, columns: list[Column], language: Language, freeze: int
) -> None:
    """Header, widths, filter, frozen panes, print set-up: all but the cells."""
    last = max(len(part), 1)
    sheet.set_row(0, 36)
    widths = []
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.heading, looks.own_head if column.code is None else looks.our_head)
        width, wide = column_width(part.iloc[:SAMPLED, column.position], column, language)
        widths.append(width)
        hidden = {"level": 1, "hidden": True} if column.code in HIDDEN else {}
        sheet.set_column(at, at, width, _column_look(looks, column, wide), hidden)
        if column.code == "wb_confidence":
            sheet.conditional_format(1, at, last, at, CONFIDENCE_SCALE)
    sheet.freeze_panes(1, freeze)
    sheet.autofilter(0, 0, len(part), len(columns) - 1)
    # Numbers are text on purpose; without this every one carries a green corner.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_ROWS}"})
    _set_paper(sheet, columns, widths, len(part), freeze)


def _set_paper(sheet: Any, columns: list[Column], widths: list[float], rows: int, repeated: int) -> None:
    """Their columns and those of ours that are read on paper, on one page's width or on two."""
    ours = next(at for at, column in enumerate(columns) if column.code is not None)
    printed = max(at for at, column in enumerate(columns) if column.code in {None, *PRINTED})
    wide = [pixels(width) for width in widths]
    chosen = fit(sum(wide[:ours]), sum(wide[ours : printed + 1]), sum(wide[:repeated]))
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, rows, printed)
    if chosen.percent is None:
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_print_scale(chosen.percent)
    sheet.set_v_pagebreaks([ours])
    sheet.print_across()
    if repeated:
        sheet.repeat_columns(0, repeated - 1)


def _column_look(looks: Looks, column: Column, wide: bool) -> Any:
    by_code = {
        "wb_confidence": looks.percent,
        "wb_sources": looks.number,
        "wb_fetched_at": looks.time,
        "wb_url": looks.link,
        "wb_homepage": looks.link,
    }
    return by_code.get(column.code or "") or (looks.wrapped if wide or column.code in WIDEST else looks.text)


class _SheetWriter:
    """Writes the cells of one sheet, column by column within chunks of rows."""

    def __init__(
        self,
        sheet: Any,
        looks: Looks,
        part: pd.DataFrame,
        columns: list[Column],
        language: Language,
        written: Written,
    ) -> None:
        self.sheet = sheet
        self.looks = looks
        self.part = part
        self.columns = columns
        self.language = language
        self.written = written
        self.links_left = self._shares_of_links()

    def write(self) -> None:
        for start in range(0, len(self.part), CHUNK):
            chunk = self.part.iloc[start : start + CHUNK]
            for at, column in enumerate(self.columns):
                self._write_column(chunk.iloc[:, column.position], at, column, start + 1)

    def _shares_of_links(self) -> dict[str, int]:
        """How many links each column may hold: the pages that show a number come before the homepages."""
        left, shares = MAX_LINKS, {}
        for code in LINKS:
            for column in self.columns:
                if column.code == code:
                    shares[code] = left
                    left -= min(left, int(self.part.iloc[:, column.position].notna().sum()))
        return shares

    def _write_column(self, values: "pd.Series[str]", at: int, column: Column, first_row: int) -> None:
        if column.code in {"wb_confidence", "wb_sources"}:
            self._write_numbers(pd.to_numeric(values), at, column, first_row)
        elif column.code == "wb_fetched_at":
            days = (japan_time(values) - pd.Timestamp("1899-12-30")) / pd.Timedelta(days=1)
            self._write_numbers(days, at, column, first_row)
        elif column.code in LINKS:
            self._write_links(texts(values, column.code, self.language), at, column, first_row)
        elif column.code == "wb_state":
            self._write_states(values, at, column, first_row)
        else:
            self._write_texts(texts(values, column.code, self.language), at, column, first_row)

    def _write_texts(self, cells: list[str | None], at: int, column: Column, row: int) -> None:
        # No format here: a cell without one takes its column's, and the file says so once.
        write = self.sheet.write_string
        for cell in cells:
            if cell is not None:
                if cell.startswith("<r>"):
                    self._write_marked(row, at, cell)
                elif write(row, at, cell):
                    self.written.cut.append((row + 1, column.heading))
            row += 1

    def _write_marked(self, row: int, at: int, cell: str) -> None:
        """Write text that looks like rich text: xlsxwriter's write_string would put it into the XML raw."""
        self.sheet.write_rich_string(row, at, self.looks.plain, cell[:2], self.looks.plain, cell[2:])

    def _write_numbers(self, values: "pd.Series[float]", at: int, column: Column, row: int) -> None:
        write = self.sheet.write_number
        for number in values.to_numpy(dtype="float64", na_value=float("nan")).tolist():
            if number == number:  # not NaN
                write(row, at, number)
            row += 1

    def _write_states(self, values: "pd.Series[str]", at: int, column: Column, row: int) -> None:
        write = self.sheet.write_string
        words = {state.value: say(f"state.{state.value}", self.language) for state in RowState}
        for code in values.tolist():
            write(row, at, words[code], self.looks.states[code])
            row += 1

    def _write_links(self, cells: list[str | None], at: int, column: Column, row: int) -> None:
        code = column.code or ""
        for cell in cells:
            if cell is not None and not self._write_link(row, at, cell, code):
                self._write_texts([cell], at, column, row)
            row += 1

    def _write_link(self, row: int, at: int, address: str, code: str) -> bool:
        """True if the address stands there as a link. One that cannot be is for _write_texts."""
        if not address.lower().startswith(("http://", "https://")) or len(address) > MAX_LINK_LENGTH:
            return False
        if self.links_left[code] <= 0 or self.sheet.write_url(row, at, address, self.looks.link, address):
            self.written.links_as_text += 1
            return False
        self.links_left[code] -= 1
        self.written.links += 1
        return True
