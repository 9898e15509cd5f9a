"""Tables as grids: which cells stand left of a cell and above it, whatever spans rows and columns."""

from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborNode

CELLS = frozenset({"td", "th"})
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_MOST_ROWS = 1_000
_MOST_COLUMNS = 40
_LONGEST = 60
_MOST_PARTS = 3  # links and lines of one cell: more are a menu, not a label


class Cell:
    """One cell: its short text ("" if it is long or holds a menu), whether it is a head, and the element's identity."""

    def __init__(self, node: LexborNode) -> None:
        self.is_head = node.tag == "th"
        self.key = node.mem_id
        self._node = node

    @cached_property
    def text(self) -> str:
        text = " ".join(self._node.text(separator=" ").split())
        if not text or len(text) > _LONGEST:
            return ""
        return "" if len(self._node.css("a[href],br,li,p")) > _MOST_PARTS else text

    @property
    def has_words(self) -> bool:
        return bool(self._node.text().strip())


@dataclass(frozen=True)
class Grid:
    """The cells of one table by row and column; `at` finds a cell by its element's `mem_id`."""

    rows: list[list[Cell | None]]
    heads: list[bool]  # whether a row lies in thead or has heads only
    at: dict[int, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def header_row(self) -> int:
        """Where the columns' headers stand: the first row, or the second one if the first is a title over all."""
        title = len(self.rows) > 1 and len(self.rows[0]) > 1 and len({id(cell) for cell in self.rows[0]}) == 1
        return int(title)

    def left_of(self, row: int, column: int) -> list[Cell]:
        """The different cells left of a place, nearest first."""
        found: dict[int, Cell] = {}
        mine = self.rows[row][column]
        for cell in reversed(self.rows[row][:column]):
            if cell is not None and (mine is None or cell.key != mine.key):
                found.setdefault(cell.key, cell)
        return list(found.values())

    def above(self, row: int, column: int) -> Cell | None:
        """The cell of the same column in the row of headers, None if that is this cell or the row itself."""
        first = self.header_row
        if row <= first or column >= len(self.rows[first]):
            return None
        cell, mine = self.rows[first][column], self.rows[row][column]
        return None if cell is None or (mine is not None and cell.key == mine.key) else cell

    def section(self, row: int) -> str:
        """The text of the nearest row above that is one cell only: the title of a part of the table."""
        if len(self.rows[row]) < 2:
            return ""
        for cells in reversed(self.rows[max(0, row - 12) : row]):
            keys = {cell.key for cell in cells if cell is not None}
            if len(keys) == 1 and (cell := cells[0]) is not None and cell.text:
                return cell.text
        return ""


def grid_of(table: LexborNode) -> Grid:
    """The grid of a table's own rows; tables within its cells are not looked into."""
    grid = Grid([], [])
    spanning: dict[int, tuple[Cell, int]] = {}  # column -> (cell, rows it still reaches into)
    for part_is_head, tr in _rows(table):
        cells: list[Cell | None] = []
        column = 0
        own = [child for child in tr.iter() if child.tag in CELLS]
        for node in own:
            column = _fill(cells, spanning, column)
            if column >= _MOST_COLUMNS:
                break
            cell = Cell(node)
            grid.at[node.mem_id] = (len(grid.rows), column)
            attributes = node.attributes
            rows, columns = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
            for _ in range(columns):
                if rows > 1:
                    spanning[column] = (cell, rows - 1)
                cells.append(cell)
                column += 1
        _fill(cells, spanning, column)
        grid.rows.append(cells)
        grid.heads.append(part_is_head or (bool(own) and all(node.tag == "th" for node in own)))
        if len(grid.rows) >= _MOST_ROWS:
            break
    return grid


def _rows(table: LexborNode) -> list[tuple[bool, LexborNode]]:
    rows = []
    for child in table.iter():
        if child.tag == "tr":
            rows.append((False, child))
        elif child.tag in _PARTS:
            rows += [(child.tag == "thead", tr) for tr in child.iter() if tr.tag == "tr"]
    return rows


def _fill(cells: list[Cell | None], spanning: dict[int, tuple[Cell, int]], column: int) -> int:
    """Put in the cells that reach down from rows above; the next free column."""
    while column in spanning:
        cell, left = spanning[column]
        cells.append(cell)
        if left > 1:
            spanning[column] = (cell, left - 1)
        else:
            del spanning[column]
        column += 1
    return column


def _span(value: str | None) -> int:
    return (
        min(int(value), _MOST_COLUMNS)
        if value and value.isascii() and value.isdigit() and value != "0"
        else 1
    )
