"""Where our columns go in the analyst's sheet: onto those of last time, else to the right of all that is there."""

from collections import Counter
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.table import TableColumn

from workbench.errors import ListError
from workbench.exports.columns import code_of_heading
from workbench.exports.edited_book import free_title
from workbench.exports.keys import KEY, row_id_of

MOST_COLUMNS = 16_384
# A style with a name stays with a heading when its column is moved, sorted or copied, and goes when it is deleted:
# so a heading of ours is told from one of the analyst's that reads the same.
HEADING_STYLE = "Workbench heading"


@dataclass(frozen=True)
class Place:
    """Rows and columns count from 1. columns: our code -> column. added: the codes that were not there before."""

    heading_row: int
    first_row: int
    columns: dict[str, int]
    headings: dict[str, str]
    added: tuple[str, ...]

    def letter(self, code: str) -> str:
        """The letter of one of our columns."""
        return str(get_column_letter(self.columns[code]))

    @property
    def letters(self) -> set[str]:
        """The letters of our columns."""
        return {get_column_letter(column) for column in self.columns.values()}


def find_place(sheet: Any, heading_row: int, first_row: int, wanted: dict[str, str]) -> Place:
    """Where each column of ours goes.

    heading_row: the line of the headings, the lower of two; 0 if there is none. first_row: the line of row_id 0.
    wanted: code -> heading, in order.
    Raises ListError if the sheet has no line of headings or no room.
    """
    if heading_row < 1:
        raise ListError("error.own_book_no_header", sheet=sheet.title)
    before = of_last_time(sheet, heading_row, first_row)
    kept = {code: column for code, column in before.items() if code in wanted}
    added = [code for code in wanted if code not in kept]
    right = _right_edge(sheet, heading_row) if added else 0
    if right + len(added) > MOST_COLUMNS:
        raise ListError("error.own_book_no_room", sheet=sheet.title)
    columns = kept | {code: right + at for at, code in enumerate(added, start=1)}
    return Place(
        heading_row,
        first_row,
        {code: columns[code] for code in wanted},
        _distinct_headings(sheet, heading_row, columns, wanted),
        tuple(added),
    )


def of_last_time(sheet: Any, heading_row: int, first_row: int) -> dict[str, int]:
    """Code -> column of what an earlier export added to this sheet; empty if no column holds keys of ours.

    Where another program has dropped the style of our headings, those beside the keys are ours.
    """
    headings = {
        column: (code, cell.style == HEADING_STYLE)
        for column in range(1, sheet.max_column + 1)
        if (code := code_of_heading(str((cell := sheet.cell(heading_row, column)).value or "")))
    }
    keyed = [column for column, (code, _) in headings.items() if code == KEY]
    key = next((column for column in keyed if _holds_keys(sheet, column, first_row)), None)
    if key is None:
        return {}
    ours = [column for column, (_, styled) in headings.items() if styled]
    if not ours:
        first = last = key
        while first - 1 in headings:
            first -= 1
        while last + 1 in headings:
            last += 1
        ours = [*range(first, last + 1)]
    return {headings[column][0]: column for column in sorted({*ours, key}, reverse=True)}


def column_of(sheet: Any, first_row: int, texts: list[str]) -> int:
    """The column in which these texts stand one below the other; a list's first columns may be empty ones."""
    wanted = {first_row + at: text for at, text in enumerate(texts) if text}
    agreeing = Counter(
        cell.column
        for row, text in wanted.items()
        for cell in sheet[row]
        if cell.value is not None and str(cell.value) == text
    )
    return max(agreeing, key=lambda column: (agreeing[column], -column), default=1)


def make_room(sheet: Any, place: Place) -> None:
    """Let filter, table, widths and printing know of the columns that were added."""
    if place.added:
        first = min(place.columns[code] for code in place.added)
        last = max(place.columns[code] for code in place.added)
        _split_widths(sheet, first, last)
        _extend_filter(sheet, place.heading_row, first, last)
        _extend_tables(sheet, place.heading_row, first, last)
    _name_table_columns(sheet, place)


