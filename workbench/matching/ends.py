"""What became of each row: planning.row_ends over a whole list at once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from workbench.contract.reasons import Reason
from workbench.contract.standing import STANDINGS, standing
from workbench.contract.states import RowState
from workbench.matching.distinct import Ints
from workbench.matching.tables import RunTables
from workbench.matching.verdicts import NOTHING, Verdicts
from workbench.planning import after_failure, never_asked

_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Ends:
    """One row a company. state: position in STANDINGS; reason: of `reasons`; best: as in Verdicts."""

    state: Ints
    reason: Ints
    reasons: list[Reason]
    best: Ints


def ends_of(run: RunTables, companies: pa.Table, verdicts: Verdicts, ended: bool) -> Ends:
    """As planning.row_ends for each company. companies: one row a company, the one that was asked."""
    rows = companies["row_id"].to_numpy()
    reasons = list(verdicts.reasons)
    reason = verdicts.reason.copy()
    judged = zip(verdicts.state, reason.tolist(), strict=True)
    state = np.array(
        [standing(RowState(one), reasons[at]) if one else _LAST for one, at in judged], dtype=np.int64
    )
    answered = positions_of(rows, run.outcomes["row_id"].to_numpy())
    # In this order, since of equal states the first tells its reason: the evidence, the answers, what failed.
    sayings: list[Callable[[], _Told]] = [
        lambda: _answers(run, answered, state),
        lambda: _failures(run, rows, answered, state, ended),
        lambda: _unasked(companies, state, ended),
    ]
    for tell in sayings:
        told = tell()
        state[told.company], reason[told.company] = told.state, told.reason + len(reasons)
        reasons += told.reasons
    return Ends(state, reason, reasons, verdicts.best)


@dataclass(frozen=True)
class _Told:
    """For some companies, each once, a standing that comes before what was known of it, and its reason."""

    company: Ints
    state: Ints
    reason: Ints
    reasons: list[Reason]


def _answers(run: RunTables, company: Ints, known: Ints) -> _Told:
    """The first answer of the best standing. A crawler's 'found' is its own opinion, so it is none."""
    encoded = run.outcomes["state"].combine_chunks().dictionary_encode()
    states = [RowState(one) for one in encoded.dictionary.to_pylist()]
    which = encoded.indices.to_numpy(zero_copy_only=False)
    of_state = np.array([STANDINGS.index(state) for state in states], dtype=np.int64)
    at = of_state[which]
    # Only here the reason counts too, and to read it takes time.
    unattempted = np.flatnonzero(at == STANDINGS.index(RowState.NOT_ATTEMPTED))
    at[unattempted] = [standing(RowState.NOT_ATTEMPTED, reason) for reason in run.reasons(unattempted)]
    counted = np.flatnonzero((company >= 0) & (at != STANDINGS.index(RowState.FOUND)))
    first = _first_of_best(company[counted], at[counted], known)
    chosen = counted[first]
    return _Told(company[chosen], at[chosen], *_distinct(run.reasons(chosen)))


def _failures(run: RunTables, rows: Ints, answered: Ints, known: Ints, ended: bool) -> _Told:
    """The first failure of the best standing, in stages that have not answered; the latest of a stage speaks."""
    stages = {stage: at for at, stage in enumerate(dict.fromkeys(stage for stage, _ in run.planned_at))}
    stage_of_shard = np.array([stages[stage] for stage, _ in run.planned_at], dtype=np.int64)
    stage_of_outcome = stage_of_shard[run.outcomes["shard"].to_numpy()] if len(answered) else answered
    has_answer = answered[answered >= 0] * len(stages) + stage_of_outcome[answered >= 0]
    company = np.concatenate([positions_of(rows, left.rows) for left in run.left_over] or [rows[:0]])
    stage = np.concatenate(
        [np.full(len(left.rows), stages[left.stage]) for left in run.left_over] or [rows[:0]]
    )
    shard = np.repeat(np.arange(len(run.left_over)), [len(left.rows) for left in run.left_over])
    at = company * len(stages) + stage
    missing = np.flatnonzero((company >= 0) & ~np.isin(at, has_answer))
    told = [after_failure(left.failure, ended) for left in run.left_over]
    ranks = np.array([standing(*one) for one in told], dtype=np.int64)
    pairs, first, which = np.unique(at[missing], return_index=True, return_inverse=True)
    latest = np.zeros(len(pairs), dtype=np.int64)
    np.maximum.at(latest, which, np.arange(len(missing)))
    # In the order in which a row's stages first failed.
    order = np.argsort(first)
    speaks = missing[latest[order]]
    chosen = speaks[_first_of_best(company[speaks], ranks[shard[speaks]], known)]
    return _Told(company[chosen], ranks[shard[chosen]], shard[chosen], [reason for _, reason in told])


def _unasked(companies: pa.Table, known: Ints, ended: bool) -> _Told:
    """Those of which nothing is known."""
    nothing = np.flatnonzero(known == _LAST)
    has_homepage = pc.fill_null(pc.not_equal(companies["homepage"], ""), False).to_numpy().astype(np.int64)
    told = [never_asked(homepage, ended) for homepage in (False, True)]
    ranks = np.array([standing(*one) for one in told], dtype=np.int64)
    which = has_homepage[nothing]
    return _Told(nothing, ranks[which], which, [reason for _, reason in told])


def _first_of_best(company: Ints, state: Ints, known: Ints) -> Ints:
    """Positions, one a company: the first with the company's best standing, where that is better than the known one."""
    order = np.lexsort((np.arange(len(company)), state, company))
    begins = np.insert(np.diff(company[order]) != 0, 0, True) if len(order) else np.zeros(0, dtype=bool)
    first = order[begins]
    better: Ints = first[state[first] < known[company[first]]]
    return better


def _distinct(reasons: list[Reason]) -> tuple[Ints, list[Reason]]:
    """(which of the reasons, the distinct ones); the same object counts as the same reason."""
    known = {id(reason): reason for reason in reasons}
    at = {one: position for position, one in enumerate(known)}
    return np.array([at[id(reason)] for reason in reasons], dtype=np.int64), list(known.values())


def positions_of(rows: Ints, wanted: Ints) -> Ints:
    """The position in `rows` of each wanted row, NOTHING where it is none of them."""
    if not len(rows):
        return np.full(len(wanted), NOTHING, dtype=np.int64)
    order = np.argsort(rows, kind="stable")
    at = np.searchsorted(rows, wanted, sorter=order)
    found = order[np.minimum(at, len(rows) - 1)]
    return np.where(rows[found] == wanted, found, NOTHING)
