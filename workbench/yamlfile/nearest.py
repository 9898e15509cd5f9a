"""The nearest right spelling of what somebody wrote."""

import difflib
import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from workbench.yamlfile.shape import Shape

_YES = frozenset({"true", "yes", "y", "on", "1", "t", "はい"})
_NO = frozenset({"false", "no", "n", "off", "0", "f", "いいえ"})
_DIGITS = re.compile(r"([-+]?)0*([0-9]+(?:\.[0-9]+)?)")


def nearest_key(key: str, here: Shape, top: Shape) -> str | None:
    """The key that was meant: one of this place, else the same key where it belongs.

    >>> from workbench.contract.settings import Settings
    >>> top = Shape.of(Settings)
    >>> nearest_key("Stagse", top, top), nearest_key("delay_s", top, top), nearest_key("colour", top, top)
    ('stages', 'politeness.delay_s', None)
    """
    elsewhere = [path for path, _ in top.walk() if path.rsplit(".", 1)[-1] == _plain(key)]
    return nearest_of(key, here.keys) or ", ".join(elsewhere) or None


def nearest_of(text: str, choices: Sequence[str]) -> str | None:
    """The most similar of the choices, in any case, width and with - for _; None if none is similar."""
    found = difflib.get_close_matches(_plain(text), choices, n=1, cutoff=0.6)
    return found[0] if found else None


def nearest_value(written: str, data: Any, shape: Shape) -> str | None:
    """How the value would be written rightly, where that can be guessed."""
    text = data if isinstance(data, str) else written
    if shape.choices:
        return nearest_of(text, [str(choice) for choice in shape.choices])
    if shape.kind == "boolean":
        return _nearest_switch(_plain(text))
    if shape.kind in {"integer", "number"}:
        near = _nearest_number(text, shape)
        return near if near != written else None
    if shape.kind == "string" and isinstance(data, int | float):
        return f'"{written}"' if _fits(written, shape) else None
    item = shape.child(0) if shape.kind == "array" else None
    if item is not None and isinstance(data, str) and item.kind == "string":
        meant = nearest_of(data, item.choices) if item.choices else data
        return f"[{meant}]" if meant else None
    return None


def _nearest_switch(text: str) -> str | None:
    if text in _YES:
        return "true"
    return "false" if text in _NO else None


def _fits(text: str, shape: Shape) -> bool:
    pattern, least = shape.schema.get("pattern", ""), shape.schema.get("minLength", 0)
    return len(text) >= least and re.search(pattern, text) is not None


def _nearest_number(text: str, shape: Shape) -> str | None:
    """The number in the text: without quotes, separators, leading zeros, full-width digits; None if not allowed."""
    found = _DIGITS.fullmatch(re.sub(r"[\s,_]", "", unicodedata.normalize("NFKC", text)))
    if found is None:
        return None
    number = found[1].lstrip("+") + found[2]
    if not _in_range(float(number), shape.schema):
        return None
    if shape.kind == "integer":
        return str(int(float(number))) if float(number).is_integer() else None
    return number


def _in_range(value: float, schema: dict[str, Any]) -> bool:
    low: float = schema.get("minimum", -math.inf)
    above: float = schema.get("exclusiveMinimum", -math.inf)
    high: float = schema.get("maximum", math.inf)
    return above < value and low <= value <= high


def _plain(text: str) -> str:
    return re.sub(r"[-\s]+", "_", unicodedata.normalize("NFKC", text).strip()).lower()
