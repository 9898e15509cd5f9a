"""Which of the numbers seen on a page may be its owner's."""

import re
from collections.abc import Sequence

from crawler.extract.rules import Rule, holds
from crawler.extract.seen import SURELY_MAIN, PhoneSeen, Trait
from workbench.contract.states import Line, Place, Role

MANY = 3  # so many numbers that are shown alike are a list
_PRESENTED = SURELY_MAIN | {
    Trait.LABELLED,
    Trait.PROFILE,
    Trait.STRUCTURED,
    Trait.CONTACT,
    Trait.OF_COMPANY,
    Trait.BESIDE_NAME,
    Trait.BESIDE_ADDRESS,
    Trait.IN_HEADER,
    Trait.BOOKING,
}
_UNSURE = {Trait.STRANGER}
_ROW_OF_PROFILE = {Trait.PROFILE, Trait.LABELLED}
_SHOP_OF_ANOTHER = re.compile(r"\S{1,20}[ 　]\S{1,20}[ 　]\S{0,12}本[店社館]")  # 百貨店 みなと屋 仙台本店
_GOES_ON = re.compile(r"[)）]?[ぁ-ん]")  # the sentence, behind a number


def owners_numbers(seen: Sequence[PhoneSeen]) -> list[PhoneSeen]:
    """The numbers of a page without those of other companies and bodies, and of persons."""
    own = _without_entries([one for one in seen if not _is_others(one)], seen)
    return [] if _are_of_several_strangers(own) else own


def _are_of_several_strangers(own: Sequence[PhoneSeen]) -> bool:
    """Whether nothing but names that may be anybody's stand at the numbers: one may be a desk's, several are a list."""
    telephones = [one for one in own if one.role is not Role.FAX]
    unknown = all(Trait.STRANGER in one.traits for one in telephones)
    return holds(Rule.NAME_OVER) and unknown and len({one.e164 for one in telephones}) > 1


def of_owner(seen: Sequence[PhoneSeen]) -> list[PhoneSeen]:
    """As `owners_numbers`, without those that the owner gave up."""
    return [one for one in owners_numbers(seen) if not (Trait.OLD in one.traits and holds(Rule.OLD_NUMBER))]


def _without_entries(own: list[PhoneSeen], seen: Sequence[PhoneSeen]) -> list[PhoneSeen]:
    """The numbers that are no entries of a list of others: there a name without a legal form is another's, too."""
    if not holds(Rule.AMONG_OTHERS):
        return own
    companies: dict[str, set[str]] = {}
    alike: dict[str, set[str]] = {}
    others: dict[int, set[str]] = {}
    listed: dict[int, set[str]] = {}
    shaped: dict[str, set[str]] = {}
    for one in seen:
        if one.role is Role.FAX or one.no_number is not None:
            continue
        listed.setdefault(one.list_id, set()).add(one.e164)
        shaped.setdefault(one.shape, set()).add(one.e164)
        if _is_others(one):
            others.setdefault(one.list_id, set()).add(one.e164)
            alike.setdefault(one.shape, set()).add(one.e164)
        if Trait.OTHER_COMPANY in one.traits:
            companies.setdefault(one.shape, set()).add(one.e164)
    of_companies = {shape for shape, numbers in companies.items() if len(numbers) >= MANY}
    mostly_others = {
        key
        for key, numbers in others.items()
        if key and len(numbers) > 1 and 2 * len(numbers) >= len(listed[key])
    }
    mostly_alike = {
        shape
        for shape, numbers in alike.items()
        if len(numbers) > MANY and 2 * len(numbers) >= len(shaped[shape])
    }
    return [
        one
        for one in own
        if _is_kept(one)
        or not (
            one.list_id in mostly_others
            or one.shape in mostly_alike
            or (
                one.shape in of_companies
                and one.role is not Role.BRANCH
                and not (one.traits >= _ROW_OF_PROFILE and one.list_id not in others)
            )
            or (one.list_id and one.list_id in others and one.traits == _UNSURE)
            or (Trait.STRANGER in one.traits and len(alike.get(one.shape, ())) > 1)
        )
    ]


def _is_kept(one: PhoneSeen) -> bool:
    """Whether an entry is the owner's whoever the others are: named so, or a head office without another's name."""
    return Trait.BESIDE_NAME in one.traits or (
        bool(SURELY_MAIN & one.traits) and not _SHOP_OF_ANOTHER.match(one.beside)
    )


def _is_others(one: PhoneSeen) -> bool:
    # whoever answers it: where the owner is named with it, it is his
    is_persons = Trait.PERSON in one.traits and Trait.NAMED not in one.traits
    person = (is_persons or _is_somebodys_mobile(one)) and holds(Rule.PERSON)
    return person or Trait.THIRD_PARTY in one.traits or Trait.OTHER_COMPANY in one.traits


def _is_somebodys_mobile(one: PhoneSeen) -> bool:
    """Whether nothing presents a mobile number as the company's own: it stands in a sentence, without a word for it."""
    presented = _PRESENTED & one.traits or one.place is not Place.TEXT
    return (
        one.line is Line.MOBILE
        and not presented
        and _GOES_ON.match(one.snippet.partition(one.raw)[2]) is not None
    )
