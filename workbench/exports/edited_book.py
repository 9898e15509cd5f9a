"""The few calls of xlsxwriter that our sheets make, onto a workbook that openpyxl has opened.

So the sheets of figures and of sources are written by the same code into our own workbook and into the analyst's.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.drawing.text import Font as TextFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break

from workbench.exports.cell_text import cell_text
from workbench.exports.looks import FONT, FONT_SIZE

_LINES = {1: "thin", 2: "medium"}
_PIXELS_PER_CM = 96 / 2.54


class EditedBook:
    """A workbook that is open in openpyxl. `title_of`: the name a sheet was given -> the one that was free."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title_of: dict[str, str] = {}

    def add_format(self, properties: Mapping[str, Any]) -> "Look":
        """A look of xlsxwriter's properties."""
        return Look({"font_name": FONT, "font_size": FONT_SIZE, **properties})

    def add_worksheet(self, name: str) -> "EditedSheet":
        """A new sheet at the end; a name that is taken gets a number."""
        self.title_of[name] = free_title(name, self.book.sheetnames)
        return EditedSheet(self.book.create_sheet(self.title_of[name]))

    def add_chart(self, _: Mapping[str, str]) -> "EditedChart":
        """A horizontal bar chart, the only kind we draw."""
        return EditedChart(self)


def free_title(name: str, taken: Sequence[str]) -> str:
    """The name, or the name with the first number that makes it distinct.

    >>> free_title("List", ["list", "List (2)"])
    'List (3)'
    """
    known = {one.casefold() for one in taken}
    title, number = name, 1
    while title.casefold() in known:
        number += 1
        title = f"{name} ({number})"
    return title


class Look:
    """The looks of a cell, made once and then put on each cell of its kind."""

    def __init__(self, properties: Mapping[str, Any], border: Any = None) -> None:
        self.properties = properties
        self.border = border
        self._style: Any = None

    def put_on(self, cell: Any) -> None:
        """Give the cell these looks; the first cell works them out for the others."""
        if self._style is None:
            self._work_out(cell)
            self._style = copy(cell._style)
        else:
            cell._style = copy(self._style)

    def _work_out(self, cell: Any) -> None:
        said = self.properties
        cell.font = Font(
            name=said.get("font_name"),
            size=said.get("font_size"),
            bold=said.get("bold", False),
            color=_colour(said.get("font_color", "#000000")),
            underline="single" if said.get("underline") else None,
        )
        if "bg_color" in said:
            cell.fill = PatternFill("solid", start_color=_colour(said["bg_color"]))
        cell.border = copy(self.border) if self.border is not None else _border(said)
        cell.alignment = Alignment(
            horizontal=said.get("align"),
            vertical={"vcenter": "center"}.get(said.get("valign", ""), said.get("valign")),
            wrap_text=said.get("text_wrap"),
        )
        cell.number_format = said.get("num_format", "General")


def _border(said: Mapping[str, Any]) -> Border:
    sides = {side: said.get(side, said.get("border")) for side in ("left", "right", "top", "bottom")}
    colour = _colour(said.get("border_color", "#000000"))
    return Border(**{side: Side(_LINES[line], colour) for side, line in sides.items() if line})


