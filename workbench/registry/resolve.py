"""Names and places of a list to the companies they mean: the steps, in order."""

from collections.abc import Callable, Iterator, Sequence

from workbench.contract.reasons import Reason, ReasonCode
from workbench.japan.corporate_numbers import clean
from workbench.registry import blocking
from workbench.registry.agreement import Known
from workbench.registry.explaining import resolution
from workbench.registry.judging import Verdict, judge, with_number
from workbench.registry.places import Said, said_by
from workbench.registry.readings import Reading, readings
from workbench.registry.records import Query, Resolution
from workbench.registry.store import Registry

# So many rows are worked on at once: it bounds the memory, and costs no time.
_ROWS_AT_ONCE = 10_000
_NAMELESS = Resolution(None, (), Reason.of(ReasonCode.BLANK_NAME))
_Asked = dict[int, tuple[list[Reading], Said]]
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
    verdicts = _with_numbers(registry, queries, asked, _verdicts(registry, asked))
    closed = {verdict.judged[0].company.successor for verdict in verdicts.values() if verdict.judged}
    successors = registry.by_number([number for number in closed if number])
    for row in range(len(queries)):
        yield resolution(verdicts[row], successors) if asked[row][0] else _NAMELESS


def _verdicts(registry: Registry, asked: _Asked) -> dict[int, Verdict]:
    """The verdict on each row, by its name and place, after as many sieves as it takes."""
    verdicts = {row: Verdict(None, ()) for row in asked}
    companies: dict[int, Known] = {}
    found: dict[int, set[int]] = {row: set() for row in asked}
    open_rows = {row: one for row, one in asked.items() if one[0]}
    for sieve in _SIEVES:
        is_rare = blocking.rarity(registry, open_rows) if sieve is blocking.similar else None
        more = sieve(registry, open_rows)
        missing = {id for ids in more.values() for id in ids} - companies.keys()
        companies |= {id: Known(company) for id, company in registry.by_id(missing).items()}
        for row in open_rows if is_rare else more:
            found[row] |= more.get(row, set())
            known = (companies[id] for id in sorted(found[row]))
            verdicts[row] = judge(*asked[row], known, is_rare)
        open_rows = {row: one for row, one in open_rows.items() if verdicts[row].accepted is None}
    return verdicts


def _with_numbers(
    registry: Registry, queries: Sequence[Query], asked: _Asked, verdicts: dict[int, Verdict]
) -> dict[int, Verdict]:
    """The verdicts, those of rows with a valid number in its light."""
    numbers = {
        row: number
        for row, query in enumerate(queries)
        if query.corporate_number and (number := clean(query.corporate_number))
    }
    companies = registry.by_number(list(numbers.values()))
    told = {}
    for row, number in numbers.items():
        known = Known(companies[number]) if number in companies else None
        told[row] = with_number(verdicts[row], number, *asked[row], known)
    return verdicts | told
