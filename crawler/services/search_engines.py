"""Search engines behind one interface: how each is asked, what it found, and how it says no."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from crawler.web.fetch import Call
from workbench.contract.reasons import ReasonCode


class SearchEngine(ABC):
    """One engine. key: the name of the key it needs. refusals: what its own statuses mean, beside the usual ones."""

    key: ClassVar[str | None] = None
    refusals: ClassVar[Mapping[int, ReasonCode]] = {}

    @abstractmethod
    def call(self, base_url: str, query: str, key: str) -> Call:
        """The call that searches."""

    @abstractmethod
    def found(self, told: Any) -> list[str]:
        """The addresses it found, best first. Raises KeyError, TypeError or AttributeError for other JSON than its."""

    def silent(self, told: Any) -> Sequence[str]:
        """The engines behind it that did not answer; then 'nothing found' says nothing."""
        return ()


class Searxng(SearchEngine):
    """A SearXNG server of one's own. It gives JSON only where its settings.yml lists json in search.formats."""

    refusals: ClassVar[Mapping[int, ReasonCode]] = {403: ReasonCode.SEARCH_FORMAT_OFF}

    def call(self, base_url: str, query: str, key: str) -> Call:
        asked = {
            "q": query,
            "format": "json",
            "language": "ja-JP",
            "pageno": 1,
            "categories": "general",
            "safesearch": 0,
        }
        return Call(f"{base_url}/search?{urlencode(asked)}")

    def found(self, told: Any) -> list[str]:
        return _addresses(told["results"])

    def silent(self, told: Any) -> Sequence[str]:
        return [f"{engine}: {why}" for engine, why, *_ in told.get("unresponsive_engines") or ()]


class Brave(SearchEngine):
    """Brave's Web Search API. Its code for Japanese is `jp`, not ISO's `ja`."""

    key = "brave"
    refusals: ClassVar[Mapping[int, ReasonCode]] = {422: ReasonCode.KEY_REFUSED}
    _MOST_LETTERS = 400

    def call(self, base_url: str, query: str, key: str) -> Call:
        asked = {
            "q": query[: self._MOST_LETTERS],
            "country": "JP",
            "search_lang": "jp",
            "ui_lang": "ja-JP",
            "count": 20,
            "safesearch": "off",
        }
        return Call(f"{base_url}/web/search?{urlencode(asked)}", headers={"X-Subscription-Token": key})

    def found(self, told: Any) -> list[str]:
        if told["type"] != "search":
            raise KeyError("type")
        return _addresses((told.get("web") or {}).get("results") or ())


ENGINES: Mapping[str, SearchEngine] = {"searxng": Searxng(), "brave": Brave()}


def _addresses(results: Any) -> list[str]:
    return ["".join(filter(_is_visible, result["url"])).strip() for result in results]


def _is_visible(character: str) -> bool:
    """Results are cut out of pages and may hold anything."""
    return unicodedata.category(character) not in ("Cc", "Cf")
