"""法人番号: thirteen digits, the first of which checks the other twelve.

Source: 国税庁, 法人番号の指定について, check digit of 法人番号の指定等に関する省令 article 2: count the
twelve base digits from the right, weight the odd places 1 and the even ones 2; the check digit is 9 - (sum
mod 9), thus 1 to 9. It misses a swap of 0 and 9; so a number that fails is told, never mended.
"""

import re
from decimal import Decimal

from workbench.japan.characters import plain_dashes

_THIRTEEN_DIGITS = re.compile(r"[1-9][0-9]{12}")
_SEPARATORS = re.compile(r"[\s,-]+")
# What a program writes of the number as a float. Excel's own display (7.00001E+12) has lost digits: it
# shows five decimals at most, a program twelve less the trailing zeros.
_FLOAT = re.compile(r"[1-9]\.[0-9]{9,12}[Ee]\+?12|[1-9][0-9]{12}\.0*")


def is_valid(digits: str) -> bool:
    """Whether these are thirteen ASCII digits whose first one fits the rest.

    >>> is_valid("7000012050002"), is_valid("7000012050003")
    (True, False)
    """
    if not _THIRTEEN_DIGITS.fullmatch(digits):
        return False
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits[1:])))
    return int(digits[0]) == 9 - weighted % 9


def clean(text: str) -> str | None:
    """The valid thirteen digits that a cell means, else None.

    Read through: width, spaces, hyphens, a leading T, a float's text that is still exact.

    >>> clean("Ｔ7000-0120-50002"), clean("7.000012050002E12"), clean("7000012050002.0")
    ('7000012050002', '7000012050002', '7000012050002')
    >>> clean("7.00001E+12"), clean("7000012050003"), clean("")
    (None, None, None)
    """
    digits = _SEPARATORS.sub("", plain_dashes(text)).removeprefix("T").removeprefix("t")
    if _FLOAT.fullmatch(digits):
        digits = str(int(Decimal(digits)))
    return digits if is_valid(digits) else None
