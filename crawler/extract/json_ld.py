"""JSON-LD: the organisations that a page describes to search engines."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from crawler.extract.page import Document

_MOST_OBJECTS = 2_000  # no honest page describes more
_ORGANISATION = re.compile(r"Organization|Corporation|Business|Store|Restaurant|Hotel")


def json_ld_of(document: Document) -> list[Any]:
    """The parsed JSON-LD blocks of a page; a block that is broken is mended where that is easy, else left out."""
    values = []
    for script in document.tree.css('script[type="application/ld+json"]'):
        text = (script.text() or "").strip().removeprefix("<!--").removesuffix("-->").strip()
        for attempt in (text, re.sub(r",\s*([}\]])", r"\1", re.sub(r"[\n\r\t]", " ", text))):
            try:
                values.append(json.loads(attempt))
                break
            except (ValueError, RecursionError):
                continue
    return values


def organisations(blocks: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that tell of an organisation: those with a telephone, an address or a fitting type."""
    waiting = list(blocks)
    for _ in range(_MOST_OBJECTS):  # nesting is taken apart without recursion
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            kind = " ".join(texts(value.get("@type")))
            if value.get("telephone") or _ORGANISATION.search(kind):
                yield value
            waiting += [inner for inner in value.values() if isinstance(inner, (dict, list))]


def texts(value: Any) -> list[str]:
    """The strings of a value that may be one or several."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
