"""What the evidence says of each company's telephone: evidence.score.decide over a whole list at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from workbench.contract.reasons import Reason
from workbench.contract.settings import Settings
from workbench.contract.states import Line, Place, RowState
from workbench.evidence.score import why_found, why_undecided, why_unsure
from workbench.evidence.weights import TIE
from workbench.matching.distinct import Coded, Ints, each_combination
from workbench.matching.values import Values

NOTHING = -1
States = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Verdicts:
    """One row a company, in the list's order.

    state: found, needs_review, or None. best: position in `values`, or NOTHING. reason: of `reasons`, or NOTHING.
    """

    state: States
    best: Ints
    reason: Ints
    reasons: list[Reason]


def verdicts_of(phones: Values, seen: pa.Table, companies: int, settings: Settings) -> Verdicts:
    """As evidence.score.decide for each company. seen: the observations at whose positions `phones.best` points."""
    candidates = np.flatnonzero(_counts(phones, seen, settings))
    company = phones.company[candidates]
    begins = np.flatnonzero(np.insert(np.diff(company) != 0, 0, True)) if len(company) else candidates
    best, at = candidates[begins], company[begins]
    sure = phones.confidence[best] >= settings.thresholds.found
    tied = _tied(phones, candidates, begins)
    found, unsure = sure & (tied == 1), ~sure
    reasons: list[Reason] = []
    reason = np.full(len(best), NOTHING, dtype=np.int64)
    for these, (told, which) in (
        (found, _why_found(phones, best[found], seen)),
        (unsure, _why_unsure(phones, best[unsure], settings)),
        (sure & (tied > 1), _why_undecided(tied[sure & (tied > 1)])),
    ):
        reason[these] = len(reasons) + which
        reasons += told
    verdicts = Verdicts(
        state=np.full(companies, None, dtype=object),
        best=np.full(companies, NOTHING, dtype=np.int64),
        reason=np.full(companies, NOTHING, dtype=np.int64),
        reasons=reasons,
    )
    verdicts.state[at] = np.where(found, RowState.FOUND.value, RowState.NEEDS_REVIEW.value)
    verdicts.best[at] = best
    verdicts.reason[at] = reason
    return verdicts


def _counts(phones: Values, seen: pa.Table, settings: Settings) -> npt.NDArray[np.bool_]:
    """Which of the values are candidates at all."""
    sure_enough: npt.NDArray[np.bool_] = phones.confidence >= settings.thresholds.review
    if settings.allow_mobile:
        return sure_enough
    line = Coded.of(seen["line"].take(pa.array(phones.best)))
    mobile = np.array([text == Line.MOBILE.value for text in line.texts()])
    wanted: npt.NDArray[np.bool_] = sure_enough & ~mobile[line.codes]
    return wanted


def _tied(phones: Values, candidates: Ints, begins: Ints) -> Ints:
    """How many candidates of each company weigh about as much as its best."""
    if not len(begins):
        return begins
    weight = phones.weight[candidates]
    best = np.repeat(weight[begins], np.diff(np.append(begins, len(candidates))))
    tied: Ints = np.add.reduceat((best - weight < TIE).astype(np.int64), begins)
    return tied


def _why_found(phones: Values, best: Ints, seen: pa.Table) -> tuple[list[Reason], Ints]:
    spoke = seen.select(["source", "place", "label"]).take(pa.array(phones.best[best]))
    source, place, label = (Coded.of(spoke[name]) for name in ("source", "place", "label"))
    sources, places, labels = source.texts(), place.texts(), label.texts()
    return each_combination(
        [source.codes, place.codes, label.codes, phones.evidence[best]],
        [len(source.distinct), len(place.distinct), len(label.distinct), len(phones.evidences)],
        lambda at_source, at_place, at_label, evidence: why_found(
            sources[at_source] or "",
            Place(text) if (text := places[at_place]) else None,
            labels[at_label],
            phones.evidences[evidence],
        ),
    )


def _why_unsure(phones: Values, best: Ints, settings: Settings) -> tuple[list[Reason], Ints]:
    confidences, which = np.unique(phones.confidence[best], return_inverse=True)
    return each_combination(
        [which.astype(np.int64), phones.evidence[best]],
        [len(confidences), len(phones.evidences)],
        lambda confidence, evidence: why_unsure(
            float(confidences[confidence]), phones.evidences[evidence], settings
        ),
    )


def _why_undecided(tied: Ints) -> tuple[list[Reason], Ints]:
    return each_combination([tied], [int(tied.max(initial=0)) + 1], why_undecided)
