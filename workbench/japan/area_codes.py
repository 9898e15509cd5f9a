"""Which prefectures a fixed number may lie in, by its area code: supporting evidence, since some codes cross borders.

The table area_codes.csv is written by tools/area_codes.py, which names its source.
"""

from functools import cache, lru_cache
from importlib.resources import files

from workbench.japan import phones


@cache
def table() -> dict[str, frozenset[str]]:
    """Area code -> names of the prefectures that it serves."""
    text = (files("workbench.japan") / "area_codes.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in text.splitlines()[1:])
    return {code: frozenset(prefectures.split()) for code, prefectures in rows}


@lru_cache(maxsize=16_384)
def prefectures_of(e164: str) -> frozenset[str]:
    """The prefectures of a fixed number's area code; empty for lines without a place and for unknown codes.

    >>> sorted(prefectures_of("+81355501000")), sorted(prefectures_of("+81120555010"))
    (['東京都'], [])
    """
    national = phones.national(e164)
    return table().get(national.partition("-")[0], frozenset()) if national else frozenset()
