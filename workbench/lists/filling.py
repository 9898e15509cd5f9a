"""What a cell means that only points at the one above: 〃, 同上, and the lower cells of a merged range.

The list itself is never changed: what is filled in stands in a frame of its own, of the recognised columns only.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from workbench.lists.cells import AS_ABOVE
from workbench.lists.findings import Finding
from workbench.lists.layout import Area

_NO_ROWS: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Filled:
    """cells: the recognised columns, names as in the list. by_us: column -> row_ids of cells we filled in."""

    cells: pd.DataFrame
    by_us: dict[str, frozenset[int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def fill(
    frame: pd.DataFrame,
    columns: Mapping[str, str],
    merged: Sequence[Area],
    first_row: int,
    without: Collection[int],
) -> Filled:
    """The recognised columns of a list with what merged ranges and 〃 stand for.

    columns: our field -> the list's column. first_row: the sheet's line of row_id 0. without: row_ids of
    totals and headers, which are neither filled nor a value for those below.
    """
    known = list(dict.fromkeys(columns.values()))
    places = {list(frame.columns).index(name): name for name in known}
    changed: dict[str, pd.Series] = {}
    by_us: dict[str, set[int]] = {}
    findings: list[Finding] = []
    for area in merged:
        _fill_area(frame, area, places, first_row, without, changed, by_us, findings)
    for name in known:
        column = changed.get(name, frame[name])
        dittos = column.str.strip().isin(AS_ABOVE)
        if dittos.any():
            dittos &= ~column.index.isin(list(without))
            blank = (frame[known] == "").all(axis="columns")
            changed[name] = _as_above(column, dittos, blank | blank.index.isin(list(without)))
            rows = column.index[dittos & (changed[name] != column)].tolist()
            by_us.setdefault(name, set()).update(rows)
            findings.extend(_said(frame[name], changed[name], rows))
    cells = frame[known].assign(**changed) if changed else frame[known]
    return Filled(cells, {name: frozenset(rows) for name, rows in by_us.items()}, tuple(findings))


def _fill_area(
    frame: pd.DataFrame,
    area: Area,
    places: Mapping[int, str],
    first_row: int,
    without: Collection[int],
    changed: dict[str, pd.Series],
    by_us: dict[str, set[int]],
    findings: list[Finding],
) -> None:
    """Give the lower cells of a merged range the text of its first."""
    name = places.get(area.left)
    top, bottom = area.top - first_row, min(area.bottom - first_row, len(frame) - 1)
    if name is None or top < 0 or bottom <= top:
        return
    value = str(frame.at[top, name])
    below = frame.loc[top + 1 : bottom, name]
    rows = [row for row in below.index[below.str.strip() == ""].tolist() if row not in without]
    # A title or a note merged over the whole width is no company of several rows.
    if not value.strip() or not rows or top in without:
        return
    column = changed.setdefault(name, frame[name].copy())
    column.loc[rows] = value
    by_us.setdefault(name, set()).update(rows)
    parameters: dict[str, object] = {"first": area.top, "last": bottom + first_row, "used": value}
    findings.append(Finding("merged_cells", "filled_down", rows[0], name, "", parameters))


def _as_above(column: pd.Series, dittos: pd.Series, passed_over: pd.Series) -> pd.Series:
    """The column with each 〃 replaced by the nearest cell above that is none; a first 〃 stays."""
    values = column.mask(dittos | passed_over)
    above = values.ffill()
    return column.mask(dittos & above.notna(), above)


def _said(before: pd.Series, after: pd.Series, rows: Sequence[int]) -> Iterator[Finding]:
    for row in rows:
        used: dict[str, object] = {"used": str(after.at[row])}
        yield Finding("ditto", "filled_from_above", row, str(before.name), str(before.at[row]), used)
