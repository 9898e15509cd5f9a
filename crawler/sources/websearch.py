"""A web search for the homepage: SearXNG or Brave. What it finds is read and verified before it is believed."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler.services import ServiceSource
from crawler.services.keys import NO_KEYS, Keys, variable
from crawler.services.search_engines import ENGINES
from crawler.sites.verify import verified
from crawler.sources.base import Answer
from crawler.web.fetch import Fetch, Page
from crawler.web.stop_list import StopList
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, RowState
from workbench.japan import addresses, names


class Websearch(ServiceSource):
    """Searches once for name and prefecture; of the results, portals are left out and the first ones verified."""

    name = "websearch"
    gives = frozenset({Field.HOMEPAGE})

    def __init__(self, settings: Settings, keys: Keys = NO_KEYS) -> None:
        super().__init__(settings, keys)
        if settings.sources.websearch is None:  # Settings are validated: a stage that names it describes it
            raise ValueError("the settings do not describe sources.websearch")
        self._engine = ENGINES[settings.sources.websearch.engine]
        polite = settings.politeness
        self._stopped = StopList([*polite.stop_hosts, self.host], polite.allowed_hosts)

    def skipped(self, company: Company) -> Answer | None:
        key = self._engine.key
        if key is not None and self._key() is None:
            reason = Reason.of(ReasonCode.NEEDS_KEY, source=self.words, variable=variable(key))
            return Answer(AskResult.SKIPPED, RowState.NOT_ATTEMPTED, reason)
        return super().skipped(company)

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        call = self._engine.call(self.base_url, query_for(company), self._key() or "")
        told = self.json(await self.call(fetch, call))
        try:
            found = self._engine.found(told)
            silent = [] if found else self._engine.silent(told)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE) from error
        if silent:
            raise self.fault(ReasonCode.ENGINES_SILENT, engines=", ".join(silent)[:200])
        candidates = self._candidates(found)
        if not candidates:
            return self.none(ReasonCode.NO_CANDIDATE, screened=len(found))
        return await verified(self, company, candidates[: self.described.candidates], fetch)

    def answered(self, page: Page) -> Page:
        if code := self._engine.refusals.get(page.status):
            raise self.fault(code, host=self.host)
        return super().answered(page)

    def _candidates(self, found: Iterable[str]) -> list[str]:
        """The results that may be a company's own site, the first of each site."""
        sites: dict[str, str] = {}
        for url in found:
            if self._stopped.may_be_own(url):
                sites.setdefault(urlsplit(url).netloc.lower().removeprefix("www."), url)
        return list(sites.values())

    def _key(self) -> str | None:
        key = self._engine.key
        return None if key is None else self.keys.get(key, self.base_url)


def query_for(company: Company) -> str:
    """What is searched for: the name with its form spelled out, without a branch, and the prefecture.

    >>> query_for(Company(row_id=0, company_id="c", name="㈱星空電機 大阪支店", prefecture="東京都"))
    '株式会社星空電機 東京都'
    """
    name = names.parse_name(company.name)
    form = name.form or ""
    whole = f"{name.core}{form}" if name.position == "after" else f"{form}{name.core}"
    prefecture = company.prefecture or addresses.parse_address(company.address or "").prefecture
    return f"{whole if name.position else name.core} {prefecture or ''}".strip()
