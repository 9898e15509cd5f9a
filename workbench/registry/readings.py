"""What a name on a list may mean: itself, and itself without what lists write around names.

A reading says how much had to be taken away to get it; whoever judges trusts it the less for that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property

from workbench.japan.addresses import PREFECTURES
from workbench.japan.branches import is_branch, split_branch
from workbench.japan.characters import normalise
from workbench.japan.legal_forms import FORM
from workbench.japan.names import CompanyName, key_of_core, parse_name
from workbench.registry import keys
from workbench.registry.romaji import as_kana


class Trust(IntEnum):
    """How sure it is that what was taken away is no part of the name; the first is the surest."""

    WHOLE = 0
    BRANCH = 1
    REMARK = 2
    TAIL = 3


@dataclass(frozen=True)
class Reading:
    """One way to read a name: core, legal form and its position, and what stood behind the name.

    plain, loose, english and sound are what it is looked up by (keys.py); sound only for kana and Latin letters.
    """

    core: str
    form: str | None
    position: str | None
    trust: Trust
    branch: str | None = None
    form_in_full: bool = False
    plain: str = field(init=False, compare=False)
    loose: str = field(init=False, compare=False)
    english: str = field(init=False, compare=False)
    sound: str | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        plain = keys.plain(self.core)
        loose = keys.shortened(plain)
        told = {
            "plain": plain,
            "loose": loose,
            "english": keys.without_english_form(loose) if loose.isascii() else loose,
            "sound": _sound(loose),
        }
        self.__dict__.update(told)  # frozen for everybody else

    @cached_property
    def key(self) -> str:
        return key_of_core(self.core)

    @property
    def all_keys(self) -> Iterator[str]:
        if self.loose:
            yield self.loose
            if self.sound and self.sound != self.loose:
                yield self.sound
            if self.english != self.loose:
                yield self.english


def _sound(loose: str) -> str | None:
    if keys.is_kana(loose):
        return keys.sound(loose)
    kana = as_kana(loose) if keys.is_latin(loose) else None
    return keys.sound(keys.loose(kana)) if kana else None


_PREFECTURE = "|".join(PREFECTURES.values())
_OPEN, _CLOSE = r"[(\[【〔<《]", r"[)\]】〕>》]"
_BRACKET = re.compile(rf"({_OPEN})|({_CLOSE})")
_QUOTES = re.compile(r"[「『\"“」』”]")
_IN_FRONT = re.compile(
    rf"^(?:(?:no\.?\s*)?\d{{1,4}}\s*[.)、:](?!\d)\s*|no\.?\s*\d{{1,4}}\s+|[※・*■□●○◎◆◇★☆▲▼→]+\s*|(?:{_PREFECTURE})\s+)+",
    re.I,
)
_BEHIND = re.compile(
    r"[\s/]*(?:tel|fax|電話)\s*[:.]?\s*[\d(+].*$|\s*(?:https?://|www\.).*$|\s+(?:\+81|0)\d{1,4}-\d{1,4}-\d{3,4}.*$|"
    r"\s*〒\s*\d{3}-?\d{4}.*$|\s*※.*$|\s+(?:他|ほか|外)\d*(?:社|件|名)?$|"
    rf"\s*担当(?:者)?\s*[:].*$|\s+(?:{_PREFECTURE})(?:\S*[市区町村].*)?$|"
    r"\s+(?:代表取締役|取締役|代表社員|代表理事|理事長|代表者|代表|社長|会長|専務|常務|部長|次長|課長|係長|支店長|所長|店長|院長|"
    r"ご?担当者?)\S*(?:\s.*)?$",
    re.I,
)
_ADDRESSED = re.compile(r"\s*(?:御中|各位)$|\s+(?:宛|行)$|\s*(?:ご?担当者?)?\s*(?:様|殿)$")
_DEPARTMENT = re.compile(
    r"\S*(?:部|課|室|係|局|科|班|センター|工場|倉庫|店|支店|支社|営業所|出張所|事業所|事務所|本社|本店|本部|支部|所|館|校|院)"
    r"(?:採用)?(?:ご?担当者?)?"
)
_MOST_WORDS = 4


def readings(name: str) -> list[Reading]:
    """The readings of a name, the most trusted first; none of them twice."""
    found: dict[tuple[str, str | None, str | None], Reading] = {}
    text = " ".join(normalise(name).split(" "))
    for reading in _readings(text):
        if reading.form and reading.form in name:
            reading = replace(reading, form_in_full=True)
        elif reading.form and text.isascii():
            # Co., Ltd. is what any company calls itself.
            reading = replace(reading, form=None)
        if reading.loose:
            found.setdefault((reading.loose, reading.form, reading.position), reading)
    # Where one way of cutting tells the position of the form, another that does not has nothing to add.
    told = {(reading.loose, reading.form) for reading in found.values() if reading.position}
    kept = (one for one in found.values() if one.position or (one.loose, one.form) not in told)
    return sorted(kept, key=lambda reading: reading.trust)


def _readings(name: str) -> Iterator[Reading]:
    first_line = name.splitlines()[0] if name else ""
    whole = parse_name(" ".join(name.split()))
    yield from _of(whole, Trust.WHOLE)
    bare = _without_remarks(first_line)
    named = whole
    if bare != name:
        named = parse_name(bare)
        yield from _of(named, Trust.REMARK)
    yield from _around_the_form(bare)
    yield from _without_tail(named)
    core, branch = split_branch(f"{named.core}{named.branch or ''}".replace(" ", ""))
    if branch:
        yield Reading(core, named.form, named.position, Trust.BRANCH, branch)


def _of(name: CompanyName, trust: Trust) -> Iterator[Reading]:
    if name.branch is None:
        yield Reading(name.core, name.form, name.position, trust)
        return
    yield Reading(f"{name.core}{name.branch}", name.form, name.position, trust)
    yield Reading(name.core, name.form, name.position, max(trust, Trust.BRANCH), name.branch)


def _without_remarks(name: str) -> str:
    """The name without what is no name: telephone, place and remarks in brackets, numbers and marks before it."""
    text = _QUOTES.sub(" ", _without_brackets(name)).strip()
    while True:
        shorter = _ADDRESSED.sub("", _BEHIND.sub("", _IN_FRONT.sub("", text))).strip()
        if shorter == text or not shorter or FORM.fullmatch(shorter):
            return text
        text = shorter


def _without_brackets(name: str) -> str:
    """The name without what stands in brackets; a legal form in them stays, and so does a name that is all in them."""
    kept, depth, start, end = "", 0, 0, 0
    for found in _BRACKET.finditer(name):
        if found[1]:
            start = found.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                inside = name[start : found.end()]
                kept += name[end:start] + (inside if FORM.fullmatch(inside) else " ")
                end = found.end()
    kept += name[end:]
    return kept if kept.strip() else name


def _around_the_form(name: str) -> Iterator[Reading]:
    """What stands before a form in the middle, and what stands behind it: each may be the name."""
    found = FORM.search(name)
    if found is None:
        return
    form = parse_name(f"{found[0]}甲").form
    before, behind = name[: found.start()].strip(), name[found.end() :].strip()
    # A second form: two companies in one cell, or a former name.
    if before and behind and not FORM.search(behind):
        is_branch_of_it = all(_looks_like_a_department(word) for word in behind.split(" ")[:1])
        yield Reading(before, form, "after", Trust.BRANCH if is_branch_of_it else Trust.TAIL, behind)
        yield Reading(behind, form, "before", Trust.TAIL, None)


def _without_tail(name: CompanyName) -> Iterator[Reading]:
    """The name without its last words, where they look like a branch, a department or a person of it."""
    words = [] if name.core.isascii() else name.core.split(" ")
    for count in range(len(words) - 1, max(len(words) - _MOST_WORDS, 0), -1):
        kept, tail = words[:count], words[count:]
        trust = Trust.BRANCH if all(_looks_like_a_department(word) for word in tail[:1]) else Trust.TAIL
        yield Reading(" ".join(kept), name.form, name.position, trust, " ".join(tail))


def _looks_like_a_department(word: str) -> bool:
    return is_branch(word) or _DEPARTMENT.fullmatch(word) is not None
