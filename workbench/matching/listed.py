"""What became of the number that each row's list already had, and by what."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from workbench.contract.standing import STANDINGS
from workbench.contract.states import Field, ListedPhone, Role, RowState
from workbench.japan import phones
from workbench.matching.distinct import Coded, Ints, each_text
from workbench.matching.ends import Ends
from workbench.matching.values import Values
from workbench.matching.verdicts import NOTHING
from workbench.messages import say

_GAP = "\0"
# verdict, and the code of its evidence; in the order in which the first that holds is taken.
_ENDS: tuple[tuple[ListedPhone, str], ...] = (
    (ListedPhone.SAME, "seen"),
    (ListedPhone.DIFFERENT, "is_fax"),
    (ListedPhone.DEAD, "site_shows_another"),
    (ListedPhone.DEAD, "site_shows_none"),
    (ListedPhone.DIFFERENT, "another_seen"),
    (ListedPhone.UNKNOWN, "not_looked"),
)


def listed_numbers(column: pa.ChunkedArray) -> pa.Array:
    """E.164 of the numbers that the list already had; null where it had none that can be read."""

    def e164(text: str) -> str | None:
        number = phones.parse_cell(text)
        return number.e164 if number else None

    return pa.array(each_text(column, e164), pa.large_string())


def became_of_listed(
    listed: pa.Array, of_row: Ints, seen: pa.Table, company: Ints, shown: Values, ends: Ends
) -> tuple[pd.Series, pd.Series]:
    """(verdict, evidence in words) for each row; both unknown where the list had no number.

    same: it was seen, not as a FAX. dead: the company's own site, known to be theirs, was read and does not show it.
    different: another number was found, or it is their FAX. unknown: nobody could look.
    seen, company: all observations, and for each the position of its company; shown: the numbers that count.
    """
    known = listed.is_valid().to_numpy(zero_copy_only=False)
    at, as_phone = _where_seen(listed, of_row, shown)
    fax_at, as_fax = _where_fax(listed, of_row, seen, company)
    theirs = np.isin(of_row, company[_is_own_site(seen)])
    state = ends.state[of_row]
    found = state == STANDINGS.index(RowState.FOUND)
    silent = state == STANDINGS.index(RowState.NOT_PUBLISHED)
    which = np.select(
        [as_phone, as_fax, theirs & found, silent, found, np.ones(len(known), dtype=bool)],
        range(len(_ENDS)),
    )
    spoke = np.where(as_phone, at, np.where(as_fax, fax_at, _of_the_found(ends, shown)[of_row]))
    told = np.where(known, which, NOTHING)
    verdicts = [verdict.value for verdict, _ in _ENDS]
    return _picked(verdicts, told), _evidence(told, spoke, seen)


def _where_seen(listed: pa.Array, of_row: Ints, shown: Values) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """(position of the observation that shows the row's number, whether there is one)."""
    return _where(listed, of_row, pa.chunked_array([shown.value]), shown.company, shown.best)


def _where_fax(
    listed: pa.Array, of_row: Ints, seen: pa.Table, company: Ints
) -> tuple[Ints, npt.NDArray[np.bool_]]:
    is_fax = pc.and_(pc.equal(seen["field"], Field.PHONE.value), pc.equal(seen["role"], Role.FAX.value))
    positions = np.flatnonzero(pc.fill_null(is_fax, False).to_numpy())
    values = seen["value"].take(pa.array(positions))
    return _where(listed, of_row, values, company[positions], positions)


def _where(
    listed: pa.Array, of_row: Ints, values: pa.ChunkedArray, company: Ints, position: Ints
) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """For each row the position beside its company's value that is its listed number, and whether there is one."""
    value = Coded.of(values)
    code = pc.fill_null(pc.index_in(listed, value.distinct), NOTHING).to_numpy(zero_copy_only=False)
    size = max(len(value.distinct), 1)
    keys, first = np.unique(company * size + value.codes, return_index=True)
    wanted = of_row * size + code
    at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    if not len(keys):
        return np.full(len(of_row), NOTHING, dtype=np.int64), np.zeros(len(of_row), dtype=bool)
    there = (code != NOTHING) & (keys[at] == wanted)
    return np.where(there, position[first[at]], NOTHING), there


def _is_own_site(seen: pa.Table) -> Ints:
    """Positions of the observations by which a site is known to be the company's own."""
    own = pc.and_(pc.equal(seen["field"], Field.HOMEPAGE.value), pc.equal(seen["source"], "homepage"))
    return np.flatnonzero(pc.fill_null(own, False).to_numpy())


def _of_the_found(ends: Ends, shown: Values) -> Ints:
    """For each company the observation of the number that was found, NOTHING without one."""
    has = ends.best != NOTHING
    return np.where(has, shown.best[np.where(has, ends.best, 0)] if len(shown.best) else NOTHING, NOTHING)


def _evidence(told: Ints, spoke: Ints, seen: pa.Table) -> pd.Series:
    """One sentence a row; those that name a number and a page are put together column by column."""
    sentences = np.full(len(told), None, dtype=object)
    at = np.where(spoke == NOTHING, 0, spoke)
    for which, (_, code) in enumerate(_ENDS):
        rows = np.flatnonzero(told == which)
        if not len(rows):
            continue
        parts = say(f"listed.why.{code}", phone=_GAP, url=_GAP).split(_GAP)
        columns: list[pa.Array] = []
        if len(parts) > 2:
            columns.append(_numbers(seen["value"], at[rows]))
        if len(parts) > 1:
            columns.append(_pages(seen["url"], at[rows]))
        sentences[rows] = _joined(parts, columns, len(rows))
    return pd.Series(sentences, dtype="string")


def _joined(parts: Sequence[str], columns: Sequence[pa.Array], rows: int) -> npt.NDArray[np.object_]:
    if not columns:
        return np.full(rows, parts[0], dtype=object)
    between: list[pa.Array | pa.Scalar] = [pa.scalar(parts[0], pa.large_string())]
    for column, part in zip(columns, parts[1:], strict=True):
        between += [column, pa.scalar(part, pa.large_string())]
    joined = pc.binary_join_element_wise(*between, pa.scalar("", pa.large_string()))
    texts: npt.NDArray[np.object_] = np.array(joined.to_pylist(), dtype=object)
    return texts


def _numbers(column: pa.ChunkedArray, at: Ints) -> pa.Array:
    e164 = column.take(pa.array(at)).to_pylist()
    return pa.array([phones.national(one or "") or one or "" for one in e164], pa.large_string())


def _pages(column: pa.ChunkedArray, at: Ints) -> pa.Array:
    pages = pc.fill_null(column.take(pa.array(at)), "")
    return pages.combine_chunks() if isinstance(pages, pa.ChunkedArray) else pages


def _picked(words: Sequence[str], which: Ints) -> pd.Series:
    return pd.Series(np.array([*words, None], dtype=object)[which], dtype="string")
