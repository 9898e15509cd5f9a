"""Of several words about one row, the one that holds."""

from collections.abc import Sequence

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.states import RowState

# Nobody was to look, or had nothing to look by. Not attempted for any other reason: somebody should have, and failed.
NOTHING_FAILED = frozenset(
    {
        ReasonCode.NOT_PLANNED,
        ReasonCode.NOT_YET,
        ReasonCode.NOT_IN_RUN,
        ReasonCode.NEEDS_KEY,
        ReasonCode.NO_CORPORATE_NUMBER,
        ReasonCode.NO_PLACE,
        ReasonCode.NO_SPELLING,
        ReasonCode.ALREADY_KNOWN,
        ReasonCode.LEARNED,
        ReasonCode.TO_BE_LOOKED_AT,
    }
)

# The states in their order, but that nobody knows a website is said only where nobody failed to tell.
_BEFORE = tuple(state for state in RowState if state not in {RowState.NO_WEBSITE, RowState.NOT_ATTEMPTED})
STANDINGS = (*_BEFORE, RowState.NOT_ATTEMPTED, RowState.NO_WEBSITE, RowState.NOT_ATTEMPTED)
_FIRST = {state: STANDINGS.index(state) for state in RowState}
_LAST = len(STANDINGS) - 1


def standing(state: RowState, reason: Reason) -> int:
    """Position in STANDINGS: of several words about one row the lowest holds."""
    if state is RowState.NOT_ATTEMPTED and reason.code in NOTHING_FAILED:
        return _LAST
    return _FIRST[state]


def first_that_holds(told: Sequence[tuple[RowState, Reason]]) -> tuple[RowState, Reason]:
    """Of the words about one row, at least one, the first of those that stand before all others.

    >>> no_entry = Reason.of(ReasonCode.NO_ENTRY, source="EDINET")
    >>> failed = Reason.of(ReasonCode.SERVICE_FAILED, source="gBizINFO", status=500)
    >>> first_that_holds([(RowState.NO_WEBSITE, no_entry), (RowState.NOT_ATTEMPTED, failed)])[0]
    <RowState.NOT_ATTEMPTED: 'not_attempted'>
    """
    return min(told, key=lambda one: standing(*one))
