"""A table in the browser of which only one page crosses the wire, however many rows there are."""

import threading
from pathlib import Path
from typing import Any

import traitlets
from anywidget import AnyWidget

from workbench.contract.states import RowState
from workbench.messages import Language, say
from workbench.palette import shade
from workbench.panel.paging import Pages, Query
from workbench.panel.tables import state_words

HERE = Path(__file__).parent
LABELS = ("search", "state", "all", "first", "previous", "next", "last", "keys")


class Grid(AnyWidget):
    """Shows `Pages`: the browser sets `query`, the kernel answers with one page of texts.

    colours: state code -> (ground, ink). place: page, pages, and the words about them.
    """

    _esm = HERE / "grid.js"

    columns: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    states_shown: traitlets.List[Any] = traitlets.List().tag(sync=True)
    choices: traitlets.List[Any] = traitlets.List().tag(sync=True)
    colours = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    place = traitlets.Dict({"page": 0, "pages": 1, "words": "", "page_words": ""}).tag(sync=True)
    query = traitlets.Dict({}).tag(sync=True)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.colours = {state.value: [shade(state).pale, shade(state).ink] for state in RowState}
        self._pages: Pages | None = None
        self._language: Language = "ja"
        # New rows come by the follower's thread while somebody turns a page: the later of the two must win whole.
        self._turning = threading.RLock()
        self.observe(lambda _: self._turn(), "query")

    def show(self, pages: Pages, title: str, language: Language) -> None:
        """Show other rows, or the same in another language; the place, the order and the filter are kept."""
        with self._turning, self.hold_sync():
            self._pages, self._language = pages, language
            self.labels = {name: say(f"panel.grid.{name}", language) for name in LABELS} | {"title": title}
            self.columns = [
                {"key": column.key, "heading": column.heading, "kind": column.kind.value}
                for column in pages.columns
            ]
            self.choices = [list(choice) for choice in state_words(pages.counts, language)]
            self._turn()

    def _turn(self) -> None:
        """Send the page that is asked for."""
        with self._turning, self.hold_sync():
            if self._pages is None:
                return
            page = self._pages.page(Query.of(self.query))
            words = "panel.grid.rows" if page.total else "panel.grid.none"
            self.states_shown = page.states
            self.rows = page.rows
            self.place = {
                "page": page.number,
                "pages": page.pages,
                "words": say(words, self._language, first=page.first, last=page.last, total=page.total),
                "page_words": say("panel.grid.page", self._language, page=page.number + 1, pages=page.pages),
            }
