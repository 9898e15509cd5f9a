"""What a reader of the page does not see: elements that are switched off in their tag or in the page's own style."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawler.extract.rules import Rule, holds

_OFF = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_MARKED = '[hidden],[aria-hidden="true" i],[style*="none" i],[style*="hidden" i],[style*="collapse" i]'
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_DISPLAY = re.compile(r"(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)", re.IGNORECASE)
_SIMPLE = re.compile(r"[a-zA-Z0-9]*[.#][\w-]+")
_LONGEST_STYLE = 100_000


def unseen(tree: LexborHTMLParser) -> set[int]:
    """The `mem_id` of each element that is hidden; what is within it is hidden too.

    Only what the page itself says is known: style sheets in files of their own are not read.
    """
    found: set[int] = set()
    if holds(Rule.HIDDEN):
        for node in tree.css(_MARKED):
            attributes = node.attributes
            if (
                "hidden" in attributes
                or (attributes.get("aria-hidden") or "").lower() == "true"
                or _OFF.search(attributes.get("style") or "")
            ):
                found.add(node.mem_id)
    if holds(Rule.STYLED_AWAY):
        for selector in _styled_away(tree):
            try:
                found.update(node.mem_id for node in tree.css(selector))
            except (ValueError, SelectolaxError):
                continue
    return found


def _styled_away(tree: LexborHTMLParser) -> Iterator[str]:
    """The selectors of one class or id that the page's own style switches off and nowhere on again."""
    sheets = [text for style in tree.css("style") if _OFF.search(text := style.text()[:_LONGEST_STYLE])]
    if not sheets:
        return
    text = _COMMENT.sub("", "\n".join(sheets))
    shown = {
        selector
        for names, body in _RULE.findall(text)
        if _DISPLAY.search(body)
        for selector in _selectors(names)
    }
    for names, body in _RULE.findall(_at_top_level(text)):
        if _OFF.search(body):
            yield from (
                selector
                for selector in _selectors(names)
                if _SIMPLE.fullmatch(selector) and selector not in shown
            )


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
