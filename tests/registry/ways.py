"""The ways of writing a company's name, each of which changes a Writing or says that it cannot be done to this name."""

import random
import re
from collections.abc import Callable

from tests.registry import spellings
from tests.registry.noise import ADDRESSEES, around_it, behind_it
from tests.registry.records import KINDS, Registered
from tests.registry.romaji import romaji
from tests.registry.writing import BANK_KANA, KANA_OF_FORM, Writing

_HOLDINGS = ("ホールディングス", "ＨＤ")
_AS_HOLDINGS = (*_HOLDINGS, "HD", "ﾎｰﾙﾃﾞｨﾝｸﾞｽ", "ホールディング", "Holdings", " Holdings", "H.D.")
_ENGLISH_FORMS = (
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
ENGLISH_FORM = re.compile(
    r"[\s　,]*(?:co\.?\s*,?\s*ltd\.?|company,?\s*limited|inc\.?|corp\.?|corporation|limited|ltd\.?|llc|k\.k\.)$",
    re.IGNORECASE,
)

# A way to be messy: what it changes in the writing; False where it cannot be done to this company.
Way = Callable[[Writing, Registered, random.Random], bool]


def as_is(*_: object) -> bool:
    return True


def widths_and_spaces(writing: Writing, _: Registered, rng: random.Random) -> bool:
    core, before = writing.core, writing.text
    writing.gap = rng.choice(("", " ", "　", "  "))
    way = rng.randrange(7)
    if way == 0:
        writing.core = spellings.half_width(core)
    elif way == 1:
        writing.core = spellings.narrow(core)
    elif way == 2:
        writing.core = core.replace("　", rng.choice((" ", ""))).replace("・", rng.choice(("･", "")))
    elif way == 3:
        writing.core = rng.choice((core.lower(), core.upper(), spellings.narrow(core).title()))
    elif way == 4:
        writing.core = spellings.with_invisible_characters(core, rng)
    elif way == 5:
        place = rng.randint(1, max(len(core) - 1, 1))
        writing.core = f"{core[:place]}{rng.choice(' 　')}{core[place:]}"
    else:
        writing.front, writing.behind = rng.choice((("　", " "), (" ", ""), ("", "　"), ("\t", "")))
    return writing.text != before


def form_short(writing: Writing, _: Registered, rng: random.Random) -> bool:
    writing.gap = rng.choice(("", "", "", " ", "　"))
    return writing.shorten_form(rng)


def form_dropped(writing: Writing, _: Registered, __: random.Random) -> bool:
    had = bool(writing.form)
    writing.drop_form()
    return had


def wrong_position(writing: Writing, _: Registered, rng: random.Random) -> bool:
    had = bool(writing.form)
    writing.position = "after" if writing.position == "before" else "before"
    writing.said_position = writing.position
    if rng.random() < 0.5:
        writing.shorten_form(rng)
    return had


def wrong_form(writing: Writing, _: Registered, rng: random.Random) -> bool:
    if writing.form not in KINDS:
        return False
    writing.form = writing.said_form = "有限会社" if writing.form == "株式会社" else "株式会社"
    if rng.random() < 0.5:
        writing.shorten_form(rng)
    return True


def old_and_new_characters(writing: Writing, _: Registered, rng: random.Random) -> bool:
    core = writing.core
    old, new = spellings.with_old_characters(core, rng), spellings.with_new_characters(core)
    writing.core = rng.choice([text for text in (old, new) if text != core] or [core])
    if writing.form in ("株式会社", "有限会社") and rng.random() < 0.1:
        writing.form = writing.form.replace("会社", "會社")
        return True
    return writing.core != core


def kana_variants(writing: Writing, _: Registered, rng: random.Random) -> bool:
    core = writing.core
    variants = (
        spellings.with_large_kana(core),
        spellings.with_small_kana(core),
        spellings.without_v(core),
        spellings.other_ga(core, rng),
        spellings.other_long_vowels(core, rng),
        spellings.hiragana(core),
    )
    writing.core = rng.choice([text for text in variants if text != core] or [core])
    return writing.core != core


def kana_reading(writing: Writing, company: Registered, rng: random.Random) -> bool:
    kana = company.name.kana
    if not kana or kana == company.name.core:
        return False
    writing.reading, writing.core = "kana", kana
    script = rng.choice(("katakana", "katakana", "half", "hiragana", "bank", "Latin"))
    form = company.name.form
    writing.gap = rng.choice(("", "", " ", "　"))
    if script == "Latin":
        return _romanised(writing, kana, rng)
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


def _romanised(writing: Writing, kana: str, rng: random.Random) -> bool:
    """The reading in Latin letters, as an English name that the register does not know."""
    core = romaji(spellings.narrow(kana))
    writing.reading, writing.core = "romaji", rng.choice((core, core.upper(), core.lower()))
    writing.drop_form()
    writing.behind = rng.choice(("", " Co., Ltd.", " K.K.", "株式会社"))
    return writing.core.isascii()


def english_name(writing: Writing, company: Registered, rng: random.Random) -> bool:
    told = company.name.english
    bare = ENGLISH_FORM.sub("", told)
    if not bare:
        return False
    writing.drop_form()
    writing.reading = "english"
    text = (
        told
        if rng.random() < 0.4
        else bare + rng.choice(_ENGLISH_FORMS if "株" in company.name.form else ("",))
    )
    writing.core = bare
    writing.behind = text[len(bare) :]
    writing.core = rng.choice((str, str, str.upper, str.lower, spellings.half_width))(writing.core)
    return True


def holdings(writing: Writing, _: Registered, rng: random.Random) -> bool:
    for word in _HOLDINGS:
        if writing.core.endswith(word):
            others = [one for one in _AS_HOLDINGS if one != word]
            writing.core = writing.core.removesuffix(word) + rng.choice(others)
            return True
    return False


def something_behind(writing: Writing, company: Registered, rng: random.Random) -> bool:
    writing.behind = behind_it(company.town, writing.position, rng)
    if rng.random() < 0.5:
        writing.shorten_form(rng)
    return True


def addressed(writing: Writing, _: Registered, rng: random.Random) -> bool:
    writing.behind = rng.choice(ADDRESSEES)
    if rng.random() < 0.5:
        writing.shorten_form(rng)
    return True


def noise(writing: Writing, company: Registered, rng: random.Random) -> bool:
    writing.front, writing.behind = around_it(company, rng)
    if rng.random() < 0.4:
        writing.shorten_form(rng)
    return True


# A slip in a name of three characters leaves nothing by which anybody could tell.
_FOR_ONE_SLIP, _FOR_TWO = 4, 8


def one_slip(writing: Writing, _: Registered, rng: random.Random) -> bool:
    if len(writing.core) < _FOR_ONE_SLIP:
        return False
    writing.core, writing.has_slips = spellings.one_slip(writing.core, rng), True
    if rng.random() < 0.3:
        writing.shorten_form(rng)
    return True


def two_slips(writing: Writing, company: Registered, rng: random.Random) -> bool:
    if len(writing.core) < _FOR_TWO:
        return False
    core = writing.core
    one_slip(writing, company, rng)
    writing.core = spellings.one_slip(writing.core, rng)
    return writing.core != core


def former_name(writing: Writing, company: Registered, _: random.Random) -> bool:
    former = company.renamed_from
    if former is None:
        return False
    name = former.name
    writing.core, writing.form, writing.position = name.core, name.form, name.position
    writing.said_form, writing.said_position, writing.reading = name.form, name.position, "former"
    return True


def combined(writing: Writing, company: Registered, rng: random.Random) -> bool:
    """Two or three ways at once, in an order in which none undoes another."""
    steps: tuple[tuple[Way, ...], ...] = (
        (old_and_new_characters, kana_variants, holdings, one_slip),
        (widths_and_spaces, form_dropped, wrong_position, form_short),
        (something_behind, addressed, noise),
    )
    done = [rng.choice(ways)(writing, company, rng) for ways in steps if rng.random() < 0.75]
    return sum(done) > 1
