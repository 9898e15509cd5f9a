"""Which of a page's numbers, or of a site's, stands for the company: a weighing of traits, then two checks.

The aim is the number at which one reaches the company: its head office's main line. docs/extraction.md explains it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.extract.choice.page_kinds import Kind
from crawler.extract.choice.points import MOST_REPEATED, REPEATED, points_of
from crawler.extract.choice.whys import Why, why_chosen, why_none
from crawler.extract.owner.owners_numbers import MANY, owners_numbers
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import NAMED_WITH_ADDRESS, SURELY_MAIN, PhoneSeen, Trait
from crawler.extract.words.offices import Office, is_sure, office_in
from workbench.contract.states import Line, Place, Role

_DESKS = frozenset({Role.SUPPORT, Role.RECRUIT})
_IN_PROFILE = frozenset({Trait.PROFILE, Trait.LABELLED})
_HAS_WORDS = re.compile(r"\w")
_LITTLE_ELSE = 6  # characters: TEL, ☎
COMPANY_PAGE = 50  # the rank (links.rank) from which a page is about the company


@dataclass(frozen=True)
class Weighed:
    """One number with the best of its places: points, and how often it stands on the page."""

    phone: PhoneSeen
    points: int
    times: int


@dataclass(frozen=True)
class Choice:
    """The number that stands for a page or a site, None if none does, and why."""

    phone: PhoneSeen | None
    why: Why
    weighed: tuple[Weighed, ...] = ()


def choose(seen: Sequence[PhoneSeen], prefectures: Sequence[str] = (), kind: Kind | None = None) -> Choice:
    """The number that stands for the page; `prefectures` are those of the addresses on it, the owner's first.

    A number that is a FAX at one place is never chosen; nor one that stands only beside others' names. On pages of a
    `kind` that is nobody's own, none is.
    """
    if kind is not None:
        return Choice(None, Why(kind.value))
    faxes = {one.e164 for one in seen if one.role is Role.FAX and not _is_told_otherwise(one, seen)}
    usable = [
        one for one in seen if one.no_number is None and one.e164 not in faxes and one.role is not Role.FAX
    ]
    own = owners_numbers(usable)
    if not own:
        return Choice(None, why_none(seen, usable))
    weighed = _weigh([_as_shown(one, own) for one in own], prefectures)
    best = weighed[0]
    if why := _undecided(best, weighed, usable):
        framed = _in_frame(own, weighed) if why is Why.MANY_ALIKE else None
        if framed is None:
            return Choice(None, why, tuple(weighed))
        best = framed
    phone = best.phone
    if _is_plain(phone):
        phone = replace(phone, role=Role.MAIN)  # the page has no other: it is where one reaches them
    return Choice(phone, why_chosen(phone), tuple(weighed))


def _is_plain(phone: PhoneSeen) -> bool:
    """Whether a number that stands alone is more than a desk's: nothing names it, or its line is one for everything."""
    if phone.role is Role.OTHER:
        return not phone.label
    serves_all = Trait.BOOKING in phone.traits or (
        phone.role is Role.SUPPORT
        and (Trait.LABELLED in phone.traits or phone.traits >= {Trait.BESIDE_NAME, Trait.BESIDE_ADDRESS})
    )
    return serves_all and phone.line not in (Line.TOLL_FREE, Line.NAVI)


def of_site(pages: Sequence[tuple[int, Sequence[PhoneSeen]]]) -> PhoneSeen | None:
    """The number that stands for a whole site; pages are (rank of the page's link, 0 to 100; its numbers).

    A page about the company outranks a header that shows a branch, and a number on several pages counts for more. What
    a branch's own page shows is a branch's number here.
    """
    seen = [_of_page(one, rank) for rank, phones in pages for one in phones]
    return choose(seen).phone


def _of_page(one: PhoneSeen, rank: int) -> PhoneSeen:
    """A number of a page of that rank as one of the whole site."""
    traits = one.traits - {Trait.OWN_BRANCH}
    if rank >= COMPANY_PAGE:
        traits |= {Trait.PROFILE}
    return one if traits == one.traits else replace(one, traits=traits)


def beside_the_main_one(phone: PhoneSeen, chosen: PhoneSeen | None) -> PhoneSeen:
    """A number of a site as it is told: a site has one main line, so a plain telephone beside it is another line."""
    sure = SURELY_MAIN & phone.traits
    if chosen is None or chosen.role is not Role.MAIN or phone.role is not Role.MAIN or sure:
        return phone
    return phone if phone.e164 == chosen.e164 else replace(phone, role=Role.OTHER)


def _as_shown(one: PhoneSeen, own: Sequence[PhoneSeen]) -> PhoneSeen:
    """A number as the page shows it elsewhere: a desk's is no main line by being marked up, a branch's no desk."""
    shown = {other.role for other in own if other.e164 == one.e164 and other.place is not Place.JSON_LD}
    if one.place is Place.JSON_LD and shown and shown <= _DESKS:
        return replace(one, traits=one.traits - {Trait.STRUCTURED})
    if (
        one.role is Role.SUPPORT
        and not one.traits >= NAMED_WITH_ADDRESS
        and (Role.BRANCH in shown or _is_in_branch(one))
        and holds(Rule.SEVERAL_BRANCHES)
        and _has_branches(own)
    ):
        return replace(one, role=Role.BRANCH)
    return one


def _is_in_branch(one: PhoneSeen) -> bool:
    """Whether a desk is one of a branch's: 近畿支店（お客様センター）."""
    return is_sure(one.beside) and office_in(one.beside.partition("(")[0]) is Office.BRANCH


