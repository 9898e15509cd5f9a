"""Whose telephone a number is, by the words beside it: main line, FAX, branch, recruiting, support."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from crawler.extract.offices import Office, office_in, without_address
from crawler.extract.others import others_in, tells_of_others
from crawler.extract.role_words import (
    AND_GENERAL,
    BOOKING,
    DIRECT,
    FAX,
    GENERAL,
    NEW,
    OF_COMPANY,
    OLD,
    OLD_AFTER,
    OR,
    OTHER,
    PERSON,
    RECRUIT,
    REPRESENTATIVE,
    SUPPORT,
    TEL,
    TRADE,
    TRADE_IF,
)
from crawler.extract.rules import Rule, holds, switched_off
from workbench.contract.states import Role

NUMBER_MARK = "\ufffc"  # stands for an earlier number in the words before one

_TRIM = " \t\n:/・|,、-([【】〒★■●◆▼▲※()＜＞<>→"

_NAMES_LINE = re.compile(f"{TEL.pattern}|{FAX.pattern}", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^[ \n]*[(〔<]([^)〕>\n]{1,20})[)〕>]")
_AFTER_PLAIN = re.compile(r"^[ ]*(代表|内線|直通|兼|FAX(?:兼用|共通|番号)?(?=$|\s*$))", re.IGNORECASE)
_TOGETHER = 4  # characters between TEL and FAX where both are one label
_DIALS = frozenset({"ダイヤル", "ダイアル", "フリーコール"})
_BOTH = re.compile(r"兼|共(?:通|用)?|同(?:じ|番|上|一)|both", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{2}")  # the FAX number itself, or its last digits
_NUMBER = re.compile(f"[0-9{NUMBER_MARK}]")
_PARTS = re.compile(r"[\s。|/、,]+")
# `電 話` and `F A X`: words set wide by spaces between their letters.
_SET_WIDE = re.compile(r"(?<![^\W_])([^\W\d_](?: [^\W\d_])+)(?![^\W_])")
_SAYS_SOMETHING = re.compile(r"\w|[☎℡]")
_NUMBER_OR_SENTENCE = re.compile(r"[0-9。]")
_REACH = 48
_LONGEST_LINE = 140

LABEL_LENGTH = 24


@dataclass(frozen=True)
class Words:
    """The words beside one number: before and after it in its line, of its row and column, of the heading above.

    In `before`, every earlier number of the line is one NUMBER_MARK. `cells` are the other cells left of it, `above`
    the lines and headings over it, nearest first; `nth` counts the earlier numbers of its cell that no word of their
    own names, `alike` all of these; `kind` is its classes.
    """

    before: str = ""
    after: str = ""
    row: str = ""
    column: str = ""
    heading: str = ""
    cells: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    nth: int = 0
    alike: int = 1
    kind: str = ""

    @cached_property
    def tidied(self) -> "Words":
        return Words(
            tidy(self.before),
            tidy(self.after),
            tidy(self.row),
            tidy(self.column),
            tidy(self.heading),
            tuple(map(tidy, self.cells)),
            tuple(map(tidy, self.above)),
            self.nth,
            self.alike,
            self.kind,
        )

    def nearest(self) -> str:
        """The words since the number before this one, or all of them if there are none in between."""
        since = OR.sub(" ", self.before.rpartition(NUMBER_MARK)[2])
        return since if _SAYS_SOMETHING.search(since) else self.before


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
    old: bool = False
    new: bool = False
    person: bool = False
    of_company: bool = False  # under a heading such as 運営会社 or 会社概要
    from_heading: bool = False  # the purpose is that of a heading, not of the words at the number


@lru_cache(maxsize=8_192)
def tidy(text: str) -> str:
    """One width of letters and spaces, and no spaces within words that are set wide."""
    if not text:
        return ""
    return _SET_WIDE.sub(lambda wide: wide.group().replace(" ", ""), unicodedata.normalize("NFKC", text))


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
    return _told_by(words, switched_off())


@lru_cache(maxsize=4_096)
def _told_by(words: Words, _rules_off: frozenset[Rule]) -> Told:
    """As `told_by`; a site's header and footer say the same on each of its pages."""
    words = words.tidied
    label = _label(words)
    if holds(Rule.FAX) and _is_fax(words):
        return Told(Role.FAX, label)
    near = _near(words)
    above = (*((words.heading,) if words.heading else ()), *words.above)
    purpose, asks, from_heading = _purpose(near, _line(words), above)
    office, office_name = _office(words, near, above)
    if purpose is Role.OTHER and office is Office.BRANCH and office_in(near):
        purpose = None  # a department of that branch
    representative = any(REPRESENTATIVE.search(text) for text in (near, words.column)) or any(
        REPRESENTATIVE.fullmatch(text) for text in words.cells
    )
    labelled = bool(_NAMES_LINE.search(near) or _NAMES_LINE.search(words.column) or representative)
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
        named = (near, words.nearest()[-_REACH:], *words.cells)
        others = next((found for text in named if (found := others_in(text))), "")
        others_above = "" if others else next((text for text in above[:3] if tells_of_others(text)), "")
    beside = (near, words.column)
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
        direct=bool(DIRECT.search(near)),
        old=any(OLD.search(text) for text in beside) or bool(OLD_AFTER.match(words.after)),
        new=any(NEW.search(text) for text in beside),
        person=any(PERSON.search(text) for text in (near, *words.cells, *above[:1])),
        of_company=any(OF_COMPANY.match(text) for text in above[:2]),
        from_heading=from_heading,
    )


