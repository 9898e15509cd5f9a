"""What was seen of each company and how much speaks for it: evidence.score over a whole list at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from workbench.contract.states import Field, Line, Place, Role
from workbench.evidence.features import Features, weigh
from workbench.evidence.score import confidence, total
from workbench.evidence.weights import NEVER
from workbench.matching.comparing import TRUTH, Witnesses, compare
from workbench.matching.distinct import Coded, Ints, combined, each_combination

_COUNTS = [
    "value",
    "source",
    "place",
    "role",
    "line",
    "label",
    "site_corporate_number",
    "site_name",
    "site_address",
]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Values:
    """The values seen for one field, one row a company and value: by company, likeliest first, equals by value.

    company: position in the list. best: position of the observation that speaks for it. evidence: of `evidences`.
    """

    company: Ints
    value: pa.Array
    weight: Floats
    confidence: Floats
    best: Ints
    sources: Ints
    evidence: Ints
    evidences: list[tuple[str, ...]]

    def first_of_each(self) -> Ints:
        """Positions of each company's likeliest value."""
        return _begins(self.company)


def without_repeats(seen: pa.Table, company: Ints) -> Ints:
    """Positions of the observations to count: of those with one identity the last, where the first stood."""
    names = ("field", "value", "source")
    coded = [Coded.of(seen[name]) for name in names]
    alike = combined(
        [company, *(one.codes for one in coded)], [_size(company), *(len(c.distinct) for c in coded)]
    )
    kept = np.arange(len(company), dtype=np.int64)
    _, which, count = np.unique(alike, return_inverse=True, return_counts=True)
    doubtful = np.flatnonzero(count[which] > 1)
    if not len(doubtful):
        return kept
    url = Coded.of(seen["url"].take(pa.array(doubtful)))
    identity = combined([which[doubtful], url.codes], [len(count), len(url.distinct)])
    _, first, again = np.unique(identity, return_index=True, return_inverse=True)
    if len(first) == len(doubtful):
        return kept
    last = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(last, again, np.arange(len(doubtful)))
    kept[doubtful] = -1
    kept[doubtful[first]] = doubtful[last]
    return kept[kept >= 0]


def values_of(field: Field, seen: pa.Table, company: Ints, witnesses: Witnesses, listed: pa.Array) -> Values:
    """As evidence.score.score for each company.

    seen: observations without repeats; company: each one's company, as a position in `witnesses`. listed: E.164 of
    the number that each company's list had.
    """
    wanted = pc.and_(
        pc.equal(seen["field"], field.value),
        pc.invert(
            pc.fill_null(pc.is_in(seen["role"], pa.array([r.value for r in NEVER], pa.large_string())), False)
        ),
    )
    positions = np.flatnonzero(wanted.to_numpy())
    seen, company = seen.select(_COUNTS).filter(wanted), company[positions]
    value, source = Coded.of(seen["value"]), Coded.of(seen["source"])
    weight, evidence, evidences = _weigh(field, seen, company, witnesses, source)
    order, groups = _by_company_and_value(company, value, source)
    per_source = _heaviest_of_each_source(groups, order, weight)
    return _add_up(positions, company, value, per_source, evidence, evidences, listed)


def _weigh(
    field: Field, seen: pa.Table, company: Ints, witnesses: Witnesses, source: Coded
) -> tuple[Floats, Ints, list[tuple[str, ...]]]:
    """(weight, evidence, evidences) of each observation by itself."""
    place_codes, role_codes, line_codes = (Coded.of(seen[name]) for name in ("place", "role", "line"))
    sources, places, roles, lines = (one.texts() for one in (source, place_codes, role_codes, line_codes))
    labelled = pc.fill_null(pc.not_equal(seen["label"], ""), False).to_numpy().astype(np.int64)
    facts = compare(seen, company, witnesses)

    def ask(*codes: int) -> tuple[float, tuple[str, ...]]:
        at_source, at_place, at_role, at_line, has_label, *told = codes
        features = Features(
            field,
            sources[at_source] or "",
            Place(place) if (place := places[at_place]) else None,
            Role(role) if (role := roles[at_role]) else None,
            Line(line) if (line := lines[at_line]) else None,
            bool(has_label),
            *(TRUTH[one] for one in told),
        )
        return weigh(features)

    answers, which = each_combination(
        [source.codes, place_codes.codes, role_codes.codes, line_codes.codes, labelled, *facts.values()],
        [
            len(source.distinct),
            len(place_codes.distinct),
            len(role_codes.distinct),
            len(line_codes.distinct),
            2,
            *[2] * len(facts),
        ],
        ask,
    )
    weights = np.array([weight for weight, _ in answers], dtype=np.float64)
    return weights[which], which, [codes for _, codes in answers]


@dataclass(frozen=True)
class _PerSource:
    """One row a company, value and source, sorted by company and value: its heaviest observation, and its first."""

    value_begins: Ints
    weight: Floats
    best: Ints
    first: Ints


