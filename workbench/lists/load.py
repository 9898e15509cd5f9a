"""From a path to a CompanyList: the order of the steps, and nothing else."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import ListError
from workbench.japan.encodings import by_its_beginning, decode
from workbench.lists import delimited, workbooks
from workbench.lists.choosing import Chosen, Told, choose
from workbench.lists.columns import FIELDS
from workbench.lists.company_list import CompanyList
from workbench.lists.files import Kind, kind_of, read_bytes
from workbench.lists.findings import Finding
from workbench.lists.mappings import beside, read_beside, recall
from workbench.lists.tables import Header, Table

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
    columns: Mapping[str, str | None] | None = None,
    remembered: bool = True,
) -> CompanyList:
    """The list in a text file or workbook: every row of it, in order, whatever is wrong with it.

    Read are .csv, .tsv, .txt, .xlsx, .xlsm, .xls and .ods. sheet: the sheet's name; without it the most
    likely one. list_id: default the file's name. columns: our field ("name", "phone", …) -> the list's
    column, where it is not recognised; None or "" for a column that the list has not. Less weighty are the
    YAML beside the list and, unless `remembered` is False, what `remember_mapping` kept for such headers.
    The fully blank tail of a sheet is not rows; blank lines between others are.

    Raises ListError, with the remedy, if the file cannot be read or has no column of company names.
    """
    path = Path(path)
    unknown = set(columns or ()) - set(FIELDS)
    if unknown:
        raise ValueError(f"columns: no such fields {sorted(unknown)}; there are {list(FIELDS)}")
    data = read_bytes(path)
    from_yaml = read_beside(path)
    told = Told({**from_yaml, **(columns or {})}, recall() if remembered else None)
    if kind_of(path, data) is Kind.WORKBOOK:
        read = _Read(choose(path, workbooks.read_sheets(path, data, sheet), told, sheet))
    else:
        read = _read_text(path, data, told)
    table, header = read.chosen.table, read.chosen.table.header
    names = list(table.frame.columns)
    return CompanyList(
        path=path,
        list_id=list_id or path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=read.encoding,
        sheet=read.chosen.sheet.name,
        header_row=header.header_row,
        columns={field: names[position] for field, position in header.columns.items()},
        frame=table.frame,
        said=told.said,
        header=tuple(header.names),
        above=header.above,
        layout=read.chosen.sheet.layout,
        noticed_on_reading=(
            *_of_encoding(read),
            *read.chosen.noticed,
            *_of_words(path, from_yaml, header, columns or {}),
            *_of_contents(header, names),
            *_of_columns(table),
        ),
    )


@dataclass(frozen=True)
class _Read:
    """The sheet that was chosen with its table; of a text its encoding, and how many characters were lost."""

    chosen: Chosen
    encoding: str | None = None
    replaced: int = 0


def _read_text(path: Path, data: bytes, told: Told) -> _Read:
    """As its beginning says; where what follows is of another encoding, as the whole of it says."""
    encoding = by_its_beginning(data)
    if encoding is not None:
        _refuse_control_characters(path, data[:_LOOKED_AT].decode(encoding, errors="ignore"))
        try:
            sheet = delimited.read_sheet(path, delimited.Encoded(data, encoding))
            return _Read(choose(path, [sheet], told), encoding)
        except UnicodeDecodeError:
            pass
    decoded = decode(data)
    _refuse_control_characters(path, decoded.text[:_LOOKED_AT])
    if decoded.replaced > MOST_REPLACED * len(decoded.text):
        raise ListError("error.list_unknown_format", file=str(path))
    sheet = delimited.read_sheet(path, decoded.text)
    return _Read(choose(path, [sheet], told), decoded.encoding, decoded.replaced)


def _refuse_control_characters(path: Path, text: str) -> None:
    if not _CONTROL.isdisjoint(text):
        raise ListError("error.list_unknown_format", file=str(path))


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


def _of_words(
    path: Path, from_yaml: Mapping[str, str | None], header: Header, columns: Mapping[str, str | None]
) -> Iterator[Finding]:
    """Whose word was taken where the list's own headers were not."""
    if from_yaml.keys() - columns.keys():
        yield Finding("mapping_beside", "taken_so", value=beside(path).name)
    if header.remembered:
        fields = "@" + " ".join(f"field.{field}" for field in FIELDS if field in header.remembered)
        yield Finding("mapping_remembered", "taken_so", parameters={"fields": fields})


def _of_contents(header: Header, names: list[str]) -> Iterator[Finding]:
    """What no header told."""
    if header.header_row == 0:
        yield Finding("no_header", "named_by_place")
    for field in FIELDS:
        if field in header.by_content:
            code = "names_guessed" if field == "name" and header.guessed else "column_by_content"
            parameters: dict[str, object] = {"field": f"@field.{field}"}
            yield Finding(code, "check_columns", column=names[header.columns[field]], parameters=parameters)
