"""A figure that is not known yet: low, likely and high."""

import math
from collections.abc import Callable
from typing import NamedTuple

# Two-sided 90 %: of ten such ranges nine hold what the whole list comes to, if its rows are like those that were asked.
_Z = 1.645


class Range(NamedTuple):
    """low <= likely <= high."""

    low: float
    likely: float
    high: float

    def each(self, function: Callable[[float], float]) -> "Range":
        """The function of each; it must grow with its argument."""
        return Range(*map(function, self))


def share(hits: int, of: int) -> Range:
    """The share that hits are of all, as a Wilson interval of 90 %.

    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 1927.

    >>> [round(one, 2) for one in share(40, 50)]
    [0.69, 0.8, 0.88]
    """
    if not of:
        return Range(0.0, 0.5, 1.0)
    p, z2 = hits / of, _Z**2
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * math.sqrt(p * (1 - p) / of + z2 / (4 * of**2))
    return Range(max(0.0, min(p, middle - half)), p, min(1.0, max(p, middle + half)))
