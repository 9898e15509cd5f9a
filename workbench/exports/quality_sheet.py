"""The second sheet: how good the match is, in sentences, two native charts, and the tables behind them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from workbench.contract.states import RowState
from workbench.exports.columns import display_width, source_words
from workbench.exports.looks import FONT, INK, Looks, for_paper, page_footer
from workbench.messages import Language, say
from workbench.palette import CONFIDENCE, SHADE_OF, SHOWN_ORDER, StateGroup, shade
from workbench.quality import NONE, MatchQuality, RunInfo, band_words, politeness_totals

COLUMNS = 10
LABEL_WIDTH, FIGURE_WIDTH = 26, 9.5
CHARACTERS_A_LINE = 105
# The column where charts and second tables begin, and the width (pixels) from there to the last one.
BESIDE = 4
CHART_WIDTH = 425
SHARED_SHOWN = 20
HOSTS_SHOWN = 10


class QualitySheet:
    """Writes the sheet from top to bottom; `row` is the next free one."""

    def __init__(
        self,
        book: Any,
        looks: Looks,
        quality: MatchQuality,
        language: Language,
        politeness: pd.DataFrame | None = None,
        compared: Sequence[str] = (),
    ) -> None:
        self.compared = compared
        self.book = book
        self.looks = looks
        self.quality = quality
        self.politeness = politeness
        self.language = language
        self.name = self.say("export.sheet_quality")
        self.sheet = book.add_worksheet(self.name)
        self.row = 0
        self.breaks: list[int] = []

    def say(self, code: str, **parameters: object) -> str:
        return say(code, self.language, **parameters)

    def write(self) -> None:
        self.sheet.hide_gridlines(2)
        self.sheet.set_column(0, 0, LABEL_WIDTH)
        self.sheet.set_column(1, COLUMNS - 1, FIGURE_WIDTH)
        self._sentences()
        self._states()
        self._confidence()
        self._coverage()
        self._small_tables()
        self._shared_phones()
        if self.politeness is not None and not self.politeness.empty:
            self._politeness(self.politeness)
        if self.compared:
            self._compared()
        # The sheet is as wide as the paper as it is: fitted to a width, Excel would pay no heed to these.
        self.sheet.set_print_scale(90)
        self.sheet.set_h_pagebreaks(self.breaks)

    def _sentences(self) -> None:
        self.sheet.set_row(self.row, 28)
        self.sheet.write_string(self.row, 0, self.say("quality.title"), self.looks.title)
        self.row += 1
        for sentence in self.quality.sentences(self.language):
            self._sentence("・" + sentence if self.language == "ja" else "- " + sentence)
        self.row += 1

    def _sentence(self, text: str) -> None:
        # A merged cell does not grow with its text, so its height is told.
        lines = -(-display_width(text) // CHARACTERS_A_LINE)
        self.sheet.set_row(self.row, 17 * lines + 1)
        self.sheet.merge_range(self.row, 0, self.row, COLUMNS - 1, "", self.looks.sentence)
        self.sheet.write_string(self.row, 0, text, self.looks.sentence)
        self.row += 1

    def _states(self) -> None:
        table = self.quality.by_state.set_index("state").loc[[*SHOWN_ORDER]].reset_index()
        names = [self.say(f"state.{state}") for state in table["state"]]
        first = self._counts("quality.title_state", "quality.state", names, table)
        self._chart(
            first,
            len(names),
            "quality.title_state",
            [shade(RowState(state)).strong for state in table["state"]],
            height=310,
        )

    def _confidence(self) -> None:
        self.breaks.append(self.row)
        table = self.quality.by_confidence
        names = [band_words(band, self.language) for band in table["band"]]
        first = self._counts("quality.title_confidence", "quality.band", names, table)
        self.row = max(self.row, first + 11)
        none = SHADE_OF[StateGroup.LEFT_OUT].strong
        colours = [none if band == NONE else CONFIDENCE.strong for band in table["band"]]
        self._chart(first, len(names), "quality.title_confidence", colours, height=220)

    def _coverage(self) -> None:
        table = self.quality.coverage
        if table.empty:
            return
        codes = ["stage", "attempt", "asked", "found_rows", *(f"{group}_rows" for group in [*StateGroup][1:])]
        codes += ["unanswered", "found_share"]
        self._head("quality.title_coverage", [f"quality.{code}" for code in codes])
        for cells in table.itertuples(index=False, name=None):
            self.sheet.write_string(self.row, 0, str(cells[0]), self.looks.cell)
            for at, figure in enumerate(cells[1:-1], start=1):
                self.sheet.write_number(self.row, at, figure, self.looks.cell_number)
            self.sheet.write_number(self.row, len(cells) - 1, cells[-1], self.looks.cell_percent)
            self.row += 1
        self.row += 1

    def _small_tables(self) -> None:
        """Four tables in two pairs, so that they fit on the page with what is above them."""
        quality = self.quality
        sources = [
            self.say("quality.none_source") if name == NONE else source_words(name, self.language)
            for name in quality.by_source["source"]
        ]
        listed = [
            self.say("quality.none_listed") if code == NONE else self.say(f"listed.{code}")
            for code in quality.by_listed["listed"]
        ]
        top = self.row
        self._counts("quality.title_source", "quality.source", sources, quality.by_source)
        below, self.row = self.row, top
        agreement = quality.by_agreement
        self._counts("quality.title_agreement", "quality.sources", [*agreement["sources"]], agreement, BESIDE)
        top = self.row = max(self.row, below)
        self._counts("quality.title_listed", "quality.listed_phone", listed, quality.by_listed)
        below, self.row = self.row, top
        self._duplicates()
        self.row = max(self.row, below)

    def _duplicates(self) -> None:
        self._head("quality.title_duplicates", ["quality.item", "quality.count"], BESIDE)
        duplicates = self.quality.duplicates
        for code, figure in (
            ("companies", duplicates.companies),
            ("repeated_rows", duplicates.repeated_rows),
            ("shared_phones", len(duplicates.shared_phones)),
        ):
            at = self._label(self.say(f"quality.{code}"), self.looks.cell, BESIDE)
            self.sheet.write_number(self.row, at, figure, self.looks.cell_number)
            self.row += 1
        self.row += 1

    def _shared_phones(self) -> None:
        shared = self.quality.duplicates.shared_phones
        if shared.empty:
            return
        self._head("quality.title_shared", ["quality.phone", "quality.companies", "quality.rows"])
        for phone, companies, rows in shared.head(SHARED_SHOWN).itertuples(index=False, name=None):
            self.sheet.write_string(self.row, 0, phone, self.looks.cell)
            self.sheet.write_number(self.row, 1, companies, self.looks.cell_number)
            self.sheet.write_number(self.row, 2, rows, self.looks.cell_number)
            self.row += 1
        if len(shared) > SHARED_SHOWN:
            note = self.say("quality.first_only", shown=SHARED_SHOWN, count=len(shared))
            self.sheet.write_string(self.row, 0, note, self.looks.note)

    def _politeness(self, table: pd.DataFrame) -> None:
        """What the sites were asked: in all, what our rules held back, and the hosts that were asked most."""
        totals = politeness_totals(table)
        self.row += 1
        self._head("quality.title_politeness", ["quality.item", "quality.count"])
        codes: tuple[str, ...] = ("hosts", "requests", "not_modified", "from_cache", "bytes")
        figures = [(self.say(f"quality.{code}"), totals[code]) for code in codes]
        figures += [(self.say(f"rule.{rule}"), count) for rule, count in totals["refused"].items()]
        for name, figure in figures:
            self.sheet.write_string(self.row, 0, name, self.looks.cell)
            self.sheet.write_number(self.row, 1, figure, self.looks.cell_number)
            self.row += 1
        self.row += 1
        codes = ("requests", "bytes", "seconds", "waited_s", "refused")
        self._head("quality.title_hosts", ["quality.host", *(f"quality.{code}" for code in codes)])
        for host, *cells in table.head(HOSTS_SHOWN)[["host", *codes]].itertuples(index=False, name=None):
            self.sheet.write_string(self.row, 0, host, self.looks.cell)
            for at, figure in enumerate(cells, start=1):
                self.sheet.write_number(self.row, at, round(figure), self.looks.cell_number)
            self.row += 1

    def _compared(self) -> None:
        """What the run was expected to come to, and what it came to."""
        self.row += 1
        self.sheet.set_row(self.row, 20)
        for at in range(COLUMNS):
            self.sheet.write_blank(self.row, at, None, self.looks.subtitle)
        self.sheet.write_string(self.row, 0, self.say("quality.title_compared"), self.looks.subtitle)
        self.row += 1
        for line in self.compared:
            self._sentence(line)

    def _head(self, title: str, headings: Sequence[str], left: int = 0) -> None:
        self.sheet.set_row(self.row, 20)
        span = self._span(left)
        for at in range(left, left + span + len(headings) - 1):
            self.sheet.write_blank(self.row, at, None, self.looks.subtitle)
        self.sheet.write_string(self.row, left, self.say(title), self.looks.subtitle)
        self.row += 1
        at = self._label(self.say(headings[0]), self.looks.own_head, left)
        for offset, code in enumerate(headings[1:]):
            self.sheet.write_string(self.row, at + offset, self.say(code), self.looks.figure_head)
        self.row += 1

    def _counts(self, title: str, what: str, names: Sequence[str], table: pd.DataFrame, left: int = 0) -> int:
        """Write one table of counts with its total; the row of its first count comes back."""
        self._head(title, [what, "quality.rows", "quality.share"], left)
        first, looks = self.row, self.looks
        lines = zip(names, table["rows"], table["share"], strict=True)
        total = (self.say("quality.total"), table["rows"].sum(), table["share"].sum())
        for name, rows, share in [*lines, total]:
            last = self.row == first + len(names)
            at = self._label(name, looks.total if last else looks.cell, left)
            self.sheet.write_number(self.row, at, rows, looks.total_number if last else looks.cell_number)
            self.sheet.write_number(
                self.row, at + 1, share, looks.total_percent if last else looks.cell_percent
            )
            self.row += 1
        self.row += 1
        return first

    def _span(self, left: int) -> int:
        """How many columns the label of a table takes: the first column is wide, the others are not."""
        return 1 if left == 0 else 3

    def _label(self, text: str, look: Any, left: int) -> int:
        """Write the label of a line; the column after it comes back."""
        span = self._span(left)
        if span > 1:
            self.sheet.merge_range(self.row, left, self.row, left + span - 1, "", look)
        self.sheet.write_string(self.row, left, text, look)
        return left + span

    def _chart(self, first: int, count: int, title: str, colours: Sequence[str], height: int) -> None:
        """A native bar chart of a table of counts, beside it; a bar of 0 has no label."""
        chart = self.book.add_chart({"type": "bar"})
        font = {"name": FONT, "size": 9, "color": INK}
        last = first + count - 1
        chart.add_series(
            {
                "name": self.say("quality.rows"),
                "categories": [self.name, first, 0, last, 0],
                "values": [self.name, first, 1, last, 1],
                "points": [{"fill": {"color": colour}} for colour in colours],
                "gap": 35,
                "data_labels": {"value": True, "num_format": "#,##0;;", "font": font},
            }
        )
        chart.set_title(
            {"name": self.say(title), "name_font": {**font, "size": 11, "bold": True}, "overlay": False}
        )
        chart.set_legend({"none": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
        chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": "#999999"}})
        chart.set_size({"width": CHART_WIDTH, "height": height})
        chart.set_chartarea({"border": {"none": True}})
        self.sheet.insert_chart(
            first - 2,
            BESIDE,
            chart,
            {"description": f"{self.say('quality.chart_alt')}: {self.say(title)}", "x_offset": 6},
        )


def write_quality(
    book: Any,
    looks: Looks,
    quality: MatchQuality,
    language: Language,
    list_name: str,
    run: RunInfo | None = None,
) -> str:
    """The name of the sheet that was written."""
    sheet = QualitySheet(
        book,
        looks,
        quality,
        language,
        run.politeness if run else None,
        run.compared.get(language, ()) if run else (),
    )
    sheet.write()
    for_paper(sheet.sheet, page_footer(list_name, language))
    return sheet.name
