"""Whose telephone a number is, by the words beside it: main line, FAX, branch, recruiting, support."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extract.rules import Rule, holds, switched_off
from crawler.extract.words.fax import is_fax
from crawler.extract.words.offices import Office, office_in, without_address
from crawler.extract.words.old_and_new import Age, age_at, names_one_of_two
from crawler.extract.words.others import others_in, tells_of_others
from crawler.extract.words.role_words import (
    AND_GENERAL,
    BOOKING,
    DEPARTMENT,
    DIRECT,
    GENERAL,
    LISTS,
    MAIN_LINE,
    OF_COMPANY,
    OTHER,
    PERSON,
    RECRUIT,
    REPRESENTATIVE,
    SEVERAL_DEPARTMENTS,
    SUPPORT,
    TRADE,
    TRADE_IF,
)
from crawler.extract.words.words import IN_BRACKETS, NAMES_LINE, NUMBER_MARK, REACH, Words, names_line
from workbench.contract.states import Role

_TRIM = " \t\n:/・|,、-([【】〒★■●◆▼▲※()＜＞<>→"

_TRIM_AROUND = _TRIM.replace("(", "").replace(")", "")
_AFTER_PLAIN = re.compile(r"^[ ]*(代表|内線|直通|兼|FAX(?:兼用|共通|番号)?(?=$|\s*$))", re.IGNORECASE)
_PARTS = re.compile(r"[\s。|/、,]+")
_NUMBER_OR_SENTENCE = re.compile(r"[0-9。]")
_LONGEST_LINE = 140
_LONGEST_LABEL = 24


@dataclass(frozen=True)
class Told:
    """What the words tell of a number. `labelled`: they call it a telephone number; `representative`: 代表."""

    role: Role
    label: str | None
    office: Office | None = None
    office_name: str = ""
    labelled: bool = False
    representative: bool = False
    general: bool = False
    others: str = ""  # the words at the number from where they name somebody else
    others_above: str = (
        ""  # the heading or line above that tells of others, where the words at the number do not
    )
    booking: bool = False
    direct: bool = False
    age: Age | None = None
    person: bool = False
    of_company: bool = False  # under a heading such as 運営会社 or 会社概要
    from_heading: bool = False  # the purpose is that of a heading, not of the words at the number


def role_of(words: Words) -> tuple[Role, str | None]:
    """(role, label): the nearest words decide; the label is what a person would call the number, None if nothing does.

    >>> role_of(Words(before="TEL \ufffc FAX "))[0].value
    'fax'
    >>> role_of(Words(row="電話番号", heading="大阪支店"))
    (<Role.BRANCH: 'branch'>, '電話番号')
    """
    told = told_by(words)
    return told.role, told.label


def told_by(words: Words) -> Told:
    """All that the words beside a number tell of it."""
    return (_told_by if words.are_short else _told_by.__wrapped__)(words, switched_off())


@lru_cache(maxsize=4_096)
def _told_by(words: Words, _rules_off: frozenset[Rule]) -> Told:
    """As `told_by`; a site's header and footer say the same on each of its pages."""
    words = words.tidied
    label = _label(words)
    if holds(Rule.FAX) and is_fax(words):
        return Told(Role.FAX, label)
    near = _near(words)
    above = (*((words.heading,) if words.heading else ()), *words.above)
    purpose, asks, from_heading = _purpose(near, _line(words), above)
    office, office_name = _office(words, near, above)
    if purpose is Role.OTHER and office is Office.BRANCH and office_in(near):
        purpose = None  # a department of that branch
    representative = any(REPRESENTATIVE.search(text) for text in (near, words.column)) or any(
        MAIN_LINE.fullmatch(text.strip(_TRIM_AROUND)) for text in (*words.cells, *words.above[:1])
    )
    labelled = bool(NAMES_LINE.search(near) or NAMES_LINE.search(words.column) or representative)
    role = purpose or (
        Role.BRANCH
        if office is Office.BRANCH
        else Role.MAIN
        if label or labelled or office or representative
        else Role.OTHER
    )
    others, others_above = "", ""
    if holds(Rule.THIRD_PARTY):
        # 青森県消費生活センター begins as an address does
        named = (near, words.nearest()[-REACH:], *words.cells)
        others = next((found for text in named if (found := others_in(text))), "")
        others_above = "" if others else next((text for text in above[:3] if tells_of_others(text)), "")
        if GENERAL.search(near) and LISTS.search(others_above):
            others_above = ""  # below a list of others its writer says where to ask
    return Told(
        role,
        label,
        office,
        office_name,
        labelled,
        representative,
        asks,
        others,
        others_above,
        booking=purpose is Role.SUPPORT and any(BOOKING.search(text) for text in (near, *above[:1])),
        direct=_is_direct(near, above),
        age=age_at(near, words.column, words.cells, words.after),
        person=any(PERSON.search(text) for text in (near, *words.cells, *above[:1])),
        of_company=any(OF_COMPANY.match(text) for text in above[:2]),
        from_heading=from_heading,
    )


