"""Where on a page something stands: in a table, a list or the footer, under which labels, offices and headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from selectolax.lexbor import LexborNode

from crawler.extract.once import has_form, numbers_in
from crawler.extract.page.blocks import Block, Blocks
from crawler.extract.page.landmarks import Landmarks
from crawler.extract.page.tables import CELLS, Cell, Grid, grid_of
from crawler.extract.rules import Rule, holds
from crawler.extract.words.not_numbers import names_code
from crawler.extract.words.offices import has_address, office_in, office_that_leads
from crawler.extract.words.old_and_new import age_of, names_one_of_two
from crawler.extract.words.others import tells_of_others
from crawler.extract.words.profile_labels import names_partners, profile_labels, tells_trade
from crawler.extract.words.words import names_line
from workbench.contract.states import Place

_HEADINGS: dict[str | None, int] = {
    "h1": 1,
    "h2": 2,
    "h3": 3,
    "h4": 4,
    "h5": 5,
    "h6": 6,
    "caption": 7,
    "legend": 7,
}
_ITEMS = frozenset({"td", "th", "dd", "dt", "li", "tr"})
_OFFICE_NAME = re.compile(r"^(?:店舗|支店|営業所|拠点|事業所|事務所|工場)名?称?$|^店名$")
_ROOTS = frozenset({"body", "html", None})
_LAYOUT_CELL = 300  # characters: a longer cell is a column of the page, not a value
_TEL = re.compile(r"tel|電話|℡|☎", re.IGNORECASE)
LABEL_LENGTH = 30
_LABEL_ABOVE_LENGTH = 60
_BLOCKS_ABOVE = 40
_OFFICE_REACH = 12
_PROFILE_REACH = 30
_FRAME = frozenset({"header", "nav", "footer"})
_PROFILE_LABELS = 2


@dataclass(frozen=True)
class Context:
    """Where something stands. `cells`: the other cells of its row; `above`: offices and headings, nearest first."""

    place: Place
    row: str
    column: str
    previous: str  # the block before, if it is short: the label where columns are made of div elements
    cells: tuple[str, ...]
    above: tuple[str, ...]
    in_header: bool
    in_profile: bool  # by the labels round it; header and footer are none, whatever stands beside them
    kind: str  # the class names of its own element and the one round it

    @property
    def in_frame(self) -> bool:
        """Whether it stands in the page's header or footer, where a site says the same on all its pages."""
        return self.in_header or self.place is Place.FOOTER


