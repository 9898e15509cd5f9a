"""Observations of one company -> its best value, a confidence and why. The one scoring function of the product."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.states import Field, Line, RowState
from workbench.evidence import weights
from workbench.japan import addresses, corporate_numbers, names, phones

# The pages of one site say the same name and address over and over, and so do the stages that score a company.
_name_key = lru_cache(maxsize=100_000)(names.core_key)
_address = lru_cache(maxsize=100_000)(addresses.parse_address)
_street = lru_cache(maxsize=100_000)(addresses.comparable)

# Two values whose weights differ by less than this cannot be told apart.
TIE = 0.25


@dataclass(frozen=True)
class Witness:
    """The company as its own list describes it, made comparable once for all observations."""

    name_key: str
    prefecture: str | None
    postal_code: str | None
    street: str | None
    corporate_number: str | None
    listed_phone: str | None

    @classmethod
    def of(cls, company: Company) -> "Witness":
        address = _address(company.address or "")
        listed = phones.parse_cell(company.listed_phone or "")
        return cls(
            name_key=_name_key(company.name),
            prefecture=company.prefecture or address.prefecture,
            postal_code=company.postal_code or address.postal_code,
            street=_street(company.address) if company.address else None,
            corporate_number=corporate_numbers.clean(company.corporate_number or ""),
            listed_phone=listed.e164 if listed else None,
        )


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
        return min(1 / (1 + math.exp2(-self.weight)), weights.MOST_CERTAIN)


@dataclass(frozen=True)
class Verdict:
    """What the evidence says of a company's telephone: state is found, needs_review, or None for no candidate."""

    state: RowState | None
    best: Scored | None
    reason: Reason | None


def score(company: Company, observations: Iterable[Observation], field: Field) -> list[Scored]:
    """The values seen for a field, likeliest first; equal weights stand in the order of their value.

    Independent sources add up; within one source the heaviest observation speaks alone, since ten pages of one site
    are one witness.
    """
    relevant = [seen for seen in observations if seen.field is field and seen.role not in weights.NEVER]
    if not relevant:
        return []
    witness = Witness.of(company)
    heaviest: dict[str, dict[str, tuple[float, Observation, tuple[str, ...]]]] = {}
    for seen in relevant:
        weight, evidence = _weigh(witness, seen)
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
        reason = Reason.of(
            ReasonCode.LOW_CONFIDENCE,
            confidence=round(100 * best.confidence),
            threshold=round(100 * settings.thresholds.found),
            evidence=_codes(best),
        )
        return Verdict(RowState.NEEDS_REVIEW, best, reason)
    tied = [one for one in scored if best.weight - one.weight < TIE]
    if len(tied) > 1:
        return Verdict(RowState.NEEDS_REVIEW, best, Reason.of(ReasonCode.SEVERAL_CANDIDATES, count=len(tied)))
    return Verdict(RowState.FOUND, best, _why_found(best))


def is_finished(company: Company, observations: Sequence[Observation], settings: Settings) -> bool:
    """True if each field that the settings want has a value at or above the threshold, so that nobody asks again."""
    for field in settings.finished.fields:
        if field is Field.PHONE:
            if decide(company, observations, settings).state is not RowState.FOUND:
                return False
        else:
            scored = score(company, observations, field)
            if not scored or scored[0].confidence < settings.thresholds.found:
                return False
    return True


def _add_up(
    value: str, by_source: dict[str, tuple[float, Observation, tuple[str, ...]]], witness: Witness
) -> Scored:
    weight = weights.PRIOR + sum(weight for weight, _, _ in by_source.values())
    _, best, evidence = max(by_source.values(), key=lambda entry: entry[0])
    if value == witness.listed_phone:
        weight += weights.SAME_AS_LISTED
        evidence += ("same_as_listed",)
    if len(by_source) > 1:
        evidence += ("several_sources",)
    return Scored(value, weight, best, len(by_source), evidence)


def _weigh(witness: Witness, seen: Observation) -> tuple[float, tuple[str, ...]]:
    """Weight of one observation without the prior, and the codes of what spoke for or against it."""
    identity, evidence = _weigh_identity(witness, seen)
    weight = weights.PLACE[seen.place] + weights.SOURCE.get(seen.source, 0.0) + identity
    if seen.field is Field.PHONE:
        weight += weights.ROLE[seen.role] + weights.LINE[seen.line]
    if seen.label:
        weight += weights.LABELLED
        evidence = (*evidence, "labelled")
    return weight, evidence


def _weigh_identity(witness: Witness, seen: Observation) -> tuple[float, tuple[str, ...]]:
    """Whose page it is: weight and codes of each fact that both sides know."""
    told: list[tuple[str, float]] = []
    if witness.corporate_number and seen.site_corporate_number:
        same = witness.corporate_number == seen.site_corporate_number
        told.append(
            ("same_corporate_number", weights.SAME_CORPORATE_NUMBER)
            if same
            else ("other_corporate_number", weights.OTHER_CORPORATE_NUMBER)
        )
    if seen.site_name:
        same = _name_key(seen.site_name) == witness.name_key
        told.append(("same_name", weights.SAME_NAME) if same else ("other_name", weights.OTHER_NAME))
    if seen.site_address:
        told += _weigh_address(witness, seen.site_address)
    if not any(weight > 0 for _, weight in told):
        told.append(("not_verified", weights.NOT_VERIFIED))
    return sum(weight for _, weight in told), tuple(code for code, _ in told)


def _weigh_address(witness: Witness, text: str) -> list[tuple[str, float]]:
    told: list[tuple[str, float]] = []
    address = _address(text)
    if witness.prefecture and address.prefecture:
        same = witness.prefecture == address.prefecture
        told.append(
            ("same_prefecture", weights.SAME_PREFECTURE)
            if same
            else ("other_prefecture", weights.OTHER_PREFECTURE)
        )
    same_post = address.postal_code is not None and address.postal_code == witness.postal_code
    street = _street(text)
    same_street = bool(witness.street and street and (witness.street in street or street in witness.street))
    if same_post or same_street:
        told.append(("same_street", weights.SAME_STREET))
    return told


def _why_found(best: Scored) -> Reason:
    place = f"@place.{best.best.place.value if best.best.place else 'unknown'}"
    source = f"@source.{best.best.source}"
    if best.best.label:
        return Reason.of(
            ReasonCode.FOUND_ON_PAGE,
            source=source,
            place=place,
            label=best.best.label,
            evidence=_codes(best),
        )
    return Reason.of(ReasonCode.FOUND_UNLABELLED, source=source, place=place, evidence=_codes(best))


def _codes(best: Scored) -> str:
    return "@" + " ".join(f"evidence.{code}" for code in best.evidence)
