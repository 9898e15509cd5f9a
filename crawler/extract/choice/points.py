"""What speaks for and against a number, in points."""

from collections.abc import Mapping, Sequence

from crawler.extract.rules import Rule, holds
from crawler.extract.seen import PhoneSeen, Trait
from workbench.contract.states import Line, Place, Role
from workbench.japan import area_codes

# Points for each trait, with the rule that it belongs to. Their order matters, their size only where several add up.
TRAITS: Mapping[Trait, tuple[int, Rule]] = {
    Trait.HEAD_OFFICE: (40, Rule.HEAD_OFFICE),
    Trait.FIRST_OF_SEVERAL: (20, Rule.HEAD_OFFICE),
    Trait.REPRESENTATIVE: (35, Rule.REPRESENTATIVE),
    Trait.STRUCTURED: (36, Rule.STRUCTURED),
    Trait.PROFILE: (31, Rule.PROFILE),
    Trait.LABELLED: (20, Rule.LABELLED),
    Trait.CONTACT: (8, Rule.LABELLED),
    Trait.BESIDE_NAME: (10, Rule.BESIDE_NAME),
    Trait.NAMED: (3, Rule.BESIDE_NAME),
    Trait.OF_COMPANY: (12, Rule.HEADING),
    Trait.BESIDE_ADDRESS: (8, Rule.BESIDE_ADDRESS),
    Trait.NEW: (12, Rule.OLD_NUMBER),
    Trait.OLD: (-80, Rule.OLD_NUMBER),
    Trait.DIRECT: (-12, Rule.DIRECT),
    Trait.UNDER_NAME: (-50, Rule.OTHER_COMPANY),
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
REPEATED, MOST_REPEATED = 3, 9
AREA = 5
FRAMED = 14  # what stands in the header or the footer of all pages is the site's own
OWN_BRANCH = 0


def points_of(one: PhoneSeen, prefectures: Sequence[str]) -> int:
    """The points of a number at one place; `prefectures` are those of the page's addresses, the owner's first."""
    points = sum(weight for trait, (weight, rule) in TRAITS.items() if trait in one.traits and holds(rule))
    if one.place is Place.TEL_LINK:
        points += 5
    weight, rule = ROLES.get(one.role, (0, Rule.LABELLED))
    if Trait.OWN_BRANCH in one.traits and holds(Rule.OWN_BRANCH):
        # The page is that office's: what is shown without any name comes after it.
        weight = max(weight, OWN_BRANCH)
    unlabelled = one.role is Role.OTHER and not one.label
    weight //= 2 if Trait.BOOKING in one.traits else 1
    points += weight if holds(rule) and not unlabelled else 0
    if holds(Rule.LINE):
        points += LINES[one.line]
    framed = one.place is Place.FOOTER or Trait.IN_HEADER in one.traits
    if holds(Rule.IN_FRAME) and framed and one.role is not Role.BRANCH:
        points += FRAMED
    if holds(Rule.AREA) and prefectures and one.line is Line.FIXED:
        points += AREA if prefectures[0] in area_codes.prefectures_of(one.e164) else 0
    return points
