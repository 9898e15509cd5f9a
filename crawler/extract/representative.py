"""Which of a page's numbers, or of a site's, stands for the company: a weighing of traits, then two checks.

The aim is the number at which one reaches the company: its head office's main line. docs/extraction.md explains it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crawler.extract.page_kinds import Kind
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import PhoneSeen, Trait
from workbench.contract.states import Line, Place, Role
from workbench.japan import area_codes

# Points for each trait, with the rule that it belongs to. Their order matters, their size only where several add up.
TRAITS: Mapping[Trait, tuple[int, Rule]] = {
    Trait.HEAD_OFFICE: (40, Rule.HEAD_OFFICE),
    Trait.MAIN_SHOP: (20, Rule.HEAD_OFFICE),
    Trait.REPRESENTATIVE: (35, Rule.REPRESENTATIVE),
    Trait.STRUCTURED: (36, Rule.STRUCTURED),
    Trait.PROFILE: (22, Rule.PROFILE),
    Trait.LABELLED: (20, Rule.LABELLED),
    Trait.BESIDE_NAME: (10, Rule.BESIDE_NAME),
    Trait.NAMED: (3, Rule.BESIDE_NAME),
    Trait.OF_COMPANY: (12, Rule.HEADING),
    Trait.BESIDE_ADDRESS: (8, Rule.BESIDE_ADDRESS),
    Trait.NEW: (12, Rule.OLD_NUMBER),
    Trait.OLD: (-80, Rule.OLD_NUMBER),
    Trait.DIRECT: (-12, Rule.DIRECT),
    Trait.STRANGER: (-25, Rule.OTHER_COMPANY),
}
ROLES: Mapping[Role, tuple[int, Rule]] = {
    Role.BRANCH: (-50, Rule.BRANCH),
    Role.SUPPORT: (-40, Rule.SUPPORT),
    Role.RECRUIT: (-60, Rule.RECRUIT),
    Role.OTHER: (-15, Rule.OTHER_PURPOSE),
}
# Between numbers that are otherwise alike, the one that rings at the office is wanted.
LINES: Mapping[Line, int] = {Line.FIXED: 9, Line.IP: 4, Line.TOLL_FREE: -4, Line.NAVI: -6, Line.MOBILE: -15}
_SURELY_MAIN = frozenset({Trait.HEAD_OFFICE, Trait.MAIN_SHOP, Trait.REPRESENTATIVE})
_PRESENTED = _SURELY_MAIN | {
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
_DESKS = frozenset({Role.SUPPORT, Role.RECRUIT})
_GOES_ON = re.compile(r"[)）]?[ぁ-ん]")  # the sentence, behind a number
REPEATED, MOST_REPEATED = 3, 9
COMPANY_PAGE = 50  # the rank (links.rank) from which a page is about the company
AREA = 5
OWN_BRANCH = 0
MANY = 3  # so many numbers that are shown alike are a list


class Why(StrEnum):
    """Why a number was chosen, or none; each has its sentence as `extract.why.<code>`."""

    HEAD_OFFICE = "head_office"
    REPRESENTATIVE = "representative"
    PROFILE = "profile"
    STRUCTURED = "structured"
    LABELLED = "labelled"
    UNLABELLED = "unlabelled"
    LINK = "link"
    ONLY_BRANCH = "only_branch"
    OWN_BRANCH = "own_branch"
    ONLY_SUPPORT = "only_support"
    ONLY_RECRUIT = "only_recruit"
    ONLY_OTHER = "only_other"
    NO_CANDIDATE = "no_candidate"
    ONLY_FAX = "only_fax"
    ONLY_OTHERS = "only_others"
    SEVERAL_BRANCHES = "several_branches"
    MANY_ALIKE = "many_alike"
    PARKED = "parked"
    PORTAL = "portal"


class Lost(StrEnum):
    """Why a number was not chosen, where it is one: `extract.lost.<code>`."""

    CHOSEN = "chosen"
    FAX = "fax"
    THIRD_PARTY = "third_party"
    OTHER_COMPANY = "other_company"
    PERSON = "person"
    LESS_EVIDENCE = "less_evidence"
    UNDECIDED = "undecided"


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
    own = _without_entries([one for one in usable if not _is_others(one)], usable)
    if not own:
        return Choice(None, _why_none(seen, usable))
    weighed = _weigh([_as_shown(one, own) for one in own], prefectures)
    best = weighed[0]
    if why := _undecided(best, weighed):
        framed = _in_frame(own, weighed) if why is Why.MANY_ALIKE else None
        if framed is None:
            return Choice(None, why, tuple(weighed))
        best = framed
    phone = best.phone
    unnamed = phone.role is Role.OTHER and not phone.label
    booked = Trait.BOOKING in phone.traits and phone.line not in (Line.TOLL_FREE, Line.NAVI)
    if unnamed or booked:
        phone = replace(phone, role=Role.MAIN)  # the page has no other: it is where one reaches them
    return Choice(phone, _why(phone), tuple(weighed))


def of_site(pages: Sequence[tuple[int, Sequence[PhoneSeen]]]) -> PhoneSeen | None:
    """The number that stands for a whole site; pages are (rank of the page's link, 0 to 100; its numbers).

    A page about the company outranks a header that shows a branch, and a number on several pages counts for more. What
    a branch's own page shows is a branch's number here.
    """
    seen = [
        replace(
            one,
            traits=(one.traits - {Trait.OWN_BRANCH})
            | ({Trait.PROFILE} if rank >= COMPANY_PAGE else frozenset()),
        )
        for rank, phones in pages
        for one in phones
    ]
    return choose(seen).phone


def beside_the_main_one(phone: PhoneSeen, chosen: PhoneSeen | None) -> PhoneSeen:
    """A number of a site as it is told: a site has one main line, so a plain telephone beside it is another line."""
    sure = _SURELY_MAIN & phone.traits
    if chosen is None or chosen.role is not Role.MAIN or phone.role is not Role.MAIN or sure:
        return phone
    return phone if phone.e164 == chosen.e164 else replace(phone, role=Role.OTHER)


def of_owner(seen: Sequence[PhoneSeen]) -> list[PhoneSeen]:
    """The numbers that may be the owner's: without those of other companies and bodies, of persons, and given up."""
    return [
        one
        for one in seen
        if not _is_others(one) and not (Trait.OLD in one.traits and holds(Rule.OLD_NUMBER))
    ]


def _without_entries(own: list[PhoneSeen], usable: Sequence[PhoneSeen]) -> list[PhoneSeen]:
    """The numbers that are no entries of a list of others: there a name without a legal form is another's, too."""
    if not holds(Rule.AMONG_OTHERS):
        return own
    entries: dict[str, set[str]] = {}
    for one in usable:
        if Trait.OTHER_COMPANY in one.traits:
            entries.setdefault(one.shape, set()).add(one.e164)
    lists = {shape for shape, numbers in entries.items() if len(numbers) >= MANY}
    kept = _SURELY_MAIN | {Trait.BESIDE_NAME}
    return [one for one in own if one.shape not in lists or one.role is Role.BRANCH or kept & one.traits]


def _as_shown(one: PhoneSeen, own: Sequence[PhoneSeen]) -> PhoneSeen:
    """A number as the page shows it elsewhere: a desk's is no main line by being marked up, a branch's no desk."""
    shown = {other.role for other in own if other.e164 == one.e164 and other.place is not Place.JSON_LD}
    if one.place is Place.JSON_LD and shown and shown <= _DESKS:
        return replace(one, traits=one.traits - {Trait.STRUCTURED})
    if (
        one.role is Role.SUPPORT
        and Role.BRANCH in shown
        and holds(Rule.SEVERAL_BRANCHES)
        and _has_branches(own)
    ):
        return replace(one, role=Role.BRANCH)
    return one


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


def points_of(one: PhoneSeen, prefectures: Sequence[str]) -> int:
    points = sum(weight for trait, (weight, rule) in TRAITS.items() if trait in one.traits and holds(rule))
    if one.place is Place.TEL_LINK:
        points += 5
    weight, rule = ROLES.get(one.role, (0, Rule.LABELLED))
    if Trait.OWN_BRANCH in one.traits and holds(Rule.OWN_BRANCH):
        weight = max(
            weight, OWN_BRANCH
        )  # the page is that office's: what is shown without any name comes after it
    unlabelled = one.role is Role.OTHER and not one.label
    weight //= 2 if Trait.BOOKING in one.traits else 1
    points += weight if holds(rule) and not unlabelled else 0
    if holds(Rule.LINE):
        points += LINES[one.line]
    if holds(Rule.AREA) and prefectures and one.line is Line.FIXED:
        points += AREA if prefectures[0] in area_codes.prefectures_of(one.e164) else 0
    return points


def _is_others(one: PhoneSeen) -> bool:
    person = (Trait.PERSON in one.traits or _is_somebodys_mobile(one)) and holds(Rule.PERSON)
    return person or Trait.THIRD_PARTY in one.traits or Trait.OTHER_COMPANY in one.traits


def _is_somebodys_mobile(one: PhoneSeen) -> bool:
    """Whether nothing presents a mobile number as the company's own: it stands in a sentence, without a word for it."""
    presented = _PRESENTED & one.traits or one.place is not Place.TEXT
    return (
        one.line is Line.MOBILE
        and not presented
        and _GOES_ON.match(one.snippet.partition(one.raw)[2]) is not None
    )


def _is_told_otherwise(fax: PhoneSeen, seen: Sequence[PhoneSeen]) -> bool:
    """Whether the same number is also called a telephone: some have one line for both."""
    return any(
        one.e164 == fax.e164
        and one.role is not Role.FAX
        and one.no_number is None
        and (Trait.LABELLED in one.traits or Trait.STRUCTURED in one.traits)
        for one in seen
    )


def _undecided(best: Weighed, weighed: Sequence[Weighed]) -> Why | None:
    """Why nothing may be chosen although there are numbers."""
    if best.phone.role is Role.BRANCH:
        branches = [one for one in weighed if one.phone.role is Role.BRANCH]
        own = [one for one in branches if Trait.OWN_BRANCH in one.phone.traits]
        if (
            len(branches) > 1
            and not (own[:1] == [best] and holds(Rule.OWN_BRANCH))
            and holds(Rule.SEVERAL_BRANCHES)
        ):
            return Why.SEVERAL_BRANCHES
    strong = bool(_SURELY_MAIN & best.phone.traits)
    alike = [one for one in weighed if _is_entry_of(one.phone, best.phone)]
    apart = best.phone.role is Role.MAIN and sum(one.phone.role is Role.MAIN for one in alike) == 1
    if not (strong or apart) and holds(Rule.MANY_ALIKE) and len({one.phone.beside for one in alike}) >= MANY:
        return Why.MANY_ALIKE
    return None


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
    named = any(trait in best.traits and trait not in one.traits for trait in (Trait.NAMED, Trait.OF_COMPANY))
    purpose = one.role is best.role or one.role in (Role.MAIN, Role.BRANCH)
    same = one.shape == best.shape and one.line is best.line and purpose
    return same and not profile and not named


def _why_none(seen: Sequence[PhoneSeen], usable: Sequence[PhoneSeen]) -> Why:
    if usable:
        return Why.ONLY_OTHERS
    return (
        Why.ONLY_FAX
        if any(one.role is Role.FAX and one.no_number is None for one in seen)
        else Why.NO_CANDIDATE
    )


_BY_ROLE = {Role.SUPPORT: Why.ONLY_SUPPORT, Role.RECRUIT: Why.ONLY_RECRUIT, Role.OTHER: Why.ONLY_OTHER}


def _why(phone: PhoneSeen) -> Why:
    if phone.role is Role.BRANCH:
        return Why.OWN_BRANCH if Trait.OWN_BRANCH in phone.traits else Why.ONLY_BRANCH
    if phone.role in _BY_ROLE:
        return _BY_ROLE[phone.role]
    if Trait.MAIN_SHOP in phone.traits:
        return Why.HEAD_OFFICE
    for trait in (Trait.HEAD_OFFICE, Trait.REPRESENTATIVE, Trait.STRUCTURED, Trait.PROFILE, Trait.LABELLED):
        if trait in phone.traits:
            return Why(trait.value)
    return Why.LINK if phone.place is Place.TEL_LINK else Why.UNLABELLED


def why_lost(phone: PhoneSeen, choice: Choice) -> str:
    """The code of why a candidate was not chosen (or that it was)."""
    if phone.no_number is not None:
        return phone.no_number.value
    if choice.phone is not None and phone.e164 == choice.phone.e164:
        return Lost.CHOSEN.value
    if phone.role is Role.FAX:
        return Lost.FAX.value
    if Trait.THIRD_PARTY in phone.traits:
        return Lost.THIRD_PARTY.value
    if Trait.OTHER_COMPANY in phone.traits:
        return Lost.OTHER_COMPANY.value
    if Trait.PERSON in phone.traits:
        return Lost.PERSON.value
    return (Lost.UNDECIDED if choice.phone is None else Lost.LESS_EVIDENCE).value
