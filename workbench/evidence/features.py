"""What of an observation counts: a handful of closed values, by which one observation and a whole frame are weighed.

There are few different ones, however many observations: `weigh` is asked once for each.
"""

from functools import lru_cache
from typing import NamedTuple

from workbench.contract.records import Observation
from workbench.contract.states import Field, Line, Place, Role
from workbench.evidence import weights
from workbench.evidence.identity import Witness


class Features(NamedTuple):
    """What counts of one observation. The last four: True as the list says, False otherwise, None unknown."""

    field: Field
    source: str
    place: Place | None
    role: Role | None
    line: Line | None
    labelled: bool
    corporate_number: bool | None
    name: bool | None
    prefecture: bool | None
    street: bool | None


def features_of(witness: Witness, seen: Observation) -> Features:
    """What counts of an observation of this company."""
    number, name, address = seen.site_corporate_number, seen.site_name, seen.site_address
    return Features(
        seen.field,
        seen.source,
        seen.place,
        seen.role,
        seen.line,
        bool(seen.label),
        corporate_number=witness.has_number(number) if number else None,
        name=witness.has_name(name) if name else None,
        prefecture=witness.is_in(address) if address else None,
        street=witness.is_at(address) if address else None,
    )


@lru_cache(maxsize=100_000)
def weigh(features: Features) -> tuple[float, tuple[str, ...]]:
    """Weight of one observation in bits, without the prior, and the codes of what spoke for or against it."""
    codes = _identity(features)
    weight = weights.PLACE[features.place] + weights.SOURCE.get(features.source, 0.0)
    if features.field is Field.PHONE:
        weight += weights.ROLE[features.role] + weights.LINE[features.line]
    if features.labelled:
        codes.append("labelled")
    return weight + sum(weights.EVIDENCE[code] for code in codes), tuple(codes)


def _identity(features: Features) -> list[str]:
    """The codes of each fact that both sides know."""
    codes = []
    for fact, (same, other) in weights.COMPARED.items():
        told = getattr(features, fact)
        if told is True:
            codes.append(same)
        elif told is False and other is not None:
            codes.append(other)
    if not any(weights.EVIDENCE[code] > 0 for code in codes):
        codes.append("not_verified")
    return codes
