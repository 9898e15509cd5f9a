"""A fake of Wikidata's SPARQL service: the one query of crawler/sources/wikidata.py, and how the real one says no."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import KnownCompany, World

_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
_VALUES = re.compile(r'VALUES\s+\?cn\s*\{((?:\s*"[^"]*")*)\s*\}')
# What libraries call themselves; the policy asks for a name and a contact.
_STOCK_AGENT = re.compile(r"^$|^(?:python-|Python-urllib|curl/|Scrapy/|Mozilla/)", re.IGNORECASE)
_RETRY_AFTER_S = 1
_PATIENCE = 3  # times that somebody may come back too early, before the ban
_VARIABLES = ("cn", "item", "site", "tel")


class FakeWikidata(FakeService):
    """Five requests a second; who does not heed Retry-After is banned."""

    host = "wikidata.example"
    limit = 5

    def __init__(self, world: World, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(world, clock)
        self._not_before = clock()
        self._too_early = 0

    def answer(self, request: Request) -> Answer:
        if self._clock() < self._not_before:
            self._too_early += 1
            return self._banned() if self._too_early > _PATIENCE else self.too_many()
        return super().answer(request)

    def _banned(self) -> Answer:
        self._not_before = float("inf")
        return Answer(403, _TEXT, _BANNED)

    def too_many(self) -> Answer:
        self._not_before = self._clock() + _RETRY_AFTER_S
        headers = {**_TEXT, "Retry-After": str(_RETRY_AFTER_S)}
        return Answer(429, headers, b"Rate limit exceeded\n")

    def respond(self, request: Request) -> Answer:
        if _STOCK_AGENT.search(request.headers.get("user-agent", "")):
            return Answer(403, _TEXT, b"Please set a user-agent and respect our robot policy.\n")
        if request.path != "/sparql":
            return Answer(404, _TEXT, b"Not Found\n")
        form = dict(parse_qsl(request.body.decode())) if request.method == "POST" else request.query
        values = _VALUES.search(form.get("query", ""))
        if values is None:
            return Answer(400, _TEXT, b"SPARQL-QUERY: queryStr=\nMalformedQueryException\n")
        if form.get("format") != "json" and "json" not in request.headers.get("accept", ""):
            return Answer(200, {"Content-Type": "application/sparql-results+xml"}, _XML)
        numbers = re.findall(r'"([^"]*)"', values[1])
        bindings = [one for number in dict.fromkeys(numbers) for one in self._bindings(number)]
        told = {"head": {"vars": list(_VARIABLES)}, "results": {"bindings": bindings}}
        return Answer(
            200,
            {"Content-Type": "application/sparql-results+json;charset=utf-8"},
            json.dumps(told, ensure_ascii=False).encode(),
        )

    def _bindings(self, number: str) -> list[dict[str, dict[str, str]]]:
        company = self.world.by_number(number)
        return list(_rows(company)) if company is not None else []


def _rows(company: KnownCompany) -> Iterator[dict[str, dict[str, str]]]:
    """All pairs of sites and numbers; a variable that the item does not have is left out."""
    known = company.wikidata
    if known is None:
        return
    item = {"type": "uri", "value": f"http://www.wikidata.org/entity/{known.item}"}
    for site in known.homepages or (None,):
        for phone in known.phones or (None,):
            row = {"cn": {"type": "literal", "value": company.corporate_number}, "item": item}
            if site:
                row["site"] = {"type": "uri", "value": site}
            if phone:
                row["tel"] = {"type": "literal", "value": phone}
            yield row


_BANNED = (
    b"You have been banned until 2026-11-28T03:00:00Z, please respect throttling and retry-after headers.\n"
)
_XML = b"<?xml version='1.0' encoding='UTF-8'?>\n<sparql xmlns='http://www.w3.org/2005/sparql-results#'/>\n"
