"""Times, sizes and shares as people say them, in either language."""

from dataclasses import dataclass

from workbench.messages import Language, current_language, say

DAY_S, HOUR_S, MINUTE_S = 86_400, 3_600, 60
_SIZES = (("MiB", 1_048_576), ("KiB", 1_024), ("B", 1))


@dataclass(frozen=True)
class Duration:
    """A time in seconds.

    >>> [Duration(s).sentence("en") for s in (0.05, 90, 3_600, 14_400, 604_800)]
    ['0.05 s', '1 min 30 s', '1 h', '4 h', '7 days']
    >>> Duration(5_400).sentence("ja")
    '1時間30分'
    """

    seconds: float

    def sentence(self, language: Language | None = None, /) -> str:
        language = language or current_language()
        left: float = self.seconds
        said = []
        # Two days and more count in days: '1 days' is never said.
        units = [("unit.days", DAY_S)] if left >= 2 * DAY_S else []
        for unit, size in [*units, ("unit.hours", HOUR_S), ("unit.minutes", MINUTE_S)]:
            count, left = divmod(left, size)
            if count:
                said.append(say(unit, language, count=f"{count:g}"))
        if left or not said:
            said.append(say("unit.seconds", language, count=f"{left:g}"))
        return ("" if language == "ja" else " ").join(said)


@dataclass(frozen=True)
class Size:
    """A number of bytes.

    >>> [Size(n).sentence("en") for n in (2_097_152, 10_000)]
    ['2 MiB', '9.8 KiB']
    """

    size_bytes: int

    def sentence(self, language: Language | None = None, /) -> str:
        unit, factor = next((unit, factor) for unit, factor in _SIZES if self.size_bytes >= factor)
        return say("unit.size", language, count=f"{round(self.size_bytes / factor, 1):g}", unit=unit)


def percent(share: float) -> str:
    """A confidence from 0 to 1 in percent, without needless digits.

    >>> percent(0.8), percent(0.125)
    ('80', '12.5')
    """
    return f"{round(100 * share, 4):g}"
