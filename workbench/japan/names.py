"""Company names: legal form, its position, branch, and the key by which two names are the same.

前株 (株式会社X) and 後株 (X株式会社) are different corporations, so form and position are kept beside the
core; the key is of the core alone, and whoever matches prefers the same form, then the same position.
"""

import re
from dataclasses import dataclass
from typing import Literal

from workbench.japan.branches import is_branch, split_branch
from workbench.japan.characters import DASHES, fold_variants, normalise
from workbench.japan.legal_forms import (
    BANK_KANA,
    ENGLISH_FORMS,
    FORM,
    FORM_OF,
    KANA_AFTER,
    KANA_BEFORE,
    READ_ALOUD,
    READ_ALOUD_AFTER,
    READ_ALOUD_BEFORE,
    SPELLED,
)

Position = Literal["before", "after"]

_WHITE_SPACE = re.compile(r"\s+")
_ADDRESSEE = re.compile(r"\s*御中$|\s+(?:様|殿|各位|行|宛)$|(?<![王神殿客奥皆姫])様$")
_OF_PERSONS = ("様", "殿")
_HOLDINGS = re.compile(
    r"(?<=[^\x00-\x7f])HD$|(?:\s|(?<=[^\x00-\x7f]))holdings$|ホールディング$", re.IGNORECASE
)
_FINANCIAL_GROUP = re.compile(r"(?<=[^\x00-\x7f])FG$", re.IGNORECASE)
_REGISTERED_FORMS = frozenset(SPELLED.values())
_LENGTHS_OF_FORMS = sorted({len(form) for form in _REGISTERED_FORMS}, reverse=True)
_MARKS = re.compile(r"[\s・･.,'’`´\"“”‘&/!?~〜:;|()\[\]「」『』【】〔〕《》<>{}]+")
_SUBSTANCE = re.compile(r"[^\W_ー々]")
_DASH = re.compile(f"[{re.escape(DASHES)}]")
# コンピュ−タ means コンピュータ; no long vowel follows ン or ッ (セブン‐イレブン).
_DASH_AS_LONG_VOWEL = re.compile(f"(?<=[ァ-ヺ])(?<![ンッ])[{re.escape(DASHES)}](?=[ァ-ヺ]|$)")


# (大), (名) or (学) in the middle is more often a remark than a form.
_IN_THE_MIDDLE = ("株式会社", "有限会社", "合同会社")


@dataclass(frozen=True)
class CompanyName:
    """A name taken apart. `core` reads like the name (NFKC, its spaces single); form is spelled out."""

    raw: str
    core: str
    form: str | None = None
    position: Position | None = None
    branch: str | None = None


def parse_name(name: str) -> CompanyName:
    """The core, legal form, its position and the branch of a name; whatever is not sure stays in the core.

    >>> parse_name("㈱髙島商店　御中")
    CompanyName(raw='㈱髙島商店\u3000御中', core='髙島商店', form='株式会社', position='before', branch=None)
    >>> parse_name("山田電機(株)大阪支店").branch, parse_name("Yamada Denki Co., Ltd.").core
    ('大阪支店', 'Yamada Denki')
    """
    text = _without_addressee(_WHITE_SPACE.sub(" ", normalise(name)))
    core, form, position, behind = _take_form(text)
    core, branch = split_branch(core)
    parts = [part for part in (branch, behind) if part]
    return CompanyName(name, core or text, form if core else None, position, " ".join(parts) or None)


def parse_registered(name: str) -> CompanyName:
    """The parts of a name as a register writes it: its form in full at the head or tail, all else is the core.

    >>> parse_registered("株式会社山田　本店")
    CompanyName(raw='株式会社山田\u3000本店', core='山田 本店', form='株式会社', position='before', branch=None)
    """
    text = _WHITE_SPACE.sub(" ", normalise(name))
    for length in _LENGTHS_OF_FORMS:
        if text[:length] in _REGISTERED_FORMS:
            return _registered(name, text[:length], text[length:].strip(), "before")
        if text[-length:] in _REGISTERED_FORMS:
            return _registered(name, text[-length:], text[:-length].strip(), "after")
    return CompanyName(name, text)


def _registered(name: str, form: str, core: str, position: Position) -> CompanyName:
    return CompanyName(name, core, form, position) if core else CompanyName(name, form)


