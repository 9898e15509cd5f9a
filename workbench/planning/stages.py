"""The next attempt to make: which stage, which companies, in which shards."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from workbench.contract.reasons import PASSING
from workbench.contract.records import Company, Outcome, PlannedStage, RunRecords
from workbench.contract.settings import Settings, Stage
from workbench.contract.states import Field, ShardEnd
from workbench.evidence.score import is_finished
from workbench.planning.known import (
    LEARNED,
    answered,
    host_of,
    informed,
    is_left_to_a_person,
    observations_by_row,
    one_row_a_company,
    outcomes_by_row,
)
from workbench.planning.stopping import stopped_early


@dataclass(frozen=True)
class SourceFacts:
    """What the plan must know of a source: what a company must have to be asked about, and whether it is one host.

    gives: what it may tell; one that can only tell what is known is not asked.
    """

    needs: frozenset[str]
    one_host: bool
    gives: frozenset[Field] = frozenset(Field)


@dataclass(frozen=True)
class StagePlan:
    """One attempt at one stage: which companies each shard asks about."""

    stage: Stage
    attempt: int
    shards: dict[str, list[Company]]


def next_stage(
    run: RunRecords, settings: Settings, sources: Mapping[str, SourceFacts], execution: str
) -> StagePlan | None:
    """The next attempt to make in this execution; None when every row is finished or every stage is used up.

    Stages go from first to last: once a later one was planned in this execution, earlier ones are closed.
    """
    if stopped_early(run, settings, execution) is not None:
        return None
    ours = [planned for planned in run.planned if planned.execution == execution]
    first = max((_position(settings, planned.stage) for planned in ours), default=0)
    known = _Known(run, settings, execution)
    for stage in settings.stages[first:]:
        used = _attempts_used(run, [planned for planned in ours if planned.stage == stage.name])
        if used < stage.attempts and (wanted := known.wanted(stage, sources)):
            attempt = 1 + max((p.attempt for p in run.planned if p.stage == stage.name), default=0)
            return StagePlan(stage, attempt, _shards(wanted, stage, sources))
    return None


class _Known:
    """What is known of each company, and so whom a stage is to ask."""

    def __init__(self, run: RunRecords, settings: Settings, execution: str) -> None:
        self._earlier = {(p.stage, p.attempt) for p in run.planned if p.execution != execution}
        self._companies = one_row_a_company(run.companies)
        self._seen = observations_by_row(run.observations)
        self._outcomes = outcomes_by_row(run.outcomes)
        self._settings = settings

    def wanted(self, stage: Stage, sources: Mapping[str, SourceFacts]) -> list[Company]:
        """The companies, with what was learned of them, that the stage can still tell something of."""
        wanted = []
        for company in self._companies:
            seen, outcomes = self._seen.get(company.row_id, ()), self._outcomes.get(company.row_id, ())
            if any(outcome.stage == stage.name and self._counts(outcome) for outcome in outcomes):
                continue
            if is_finished(company, seen, self._settings, stage.until):
                continue
            if is_left_to_a_person(company, outcomes):
                continue
            told = informed(company, seen, outcomes)
            if _can_be_asked(told, stage, sources, answered(outcomes)):
                wanted.append(told)
        return wanted

    def _counts(self, outcome: Outcome) -> bool:
        """Whether an outcome is an answer: that a service failed in an earlier execution is none."""
        passing = any(asked.reason and asked.reason.code in PASSING for asked in outcome.trail)
        return not (passing and (outcome.stage, outcome.attempt) in self._earlier)


def _position(settings: Settings, stage: str) -> int:
    return [one.name for one in settings.stages].index(stage)


def _attempts_used(run: RunRecords, planned: Sequence[PlannedStage]) -> int:
    """Attempts that count: one whose shards all handed their last rows back after some progress is not a failure."""
    return sum(not _went_on(run, one) for one in planned)


def _went_on(run: RunRecords, planned: PlannedStage) -> bool:
    shards = [run.shards[planned.stage, planned.attempt, shard] for shard in planned.shards]
    handed_back = [s for s in shards if s.progress and s.progress.end is ShardEnd.HANDED_BACK]
    well = [s for s in shards if s.progress and s.progress.end in {ShardEnd.DONE, ShardEnd.HANDED_BACK}]
    return len(well) == len(shards) and bool(handed_back) and any(s.outcomes for s in handed_back)


def _can_be_asked(
    company: Company, stage: Stage, sources: Mapping[str, SourceFacts], answered: Set[tuple[str, str | None]]
) -> bool:
    return any(
        _has_something_to_tell(company, sources[source])
        and ("homepage" not in sources[source].needs or (source, company.homepage) not in answered)
        for source in stage.sources
    )


def _has_something_to_tell(company: Company, source: SourceFacts) -> bool:
    if not all(getattr(company, need) for need in source.needs):
        return False
    known = (field in LEARNED and getattr(company, LEARNED[field]) for field in source.gives)
    return not (source.gives and all(known))


def _shards(
    companies: Sequence[Company], stage: Stage, sources: Mapping[str, SourceFacts]
) -> dict[str, list[Company]]:
    """Companies by shard name. One host is never in two shards of a stage; a source that is one host gets one."""
    if any(sources[source].one_host for source in stage.sources):
        return {"0000": list(companies)}
    hosts: dict[str, list[Company]] = {}
    for company in companies:
        hosts.setdefault(host_of(company.homepage) or f"row {company.row_id}", []).append(company)
    shards: list[list[Company]] = [[]]
    for group in hosts.values():
        if shards[-1] and len(shards[-1]) + len(group) > stage.rows_per_shard:
            shards.append([])
        shards[-1] += group
    return {f"{number:04d}": shard for number, shard in enumerate(shards)}
