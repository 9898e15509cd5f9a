"""No pattern of ours blows up: time grows with a hostile text, not with its square or worse."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

import crawler

SMALL, LARGE = 4_000, 16_000
# A text four times as long may take four times as long; sixteen times would be its square.
MOST_GROWTH = 10
# Below this (seconds) a growth cannot be told from the machine's noise, and does not matter.
NOTICEABLE_S = 0.05
UNITS = (
    *(
        "a",
        " ",
        "0",
        "-",
        "(",
        "<",
        "<a ",
        '"',
        "'",
        "=",
        "%",
        "%2",
        "\n",
        "株",
        "会社",
        "1-",
        "03-",
        "０",
        "ー",
        "　",
    ),
    *(
        "a@",
        "a.",
        "a:",
        "#",
        "&",
        "/*",
        "/* ",
        '"\\',
        "'\\",
        "\\",
        "[",
        "{",
        "} ",
        "unavailable_after:",
        "<!--",
        "<meta ",
        "<meta name=",
        "TEL ",
        "代表",
        "内線",
        "1,",
        "丁目",
        "〒",
    ),
)
# Patterns whose text is cut before they see it, and to how many characters.
CUT = {"crawler.extract.page.hidden._SIMPLE[0]": 300, "crawler.extract.words.not_numbers._OTHER_CODE[0]": 300}


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """All patterns of the crawler's modules, also those within tuples, dicts and records, by where they stand."""
    for info in pkgutil.walk_packages(crawler.__path__, "crawler."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for at, pattern in enumerate(_within(value)):
                yield f"{info.name}.{name}[{at}]", pattern


def _within(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _within(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _within(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _within(tuple(getattr(value, field.name) for field in fields(value)))


def seconds(pattern: re.Pattern[Any], unit: str, length: int) -> float:
    text: Any = unit * (length // len(unit)) + "!"
    if isinstance(pattern.pattern, bytes):
        text = text.encode()
    started = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - started


@pytest.mark.parametrize(
    ("where", "pattern"), list(patterns()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_time_grows_with_the_text_and_not_with_its_square(where: str, pattern: re.Pattern[Any]) -> None:
    longest = CUT.get(where, LARGE)
    for unit in UNITS:
        large = seconds(pattern, unit, longest)
        if large > NOTICEABLE_S:
            small = min(seconds(pattern, unit, longest * SMALL // LARGE) for _ in range(3))
            large = min(large, seconds(pattern, unit, longest))
            assert large <= max(NOTICEABLE_S, MOST_GROWTH * small), f"{where}: {unit!r} takes {large:.2f} s"
