"""From a path to a CompanyList: the order of the steps, and nothing else."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import ListError
from workbench.japan.encodings import by_its_beginning, decode
from workbench.lists import delimited, workbooks
from workbench.lists.columns import FIELDS
from workbench.lists.company_list import CompanyList
from workbench.lists.files import Kind, kind_of, read_bytes
from workbench.lists.findings import Finding
from workbench.lists.sheets import Sheet
from workbench.lists.tables import Header, Table, find_header, headers_seen, read_table

# More unreadable characters than this share of the text: it is not text at all.
MOST_REPLACED = 0.05
_EVERYDAY_ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "utf-16")
# Control characters are looked for in so much of a text.
_LOOKED_AT = 100_000
_CONTROL = {chr(code) for code in range(32)} - set("\t\n\r\x0b\x0c\x1a")


def load_list(
    path: str | Path,
    *,
    sheet: str | None = None,
    list_id: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> CompanyList:
    """The list in a .csv, .tsv, .txt, .xlsx or .xlsm file: every row of it, in order, whatever is wrong with it.

    sheet: the sheet's name; without it the first visible one with a column of company names. list_id:
    default the file's name. columns: our field ("name", "phone", …) -> the list's column, where the header
    is not recognised. The fully blank tail of a sheet is not rows; blank lines between others are.

    Raises ListError, with the remedy, if the file cannot be read or has no column of company names.
    """
    path = Path(path)
    unknown = set(columns or ()) - set(FIELDS)
    if unknown:
        raise ValueError(f"columns: no such fields {sorted(unknown)}; there are {list(FIELDS)}")
    data = read_bytes(path)
    if kind_of(path, data) is Kind.WORKBOOK:
        read = _Read(*_table(path, workbooks.read_sheets(path, data, sheet), columns))
    else:
        read = _read_text(path, data, columns)
    names = list(read.table.frame.columns)
    return CompanyList(
        path=path,
        list_id=list_id or path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=read.encoding,
        sheet=read.sheet.name,
        header_row=read.table.header.header_row,
        columns={field: names[position] for field, position in read.table.header.columns.items()},
        frame=read.table.frame,
        noticed_on_reading=(*_of_encoding(read), *_of_columns(read.table)),
    )


@dataclass(frozen=True)
class _Read:
    """The sheet that was chosen and its table; of a text also its encoding, and how many characters were lost."""

    sheet: Sheet
    table: Table
    encoding: str | None = None
    replaced: int = 0


def _read_text(path: Path, data: bytes, columns: Mapping[str, str] | None) -> _Read:
    """As its beginning says; where what follows is of another encoding, as the whole of it says."""
    encoding = by_its_beginning(data)
    if encoding is not None:
        _refuse_control_characters(path, data[:_LOOKED_AT].decode(encoding, errors="ignore"))
        try:
            sheet = delimited.read_sheet(path, delimited.Encoded(data, encoding))
            return _Read(*_table(path, [sheet], columns), encoding)
        except UnicodeDecodeError:
            pass
    decoded = decode(data)
    _refuse_control_characters(path, decoded.text[:_LOOKED_AT])
    if decoded.replaced > MOST_REPLACED * len(decoded.text):
        raise ListError("error.list_unknown_format", file=str(path))
    sheet = delimited.read_sheet(path, decoded.text)
    return _Read(*_table(path, [sheet], columns), decoded.encoding, decoded.replaced)


def _refuse_control_characters(path: Path, text: str) -> None:
    if not _CONTROL.isdisjoint(text):
        raise ListError("error.list_unknown_format", file=str(path))


def _table(path: Path, sheets: Iterable[Sheet], columns: Mapping[str, str] | None) -> tuple[Sheet, Table]:
    sheet, header = _first_with_names(path, sheets, columns)
    return sheet, read_table(sheet, header)


def _first_with_names(
    path: Path, sheets: Iterable[Sheet], columns: Mapping[str, str] | None
) -> tuple[Sheet, Header]:
    """The first sheet in which company names are found, with its header."""
    seen: list[str] = []
    for sheet in sheets:
        header = find_header(sheet.head, columns)
        if header is not None:
            return sheet, header
        seen = seen or headers_seen(sheet.head)
    if not seen:
        raise ListError("error.list_empty", file=str(path))
    raise ListError("error.list_no_name_column", file=str(path), headers="、".join(seen[:20]))


def _of_encoding(read: _Read) -> tuple[Finding, ...]:
    if read.encoding is None:
        return ()
    parameters: dict[str, object] = {"encoding": read.encoding, "count": read.replaced}
    if read.replaced:
        return (Finding("characters_replaced", "kept_replaced", parameters=parameters),)
    if read.encoding not in _EVERYDAY_ENCODINGS:
        return (Finding("encoding_guessed", "read_so", parameters=parameters),)
    return ()


def _of_columns(table: Table) -> tuple[Finding, ...]:
    return tuple(
        Finding("column_repeated", "renamed", column=old, parameters={"new": new})
        for new, old in table.renamed.items()
    )
