"""The rules of extraction by name, so that each can be switched off and the pages counted that need it."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum


class Rule(StrEnum):
    """Every rule that can be switched off; what each says is in docs/extraction.md."""

    # what is read at all
    HIDDEN = "hidden"
    STYLED_AWAY = "styled_away"
    ALT_WORDS = "alt_words"
    ICONS = "icons"
    TEL_LINKS = "tel_links"
    JSON_LD = "json_ld"
    MENDED_JSON = "mended_json"
    MICRODATA = "microdata"
    NOSCRIPT = "noscript"
    KANJI_DIGITS = "kanji_digits"
    SAID_BETWEEN = "said_between"
    DIALLED = "dialled"
    AREA_CODE_IN_LABEL = "area_code_in_label"
    # what is no telephone number
    PLACEHOLDER = "placeholder"
    EXAMPLE = "example"
    OTHER_CODE = "other_code"
    BARE_DIGITS = "bare_digits"
    ODD_GROUPS = "odd_groups"
    IN_ADDRESS_OF_WEB = "in_address_of_web"
    ABROAD = "abroad"
    # whose and what for
    FAX = "fax"
    FAX_IN_PAIR = "fax_in_pair"
    FAX_BY_CLASS = "fax_by_class"
    ROW_LABEL = "row_label"
    COLUMN_LABEL = "column_label"
    LABEL_ABOVE = "label_above"
    TWO_COLUMNS = "two_columns"
    OFFICE_IN_ROW = "office_in_row"
    OFFICE_ABOVE = "office_above"
    HEADING = "heading"
    LANDMARK = "landmark"
    RECRUIT = "recruit"
    SUPPORT = "support"
    OTHER_PURPOSE = "other_purpose"
    THIRD_PARTY = "third_party"
    PUBLIC_LINE = "public_line"
    MENTION = "mention"
    SPOKEN_OF = "spoken_of"
    NAME_OVER = "name_over"
    PART = "part"
    EVENT = "event"
    CARRIER = "carrier"
    OWN_AMONG_OTHERS = "own_among_others"
    PERSON = "person"
    OLD_NUMBER = "old_number"
    DIRECT = "direct"
    COMPANY_UNDER_HEADING = "company_under_heading"
    OWN_NAME_LIKE_OFFICE = "own_name_like_office"
    OTHER_COMPANY = "other_company"
    SECTION = "section"
    PORTRAIT = "portrait"
    NAME_IN_FRAME = "name_in_frame"
    SIGNED = "signed"
    DEFINED = "defined"
    OWN_ENTRY = "own_entry"
    AMONG_OTHERS = "among_others"
    JSON_LD_KINDS = "json_ld_kinds"
    # which one stands for the page
    HEAD_OFFICE = "head_office"
    REPRESENTATIVE = "representative"
    BRANCH = "branch"
    PROFILE = "profile"
    LABELLED = "labelled"
    STRUCTURED = "structured"
    BESIDE_NAME = "beside_name"
    BESIDE_ADDRESS = "beside_address"
    AREA = "area"
    LINE = "line"
    REPEATED = "repeated"
    OWN_BRANCH = "own_branch"
    SEVERAL_BRANCHES = "several_branches"
    MANY_ALIKE = "many_alike"
    IN_FRAME = "in_frame"
    PARKED = "parked"
    PORTAL = "portal"


_off: frozenset[Rule] = frozenset()


def holds(rule: Rule) -> bool:
    """Whether a rule is in force; all are, but within `without`."""
    return not _off or rule not in _off  # most often none: looking a rule up costs a call of its hash


def switched_off() -> frozenset[Rule]:
    """The rules that are not in force: what is remembered of a page holds only while they are the same."""
    return _off


@contextmanager
def without(*rules: Rule) -> Iterator[None]:
    """Within it these rules are not in force: only for measuring what each is good for."""
    global _off
    before = _off
    _off = before | set(rules)
    try:
        yield
    finally:
        _off = before
