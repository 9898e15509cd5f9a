"""Services with an address and a key: how they are called, and what their faults mean.

A fault is never taken for 'no such company': it is raised as FetchFailed, and the row says that it was not looked up.
"""

import json
import re
from abc import ABC
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from crawler.sources.base import Source
from crawler.web.fetch import Call, Fetch, FetchFailed, Page
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.states import RowState

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class ServiceSource(Source, ABC):
    """A source that is one service. `sources.<name>` of the settings says base_url and requests_per_s."""

    rate = "run"
    # Statuses that are an answer: the service has no such company.
    no_such: ClassVar[frozenset[int]] = frozenset()

    @property
    def described(self) -> Any:
        """What the settings say of this source: base_url and requests_per_s, and what else it knows."""
        return self.options if self.options is not None else getattr(self.settings.sources, self.name)

    @property
    def base_url(self) -> str:
        url: str = self.described.base_url
        return url.rstrip("/")

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    def hosts(self) -> Mapping[str, float]:
        return {self.host: 1 / self.described.requests_per_s}

    async def get(
        self,
        fetch: Fetch,
        path: str = "",
        query: Mapping[str, str | int] = {},
        headers: Mapping[str, str] = {},
        **more: Any,
    ) -> Page:
        """The answer to a GET below base_url. Raises FetchFailed for everything that is no answer."""
        url = f"{self.base_url}{path}" + (f"?{urlencode(query)}" if query else "")
        return await self.call(fetch, Call(url, headers=headers, **more))

    async def call(self, fetch: Fetch, call: Call) -> Page:
        """The answer to any call of the service. Raises FetchFailed as `get`: the row was not looked up."""
        try:
            page = await fetch.call(call)
        except FetchFailed as failure:  # it is the service that cannot be reached, not the company's site
            raise self._unreached(failure.reason) from failure
        return self.answered(page)

    def answered(self, page: Page) -> Page:
        """The page, if the service answered. Raises FetchFailed for redirects, refusals and failures."""
        if page.status in self.no_such or 200 <= page.status < 300:
            return page
        if page.status in _REDIRECTS:
            raise self.fault(ReasonCode.SERVICE_REDIRECTED)
        if page.status == 401:
            raise self.fault(ReasonCode.KEY_REFUSED)
        if page.status == 403 or page.status in _BUSY:
            raise self.fault(ReasonCode.SERVICE_LIMIT, status=page.status)
        raise self.fault(ReasonCode.SERVICE_FAILED, status=page.status)

    def json(self, page: Page) -> Any:
        """The JSON of a page. Raises FetchFailed if it is none: a page of maintenance, a torn answer.

        Half a character (a lone surrogate), which nobody could write down, comes as a question mark.
        """
        self._not_html(page)
        try:
            text = page.body.decode("utf-8-sig")
            told = json.loads(text, parse_constant=_refuse)
            if _SURROGATE.search(text):
                told = json.loads(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))
            return told
        except (ValueError, RecursionError) as error:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE) from error

    def xml(self, page: Page) -> ElementTree.Element:
        """The root of a page of XML. Raises FetchFailed if it is none, or declares entities."""
        self._not_html(page)
        if b"<!DOCTYPE" in page.body or b"<!ENTITY" in page.body:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        try:
            return ElementTree.fromstring(page.body)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE) from error

    def page_url(self, template: str, **filled: str) -> str:
        """A page that a person can open, without any key; of a mirror or a fake, on its own host."""
        url = template.format_map(filled)
        usual: str = type(self.described).model_fields["base_url"].default
        if self.host == urlsplit(usual).hostname:
            return url
        ours = urlsplit(self.base_url)
        return urlsplit(url)._replace(scheme=ours.scheme, netloc=ours.netloc).geturl()

    def fault(self, code: ReasonCode, **parameters: str | int | float) -> FetchFailed:
        """What happened instead of an answer, in words that name the source."""
        return FetchFailed(RowState.NOT_ATTEMPTED, Reason.of(code, source=self.words, **parameters))

    def _unreached(self, reason: Reason) -> FetchFailed:
        if reason.code is ReasonCode.UNREACHABLE:
            return self.fault(ReasonCode.SERVICE_UNREACHABLE, detail=str(reason.parameters["detail"]))
        if reason.code is ReasonCode.SITE_TOO_SLOW:
            detail = f"{reason.parameters['seconds']} s"
            return self.fault(ReasonCode.SERVICE_UNREACHABLE, detail=detail)
        return FetchFailed(RowState.NOT_ATTEMPTED, reason)

    def secret(self) -> str:
        """The key. A source without one is skipped before it is asked."""
        return self._key() or ""

    def _key(self) -> str | None:
        return None if self.key is None else self.keys.get(self.key, self.base_url)

    def _not_html(self, page: Page) -> None:
        kind = page.content_type.partition(";")[0].strip().lower()
        if kind in ("text/html", "application/xhtml+xml") or page.body[:200].lstrip().lower().startswith(
            (b"<!doctype html", b"<html")
        ):
            raise self.fault(ReasonCode.SERVICE_MAINTENANCE)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")
