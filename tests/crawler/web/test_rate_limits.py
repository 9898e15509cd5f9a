import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.web.rate_limits import reset_s

TOLD = {
    "the second is used up": ("0, 14999", "1, 2592000", 1.0),
    "the month is used up": ("1, 0", "1, 2592000", 2_592_000.0),
    "both": ("0, 0", "1, 2592000", 2_592_000.0),
    "one limit": ("0", "30", 30.0),
    "nothing is used up": ("1, 14999", "1, 2592000", None),
    "the moment, not how long": ("0", "1795000000", None),
    "not as many": ("0, 0", "1", None),
    "no fields": ("", "", None),
    "no numbers": ("0, many", "1, later", None),
    "below nothing": ("0", "-1", None),
    "digits of others": ("٠", "١", None),
}


@pytest.mark.parametrize(("remaining", "reset", "seconds"), TOLD.values(), ids=TOLD.keys())
def test_a_limit_that_is_used_up_says_how_long(remaining: str, reset: str, seconds: float | None) -> None:
    assert reset_s(remaining, reset) == seconds


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_the_fields_say_it_is_a_time_or_nothing(remaining: str, reset: str) -> None:
    seconds = reset_s(remaining, reset)
    assert seconds is None or seconds >= 0
