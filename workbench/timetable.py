"""When a schedule fires, in Japan's time: `daily 02:30`, `weekdays 02:30`, `mon,thu 02:30`, or five cron fields.

EventBridge Scheduler checks an expression only when it is given one, and the embedded AWS not at all, so they are
read, checked and counted here. Japan has no summer time: every local time comes exactly once.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

ZONE = "Asia/Tokyo"
TOKYO = timezone(timedelta(hours=9), "JST")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")  # cron counts from Sunday
WORDS = {"daily": "*", "weekdays": "mon-fri"}
# A leap day can be eight years away (1896, 1904; 2096, 2104).
LONGEST_SEARCH_DAYS = 366 * 8 + 2

MINUTES_OF_AN_HOUR = frozenset(range(60))
HOURS_OF_A_DAY = frozenset(range(24))
DAYS_OF_A_MONTH = frozenset(range(1, 32))
MONTHS_OF_A_YEAR = frozenset(range(1, 13))
DAYS_OF_A_WEEK = frozenset(range(7))


class NotATime(ValueError):
    """The expression names no time. part: what of it is wrong; allowed: the code of what could stand there."""

    def __init__(self, part: str, allowed: str) -> None:
        super().__init__(f"{part!r}: {allowed}")
        self.part = part
        self.allowed = allowed


@dataclass(frozen=True)
class Timetable:
    """The local times at which something fires. weekdays: 0 is Sunday. At most one of days and weekdays is a choice."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int] = DAYS_OF_A_MONTH
    months: frozenset[int] = MONTHS_OF_A_YEAR
    weekdays: frozenset[int] = DAYS_OF_A_WEEK

    def next_after(self, moment: datetime) -> datetime:
        """The first firing after a moment (aware), in Japan's time.

        >>> parse_when("weekdays 02:30").next_after(datetime(2026, 11, 27, 12, 0, tzinfo=TOKYO)).isoformat()
        '2026-11-30T02:30:00+09:00'
        """
        local = moment.astimezone(TOKYO)
        for ahead in range(LONGEST_SEARCH_DAYS):
            day = local.date() + timedelta(days=ahead)
            found = next((at for at in self._on(day) if at > local), None)
            if found:
                return found
        raise NotATime("", "when.never")

    def latest(self, after: datetime, until: datetime) -> datetime | None:
        """The last firing after one moment and not after another; None if there is none between them."""
        end = until.astimezone(TOKYO)
        day = end.date()
        while day >= after.astimezone(TOKYO).date():
            found = next((at for at in reversed(self._on(day)) if after < at <= end), None)
            if found:
                return found
            day -= timedelta(days=1)
        return None

    def for_scheduler(self) -> str:
        """The same in EventBridge Scheduler's words: its cron has six fields and a `?`.

        >>> parse_when("weekdays 02:30").for_scheduler()
        'cron(30 2 ? * MON,TUE,WED,THU,FRI *)'
        >>> parse_when("daily 02:30").for_scheduler()
        'cron(30 2 * * ? *)'
        """
        on_weekdays = self.weekdays != DAYS_OF_A_WEEK
        fields = (
            _listed(self.minutes, MINUTES_OF_AN_HOUR),
            _listed(self.hours, HOURS_OF_A_DAY),
            "?" if on_weekdays else _listed(self.days, DAYS_OF_A_MONTH),
            _listed(self.months, MONTHS_OF_A_YEAR),
            _listed(self.weekdays, DAYS_OF_A_WEEK, lambda day: WEEKDAYS[day].upper()) if on_weekdays else "?",
            "*",
        )
        return f"cron({' '.join(fields)})"

    def _on(self, day: date) -> list[datetime]:
        """The firings of one day, in order."""
        if (
            day.day not in self.days
            or day.month not in self.months
            or day.isoweekday() % 7 not in self.weekdays
        ):
            return []
        return [
            datetime.combine(day, time(hour, minute), TOKYO)
            for hour in sorted(self.hours)
            for minute in sorted(self.minutes)
        ]


