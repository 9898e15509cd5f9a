"""What became of each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.contract.reasons import PASSING, Reason, ReasonCode
from workbench.contract.records import (
    Company,
    Failure,
    Observation,
    Outcome,
    RunRecords,
    ShardRecords,
)
from workbench.contract.settings import Settings
from workbench.contract.standing import first_that_holds
from workbench.contract.states import RowState
from workbench.evidence.score import Scored, decide
from workbench.planning.known import observations_by_row, one_row_a_company, outcomes_by_row

# Failures after which a row ran out of time; after all others it was simply not looked at.
OUT_OF_TIME = {ReasonCode.CRAWLER_STALLED, ReasonCode.HEARTBEAT_LOST, ReasonCode.STAGE_TIMED_OUT}


@dataclass(frozen=True)
class RowEnd:
    """What became of one row, and the telephone number if there is one.

    unfinished: a container did not end with it, or a service that it needed failed; a resume asks it again.
    """

    state: RowState
    reason: Reason
    phone: Scored | None
    unfinished: bool


def row_ends(run: RunRecords, settings: Settings, ended: bool) -> dict[int, RowEnd]:
    """What became of each row, by row_id: the one that was asked, and all rows of the same company with it.

    ended: whether the plan has said its last word; before that, rows nobody looked at are merely not planned yet.
    """
    seen = observations_by_row(run.observations)
    outcomes = outcomes_by_row(run.outcomes)
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
    state, reason = first_that_holds(reasons)
    unfinished = (bool(missing) and state is not RowState.FOUND) or reason.code in PASSING
    return RowEnd(state, reason, verdict.best, unfinished)


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


def _failures_by_row(run: RunRecords) -> dict[int, list[tuple[str, Failure | None]]]:
    """For each row, the stages whose shard did not end with it, and why; the latest attempt of a stage speaks."""
    latest: dict[int, dict[str, Failure | None]] = {}
    for (stage, _, _), shard in run.shards.items():
        for row_id in _left_over(shard):
            latest.setdefault(row_id, {})[stage] = shard.failure
    return {row: list(stages.items()) for row, stages in latest.items()}


def _left_over(shard: ShardRecords) -> set[int]:
    return set(shard.rows) - {outcome.row_id for outcome in shard.outcomes}
