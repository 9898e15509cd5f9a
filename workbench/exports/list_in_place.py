"""Our columns in the analyst's sheet: headings, cells, widths and paper, in the looks of what stands beside them."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pandas as pd
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from workbench.contract.states import RowState
from workbench.exports.cell_text import cell_text
from workbench.exports.columns import PRINTED, Column, column_width, japan_time, texts
from workbench.exports.edited_book import Look
from workbench.exports.list_sheet import HIDDEN, LINKS, MAX_LINK_LENGTH, SAMPLED, Written
from workbench.exports.looks import INK, OUR_GROUND
from workbench.exports.paper import A4, Fit, fit, pixels
from workbench.exports.placing import HEADING_STYLE, Place
from workbench.messages import Language, say
from workbench.palette import shade

GROUP_STYLE = "Workbench group"
# Two lines for most reasons, so that the rows do not grow much.
REASON_WIDTH = 52
# openpyxl looks each link of a sheet up in a list of them all: 5,000 take a second to read again, 40,000 a minute.
MOST_LINKS = 5_000
MOST_REPEATED = 430
# What Excel gives to whoever sets no margins, and what it calls narrow is less (inches).
USUAL_MARGIN, NARROW_MARGIN = 0.7, 0.4
LINK_INK = "#0563C1"
_FORMATS = {"wb_confidence": "0%", "wb_sources": "0;;", "wb_fetched_at": "yyyy-mm-dd hh:mm"}
_NOT_IN_LINKS = re.compile(r'[\s"<>\\^`{|}]')


class InPlace:
    """Writes one result into the sheet at the place that was found for it."""

    def __init__(self, sheet: Any, place: Place, language: Language) -> None:
        self.sheet = sheet
        self.place = place
        self.language = language
        self.written = Written()
        self.like = _first_cell(sheet, place.first_row, place.letters)
        self.links_left = MOST_LINKS - sum(cell.hyperlink is not None for cell in sheet._cells.values())

    def write(self, result: pd.DataFrame, columns: list[Column], name_column: int) -> None:
        """Everything that is ours in this sheet. name_column: where in it the companies' names stand."""
        self._clear()
        self._headings()
        for column in columns:
            if column.code in self.place.columns:
                self._column(result.iloc[:, column.position], column)
        self._paper(name_column)

    def _clear(self) -> None:
        """Take away what an earlier export wrote; the list may have had more rows then."""
        for code, column in self.place.columns.items():
            if code not in self.place.added:
                for (cell,) in self.sheet.iter_rows(self.place.first_row, self.sheet.max_row, column, column):
                    if not isinstance(cell, MergedCell):
                        self.links_left += cell.hyperlink is not None
                        cell.value = cell.hyperlink = None

    def _headings(self) -> None:
        _add_styles(self.sheet.parent, self.sheet.cell(self.place.heading_row, self.like.column).font)
        for code, column in self.place.columns.items():
            cell = self.sheet.cell(self.place.heading_row, column)
            cell.value = self.place.headings[code]
            cell.style = HEADING_STYLE
        # Short, and no title or date: it must read as the upper of two lines of headings when the copy is next
        # month's list.
        group = say("export.group", self.language)
        if not self._group_above(group):
            first = self.sheet.cell(self.place.heading_row, min(self.place.columns.values()))
            first.comment = Comment(group, "workbench", height=40, width=160)

    def _group_above(self, group: str) -> bool:
        """Write the group's heading into the line above our headings; False if that line is not free."""
        row, columns = self.place.heading_row - 1, sorted(self.place.columns.values())
        if row < 1:
            return False
        above = [self.sheet.cell(row, column) for column in columns]
        before = [cell for cell in above if cell.style == GROUP_STYLE and not isinstance(cell, MergedCell)]
        if before:
            before[0].value = group
            return True
        free = all(cell.value is None and not isinstance(cell, MergedCell) for cell in above)
        if not free or columns[-1] - columns[0] + 1 != len(columns):
            return False
        for cell in above:
            cell.style = GROUP_STYLE
        above[0].value = group
        # No wider than what is printed: a merged cell is drawn beyond the paper's edge.
        printed = [column for code, column in self.place.columns.items() if code in PRINTED]
        self.sheet.merge_cells(None, row, columns[0], row, max(printed))
        return True

    def _column(self, values: "pd.Series[Any]", column: Column) -> None:
        code, at = column.code or "", self.place.columns[column.code or ""]
        looks = self._looks(code)
        states = [*values] if code == "wb_state" else None
        cells = _contents(values, code, self.language)
        for offset, content in enumerate(cells):
            cell = self.sheet.cell(self.place.first_row + offset, at)
            if isinstance(cell, MergedCell):
                continue
            (looks[states[offset]] if states else looks[""]).put_on(cell)
            if content is not None:
                self._write(cell, content, code, column.heading)
        if code in self.place.added:
            dimension = self.sheet.column_dimensions[get_column_letter(at)]
            width, _ = column_width(values.iloc[:SAMPLED], column, self.language)
            dimension.width = REASON_WIDTH if code == "wb_reason" else width
            dimension.hidden = code in HIDDEN

    def _write(self, cell: Any, content: object, code: str, heading: str) -> None:
        if not isinstance(content, str):
            cell.value = content
            return
        text, cut = cell_text(content)
        if cut:
            self.written.cut.append((cell.row, heading))
        if code in LINKS and content.lower().startswith(("http://", "https://")):
            if self.links_left > 0 and len(content) <= MAX_LINK_LENGTH:
                cell.hyperlink = _NOT_IN_LINKS.sub(lambda found: quote(found[0]), content)
                self.links_left -= 1
                self.written.links += 1
            else:
                self.written.links_as_text += 1
        cell.value = text
        # Whatever it begins with, text is no formula and no error.
        cell.data_type = "s"

    def _looks(self, code: str) -> dict[str, Look]:
        """The looks of a column's cells: by state, or the one under ""."""
        font, alignment = self.like.font, self.like.alignment
        said = {"font_name": font.name, "font_size": font.sz, "font_color": INK}
        said |= {"valign": alignment.vertical, "num_format": _FORMATS.get(code, "@")}
        if code in _FORMATS:
            said["align"] = "center"
        if code in LINKS:
            said |= {"font_color": LINK_INK, "underline": 1}
        if code == "wb_reason":
            said["text_wrap"] = True
        border = self.like.border
        if code != "wb_state":
            return {"": Look(said, border)}
        return {
            state.value: Look(said | {"bg_color": shade(state).pale, "font_color": shade(state).ink}, border)
            for state in RowState
        }

    def _paper(self, name_column: int) -> None:
        """Landscape, on one page's width or theirs and ours on two; our columns for the screen stay off the paper."""
        sheet, place = self.sheet, self.place
        first = min(place.columns.values())
        last = max(column for code, column in place.columns.items() if code in PRINTED)
        sheet.print_area = _print_area(sheet, first, last)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.page_setup.paperSize or A4
        sheet.sheet_properties.pageSetUpPr = sheet.sheet_properties.pageSetUpPr or PageSetupProperties()
        if not sheet.print_title_rows:
            upper = max(place.heading_row - 1, 1)
            grouped = sheet.cell(upper, first).style == GROUP_STYLE
            sheet.print_title_rows = f"{upper if grouped else place.heading_row}:{place.heading_row}"
        # From the first column to the names, unless that takes too much of every page.
        again = 1 if _width(sheet, 1, name_column) <= MOST_REPEATED else name_column
        theirs, ours, repeated = (
            _width(sheet, *span) for span in ((1, first - 1), (first, last), (again, name_column))
        )
        if min(sheet.page_margins.left, sheet.page_margins.right) >= USUAL_MARGIN:
            sheet.page_margins.left = sheet.page_margins.right = NARROW_MARGIN
        margins = sheet.page_margins.left + sheet.page_margins.right
        chosen = fit(theirs, ours, repeated, margins, int(sheet.page_setup.paperSize))
        self._scale(chosen, first, f"{get_column_letter(again)}:{get_column_letter(name_column)}")

    def _scale(self, chosen: Fit, first: int, repeated: str) -> None:
        sheet = self.sheet
        sheet.sheet_properties.pageSetUpPr.fitToPage = chosen.percent is None
        sheet.col_breaks.brk = tuple(one for one in sheet.col_breaks.brk if one.id != first - 1)
        if chosen.percent is None:
            sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
            return
        sheet.page_setup.scale = chosen.percent
        sheet.page_setup.pageOrder = "overThenDown"
        sheet.col_breaks.append(Break(id=first - 1))
        if not sheet.print_title_cols:
            sheet.print_title_cols = repeated