def _has_branches(own: Sequence[PhoneSeen]) -> bool:
    return len({one.e164 for one in own if one.role is Role.BRANCH}) > 1


def _weigh(own: Sequence[PhoneSeen], prefectures: Sequence[str]) -> list[Weighed]:
    """One entry a number, the heaviest first; equals in the order of the page."""
    best: dict[str, Weighed] = {}
    for one in own:
        points = points_of(one, prefectures)
        known = best.get(one.e164)
        if known is None:
            best[one.e164] = Weighed(one, points, 1)
        else:
            heavier = one if points > known.points else known.phone
            best[one.e164] = Weighed(heavier, max(points, known.points), known.times + 1)
    if holds(Rule.REPEATED):
        best = {
            key: replace(one, points=one.points + min(MOST_REPEATED, REPEATED * (one.times - 1)))
            for key, one in best.items()
        }
    return sorted(best.values(), key=lambda one: -one.points)


def _is_told_otherwise(fax: PhoneSeen, seen: Sequence[PhoneSeen]) -> bool:
    """Whether the same number is also called a telephone: some have one line for both."""
    return any(
        one.e164 == fax.e164
        and one.role is not Role.FAX
        and one.no_number is None
        and (Trait.LABELLED in one.traits or Trait.STRUCTURED in one.traits)
        for one in seen
    )


def _undecided(best: Weighed, weighed: Sequence[Weighed], usable: Sequence[PhoneSeen]) -> Why | None:
    """Why nothing may be chosen although there are numbers; `usable` are those of others, too: a list has both."""
    if best.phone.role is Role.BRANCH:
        branches = [one for one in weighed if one.phone.role is Role.BRANCH]
        own = [one for one in branches if Trait.OWN_BRANCH in one.phone.traits]
        if (
            len(branches) > 1
            and not (own[:1] == [best] and holds(Rule.OWN_BRANCH))
            and holds(Rule.SEVERAL_BRANCHES)
        ):
            return Why.SEVERAL_BRANCHES
    if holds(Rule.MANY_ALIKE) and (
        _is_desk_of_list(best.phone, weighed, usable) or _is_of_several_profiles(best.phone, weighed)
    ):
        return Why.MANY_ALIKE
    strong = bool((SURELY_MAIN | {Trait.NEW}) & best.phone.traits)
    alike = [one for one in weighed if _is_entry_of(one.phone, best.phone)]
    apart = best.phone.role is Role.MAIN and sum(one.phone.role is Role.MAIN for one in alike) == 1
    entries = {(one.phone.beside, one.phone.list_id) for one in alike}
    entries |= {
        (one.beside, one.list_id) for one in usable if _is_entry_of(one, best.phone) and _stands_alone(one)
    }
    bare = not _HAS_WORDS.search(best.phone.beside) and all(
        _HAS_WORDS.search(one.phone.beside) for one in alike if one.phone is not best.phone
    )
    if not (strong or apart or bare) and holds(Rule.MANY_ALIKE) and len(entries) >= MANY:
        return Why.MANY_ALIKE
    return None


def _is_of_several_profiles(best: PhoneSeen, weighed: Sequence[Weighed]) -> bool:
    """Whether a number is one of several companies' that have a profile each, and nothing tells whose page it is."""
    if Trait.PROFILE not in best.traits or Trait.BESIDE_NAME in best.traits or SURELY_MAIN & best.traits:
        return False
    profiles = {
        one.phone.list_id
        for one in weighed
        if one.phone.role is Role.MAIN and one.phone.traits >= _IN_PROFILE
    }
    return len(profiles - {0}) >= MANY


def _is_desk_of_list(best: PhoneSeen, weighed: Sequence[Weighed], usable: Sequence[PhoneSeen]) -> bool:
    """Whether nothing but a free dial is left of a page that lists others: a portal's desk, which nobody presents."""
    presented = best.traits - {Trait.BOOKING} or best.place not in (Place.TEXT, Place.TABLE)
    if presented or best.line not in (Line.TOLL_FREE, Line.NAVI):
        return False
    own = {one.phone.e164 for one in weighed if Trait.STRANGER not in one.phone.traits}
    return len({one.e164 for one in usable} - own) >= MANY


def _in_frame(own: Sequence[PhoneSeen], weighed: Sequence[Weighed]) -> Weighed | None:
    """The only number in the page's header and footer, which are its owner's whatever is listed between them."""
    framed = {
        one.e164
        for one in own
        if holds(Rule.IN_FRAME) and (Trait.IN_HEADER in one.traits or one.place is Place.FOOTER)
    }
    return next((one for one in weighed if framed == {one.phone.e164}), None)


def _is_entry_of(one: PhoneSeen, best: PhoneSeen) -> bool:
    """Whether two numbers stand in the page alike, as the entries of one list do."""
    profile = Trait.PROFILE in best.traits and Trait.LABELLED in best.traits
    named = any(
        trait in best.traits and trait not in one.traits
        for trait in (Trait.NAMED, Trait.OWN_ENTRY, Trait.OF_COMPANY)
    )
    purpose = one.role is best.role or one.role in (Role.MAIN, Role.BRANCH)
    apart = Trait.STRANGER in one.traits and best.traits >= {Trait.LABELLED, Trait.BESIDE_ADDRESS}
    same = one.shape == best.shape and one.line is best.line and purpose
    return same and not (profile or named or apart)


def _stands_alone(one: PhoneSeen) -> bool:
    """Whether a number is all that its block says, as in a list of names and numbers."""
    return len(one.snippet) <= len(one.raw) + _LITTLE_ELSE
