"""Columns as small whole numbers: a rule is asked once for each distinct value or combination, not once a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

T = TypeVar("T")
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Coded:
    """A text column: codes (int, -1 for unknown) into `distinct`."""

    codes: Ints
    distinct: pa.Array

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "Coded":
        whole = column.combine_chunks()
        encoded = (
            whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole
        ).dictionary_encode()
        return cls(
            encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64), encoded.dictionary
        )

    def texts(self) -> list[str | None]:
        """The distinct values, and None last: so that a code of -1 finds it."""
        return [*self.distinct.to_pylist(), None]


def combined(columns: Sequence[Ints], sizes: Sequence[int]) -> Ints:
    """One number for each combination; codes are from -1 to size - 1.

    >>> combined([np.array([0, 1]), np.array([-1, 2])], [2, 3]).tolist()
    [4, 11]
    """
    packed = np.zeros(len(columns[0]), dtype=np.int64)
    for codes, size in zip(columns, sizes, strict=True):
        packed = packed * (size + 1) + (codes + 1)
    return packed


def each_combination(
    columns: Sequence[Ints], sizes: Sequence[int], ask: Callable[..., T]
) -> tuple[list[T], Ints]:
    """(answers, for each row which of them is its): `ask(*codes)` once for each combination of codes."""
    _, first, which = np.unique(combined(columns, sizes), return_index=True, return_inverse=True)
    answers = [ask(*codes) for codes in zip(*(column[first].tolist() for column in columns), strict=True)]
    return answers, which.astype(np.int64)


def each_text(column: pa.ChunkedArray, ask: Callable[[str], T]) -> list[T | None]:
    """`ask(text)` for each row, asked once for each distinct text; None where there is none."""
    coded = Coded.of(column)
    answers = [*(ask(text) for text in coded.distinct.to_pylist()), None]
    return [answers[code] for code in coded.codes]
