"""Company names as lists have them: the ways of being messy, each by its kind, and what is asked with them.

`messy` gives one row for a company of the register, `absent` one for a company that is not in it. The same random
numbers give the same rows. What a row says for certain (its core, form, position and place) is kept beside it, so that
tellable.py can say whether it tells its company from all others.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.registry import spellings
from tests.registry.given_places import Place, given_place
from tests.registry.noise import ADDRESSEES, behind_it, in_front_of_it
from tests.registry.records import KINDS, Registered
from tests.registry.writing import BANK_KANA, KANA_OF_FORM, Writing

_HOLDINGS = ("ホールディングス", "ＨＤ")
ENGLISH_FORM = re.compile(
    r"[\s　,]*(?:co\.?\s*,?\s*ltd\.?|company,?\s*limited|inc\.?|corp\.?|corporation|limited|ltd\.?|llc|k\.k\.)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """One row: the cells' texts, the number that is right (None: not registered), and of which kind it is."""

    name: str
    place: Place
    expected: str | None
    kind: str
    writing: Writing


# A way to be messy: what it changes in the writing; False where it cannot be done to this company.
Way = Callable[[Writing, Registered, random.Random], bool]


def _as_is(*_: object) -> bool:
    return True


def _widths_and_spaces(writing: Writing, _: Registered, rng: random.Random) -> bool:
    core = writing.core
    writing.gap = rng.choice(("", " ", "　", "  "))
    way = rng.randrange(5)
    if way == 0:
        writing.core = spellings.half_width(core)
    elif way == 1:
        writing.core = spellings.narrow(core)
    elif way == 2:
        writing.core = core.replace("　", rng.choice((" ", ""))).replace("・", rng.choice(("･", "")))
    elif way == 3:
        place = rng.randint(1, max(len(core) - 1, 1))
        writing.core = f"{core[:place]}{rng.choice(' 　')}{core[place:]}"
    else:
        writing.front, writing.behind = rng.choice((("　", " "), (" ", ""), ("", "　"), ("\t", "")))
    return writing.text != f"{writing.form}{core}"


def _form_short(writing: Writing, _: Registered, rng: random.Random) -> bool:
    writing.gap = rng.choice(("", "", "", " ", "　"))
    return writing.shorten_form(rng)


def _form_dropped(writing: Writing, _: Registered, __: random.Random) -> bool:
    had = bool(writing.form)
    writing.drop_form()
    return had


def _wrong_position(writing: Writing, _: Registered, rng: random.Random) -> bool:
    had = bool(writing.form)
    writing.position = "after" if writing.position == "before" else "before"
    writing.said_position = writing.position
    if rng.random() < 0.5:
        writing.shorten_form(rng)
    return had


def _wrong_form(writing: Writing, _: Registered, rng: random.Random) -> bool:
    if writing.form not in KINDS:
        return False
    writing.form = writing.said_form = "有限会社" if writing.form == "株式会社" else "株式会社"
    if rng.random() < 0.5:
        writing.shorten_form(rng)
    return True


def _old_and_new_characters(writing: Writing, _: Registered, rng: random.Random) -> bool:
    core = writing.core
    old, new = spellings.with_old_characters(core, rng), spellings.with_new_characters(core)
    writing.core = rng.choice([text for text in (old, new) if text != core] or [core])
    if writing.form in ("株式会社", "有限会社") and rng.random() < 0.1:
        writing.form = writing.form.replace("会社", "會社")
        return True
    return writing.core != core


def _kana_variants(writing: Writing, _: Registered, rng: random.Random) -> bool:
    core = writing.core
    variants = (
        spellings.with_large_kana(core),
        spellings.with_small_kana(core),
        spellings.without_v(core),
        spellings.other_ga(core, rng),
    )
    writing.core = rng.choice([text for text in variants if text != core] or [core])
    return writing.core != core


def _kana_reading(writing: Writing, company: Registered, rng: random.Random) -> bool:
    kana = company.name.kana
    if not kana or kana == company.name.core:
        return False
    writing.reading, writing.core = "kana", kana
    script = rng.choice(("katakana", "katakana", "half", "hiragana", "bank"))
    form = company.name.form
    if script == "bank" and form in BANK_KANA:
        short = BANK_KANA[form]
        writing.form = f"{short})" if writing.position == "before" else f"({short}"
        writing.core = spellings.with_large_kana(kana).replace("　", "")
        writing.core, writing.form = spellings.half_width(writing.core), spellings.half_width(writing.form)
        return True
    if form in KANA_OF_FORM and rng.random() < 0.5:
        writing.form = rng.choice(KANA_OF_FORM[form])
    elif rng.random() < 0.5:
        writing.drop_form()
    turned = {"half": spellings.half_width, "hiragana": spellings.hiragana}.get(script, str)
    writing.core = turned(writing.core)
    if writing.form in KANA_OF_FORM.get(form, ()):
        writing.form = turned(writing.form)
    return True