def _holds_keys(sheet: Any, column: int, first_row: int) -> bool:
    cells = sheet.iter_rows(first_row, sheet.max_row, column, column, values_only=True)
    return any(row_id_of(str(cell or "")) is not None for (cell,) in cells)


def _right_edge(sheet: Any, heading_row: int) -> int:
    """The last column in which something stands beside or below the headings."""
    upper = max(heading_row - 1, 1)
    edges = [
        column for (row, column), cell in sheet._cells.items() if row >= upper and cell.value is not None
    ]
    edges += [one.max_col for one in sheet.merged_cells.ranges if one.max_row >= heading_row]
    areas = [*(table.ref for table in sheet.tables.values()), sheet.auto_filter.ref]
    edges += [range_boundaries(area)[2] for area in areas if area]
    return max(edges, default=0)


def _distinct_headings(
    sheet: Any, heading_row: int, columns: dict[str, int], wanted: dict[str, str]
) -> dict[str, str]:
    """Our headings; one that the list has too gets a number, since a table's headings must differ."""
    ours = {*columns.values()}
    taken = [
        str(cell.value) for cell in sheet[heading_row] if cell.value is not None and cell.column not in ours
    ]
    headings: dict[str, str] = {}
    for code, heading in wanted.items():
        headings[code] = free_title(heading, [*taken, *headings.values()])
    return headings


def _split_widths(sheet: Any, first: int, last: int) -> None:
    """Part what the sheet says of many columns at once (often of all to the right), so that ours can differ."""
    dimensions = sheet.column_dimensions
    for letter, one in [*dimensions.items()]:
        lower, upper = one.min or 0, one.max or 0
        if upper < first or lower > last:
            continue
        if upper > last:
            dimensions[get_column_letter(last + 1)] = _part(one, sheet, last + 1, upper)
        if lower < first:
            one.max = first - 1
        else:
            del dimensions[letter]


def _part(one: ColumnDimension, sheet: Any, first: int, last: int) -> ColumnDimension:
    part = ColumnDimension(
        sheet,
        index=get_column_letter(first),
        width=one.width if one.customWidth else None,
        hidden=one.hidden,
        outlineLevel=one.outlineLevel,
        collapsed=one.collapsed,
        min=first,
        max=last,
    )
    part._style = copy(one._style)
    return part


def _extend_filter(sheet: Any, heading_row: int, first: int, last: int) -> None:
    """A filter whose headings end where ours begin goes on over ours."""
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _extended(sheet.auto_filter.ref, heading_row, first, last)


def _extend_tables(sheet: Any, heading_row: int, first: int, last: int) -> None:
    for table in sheet.tables.values():
        ref = _extended(table.ref, heading_row, first, last)
        if ref == table.ref:
            continue
        next_id = max(column.id for column in table.tableColumns) + 1
        for at in range(last - first + 1):
            table.tableColumns.append(TableColumn(id=next_id + at, name=f"{at}"))
        table.ref = ref
        if table.autoFilter is not None:
            table.autoFilter.ref = _extended(table.autoFilter.ref, heading_row, first, last)


def _extended(ref: str, heading_row: int, first: int, last: int) -> str:
    left, top, right, bottom = range_boundaries(ref)
    if top != heading_row or right != first - 1:
        return ref
    return f"{get_column_letter(left)}{top}:{get_column_letter(last)}{bottom}"


def _name_table_columns(sheet: Any, place: Place) -> None:
    """A table's columns are called what stands in its headings, or Excel repairs the file."""
    for table in sheet.tables.values():
        left, top, right, _ = range_boundaries(table.ref)
        if top != place.heading_row:
            continue
        for code, column in place.columns.items():
            if left <= column <= right:
                table.tableColumns[column - left].name = place.headings[code]
