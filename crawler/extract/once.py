"""What is told of a text by itself, each text once: a site writes the same few on all its pages, and in many places."""

from collections.abc import Sequence
from functools import lru_cache

from workbench.japan import addresses, names, phones

_KEPT = 4_096
_LONGEST_KEPT = 200  # characters: what is longer is seldom written twice
_LONGEST_NAME = 40

core_key = lru_cache(maxsize=_KEPT)(names.core_key)
parse_address = lru_cache(maxsize=_KEPT)(addresses.parse_address)
comparable_address = lru_cache(maxsize=_KEPT)(addresses.comparable)


def numbers_in(text: str) -> Sequence[phones.Found]:
    """As `phones.find`; lines round a number are asked for theirs again and again."""
    return _numbers_in(text) if len(text) <= _LONGEST_KEPT else phones.find(text)


@lru_cache(maxsize=_KEPT)
def _numbers_in(text: str) -> tuple[phones.Found, ...]:
    return tuple(phones.find(text))


@lru_cache(maxsize=_KEPT)
def has_form(text: str) -> bool:
    """Whether a short text is a company's name with its legal form.

    >>> has_form("株式会社見本"), has_form("電話番号")
    (True, False)
    """
    return len(text) <= _LONGEST_NAME and bool(names.parse_name(text).form)
