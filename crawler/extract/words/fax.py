"""Whether a number is that of a FAX: TEL and FAX stand side by side, in any order, over one number or two."""

import re

from crawler.extract.rules import Rule, holds
from crawler.extract.words.role_words import FAX, TEL
from crawler.extract.words.words import IN_BRACKETS, NAMES_LINE, NUMBER_MARK, REACH, Words

_TOGETHER = 4  # characters between TEL and FAX where both are one label
_DIALS = frozenset({"ダイヤル", "ダイアル", "フリーコール"})
_SAYS_OF_FAX = re.compile(r"は|自動|切り?替")  # FAXは自動切替
_BOTH = re.compile(r"兼|共(?:通|用)?|同(?:じ|番|上|一)|both", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{2}")  # the FAX number itself, or its last digits
_NUMBER = re.compile(f"[0-9{NUMBER_MARK}]")


def is_fax(words: Words) -> bool:
    """Whether the nearest of the words TEL and FAX is FAX.

    `TEL/FAX` before two numbers names the second one; before one number, and as `兼FAX`, it names a telephone too.
    """
    bracket = IN_BRACKETS.match(words.after)
    if bracket and not _is_of_the_next(words, bracket.end()):
        text = bracket.group(1)
        if FAX.search(text) and not _SAYS_OF_FAX.search(text):
            return not (TEL.search(text) or _BOTH.search(text) or _DIGITS.search(text))
        if TEL.search(text):
            return False
    before = words.before.rpartition("。")[2][-REACH:]
    for text in (before, words.row, words.column):
        fax, tel = _last(FAX, text), _last(TEL, text)
        if fax is None and tel is None:
            continue
        if fax is None or tel is None:
            return fax is not None and not _BOTH.search(text[fax.end() :][:3] + words.after[:6])
        first, last = sorted((fax, tel), key=lambda found: found.start())
        between = text[first.end() : last.start()]
        if len(between.strip()) <= _TOGETHER and not _NUMBER.search(between):
            if _BOTH.search(text) or not holds(Rule.FAX_IN_PAIR):
                return False
            if _is_kind_of_fax(text, fax, tel):
                return True
            second = NUMBER_MARK in text[last.end() :] if text is before else words.nth % 2 == 1
            only = words.alike < 2 and not second
            return not only and (second == (first is tel))
        return last is fax
    if (
        holds(Rule.FAX_BY_CLASS)
        and words.kind
        and not NAMES_LINE.search(" ".join((*words.cells, *words.above[:1])))
    ):
        return "fax" in words.kind.lower() and "tel" not in words.kind.lower()
    return False


def _is_kind_of_fax(text: str, fax: re.Match[str], tel: re.Match[str]) -> bool:
    """Whether FAX is no pair with a word that only says how one reaches somebody: `連絡先 FAX`, `フリーダイヤルFAX`."""
    first, last = sorted((fax, tel), key=lambda found: found.start())
    between = text[first.end() : last.start()]
    glued = not between.strip(" :") if tel.group() == "連絡先" else not between and tel.group() in _DIALS
    return glued and not TEL.search(text[: first.start()])


def _is_of_the_next(words: Words, end: int) -> bool:
    """Whether a bracket after a number is the label of the number behind it: (電)03-5550-1001(FAX)03-5550-1002."""
    mine = words.before.rpartition(NUMBER_MARK)[2]
    return words.after[end:].strip() == NUMBER_MARK and bool(TEL.search(mine)) and not FAX.search(mine)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    return found
