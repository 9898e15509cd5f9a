"""Wikidata: homepage and telephone of the companies whose 法人番号 an item has (P3225)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from crawler.services import ServiceSource
from crawler.services.keys import NO_KEYS, Keys
from crawler.services.shared_query import SharedQuery
from crawler.sources.base import Answer
from crawler.web.fetch import Call, Fetch, Page
from crawler.web.stop_list import StopList
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, Registration, Role, RowState
from workbench.japan import corporate_numbers, names, phones

# P3225 corporate number (Japan), P856 official website, P1329 telephone number, P576 date on which it ended.
_QUERY = (
    "SELECT ?cn ?item ?name ?ended ?site ?tel WHERE {{ VALUES ?cn {{ {numbers} }} ?item wdt:P3225 ?cn ."
    ' OPTIONAL {{ ?item rdfs:label ?name FILTER(LANG(?name) IN ("ja", "en")) }}'
    " OPTIONAL {{ ?item wdt:P576 ?ended }}"
    " OPTIONAL {{ ?item wdt:P856 ?site }} OPTIONAL {{ ?item wdt:P1329 ?tel }} }}"
)
_VARIABLES = ("cn", "item", "name", "ended", "site", "tel")
_HEADERS = {
    "Accept": "application/sparql-results+json",
    "Content-Type": "application/x-www-form-urlencoded",
}
_BANNED = b"You have been banned"


@dataclass(frozen=True)
class _Row:
    """One row of the result: an item of the company, and of each thing that is known of it one, if there is any."""

    item: str
    name: str | None
    ended: str | None
    site: str | None
    phone: str | None
    fetched_at: datetime


class Wikidata(ServiceSource):
    """Asks for the companies of many rows by one query; takes all sites and numbers that their items have.

    An item by another name goes to a person: the list's number may have slipped by a row.
    """

    name = "wikidata"
    needs = ("name", "corporate_number")
    gives = frozenset({Field.PHONE, Field.HOMEPAGE, Field.STATUS})
    lacking = (RowState.NOT_ATTEMPTED, ReasonCode.NO_CORPORATE_NUMBER)
    attribution = "Wikidata (CC0)"
    attribution_url = "https://www.wikidata.org/wiki/Wikidata:Licensing"

    def __init__(self, settings: Settings, keys: Keys = NO_KEYS) -> None:
        super().__init__(settings, keys)
        self._query = SharedQuery[str, list[_Row]](self.described.batch)
        polite = settings.politeness
        self._stopped = StopList(polite.stop_hosts, polite.allowed_hosts)
        self._ban: int | None = None  # the status of the answer that told of one

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        number = corporate_numbers.clean(company.corporate_number or "")
        if number is None:  # it is written into the query, so it must be one
            state, code = self.lacking
            return Answer(AskResult.SKIPPED, state, Reason.of(code))

        async def send(numbers: Sequence[str]) -> Mapping[str, list[_Row]]:
            return await self._ask_for(numbers, fetch)

        rows = await self._query.ask(number, send)
        if not rows:
            return self.none()
        called = _named(company, rows)
        if called is None and (others := [row.name for row in rows if row.name]):
            return self._review(ReasonCode.NUMBER_OF_ANOTHER, number=number, name=others[0])
        if ended := next((row for row in rows if row.ended), None):
            return self._ended(company, number, ended)
        observations = tuple(self._observations(company, number, called, rows))
        if not observations:
            return self.none(ReasonCode.ENTRY_WITHOUT_NUMBER)
        return Answer(AskResult.HIT, observations=observations)

    async def _ask_for(self, numbers: Sequence[str], fetch: Fetch) -> dict[str, list[_Row]]:
        if self._ban is not None:  # each request would make it longer
            raise self.fault(ReasonCode.SERVICE_LIMIT, status=self._ban)
        query = _QUERY.format(numbers=" ".join(f'"{number}"' for number in numbers))
        body = urlencode({"query": query, "format": "json"}).encode()
        page = await self.call(fetch, Call(self.base_url, "POST", headers=_HEADERS, body=body))
        return self._rows(page)

    def answered(self, page: Page) -> Page:
        if _BANNED in page.body[:500]:
            self._ban = page.status
            raise self.fault(ReasonCode.SERVICE_LIMIT, status=page.status)
        return super().answered(page)

    def _rows(self, page: Page) -> dict[str, list[_Row]]:
        told = self.json(page)
        if isinstance(told, dict) and isinstance(told.get("error"), dict):  # maxlag comes with status 200
            raise self.fault(ReasonCode.SERVICE_LIMIT, status=page.status)
        rows: dict[str, list[_Row]] = defaultdict(list)
        try:
            for binding in told["results"]["bindings"]:
                number, item, name, ended, site, phone = (_text(binding, one) for one in _VARIABLES)
                if number and item:
                    rows[number].append(_Row(item, name, ended, site, phone, page.fetched_at))
        except (KeyError, TypeError) as error:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE) from error
        return rows

    def _observations(
        self, company: Company, number: str, called: str | None, rows: list[_Row]
    ) -> Iterator[Observation]:
        # The rows are all combinations of names, sites and numbers, so each comes many times.
        owner = {"site_name": called, "site_corporate_number": number}
        sites = dict.fromkeys(
            (row.site, row.item) for row in rows if row.site and self._stopped.may_be_own(row.site)
        )
        for site, item in sorted(sites, key=lambda one: not one[0].startswith("https:")):
            told = {"url": _page_of(item), **owner}
            yield self.observed(company, Field.HOMEPAGE, site, rows[0].fetched_at, **told)
        for phone, item in dict.fromkeys((row.phone, row.item) for row in rows if row.phone):
            if (found := phones.parse(phone)) and not phones.is_placeholder(found.e164):
                told = {"raw": phone, "line": found.line, "role": Role.MAIN, "url": _page_of(item), **owner}
                yield self.observed(company, Field.PHONE, found.e164, rows[0].fetched_at, **told)

    def _ended(self, company: Company, number: str, row: _Row) -> Answer:
        """Of a company that is no more neither site nor number is taken."""
        value, told = Registration.CLOSED.value, {"url": _page_of(row.item), "site_corporate_number": number}
        status = self.observed(company, Field.STATUS, value, row.fetched_at, **told)
        date = (row.ended or "").partition("T")[0]
        known = {"name": row.name or company.name, "number": number, "date": date, "successor": ""}
        return self._review(ReasonCode.COMPANY_CLOSED, status, **known)

    def _review(self, code: ReasonCode, *seen: Observation, **parameters: str) -> Answer:
        reason = Reason.of(code, source=self.words, **parameters)
        return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason, seen)


def _named(company: Company, rows: list[_Row]) -> str | None:
    """The name by which an item is the company's, None if none is."""
    key = names.core_key(company.name)
    return next((row.name for row in rows if row.name and names.core_key(row.name) == key), None)


def _page_of(item: str) -> str:
    """The page of an item that a person can open."""
    return item.replace("http://", "https://", 1).replace("/entity/", "/wiki/", 1)


def _text(binding: Mapping[str, Any], name: str) -> str | None:
    """One variable of a row, None if it is not bound. Raises TypeError if it is no text."""
    if name not in binding:
        return None
    value = binding[name]["value"]
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value