def _is_direct(near: str, above: tuple[str, ...]) -> bool:
    """Whether a number is called direct, or by a department alone: at it, else by the heading over it."""
    called = NAMES_LINE.sub(" ", near).replace("番号", " ").strip(f"{_TRIM}.")
    text = called or (above[0].strip(_TRIM) if above else "")
    is_departments = DEPARTMENT.fullmatch(text) is not None and not OTHER.search(text)
    return is_departments or DIRECT.search(f"{near} {text}") is not None


def _near(words: Words) -> str:
    """The words at the number itself: before it in its line, in brackets after it, of its row."""
    after = IN_BRACKETS.match(words.after)
    if after is None and NUMBER_MARK not in words.after:
        after = _AFTER_PLAIN.match(words.after)
    behind = f"({after.group(1)})" if after else ""
    return f"{without_address(words.nearest())[-REACH:]} {behind} {words.row}".strip()


def _line(words: Words) -> str:
    """The sentence that a number stands in, up to it; without the words of the number before it, if it has its own."""
    own = words.before.rpartition(NUMBER_MARK)[2]
    before = own if names_line(own) else words.before.replace(NUMBER_MARK, " ")
    return without_address(before.rpartition("。")[2][-_LONGEST_LINE:])


def _purpose(near: str, line: str, above: tuple[str, ...]) -> tuple[Role | None, bool, bool]:
    """(recruiting, support, another desk, None for the company in general; where to ask; told by a heading)."""
    if REPRESENTATIVE.search(near) and not SUPPORT.search(near):
        return None, bool(GENERAL.search(near)), False
    for at, text in enumerate((near, line, *above)):
        by_heading = at > 1
        if holds(Rule.RECRUIT) and RECRUIT.search(text):
            return Role.RECRUIT, False, by_heading and not GENERAL.search(text)
        if AND_GENERAL.search(text):
            return None, True, False
        if holds(Rule.SUPPORT) and SUPPORT.search((TRADE if by_heading else TRADE_IF).sub(" ", text)):
            return Role.SUPPORT, False, by_heading
        if REPRESENTATIVE.search(text) or office_in(text) is Office.HEAD:
            return None, bool(GENERAL.search(text)), False
        if holds(Rule.OTHER_PURPOSE) and OTHER.search(text) and not SEVERAL_DEPARTMENTS.search(text):
            return Role.OTHER, False, by_heading
        if GENERAL.search(text):
            return None, True, False
        if office_in(text):
            return None, False, False
    return None, False, False


def _office(words: Words, near: str, above: tuple[str, ...]) -> tuple[Office | None, str]:
    """The nearest office that the words name."""
    texts = [near.removesuffix(words.row), words.row]  # a row may be called 事業所, and its cells name which
    if holds(Rule.OFFICE_IN_ROW):
        texts += [*words.cells, words.column]
    if holds(Rule.OFFICE_ABOVE):
        texts += above
    for text in texts:
        if (office := office_in(text)) and not names_one_of_two(text):
            return office, text
    return None, ""


def _label(words: Words) -> str | None:
    """The nearest words that name the number: at the end of what stands before it, else its row, else its column."""
    before = _PARTS.split(words.before.rpartition(NUMBER_MARK)[2].rstrip(_TRIM))[-1].strip(_TRIM)
    candidates = [_closed(text.strip(_TRIM)) for text in (before, words.row, words.column)]
    candidates = [text for text in candidates if len(text) <= _LONGEST_LABEL]
    for pattern in (NAMES_LINE, REPRESENTATIVE):
        for text in candidates:
            if pattern.search(text):
                return text
    return next((text for text in candidates[:2] if text and not _NUMBER_OR_SENTENCE.search(text)), None)


def _closed(label: str) -> str:
    return f"{label})" if label.count("(") > label.count(")") else label
