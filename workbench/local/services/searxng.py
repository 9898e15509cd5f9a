"""A fake of a SearXNG server: results for the companies that a query names, in SearXNG's JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from workbench.japan import names
from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import SearchResult, World

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_ENGINE = "duckduckgo"


class FakeSearxng(FakeService):
    """formats: what its settings.yml lists. unresponsive: engines that do not answer, and why; answers: if any does."""

    host = "searxng.example"

    def __init__(self, world: World, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(world, clock)
        self.formats = frozenset({"html", "json"})
        self.unresponsive: list[list[str]] = []
        self.answers = True

    def respond(self, request: Request) -> Answer:
        if request.path != "/search":
            return Answer(404, _HTML, b"<!doctype html>\n<title>404 Not Found</title>\n")
        query = request.query.get("q", "")
        wanted = request.query.get("format", "html")
        if wanted not in self.formats:
            return Answer(403, _HTML, _FORBIDDEN)
        if wanted != "json" or not query:
            return Answer(200 if query else 400, _HTML, b"<!doctype html>\n<title>SearXNG</title>\n")
        found = list(found_by(self.world, query)) if self.answers else []
        told = {
            "query": query,
            "number_of_results": 0,
            "results": [_result(place, one) for place, one in enumerate(found, start=1)],
            "answers": [],
            "corrections": [],
            "infoboxes": [],
            "suggestions": [],
            "unresponsive_engines": self.unresponsive,
        }
        return Answer(200, {"Content-Type": "application/json"}, json.dumps(told).encode())


def found_by(world: World, query: str) -> Iterator[SearchResult]:
    """The results for all companies whose name is in the query, wherever they are: an engine does not choose."""
    key = names.key_of_core(query)
    for company in world.companies:
        own = names.core_key(company.name)
        if own and own in key:
            yield from company.search


def _result(place: int, one: SearchResult) -> dict[str, Any]:
    return {
        "url": one.url,
        "title": one.title,
        "content": one.content,
        "engine": _ENGINE,
        "engines": [_ENGINE],
        "positions": [place],
        "score": round(1 / place, 3),
        "category": "general",
        "template": "default.html",
        "parsed_url": [*urlsplit(one.url)[:3], "", "", ""],
    }


_FORBIDDEN = b"""<!doctype html>
<html lang=en>
<title>403 Forbidden</title>
<h1>Forbidden</h1>
<p>You don&#39;t have the permission to access the requested resource. It is either read-protected or not readable by the server.</p>
"""  # noqa: E501 - as it is sent
