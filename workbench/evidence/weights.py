"""The table by which evidence is weighed.

Each entry is a Fellegi-Sunter match weight: the base-2 logarithm of how much likelier the evidence is when the
number really is the company's than when it is not. Weights of one observation add up, and so do those of independent
sources; probability = 1 / (1 + 2^-weight). (Fellegi and Sunter, "A Theory for Record Linkage", JASA 1969.)

The figures are first judgements, not yet calibrated on labelled rows. All are multiples of STEP, so that floating
point adds them up without a remainder, in whatever order.
"""

from collections.abc import Mapping

from workbench.contract.states import Line, Place, Role

STEP = 1 / 64

# No confidence above this is claimed: the weights are judgements, and no evidence from a page is certain.
MOST_CERTAIN = 0.99

# Before any evidence: a value that stands somewhere is likelier about somebody else.
PRIOR = -1.0

PLACE: Mapping[Place | None, float] = {
    Place.JSON_LD: 2.0,
    Place.TABLE: 2.0,
    Place.TEL_LINK: 1.5,
    Place.FOOTER: 1.0,
    Place.TEXT: 0.5,
    None: 0.0,
}

# A branch's number alone is not the company's: it stays below the threshold at which a value counts as found.
ROLE: Mapping[Role | None, float] = {
    Role.MAIN: 1.5,
    Role.OTHER: 0.0,
    None: 0.0,
    Role.BRANCH: -3.0,
    Role.SUPPORT: -3.0,
    Role.RECRUIT: -4.0,
}

# A FAX number is never the company's telephone number, whatever else speaks for it.
NEVER: frozenset[Role] = frozenset({Role.FAX})

# Between numbers that are otherwise alike, the one that rings at the office is wanted.
LINE: Mapping[Line | None, float] = {
    Line.FIXED: 0.5,
    Line.TOLL_FREE: 0.0,
    Line.IP: 0.0,
    Line.NAVI: -0.5,
    Line.MOBILE: -0.5,
    None: 0.0,
}

# What a company says of itself is believed; what others say of it needs a second witness.
SOURCE: Mapping[str, float] = {
    # Entries of listings are copied from each other and grow old.
    "directory": -4.5,
    # Filed by law, by the company itself, every year.
    "edinet": 1.0,
    # Companies typed their homepage into a form of some ministry, perhaps years ago.
    "gbizinfo": -1.0,
    # Asked by number, of the register itself.
    "invoice": 2.0,
    # The register itself: what it says of a company holds.
    "nta_api": 2.0,
    # Shops and branches carry the name of their company: alone, only an element at the company's own address counts.
    "osm": -4.0,
    # Found by the corporate number and of the same name, so surely the company; but anybody may edit it, and few look
    # after a number.
    "wikidata": -7.5,
}

# Codes of what speaks for or against a value (messages: evidence.<code>), in the order in which they are told.
# Identity is what the page says of itself, against what the list says of the company.
EVIDENCE: Mapping[str, float] = {
    "same_corporate_number": 6.0,
    "other_corporate_number": -8.0,
    "same_name": 2.5,
    "other_name": -3.0,
    "same_prefecture": 2.0,
    "other_prefecture": -2.0,
    "same_street": 2.0,
    # Nothing on the page shows whose it is.
    "not_verified": -2.0,
    # The words beside the number call it a telephone number.
    "labelled": 0.5,
    # The number that the list already had is one more witness, a weak one: it may be years old.
    "same_as_listed": 1.5,
    # Each source has brought its own weight already.
    "several_sources": 0.0,
}

# Fact -> (code where the page says what the list says, code where it says otherwise).
COMPARED: Mapping[str, tuple[str, str | None]] = {
    "corporate_number": ("same_corporate_number", "other_corporate_number"),
    "name": ("same_name", "other_name"),
    "prefecture": ("same_prefecture", "other_prefecture"),
    "street": ("same_street", None),
}

# Two values whose weights differ by less than this cannot be told apart.
TIE = 0.25