def _width(sheet: Any, first: int, last: int) -> float:
    """Pixels of these columns, those that are hidden left out."""
    usual = sheet.sheet_format.defaultColWidth or 8.43
    widths = dict.fromkeys(range(first, last + 1), usual)
    for one in sheet.column_dimensions.values():
        one.reindex()
        for column in range(max(one.min or 0, first), min(one.max or 0, last) + 1):
            widths[column] = 0 if one.hidden else one.width or usual
    return sum(map(pixels, widths.values()))


def _contents(values: "pd.Series[Any]", code: str, language: Language) -> Iterator[object]:
    """What stands in each cell, None where nothing does."""
    if code == "wb_fetched_at":
        return (None if pd.isna(when) else when.to_pydatetime() for when in japan_time(values))
    if code == "wb_confidence":
        return (None if pd.isna(number) else float(number) for number in values)
    if code == "wb_sources":
        return (None if pd.isna(number) else int(number) for number in values)
    return iter(texts(values, code, language))


def _first_cell(sheet: Any, row: int, ours: set[str]) -> Any:
    """A cell of the analyst's in the first row, whose looks ours take on."""
    theirs = (cell for cell in sheet[row] if cell.value is not None and cell.column_letter not in ours)
    return next(theirs, sheet.cell(row, 1))


def _print_area(sheet: Any, first: int, last: int) -> str:
    """The analyst's own area with ours added to it; all that stands in the sheet up to ours if there is none."""
    said = str(sheet.print_area or "").replace("$", "").rpartition("!")[2]
    if not said:
        rows = max((row for (row, _), cell in sheet._cells.items() if cell.value is not None), default=1)
        return f"A1:{get_column_letter(last)}{rows}"
    if "," in said:
        return str(sheet.print_area)
    left, top, right, bottom = range_boundaries(said)
    right = max(right, last) if right >= first - 1 else right
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _add_styles(book: Any, like: Font) -> None:
    """The named styles of our headings, unless the book has them from last time."""
    line = Side("thin", "FFFFFF")
    looks = {
        HEADING_STYLE: ("FFFFFF", OUR_GROUND, Alignment(wrap_text=True, vertical="center")),
        GROUP_STYLE: ("FFFFFF", OUR_GROUND, Alignment(horizontal="left", vertical="center")),
    }
    for name, (ink, ground, alignment) in looks.items():
        if name not in book.named_styles:
            style = NamedStyle(name, alignment=alignment, border=Border(line, line, line, line))
            style.font = Font(name=like.name, size=like.sz, bold=True, color=ink)
            style.fill = PatternFill("solid", start_color=ground.lstrip("#"))
            book.add_named_style(style)
