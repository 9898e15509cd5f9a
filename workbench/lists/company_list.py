"""A list as it was read. Reading is quick; what is asked of every cell is worked out when first looked at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.lists import companies as asked
from workbench.lists import findings
from workbench.lists.columns import FIELDS
from workbench.lists.filling import Filled, fill
from workbench.lists.findings import Finding
from workbench.lists.layout import NO_LAYOUT, Layout
from workbench.lists.row_kinds import no_companies


@dataclass(frozen=True, eq=False)
class CompanyList:
    """One list of companies.

    frame: the list's own columns and rows, untouched and in order; cells are str ("" where nothing
    stands), index row_id 0 … n-1.
    columns: our field -> the list's column. header_row: the sheet's line, from 1, the last of two; 0 if
    there is none. said: what people said of the columns. header: its words. above: all lines over the first
    row. layout(): merged and hidden cells.
    sheet: None for delimited files; encoding: None for workbooks.
    """

    path: Path
    list_id: str
    sha256: str
    encoding: str | None
    sheet: str | None
    header_row: int
    columns: dict[str, str]
    frame: pd.DataFrame
    said: Mapping[str, str | None] = field(default_factory=dict)
    header: tuple[str, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()
    layout: Callable[[], Layout] = lambda: NO_LAYOUT
    noticed_on_reading: tuple[Finding, ...] = ()

    @property
    def mapping(self) -> dict[str, str | None]:
        """What every field of ours was read from, None for nothing: by it the list can be read again just so."""
        return {name: self.columns.get(name) for name in FIELDS}

    @cached_property
    def invalid(self) -> dict[int, Reason]:
        """row_id -> why that row cannot be asked."""
        nameless = ~asked.has_name(self._filled.cells[self.columns["name"]])
        codes = {
            **dict.fromkeys(self.frame.index[nameless].tolist(), ReasonCode.BLANK_NAME),
            **self._no_companies,
        }
        return {row: Reason.of(codes[row]) for row in sorted(codes)}

    @cached_property
    def company_ids(self) -> pd.Series:
        """row_id -> company id, for every usable row."""
        return asked.company_ids(self._said)

    @cached_property
    def companies(self) -> list[Company]:
        """A record for every usable row, in the list's order: only what the crawler needs."""
        return asked.records(self._said, self.company_ids)

    @property
    def problems(self) -> pd.DataFrame:
        """What was noticed: row (as the sheet counts), column, value, code, sentence, done."""
        return findings.problems_table(self._findings, self.first_row)

    @property
    def first_row(self) -> int:
        """The sheet's line, from 1, on which row_id 0 stands."""
        return len(self.above) + 1

    @cached_property
    def _no_companies(self) -> dict[int, ReasonCode]:
        return no_companies(self.frame, self.columns, self.above)

    @cached_property
    def _filled(self) -> Filled:
        return fill(self.frame, self.columns, self.layout().merged, self.first_row, self._no_companies.keys())

    @cached_property
    def _said(self) -> pd.DataFrame:
        cells = self._filled.cells
        return asked.fields(cells.drop(index=list(self.invalid)) if self.invalid else cells, self.columns)

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        """Those of the whole list, then row by row, in each row from left to right."""
        places = {column: place for place, column in enumerate(self.frame.columns)}
        rows = [*self._of_rows(), *self._duplicates(), *self._filled.findings]
        rows.sort(key=lambda found: (found.row_id or 0, places.get(found.column or "", 0)))
        return (*self.noticed_on_reading, *self._of_list(), *rows)

    def _of_list(self) -> Iterator[Finding]:
        if "homepage" not in self.columns:
            yield Finding("no_homepage_column", "other_sources")
        yield from findings.of_layout(
            self.layout(), list(self.frame.columns), self.first_row, len(self.frame)
        )

    def _of_rows(self) -> Iterator[Finding]:
        for row_id, reason in self.invalid.items():
            value = self.frame.at[row_id, self.columns["name"]]
            yield Finding(reason.code.value, "row_not_asked", row_id, self.columns["name"], str(value))
        for known in asked.READ_CELL_BY_CELL:
            if known in self.columns:
                name = self.columns[known]
                own = self._said.index.difference(list(self._filled.by_us.get(name, ())))
                read = self._said.loc[own, asked.COMPANY_FIELD.get(known, known)]
                yield from findings.of_column(self.frame.loc[own, name], read, known)

    def _duplicates(self) -> Iterator[Finding]:
        """Every row but the first of a company."""
        ids = self.company_ids
        again = ids[ids.duplicated()]
        first = ids[~ids.duplicated()]
        first_row = dict(zip(first, first.index + self.first_row, strict=True))
        column = self.columns["name"]
        names = self.frame.loc[again.index, column]
        for row_id, company_id, name in zip(again.index, again, names, strict=True):
            parameters: dict[str, object] = {"first": int(first_row[company_id])}
            yield Finding("duplicate", "asked_once", int(row_id), column, str(name), parameters)