def day_of(moment: datetime) -> date:
    """The day in Japan."""
    return moment.astimezone(TOKYO).date()


def today() -> date:
    """The present day in Japan."""
    return datetime.now(TOKYO).date()


def parse_when(text: str) -> Timetable:
    """What a schedule file says under `when`. Raises NotATime with the part that is wrong.

    >>> parse_when("daily 25:00")
    Traceback (most recent call last):
    workbench.timetable.NotATime: '25:00': when.clock
    """
    words = text.split()
    if len(words) == 5:
        return _checked(*words)
    if len(words) != 2:
        raise NotATime(text, "when.form")
    days, clock = words
    at = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", clock)
    if not at:
        raise NotATime(clock, "when.clock")
    return _checked(at[2], at[1], "*", "*", WORDS.get(days.lower(), days))


def parse_scheduler(expression: str) -> Timetable:
    """What EventBridge Scheduler was given: the `cron(…)` that `for_scheduler` writes. Raises NotATime.

    Its weekdays are taken by name only: by number they count from 1, unlike everybody else's.
    """
    found = re.fullmatch(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) \*\)", expression.strip())
    if not found:
        raise NotATime(expression, "when.scheduler")
    minute, hour, day, month, weekday = found.groups()
    if (day == "?") == (weekday == "?") or re.search(r"\d", weekday):
        raise NotATime(expression, "when.scheduler")
    return _checked(minute, hour, day.replace("?", "*"), month, weekday.replace("?", "*"))


def _checked(minute: str, hour: str, day: str, month: str, weekday: str) -> Timetable:
    made = Timetable(
        minutes=_field(minute, MINUTES_OF_AN_HOUR, "when.minutes"),
        hours=_field(hour, HOURS_OF_A_DAY, "when.hours"),
        days=_field(day, DAYS_OF_A_MONTH, "when.days"),
        months=_field(month, MONTHS_OF_A_YEAR, "when.months", MONTHS, first_name=1),
        weekdays=_field(weekday, DAYS_OF_A_WEEK, "when.weekdays", WEEKDAYS),
    )
    if made.days != DAYS_OF_A_MONTH and made.weekdays != DAYS_OF_A_WEEK:
        raise NotATime(f"{day} … {weekday}", "when.both")
    if made.days.isdisjoint(
        day for m in made.months for day in range(1, calendar.monthrange(2024, m)[1] + 1)
    ):
        raise NotATime(f"{day} {month}", "when.never")
    return made


def _field(
    text: str, everything: frozenset[int], allowed: str, names: tuple[str, ...] = (), first_name: int = 0
) -> frozenset[int]:
    """The numbers of one cron field: `*`, `5`, `mon-fri`, `1,15`, `*/10`, `9-17/2`."""
    low, high = min(everything), max(everything)
    chosen: set[int] = set()

    def number(word: str) -> int:
        if word.lower() in names:
            return names.index(word.lower()) + first_name
        if not word.isascii() or not word.isdigit() or not low <= int(word) <= high + (names == WEEKDAYS):
            raise NotATime(word or text, allowed)
        return int(word)

    for part in text.split(","):
        whole, _, step = part.partition("/")
        if step and not (step.isascii() and step.isdigit() and int(step) > 0):
            raise NotATime(part, "when.step")
        start, dash, end = (str(low), "-", str(high)) if whole == "*" else whole.partition("-")
        first = number(start)
        last = number(end) if dash else (high if step else first)
        if last < first:
            raise NotATime(part, "when.order")
        chosen.update(range(first, last + 1, int(step or 1)))
    # 7 is Sunday too.
    return frozenset(day % 7 for day in chosen) if names == WEEKDAYS else frozenset(chosen)


def _listed(chosen: frozenset[int], everything: frozenset[int], name: Callable[[int], str] = str) -> str:
    return "*" if chosen == everything else ",".join(name(one) for one in sorted(chosen))
