"""What the registers say of a company that its own list does not: by it, too, a page is known to be the company's.

Only sources that decide which company it is teach, and none of them tells telephone numbers: so no source is ever
held against what it said itself.
"""

from collections.abc import Iterable
from typing import NamedTuple

from workbench.contract.records import Observation
from workbench.contract.states import Field

# The one before is believed before the one after.
TEACHERS = ("nta_file", "nta_api", "gbizinfo")
TAUGHT = (Field.NAME, Field.ADDRESS, Field.CORPORATE_NUMBER)


class Taught(NamedTuple):
    """Official name, registered address and 法人番号; None for what no register told."""

    name: str | None = None
    address: str | None = None
    corporate_number: str | None = None


NOTHING_TAUGHT = Taught()


def taught_by(observations: Iterable[Observation]) -> Taught:
    """What the first of the teachers said, field by field; of two sayings of one teacher, the first."""
    said: dict[Field, tuple[int, str]] = {}
    for seen in observations:
        if seen.source in TEACHERS and seen.field in TAUGHT:
            rank = TEACHERS.index(seen.source)
            if seen.field not in said or rank < said[seen.field][0]:
                said[seen.field] = (rank, seen.value)
    return (
        Taught(*(said[field][1] if field in said else None for field in TAUGHT)) if said else NOTHING_TAUGHT
    )
