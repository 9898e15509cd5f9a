"""Where a number stands: the words, lines and context round it."""

from dataclasses import dataclass
from functools import cached_property

from crawler.extract.owner.clauses import words_at_number
from crawler.extract.words.context import Context
from crawler.extract.words.words import Words
from workbench.japan import phones


@dataclass(frozen=True)
class Spot:
    """A number where it stands.

    text: of its block or link; lines: those at and above it, nearest first, of which so many are in its block; behind:
    what follows it in its line.
    """

    context: Context
    words: Words
    one: phones.Found
    text: str
    lines: list[str]
    in_block: int
    behind: str

    @property
    def own_line(self) -> list[str]:
        """Its line and those above in its block, its row, and what follows it."""
        return [*self.lines[: self.in_block], *self.context.cells, self.context.row, self.behind]

    @cached_property
    def words_there(self) -> tuple[str, ...]:
        """What its line says right at it: see clauses.py."""
        return words_at_number(self.lines[0], self.behind)
