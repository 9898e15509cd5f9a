"""Names and addresses taken apart, each once: a site writes the same few on all its pages, and in many places."""

from functools import lru_cache

from workbench.japan import addresses, names

_KEPT = 4_096

core_key = lru_cache(maxsize=_KEPT)(names.core_key)
parse_address = lru_cache(maxsize=_KEPT)(addresses.parse_address)
comparable_address = lru_cache(maxsize=_KEPT)(addresses.comparable)
