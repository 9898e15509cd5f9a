"""What a name on a list may mean: itself, and itself without what lists write around names.

A reading says how much had to be taken away to get it; whoever judges trusts it the less for that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property

from workbench.japan.branches import split_branch
from workbench.japan.characters import normalise
from workbench.japan.legal_forms import FORM
from workbench.japan.names import CompanyName, key_of_core, parse_name
from workbench.registry import keys
from workbench.registry.around import aloud, is_no_name, without_joined_branch, without_remarks
from workbench.registry.mistyped_forms import mended
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

    aloud: what stood behind it, where that is its reading if it sounds like the company that is found.
    plain, loose, english and sound are what it is looked up by (keys.py); sound only for kana and Latin letters.
    """

    core: str
    form: str | None
    position: str | None
    trust: Trust
    branch: str | None = None
    aloud: str | None = None
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


_HIRAGANA = re.compile("[ぁ-ゖー・ ]+")
_APART = re.compile("[ /,、;]+")
_SPACES = re.compile(r"[^\S\n]+")
_MOST_WORDS = 4
# The register has no name beyond 150 characters; what stands further behind is a text that hangs on one.
_LONGEST = 400


def readings(name: str) -> list[Reading]:
    """The readings of a name, the most trusted first; none of them twice."""
    found: dict[tuple[str, str | None, str | None], Reading] = {}
    text = _SPACES.sub(" ", normalise(name[:_LONGEST])).strip()
    for reading in _readings(text):
        if reading.form and reading.form in name:
            reading = replace(reading, form_in_full=True)
        elif reading.form and text.isascii():
            # Co., Ltd. is what any company calls itself.
            reading = replace(reading, form=None)
        key = reading.loose, reading.form, reading.position
        if reading.loose and (key not in found or reading.trust < found[key].trust):
            found[key] = reading
    # Where one way of cutting tells the position of the form, another that does not has nothing to add.
    told = {(reading.loose, reading.form) for reading in found.values() if reading.position}
    kept = (one for one in found.values() if one.position or (one.loose, one.form) not in told)
    return sorted(kept, key=lambda reading: reading.trust)


def _readings(name: str) -> Iterator[Reading]:
    first_line = name.splitlines()[0] if name else ""
    whole = parse_name(" ".join(name.split()))
    yield from _of(whole, Trust.WHOLE)
    for text in dict.fromkeys((first_line, mended(first_line))):
        yield from _without_surroundings(text, whole if text == name else None)


def _without_surroundings(text: str, whole: CompanyName | None) -> Iterator[Reading]:
    """What is left without remarks, without what stands behind the form, without branch, department and person."""
    bare = without_remarks(text)
    named = whole
    if named is None or bare != text:
        named = parse_name(bare)
        yield from _of(named, Trust.REMARK)
    yield from _around_the_form(bare)
    yield from _without_tail(named)
    joined = f"{named.core}{named.branch or ''}".replace(" ", "")
    core, branch = split_branch(joined)
    if branch:
        yield Reading(core, named.form, named.position, Trust.BRANCH, branch)
    elif head := without_joined_branch(joined):
        yield Reading(head, named.form, named.position, Trust.BRANCH, joined.removeprefix(head))


def _of(name: CompanyName, trust: Trust) -> Iterator[Reading]:
    if name.branch is None:
        yield Reading(name.core, name.form, name.position, trust)
        return
    yield Reading(f"{name.core}{name.branch}", name.form, name.position, trust)
    yield Reading(name.core, name.form, name.position, max(trust, Trust.BRANCH), name.branch)


def _around_the_form(name: str) -> Iterator[Reading]:
    """What stands before a form in the middle, and what stands behind it: each may be the name."""
    found = FORM.search(name)
    if found is None:
        return
    form = parse_name(f"{found[0]}甲").form
    before, behind = name[: found.start()].strip(), name[found.end() :].strip(" /,、;")
    # A second form: two companies in one cell, or a former name.
    if before and behind and not FORM.search(behind):
        trust, tail, heard = _told_by(_APART.split(behind))
        if _ends_name(name, found):
            trust = min(trust, Trust.REMARK)
        yield Reading(before, form, "after", trust, tail, heard)
        yield Reading(behind, form, "before", Trust.TAIL, None)


def _ends_name(text: str, form: re.Match[str]) -> bool:
    """Whether a form in the middle belongs to what stands before it: it is joined to that, or to nothing behind."""
    is_joined_before = form.start() > 1 and text[form.start() - 1] != " "
    is_apart_behind = _APART.match(text, form.end()) is not None or form["short"] is not None
    return is_joined_before and is_apart_behind


def _without_tail(name: CompanyName) -> Iterator[Reading]:
    """The name without its last words, where they look like a branch, a department or a person of it."""
    if name.branch and name.form is None and (english := parse_name(name.core)).form:
        yield Reading(english.core, None, None, Trust.BRANCH, name.branch)
    words = [] if name.core.isascii() else _APART.split(name.core)
    for count in range(len(words) - 1, max(len(words) - _MOST_WORDS, 0), -1):
        kept, tail = " ".join(words[:count]), words[count:]
        # Behind Co., Ltd. a name is over, and what is not in Latin letters is no more of it.
        latin = parse_name(kept) if name.form is None and kept.isascii() else None
        if latin and latin.form and not " ".join(tail).isascii():
            yield Reading(latin.core, None, None, Trust.BRANCH, " ".join(tail))
        trust, text, heard = _told_by(tail)
        # What stands before a form is the name's, be it a person's or a place's name.
        trust = Trust.TAIL if name.position == "after" else trust
        yield Reading(kept, name.form, name.position, trust, text, heard)


def _told_by(tail: list[str]) -> tuple[Trust, str, str | None]:
    """How sure it is that a tail is no part of the name; the tail; the same, where it may be the name's reading."""
    text = " ".join(tail)
    if is_no_name(tail) or _HIRAGANA.fullmatch(text):
        return Trust.BRANCH, text, None
    return Trust.TAIL, text, aloud(tail)
