"""Company names as lists have them: the ways of being messy, each by its kind, and what is asked with them.

`messy` gives one row for a company of the register, `absent` one for a company that is not in it, `nobody` one that
names none. The same random numbers give the same rows. What a row says for certain (its core, form, position and
place) is kept beside it, so that tellable.py can say whether it tells its company from all others.
"""

import random
from dataclasses import dataclass, replace

from tests.registry import ways
from tests.registry.given_places import Place, given_place
from tests.registry.noise import NO_COMPANIES, NO_NAMES
from tests.registry.records import Registered
from tests.registry.writing import Writing


@dataclass(frozen=True)
class Asked:
    """One row: the cells' texts, the number that is right (None: not registered), and of which kind it is."""

    name: str
    place: Place
    expected: str | None
    kind: str
    writing: Writing


# The shares are of 100, and more for what few names allow.
WAYS: dict[str, tuple[ways.Way, int]] = {
    "as registered": (ways.as_is, 10),
    "widths and spaces": (ways.widths_and_spaces, 10),
    "short form": (ways.form_short, 13),
    "form dropped": (ways.form_dropped, 8),
    "wrong position": (ways.wrong_position, 4),
    "wrong form": (ways.wrong_form, 1),
    "old and new characters": (ways.old_and_new_characters, 5),
    "kana variants": (ways.kana_variants, 4),
    "kana reading": (ways.kana_reading, 5),
    "English name": (ways.english_name, 4),
    "holdings": (ways.holdings, 8),
    "something behind": (ways.something_behind, 7),
    "addressed": (ways.addressed, 4),
    "noise": (ways.noise, 4),
    "one slip": (ways.one_slip, 7),
    "two slips": (ways.two_slips, 2),
    "former name": (ways.former_name, 30),
    "combined": (ways.combined, 10),
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


def nobody(company: Registered, rng: random.Random) -> Asked:
    """One row whose name is no company's, whatever is registered: a remark, a form alone, two companies at once."""
    writing = Writing.of(company)
    text = rng.choice((*NO_NAMES, f"{company.name.full}、{rng.choice(NO_COMPANIES)}"))
    return Asked(text, given_place(company, rng), None, "no company", writing)
