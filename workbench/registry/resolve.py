"""Names and places of a list to the companies they mean: the steps, in order."""

from collections import defaultdict
from collections.abc import Sequence

from workbench.contract.reasons import Reason, ReasonCode
from workbench.registry import keys
from workbench.registry.records import Candidate, Query, RegisteredCompany, Resolution
from workbench.registry.store import Registry


def resolve(registry: Registry, queries: Sequence[Query]) -> list[Resolution]:
    """What came of each query, in their order."""
    found = _by_name(registry, queries)
    return [_judged(query, found.get(keys.name_key(query.name), [])) for query in queries]


def _by_name(registry: Registry, queries: Sequence[Query]) -> dict[str, list[RegisteredCompany]]:
    asked = {keys.hashed(key): key for query in queries if (key := keys.name_key(query.name))}
    pairs = list(
        registry.rows(
            "select hash, name_key.id from json_each(?) join name_key on name_key.hash = json_each.value",
            [*asked],
        )
    )
    companies = registry.by_id({id for _, id in pairs})
    found = defaultdict(list)
    for hash, id in pairs:
        found[asked[hash]].append(companies[id])
    return found


def _judged(query: Query, found: list[RegisteredCompany]) -> Resolution:
    here = [one for one in found if query.prefecture in (None, one.prefecture)]
    candidates = tuple(Candidate(one, 100.0) for one in here or found)
    if len(here) == 1:
        return Resolution(here[0], candidates, Reason.of(ReasonCode.REGISTERED_SAME_NAME))
    if candidates:
        return Resolution(None, candidates, Reason.of(ReasonCode.REGISTERED_SEVERAL, count=len(candidates)))
    return Resolution(None, (), Reason.of(ReasonCode.NOT_REGISTERED))
