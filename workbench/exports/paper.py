"""How a wide table goes onto paper: on pages that one can read, or their columns on one page and ours on the next."""

from dataclasses import dataclass

# Inches of the long side: A4, A3 and the B4 of Japan (ISO 216, JIS P 0138), by Excel's numbers for them.
LONG_SIDE_INCHES = {9: 11.69, 8: 16.54, 12: 14.33}
A4 = 9
# At 60 % a text of 11 points is still one of 6.6, as in a pocket diary.
LEAST_PERCENT = 60
# Where even one half of the table is wider than this allows, the program goes on to further pages.
LOWEST_PERCENT = 45
# Programs and printers differ by a few pixels.
_SPARE = 0.97


@dataclass(frozen=True)
class Fit:
    """percent: None to be fitted to the width of one page; else that scale, and our columns begin a page."""

    percent: int | None


ONE_PAGE = Fit(None)


def fit(theirs: float, ours: float, repeated: float, margins_inches: float = 0.8, paper: int = A4) -> Fit:
    """How a table is printed on landscape paper.

    theirs, ours: widths of their columns and of ours that are printed, in pixels (see `pixels`). repeated: width of
    those of theirs that are printed on each page, so that one sees which company it is.

    >>> fit(600, 700, 200), fit(1500, 760, 300)
    (Fit(percent=None), Fit(percent=67))
    """
    room = (LONG_SIDE_INCHES.get(paper, LONG_SIDE_INCHES[A4]) - margins_inches) * 96 * _SPARE
    if room >= LEAST_PERCENT / 100 * (theirs + ours):
        return ONE_PAGE
    percent = int(100 * room / max(theirs, repeated + ours))
    return Fit(min(max(percent, LOWEST_PERCENT), 100))


def pixels(width: float) -> float:
    """The pixels of a column that is so many characters wide: those of its digits, and 5 beside them.

    Source: ECMA-376, part 1, 18.3.1.13. A digit of the fonts that Japanese books have (游ゴシック, MS Pゴシック of 11
    points) is 8 pixels wide, one of Calibri 7; the wider is taken.
    """
    return 8 * width + 5 if width else 0.0
