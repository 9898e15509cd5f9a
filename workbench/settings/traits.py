"""What must be known of a source to tell what will happen; a test holds it equal to crawler/sources."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.contract.states import Field


@dataclass(frozen=True)
class Traits:
    """needs: columns without which a company cannot be asked; one_host: whether all is asked of a single site."""

    needs: frozenset[str]
    gives: frozenset[Field]
    one_host: bool


TRAITS: Mapping[str, Traits] = {
    "homepage": Traits(
        needs=frozenset({"name", "homepage"}),
        gives=frozenset(
            {
                Field.PHONE,
                Field.HOMEPAGE,
                Field.ADDRESS,
                Field.CORPORATE_NUMBER,
                Field.NAME,
                Field.DO_NOT_CALL,
            }
        ),
        one_host=False,
    ),
    "directory": Traits(
        needs=frozenset({"name"}),
        gives=frozenset({Field.PHONE, Field.HOMEPAGE, Field.ADDRESS}),
        one_host=True,
    ),
}
