"""A sheet of text cells, as both kinds of file give it: its first records, and the rest once the header is known."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from workbench.lists.layout import NO_LAYOUT, Layout

# A header further down than this is not looked for.
HEAD_RECORDS = 100


@dataclass(frozen=True)
class Sheet:
    """One sheet. Cells are str, "" where nothing stands.

    name: None for a delimited file. head: the first records, each as long as it is.
    body(n): the records behind the first n as a frame, columns 0, 1, 2 … of dtype str; the fully blank
    tail of a sheet is not rows, blank records between others are. layout(): merged cells and what is
    hidden, as far as the file says. records: how many there are, None if not counted.
    """

    name: str | None
    head: list[list[str]]
    body: Callable[[int], pd.DataFrame]
    layout: Callable[[], Layout] = lambda: NO_LAYOUT
    records: int | None = None
    visible: bool = True


def without_blank_tail(cells: pd.DataFrame) -> pd.DataFrame:
    """The rows down to the last one in which any cell has more than white space."""
    kept = len(cells)
    step = 256
    while kept:
        window = cells.iloc[max(kept - step, 0) : kept]
        filled = window.apply(lambda column: column.str.strip() != "").any(axis="columns").to_numpy()
        if filled.any():
            return cells.iloc[: kept - len(window) + int(filled.nonzero()[0][-1]) + 1]
        kept -= len(window)
        step *= 4
    return cells.iloc[:0]
