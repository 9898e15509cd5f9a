"""Whether a label says what the one whose number it is has to do with the owner: 会場 みなと会館, 施工：みなと建設."""

import re
from itertools import pairwise, takewhile

from crawler.extract.owner.owner import Owner
from crawler.extract.owner.spot import Spot
from crawler.extract.owner.strange_names import (
    begins_with_street,
    has_letters,
    is_officer,
    is_writers,
    may_be_owners,
    without_label,
)
from crawler.extract.rules import Rule, holds
from crawler.extract.words.offices import Office, is_sure, office_in
from crawler.extract.words.others_words import PARTS, PARTS_IF_OWNER_IS_SURE
from crawler.extract.words.profile_labels import names_partners
from crawler.extract.words.words import names_line


def _patterns(parts: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(a label alone, a line of label and name, or of name and label in brackets) of such parts."""
    label = rf"\W{{0,3}}(?:{parts})(?:名|様|さま)?"
    before_name = rf"{label}(?:[ 　]?[:：】\]>＞〉》]\s?|[　 ]{{1,2}})(?P<name>\S.*)"
    behind_name = rf"(?P<before>[^（()）]{{2,40}})[（(]{label}[)）]"
    return re.compile(rf"{label}\W{{0,3}}"), re.compile(f"{before_name}|{behind_name}")


_ANYWHERE = _patterns(PARTS)
_IF_OWNER_IS_SURE = _patterns(f"{PARTS}|{PARTS_IF_OWNER_IS_SURE}")
_GROUP = re.compile(r"\W{0,3}(?:関連|グループ|子|協力)会社\W{0,3}")
_ROUND = " 　:：（(.「」『』"
_LONGEST = 40
_SHORTEST = 2
_ROWS = 6  # lines: a label and a value each


def is_row_of_profile(label: str) -> bool:
    """Whether a profile has such a row: it says nothing of the row below, as a row on a venue does."""
    return names_partners(label) or _GROUP.fullmatch(label) is not None


class Parts:
    """The labels over and before the numbers of one page, beside what its owner is called."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._label, self._line = _IF_OWNER_IS_SURE if owner.own else _ANYWHERE

    def has(self, spot: Spot) -> bool:
        """Whether a number is that of somebody who has a part in what the page tells: in its line, row or box."""
        if not holds(Rule.PART):
            return False
        block = spot.lines[: spot.in_block]
        if (found := next(filter(None, map(self._line.match, block)), None)) is not None:
            return self._is_others(found["name"] or found["before"])
        if any(self._label.fullmatch(label) and self._is_others(value) for value, label in pairwise(block)):
            return True
        if spot.context.in_frame:
            return False
        if any(map(self._label.fullmatch, (spot.context.row, self._heading(spot)))):
            return any(map(self._is_others, block))
        return names_line(spot.context.row) and self._is_in_rows(spot)

    def _heading(self, spot: Spot) -> str:
        above = spot.lines[spot.in_block :][:1]
        return above[0] if above and above[0] in self._owner.headings else ""

    def _is_in_rows(self, spot: Spot) -> bool:
        """Whether a row over that of a telephone names them; in a profile the telephone is the owner's all the same."""
        if spot.context.in_profile:
            return False
        rows = takewhile(lambda line: line not in self._owner.headings, spot.lines[:_ROWS])
        return any(
            self._label.fullmatch(label) and not is_row_of_profile(label) and self._is_others(value)
            for value, label in pairwise(rows)
        )

    def _is_others(self, text: str) -> bool:
        name = without_label(text.strip(_ROUND)).strip(_ROUND)
        if not _SHORTEST <= len(name) <= _LONGEST or begins_with_street(name) or is_writers(name):
            return False
        if is_sure(name) or office_in(name) is Office.HEAD or is_officer(name):
            return False
        own = self._owner.is_owners(name) or may_be_owners(name, self._owner.document.title)
        return has_letters(name) and not own
