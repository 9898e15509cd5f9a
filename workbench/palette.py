"""The colour of each state, the same in charts and sheets.

Hues are of the set that Okabe and Ito proposed for colour-blind readers ("Color Universal Design", 2008);
states of one meaning share a hue, and every use has words beside it, so that colour is never the only sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.contract.states import RowState


class StateGroup(StrEnum):
    """What a state means for the reader. 'Looked and not there' and 'did not get to look' stay apart."""

    FOUND = "found"
    FOR_A_PERSON = "for_a_person"
    NOT_THERE = "not_there"
    NOT_LOOKED = "not_looked"
    LEFT_OUT = "left_out"


GROUP_OF: Mapping[RowState, StateGroup] = {
    RowState.SUPPRESSED: StateGroup.LEFT_OUT,
    RowState.INVALID_INPUT: StateGroup.LEFT_OUT,
    RowState.FOUND: StateGroup.FOUND,
    RowState.NEEDS_REVIEW: StateGroup.FOR_A_PERSON,
    RowState.WRONG_COMPANY: StateGroup.FOR_A_PERSON,
    RowState.NOT_PUBLISHED: StateGroup.NOT_THERE,
    RowState.ROBOTS_DENIED: StateGroup.NOT_LOOKED,
    RowState.SITE_UNREACHABLE: StateGroup.NOT_LOOKED,
    RowState.TIMED_OUT: StateGroup.NOT_LOOKED,
    RowState.NO_WEBSITE: StateGroup.NOT_LOOKED,
    RowState.NOT_ATTEMPTED: StateGroup.NOT_LOOKED,
}

# The order in which states are shown: by meaning, good news first (RowState itself is in order of rank).
SHOWN_ORDER: tuple[RowState, ...] = tuple(
    sorted(RowState, key=lambda state: [*StateGroup].index(GROUP_OF[state]))
)


@dataclass(frozen=True)
class Shade:
    """One hue: `strong` for bars and lines, `pale` for the ground of a cell, `ink` for the words upon it."""

    strong: str
    pale: str
    ink: str


SHADE_OF: Mapping[StateGroup, Shade] = {
    StateGroup.FOUND: Shade("#009E73", "#D9F2E9", "#00543D"),
    StateGroup.FOR_A_PERSON: Shade("#E69F00", "#FDEFCF", "#6B4600"),
    StateGroup.NOT_THERE: Shade("#56B4E9", "#DDF0FB", "#0B4A70"),
    StateGroup.NOT_LOOKED: Shade("#CC79A7", "#F7E4EE", "#6E2149"),
    StateGroup.LEFT_OUT: Shade("#8C8C8C", "#ECECEC", "#404040"),
}

CONFIDENCE = Shade("#0072B2", "#D6E8F3", "#00405F")


def shade(state: RowState) -> Shade:
    """The colours of a state.

    >>> shade(RowState.TIMED_OUT) == shade(RowState.NO_WEBSITE)
    True
    """
    return SHADE_OF[GROUP_OF[state]]
