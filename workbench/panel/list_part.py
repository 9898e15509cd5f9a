"""1. The list: which file, what was recognised in it, what its columns mean, what was noticed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from workbench.lists import CompanyList, load_list
from workbench.lists.columns import FIELDS
from workbench.panel import choices, markup
from workbench.panel.desk import Desk
from workbench.panel.grid import Grid
from workbench.panel.tables import findings_pages

LABEL = {"description_width": "9em"}


class ListPart:
    """changed: called when another list, or the same with other columns, has been read."""

    def __init__(self, desk: Desk, path: Path | None, changed: Callable[[], None]) -> None:
        self.desk, self._changed = desk, changed
        self.companies: CompanyList | None = None
        self.said: dict[str, str | None] = {}
        self._filling = False
        self.heading = widgets.HTML()
        self.folder = widgets.Text(str(path.parent if path else Path()), continuous_update=False, style=LABEL)
        self.again = widgets.Button(icon="refresh", layout=widgets.Layout(width="auto"))
        self.picker = widgets.Dropdown(style=LABEL)
        self.recognised = widgets.HTML()
        self.mapping_title = widgets.HTML()
        self.mapping = {field: widgets.Dropdown(style=LABEL) for field in FIELDS}
        self.findings_title = widgets.HTML()
        self.findings = Grid()
        self.mapping_box = widgets.VBox(
            [self.mapping_title, _with_class(widgets.Box([*self.mapping.values()]), "wb-mapping")]
        )
        self.findings_box = widgets.VBox([self.findings_title, self.findings])
        self.box = _with_class(
            widgets.VBox(
                [
                    self.heading,
                    _with_class(widgets.Box([self.picker, self.folder, self.again]), "wb-line"),
                    self.recognised,
                    self.mapping_box,
                    self.findings_box,
                ]
            ),
            "wb-card",
            "wb-list",
        )
        self._show_nothing()
        self._fill_picker(path)
        self.folder.observe(lambda _: self._fill_picker(None), "value")
        self.again.on_click(lambda _: self._fill_picker(self.path))
        self.picker.observe(lambda _: self._picked(), "value")
        for field, dropdown in self.mapping.items():
            dropdown.observe(self._mapped(field), "value")

    def begin(self) -> None:
        """Read what is chosen."""
        self._read()

    @property
    def path(self) -> Path | None:
        """The file that is chosen."""
        return Path(self.picker.value) if self.picker.value else None

    def relabel(self) -> None:
        """All words anew, in the language that was chosen."""
        words = self.desk.words
        self.heading.value = markup.heading(words("panel.list"))
        self.folder.description = words("panel.folder")
        self.again.tooltip = self.again.description = words("panel.reread")
        self.picker.description = words("panel.list_file")
        self.mapping_title.value = markup.paragraph(words("panel.mapping"), "wb-label")
        for field, dropdown in self.mapping.items():
            dropdown.description = words(f"field.{field}")
        self._name_first_choice()
        if self.companies is not None:
            companies = self.companies
            self.desk.jobs.start("words", lambda: self._show(companies))

    def _fill_picker(self, path: Path | None) -> None:
        found = choices.lists_in(Path(self.folder.value).expanduser())
        wanted = str(path) if path else None
        options = [("", None), *((one.name, str(one)) for one in found)]
        if path is not None and wanted not in [value for _, value in options]:
            options.append((str(path), wanted))
        self.picker.options = options
        self.picker.value = wanted
        self._name_first_choice()

    def _name_first_choice(self) -> None:
        """The first line of the picker, which chooses nothing, in words."""
        options = [*self.picker.options]
        words = self.desk.words("panel.choose" if len(options) > 1 else "panel.no_list")
        chosen = self.picker.value
        self._filling = True
        self.picker.options = [(words, None), *options[1:]]
        self.picker.value = chosen
        self._filling = False

    def _picked(self) -> None:
        if self._filling:
            return
        self.said = {}
        self._read()

    def _mapped(self, field: str) -> Callable[[Any], None]:
        def changed(change: Any) -> None:
            if not self._filling:
                self.said[field] = change.new
                self._read()

        return changed

    def _read(self) -> None:
        path = self.path
        self.desk.clear_error()
        if path is None:
            self.companies = None
            self._show_nothing()
            self._changed()
            return
        self.desk.tell("panel.reading", file=path.name)
        self.companies = None
        said = dict(self.said)
        self.desk.jobs.start_latest("read", lambda: self._take(path, said))

    def _take(self, path: Path, said: dict[str, str | None]) -> None:
        """Read the list and show it, unless something else has been chosen meanwhile."""
        companies = read(path, said)
        if (path, said) != (self.path, self.said):
            return
        self._show(companies)
        self.companies = companies
        self.desk.tell("panel.read", file=path.name, rows=len(companies.frame))
        self._changed()

    def _show_nothing(self) -> None:
        self.recognised.value = ""
        self.mapping_box.layout.display = self.findings_box.layout.display = "none"

    def _show(self, companies: CompanyList) -> None:
        words = self.desk.words
        counts = words(
            "panel.recognised",
            rows=len(companies.frame),
            usable=len(companies.frame) - len(companies.invalid),
            invalid=len(companies.invalid),
            companies=int(companies.company_ids.nunique()),
        )
        parts = (
            ("encoding", companies.encoding),
            ("sheet", companies.sheet),
            ("header_row", companies.header_row),
        )
        details = " · ".join(words(f"check.{part}", value=value) for part, value in parts if value)
        self.recognised.value = markup.paragraph(counts, "wb-strong") + markup.paragraph(details, "wb-soft")
        self._show_mapping(companies)
        problems = companies.problems
        title = words("panel.findings", count=len(problems)) if len(problems) else words("panel.no_findings")
        self.findings_title.value = markup.paragraph(title, "wb-label")
        self.findings.show(findings_pages(problems, self.desk.language), title, self.desk.language)
        self.findings.layout.display = "" if len(problems) else "none"
        self.mapping_box.layout.display = self.findings_box.layout.display = ""

    def _show_mapping(self, companies: CompanyList) -> None:
        options = [
            (self.desk.words("panel.not_in_list"), None),
            *((str(c), str(c)) for c in companies.frame.columns),
        ]
        self._filling = True
        for field, dropdown in self.mapping.items():
            dropdown.options = options[1:] if field == "name" else options
            dropdown.value = companies.columns.get(field)
        self._filling = False


def read(path: Path, said: Mapping[str, str | None]) -> CompanyList:
    """The list, its columns meaning what was said of them; a field for which None was said has no column.

    Raises ListError.
    """
    columns = {field: header for field, header in said.items() if header is not None}
    companies = load_list(path, columns=columns)
    without = {field for field, header in said.items() if header is None and field != "name"}
    if without.isdisjoint(companies.columns):
        return companies
    kept = {field: column for field, column in companies.columns.items() if field not in without}
    return replace(companies, columns=kept)


def _with_class(box: Any, *names: str) -> Any:
    for name in names:
        box.add_class(name)
    return box
