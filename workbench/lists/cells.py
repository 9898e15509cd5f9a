"""What a cell says, one function a kind of column: text in, the value that is used out, None for nothing."""

import re
from decimal import Decimal

from workbench.japan import addresses, corporate_numbers, phones
from workbench.japan.characters import normalise, plain_dashes

# What people write where nothing is known.
_BLANK_WORDS = (
    "なし 無し 無 ナシ 不明 調査中 確認中 未調査 未確認 未定 未登録 未取得 未設定 未入力 該当なし 該当無し 非公開 空欄 "
    "同上 記載なし 登録なし 要確認 要調査 未記入 未設置 "
    "n/a na none null nil nan #n/a #ref! #value! #name? #div/0! #null! #num! unknown tbd x ×"
)
# What people write to say: as in the cell above.
_AS_ABOVE = "〃 々 ” \" '' 同上 同 上同 仝 同じ 上に同じ 上記に同じ 上と同じ ditto do. 〻 ″"
AS_ABOVE = frozenset(case for word in _AS_ABOVE.split() for case in (word, word.title(), word.upper()))
BLANK_WORDS = frozenset(_BLANK_WORDS.split()) | AS_ABOVE
_URL = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>(?:[\w-]+\.)+[a-z]{2,})(?P<rest>(?::\d+)?(?:[/?#]\S*)?)",
    re.IGNORECASE | re.ASCII,
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_EXPONENT = re.compile(r"\d(?:\.(?P<decimals>\d{1,15}))?e\+?(?P<exponent>\d{1,2})", re.IGNORECASE)
_THIRTEEN = re.compile(r"(?<!\d)[1-9]\d{12}(?!\d)", re.ASCII)
_LOST_PLUS = re.compile(r"81[- ]?[1-9][\d -]{7,12}")
_FAX_BEFORE = re.compile(
    r"(?:fax|ｆａｘ|ファックス|ファクス|ファクシミリ|ﾌｧｯｸｽ|ﾌｧｸｽ|[fＦ])[^0-9０-９]*$", re.IGNORECASE
)
_FAX_BEHIND = re.compile(r"\s*[(\uff08\[]\s*(?:fax|ｆａｘ|ファ|ﾌｧ|[fＦ][)\uff09])", re.IGNORECASE)
_MARK_BEFORE = re.compile(
    r"^(?:[・･●○■□◆◇★☆※▼▲▽△→◎*＊]|[①-⑳❶-❿]|[(\uff08]?[0-9０-９]{1,4}(?:[.)\uff0e\uff09、](?![0-9０-９])))\s*(?=.*[^\W\d_])"
)
_BARE_DIGITS = re.compile(r"[1-9]\d+(?:\.0+)?")


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing is known: no letter or digit, or one of BLANK_WORDS.

    >>> is_blank("－"), is_blank("調査中"), is_blank("03-5550-1000")
    (True, True, False)
    """
    cell = normalise(text).casefold()
    return _LETTER_OR_DIGIT.search(cell.replace("ー", "")) is None or cell in BLANK_WORDS


def name(text: str) -> str:
    """The name of a cell in one line, without the number or the mark that stands before it in a list.

    >>> name("1. 株式会社甲"), name("・乙商事　大阪支店"), name("3.14企画"), name("④丙")
    ('株式会社甲', '乙商事 大阪支店', '3.14企画', '丙')
    """
    return _MARK_BEFORE.sub("", " ".join(text.split()))


def phone(text: str) -> str | None:
    """The number of a telephone cell as people write it (03-5550-1000); None if none can be read.

    Of several the first that is no FAX. A number cell gets back the zero, or the + of +81, that it lost.

    >>> phone("FAX 03-5550-1001 TEL 03-5550-1000"), phone("FAX 03-5550-1001"), phone("3.55501E+08")
    ('03-5550-1000', None, None)
    >>> phone("355501000"), phone("3.55501000E+08"), phone("81-3-5550-1000")
    ('03-5550-1000', '03-5550-1000', '03-5550-1000')
    """
    cell = _digits_of_float(text)
    numbers, faxes = _numbers(cell)
    if numbers or faxes:
        return numbers[0] if numbers else None
    if _LOST_PLUS.fullmatch(digits := plain_dashes(cell)):
        cell = f"+{digits}"
    read = phones.parse_cell(cell)
    return None if read is None else read.national


def phones_of(text: str) -> list[str]:
    """All numbers of a telephone cell that are no FAX, each once, in order.

    >>> phones_of("03-5550-1000 / 06-6355-2000 FAX:06-6355-2001")
    ['03-5550-1000', '06-6355-2000']
    """
    return _numbers(text)[0]


def is_fax_only(text: str) -> bool:
    """Whether all numbers of a cell are said to be a FAX's."""
    numbers, faxes = _numbers(text)
    return not numbers and bool(faxes)


def _numbers(text: str) -> tuple[list[str], list[str]]:
    """(telephone numbers, FAX numbers) of a cell, each once, by the words directly beside them."""
    numbers: dict[str, None] = {}
    faxes: dict[str, None] = {}
    end = 0
    for found in phones.find(text):
        fax = _FAX_BEFORE.search(text[end : found.start]) or _FAX_BEHIND.match(text[found.end :])
        (faxes if fax else numbers)[found.phone.national] = None
        end = found.end
    return list(numbers), list(faxes)


def _digits_of_float(text: str) -> str:
    """The digits of a number that a program wrote as 3.55501000E+08, if none of them is lost; else the text."""
    cell = normalise(text)
    if not _EXPONENT.fullmatch(cell) or is_rounded(cell):
        return text
    return str(int(Decimal(cell)))


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
    """The valid 法人番号 of a cell, also with words round it; None if it holds none.

    >>> corporate_number("法人番号：7000012050002"), corporate_number("'7000012050002")
    ('7000012050002', '7000012050002')
    """
    whole = corporate_numbers.clean(text)
    if whole is not None:
        return whole
    found = set(_THIRTEEN.findall(normalise(text)))
    return corporate_numbers.clean(found.pop()) if len(found) == 1 else None


def is_rounded(text: str) -> bool:
    """Whether Excel has rounded the number of a cell, so that its digits are gone for good.

    >>> is_rounded("7.00001E+12"), is_rounded("7000012050002"), is_rounded("3.55501001E+08")
    (True, False, False)
    """
    found = _EXPONENT.fullmatch(plain_dashes(text).removeprefix("'"))
    return found is not None and len(found["decimals"] or "") < int(found["exponent"])


def is_bare_number(text: str) -> bool:
    """Whether a cell holds digits without the zero in front that its number has: a number cell, or once one.

    >>> is_bare_number("355501000"), is_bare_number("0355501000")
    (True, False)
    """
    return _BARE_DIGITS.fullmatch(normalise(text)) is not None
