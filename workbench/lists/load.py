"""From a path to a CompanyList: the order of the steps, and nothing else."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from workbench.errors import ListError
from workbench.japan.encodings import Decoded, decode
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
    decoded: Decoded | None = None
    if kind_of(path, data) is Kind.WORKBOOK:
        sheets: Iterable[Sheet] = workbooks.read_sheets(path, data, sheet)
    else:
        decoded = _text_of(path, data)
        sheets = [delimited.read_sheet(path, decoded.text)]
    chosen, header = _first_with_names(path, sheets, columns)
    table = read_table(chosen, header)
    names = list(table.frame.columns)
    return CompanyList(
        path=path,
        list_id=list_id or path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding if decoded else None,
        sheet=chosen.name,
        header_row=header.header_row,
        columns={field: names[position] for field, position in header.columns.items()},
        frame=table.frame,
        noticed_on_reading=(*_of_encoding(decoded), *_of_columns(table)),
    )


def _text_of(path: Path, data: bytes) -> Decoded:
    decoded = decode(data)
    sample = decoded.text[:100_000]
    if decoded.replaced > MOST_REPLACED * len(decoded.text) or not _CONTROL.isdisjoint(sample):
        raise ListError("error.list_unknown_format", file=str(path))
    return decoded


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


def _of_encoding(decoded: Decoded | None) -> tuple[Finding, ...]:
    if decoded is None:
        return ()
    parameters: dict[str, object] = {"encoding": decoded.encoding, "count": decoded.replaced}
    if decoded.replaced:
        return (Finding("characters_replaced", "kept_replaced", parameters=parameters),)
    if decoded.encoding not in _EVERYDAY_ENCODINGS:
        return (Finding("encoding_guessed", "read_so", parameters=parameters),)
    return ()


def _of_columns(table: Table) -> tuple[Finding, ...]:
    return tuple(
        Finding("column_repeated", "renamed", column=old, parameters={"new": new})
        for new, old in table.renamed.items()
    )
