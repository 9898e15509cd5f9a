"""The words that stand beside one number, and how they are read: one width of letters, one kind of spaces."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from crawler.extract.words.role_words import FAX, OR, TEL

LONGEST_KEPT = 200  # characters of a text by which an answer is remembered
NUMBER_MARK = "\ufffc"  # stands for an earlier number in the words before one
REACH = 48  # characters before a number that may tell of it
# What stands in brackets right behind a number.
IN_BRACKETS = re.compile(r"^[ \n]*[(〔<]([^)〕>\n]{1,20})[)〕>]")
NAMES_LINE = re.compile(f"{TEL.pattern}|{FAX.pattern}", re.IGNORECASE)
# `電 話` and `F A X`: words set wide by spaces between their letters.
_SET_WIDE = re.compile(r"(?<![^\W_])([^\W\d_](?: {1,8}[^\W\d_])+)(?![^\W_])")
_SAYS_SOMETHING = re.compile(r"\w|[☎℡]")


@dataclass(frozen=True)
class Words:
    """The words beside one number: before and after it in its line, of its row and column, of the heading above.

    In `before`, every earlier number of the line is one NUMBER_MARK. `cells` are the other cells left of it, `above`
    the lines and headings over it, nearest first; `nth` counts the earlier numbers of its cell that no word of their
    own names, `alike` all of these; `kind` is its classes.
    """

    before: str = ""
    after: str = ""
    row: str = ""
    column: str = ""
    heading: str = ""
    cells: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    nth: int = 0
    alike: int = 1
    kind: str = ""

    @property
    def are_short(self) -> bool:
        """Whether what is told of them may be remembered: a line may be as long as a page, with many numbers."""
        return len(self.before) <= LONGEST_KEPT

    @cached_property
    def tidied(self) -> "Words":
        return Words(
            tidy(self.before),
            tidy(self.after),
            tidy(self.row),
            tidy(self.column),
            tidy(self.heading),
            tuple(map(tidy, self.cells)),
            tuple(map(tidy, self.above)),
            self.nth,
            self.alike,
            self.kind,
        )

    def nearest(self) -> str:
        """The words since the number before this one, or all of them if there are none in between."""
        since = OR.sub(" ", self.before.rpartition(NUMBER_MARK)[2])
        return since if _SAYS_SOMETHING.search(since) else self.before


def tidy(text: str) -> str:
    """One width of letters and spaces, and no spaces within words that are set wide."""
    return (_tidied if len(text) <= LONGEST_KEPT else _tidied.__wrapped__)(text)


@lru_cache(maxsize=8_192)
def _tidied(text: str) -> str:
    if not text:
        return ""
    return _SET_WIDE.sub(lambda wide: wide.group().replace(" ", ""), unicodedata.normalize("NFKC", text))


def names_line(text: str) -> bool:
    """Whether a text calls something a telephone or FAX number."""
    return bool(text) and (_names_line if len(text) <= LONGEST_KEPT else _names_line.__wrapped__)(text)


@lru_cache(maxsize=8_192)
def _names_line(text: str) -> bool:
    return bool(NAMES_LINE.search(tidy(text)))