@dataclass
class Surroundings:
    """The blocks of a page, with what was found out about their tables and landmarks so far."""

    blocks: Blocks
    grids: dict[int, Grid] = field(default_factory=dict)
    labels: dict[int, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.landmarks = Landmarks(self.blocks)

    def of_block(self, index: int) -> Context:
        return self.of_node(self.blocks.nodes[index], index)

    def of_node(self, node: LexborNode, index: int) -> Context:
        """Where an element stands that begins at the block of that index."""
        place, row, column, cells, above = Place.TEXT, "", "", list[str](), list[str]()
        climbing: LexborNode | None = node
        while climbing is not None and (tag := climbing.tag) not in _ROOTS:
            if tag in CELLS and len(climbing.text()) <= _LAYOUT_CELL:
                labels = self._labels_of_cell(climbing)
                if labels is not None:
                    place = Place.TABLE
                    row, column, cells, above = labels
                    break
            elif tag == "dd":
                place, row = Place.TABLE, _previous(climbing, "dt")
                break
            climbing = climbing.parent
        landmark = self.landmarks.of_node(node)[1]
        if landmark == "footer" and place is Place.TEXT:
            place = Place.FOOTER
        previous = self._previous_block(index)
        in_header = landmark == "header"
        return Context(
            place,
            row if holds(Rule.ROW_LABEL) else "",
            column if holds(Rule.COLUMN_LABEL) else "",
            previous if holds(Rule.LABEL_ABOVE) else "",
            tuple(cells),
            (*above, *self._line_before(node, index), *self._above(node, index)),
            in_header,
            not in_header and place is not Place.FOOTER and self._is_profile(index),
            _classes(node),
        )

    def lines_above(self, index: int, node: LexborNode, most: int) -> Iterator[tuple[int, str]]:
        """(index of its block, line) of the blocks before one in the same part of the page, nearest first."""
        for at in self._above_in_part(index, node, most):
            for line in _lines_upwards(self.blocks.texts[at]):
                yield at, line

    def _above_in_part(self, index: int, node: LexborNode, most: int) -> range:
        """The indices of the blocks before one in the same part of the page, nearest first."""
        first = max(0, index - most)
        if holds(Rule.LANDMARK):
            home, part_of = self.landmarks.of_node(node)[0], self.landmarks.of_block
            for at in range(index - 1, first - 1, -1):
                if part_of(at) != home:
                    first = at + 1
                    break
        return range(index - 1, first - 1, -1)

    def _previous_block(self, index: int) -> str:
        if not index:
            return ""
        text = self.blocks.texts[index - 1].rpartition("\n")[2]
        if len(text) > LABEL_LENGTH or numbers_in(text):
            return ""
        return text

    def _line_before(self, node: LexborNode, index: int) -> list[str]:
        """The short line before, which may say what the number is for; cells and terms are labels of their own."""
        first = next(self.lines_above(index, node, 1), None)
        if first is None or node.tag in _ITEMS or not holds(Rule.LABEL_ABOVE):
            return []
        at, line = first
        tag = self.blocks.nodes[at].tag
        own = tag in _HEADINGS or tag in _ITEMS
        return [] if own or len(line) > LABEL_LENGTH or tells_trade(line) or numbers_in(line) else [line]

    def _above(self, node: LexborNode, index: int) -> list[str]:
        """The office that leads a line above, and the headings above, each of a higher level than the last."""
        found: list[str] = []
        level, seen, begun = 8, 0, False
        by_office, by_heading = holds(Rule.OFFICE_ABOVE), holds(Rule.HEADING)
        for at in self._above_in_part(index, node, _BLOCKS_ABOVE):
            rank = _HEADINGS.get(self.blocks.nodes[at].tag)
            if rank is None and (level < 8 or found or seen >= _OFFICE_REACH):
                continue  # only headings can tell more
            for line in _lines_upwards(self.blocks.texts[at]):
                seen += 1
                if rank is None:
                    if seen <= _OFFICE_REACH and not found and by_office:
                        lead = office_that_leads(line) if len(line) <= 120 else None
                        if lead and (numbers_in(line) or _has_number(_from(line, self.blocks[at], node))):
                            seen = _OFFICE_REACH  # that office has its own number
                        elif lead and self._owns(at, line, node):
                            found.append(lead[1])
                        elif begun and numbers_in(line):
                            seen = _OFFICE_REACH  # of the entry before, which had an address of its own
                        begun = begun or has_address(line)
                elif (
                    rank < level
                    and len(line) <= _LABEL_ABOVE_LENGTH
                    and by_heading
                    and not (tells_of_others(line) and _is_of_another_box(self.blocks.nodes[at], line, node))
                ):
                    level = rank
                    found.append(line)
            if level == 1:
                break  # no heading is higher
        return found

    def _owns(self, at: int, line: str, node: LexborNode) -> bool:
        """Whether an office in an earlier cell or term may be that of a number further down.

        In a profile, `支店 | 大阪、名古屋` says nothing of the number in the next row; with an address it does.
        """
        block = self.blocks[at]
        following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        if (
            following is not None
            and following.node.mem_id != node.mem_id
            and has_address(following.text)
            and _has_number(following.text)
        ):
            return False  # that office has its own number, in the cell of its address
        if block.tag not in ("td", "th", "dt", "dd"):
            return True
        if has_address(line):
            return True
        if block.tag in ("dd", "td") and node.mem_id == block.node.mem_id:
            return True
        return following is not None and has_address(following.text)

    def _labels_of_cell(self, cell: LexborNode) -> tuple[str, str, list[str], list[str]] | None:
        """(row label, column header, other cells of the row, titles above) of a cell; None if it has no table."""
        table = cell.parent
        while table is not None and table.tag != "table":
            table = table.parent
        if table is None:
            return None
        grid = self.grids.get(table.mem_id)
        if grid is None:
            grid = self.grids[table.mem_id] = grid_of(table)
        if cell.mem_id not in grid.at:
            return None
        at = grid.at[cell.mem_id]
        left = [one for one in grid.left_of(*at) if one.text and not numbers_in(one.text)]
        label = next((one for one in left if len(one.text) <= LABEL_LENGTH and names_line(one.text)), None)
        label = label or next((one for one in left if one.is_head), left[-1] if left else None)
        others = [one.text for one in left if one is not label]
        if len(left) > 2 and label is left[0] and left[2].is_head and names_partners(left[2].text):
            others = [one.text for one in left[3:]]  # two pairs side by side, and the other is about others
        above = [grid.section(at[0])]
        for back in range(at[0] - 1, max(-1, at[0] - 4), -1):
            cells = [one for one in grid.rows[back] if one is not None]
            if len(cells) > 1 and _OFFICE_NAME.match(cells[0].text) and office_in(cells[-1].text):
                above.insert(0, cells[-1].text)
                break
            if len(cells) > 1 and has_address(cells[1].text) and not _has_number(cells[1].text):
                if office_in(cells[0].text):
                    above.insert(0, cells[0].text)
                break
        return label.text if label else "", _column(grid, *at), others, [text for text in above if text]

    def _is_profile(self, index: int) -> bool:
        """Whether at least two labels of a company's profile stand nearby."""
        found = frozenset[str]()
        above = range(index - 1, max(0, index - _PROFILE_REACH) - 1, -1)  # in a table the next labels tell
        for at in chain(above, range(index, min(len(self.blocks), index + _PROFILE_REACH))):
            if (labels := self._labels_of(at)) and not self._is_in_menu(at):
                found |= labels
                if len(found) >= _PROFILE_LABELS:
                    return True
        return False

    def _is_in_menu(self, index: int) -> bool:
        """Whether a block stands in the page's frame, whose menus call pages as a profile calls its rows: 沿革."""
        return self.landmarks.of_node(self.blocks.nodes[index])[1] in _FRAME

    def _labels_of(self, index: int) -> frozenset[str]:
        known = self.labels.get(index)
        if known is None:
            known = self.labels[index] = profile_labels(self.blocks.texts[index])
        return known


def _lines_upwards(text: str) -> Sequence[str]:
    return text.split("\n")[::-1] if "\n" in text else (text,)


def _from(line: str, block: Block, node: LexborNode) -> str:
    """A block's text from a line on; "" for the block of the number itself."""
    return "" if block.node.mem_id == node.mem_id else block.text[block.text.rfind(line) :]


def _has_number(text: str) -> bool:
    """Whether a text calls a number in it a telephone."""
    return bool(_TEL.search(text)) and bool(numbers_in(text))


def _is_of_another_box(heading: LexborNode, line: str, node: LexborNode) -> bool:
    """Whether a heading stands in a box with what it is about, an element not: 取引銀行 on a card of its own.

    What is in that box may be a sentence or words in Latin letters that belong to the heading: then the entries follow.
    """
    box = heading.parent
    climbing: LexborNode | None = node
    while box is not None and climbing is not None:
        if climbing.mem_id == box.mem_id:
            return False
        climbing = climbing.parent
    texts = box.text(separator="\n", strip=True).split("\n") if box is not None else []
    return any(text.strip() and text != line and not text.isascii() and "。" not in text for text in texts)


def _column(grid: Grid, row: int, column: int) -> str:
    """The header of a cell's column: in a row of heads, or a first row's cell that names a line, code or office."""
    cell = grid.above(row, column)
    if cell is None or not cell.text or numbers_in(cell.text):
        return ""
    if grid.heads[grid.header_row]:
        return cell.text
    tells = (
        names_line(cell.text)
        or names_code(cell.text)
        or (office_in(cell.text) and len(cell.text) <= 16)
        or age_of(cell.text)
        or names_one_of_two(cell.text)
        or has_form(cell.text)
        or _is_free(grid.rows[grid.header_row][0])
    )
    return (
        cell.text
        if tells and len(cell.text) <= LABEL_LENGTH and len(grid.rows[grid.header_row]) > 1 and column
        else ""
    )


def _is_free(corner: Cell | None) -> bool:
    """Whether nothing stands in a table's corner: then it has heads both ways."""
    return corner is not None and not corner.has_words


def _previous(node: LexborNode, tag: str) -> str:
    before = node.prev
    while before is not None:
        if before.tag == tag:
            return " ".join(before.text(separator=" ").split())[:60]
        before = before.prev
    return ""


def _classes(node: LexborNode) -> str:
    parent = node.parent
    own = node.attributes.get("class") or ""
    round_it = (parent.attributes.get("class") or "") if parent is not None and node.tag != "td" else ""
    return f"{own} {round_it}".strip() if "fax" in own.lower() or "fax" in round_it.lower() else ""