class EditedSheet:
    """One new sheet. Rows and columns count from 0, as xlsxwriter's do."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def write_string(self, row: int, column: int, text: str, look: Look) -> None:
        """Text, which stays text whatever it begins with."""
        cell = self._cell(row, column, look)
        cell.value, _ = cell_text(text)
        cell.data_type = "s"

    def write_number(self, row: int, column: int, number: float, look: Look) -> None:
        # Figures of a frame are numpy's.
        self._cell(row, column, look).value = number.item() if hasattr(number, "item") else number

    def write_datetime(self, row: int, column: int, when: object, look: Look) -> None:
        self._cell(row, column, look).value = when

    def write_blank(self, row: int, column: int, _: None, look: Look) -> None:
        self._cell(row, column, look)

    def merge_range(self, row: int, column: int, last_row: int, last_column: int, _: str, look: Look) -> None:
        """Merge empty cells; what is to stand there is written into the first one afterwards."""
        for at in range(column, last_column + 1):
            self._cell(row, at, look)
        self.sheet.merge_cells(None, row + 1, column + 1, last_row + 1, last_column + 1)

    def set_row(self, row: int, height: float) -> None:
        self.sheet.row_dimensions[row + 1].height = height

    def set_column(self, first: int, last: int, width: float) -> None:
        for at in range(first, last + 1):
            self.sheet.column_dimensions[get_column_letter(at + 1)].width = width + 0.7

    def freeze_panes(self, row: int, column: int) -> None:
        self.sheet.freeze_panes = self.sheet.cell(row + 1, column + 1)

    def autofilter(self, row: int, column: int, last_row: int, last_column: int) -> None:
        first, last = get_column_letter(column + 1), get_column_letter(last_column + 1)
        self.sheet.auto_filter.ref = f"{first}{row + 1}:{last}{last_row + 1}"

    def hide_gridlines(self, _: int) -> None:
        self.sheet.sheet_view.showGridLines = False

    def set_landscape(self) -> None:
        self.sheet.page_setup.orientation = "landscape"

    def set_paper(self, number: int) -> None:
        self.sheet.page_setup.paperSize = number

    def set_margins(self, **inches: float) -> None:
        for side, width in inches.items():
            setattr(self.sheet.page_margins, side, width)
        self.sheet.page_margins.header = self.sheet.page_margins.footer = 0.3

    def set_footer(self, text: str) -> None:
        self.sheet.oddFooter = HeaderFooterItem.from_tree(_footer(text))

    def set_print_scale(self, percent: int) -> None:
        self.sheet.page_setup.scale = percent

    def set_h_pagebreaks(self, rows: Sequence[int]) -> None:
        for row in rows:
            self.sheet.row_breaks.append(Break(id=row))

    def fit_to_pages(self, width: int, height: int) -> None:
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.page_setup.fitToWidth, self.sheet.page_setup.fitToHeight = width, height

    def insert_chart(self, row: int, column: int, chart: "EditedChart", _: Mapping[str, Any]) -> None:
        self.sheet.add_chart(chart.chart, f"{get_column_letter(column + 1)}{row + 1}")

    def _cell(self, row: int, column: int, look: Look) -> Any:
        cell = self.sheet.cell(row + 1, column + 1)
        look.put_on(cell)
        return cell


class EditedChart:
    """A bar chart of one series."""

    def __init__(self, book: EditedBook) -> None:
        self.book = book
        self.chart = BarChart()
        self.chart.type = "bar"
        self.chart.legend = None

    def add_series(self, said: Mapping[str, Any]) -> None:
        self.chart.add_data(self._reference(said["values"]))
        self.chart.set_categories(self._reference(said["categories"]))
        series = self.chart.series[0]
        for at, point in enumerate(said["points"]):
            fill = GraphicalProperties(solidFill=_colour(point["fill"]["color"]))
            series.dPt.append(DataPoint(idx=at, spPr=fill, invertIfNegative=False))
        self.chart.gapWidth = said["gap"]
        labels = said["data_labels"]
        series.dLbls = DataLabelList(showVal=True, numFmt=labels["num_format"], txPr=_words(labels["font"]))
        for name in ("showSerName", "showCatName", "showLegendKey", "showPercent", "showLeaderLines"):
            setattr(series.dLbls, name, False)

    def set_title(self, said: Mapping[str, Any]) -> None:
        self.chart.title = said["name"]
        paragraph = self.chart.title.tx.rich.p[0]
        paragraph.pPr = ParagraphProperties(defRPr=_characters(said["name_font"]))
        paragraph.r[0].rPr = _characters(said["name_font"])
        self.chart.title.overlay = False

    def set_legend(self, _: Mapping[str, Any]) -> None:
        self.chart.legend = None

    def set_x_axis(self, said: Mapping[str, Any]) -> None:
        """The axis of values: a bar chart lies on its side."""
        self.chart.y_axis.delete = not said["visible"]
        self.chart.y_axis.majorGridlines = None
        self.chart.y_axis.scaling.min = said["min"]

    def set_y_axis(self, said: Mapping[str, Any]) -> None:
        """The axis of names."""
        self.chart.x_axis.delete = False
        self.chart.x_axis.scaling.orientation = "maxMin" if said["reverse"] else "minMax"
        self.chart.x_axis.txPr = _words(said["num_font"])
        self.chart.x_axis.graphicalProperties = GraphicalProperties(
            ln=LineProperties(solidFill=_colour(said["line"]["color"]))
        )

    def set_size(self, pixels: Mapping[str, int]) -> None:
        self.chart.width = pixels["width"] / _PIXELS_PER_CM
        self.chart.height = pixels["height"] / _PIXELS_PER_CM

    def set_chartarea(self, _: Mapping[str, Any]) -> None:
        self.chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
        self.chart.layout = Layout(ManualLayout())

    def _reference(self, said: Sequence[Any]) -> Reference:
        name, row, column, last_row, last_column = said
        sheet = self.book.book[self.book.title_of[name]]
        return Reference(sheet, column + 1, row + 1, last_column + 1, last_row + 1)


def _words(font: Mapping[str, Any]) -> RichText:
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_characters(font)), endParaRPr=CharacterProperties())
    return RichText(p=[paragraph])


def _characters(font: Mapping[str, Any]) -> CharacterProperties:
    face = TextFont(typeface=font["name"])
    return CharacterProperties(
        sz=font["size"] * 100,
        b=font.get("bold", False),
        solidFill=_colour(font["color"]),
        latin=face,
        ea=face,
    )


def _colour(web: str) -> str:
    return web.lstrip("#")


def _footer(text: str) -> Element:
    node = Element("oddFooter")
    node.text = text
    return node
