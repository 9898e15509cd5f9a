"""Times of firing: read, checked, counted, and said in EventBridge Scheduler's words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.messages import say
from workbench.timetable import TOKYO, NotATime, parse_scheduler, parse_when

FRIDAY_NOON = datetime(2026, 11, 27, 12, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("when", "first"),
    [
        ("daily 02:30", "2026-11-28T02:30"),
        ("daily 12:00", "2026-11-28T12:00"),  # not the moment itself
        ("daily 12:01", "2026-11-27T12:01"),
        ("weekdays 02:30", "2026-11-30T02:30"),
        ("mon,thu 9:05", "2026-11-30T09:05"),
        ("Sat-Sat 23:59", "2026-11-28T23:59"),
        ("30 2 * * *", "2026-11-28T02:30"),
        ("30 2 * * 1-5", "2026-11-30T02:30"),
        ("0 3 * * 7", "2026-11-29T03:00"),  # 0 and 7 are Sunday
        ("0 3 1 * *", "2026-12-01T03:00"),
        ("0 3 31 * *", "2026-12-31T03:00"),
        ("*/20 9-17/4 * * *", "2026-11-27T13:00"),
        ("0 0 29 feb *", "2028-02-29T00:00"),
        ("50/5 12 * * *", "2026-11-27T12:50"),
    ],
)
def test_the_next_firing_is_counted_in_japans_time(when: str, first: str) -> None:
    assert parse_when(when).next_after(FRIDAY_NOON).strftime("%Y-%m-%dT%H:%M") == first


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    # 16:00 UTC on Friday is 01:00 on Saturday in Tokyo.
    at = parse_when("daily 02:30").next_after(datetime(2026, 11, 27, 16, 0, tzinfo=UTC))
    assert at.isoformat() == "2026-11-28T02:30:00+09:00"


@pytest.mark.parametrize(
    ("when", "part"),
    [
        ("nonsense(1)", "nonsense(1)"),
        ("daily", "daily"),
        ("daily 25:00", "25:00"),
        ("daily 2:5", "2:5"),
        ("fryday 02:30", "fryday"),
        ("60 2 * * *", "60"),
        ("0 24 * * *", "24"),
        ("0 3 0 * *", "0"),
        ("0 3 * 13 *", "13"),
        ("0 3 * * 8", "8"),
        ("0 3 1 * 1", "1 … 1"),  # AWS takes only one of them, cron would take either
        ("0 3 31 feb,apr *", "31 feb,apr"),
        ("0 3 30 2 *", "30 2"),
        ("5-1 3 * * *", "5-1"),
        ("*/0 3 * * *", "*/0"),
        ("٣ 3 * * *", "٣"),
        (",1 3 * * *", ",1"),
        ("", ""),
    ],
)
def test_what_is_no_time_is_refused_by_the_part_that_is_wrong(when: str, part: str) -> None:
    with pytest.raises(NotATime) as refused:
        parse_when(when)
    assert refused.value.part == part
    assert say(refused.value.allowed, "ja") != say(refused.value.allowed, "en")


@pytest.mark.parametrize(
    "expression", ["nonsense(1)", "rate(1 day)", "cron(0 3 * * * *)", "cron(0 3 ? * 2 *)"]
)
def test_an_expression_that_is_not_ours_is_refused(expression: str) -> None:
    with pytest.raises(NotATime):
        parse_scheduler(expression)


@st.composite
def expressions(draw: st.DrawFn) -> str:
    minute, hour = draw(st.integers(0, 59)), draw(st.sampled_from(["*", "3", "*/6", "0,12"]))
    month = draw(st.sampled_from(["*", "jan-mar", "12"]))
    days = draw(st.sampled_from(["* {} *", "1,15 {} *", "* {} mon-fri", "* {} 0,6"]))
    return f"{minute} {hour} " + days.format(month)


@given(expressions(), st.integers(0, 525_600))
def test_eventbridge_is_told_the_same_times(when: str, minutes: int) -> None:
    table = parse_when(when)
    assert parse_scheduler(table.for_scheduler()) == table
    moment = FRIDAY_NOON + timedelta(minutes=minutes)
    following = table.next_after(moment)
    assert table.latest(moment, following) == following
    assert table.latest(moment, following - timedelta(seconds=1)) is None


def test_of_several_missed_firings_the_latest_counts() -> None:
    hourly = parse_when("0 * * * *")
    assert hourly.latest(
        FRIDAY_NOON, FRIDAY_NOON + timedelta(hours=5, minutes=10)
    ) == FRIDAY_NOON + timedelta(hours=5)
