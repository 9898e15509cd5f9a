"""The looks of the workbook: every format is made once here, never per cell."""

from dataclasses import dataclass
from typing import Any

import xlsxwriter

from workbench.contract.states import RowState
from workbench.exports.paper import A4
from workbench.messages import Language, say
from workbench.palette import SHADE_OF, StateGroup, shade

FONT = "Yu Gothic"
FONT_SIZE = 10
INK = "#222222"
LINE = "#BFBFBF"
HAIRLINE = "#D9D9D9"
# White on these two reads at 7:1 and more.
OWN_GROUND = "#44546A"
OUR_GROUND = SHADE_OF[StateGroup.FOUND].ink
CONFIDENCE_LOW, CONFIDENCE_HIGH = "#FFFFFF", "#7FB8DA"


@dataclass(frozen=True)
class Looks:
    """The formats of one workbook, by what a cell holds."""

    own_head: Any
    our_head: Any
    figure_head: Any
    plain: Any
    text: Any
    wrapped: Any
    link: Any
    percent: Any
    number: Any
    time: Any
    states: dict[str, Any]
    title: Any
    subtitle: Any
    sentence: Any
    cell: Any
    cell_number: Any
    cell_figure: Any
    cell_percent: Any
    cell_time: Any
    total: Any
    total_number: Any
    total_percent: Any
    note: Any


def new_workbook(target: str) -> xlsxwriter.Workbook:
    """An empty workbook in a Japanese font that turns no text into formulas, numbers or links by itself."""
    return xlsxwriter.Workbook(
        target,
        {
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE, "font_charset": 128},
        },
    )


def make_looks(book: xlsxwriter.Workbook) -> Looks:
    """All formats of the workbook."""
    top = {"valign": "top", "font_color": INK}
    minute = {"num_format": "yyyy-mm-dd hh:mm", "align": "center"}
    head = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1}
    head |= {"border_color": "#FFFFFF"}
    lined = top | {"border": 1, "border_color": HAIRLINE}
    boxed = top | {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter"}
    total = boxed | {"bold": True, "top": 2}
    return Looks(
        own_head=book.add_format(head | {"bg_color": OWN_GROUND}),
        figure_head=book.add_format(head | {"bg_color": OWN_GROUND, "align": "right"}),
        our_head=book.add_format(head | {"bg_color": OUR_GROUND}),
        plain=book.add_format({"font_color": INK}),
        text=book.add_format(lined | {"num_format": "@"}),
        wrapped=book.add_format(lined | {"num_format": "@", "text_wrap": True}),
        link=book.add_format(lined | {"font_color": "#0563C1", "underline": 1, "num_format": "@"}),
        percent=book.add_format(lined | {"num_format": "0%", "align": "center"}),
        number=book.add_format(lined | {"num_format": "0;;", "align": "center"}),
        time=book.add_format(lined | minute),
        states={
            state.value: book.add_format(
                lined | {"bg_color": shade(state).pale, "font_color": shade(state).ink, "num_format": "@"}
            )
            for state in RowState
        },
        title=book.add_format({"bold": True, "font_size": 16, "font_color": INK}),
        subtitle=book.add_format({"bold": True, "font_size": 12, "font_color": OUR_GROUND, "bottom": 2}),
        sentence=book.add_format(top | {"text_wrap": True, "font_size": 11, "valign": "vcenter"}),
        cell=book.add_format(boxed | {"num_format": "@"}),
        cell_number=book.add_format(boxed | {"num_format": "#,##0"}),
        cell_figure=book.add_format(boxed | {"num_format": "#,##0.##"}),
        cell_percent=book.add_format(boxed | {"num_format": "0.0%"}),
        cell_time=book.add_format(boxed | minute),
        total=book.add_format(total),
        total_number=book.add_format(total | {"num_format": "#,##0"}),
        total_percent=book.add_format(total | {"num_format": "0.0%"}),
        note=book.add_format({"font_color": "#595959", "italic": False}),
    )


def for_paper(sheet: Any, footer: str) -> None:
    """Landscape A4 with a footer of page numbers."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f'&C&"{FONT},Regular"&8{footer}')


def page_footer(list_name: str, language: Language) -> str:
    """The words of a page's foot; in them Excel takes a single & for the beginning of a code."""
    return say("export.page", language, list=list_name.replace("&", "&&"), page="&P", pages="&N")
