"""Where the table is in a sheet: titles, dates and units may stand above the header, or there is no header at all."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.lists.cells import is_blank
from workbench.lists.columns import FIELDS, field_of, is_another, placed, recognise
from workbench.lists.contents import (
    LOOKS_LIKE,
    column_of_names,
    column_of_words,
    has_form,
    recognise_bare_numbers,
    recognise_contents,
)
from workbench.lists.headers import distinct, is_title, pairs
from workbench.lists.sheets import Sheet

# Looks up what a person once said about a list with these headers: our field -> header, or None.
Remembered = Callable[[Sequence[str]], Mapping[str, str | None] | None]
_BY_CONTENT = frozenset([*LOOKS_LIKE, "city"])
# How a column without header can be named: by its place.
_PLACE = re.compile(r"列\d+(?: \(\d+\))?")
# Fields that, with a header of their own, make a list whose names could not be found.
_ENOUGH_FOR_A_TABLE = 2


@dataclass(frozen=True)
class Header:
    """What is known of a table before its rows are read.

    header_row: the sheet's line, from 1, the last if it has two; 0 if the list has none. above: the lines
    over the first row, the header among them. columns: our field -> position. by_content: fields that no
    header told. guessed: that the names are names is only a guess. remembered: fields by an earlier word.
    """

    header_row: int
    names: list[str]
    columns: dict[str, int]
    above: tuple[tuple[str, ...], ...] = ()
    by_content: frozenset[str] = frozenset()
    guessed: bool = False
    remembered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    """The rows below the header with their own column names; `renamed` says which had to be made distinct."""

    frame: pd.DataFrame
    header: Header
    renamed: dict[str, str]


@dataclass(frozen=True)
class _Candidate:
    """A line, or two, that may be the header."""

    last_line: int
    names: list[str]
    columns: dict[str, int]
    two_lines: bool = False


def find_header(
    sheet: Sheet,
    said: Mapping[str, str | None] | None = None,
    remembered: Remembered | None = None,
    *,
    guess: bool = True,
) -> Header | None:
    """The header among the first records, or None if no column of company names can be told.

    The line that holds most of the headers we know, one of them the name, wins; the first of equals. What
    no header says is taken from the contents. said: our field -> header, by the analyst's word, which wins
    (None: there is no such column). guess: whether texts without legal form may be names.
    """
    head = sheet.head
    candidates = list(_candidates(head))
    if said and any(said.values()):
        return _as_told(sheet, candidates, said, remembered)
    if remembered is not None:
        for candidate in candidates:
            if mapping := remembered(candidate.names):
                known = _with_words(candidate, mapping)
                if known is not None:
                    return _completed(sheet, known, said or {}, frozenset(mapping))
    with_name = [one for one in candidates if "name" in one.columns]
    best = _best(with_name or [one for one in candidates if len(one.columns) >= _ENOUGH_FOR_A_TABLE])
    if best is None:
        return _without_header(head, frozenset(said or {}), guess)
    return _completed(sheet, best, said or {})


def headers_seen(head: Sequence[Sequence[str]]) -> list[str]:
    """What looks most like a header: the line with most known headers, else the first with most cells."""
    lines = [[cell.strip() for cell in record if cell.strip()] for record in head]
    return max(lines, key=lambda line: (len(recognise(line)), len(line)), default=[])


def read_table(sheet: Sheet, header: Header) -> Table:
    """All rows below the header. A column without header is named by its place, a repeated name gets a number.

    Columns at the right edge with neither header nor cells are the sheet's margin and are left out.
    """
    body = sheet.body(len(header.above))
    width = max(len(body.columns), len(header.names))
    body = body.reindex(columns=range(width), fill_value="")
    names = [*header.names, *[""] * (width - len(header.names))]
    while names and not names[-1].strip() and not (body[len(names) - 1].str.strip() != "").any():
        names.pop()
    called = distinct(names)
    renamed = {new: old for new, old in zip(called, names, strict=True) if old.strip() and new != old}
    frame = body.iloc[:, : len(names)].set_axis(called, axis="columns")
    frame.index.name = "row_id"
    return Table(frame, header, renamed)


def _candidates(head: Sequence[Sequence[str]]) -> Iterator[_Candidate]:
    """Every line, and every two lines that together look like a header."""
    for line, record in enumerate(head, start=1):
        yield _Candidate(line, list(record), recognise(record))
    for line, names, columns in pairs(head):
        yield _Candidate(line, names, columns, two_lines=True)


def _best(candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The line with most fields, or two lines that together know more, or no fewer and say more."""
    lines = [one for one in candidates if not one.two_lines]
    best = max(lines, key=lambda one: len(one.columns), default=None)
    for pair in (one for one in candidates if one.two_lines):
        if best is None or len(pair.columns) > len(best.columns) or _says_more(pair, best):
            best = pair
    return best


def _says_more(pair: _Candidate, best: _Candidate) -> bool:
    """Whether two lines are the header, where one of them knows no fewer fields.

    The lower one would be a row; the upper one tells apart what the lower calls by the same name.
    """
    if best.two_lines or len(pair.columns) < len(best.columns):
        return False
    return pair.last_line == best.last_line + 1 or (
        pair.last_line == best.last_line and _repeated(pair.names) < _repeated(best.names)
    )


def _repeated(names: Sequence[str]) -> int:
    known = [name for name in names if name.strip()]
    return len(known) - len(set(known))


