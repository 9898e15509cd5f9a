"""Of several words about one row, the one that holds."""

import pytest

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.standing import STANDINGS, first_that_holds
from workbench.contract.states import RowState

NO_ENTRY = (RowState.NO_WEBSITE, Reason.of(ReasonCode.NO_ENTRY, source="EDINET"))
FAILED = (RowState.NOT_ATTEMPTED, Reason.of(ReasonCode.SERVICE_FAILED, source="gBizINFO", status=500))
KILLED = (RowState.NOT_ATTEMPTED, Reason.of(ReasonCode.CONTAINER_KILLED, detail="exit code 137"))
NO_KEY = (RowState.NOT_ATTEMPTED, Reason.of(ReasonCode.NEEDS_KEY, source="EDINET", variable="X"))
NO_PLACE = (RowState.NOT_ATTEMPTED, Reason.of(ReasonCode.NO_PLACE))
NO_NUMBER = (RowState.NOT_PUBLISHED, Reason.of(ReasonCode.NO_NUMBER_ON_SITE, pages=2))


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ([NO_ENTRY, FAILED], FAILED),
        ([FAILED, NO_ENTRY], FAILED),
        ([NO_ENTRY, KILLED], KILLED),
        ([NO_ENTRY, NO_KEY], NO_ENTRY),
        ([NO_PLACE, NO_ENTRY], NO_ENTRY),
        ([FAILED, NO_NUMBER], NO_NUMBER),
        ([NO_PLACE, FAILED], FAILED),
        ([NO_KEY, NO_PLACE], NO_KEY),
    ],
)
def test_nobody_knows_a_website_only_where_nobody_failed_to_tell(told: list, holds: tuple) -> None:
    assert first_that_holds(told) == holds


def test_the_order_of_states_is_kept() -> None:
    assert list(dict.fromkeys(reversed(STANDINGS)))[::-1] == list(RowState)
