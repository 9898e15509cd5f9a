"""The real services behind the contract tests, when a person asks for them: WORKBENCH_LIVE_<NAME>=1, never in CI.

Keys are taken from the environment as the crawler takes them (WORKBENCH_KEY_<KEY>); WORKBENCH_LIVE_CONTACT is the page
or mail address of whoever asks, which some services want to know.
"""

import asyncio
import os
import urllib.error
import urllib.request
from typing import Any

from crawler.web.fetch import Call, Page
from tests.crawler.service_fetch import AGENT, unreachable
from workbench.contract.records import utc_now

TIMEOUT_S = 60.0


def targets(name: str) -> list[str]:
    """What a source's contract is tested against: its fake, and the real service where the environment says so."""
    return ["fake", "live"] if os.environ.get(f"WORKBENCH_LIVE_{name.upper()}") else ["fake"]


class LiveFetch:
    """A fetch over the internet. Redirects come back as they are; `called` keeps the order."""

    def __init__(self) -> None:
        self.called: list[Call] = []
        self._opener = urllib.request.build_opener(_NoRedirect)

    async def __call__(self, url: str) -> Page:
        return await self.call(Call(url))

    async def call(self, call: Call) -> Page:
        self.called.append(call)
        return await asyncio.to_thread(self._ask, call)

    def _ask(self, call: Call) -> Page:
        headers = {"User-Agent": _agent(), "Accept": "application/json", **call.headers}
        request = urllib.request.Request(call.url, call.body or None, headers, method=call.method)
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                return self._page(call, answer)
        except urllib.error.HTTPError as answer:
            return self._page(call, answer)
        except OSError as error:
            raise unreachable(request.host) from error

    def _page(self, call: Call, answer: Any) -> Page:
        return Page(call.url, answer.status, answer.headers.get("Content-Type", ""), answer.read(), utc_now())


def _agent() -> str:
    contact = os.environ.get("WORKBENCH_LIVE_CONTACT")
    return f"{AGENT.partition(' ')[0]} (+{contact})" if contact else AGENT


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None
