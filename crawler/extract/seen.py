"""A telephone number as it was seen at one place of a page, and what speaks for and against it there."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.extract.words.not_numbers import NoNumber
from workbench.contract.states import Line, Place, Role


class Trait(StrEnum):
    """What speaks for or against a number as that of the whole page; the weights are in representative.py."""

    HEAD_OFFICE = "head_office"
    FIRST_OF_SEVERAL = "first_of_several"  # 青空珈琲本店, 東京本部: the head office if no other number is
    REPRESENTATIVE = "representative"
    PROFILE = "profile"
    LABELLED = "labelled"
    STRUCTURED = "structured"
    CONTACT = "contact"
    BESIDE_NAME = "beside_name"
    NAMED = "named"  # in its very line the owner is named
    OWN_ENTRY = "own_entry"  # its row, card or line is called by the owner's name and nothing else
    OF_COMPANY = "of_company"  # under a heading such as 運営会社
    BESIDE_ADDRESS = "beside_address"
    IN_HEADER = "in_header"
    THIRD_PARTY = "third_party"
    OTHER_COMPANY = "other_company"
    OWN_BRANCH = "own_branch"
    BOOKING = "booking"
    DIRECT = "direct"
    OLD = "old"
    NEW = "new"
    STRANGER = "stranger"
    UNDER_NAME = (
        "under_name"  # under a company's name, of which nothing says that it runs what the title names
    )
    PERSON = "person"


# The company itself, whatever heading or desk it stands under.
NAMED_WITH_ADDRESS = frozenset({Trait.NAMED, Trait.BESIDE_ADDRESS})
SURELY_MAIN = frozenset({Trait.HEAD_OFFICE, Trait.FIRST_OF_SEVERAL, Trait.REPRESENTATIVE})


@dataclass(frozen=True)
class PhoneSeen:
    """One number at one place of a page. `no_number`: why the digits are none after all; such are not reported."""

    e164: str
    line: Line
    raw: str
    role: Role
    label: str | None
    place: Place
    snippet: str
    traits: frozenset[Trait] = frozenset()
    beside: str = ""  # the office or the company that it stands beside
    no_number: NoNumber | None = None
    shape: str = ""  # how its element stands in the page: entries of a list are alike in it
    list_id: int = (
        0  # of the table or list that it stands in, 0 if in none; only among the numbers of one page
    )
