"""What each column means, as dropdowns: a person chooses another column, or none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from workbench.lists.columns import FIELDS
from workbench.panel import markup
from workbench.panel.desk import Desk
from workbench.panel.quiet import Quiet, offer

# ipywidgets takes None for "nothing is selected" and shows a blank line.
NONE = ""


class MappingChoice:
    """A dropdown for each of our fields. changed: called with a field and the column chosen for it, None for none."""

    def __init__(self, desk: Desk, changed: Callable[[str, str | None], None]) -> None:
        self.desk, self._changed = desk, changed
        self._quiet = Quiet()
        self.title = widgets.HTML()
        self.fields = {field: widgets.Dropdown(style={"description_width": "9.5em"}) for field in FIELDS}
        dropdowns = widgets.Box([*self.fields.values()])
        dropdowns.add_class("wb-mapping")
        self.box = widgets.VBox([self.title, dropdowns])
        for field, dropdown in self.fields.items():
            dropdown.observe(self._chosen(field), "value")
        self.hide()

    def relabel(self) -> None:
        """All words anew, in the language that was chosen."""
        self.title.value = markup.paragraph(self.desk.words("panel.mapping"), "wb-label")
        for field, dropdown in self.fields.items():
            dropdown.description = self.desk.words(f"field.{field}")

    def show(self, headers: Sequence[str], columns: Mapping[str, str]) -> None:
        """Offer these headers, and show which is taken for what."""
        options = [(self.desk.words("panel.not_in_list"), NONE), *((name, name) for name in headers)]
        with self._quiet:
            for field, dropdown in self.fields.items():
                offer(dropdown, options, columns.get(field, NONE))
        self.box.layout.display = ""

    def hide(self) -> None:
        self.box.layout.display = "none"

    def _chosen(self, field: str) -> Callable[[Any], None]:
        def chosen(change: Any) -> None:
            if not self._quiet:
                self._changed(field, change.new or None)

        return chosen
