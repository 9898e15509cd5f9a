"""A copy of the analyst's own workbook, with our columns beside its table and sheets of ours at its end."""

import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
from openpyxl.workbook.defined_name import DefinedName

from workbench import messages
from workbench.errors import ListError, SetupError
from workbench.exports.columns import columns_of, with_keys
from workbench.exports.contents import put_back
from workbench.exports.edited_book import EditedBook
from workbench.exports.list_in_place import MOST_LINKS, InPlace
from workbench.exports.list_sheet import Written, warnings_of
from workbench.exports.looks import make_looks
from workbench.exports.parts import opened
from workbench.exports.placing import Place, column_of, find_place, make_room
from workbench.exports.quality_sheet import write_quality
from workbench.exports.sources_sheet import Attribution, sources_used, terms_of, write_sources
from workbench.exports.trail_sheet import write_trail
from workbench.messages import Language, say
from workbench.quality import MatchQuality, RunInfo, match_quality

if TYPE_CHECKING:
    from workbench.lists import CompanyList

# So many names tell which column of the sheet they stand in.
NAMES_LOOKED_AT = 50
# A hidden name tells which sheets an earlier export added, whatever they are called by now.
OUR_SHEET = "_workbench_sheet"


@dataclass(frozen=True)
class OwnBookReport:
    """What was written. columns: heading -> letter; replaced: whether an earlier export's columns were there."""

    path: Path
    rows: int
    sheet: str
    columns: Mapping[str, str]
    replaced: bool
    new_sheets: tuple[str, ...]
    links: int
    links_as_text: int
    cut: tuple[tuple[int, str], ...]

    def sentences(self, language: Language | None = None) -> list[str]:
        """What a person should know of the file, the first sentence naming it."""
        letters = [*self.columns.values()]
        where = {"sheet": self.sheet, "first": letters[0], "last": letters[-1]}
        return [
            say("export.written", language, file=str(self.path), rows=self.rows),
            say("export.own_replaced" if self.replaced else "export.own_added", language, **where),
            *_notes(self.links_as_text, self.cut, language),
        ]


def export_into(
    result: pd.DataFrame,
    companies: "CompanyList",
    path: str | Path,
    *,
    quality: MatchQuality | None = None,
    run: RunInfo | None = None,
    language: Language | None = None,
    attribution: Mapping[str, Attribution] | None = None,
) -> OwnBookReport:
    """Write a copy of the list's workbook with our columns in its sheet; say what was written.

    result: the frame of matching.join for this list. The columns and sheets of an earlier export are replaced.
    The copy appears whole or not at all; the list itself is only read. What the copy loses, `losses` has said before.

    Raises ListError if the list's file is no .xlsx or .xlsm, cannot be edited, has changed since it was read, or
    has no line of headings; SetupError if the copy cannot be written there.
    """
    path = Path(path)
    language = language or messages.current_language()
    quality = quality or match_quality(result, run.stages if run else None)
    _check_unchanged(companies)
    edited, unfinished = (path.with_name(f".{path.name}.{step}") for step in ("edit", "part"))
    try:
        with opened(companies.path) as source, _openpyxl_in_our_words(companies.path):
            book = openpyxl.load_workbook(companies.path, keep_vba=_is_macro_book(path))
            _remove_our_sheets(book)
            theirs = [*book.sheetnames]
            place, written = _write_list(book, result, companies, run, language)
            names = companies.columns.get("name")
            new = _add_sheets(book, result, quality, run, written, names, language, attribution or {})
            book.save(edited)
            put_back(source, edited, unfinished, theirs, {str(companies.sheet): place.letters})
        os.replace(unfinished, path)
    except OSError as error:
        raise SetupError("error.export_not_written", file=str(path), detail=str(error)) from error
    finally:
        edited.unlink(missing_ok=True)
        unfinished.unlink(missing_ok=True)
    return OwnBookReport(
        path=path,
        rows=len(result),
        sheet=str(companies.sheet),
        columns={place.headings[code]: place.letter(code) for code in place.columns},
        replaced=len(place.added) < len(place.columns),
        new_sheets=tuple(new),
        links=written.links,
        links_as_text=written.links_as_text,
        cut=tuple(written.cut),
    )


def _write_list(
    book: Any, result: pd.DataFrame, companies: "CompanyList", run: RunInfo | None, language: Language
) -> tuple[Place, Written]:
    keyed = with_keys(result, companies.columns.get("name"), run.run_id if run else None)
    columns = [column for column in columns_of(keyed, language) if column.code is not None]
    sheet = book[companies.sheet]
    wanted = {str(column.code): column.heading for column in columns}
    place = find_place(sheet, companies.header_row, companies.first_row, wanted)
    make_room(sheet, place)
    in_place = InPlace(sheet, place, language)
    names = companies.frame[companies.columns["name"]].iloc[:NAMES_LOOKED_AT]
    in_place.write(keyed, columns, column_of(sheet, companies.first_row, [*names]))
    return place, in_place.written


def _add_sheets(
    book: Any,
    result: pd.DataFrame,
    quality: MatchQuality,
    run: RunInfo | None,
    written: Written,
    name_column: str | None,
    language: Language,
    attribution: Mapping[str, Attribution],
) -> list[str]:
    """The names of the sheets of figures, of the trail and of sources, added at the end."""
    edited = EditedBook(book)
    looks = make_looks(edited)
    list_name = run.list_name if run else say("export.sheet_list", language)
    write_quality(edited, looks, quality, language, list_name, run)
    if run is not None and run.trail is not None:
        write_trail(edited, looks, run.trail(), result, language, list_name, name_column)
    notes = _notes(written.links_as_text, tuple(written.cut), language)
    used = sources_used(result, terms_of(run, attribution))
    write_sources(edited, looks, used, columns_of(result, language), run, notes, language)
    names = [*edited.title_of.values()]
    for name in names:
        quoted = name.replace("'", "''")
        book[name].defined_names.add(DefinedName(OUR_SHEET, attr_text=f"'{quoted}'!$A$1", hidden=True))
    return names


def _notes(links_as_text: int, cut: tuple[tuple[int, str], ...], language: Language | None) -> list[str]:
    """Sentences on what the sheet does not hold as it was found."""
    said = warnings_of(0, cut, language)
    if links_as_text:
        said.insert(0, say("export.own_links_as_text", language, limit=MOST_LINKS, count=links_as_text))
    return said


def _remove_our_sheets(book: Any) -> None:
    active = book.active
    for sheet in [sheet for sheet in book.worksheets if OUR_SHEET in sheet.defined_names]:
        if sheet is active:
            active = None
        book.remove(sheet)
    if active is not None:
        book.active = active


def _is_macro_book(path: Path) -> bool:
    return path.suffix.lower() == ".xlsm"


def _check_unchanged(companies: "CompanyList") -> None:
    """Raises ListError if the file is no workbook or not the one that was read: its rows would be other rows."""
    if companies.sheet is None or companies.path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise ListError("error.own_book_no_workbook", file=str(companies.path))
    try:
        data = companies.path.read_bytes()
    except OSError as error:
        raise ListError("error.list_unreadable", file=str(companies.path), detail=error.strerror) from error
    if sha256(data).hexdigest() != companies.sha256:
        raise ListError("error.own_book_changed", file=str(companies.path))


@contextmanager
def _openpyxl_in_our_words(path: Path) -> Iterator[None]:
    """openpyxl warns of what it drops, which `losses` has told; what it cannot read it says in many ways."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise ListError("error.own_book_not_editable", file=str(path), detail=str(error)) from error
