"""Japanese telephone numbers: reading, validating, telling their line, finding them in text.

Pure. Numbers are judged by `phonenumbers` (Apache-2.0, Google's metadata); the written forms of Japan that it misses
(`TEL03-…`, 内線, all the dashes) are taken apart here first.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from workbench.contract.states import Line

_LINES = {
    PhoneNumberType.FIXED_LINE: Line.FIXED,
    PhoneNumberType.TOLL_FREE: Line.TOLL_FREE,
    PhoneNumberType.UAN: Line.NAVI,
    PhoneNumberType.VOIP: Line.IP,
    PhoneNumberType.MOBILE: Line.MOBILE,
}

# One character for one character, so that offsets in the folded text are offsets in the text.
_DASHES = "‐‑‒–—―−ー－ｰ─━﹣\u00ad\u200b\u200c\u200d\u2060\ufeff"
_FOLD = {
    **{ord(full): ascii_ for full, ascii_ in zip("０１２３４５６７８９＋．", "0123456789+.", strict=True)},
    **{ord(bracket): "(" for bracket in "（［〔["},
    **{ord(bracket): ")" for bracket in "）］〕]"},
    **{ord(dash): "-" for dash in _DASHES},
    **{ord(space): " " for space in "\u3000\u00a0\u2002\u2003\u2009\t"},
    **{ord(wave): "~" for wave in "〜～∼"},
    **{ord(dot): "・" for dot in "･·•"},
}

_SEPARATOR = r"(?:[ ]{0,2}[-.()・~]{1,3}[ \n]{0,3}|[ ]{1,2})"
# A run of digit groups that begins as a number begins: 0…, (0…, +81, 0081, 010-81, or 81- without its plus.
_RUN = re.compile(
    rf"(?<![0-9])(?:\+[ ]?81|\(?(?:0081|010-?81)|(?<![-.+/])81(?=[- ](?:\(0\)[- ]?)?[1-9][0-9]{{0,3}}[- ][0-9])"
    rf"|\(?0[0-9]{{1,12}})(?:{_SEPARATOR}?[0-9]{{1,11}}){{0,8}}"
)
# Opening hours that touch the number behind them: 9:00~18:0003-5550-1001.
_MINUTES = re.compile(r"(?<=[0-9][:：])[0-5][0-9](?=0[1-9][0-9]{0,3}[-(])")
# No number has fewer digits, and each begins with a zero or with Japan's 81.
_SHORTEST = 10
_BEGINS = re.compile("0|０|8|８")
_GROUP = re.compile(r"[0-9]+")
_ABROAD = re.compile(r"\(?(?:\+ ?81|0081|010-?81|81(?=[- ]))[-. ()]*(?:0\)?)?")
_POSTAL = re.compile(r"〒 ?[0-9]{3}-?[0-9]{4}")
# Opening hours that touch the number before them: 0120-555-0129:00, 03-5550-100110時.
_HOUR = re.compile(r"(?::[0-9]{2}|時)")
# A Latin letter that touches a number is a label only if it is one of these; elsewhere it is a part number.
_LETTER_BEFORE = re.compile(r"(?:^|[^a-z])(?:tel|fax|phone|ph|call|dial|mobile|t|f|p)[.: ]*$", re.IGNORECASE)
# One digit after a dash is the end of a range of lines: 03-5550-1001-5.
_MORE_DIGITS = re.compile(r"[0-9]|-[0-9](?:[0-9]|-)")
_EXTENSION = re.compile(r"^[\s,、(]*(?:内線?|ext|extension|代表?|直通?|大代表|内線番号)", re.IGNORECASE)
# All but numbers of services: 0037…, 0077….
_ORDINARY = re.compile(r"0[1-9][0-9]{8,9}")
_AS_MOST_ARE = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}")
_E164 = re.compile(r"\+81([1-9][0-9]{8,9})")
_ELEVEN = ("050", "060", "070", "080", "090", "020")


@dataclass(frozen=True)
class Phone:
    """One valid Japanese number: `raw` as it was written, `national` as people write it (03-1234-5678)."""

    e164: str
    line: Line
    raw: str
    national: str


@dataclass(frozen=True)
class Found:
    """A number within a text: `text[start:end]` is how it stands there."""

    start: int
    end: int
    phone: Phone


def fold(text: str) -> str:
    """The text with widths, dashes, brackets and spaces made one, of the same length.

    >>> fold("０３－５５５０（１０００）")
    '03-5550(1000)'
    """
    return text.translate(_FOLD)


def parse(text: str) -> Phone | None:
    """The one number that a text is, with what people write round it; None if it is none, or several.

    >>> parse("０３（５５５０）１０００ 内線12").e164
    '+81355501000'
    >>> parse("110") is None
    True
    """
    if plain := _plain(text):
        return plain
    found = find(text)
    if len(found) != 1:
        return None
    before, after = fold(text[: found[0].start]), fold(text[found[0].end :])
    if _GROUP.search(before) or (_GROUP.search(after) and not _EXTENSION.match(after)):
        return None
    return found[0].phone


def parse_cell(text: str) -> Phone | None:
    """The number of a cell in a telephone column: as `parse`, or the first of several, or with Excel's lost zero.

    Only for telephone columns: 9 or 10 digits without a leading zero are otherwise any number.

    >>> parse_cell("355501000").national, parse_cell("355501000.0").national
    ('03-5550-1000', '03-5550-1000')
    """
    if plain := _plain(text):
        return plain
    digits = fold(text).strip().removesuffix(".0")
    if re.fullmatch(r"[1-9][0-9 -]{8,13}", digits):
        bare = re.sub(r"[ -]", "", digits)
        restored = _resolve("0" + bare) if len(bare) in (9, 10) else None
        if restored:
            return Phone(restored.e164, restored.line, text, restored.national)
    found = [
        each for each in find(text) if not re.search(r"(?i)fax|ファ[ック]", text[: each.start][-8:])
    ] or find(text)
    return found[0].phone if found else None


def national(e164: str) -> str | None:
    """E.164 as people in Japan write it; None if it is no valid number of Japan. As parse(e164).national, at once.

    >>> national("+81355501000"), national("+81120550100"), national("03-5550-1000")
    ('03-5550-1000', '0120-550-100', None)
    """
    digits = _E164.fullmatch(e164)
    number = _resolve("0" + digits[1]) if digits and len(digits[1]) + 1 == _length("0" + digits[1]) else None
    return number.national if number else None


def find(text: str) -> list[Found]:
    """All valid numbers in a text, in order, with their offsets; what they are called is not looked at.

    >>> [(f.start, f.end, f.phone.e164) for f in find("TEL03-5550-1000/FAX03-5550-1001")]
    [(3, 15, '+81355501000'), (19, 31, '+81355501001')]
    """
    if len(text) < _SHORTEST or not _BEGINS.search(text):
        return []
    folded = fold(text)
    if "〒" in folded:
        # A postal code is no part of the number that may touch it.
        folded = _POSTAL.sub(lambda code: "〒" + " " * (len(code.group()) - 1), folded)
    if ":" in folded or "：" in folded:
        folded = _MINUTES.sub("  ", folded)
    found: list[Found] = []
    at = 0
    while (run := _RUN.search(folded, at)) is not None:
        hit = _within(folded, text, run, found[-1].end if found else 0)
        if hit is None:
            at = _next_start(folded, run)
        else:
            found.append(hit)
            at = hit.end
            if folded[at : at + 1] == "0":
                folded = folded[: at - 1] + " " + folded[at:]  # another number touches it
    return found


@lru_cache(maxsize=4_096)
def is_placeholder(e164: str) -> bool:
    """Whether a number is one of those that stand in templates: 03-1234-5678, 0120-000-000, 090-1111-2222 …

    >>> is_placeholder("+81312345678"), is_placeholder("+81355501000")
    (True, False)
    """
    digits = "0" + e164.removeprefix("+81")
    resolved = _resolve(digits)
    subscriber = re.sub(r"[^0-9]", "", resolved.national.partition("-")[2]) if resolved else digits[3:]
    return (
        digits in "012345678901234567890"
        or digits in "098765432109876543210"
        or subscriber in "01234567890123"
        or subscriber in "98765432109876"
        or digits.endswith(("12345678", "0000000"))
        or not subscriber.strip("0")
        or (len(subscriber) >= 7 and len(set(subscriber)) == 1)
        or bool(re.fullmatch(r"0[5-9]0(\d)\1{3}(\d)\2{3}", digits))
    )


def _within(folded: str, text: str, run: re.Match[str], after: int) -> Found | None:
    """The number at the start of a run of digit groups; the run may hold more than it, but not more of it.

    `after` is where the last number ended: what lies before it is no part of this one.
    """
    abroad = _ABROAD.match(folded, run.start())
    start = run.start()
    digits, position = ("0", abroad.end()) if abroad else ("", start)
    for group in _GROUP.finditer(folded, position, run.end()):
        digits += group.group()
        if len(digits) >= _length(digits):
            break
    else:
        return None
    end = group.end()
    too_many = len(digits) - _length(digits)
    if too_many > 2 and position < group.start() and _touches_another(folded, text, end - too_many):
        end, digits = end - too_many, digits[:-too_many]
    elif 0 < too_many <= 2 and _HOUR.match(folded, end):
        end, digits = end - too_many, digits[:-too_many]
        if len(digits) != _length(digits) or _is_part_of_more(folded, start, end, after):
            return None
    elif too_many or _continues(folded, start, end, after):
        return None
    resolved = _resolve(digits)
    if resolved is None:
        return None
    if end < len(folded) and folded[end] == ")" and "(" in folded[start:end].rpartition(")")[2]:
        end += 1
    return Found(start, end, Phone(resolved.e164, resolved.line, text[start:end], resolved.national))


def _touches_another(folded: str, text: str, at: int) -> bool:
    """Whether a whole number begins in the midst of digits, as where two links stand side by side."""
    run = _RUN.match(" " + folded[at : at + 40], 1) if folded.startswith("0", at) else None
    return (
        run is not None and _within(" " + folded[at : at + 40], " " + text[at : at + 40], run, 0) is not None
    )


def _plain(text: str) -> Phone | None:
    """The number of a text that is nothing else, written as most are (03-5550-1000): what `find` finds, at once."""
    if not _AS_MOST_ARE.fullmatch(text):
        return None
    digits = text.replace("-", "")
    number = _resolve(digits) if len(digits) == _length(digits) else None
    return Phone(number.e164, number.line, text, number.national) if number else None


def _length(digits: str) -> int:
    return 11 if digits.startswith(_ELEVEN) or digits.startswith("0800") else 10


def _continues(folded: str, start: int, end: int, after: int) -> bool:
    """Whether what stands on either side makes it a part of something longer (a code, an id, a date)."""
    if _MORE_DIGITS.match(folded, end):
        return True
    return _is_part_of_more(folded, start, end, after)


def _is_part_of_more(folded: str, start: int, end: int, after: int) -> bool:
    """Whether it is the tail of something longer."""
    before = folded[max(after, start - 12) : start]
    if re.search(r"[0-9][-.,/]$", before):
        return True
    solid = folded[start:end].isdigit()
    if solid and re.search(r"[A-Za-z]$", before):
        return not _LETTER_BEFORE.search(before)
    return False


def _next_start(folded: str, run: re.Match[str]) -> int:
    """Where to look on after a run that is no number: at its second group, since a postal code may come first."""
    first = _GROUP.search(folded, run.start())
    return first.end() if first and first.end() < run.end() else run.end()


def _resolve(digits: str) -> Phone | None:
    """The number of a bare national digit string, None unless it is valid and of a line that a company has."""
    if not _ORDINARY.fullmatch(digits):
        return _judged(digits)
    block = _block(digits[:-4], len(digits))
    if block is None:
        return None
    line, (first, second) = block
    national = f"{digits[:first]}-{digits[first:second]}-{digits[second:]}"
    return Phone(f"+81{digits[1:]}", line, digits, national)


@lru_cache(maxsize=100_000)
def _block(head: str, length: int) -> tuple[Line, tuple[int, int]] | None:
    """Line, and where the hyphens stand, of all ordinary numbers of that length which begin so; None if not valid.

    Japan's numbering plan gives numbers away in blocks of ten thousand: nothing hangs on the last four digits.
    """
    number = _judged(head + "0" * (length - len(head)))
    if number is None:
        return None
    area, office, _ = number.national.split("-")
    return number.line, (len(area), len(area) + len(office))


def _judged(digits: str) -> Phone | None:
    """What `phonenumbers` says of a bare national digit string."""
    try:
        number = phonenumbers.parse(digits, "JP")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code != 81 or not phonenumbers.is_valid_number(number):
        return None
    line = _LINES.get(phonenumbers.number_type(number))
    if line is None:
        return None
    return Phone(
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        line,
        digits,
        phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
    )
