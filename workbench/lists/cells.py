"""What a cell says, one function a kind of column: text in, the value that is used out, None for nothing."""

import re

from workbench.japan import addresses, corporate_numbers, phones
from workbench.japan.characters import normalise, plain_dashes

# What people write where nothing is known.
_BLANK_WORDS = (
    "なし 無し 無 ナシ 不明 調査中 確認中 未調査 未確認 未定 未登録 未取得 未設定 未入力 該当なし 該当無し 非公開 空欄 "
    "同上 n/a na none null nil nan #n/a unknown tbd x ×"
)
BLANK_WORDS = frozenset(_BLANK_WORDS.split())
_URL = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>(?:[\w-]+\.)+[a-z]{2,})(?P<rest>(?::\d+)?(?:[/?#]\S*)?)",
    re.IGNORECASE | re.ASCII,
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ROUNDED = re.compile(r"\d(?:\.\d{1,8})?e\+?\d+", re.IGNORECASE)
_BARE_DIGITS = re.compile(r"[1-9]\d+(?:\.0+)?")


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing is known: no letter or digit, or one of BLANK_WORDS.

    >>> is_blank("－"), is_blank("調査中"), is_blank("03-5550-1000")
    (True, True, False)
    """
    cell = normalise(text).casefold()
    return _LETTER_OR_DIGIT.search(cell.replace("ー", "")) is None or cell in BLANK_WORDS


def phone(text: str) -> str | None:
    """The number of a telephone cell as people write it (03-5550-1000); None if none can be read."""
    read = phones.parse_cell(text)
    return None if read is None else read.national


def homepage(text: str) -> str | None:
    """The address of a homepage with its scheme, host in small letters; None if the cell holds none.

    >>> homepage("HTTP://WWW.KAKUDOU.EXAMPLE/"), homepage("www.kakudou.example"), homepage("準備中")
    ('http://www.kakudou.example/', 'http://www.kakudou.example', None)
    """
    cell = normalise(text)
    found = _URL.search(cell)
    if found is None or "@" in cell[: found.end()]:
        return None
    return f"{(found['scheme'] or 'http').lower()}://{found['host'].lower()}{found['rest']}"


def postal_code(text: str) -> str | None:
    """The seven digits of a postal code's cell; None if it holds none."""
    return addresses.postal_code(text)


def corporate_number(text: str) -> str | None:
    """The valid 法人番号 of a cell; None if it holds none."""
    return corporate_numbers.clean(text)


def is_rounded(text: str) -> bool:
    """Whether Excel has rounded the number of a cell, so that its digits are gone for good.

    >>> is_rounded("7.00001E+12"), is_rounded("7000012050002")
    (True, False)
    """
    return _ROUNDED.fullmatch(plain_dashes(text)) is not None


def is_bare_number(text: str) -> bool:
    """Whether a cell holds digits without the zero in front that its number has: a number cell, or once one.

    >>> is_bare_number("355501000"), is_bare_number("0355501000")
    (True, False)
    """
    return _BARE_DIGITS.fullmatch(normalise(text)) is not None
