"""Names and places of a list to the companies they mean: the steps, in order."""

from collections.abc import Callable, Iterator, Sequence

from workbench.registry import blocking
from workbench.registry.agreement import Known
from workbench.registry.explaining import accepted, left_open
from workbench.registry.judging import MOST_CANDIDATES, Verdict, judge
from workbench.registry.places import Said, said_by
from workbench.registry.readings import Reading, readings
from workbench.registry.records import Query, Resolution
from workbench.registry.store import Registry

# So many rows are worked on at once: it bounds the memory, and costs no time.
_ROWS_AT_ONCE = 10_000
_SIEVES: tuple[Callable[[Registry, blocking.Asked], blocking.Found], ...] = (
    blocking.in_prefecture,
    blocking.everywhere,
    blocking.similar,
)


def resolve(registry: Registry, queries: Sequence[Query]) -> list[Resolution]:
    """What came of each query, in their order."""
    return [
        resolution
        for start in range(0, len(queries), _ROWS_AT_ONCE)
        for resolution in _resolved(registry, queries[start : start + _ROWS_AT_ONCE])
    ]


def _resolved(registry: Registry, queries: Sequence[Query]) -> Iterator[Resolution]:
    asked = {
        row: (readings(query.name), said_by(query, registry.cities)) for row, query in enumerate(queries)
    }
    verdicts = _verdicts(registry, asked)
    for row in range(len(queries)):
        yield _told(verdicts[row])


def _verdicts(registry: Registry, asked: dict[int, tuple[list[Reading], Said]]) -> dict[int, Verdict]:
    """The verdict on each row after as many sieves as it takes."""
    verdicts = {row: Verdict(None, ()) for row in asked}
    companies: dict[int, Known] = {}
    found: dict[int, set[int]] = {row: set() for row in asked}
    open_rows = {row: one for row, one in asked.items() if one[0]}
    for sieve in _SIEVES:
        is_rare = blocking.rarity(registry, open_rows) if sieve is blocking.similar else None
        more = sieve(registry, open_rows)
        missing = {id for ids in more.values() for id in ids} - companies.keys()
        companies |= {id: Known(company) for id, company in registry.by_id(missing).items()}
        for row, ids in more.items():
            if is_rare or not ids <= found[row]:
                found[row] |= ids
                known = (companies[id] for id in sorted(found[row]))
                verdicts[row] = judge(*asked[row], known, is_rare)
        open_rows = {row: one for row, one in open_rows.items() if verdicts[row].accepted is None}
    return verdicts


def _told(verdict: Verdict) -> Resolution:
    candidates = tuple(one.candidate for one in verdict.judged[:MOST_CANDIDATES])
    if verdict.accepted is None:
        return Resolution(None, candidates, left_open(verdict))
    return Resolution(verdict.accepted.company, candidates, accepted(verdict))
