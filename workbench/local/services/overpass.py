"""A fake of an Overpass server: reads the one query of crawler/sources/osm.py, and fails as the real one does."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import InOsm, KnownCompany, World

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_STRING = r'"((?:[^"\\]|\\.)*)"'
_AREA = re.compile(rf'area\["name"={_STRING}\]\["admin_level"="4"\]->\.(p|a);')
_CITY = re.compile(rf'rel\(area\.p\)\["name"={_STRING}\]\["admin_level"="7"\];\s*map_to_area->\.a;')
_NAME = re.compile(rf'nwr\(area\.a\)\["(name|official_name)"~{_STRING},i\];')
_TAGGED = re.compile(rf"nwr\.n\[{_STRING}\];")


class FakeOverpass(FakeService):
    """The real one gives an address two slots; here a test sets the limit. gives_up, busy: what happens to queries."""

    host = "overpass.example"

    def __init__(self, world: World, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(world, clock)
        self.gives_up = False
        self.busy = False

    def too_many(self) -> Answer:
        return Answer(429, _HTML, _page("runtime error: too many requests"))

    def respond(self, request: Request) -> Answer:
        if request.path == "/api/status":
            return Answer(200, {"Content-Type": "text/plain"}, b"Rate limit: 2\n2 slots available now.\n")
        if not request.headers.get("user-agent"):
            return Answer(403, _HTML, _page("no user agent"))
        if self.busy:
            return Answer(
                504, _HTML, _page("runtime error: the server is probably too busy to handle your request")
            )
        form = parse_qs(request.body.decode()) if request.method == "POST" else parse_qs(request.target)
        query = form.get("data", [""])[0]
        area = _AREA.search(query)
        if request.path != "/api/interpreter" or area is None or not _NAME.search(query):
            return Answer(400, _HTML, _page("line 1: parse error: Unknown type"))
        if self.gives_up:
            remark = 'runtime error: Query timed out in "query" at line 1 after 26 seconds.'
            return self._answer([], remark=remark)
        return self._answer([_element(one) for one in self._found(query, _text(area[1]))])

    def _found(self, query: str, prefecture: str) -> list[InOsm]:
        city = _CITY.search(query)
        tags = [_text(tag) for tag in _TAGGED.findall(query)]
        patterns = [(key, re.compile(_text(pattern), re.IGNORECASE)) for key, pattern in _NAME.findall(query)]
        return [
            element
            for company in self.world.companies
            if company.prefecture == prefecture and (city is None or _lies_in(company, _text(city[1])))
            for element in company.osm
            if any(tag in element.tags for tag in tags)
            and any(pattern.search(element.tags.get(key, "")) for key, pattern in patterns)
        ]

    def _answer(self, elements: list[dict[str, Any]], **more: str) -> Answer:
        told = {"version": 0.6, "generator": "Overpass API", "osm3s": _OSM3S, "elements": elements, **more}
        return Answer(
            200, {"Content-Type": "application/json"}, json.dumps(told, ensure_ascii=False).encode()
        )


def _lies_in(company: KnownCompany, city: str) -> bool:
    """Whether a company is in a city of admin_level 7: not in a ward of one, nor in a district."""
    return (
        company.city == city
        or re.fullmatch(rf"{re.escape(city)}.+区|.+郡{re.escape(city)}", company.city) is not None
    )


def _element(one: InOsm) -> dict[str, Any]:
    """A node has its place itself, a way and a relation have a centre."""
    at = {"lat": one.lat, "lon": one.lon}
    where = at if one.type == "node" else {"center": at}
    return {"type": one.type, "id": one.id, **where, "tags": one.tags}


def _text(quoted: str) -> str:
    """What a string of Overpass QL says."""
    return re.sub(r"\\(.)", r"\1", quoted)


def _page(error: str) -> bytes:
    return _PAGE.format(error=error).encode()


_OSM3S = {
    "timestamp_osm_base": "2026-11-24T03:00:00Z",
    "copyright": "The data included in this document is from www.openstreetmap.org."
    " The data is made available under ODbL.",
}
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
<head><title>OSM3S Response</title></head>
<body><p><strong style="color:#FF0000">Error</strong>: {error}</p></body>
</html>
"""
