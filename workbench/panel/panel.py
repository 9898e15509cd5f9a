"""The panel of a notebook: its four parts, and what happens between them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from workbench import messages
from workbench.contract.records import Ledger
from workbench.errors import ListError
from workbench.estimate import pilot_rows
from workbench.lists import CompanyList
from workbench.messages import Language
from workbench.panel import views
from workbench.panel.desk import Desk, Reach, utc_now
from workbench.panel.follower import Follower
from workbench.panel.list_part import ListPart
from workbench.panel.result_part import ResultPart
from workbench.panel.run_part import PILOT, RunPart
from workbench.panel.settings_part import SettingsPart
from workbench.panel.statusbar import StatusBar
from workbench.progress import RunProgress, RunStatus
from workbench.run import Run, who

ACTIONS = ("estimate", "pilot", "start", "stop", "resume", "attach", "export")


@dataclass(frozen=True, eq=False)
class Looked:
    """The run that is looked at, and its list where it is at hand."""

    run: Run
    list_sha256: str
    companies: CompanyList | None


class Panel:
    """A view over runs in one notebook cell. Everything it knows of a run is read from the run itself."""

    def __init__(
        self,
        list_path: Path | None,
        settings_path: Path | None,
        out_path: Path,
        *,
        list_id: str | None = None,
        run_id: str | None = None,
        language: Language = "ja",
        reach: Reach | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.desk = Desk(language, StatusBar(language=language), reach or Reach(), now)
        self.list_id = list_id
        self.looked: Looked | None = None
        self._pilots: set[str] = set()
        self.result = ResultPart(self.desk, out_path)
        self.run = RunPart(self.desk, self._choose_run)
        self.settings = SettingsPart(self.desk, settings_path, self._refresh)
        self.list = ListPart(self.desk, list_path, self._list_changed)
        self.desk.on_change = self._refresh
        self.follower = Follower(self._seen, self.desk.tell_error, self.desk.beat)
        self._wire()
        body = widgets.VBox([self.list.box, self.settings.box, self.run.box, self.result.box])
        body.add_class("wb-body")
        self.box = widgets.VBox([self.desk.head, body])
        self.box.add_class("wb-panel")
        self._relabel()
        self.list.begin()
        self.settings.begin()
        self.follower.begin()
        self.desk.jobs.start("attach", lambda: self._find_run(run_id))

    def _repr_mimebundle_(self, **given: Any) -> Any:
        return self.box._repr_mimebundle_(**given)

    def close(self) -> None:
        """End the panel's thread and its widgets; runs go on."""
        self.follower.close()
        self.box.close()

    def _wire(self) -> None:
        def press(name: str, job: Callable[[], None]) -> Callable[[Any], None]:
            def pressed(_: Any) -> None:
                self.desk.clear_error()
                self.desk.jobs.start(name, job)

            return pressed

        self.run.estimate.on_click(press("estimate", self._estimate))
        self.run.pilot.on_click(press("pilot", lambda: self._start(PILOT)))
        self.run.start.on_click(press("start", self._start))
        self.run.stop.on_click(press("stop", self._stop))
        self.run.resume.on_click(press("resume", self._resume))
        self.result.export.on_click(press("export", self._export))
        self.desk.head.observe(lambda change: self._speak(change.new), "language")
        self.desk.head.observe(lambda change: None if change.new else self.desk.clear_error(), "alert")

    # What a person does. Each runs in a thread of its own.

    def _estimate(self) -> None:
        companies, settings = self.list.companies, self.settings.settings
        if companies is None or settings is None:
            return
        self.desk.tell("panel.estimating")
        list_id = self.list_id or companies.list_id
        self.run.expect(self.desk.reach.expectation(companies.companies, settings, list_id))
        self.desk.tell("panel.estimate_told")

    def _start(self, pilot: int | None = None) -> None:
        """Start a run over the chosen list; pilot: over so many companies of it."""
        companies, settings = self.list.companies, self.settings.settings
        if companies is None or settings is None:
            return
        self.desk.tell("panel.starting")
        remembered = self.list.remember()
        sample = None if pilot is None else pilot_rows(companies.companies, pilot)
        run = self.desk.reach.start(companies, settings, list_id=self.list_id, only=sample)
        if sample is not None:
            self._pilots.add(run.run_id)
        self._look_at(Looked(run, companies.sha256, companies), "panel.event.started")
        if remembered:
            self.run.happened("panel.event.remembered")
        self.run.read_runs()

    def _stop(self) -> None:
        if self.looked is not None:
            self.desk.tell("panel.stopping")
            self.looked.run.stop()
            self.follower.follow(self.looked.run)

    def _resume(self) -> None:
        if self.looked is not None:
            self.desk.tell("panel.resuming")
            self.looked.run.resume()
            self._look_at(self.looked, "panel.event.resumed")

    def _export(self) -> None:
        self.desk.tell("panel.exporting")
        path = self.result.write()
        self.run.happened("panel.event.exported", file=path.name)
        self.desk.tell("panel.event.exported", file=path.name)

    def _choose_run(self, run_id: str) -> None:
        if run_id:
            self.desk.clear_error()
            self.desk.jobs.start_latest("attach", lambda: self._attach(run_id))

    def _find_run(self, run_id: str | None) -> None:
        """What a panel does that was just opened: offer the runs, and look at the one that is in progress."""
        self.run.read_runs()
        wanted = run_id or self.run.to_reattach(who())
        if wanted is not None:
            self._attach(wanted)
        elif self.run.in_progress():
            self.desk.tell("panel.in_progress", count=self.run.in_progress())

    def _attach(self, run_id: str) -> None:
        self.desk.tell("panel.attaching", run_id=run_id)
        run = self.desk.reach.attach(run_id)
        ledger = run.ledger()
        companies = list_of(run, ledger, self.list.companies)
        self._look_at(Looked(run, ledger.list_sha256, companies), "panel.event.attached")

    # What is seen of a run, and what it means for the parts.

    def _look_at(self, looked: Looked, code: str) -> None:
        if self.looked is None or self.looked.run.run_id != looked.run.run_id:
            self.result.forget()
        self.looked = looked
        self.run.look_at(looked.run, code)
        self.desk.tell(code, run_id=looked.run.run_id)
        self.follower.follow(looked.run)
        self._refresh()

    def _seen(self, run: Run, progress: RunProgress) -> None:
        """A look at the run, by the follower's thread."""
        looked = self.looked
        if looked is None or looked.run is not run:
            return
        before = self.run.status
        self.run.show(progress)
        running = progress.status is RunStatus.RUNNING
        if before is not progress.status:
            self.desk.tell("run.title", run_id=run.run_id, status=f"@run.status.{progress.status.value}")
        if not running and before is RunStatus.RUNNING and run.run_id in self._pilots:
            self.desk.jobs.start_latest(
                "estimate", self._estimate
            )  # of the whole list, by what the pilot came to
        if not running or (self.result.is_due() and not self.desk.jobs.is_running("results")):
            self._read_results(looked, so_far=running)
        self._refresh()

    def _read_results(self, looked: Looked, so_far: bool) -> None:
        self.desk.jobs.start_latest("results", lambda: self.result.read(looked.run, looked.companies, so_far))

    def _list_changed(self) -> None:
        """The run's own list was chosen: its results can be joined to it."""
        looked, companies = self.looked, self.list.companies
        missing = looked is not None and looked.companies is None
        if looked is not None and missing and companies is not None and is_list_of(looked, companies):
            self.looked = Looked(looked.run, looked.list_sha256, companies)
            self._read_results(self.looked, so_far=self.run.status is RunStatus.RUNNING)
        self._refresh()

    def _refresh(self) -> None:
        """Which buttons can be pressed."""
        looked, joined = self.looked, self.result.joined
        can = views.buttons(
            list_sha256=self.list.companies.sha256 if self.list.companies else None,
            settings_ready=self.settings.settings is not None,
            run_sha256=looked.list_sha256 if looked else None,
            status=self.run.status,
            joined=joined is not None and joined.companies is not None,
            busy=self.desk.jobs.is_running(*ACTIONS),
        )
        self.run.estimate.disabled = not can.estimate
        self.run.pilot.disabled = self.run.start.disabled = not can.start
        self.run.stop.disabled = not can.stop
        self.run.resume.disabled = not can.resume
        self.result.export.disabled = not can.export

    def _speak(self, language: Language) -> None:
        self.desk.language = language
        self._relabel()

    def _relabel(self) -> None:
        # Findings and reasons are sentences made in the process's language.
        messages.use_language(self.desk.language)
        self.desk.relabel()
        for part in (self.list, self.settings, self.run, self.result):
            part.relabel()


def list_of(run: Run, ledger: Ledger, chosen: CompanyList | None) -> CompanyList | None:
    """The list that a run was started with: the chosen one, else the file read again; None if neither is."""
    looked = Looked(run, ledger.list_sha256, None)
    if chosen is not None and is_list_of(looked, chosen):
        return chosen
    try:
        companies = run.load_list()
    except ListError:
        return None
    return companies if is_list_of(looked, companies) else None


def is_list_of(looked: Looked, companies: CompanyList) -> bool:
    """True if this is the run's list, row by row: the same file may have been read with another sheet or mapping."""
    if companies.sha256 != looked.list_sha256:
        return False
    ids = companies.company_ids.to_dict()
    # A pilot asks some of the rows only.
    return all(ids.get(company.row_id) == company.company_id for company in looked.run.asked())
