"""1. The list: which file and sheet, what was recognised in it, what its columns mean, what was noticed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import ipywidgets as widgets

from workbench.errors import ListError
from workbench.lists import CompanyList, load_list, remember_mapping
from workbench.panel import choices, markup
from workbench.panel.desk import Desk
from workbench.panel.grid import Grid
from workbench.panel.mapping import NONE, MappingChoice
from workbench.panel.quiet import Quiet, offer
from workbench.panel.tables import findings_pages

LABEL = {"description_width": "9em"}


@dataclass(frozen=True)
class Wanted:
    """What a person has said of the list: the file, the sheet (None: the most likely), columns (None: none)."""

    path: Path
    sheet: str | None = None
    columns: dict[str, str | None] = field(default_factory=dict)


class ListPart:
    """changed: called when another list, or the same with other columns, has been read."""

    def __init__(self, desk: Desk, path: Path | None, changed: Callable[[], None]) -> None:
        self.desk, self._changed = desk, changed
        self.wanted: Wanted | None = None
        self.companies: CompanyList | None = None
        self.error: ListError | None = None
        self._sheets: list[str] = []
        self._recognised: dict[str, str] = {}
        self._quiet = Quiet()
        self.heading = widgets.HTML()
        self.picker = widgets.Dropdown(style=LABEL)
        self.folder = widgets.Text(str(path.parent if path else Path()), continuous_update=False, style=LABEL)
        self.again = widgets.Button()
        self.sheet = widgets.Dropdown(style=LABEL)
        self.recognised = widgets.HTML()
        self.mapping = MappingChoice(desk, self._mapped)
        self.findings_title = widgets.HTML()
        self.findings = Grid()
        self.box = self._laid_out()
        self._show_nothing()
        self._fill_picker(str(path) if path else NONE)
        self.picker.observe(lambda _: self._picked(), "value")
        self.folder.observe(lambda _: self._other_folder(), "value")
        self.again.on_click(lambda _: self._fill_picker(self.picker.value))
        self.sheet.observe(lambda _: self._other_sheet(), "value")

    def begin(self) -> None:
        """Read what is chosen at first."""
        self._picked()

    def relabel(self) -> None:
        """All words anew, in the language that was chosen."""
        words = self.desk.words
        self.heading.value = markup.heading(words("panel.list"))
        self.folder.description = words("panel.folder")
        self.again.description = words("panel.reread")
        self.picker.description = words("panel.list_file")
        self.sheet.description = words("panel.sheet")
        self.mapping.relabel()
        self._fill_picker(self.picker.value)
        error, companies = self.error, self.companies
        if error is not None:
            self._show_error(error)
        elif companies is not None:
            self.desk.jobs.start_latest("words", lambda: self._show(companies))

    def remember(self) -> bool:
        """Keep what was said of the columns for later lists with the same headers; False if nothing was."""
        wanted, companies = self.wanted, self.companies
        if wanted is None or companies is None or not any(companies.header):
            return False
        if companies.columns == self._recognised:
            return False
        none = {name: None for name, column in wanted.columns.items() if column is None}
        remember_mapping(companies, {**companies.columns, **none})
        return True

    def _laid_out(self) -> widgets.VBox:
        line = widgets.Box([self.picker, self.folder, self.again, self.sheet])
        line.add_class("wb-line")
        self._findings_box = widgets.VBox([self.findings_title, self.findings])
        box = widgets.VBox([self.heading, line, self.recognised, self.mapping.box, self._findings_box])
        box.add_class("wb-card")
        box.add_class("wb-list")
        return box

    # What a person chooses.

    def _picked(self) -> None:
        if not self._quiet:
            chosen = self.picker.value
            self._read(Wanted(Path(chosen)) if chosen else None)

    def _other_folder(self) -> None:
        self._fill_picker(NONE)
        self._picked()

    def _other_sheet(self) -> None:
        if not self._quiet and self.wanted is not None and self.sheet.value:
            self._read(Wanted(self.wanted.path, self.sheet.value))

    def _mapped(self, name: str, column: str | None) -> None:
        if self.wanted is not None:
            said = {**self.wanted.columns, name: column}
            self._read(Wanted(self.wanted.path, self.wanted.sheet, said))

    def _fill_picker(self, chosen: str) -> None:
        """Offer the lists of the folder; the one that is chosen even if it is not there."""
        found = choices.lists_in(Path(self.folder.value).expanduser())
        first = self.desk.words("panel.choose" if found or chosen else "panel.no_list")
        options = [(first, NONE), *((one.name, str(one)) for one in found)]
        if chosen not in [value for _, value in options]:
            options.append((Path(chosen).name, chosen))
        with self._quiet:
            offer(self.picker, options, chosen)

    # Reading, in a thread of its own: a long list takes seconds.

    def _read(self, wanted: Wanted | None) -> None:
        self.wanted = wanted
        self.companies = self.error = None
        self.desk.clear_error()
        if wanted is None:
            self._show_nothing()
        else:
            self.desk.tell("panel.reading", file=wanted.path.name)
            self.desk.jobs.start_latest("read", lambda: self._take(wanted))
        self._changed()

    def _take(self, wanted: Wanted) -> None:
        """Read the list and show it, unless something else has been chosen meanwhile."""
        try:
            companies = load_list(wanted.path, sheet=wanted.sheet, columns=wanted.columns)
            sheets = choices.sheets_in(wanted.path) if companies.sheet else []
        except ListError as error:
            if wanted is self.wanted:
                self.error = error
                self._show_error(error)
                raise
            return
        if wanted is not self.wanted:
            return
        self._sheets = sheets
        if not wanted.columns:
            self._recognised = companies.columns
        self._show(companies)
        self.companies = companies
        self.desk.tell("panel.read", file=wanted.path.name, rows=len(companies.frame))
        self._changed()

    # Showing.

    def _show_nothing(self) -> None:
        self.recognised.value = ""
        self.mapping.hide()
        self.sheet.layout.display = self._findings_box.layout.display = "none"

    def _show_error(self, error: ListError) -> None:
        """Why the list cannot be read; where no column of names was found, the person can say which it is."""
        self._show_nothing()
        self.recognised.value = markup.paragraph(self.desk.error_words(error), "wb-error")
        if (headers := error.details.get("headers")) and self.wanted is not None:
            said = {name: column for name, column in self.wanted.columns.items() if column is not None}
            self.mapping.show(str(headers).split("、"), said)

    def _show(self, companies: CompanyList) -> None:
        words, language = self.desk.words, self.desk.language
        invalid = len(companies.invalid)
        counts = words(
            "panel.recognised",
            rows=len(companies.frame),
            usable=len(companies.frame) - invalid,
            invalid=invalid,
            companies=int(companies.company_ids.nunique()),
        )
        parts = {
            "encoding": companies.encoding,
            "sheet": companies.sheet,
            "header_row": companies.header_row or None,
        }
        details = " · ".join(words(f"check.{part}", value=value) for part, value in parts.items() if value)
        self._offer_sheets(companies.sheet or NONE)
        self.mapping.show([str(column) for column in companies.frame.columns], companies.columns)
        problems = companies.problems
        title = words("panel.findings" if len(problems) else "panel.no_findings", count=len(problems))
        self.findings_title.value = markup.paragraph(title, "wb-label")
        self.findings.show(findings_pages(problems, language), title, language)
        self.findings.layout.display = "" if len(problems) else "none"
        self._findings_box.layout.display = ""
        # Last, since it is what tells a person that the list was read: a choice made then is not overtaken.
        self.recognised.value = markup.paragraph(counts, "wb-strong") + markup.paragraph(details, "wb-soft")

    def _offer_sheets(self, chosen: str) -> None:
        several = len(self._sheets) > 1
        if several:
            with self._quiet:
                offer(self.sheet, [(name, name) for name in self._sheets], chosen)
        self.sheet.layout.display = "" if several else "none"
