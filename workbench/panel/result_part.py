"""4. The result: figures, chart and table of what has landed, also while the run goes on; the exported file."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from workbench.charts import png, quality_chart
from workbench.exports import Exported, Kind, export
from workbench.exports.flat import Encoding
from workbench.exports.kinds import SUFFIXES
from workbench.lists import CompanyList
from workbench.matching import join
from workbench.panel import markup
from workbench.panel.desk import Desk
from workbench.panel.grid import Grid
from workbench.panel.server import file_url
from workbench.panel.tables import named, result_pages
from workbench.quality import MatchQuality, match_quality
from workbench.run import Run

CHART_DPI = 90
# A look at the results takes its time; so many times as long nothing is read again.
REST = 8
SHORTEST_REST_S = 3.0
# What can be chosen -> the kind of file (None: as `exports.choose` decides) and the encoding of CSV.
KINDS: dict[str, tuple[Kind | None, Encoding]] = {
    "auto": (None, "utf-8-sig"),
    "own": (Kind.OWN, "utf-8-sig"),
    "report": (Kind.REPORT, "utf-8-sig"),
    "csv": (Kind.CSV, "utf-8-sig"),
    "cp932": (Kind.CSV, "cp932"),
}


@dataclass(frozen=True, eq=False)
class Joined:
    """What is shown. companies: None where the run's list is not at hand. final: the run has said its last word."""

    run: Run
    companies: CompanyList | None
    table: pd.DataFrame
    quality: MatchQuality
    final: bool


class ResultPart:
    """clock: seconds, for pacing."""

    def __init__(self, desk: Desk, out_path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.desk, self._clock = desk, clock
        self.joined: Joined | None = None
        self.so_far = False
        self._due = 0.0
        self.heading = widgets.HTML()
        self.sentences = widgets.HTML()
        self.chart = widgets.HTML()
        self.grid = Grid()
        self.out_path = widgets.Text(str(out_path), style={"description_width": "9em"})
        self.kind = widgets.Dropdown(style={"description_width": "9em"})
        self.kind.add_class("wb-kind")
        self.export = widgets.Button(disabled=True)
        self.export.add_class("wb-export")
        self.link = widgets.HTML()
        line = widgets.Box([self.out_path, self.kind, self.export])
        line.add_class("wb-line")
        self._export_box = widgets.VBox([line, self.link])
        figures = widgets.Box([self.sentences, self.chart])
        figures.add_class("wb-figures")
        self.box = widgets.VBox([self.heading, figures, self.grid, self._export_box])
        self.box.add_class("wb-card")
        self.box.add_class("wb-result")
        self.forget()

    def forget(self) -> None:
        """Show no result: another run is looked at."""
        self.joined, self.so_far, self._due = None, False, 0.0
        self._written: Exported | None = None
        self.chart.value = self.link.value = ""
        self.grid.layout.display = self._export_box.layout.display = "none"
        self._say_nothing()

    def relabel(self) -> None:
        """All words anew, in the language that was chosen."""
        self.out_path.description = self.desk.words("panel.out_path")
        self.export.description = self.desk.words("panel.export")
        self.kind.description = self.desk.words("panel.export_as")
        chosen = self.kind.index or 0
        self.kind.options = [(self.desk.words(f"export.kind_{name}"), name) for name in KINDS]
        self.kind.index = chosen
        self._show_link()
        joined = self.joined
        if joined is None:
            self._say_nothing()
        else:
            # Reasons are sentences within the table: it is read anew.
            self.desk.jobs.start_latest(
                "results", lambda: self.read(joined.run, joined.companies, self.so_far)
            )

    def is_due(self) -> bool:
        """True if it is time to read partial results again."""
        return self._clock() >= self._due

    def read(self, run: Run, companies: CompanyList | None, so_far: bool) -> None:
        """Read what has landed, join and show it."""
        began = self._clock()
        joined = joined_result(run, companies)
        self.so_far = so_far
        self._show(joined)
        self.joined = joined
        self._due = self._clock() + max(SHORTEST_REST_S, REST * (self._clock() - began))

    def write(self) -> Path:
        """Export the joined result; the path of the file. Raises SetupError."""
        joined = self.joined
        assert joined is not None and joined.companies is not None
        kind, encoding = KINDS[self.kind.value]
        path = _with_fitting_suffix(Path(self.out_path.value).expanduser(), kind)
        self.out_path.value = str(path)
        info = joined.run.info()
        language = self.desk.language
        if not self.so_far:
            joined.run.keep(joined.table, joined.quality)
        report = export(
            joined.table,
            path,
            companies=joined.companies,
            kind=kind,
            encoding=encoding,
            quality=joined.quality,
            run=info,
            language=language,
        )
        self._written = report
        self._show_link()
        return report.path

    def _head(self) -> None:
        words = self.desk.words
        self.heading.value = markup.heading(words("panel.result_so_far" if self.so_far else "panel.result"))

    def _say_nothing(self) -> None:
        self._head()
        self.sentences.value = markup.paragraph(self.desk.words("panel.no_result"), "wb-soft")

    def _show(self, joined: Joined) -> None:
        language = self.desk.language
        self._head()
        sentences = joined.quality.sentences(language)
        if self.so_far:
            # The others tell what could not be found out, which nobody knows yet.
            sentences = [sentences[0], self.desk.words("panel.so_far", state="@state.not_attempted")]
        said = markup.bullets(sentences)
        if joined.companies is None:
            gone = self.desk.words("panel.list_gone", file=joined.run.ledger().list_name)
            said = markup.paragraph(gone, "wb-warning") + said
        self.sentences.value = said
        drawing = png(quality_chart(joined.quality, language), CHART_DPI)
        self.chart.value = markup.picture(drawing, self.desk.words("quality.chart_alt"))
        pages = result_pages(joined.table, joined.companies, language, joined.final)
        self.grid.show(pages, self.desk.words("panel.result"), language)
        self.grid.layout.display = self._export_box.layout.display = ""

    def _show_link(self) -> None:
        if self._written is None:
            self.link.value = ""
            return
        path = self._written.path
        link = markup.file_link(file_url(path), self.desk.words("panel.download", file=path.name), str(path))
        # The first sentence names the file, as the link does.
        self.link.value = link + markup.bullets(self._written.sentences(self.desk.language)[1:])


def _with_fitting_suffix(path: Path, kind: Kind | None) -> Path:
    """The path with the ending that files of this kind have; it is changed only where it has to be."""
    fitting = SUFFIXES[kind] if kind else (*SUFFIXES[Kind.OWN], *SUFFIXES[Kind.CSV])
    return path if path.suffix.lower() in fitting else path.with_suffix(fitting[0])


def joined_result(run: Run, companies: CompanyList | None) -> Joined:
    """What has landed of a run, joined to its list, with its figures."""
    final = run.summary() is not None
    found = run.partial()
    if companies is not None:
        table = join(companies, found)
    else:
        table = named(found, {company.row_id: company.name for company in run.asked()})
    return Joined(run, companies, table, match_quality(table, run.info().stages), final)
