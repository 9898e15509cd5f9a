"""Which sheet of a book is the list, and where in it the table is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import ListError
from workbench.lists.findings import Finding
from workbench.lists.sheets import Sheet
from workbench.lists.tables import Header, Remembered, Table, find_header, headers_seen, read_table

# Sheets that look like the list but show how to fill it in, or keep what it was.
_NOT_THE_LIST = re.compile(
    r"記入例|入力例|見本|サンプル|例$|^例|説明|凡例|マスタ|選択肢|バックアップ|コピー|旧|削除|除外|集計|old|backup|copy|sample|"
    r"example|master",
    re.IGNORECASE,
)
# A later sheet is the list if it has so many times the rows and no fewer columns that we know.
_MANY_MORE = 5


@dataclass(frozen=True)
class Told:
    """What people have said of the columns. said: our field -> header, None for none. recall: see mappings."""

    said: Mapping[str, str | None] = field(default_factory=dict)
    recall: Remembered | None = None


@dataclass(frozen=True)
class Chosen:
    """The sheet that is the list, its table, and what choosing it noticed."""

    sheet: Sheet
    table: Table
    noticed: tuple[Finding, ...] = ()


def choose(path: Path, sheets: Iterable[Sheet], told: Told, named: str | None = None) -> Chosen:
    """The table of the sheet that is most likely the list: the first visible one, unless another surely is.

    named: the sheet's name, if the analyst has said it. Raises ListError if no sheet has company names, or
    none has the columns that were said.
    """
    best: tuple[Sheet, Header] | None = None
    others: list[tuple[str, int]] = []
    seen: list[str] = []
    for sheet in sheets:
        header = find_header(sheet, told.said, told.recall)
        if header is None:
            seen = seen or headers_seen(sheet.head)
            continue
        if best is None or _better((sheet, header), best):
            best, (sheet, header) = (sheet, header), best or (sheet, header)
            if sheet is best[0]:
                continue
        if sheet.visible:
            others.append((sheet.name or "", _rows(sheet, header)))
    if best is None:
        raise _nothing_found(path, seen, told)
    return Chosen(best[0], read_table(*best), tuple(_noticed(best[0], others, named)))


def _better(new: tuple[Sheet, Header], old: tuple[Sheet, Header]) -> bool:
    """Whether a later sheet is the list rather than an earlier one."""
    rank, best = _rank(*new), _rank(*old)
    if rank != best:
        return rank > best
    many_more = _rows(*new) >= _MANY_MORE * max(_rows(*old), 1)
    return many_more and len(new[1].columns) >= len(old[1].columns)


def _rank(sheet: Sheet, header: Header) -> tuple[bool, bool, bool, bool]:
    return (
        sheet.visible,
        not header.guessed,
        _rows(sheet, header) > 0,
        _NOT_THE_LIST.search(sheet.name or "") is None,
    )


def _rows(sheet: Sheet, header: Header) -> int:
    return (len(sheet.head) if sheet.records is None else sheet.records) - len(header.above)


def _noticed(sheet: Sheet, others: list[tuple[str, int]], named: str | None) -> Iterable[Finding]:
    if others and named is None:
        listed = "、".join(f"{name} ({rows})" for name, rows in others)
        yield Finding("sheet_chosen", "sheet_read", value=sheet.name, parameters={"others": listed})
    if not sheet.visible and named is None:
        yield Finding("sheet_hidden", "sheet_read", value=sheet.name)


def _nothing_found(path: Path, seen: list[str], told: Told) -> ListError:
    if not seen:
        return ListError("error.list_empty", file=str(path))
    headers = "、".join(seen[:20])
    said = [header for header in told.said.values() if header]
    if said:
        return ListError(
            "error.list_no_such_column", file=str(path), columns="、".join(said), headers=headers
        )
    return ListError("error.list_no_name_column", file=str(path), headers=headers)
