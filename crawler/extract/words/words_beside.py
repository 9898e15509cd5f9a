"""The words of a block that stand beside a number in it: before, after and above it, up to the next number."""

import re
from collections.abc import Sequence

from crawler.extract.once import numbers_in
from crawler.extract.rules import Rule, holds
from crawler.extract.words.context import LABEL_LENGTH, Context
from crawler.extract.words.offices import office_that_leads
from crawler.extract.words.profile_labels import names_partners, tells_trade
from crawler.extract.words.words import NUMBER_MARK
from workbench.japan import phones

SNIPPET_RADIUS = 40
_REACH_AFTER = 24
_LINE_WORDS = re.compile(
    r"電話(?:番号)?|tel(?:ephone)?|phone|℡|☎|fax|[\d０-９()（） +＋－-]{8,}", re.IGNORECASE
)
_ROW = re.compile(r"(?![^:：]{0,12}(?:FAX|Fax|fax|TEL|Tel|tel|電話))[^\s:：]{2,10} ?[:：] ?\S")
_REMARK = re.compile(r"[ 　]{0,4}[(（][^()（）\n]{1,16}[)）][ 　]{0,4}(?:\n|$)")


def mark(text: str, found: Sequence[phones.Found]) -> list[tuple[int, str]]:
    """(end of the piece, the text since the last number, which is shown as one mark), a piece for each number."""
    pieces, at = [], 0
    for one in found:
        pieces.append((one.start, text[at : one.start]))
        at = one.end
    return pieces


def before(marked: list[tuple[int, str]], text: str, one: phones.Found) -> str:
    """The words before a number in its line; earlier numbers of the line are one mark each."""
    line_start = text.rfind("\n", 0, one.start) + 1
    parts = [
        piece if end - len(piece) >= line_start else text[line_start:end]
        for end, piece in marked
        if line_start <= end <= one.start
    ]
    return NUMBER_MARK.join(parts)


def after(text: str, found: Sequence[phones.Found], one: phones.Found) -> str:
    """The words after a number in its line, with a mark if another number follows them."""
    following = min(
        (other.start for other in found if other.start >= one.end), default=len(text) + _REACH_AFTER
    )
    end = min(following, one.end + _REACH_AFTER)
    words, newline, _ = text[one.end : end].partition("\n")
    if not words.strip() and newline and (remark := _REMARK.match(text, one.end + len(words) + 1)):
        return remark.group().rstrip("\n")  # a remark in brackets under the number, and all of that line
    return words + NUMBER_MARK if following == end and not newline else words


def line_above(text: str, one: phones.Found) -> str:
    """The line above a number within its block, if it is short and holds no number itself."""
    above = text[: one.start].rpartition("\n")[0].rpartition("\n")[2]
    return above if len(above) <= LABEL_LENGTH and not numbers_in(above) else ""


def lines_above(text: str, one: phones.Found) -> list[str]:
    """The short lines above a number in its block, nearest first, up to the office that leads one of them."""
    found: list[str] = []
    if not holds(Rule.OFFICE_ABOVE):
        return found
    rows = numbered = False
    for line in reversed(text[: one.start].split("\n")[:-1][-12:]):
        if len(line) > 120:
            break
        lead = office_that_leads(line)
        if numbers_in(line):
            if lead:
                break
            numbered = numbered or rows
        elif lead:
            if numbered:
                break  # that office has its own number, and other rows followed it
            return [*found, lead[1]]
        elif len(line) <= LABEL_LENGTH and not tells_trade(line) and not names_partners(line):
            found.append(line)
        rows = rows or _ROW.match(line) is not None
    return found


def first_words(texts: Sequence[str]) -> str:
    """The first text that has a word, without the words for a telephone: what tells entries of a list apart."""
    return next((words[:40] for text in texts if (words := _LINE_WORDS.sub("", text).strip(" :：/・-"))), "")


def snippet(context: Context, text: str, one: phones.Found) -> str:
    start, end = max(0, one.start - SNIPPET_RADIUS), one.end + SNIPPET_RADIUS
    words = text[start:end]
    missing = SNIPPET_RADIUS - (one.start - start)
    label = context.row or ("" if one.start else context.previous)
    return f"{label[-missing:]} {words}".strip() if label and missing > 0 else words.strip()
