"""3. The run: start, stop, resume, choose another; how far it is and what happened last."""

from collections import deque
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbench.estimate import Estimate, estimate_lines
from workbench.panel import choices, markup, views
from workbench.panel.desk import Desk
from workbench.panel.quiet import Quiet, offer
from workbench.progress import RunProgress, RunStatus, japan_time
from workbench.run import Run

# Runs offered, newest first, and events kept.
RUNS_OFFERED = 20
EVENTS_KEPT = 200
EVENTS_SHOWN = 6
# Companies that a pilot asks.
PILOT = 50


class RunPart:
    """choose: called with the id of a run that the person wants to look at."""

    def __init__(self, desk: Desk, choose: Callable[[str], None]) -> None:
        self.desk = desk
        self.run: Run | None = None
        self.progress: RunProgress | None = None
        self.expected: Estimate | None = None
        self._events: deque[views.Event] = deque(maxlen=EVENTS_KEPT)
        self._known: list[tuple[Any, RunStatus]] = []
        self._quiet = Quiet()
        self.heading = widgets.HTML()
        self.runs = widgets.Dropdown(style={"description_width": "9em"})
        self.estimate = widgets.Button(disabled=True)
        self.pilot = widgets.Button(disabled=True)
        self.start = widgets.Button(button_style="primary", disabled=True)
        self.stop = widgets.Button(button_style="danger", disabled=True)
        self.resume = widgets.Button(disabled=True)
        self.estimated = widgets.HTML()
        self.title = widgets.HTML()
        self.stages = widgets.HTML()
        self.events = widgets.HTML()
        line = widgets.Box([*self._buttons.values(), self.runs])
        line.add_class("wb-line")
        self.box = widgets.VBox([self.heading, line, self.estimated, self.title, self.stages, self.events])
        self.box.add_class("wb-card")
        self.box.add_class("wb-run")
        for name, button in self._buttons.items():
            button.add_class(f"wb-{name}")
        self.runs.observe(lambda change: None if self._quiet else choose(change.new), "value")

    @property
    def _buttons(self) -> dict[str, widgets.Button]:
        """By name, in the order in which they stand."""
        names = ("estimate", "pilot", "start", "stop", "resume")
        return {name: getattr(self, name) for name in names}

    def expect(self, estimate: Estimate | None) -> None:
        """Show what a run over the chosen list would come to; None for nothing."""
        self.expected = estimate
        self._estimate_in_words()

    def _estimate_in_words(self) -> None:
        told = ""
        if self.expected is not None:
            title = markup.paragraph(self.desk.words("panel.estimated"), "wb-strong")
            told = title + markup.bullets(estimate_lines(self.expected, self.desk.language))
        self.estimated.value = told

    @property
    def status(self) -> RunStatus | None:
        """Where the run that is looked at stands, as far as is known."""
        return self.progress.status if self.progress else None

    def relabel(self) -> None:
        """All words anew, in the language that was chosen."""
        words = self.desk.words
        self.heading.value = markup.heading(words("panel.run"))
        self.runs.description = words("panel.runs")
        for name, button in self._buttons.items():
            button.description = words(f"panel.{name}", count=PILOT)
        self._estimate_in_words()
        self._offer()
        self._draw()

    def look_at(self, run: Run, code: str) -> None:
        """Begin to show a run; code: the event that this is."""
        if self.run is None or self.run.run_id != run.run_id:
            self._events.clear()
        self.run, self.progress = run, None
        self._events.append(views.Event(self.desk.now(), code, {"run_id": run.run_id}))
        self._offer()
        self._draw()

    def show(self, progress: RunProgress) -> None:
        """Show a look at the run, and what happened since the last."""
        events = views.what_happened(self.progress, progress, self.desk.now())
        ended = progress.status is not RunStatus.RUNNING and progress.status is not self.status
        self._events += events
        self.progress = progress
        if ended and self.run is not None and (summary := self.run.summary()) is not None:
            self._events += views.failures(summary, self.desk.now(), self.desk.language)
        self._draw()
        self._know(progress)

    def happened(self, code: str, **parameters: object) -> None:
        """Add an event of the panel's own."""
        self._events.append(views.Event(self.desk.now(), code, parameters))
        self._draw()

    def read_runs(self) -> None:
        """Read which runs there are, for the person to choose from."""
        ledgers = self.desk.reach.runs()[:RUNS_OFFERED]
        self._known = [(ledger, self.desk.reach.attach(ledger.run_id).status()) for ledger in ledgers]
        self._offer()

    def to_reattach(self, who: str) -> str | None:
        """The run in progress that a panel opened anew looks at."""
        return choices.run_to_reattach(self._known, who)

    def in_progress(self) -> int:
        return sum(status is RunStatus.RUNNING for _, status in self._known)

    def _know(self, progress: RunProgress) -> None:
        """Keep the offered run's status as it was seen last."""
        known = [
            (ledger, progress.status if ledger.run_id == progress.run_id else status)
            for ledger, status in self._known
        ]
        if known != self._known:
            self._known = known
            self._offer()

    def _offer(self) -> None:
        language = self.desk.language
        options = [
            (choices.run_words(ledger, status, language), ledger.run_id) for ledger, status in self._known
        ]
        first = self.desk.words("panel.choose" if options else "panel.no_runs")
        chosen = self.run.run_id if self.run else ""
        with self._quiet:
            offer(self.runs, [(first, ""), *options], chosen)

    def _draw(self) -> None:
        words, language = self.desk.words, self.desk.language
        if self.run is not None:
            status = f"run.status.{self.progress.status.value}" if self.progress else None
            named = words("run.title", run_id=self.run.run_id, status=f"@{status}" if status else "…")
            self.title.value = markup.paragraph(named, "wb-strong wb-run-title")
        drawn = views.stage_views(self.progress, language) if self.progress else []
        planning = self.status is RunStatus.RUNNING and not drawn
        self.stages.value = markup.stages(drawn) + (
            markup.paragraph(words("panel.planning"), "wb-soft") if planning else ""
        )
        latest = [*self._events][-EVENTS_SHOWN:][::-1]
        told = [(japan_time(event.at)[11:19], event.sentence(language)) for event in latest]
        self.events.value = markup.events(told, words("panel.events"))
