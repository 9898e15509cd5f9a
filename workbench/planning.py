"""What is known of a run -> what to ask next, and what became of each row. Pure: no storage, no clock.

The waterfall, retry and resume are one mechanism: rows without an outcome in a stage are asked (again) while the stage
has attempts left, first stage first; what earlier stages learned is given to later ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import (
    Company,
    Failure,
    Observation,
    Outcome,
    PlannedStage,
    RunRecords,
    ShardRecords,
    Summary,
)
from workbench.contract.settings import Settings, Stage
from workbench.contract.states import Field, RowState, ShardEnd, first_that_holds
from workbench.evidence.score import Scored, decide, is_finished, score

# What a later stage may be told that an earlier one learned.
LEARNED = {
    Field.HOMEPAGE: "homepage",
    Field.CORPORATE_NUMBER: "corporate_number",
    Field.ADDRESS: "address",
}
# Failures after which a row ran out of time; after all others it was simply not looked at.
OUT_OF_TIME = {ReasonCode.CRAWLER_STALLED, ReasonCode.HEARTBEAT_LOST, ReasonCode.STAGE_TIMED_OUT}
# A notification names this many failures; the rest are counted.
FAILURES_TOLD = 20


@dataclass(frozen=True)
class SourceFacts:
    """What the plan must know of a source: what a company must have to be asked about, and whether it is one host."""

    needs: frozenset[str]
    one_host: bool


@dataclass(frozen=True)
class StagePlan:
    """One attempt at one stage: which companies each shard asks about."""

    stage: Stage
    attempt: int
    shards: dict[str, list[Company]]


@dataclass(frozen=True)
class RowEnd:
    """What became of one row, and the telephone number if there is one."""

    state: RowState
    reason: Reason
    phone: Scored | None
    unfinished: bool


def next_stage(
    run: RunRecords, settings: Settings, sources: Mapping[str, SourceFacts], execution: str
) -> StagePlan | None:
    """The next attempt to make in this execution; None when every row is finished or every stage is used up.

    Stages go from first to last: once a later one was planned in this execution, earlier ones are closed.
    """
    companies = one_row_a_company(run.companies)
    seen = observations_by_row(run.observations)
    open_companies = [c for c in companies if not is_finished(c, seen.get(c.row_id, ()), settings)]
    ours = [planned for planned in run.planned if planned.execution == execution]
    first = max((_position(settings, planned.stage) for planned in ours), default=0)
    for stage in settings.stages[first:]:
        if (
            _attempts_used(run, [planned for planned in ours if planned.stage == stage.name])
            >= stage.attempts
        ):
            continue
        answered = {outcome.row_id for outcome in run.outcomes if outcome.stage == stage.name}
        wanted = [
            informed
            for company in open_companies
            if company.row_id not in answered
            and _can_be_asked(informed := _inform(company, seen.get(company.row_id, ())), stage, sources)
        ]
        if wanted:
            attempt = 1 + max((p.attempt for p in run.planned if p.stage == stage.name), default=0)
            return StagePlan(stage, attempt, _shards(wanted, stage, sources))
    return None


def row_ends(run: RunRecords, settings: Settings, ended: bool) -> dict[int, RowEnd]:
    """What became of each row, by row_id: the one that was asked, and all rows of the same company with it.

    ended: whether the plan has said its last word; before that, rows nobody looked at are merely not planned yet.
    """
    seen = observations_by_row(run.observations)
    outcomes = _by_row(run.outcomes)
    failures = _failures_by_row(run)
    ends = {
        company.company_id: _row_end(
            company,
            seen.get(company.row_id, ()),
            outcomes.get(company.row_id, ()),
            failures.get(company.row_id, ()),
            settings,
            ended,
        )
        for company in one_row_a_company(run.companies)
    }
    return {company.row_id: ends[company.company_id] for company in run.companies}


def summarise(
    run: RunRecords, settings: Settings, run_id: str, execution: str, ended_at: datetime
) -> Summary:
    """How an execution ended. Partial: rows are unfinished because shards failed; failed: no row was looked at."""
    ends = row_ends(run, settings, ended=True)
    unfinished = sum(end.unfinished for end in ends.values())
    ours = {(p.stage, p.attempt) for p in run.planned if p.execution == execution}
    failures = [
        shard.failure
        for (stage, attempt, _), shard in run.shards.items()
        if (stage, attempt) in ours and shard.failure is not None
    ]
    looked_at = bool(run.outcomes) or not any(p.shards for p in run.planned)
    by_state = dict.fromkeys(RowState, 0)
    for end in ends.values():
        by_state[end.state] += 1
    return Summary(
        run_id=run_id,
        execution=execution,
        outcome="complete" if not unfinished else "partial" if looked_at else "failed",
        rows=len(ends),
        by_state=by_state,
        unfinished_rows=unfinished,
        failures=tuple(failures[-FAILURES_TOLD:]) if unfinished else (),
        failed_shards=len(failures),
        ended_at=ended_at,
    )


def one_row_a_company(companies: Iterable[Company]) -> list[Company]:
    """The first row of each company: the one that is asked about."""
    first: dict[str, Company] = {}
    for company in companies:
        first.setdefault(company.company_id, company)
    return list(first.values())


def _row_end(
    company: Company,
    observations: Sequence[Observation],
    outcomes: Sequence[Outcome],
    failures: Sequence[tuple[str, Failure | None]],
    settings: Settings,
    ended: bool,
) -> RowEnd:
    verdict = decide(company, observations, settings)
    answered = {outcome.stage for outcome in outcomes}
    missing = [failure for stage, failure in failures if stage not in answered]
    reasons: list[tuple[RowState, Reason]] = []
    if verdict.state is not None and verdict.reason is not None:
        reasons.append((verdict.state, verdict.reason))
    # A crawler's 'found' is its own opinion; what is found is decided by all the evidence together.
    reasons += [(o.state, o.reason) for o in outcomes if o.state is not RowState.FOUND]
    reasons += [after_failure(failure, ended) for failure in missing]
    if not reasons:
        reasons = [never_asked(bool(company.homepage), ended)]
    state = first_that_holds([state for state, _ in reasons])
    reason = next(reason for at, reason in reasons if at is state)
    return RowEnd(state, reason, verdict.best, bool(missing) and state is not RowState.FOUND)


def after_failure(failure: Failure | None, ended: bool) -> tuple[RowState, Reason]:
    """State and reason of a row with which its shard did not end; `ended` as in row_ends.

    Of a shard that was lost no failure was told, and none of one that is still at work.
    """
    if failure is None:
        return RowState.NOT_ATTEMPTED, Reason.of(ReasonCode.LOST if ended else ReasonCode.NOT_YET)
    state = RowState.TIMED_OUT if failure.reason.code in OUT_OF_TIME else RowState.NOT_ATTEMPTED
    return state, failure.reason


def never_asked(has_homepage: bool, ended: bool) -> tuple[RowState, Reason]:
    """State and reason of a row that no stage was asked about; `ended` as in row_ends."""
    if ended and not has_homepage:
        return RowState.NO_WEBSITE, Reason.of(ReasonCode.NO_HOMEPAGE)
    return RowState.NOT_ATTEMPTED, Reason.of(ReasonCode.NOT_PLANNED if ended else ReasonCode.NOT_YET)


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


def _can_be_asked(company: Company, stage: Stage, sources: Mapping[str, SourceFacts]) -> bool:
    return any(all(getattr(company, need) for need in sources[source].needs) for source in stage.sources)


def _inform(company: Company, observations: Sequence[Observation]) -> Company:
    """The company with what earlier stages learned of it, where the list itself says nothing."""
    learned = {}
    for field, name in LEARNED.items():
        if getattr(company, name) is None:
            scored = score(company, observations, field)
            if scored:
                learned[name] = scored[0].value
    return company.model_copy(update=learned) if learned else company


def _shards(
    companies: Sequence[Company], stage: Stage, sources: Mapping[str, SourceFacts]
) -> dict[str, list[Company]]:
    """Companies by shard name. One host is never in two shards of a stage; a source that is one host gets one."""
    if any(sources[source].one_host for source in stage.sources):
        return {"0000": list(companies)}
    hosts: dict[str, list[Company]] = {}
    for company in companies:
        hosts.setdefault(_host(company), []).append(company)
    shards: list[list[Company]] = [[]]
    for group in hosts.values():
        if shards[-1] and len(shards[-1]) + len(group) > stage.rows_per_shard:
            shards.append([])
        shards[-1] += group
    return {f"{number:04d}": shard for number, shard in enumerate(shards)}


def _host(company: Company) -> str:
    """Host of the homepage without `www.`; companies without one stand alone."""
    homepage = company.homepage or ""
    host = urlsplit(homepage if "//" in homepage else f"//{homepage}").netloc.lower()
    return host.removeprefix("www.") or f"row {company.row_id}"


def observations_by_row(observations: Iterable[Observation]) -> dict[int, list[Observation]]:
    """Observations of each row; one that was written twice counts once."""
    by_row: dict[int, dict[tuple[object, ...], Observation]] = {}
    for seen in observations:
        by_row.setdefault(seen.row_id, {})[seen.identity] = seen
    return {row: list(unique.values()) for row, unique in by_row.items()}


def _by_row(outcomes: Iterable[Outcome]) -> dict[int, list[Outcome]]:
    by_row: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        by_row.setdefault(outcome.row_id, []).append(outcome)
    return by_row


def _failures_by_row(run: RunRecords) -> dict[int, list[tuple[str, Failure | None]]]:
    """For each row, the stages whose shard did not end with it, and why; the latest attempt of a stage speaks."""
    latest: dict[int, dict[str, Failure | None]] = {}
    for (stage, _, _), shard in run.shards.items():
        for row_id in _left_over(shard):
            latest.setdefault(row_id, {})[stage] = shard.failure
    return {row: list(stages.items()) for row, stages in latest.items()}


def _left_over(shard: ShardRecords) -> set[int]:
    return set(shard.rows) - {outcome.row_id for outcome in shard.outcomes}
