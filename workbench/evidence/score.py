"""Observations of one company -> its best value, a confidence and why. The one scoring function of the product."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.states import Field, Line, Place, RowState
from workbench.evidence import weights
from workbench.evidence.features import features_of, weigh
from workbench.evidence.identity import Witness
from workbench.evidence.taught import taught_by


@dataclass(frozen=True)
class Scored:
    """One value with all that speaks for it. `weight` is in bits, `confidence` from 0 to 1."""

    value: str
    weight: float
    best: Observation
    sources: int
    evidence: tuple[str, ...]

    @property
    def confidence(self) -> float:
        return confidence(self.weight)


@dataclass(frozen=True)
class Verdict:
    """What the evidence says of a company's telephone: state is found, needs_review, or None for no candidate."""

    state: RowState | None
    best: Scored | None
    reason: Reason | None


def score(company: Company, observations: Iterable[Observation], field: Field) -> list[Scored]:
    """The values seen for a field, likeliest first; equal weights stand in the order of their value.

    observations: all of the company, since what registers said of it tells whose page another is.

    Independent sources add up; within one source the heaviest observation speaks alone, since ten pages of one site
    are one witness.
    """
    observations = list(observations)
    relevant = [seen for seen in observations if seen.field is field and seen.role not in weights.NEVER]
    if not relevant:
        return []
    witness = Witness.of(company, taught_by(observations))
    heaviest: dict[str, dict[str, tuple[float, Observation, tuple[str, ...]]]] = {}
    for seen in relevant:
        weight, evidence = weigh(features_of(witness, seen))
        by_source = heaviest.setdefault(seen.value, {})
        if seen.source not in by_source or weight > by_source[seen.source][0]:
            by_source[seen.source] = (weight, seen, evidence)
    scored = [_add_up(value, by_source, witness) for value, by_source in heaviest.items()]
    return sorted(scored, key=lambda one: (-one.weight, one.value))


def decide(company: Company, observations: Sequence[Observation], settings: Settings) -> Verdict:
    """What the evidence says of the company's telephone number, by the settings' thresholds."""
    scored = [
        one
        for one in score(company, observations, Field.PHONE)
        if settings.allow_mobile or one.best.line is not Line.MOBILE
    ]
    scored = [one for one in scored if one.confidence >= settings.thresholds.review]
    if not scored:
        return Verdict(None, None, None)
    best = scored[0]
    if best.confidence < settings.thresholds.found:
        return Verdict(RowState.NEEDS_REVIEW, best, why_unsure(best.confidence, best.evidence, settings))
    tied = [one for one in scored if best.weight - one.weight < weights.TIE]
    if len(tied) > 1:
        return Verdict(RowState.NEEDS_REVIEW, best, why_undecided(len(tied)))
    seen = best.best
    return Verdict(RowState.FOUND, best, why_found(seen.source, seen.place, seen.label, best.evidence))


def is_finished(
    company: Company, observations: Sequence[Observation], settings: Settings, until: float | None = None
) -> bool:
    """True if each field that the settings want has a value at or above the threshold, so that nobody asks again.

    until: the confidence that a stage confirms numbers up to; without it, the number is found.
    """
    for field in settings.finished.fields:
        if field is Field.PHONE:
            verdict = decide(company, observations, settings)
            if verdict.state is not RowState.FOUND or verdict.best is None:
                return False
            if until is not None and verdict.best.confidence < until:
                return False
        else:
            scored = score(company, observations, field)
            if not scored or scored[0].confidence < settings.thresholds.found:
                return False
    return True


def confidence(weight: float) -> float:
    """The probability, from 0 to 1, that weight of evidence in bits stands for."""
    return min(1 / (1 + math.exp2(-weight)), weights.MOST_CERTAIN)


def total(
    weight: float, sources: int, listed: bool, evidence: tuple[str, ...]
) -> tuple[float, tuple[str, ...]]:
    """Weight and codes of a value, from the weight of its sources together and the codes of its best observation."""
    weight += weights.PRIOR
    for code, holds in (("same_as_listed", listed), ("several_sources", sources > 1)):
        if holds:
            weight += weights.EVIDENCE[code]
            evidence += (code,)
    return weight, evidence


def why_found(source: str, place: Place | None, label: str | None, evidence: Sequence[str]) -> Reason:
    """The reason of a row whose number counts as found."""
    known = {
        "source": f"@source.{source}",
        "place": f"@place.{place.value if place else 'unknown'}",
        "evidence": _codes(evidence),
    }
    if label:
        return Reason.of(ReasonCode.FOUND_ON_PAGE, label=label, **known)
    return Reason.of(ReasonCode.FOUND_UNLABELLED, **known)


def why_unsure(confidence: float, evidence: Sequence[str], settings: Settings) -> Reason:
    """The reason of a row whose best number is not sure enough."""
    return Reason.of(
        ReasonCode.LOW_CONFIDENCE,
        confidence=round(100 * confidence),
        threshold=round(100 * settings.thresholds.found),
        evidence=_codes(evidence),
    )


def why_undecided(count: int) -> Reason:
    """The reason of a row with several numbers that weigh the same."""
    return Reason.of(ReasonCode.SEVERAL_CANDIDATES, count=count)


def _add_up(
    value: str, by_source: dict[str, tuple[float, Observation, tuple[str, ...]]], witness: Witness
) -> Scored:
    together = sum(weight for weight, _, _ in by_source.values())
    _, best, evidence = max(by_source.values(), key=lambda entry: entry[0])
    weight, evidence = total(together, len(by_source), value == witness.listed_phone, evidence)
    return Scored(value, weight, best, len(by_source), evidence)


def _codes(evidence: Sequence[str]) -> str:
    return "@" + " ".join(f"evidence.{code}" for code in evidence)