def core_key(name: str) -> str:
    """The key by which two writings of a name are the same; "" when nothing of substance is written.

    Width, spaces, punctuation, legal form, branch, case, old kanji and small kana do not count; HD and
    Holdings count as ホールディングス.

    >>> core_key("㈱キャノン ﾎｰﾙﾃﾞｨﾝｸﾞｽ") == core_key("キヤノンHD株式会社")
    True
    >>> core_key("－")
    ''
    """
    return key_of_core(parse_name(name).core)


def key_of_core(core: str) -> str:
    """core_key of a core that parse_name has given."""
    if not core.isascii():
        core = _FINANCIAL_GROUP.sub("フィナンシャルグループ", _HOLDINGS.sub("ホールディングス", core))
        core = fold_variants(_DASH_AS_LONG_VOWEL.sub("ー", core))
    folded = _DASH.sub("", _MARKS.sub("", core)).casefold()
    return folded if _SUBSTANCE.search(folded) else ""


def _without_addressee(text: str) -> str:
    """The name without 御中 and 様, and without the person who is addressed behind a department or the company."""
    addressee = _ADDRESSEE.search(text)
    if addressee is None:
        return text
    words = text[: addressee.start()].split(" ")
    if addressee[0].strip() in _OF_PERSONS:
        for place, word in enumerate(words):
            whole = (place > 0 and is_branch(word)) or (place == 0 and _is_whole_name(word))
            if whole and not any(is_branch(later) for later in words[place + 1 :]):
                return " ".join(words[: place + 1])
    return " ".join(words)


def _is_whole_name(word: str) -> bool:
    """Whether a word has a legal form and something beside it."""
    form = FORM.search(word)
    return form is not None and bool(_SUBSTANCE.search(word[: form.start()] + word[form.end() :]))


# core, form, position, what stands behind the form
_Taken = tuple[str, str | None, Position | None, str | None]


def _take_form(text: str) -> _Taken:
    """(core, form, position, branch behind the form): at the head, at the tail, between name and branch."""
    for take in (_spelled_or_bracketed, _read_aloud, _bank_kana, _english):
        taken = take(text)
        if taken is not None and taken[0]:
            return taken
    return text, None, None, None


def _spelled_or_bracketed(text: str) -> _Taken | None:
    found = FORM.search(text)
    if found is None:
        return None
    form = FORM_OF[found["spelled"] or found["short"] or found["boxed"]]
    before, behind = text[: found.start()].strip(), text[found.end() :].strip()
    if not before:
        return _without_second_form(behind), form, "before", None
    if not behind:
        return before, form, "after", None
    if all(is_branch(word) for word in behind.split(" ")):
        return before, form, "after", behind
    # 屋号 before a company, or a form inside a name: nobody can say which part is the name, so both are.
    if form in _IN_THE_MIDDLE:
        return f"{before} {behind}", form, None, None
    return None


def _without_second_form(core: str) -> str:
    """㈱山田商店(株) and 医療法人 社団 山田会: the second form goes where it stands at an edge."""
    second = FORM.match(core) or next((m for m in FORM.finditer(core) if m.end() == len(core)), None)
    if second is None:
        return core
    return (core[: second.start()] + core[second.end() :]).strip() or core


def _read_aloud(text: str) -> _Taken | None:
    if found := READ_ALOUD_BEFORE.match(text):
        return text[found.end() :].strip(), READ_ALOUD[found[1]], "before", None
    if found := READ_ALOUD_AFTER.search(text):
        return text[: found.start()].strip(), READ_ALOUD[found[1]], "after", None
    return None


def _bank_kana(text: str) -> _Taken | None:
    if found := KANA_BEFORE.match(text):
        return text[found.end() :].strip(), BANK_KANA[found[1]], "before", None
    if found := KANA_AFTER.search(text):
        return (
            text[: found.start()].strip(),
            BANK_KANA[found[1]],
            "after",
            (found["branch"] or "").strip() or None,
        )
    return None


def _english(text: str) -> _Taken | None:
    for pattern, form in ENGLISH_FORMS:
        if found := pattern.search(text):
            return text[: found.start()].rstrip(" ,"), form, None, None
    return None
