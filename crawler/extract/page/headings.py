"""The headings of a page outside its header, by what they say."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract.page.blocks import Blocks, tag_number
from crawler.extract.page.landmarks import NOT_OF_A_BOX, is_of_an_article

_HEAD = re.compile(rf"{NOT_OF_A_BOX}head(?!ing|line)", re.IGNORECASE)
_MARK = re.compile(r"^【[^【】]{1,12}】 ?")  # 【実例】, which a title has elsewhere or not at all
_MAIN = tag_number("h1")
_TAGS = frozenset({_MAIN, tag_number("h2"), tag_number("h3")})


def main_heading(blocks: Blocks) -> str:
    """What the page's first h1 says, its logo's too, in one line; "" if it has none."""
    first = next((node for node in blocks.nodes if node.tag_id == _MAIN), None)
    return "" if first is None else " ".join(first.text().split())


class Headings:
    """The headings of a page in their order, each once; a logo in the header is a heading, too, and none of these.

    Whether one stands in the header is found out when it is asked for: most never are.
    """

    def __init__(self, blocks: Blocks) -> None:
        self._nodes: dict[str, list[LexborNode]] = {}
        for text, node in zip(blocks.texts, blocks.nodes, strict=True):
            if node.tag_id in _TAGS:
                heading = unicodedata.normalize("NFKC", text)
                self._nodes.setdefault(heading, []).append(node)
                if heading[0] == "【":
                    self._nodes.setdefault(_MARK.sub("", heading), []).append(node)
        self._in_header: dict[int, bool] = {}

    def __contains__(self, text: str) -> bool:
        """Whether a text is one of the headings, in whatever width of letters."""
        nodes = self._nodes.get(unicodedata.normalize("NFKC", text), ())
        return any(not self._is_in_header(node) for node in nodes)

    def __iter__(self) -> Iterator[str]:
        return (text for text in self._nodes if text in self)

    def _is_in_header(self, node: LexborNode) -> bool:
        passed: list[int] = []
        found = False
        climbing: LexborNode | None = node
        while climbing is not None and (tag := climbing.tag) not in ("body", "html", None):
            key = climbing.mem_id
            if key in self._in_header:
                found = self._in_header[key]
                break
            passed.append(key)
            attributes = climbing.attributes
            name, classes = attributes.get("id"), attributes.get("class")
            is_head = bool(name or classes) and _calls_it_head(f"{name or ''} {classes or ''}")
            if is_head or (tag == "header" and not is_of_an_article(climbing)):
                found = True
                break
            climbing = climbing.parent
        self._in_header.update(dict.fromkeys(passed, found))
        return found


@lru_cache(maxsize=2_048)
def _calls_it_head(names: str) -> bool:
    """Whether an element's id and classes call it a head; those of a site are few."""
    return _HEAD.search(names) is not None