def _as_told(
    sheet: Sheet,
    candidates: Sequence[_Candidate],
    said: Mapping[str, str | None],
    remembered: Remembered | None,
) -> Header | None:
    """The line that has all the headers somebody said, else the list without header if 列1, 列2 … were said."""
    fitting = [one for candidate in candidates if (one := _with_words(candidate, said)) is not None]
    best = _best(fitting)
    if best is not None and (best.columns.keys() - said.keys() or not _by_place(said)):
        mapping = (remembered(best.names) if remembered else None) or {}
        known = _with_words(best, {**mapping, **said}) or best
        return _completed(sheet, known, said, frozenset(mapping.keys() - said.keys()))
    if not _by_place(said):
        return None
    width = max(map(len, sheet.head), default=0)
    places = placed(distinct([""] * width), said)
    if places is None:
        return None
    found = _without_header(sheet.head, frozenset(said), guess=True, names_said=places.get("name"))
    return found and replace(found, columns=_ordered({**found.columns, **places}))


def _with_words(candidate: _Candidate, said: Mapping[str, str | None]) -> _Candidate | None:
    """The candidate with its columns as somebody said; None if it lacks one of the headers."""
    places = placed(candidate.names, said)
    if places is None:
        places = placed(distinct(candidate.names), said)
    if places is None:
        return None
    taken = {*places.values()}
    others = {f: at for f, at in candidate.columns.items() if f not in said and at not in taken}
    return replace(candidate, columns=_ordered({**others, **places}))


def _by_place(said: Mapping[str, str | None]) -> bool:
    return all(_PLACE.fullmatch(header) for header in said.values() if header)


def _completed(
    sheet: Sheet,
    known: _Candidate,
    said: Mapping[str, str | None],
    remembered: frozenset[str] = frozenset(),
) -> Header | None:
    """The header, with what its words do not say taken from the cells below it; None if no names are found."""
    last = known.last_line + _blank_half(sheet, known)
    sample = sheet.head[last:]
    columns = {field: at for field, at in known.columns.items() if said.get(field, field)}
    free = _free(sample, columns, known.names)
    settled = columns.keys() | said.keys() | remembered
    address = {"prefecture", "city", "address"}
    beside = _BY_CONTENT - settled - (address if address & settled else set())
    found = recognise_contents(sample, beside, free)
    if "name" not in settled:
        names = column_of_names(sample, free - {*found.values()})
        if names is not None:
            found["name"] = names
    if "name" not in columns and "name" not in found:
        return None
    return Header(
        header_row=last,
        names=known.names,
        columns=_ordered({**columns, **found}),
        above=tuple(map(tuple, sheet.head[:last])),
        by_content=frozenset(found),
        remembered=remembered,
    )


def _blank_half(sheet: Sheet, known: _Candidate) -> int:
    """1 if the header's cells are merged with those of a blank line below it, else 0."""
    below = sheet.head[known.last_line] if known.last_line < len(sheet.head) else ["x"]
    if known.two_lines or any(cell.strip() for cell in below):
        return 0
    merged = sheet.layout().merged
    return int(any(area.top <= known.last_line < area.bottom for area in merged))


def _free(sample: Sequence[Sequence[str]], columns: Mapping[str, int], names: Sequence[str] = ()) -> set[int]:
    """Columns whose meaning no header tells."""
    width = max(map(len, sample), default=0)
    told = {at for at, name in enumerate(names) if field_of(name) is not None or is_another(name)}
    return set(range(width)) - told - {*columns.values()}


def _without_header(
    head: Sequence[Sequence[str]], without: frozenset[str], guess: bool, names_said: int | None = None
) -> Header | None:
    """A list that begins with its first company: what the columns are, only their contents tell."""
    begin = next((line for line, record in enumerate(head) if not is_title(record)), len(head))
    sample = head[begin:]
    free = _free(sample, {})
    found = recognise_contents(sample, _BY_CONTENT - without, free)
    bare = recognise_bare_numbers(sample, found, free)
    found |= {field: at for field, at in bare.items() if field not in without}
    free -= {*found.values()}
    names = names_said if names_said is not None else column_of_names(sample, free)
    guessed = names is None
    if names is None and guess and (found or _one_column(sample)):
        names = column_of_words(sample, free)
    if names is None or ("name" in without and names_said is None):
        return None
    found = _ordered({**found, "name": names})
    lines = 0 if names_said is not None else _unknown_header(sample, found)
    return Header(
        header_row=begin + 1 if lines else 0,
        names=list(sample[0]) if lines else [],
        columns=found,
        above=tuple(map(tuple, head[: begin + lines])),
        by_content=frozenset(found) - without,
        guessed=guessed,
    )


def _one_column(sample: Sequence[Sequence[str]]) -> bool:
    return len({at for record in sample for at, cell in enumerate(record) if cell.strip()}) == 1


def _unknown_header(sample: Sequence[Sequence[str]], found: Mapping[str, int]) -> int:
    """1 if the first line has words where the others have numbers, links or addresses, else 0.

    A name alone is never taken for a header: a company would be lost.
    """
    first = sample[0]
    typed = [first[at] for field, at in found.items() if field in LOOKS_LIKE and at < len(first)]
    name = first[found["name"]] if found["name"] < len(first) else ""
    words = [
        cell for cell in typed if cell.strip() and not any(map(str.isdigit, cell)) and not is_blank(cell)
    ]
    return int(len(sample) > 1 and len(words) == len(typed) > 0 and not has_form(name) and name.strip() != "")


def _ordered(columns: Mapping[str, int]) -> dict[str, int]:
    return {field: columns[field] for field in FIELDS if field in columns}
