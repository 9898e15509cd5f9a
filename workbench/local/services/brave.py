"""A fake of Brave's Web Search API: the results of the same world, the free plan's limits, refusals with 422."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.searxng import found_by
from workbench.local.services.world import SearchResult, World

_A_MONTH = 15_000
_MONTH_S = 2_592_000


class FakeBrave(FakeService):
    """One request a second and 15,000 a month, told in every answer's headers."""

    host = "brave.example"
    key_name = "brave"
    limit = 1

    def __init__(self, world: World, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(world, clock)
        self._left = _A_MONTH

    def too_many(self) -> Answer:
        return self._error(429, "RATE_LIMITED", "Request rate limit exceeded for plan.")

    def respond(self, request: Request) -> Answer:
        if not self.key or request.headers.get("x-subscription-token") != self.key:
            return self._error(
                422, "SUBSCRIPTION_TOKEN_INVALID", "The provided subscription token is invalid."
            )
        if self._left <= 0:
            return self.too_many()
        asked = request.query
        query, count = asked.get("q", ""), asked.get("count", "20")
        if (
            request.path != "/res/v1/web/search"
            or not 0 < len(query) <= 400
            or not (count.isdecimal() and 1 <= int(count) <= 20)
            or asked.get("search_lang", "en") == "ja"  # ISO's code is not Brave's
        ):
            return self._error(422, "VALIDATION", "Unable to validate request parameter(s)")
        self._left -= 1
        found = list(found_by(self.world, query))[: int(count)]
        told: dict[str, Any] = {
            "type": "search",
            "query": {"original": query, "more_results_available": False},
        }
        if found:
            told["web"] = {"type": "search", "results": [_result(one) for one in found]}
        return self._answer(200, told)

    def _error(self, status: int, code: str, detail: str) -> Answer:
        error = {"id": "0", "status": status, "code": code, "detail": detail}
        return self._answer(status, {"type": "ErrorResponse", "error": error})

    def _answer(self, status: int, told: dict[str, Any]) -> Answer:
        headers = {
            "Content-Type": "application/json",
            "X-RateLimit-Limit": f"1, {_A_MONTH}",
            "X-RateLimit-Policy": f"1;w=1, {_A_MONTH};w={_MONTH_S}",
            "X-RateLimit-Remaining": f"0, {self._left}",
            "X-RateLimit-Reset": f"1, {_MONTH_S}",
        }
        return Answer(status, headers, json.dumps(told).encode())


def _result(one: SearchResult) -> dict[str, Any]:
    parts = urlsplit(one.url)
    return {
        "title": one.title,
        "url": one.url,
        "description": one.content,
        "language": "ja",
        "meta_url": {"hostname": parts.hostname, "path": parts.path},
    }
