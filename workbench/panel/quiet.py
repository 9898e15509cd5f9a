"""Telling the widgets that we set apart from those that a person sets."""

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Any


class Quiet:
    """`with quiet:` while widgets are set; `bool(quiet)` in their observers, which run in the thread that sets.

    Only this thread is quiet: what a person chooses meanwhile arrives by another, and counts.
    """

    def __init__(self) -> None:
        self._here = threading.local()

    def __enter__(self) -> None:
        self._here.depth = self._depth + 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._here.depth = self._depth - 1

    def __bool__(self) -> bool:
        return self._depth > 0

    @property
    def _depth(self) -> int:
        return int(getattr(self._here, "depth", 0))


def offer(dropdown: Any, options: Sequence[tuple[str, str]], chosen: str) -> None:
    """Set a dropdown's options and choice.

    Options that are the same are left alone: setting them chooses the first for a moment, and what a person chooses
    in that moment would be lost. `chosen` that is not among them chooses the first.
    """
    if tuple(dropdown.options) != tuple(options):
        dropdown.options = options
    known = [value for _, value in options]
    dropdown.value = chosen if chosen in known or not known else known[0]
