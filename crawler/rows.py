"""One row: its sources asked in order until the row is finished, and what became of it.

Finished is what workbench.evidence says, the same that the plan and the result go by.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.answers import KEPT, KeptAnswers, as_answer, key_of
from crawler.job import Job
from crawler.resting import Resting
from crawler.sources.base import Answer, Source
from crawler.web.fetch import CountingFetch, Fetch, FetchFailed
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Asked, Company, Observation, Outcome, utc_now
from workbench.contract.settings import Settings
from workbench.contract.standing import first_that_holds
from workbench.contract.states import AskResult, Field, RowState
from workbench.evidence.score import decide, is_finished, score
from workbench.planning.known import LEARNED


@dataclass(frozen=True)
class Row:
    """A finished row."""

    outcome: Outcome
    observations: list[Observation]


async def look_up(
    company: Company,
    sources: Sequence[Source],
    fetch: Fetch,
    job: Job,
    settings: Settings,
    *,
    kept: KeptAnswers | None = None,
    resting: Resting | None = None,
    note_refusal: Callable[[Reason], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], datetime] = utc_now,
) -> Row:
    """Ask the sources about one company, in order, until what they saw finishes the row by the settings.

    kept: answers of earlier runs, which are taken instead of asking. resting: the services of the shard that failed.
    note_refusal: told of what is not asked since a site has cost enough.
    """
    until = settings.stage(job.stage).until
    informed = company
    answers: list[Answer] = []
    trail: list[Asked] = []
    observations: list[Observation] = []
    for source in sources:
        if answers and is_finished(company, observations, settings, until):
            break
        limits = settings.politeness if source.rate == "site" else None
        asked_at, started = now(), clock()
        counting = CountingFetch(fetch, limits, clock, note_refusal)
        known = kept.of(source, informed) if kept else None
        if known is not None:
            answer = as_answer(known, company)
        else:
            answer = await _ask(source, informed, counting, resting)
        trail.append(
            Asked(
                source=source.name,
                asked_at=known.asked_at if known else asked_at,
                result=AskResult.CACHED if known else answer.result,
                requests=counting.requests,
                seconds=round(clock() - started, 3),
                cost=source.price_yen * counting.requests,
                homepage=informed.homepage if "homepage" in source.needs else None,
                state=answer.state,
                reason=answer.reason,
                key=key_of(source, informed) if answer.result in KEPT else None,
            )
        )
        answers.append(answer)
        observations += answer.observations
        informed = _learn(informed, answer.observations)
    state, reason = _verdict(company, answers, observations, settings)
    outcome = Outcome(
        row_id=company.row_id,
        stage=job.stage,
        attempt=job.attempt,
        shard=job.shard,
        state=state,
        reason=reason,
        trail=tuple(trail),
    )
    return Row(outcome, observations)


async def _ask(source: Source, company: Company, fetch: Fetch, resting: Resting | None) -> Answer:
    skipped = source.skipped(company) or _nothing_to_learn(source, company)
    if skipped is None and resting is not None:
        skipped = resting.answer(source)
    if skipped is not None:
        return skipped
    try:
        answer = await source.ask(company, fetch)
    except FetchFailed as failure:
        answer = Answer.failed(failure)
    if resting is not None:
        resting.note(source, answer)
    return answer


def _nothing_to_learn(source: Source, company: Company) -> Answer | None:
    """The answer of a source that could only tell what is known of the company; None if it may tell more."""
    told = [LEARNED.get(field) for field in source.gives]
    if told and all(name is not None and getattr(company, name) for name in told):
        reason = Reason.of(ReasonCode.ALREADY_KNOWN, source=source.words)
        return Answer(AskResult.SKIPPED, RowState.NOT_ATTEMPTED, reason)
    return None


def _verdict(
    company: Company, answers: Sequence[Answer], observations: list[Observation], settings: Settings
) -> tuple[RowState, Reason]:
    """State and reason of a row: of the sources' words and of what the evidence says, the first state that holds.

    Among equals, a source that was asked comes before one that was skipped.
    """
    told = [
        (answer.state, answer.reason)
        for skipped in (False, True)
        for answer in answers
        if (answer.result is AskResult.SKIPPED) is skipped and answer.state and answer.reason
    ]
    evidence = decide(company, observations, settings)
    if evidence.state is not None and evidence.reason is not None:
        told.append((evidence.state, evidence.reason))
    if not told:
        told.append(_learned(observations) or _weak(company, observations, settings))
    return first_that_holds(told)


def _learned(observations: list[Observation]) -> tuple[RowState, Reason] | None:
    """Something was learned of the company, but nowhere where its telephone number could have stood."""
    if not observations or any(seen.field is Field.PHONE for seen in observations):
        return None
    facts = dict.fromkeys(seen.field.value for seen in observations)
    told = "@" + " ".join(f"fact.{fact}" for fact in facts)
    reason = Reason.of(ReasonCode.LEARNED, source=f"@source.{observations[-1].source}", facts=told)
    return RowState.NOT_ATTEMPTED, reason


def _weak(company: Company, observations: list[Observation], settings: Settings) -> tuple[RowState, Reason]:
    """Numbers were seen, but the evidence for each is so weak that it does not even ask for a person's look."""
    best = max((one.confidence for one in score(company, observations, Field.PHONE)), default=0.0)
    threshold = round(100 * settings.thresholds.found)
    reason = Reason.of(
        ReasonCode.LOW_CONFIDENCE, confidence=round(100 * best), threshold=threshold, evidence="@"
    )
    return RowState.NEEDS_REVIEW, reason


def _learn(company: Company, observations: Sequence[Observation]) -> Company:
    """The company with what was unknown of it and has now been seen."""
    learned = {
        LEARNED[seen.field]: seen.value
        for seen in reversed(observations)
        if seen.field in LEARNED and not getattr(company, LEARNED[seen.field])
    }
    return company.model_copy(update=learned) if learned else company