def _english(writing: Writing, company: Registered, rng: random.Random) -> bool:
    told = company.name.english
    bare = ENGLISH_FORM.sub("", told)
    if not bare:
        return False
    writing.drop_form()
    writing.reading = "english"
    ends = (
        "",
        " Co., Ltd.",
        " Co.,Ltd",
        " CO LTD",
        " Inc.",
        " K.K.",
        " Corp.",
        "株式会社",
        "　ＣＯ．，ＬＴＤ．",
    )
    text = told if rng.random() < 0.4 else bare + rng.choice(ends if "株" in company.name.form else ("",))
    writing.core = bare
    writing.behind = text[len(bare) :]
    writing.core = rng.choice((str, str, str.upper, str.lower, spellings.half_width))(writing.core)
    return True


def _holdings(writing: Writing, _: Registered, rng: random.Random) -> bool:
    for word in _HOLDINGS:
        if writing.core.endswith(word):
            others = (
                "HD",
                "ＨＤ",
                "ホールディングス",
                "ﾎｰﾙﾃﾞｨﾝｸﾞｽ",
                "ホールディング",
                "Holdings",
                " Holdings",
                "H.D.",
            )
            writing.core = writing.core.removesuffix(word) + rng.choice(
                [one for one in others if one != word]
            )
            return True
    return False


def _something_behind(writing: Writing, company: Registered, rng: random.Random) -> bool:
    writing.behind = behind_it(company.town, writing.position, rng)
    if rng.random() < 0.5:
        writing.shorten_form(rng)
    return True


def _addressed(writing: Writing, _: Registered, rng: random.Random) -> bool:
    writing.behind = rng.choice(ADDRESSEES)
    if rng.random() < 0.5:
        writing.shorten_form(rng)
    return True


def _noise(writing: Writing, company: Registered, rng: random.Random) -> bool:
    writing.front, writing.behind = in_front_of_it(company.town, rng)
    if rng.random() < 0.4:
        writing.shorten_form(rng)
    return True


# A slip in a name of three characters leaves nothing by which anybody could tell.
_FOR_ONE_SLIP, _FOR_TWO = 4, 8


def _one_slip(writing: Writing, _: Registered, rng: random.Random) -> bool:
    if len(writing.core) < _FOR_ONE_SLIP:
        return False
    writing.core, writing.has_slips = spellings.one_slip(writing.core, rng), True
    if rng.random() < 0.3:
        writing.shorten_form(rng)
    return True


def _two_slips(writing: Writing, company: Registered, rng: random.Random) -> bool:
    if len(writing.core) < _FOR_TWO:
        return False
    core = writing.core
    _one_slip(writing, company, rng)
    writing.core = spellings.one_slip(writing.core, rng)
    return writing.core != core


def _former_name(writing: Writing, company: Registered, _: random.Random) -> bool:
    former = company.renamed_from
    if former is None:
        return False
    writing.core, writing.form, writing.position = former.name.core, former.name.form, former.name.position
    writing.said_form, writing.said_position, writing.reading = (
        former.name.form,
        former.name.position,
        "former",
    )
    return True


def _combined(writing: Writing, company: Registered, rng: random.Random) -> bool:
    """Two or three ways at once, in an order in which none undoes another."""
    steps: tuple[tuple[Way, ...], ...] = (
        (_old_and_new_characters, _kana_variants, _holdings, _one_slip),
        (_widths_and_spaces, _form_dropped, _wrong_position, _form_short),
        (_something_behind, _addressed, _noise),
    )
    done = [rng.choice(ways)(writing, company, rng) for ways in steps if rng.random() < 0.75]
    return sum(done) > 1


# The shares are of 100, and more for what few names allow.
WAYS: dict[str, tuple[Way, int]] = {
    "as registered": (_as_is, 10),
    "widths and spaces": (_widths_and_spaces, 10),
    "short form": (_form_short, 13),
    "form dropped": (_form_dropped, 8),
    "wrong position": (_wrong_position, 4),
    "wrong form": (_wrong_form, 1),
    "old and new characters": (_old_and_new_characters, 5),
    "kana variants": (_kana_variants, 4),
    "kana reading": (_kana_reading, 5),
    "English name": (_english, 4),
    "holdings": (_holdings, 8),
    "something behind": (_something_behind, 7),
    "addressed": (_addressed, 4),
    "noise": (_noise, 4),
    "one slip": (_one_slip, 7),
    "two slips": (_two_slips, 2),
    "former name": (_former_name, 30),
    "combined": (_combined, 10),
}


def messy(company: Registered, rng: random.Random) -> Asked:
    """One row for the company, of a kind that can be done to its name."""
    place = given_place(company, rng)
    kinds, shares = [*WAYS], [share for _, share in WAYS.values()]
    while True:
        kind = rng.choices(kinds, shares)[0]
        writing = Writing.of(company)
        if WAYS[kind][0](writing, company, rng):
            return Asked(writing.text, place, company.number, kind, writing)


def absent(company: Registered, rng: random.Random) -> Asked:
    """One row for a company that no register has, in ways that keep its name."""
    company = replace(company, renamed_from=None)
    asked = messy(company, rng)
    while asked.writing.has_slips:
        asked = messy(company, rng)
    return replace(asked, expected=None, kind="not registered")
