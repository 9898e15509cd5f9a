"""Replacing what is moto's, checked to be there, with the original at hand."""

from collections.abc import Callable
from typing import Any


def wrap(owner: Any, name: str, around: Callable[[Any], Any]) -> None:
    """Replace `owner.name` by what `around(original)` returns.

    Raises AttributeError if the owner has no such attribute: moto has changed, and the shim must be read
    again.
    """
    replace(owner, name, around(getattr(owner, name)))


def replace(owner: Any, name: str, value: Any) -> None:
    """Replace `owner.name`. Raises AttributeError if the owner has no such attribute."""
    getattr(owner, name)
    setattr(owner, name, value)
