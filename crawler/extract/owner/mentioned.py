"""Whether a page's text mentions a number as somebody's who is not its owner."""

from functools import cached_property

from crawler.extract.owner.mentions import whose
from crawler.extract.owner.owner import Owner
from crawler.extract.owner.spoken_of import all_spoken_of, called_at, spoken_of
from crawler.extract.owner.spot import Spot
from crawler.extract.owner.strange_names import shares
from crawler.extract.owner.subjects import asks_for_owner
from crawler.extract.rules import Rule, holds
from crawler.extract.words.others import sent_on

_LONGEST_LABEL = 40
_ALIKE = 4  # characters of a name that is mentioned and of the title
_REACH = 3  # lines above a number's block


class Mentioned:
    """Those whom the text of one page mentions, beside what its owner is called."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner

    def has(self, spot: Spot) -> bool:
        """Whether running text gives a number as another's, or a sentence above it sends the reader there."""
        if spot.context.in_frame:
            return False
        name = self._name(spot)
        if name and not self._may_be_owners(name):
            return True
        return self._is_sent_on(spot)

    def _name(self, spot: Spot) -> str:
        before, after = _brackets_round(spot.one.phone.raw)
        left = spot.text[: spot.one.start + before]
        name = whose(left, spot.text[spot.one.end - after :]) if holds(Rule.MENTION) else ""
        if not name and self._spoken_of and holds(Rule.SPOKEN_OF):
            return spoken_of(left) or self._spoken_of_at(spot)
        return name

    def _spoken_of_at(self, spot: Spot) -> str:
        """The name at a number of which the page speaks elsewhere, too; "" if there is none."""
        if len(spot.lines[0]) > _LONGEST_LABEL or any(map(self._owner.is_owners, spot.own_line)):
            return ""
        context = spot.context
        at = (*spot.words_there, *spot.lines[1 : spot.in_block], *context.cells, context.row)
        return next((name for line in at if (name := called_at(line, self._spoken_of))), "")

    @cached_property
    def _spoken_of(self) -> tuple[str, ...]:
        return all_spoken_of(self._owner.document.words)

    def _is_sent_on(self, spot: Spot) -> bool:
        if not holds(Rule.THIRD_PARTY) or not sent_on(spot.lines[: spot.in_block + _REACH]):
            return False
        return not any(map(self._owner.is_owners, spot.own_line)) and not asks_for_owner(spot.own_line)

    def _may_be_owners(self, name: str) -> bool:
        title = self._owner.title
        named = any(part in title for part in (name, name.rpartition("の")[2]))
        return named or shares(name, title, _ALIKE) or self._owner.is_owners(name)


def _brackets_round(raw: str) -> tuple[int, int]:
    """How many characters of a number as it was written open and close a bracket round all of it.

    >>> _brackets_round("(03-5550-1001)"), _brackets_round("（03（5550）1001"), _brackets_round("(03)5550-1001")
    ((1, 1), (1, 0), (0, 0))
    """
    if raw[0] not in "(（":
        return 0, 0
    closes = raw[-1] in ")）"
    opened = sum(map(raw.count, "(（")) - sum(map(raw.count, ")）"))
    return int(closes or opened > 0), int(closes)