def _near(words: Words) -> str:
    """The words at the number itself: before it in its line, in brackets after it, of its row."""
    after = _IN_BRACKETS.match(words.after)
    if after is None and NUMBER_MARK not in words.after:
        after = _AFTER_PLAIN.match(words.after)
    behind = f"({after.group(1)})" if after else ""
    return f"{without_address(words.nearest())[-_REACH:]} {behind} {words.row}".strip()


def _line(words: Words) -> str:
    """The sentence that a number stands in, up to it."""
    return without_address(words.before.replace(NUMBER_MARK, " ").rpartition("。")[2][-_LONGEST_LINE:])


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
        if holds(Rule.OTHER_PURPOSE) and OTHER.search(text):
            return Role.OTHER, False, by_heading
        if GENERAL.search(text):
            return None, True, False
        if office_in(text):
            return None, False, False
    return None, False, False


def _office(words: Words, near: str, above: tuple[str, ...]) -> tuple[Office | None, str]:
    """The nearest office that the words name."""
    texts = [near]
    if holds(Rule.OFFICE_IN_ROW):
        texts += [*words.cells, words.column]
    if holds(Rule.OFFICE_ABOVE):
        texts += above
    for text in texts:
        if office := office_in(text):
            return office, text
    return None, ""


def _is_fax(words: Words) -> bool:
    """Whether the nearest of the words TEL and FAX is FAX.

    `TEL/FAX` before two numbers names the second one; before one number, and as `兼FAX`, it names a telephone too.
    """
    bracket = _IN_BRACKETS.match(words.after)
    if bracket and not _is_of_the_next(words, bracket.end()):
        text = bracket.group(1)
        if FAX.search(text):
            return not (TEL.search(text) or _BOTH.search(text) or _DIGITS.search(text))
        if TEL.search(text):
            return False
    before = words.before.rpartition("。")[2][-_REACH:]
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
        and not _NAMES_LINE.search(" ".join((*words.cells, *words.above[:1])))
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


def _label(words: Words) -> str | None:
    """The nearest words that name the number: at the end of what stands before it, else its row, else its column."""
    before = _PARTS.split(words.before.rpartition(NUMBER_MARK)[2].rstrip(_TRIM))[-1].strip(_TRIM)
    candidates = [_closed(text.strip(_TRIM)) for text in (before, words.row, words.column)]
    candidates = [text for text in candidates if len(text) <= LABEL_LENGTH]
    for pattern in (_NAMES_LINE, REPRESENTATIVE):
        for text in candidates:
            if pattern.search(text):
                return text
    return next((text for text in candidates[:2] if text and not _NUMBER_OR_SENTENCE.search(text)), None)


def _closed(label: str) -> str:
    return f"{label})" if label.count("(") > label.count(")") else label


def names_line(text: str) -> bool:
    """Whether a text calls something a telephone or FAX number."""
    return bool(text) and _names_line(text)


@lru_cache(maxsize=8_192)
def _names_line(text: str) -> bool:
    return bool(_NAMES_LINE.search(tidy(text)))
