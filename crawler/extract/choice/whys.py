"""Why a number was chosen, or was not, or why a page has none: codes, made into sentences where a person reads them."""

from collections.abc import Sequence
from enum import StrEnum

from crawler.extract.seen import PhoneSeen, Trait
from workbench.contract.states import Line, Place, Role


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


_BY_ROLE = {Role.SUPPORT: Why.ONLY_SUPPORT, Role.RECRUIT: Why.ONLY_RECRUIT, Role.OTHER: Why.ONLY_OTHER}


def why_chosen(phone: PhoneSeen) -> Why:
    """The strongest of what speaks for the number that was chosen."""
    if phone.role is Role.BRANCH:
        return Why.OWN_BRANCH if Trait.OWN_BRANCH in phone.traits else Why.ONLY_BRANCH
    if phone.role in _BY_ROLE:
        return _BY_ROLE[phone.role]
    if Trait.FIRST_OF_SEVERAL in phone.traits:
        return Why.HEAD_OFFICE
    for trait in (Trait.HEAD_OFFICE, Trait.REPRESENTATIVE, Trait.STRUCTURED, Trait.PROFILE, Trait.LABELLED):
        if trait in phone.traits:
            return Why(trait.value)
    return Why.LINK if phone.place is Place.TEL_LINK else Why.UNLABELLED


def why_none(seen: Sequence[PhoneSeen], usable: Sequence[PhoneSeen]) -> Why:
    """Why there is no number of the owner among all that was seen; `usable` are telephones."""
    if usable:
        return Why.ONLY_OTHERS
    return (
        Why.ONLY_FAX
        if any(one.role is Role.FAX and one.no_number is None for one in seen)
        else Why.NO_CANDIDATE
    )


def why_lost(phone: PhoneSeen, chosen: PhoneSeen | None, is_owners: bool) -> str:
    """The code of why a candidate was not chosen (or that it was). is_owners: whether it may be the page's owner's."""
    if phone.no_number is not None:
        return phone.no_number.value
    if chosen is not None and phone.e164 == chosen.e164:
        return Lost.CHOSEN.value
    if phone.role is Role.FAX:
        return Lost.FAX.value
    if Trait.THIRD_PARTY in phone.traits:
        return Lost.THIRD_PARTY.value
    if Trait.OTHER_COMPANY in phone.traits:
        return Lost.OTHER_COMPANY.value
    if Trait.PERSON in phone.traits:
        return Lost.PERSON.value
    if not is_owners:
        return (Lost.PERSON if phone.line is Line.MOBILE else Lost.OTHER_COMPANY).value
    return (Lost.UNDECIDED if chosen is None else Lost.LESS_EVIDENCE).value