def _by_company_and_value(company: Ints, value: Coded, source: Coded) -> tuple[Ints, tuple[Ints, Ints]]:
    """(observations in the order of company, value and source, (where each value begins, where each source does))."""
    key = combined([company, value.codes], [_size(company), len(value.distinct)])
    with_source = combined([key, source.codes], [_size(key), len(source.distinct)])
    order = np.argsort(with_source, kind="stable")
    return order, (_begins(key[order]), _begins(with_source[order]))


def _heaviest_of_each_source(groups: tuple[Ints, Ints], order: Ints, weight: Floats) -> _PerSource:
    """Within one source the heaviest observation speaks alone, the first of equals."""
    values, sources = groups
    if not len(order):
        return _PerSource(values, np.zeros(0), values, values)
    ordered = weight[order]
    heaviest = np.maximum.reduceat(ordered, sources)
    best = _first_where(ordered == _spread(heaviest, sources, len(order)), sources)
    return _PerSource(np.searchsorted(sources, values), heaviest, order[best], order[sources])


def _add_up(
    positions: Ints,
    company: Ints,
    value: Coded,
    per_source: _PerSource,
    evidence: Ints,
    evidences: list[tuple[str, ...]],
    listed: pa.Array,
) -> Values:
    """Independent sources add up; of equally heavy ones the source that was seen first speaks."""
    begins, count = per_source.value_begins, len(per_source.weight)
    if not count:
        nothing = np.zeros(0, dtype=np.int64)
        return Values(nothing, value.distinct[:0], np.zeros(0), np.zeros(0), nothing, nothing, nothing, [])
    together = np.add.reduceat(per_source.weight, begins)
    sources = np.diff(np.append(begins, count))
    heaviest = per_source.weight == _spread(np.maximum.reduceat(per_source.weight, begins), begins, count)
    seen_first = np.where(heaviest, per_source.first, np.iinfo(np.int64).max)
    first = seen_first == _spread(np.minimum.reduceat(seen_first, begins), begins, count)
    best = per_source.best[_first_where(first, begins)]
    company, codes = company[best], value.codes[best]
    texts = value.distinct.take(pa.array(codes))
    is_listed = pc.fill_null(pc.equal(texts, listed.take(pa.array(company))), False)
    weights, weight_code = np.unique(together, return_inverse=True)
    answers, which = each_combination(
        [weight_code, (sources > 1).astype(np.int64), _flags(is_listed), evidence[best]],
        [len(weights), 2, 2, len(evidences)],
        lambda at, several, as_listed, codes: total(
            float(weights[at]), 1 + several, bool(as_listed), evidences[codes]
        ),
    )
    weight = np.array([one for one, _ in answers])[which]
    told = {codes: at for at, codes in enumerate(dict.fromkeys(codes for _, codes in answers))}
    of_answer = np.array([told[codes] for _, codes in answers], dtype=np.int64)
    order = _order(company, weight, texts)
    return Values(
        company=company[order],
        value=texts.take(pa.array(order)),
        weight=weight[order],
        confidence=np.array([confidence(one) for one, _ in answers])[which][order],
        best=positions[best][order],
        sources=sources[order].astype(np.int64),
        evidence=of_answer[which][order],
        evidences=list(told),
    )


def _order(company: Ints, weight: Floats, value: pa.Array) -> Ints:
    """By company, heaviest first; only where weights are equal are the values themselves looked at."""
    order = np.lexsort((-weight, company))
    same = (np.diff(company[order]) == 0) & (np.diff(weight[order]) == 0)
    if same.any():
        tied = np.append(same, False) | np.insert(same, 0, False)
        among = order[tied]
        rank = np.empty(len(among), dtype=np.int64)
        rank[pc.sort_indices(value.take(pa.array(among))).to_numpy()] = np.arange(len(among))
        order[tied] = among[np.lexsort((rank, -weight[among], company[among]))]
    return order


def _begins(of: Ints) -> Ints:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.insert(np.diff(of) != 0, 0, True)) if len(of) else np.zeros(0, dtype=np.int64)


def _spread(of_group: npt.NDArray[Any], begins: Ints, count: int) -> npt.NDArray[Any]:
    spread: npt.NDArray[Any] = np.repeat(of_group, np.diff(np.append(begins, count)))
    return spread


def _first_where(holds: npt.NDArray[np.bool_], begins: Ints) -> Ints:
    """The first position of each group at which it holds; it holds at one at least."""
    at = np.where(holds, np.arange(len(holds)), len(holds))
    first: Ints = np.minimum.reduceat(at, begins)
    return first


def _flags(column: pa.Array) -> Ints:
    flags: Ints = column.to_numpy(zero_copy_only=False).astype(np.int64)
    return flags


def _size(codes: Ints) -> int:
    return int(codes.max()) + 1 if len(codes) else 1
