"""What of a long frame is compared: its shape, its columns, and rows spread evenly over it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SAMPLE_ROWS = 20_000


def sample(frame: "pd.DataFrame") -> Iterator[object]:
    """Shape, columns and up to 20,000 rows, the last one among them."""
    yield frame.shape
    yield [str(name) for name in frame.columns]
    step = max(len(frame) // SAMPLE_ROWS, 1)
    yield from frame.iloc[::step].astype(object).itertuples(index=False, name=None)
    yield from frame.iloc[-1:].astype(object).itertuples(index=False, name=None)
