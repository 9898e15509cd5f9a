"""What a reader of the page does not see: elements that are switched off in their tag or in the page's own style."""

import re
from collections.abc import Mapping
from functools import lru_cache

_OFF = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_DISPLAY = re.compile(r"(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)", re.IGNORECASE)
_SIMPLE = re.compile(r"[a-zA-Z0-9]*[.#][\w-]+")
MARKS = frozenset({"hidden", "aria-hidden", "style"})
_LONGEST_STYLE = 100_000
_MOST_SELECTORS = 200  # each is looked for in the whole page


def is_marked(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is hidden by its own tag: by one of the attributes MARKS."""
    return (
        "hidden" in attributes
        or (attributes.get("aria-hidden") or "").lower() == "true"
        or bool((style := attributes.get("style")) and _OFF.search(style))
    )


@lru_cache(maxsize=32)
def styled_away(sheets: tuple[str, ...]) -> tuple[str, ...]:
    """The selectors of one class or id that a page's own style sheets switch off and nowhere on again.

    Sheets in files of their own are not known. The pages of a site share their style: the last ones are remembered.
    """
    telling = [text for sheet in sheets if _OFF.search(text := sheet[:_LONGEST_STYLE])]
    if not telling:
        return ()
    text = _COMMENT.sub("", "\n".join(telling)[:_LONGEST_STYLE])
    shown = {
        selector
        for names, body in _RULE.findall(text)
        if _DISPLAY.search(body)
        for selector in _selectors(names)
    }
    off = (
        selector
        for names, body in _RULE.findall(_at_top_level(text))
        if _OFF.search(body)
        for selector in _selectors(names)
        if _SIMPLE.fullmatch(selector) and selector not in shown
    )
    return tuple(dict.fromkeys(off))[:_MOST_SELECTORS]


def _selectors(names: str) -> list[str]:
    return [name.strip() for name in names.rpartition("}")[2].rpartition("{")[2].split(",")]


def _at_top_level(text: str) -> str:
    """A style sheet without its conditional blocks (@media …), which hold for some screens only."""
    kept, depth, skipped_from, at = [], 0, -1, 0
    for brace in re.finditer(r"[{}]", text):
        if brace.group() == "{":
            if depth == 0 and "@" in (head := text[at : brace.start()]):
                skipped_from = 0
                kept.append(head.partition("@")[0])
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if skipped_from < 0:
                    kept.append(text[at : brace.end()])
                skipped_from, at = -1, brace.end()
    return "".join(kept)
