"""A table one page at a time: what a grid asks for, and the few rows that are sent to the browser."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import pandas as pd

PAGE_ROWS = 15


class Kind(StrEnum):
    """How a column is shown."""

    TEXT = "text"
    NUMBER = "number"
    STATE = "state"
    LINK = "link"


@dataclass(frozen=True)
class Column:
    """One column of a grid. key: its name in the frame of texts."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Query:
    """What the person looks at: page from 0; sort: a column's key; state: a code; text: what rows must contain."""

    page: int = 0
    sort: str | None = None
    descending: bool = False
    state: str | None = None
    text: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> "Query":
        """A query as the browser sent it; what is no query asks for the first page."""
        page, sort, state = sent.get("page"), sent.get("sort"), sent.get("state")
        return cls(
            page=max(page, 0) if isinstance(page, int) else 0,
            sort=sort if isinstance(sort, str) else None,
            descending=sent.get("descending") is True,
            state=state if isinstance(state, str) and state else None,
            text=str(sent.get("text") or ""),
        )


@dataclass(frozen=True)
class Page:
    """rows: the cells of one page as texts. first, last: their positions from 1; total: of all that match."""

    rows: list[list[str]]
    states: list[str]
    number: int
    pages: int
    first: int
    last: int
    total: int


@dataclass(frozen=True, eq=False)
class Pages:
    """A table to be looked at.

    texts: one column of str for each of `columns`, "" where nothing stands. order: what a column is sorted by,
    where that is not its text (same index). states: the code of each row, where rows have one.
    """

    columns: tuple[Column, ...]
    texts: pd.DataFrame
    order: Mapping[str, pd.Series]
    states: pd.Series | None = None
    page_rows: int = PAGE_ROWS

    def page(self, query: Query) -> Page:
        """The page that a query asks for; the last one where it asks beyond the end."""
        chosen = self._sorted(self._matching(query), query)
        total = len(chosen)
        pages = max(-(-total // self.page_rows), 1)
        number = min(query.page, pages - 1)
        start = number * self.page_rows
        shown = chosen[start : start + self.page_rows]
        return Page(
            rows=self.texts.loc[shown].to_numpy().tolist(),
            states=[] if self.states is None else self.states.loc[shown].tolist(),
            number=number,
            pages=pages,
            first=start + 1 if total else 0,
            last=start + len(shown),
            total=total,
        )

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows by state."""
        if self.states is None:
            return {}
        return {str(state): int(rows) for state, rows in self.states.value_counts().items()}

    def _matching(self, query: Query) -> pd.Index:
        index = self.texts.index
        if query.state is not None and self.states is not None:
            index = index[(self.states == query.state).to_numpy()]
        wanted = folded(query.text).strip()
        if wanted:
            index = index[self._searched.loc[index].str.contains(wanted, regex=False).to_numpy(dtype=bool)]
        return index

    def _sorted(self, index: pd.Index, query: Query) -> pd.Index:
        if query.sort is None or query.sort not in self.texts.columns:
            return index
        keys = self.order.get(query.sort, self.texts[query.sort]).loc[index]
        if query.sort not in self.order:
            # What is blank has nothing to be sorted by: it comes last, whichever way.
            keys = keys.mask(keys == "")
        return keys.sort_values(ascending=not query.descending, kind="stable", na_position="last").index

    @cached_property
    def _searched(self) -> pd.Series:
        """Each row's texts in one, as they are compared: full-width and half-width, large and small alike."""
        joined = self.texts.agg("\n".join, axis="columns") if len(self.texts) else self._no_texts()
        return joined.map(folded)

    def _no_texts(self) -> pd.Series:
        return pd.Series([], index=self.texts.index, dtype=object)


def folded(text: str) -> str:
    """Text for comparing.

    >>> folded("ＡＢＣ㈱ 03")
    'abc(株) 03'
    """
    return unicodedata.normalize("NFKC", text).casefold()
