"""A fake of Wikidata's SPARQL service: the one query of crawler/sources/wikidata.py, and how the real one says no."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import parse_qsl

from workbench.japan import names
from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import KnownCompany, World

_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
_VALUES = re.compile(r'VALUES\s+\?cn\s*\{((?:\s*"[^"]*")*)\s*\}')
# What libraries call themselves; the policy asks for a name and a contact.
_STOCK_AGENT = re.compile(r"^$|^(?:python-|Python-urllib|curl/|Scrapy/|Mozilla/)", re.IGNORECASE)
_RETRY_AFTER_S = 1
_PATIENCE = 3  # times that somebody may come back too early, before the ban
_VARIABLES = ("cn", "item", "name", "ended", "site", "tel")
_DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"


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
    """All combinations of names, sites and numbers; a variable that the item does not have is left out."""
    known = company.wikidata
    if known is None:
        return
    fixed = {
        "cn": {"type": "literal", "value": company.corporate_number},
        "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/{known.item}"},
    }
    ended = company.closed_on and {
        "type": "literal",
        "datatype": _DATE_TIME,
        "value": f"{company.closed_on.isoformat()}T00:00:00Z",
    }
    for name, site, phone in product(_labels(company), known.homepages or (None,), known.phones or (None,)):
        told = {
            "name": name,
            "ended": ended,
            "site": site and {"type": "uri", "value": site},
            "tel": phone and {"type": "literal", "value": phone},
        }
        yield fixed | {variable: value for variable, value in told.items() if value}


def _labels(company: KnownCompany) -> list[dict[str, str]]:
    """What people call the company: without its legal form, and in English if it has such a name."""
    told = {"ja": names.parse_name(company.name).core, "en": company.english_name}
    return [
        {"type": "literal", "xml:lang": language, "value": name} for language, name in told.items() if name
    ]


_BANNED = (
    b"You have been banned until 2026-11-28T03:00:00Z, please respect throttling and retry-after headers.\n"
)
_XML = b"<?xml version='1.0' encoding='UTF-8'?>\n<sparql xmlns='http://www.w3.org/2005/sparql-results#'/>\n"
