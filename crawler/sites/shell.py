"""Pages that say nothing until a browser has run their scripts."""

import re

from selectolax.lexbor import LexborHTMLParser

# Fewer letters than any page with content has; a shell says at most that it is loading, or to switch JavaScript on.
_FEW_LETTERS = 200
# The empty element that the usual frameworks fill (React, Vue, Next, Nuxt, Angular, Svelte).
_ROOT = "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, app-root, [data-reactroot], [ng-app]"
_ASKS = re.compile(r"JavaScript|ジャバスクリプト", re.IGNORECASE)


def needs_browser(body: bytes) -> bool:
    """Whether a page is an empty shell that scripts fill.

    >>> needs_browser(b'<div id="root"></div><script src="/main.js"></script>')
    True
    >>> needs_browser(b'<p>under construction</p><script src="/count.js"></script>')
    False
    """
    if b"<script" not in body.lower():
        return False
    tree = LexborHTMLParser(body.decode("utf-8", "replace"))
    asked = " ".join(node.text() for node in tree.css("noscript"))
    root = tree.css_first(_ROOT)
    for node in tree.css("script, style, noscript, template"):
        node.decompose()
    words = "".join((tree.body.text() if tree.body is not None else "").split())
    if len(words) >= _FEW_LETTERS:
        return False
    return root is not None or _ASKS.search(asked) is not None
