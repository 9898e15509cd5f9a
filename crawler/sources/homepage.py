"""The company's own site: its top page, then the pages where companies write who they are and how to reach them."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.extract.choice.representative import beside_the_main_one, of_site
from crawler.extract.links import COMPANY_PAGE_RANK, rank, same_site
from crawler.extract.owner.identity import (
    Verdict,
    Whose,
    judge,
    site_address,
    site_corporate_number,
    site_name,
)
from crawler.extract.read import PageRead
from crawler.extract.seen import PhoneSeen
from crawler.services.keys import NO_KEYS, Keys
from crawler.sites.shell import needs_browser
from crawler.sites.sitemap import likely_pages, read_sitemap, sitemap_to_read
from crawler.sites.visit import PageVisited, Visit, with_scheme
from crawler.sources.base import Answer, Source
from crawler.web.fetch import Fetch, FetchFailed, Page, http_fault
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, Line, Role, RowState

if TYPE_CHECKING:
    from crawler.sites.render import Drawing

MAX_REFRESHES = 3
MAX_SITEMAPS = 2  # an index, and one that it names
MAX_FAULTS = 2  # pages in a row that do not come, before the site is left alone
_GONE = frozenset({404, 410})  # a dead link is no sign of trouble
_HTML = ("text/html", "application/xhtml", "text/plain", "")


class Homepage(Source):
    """Reads up to `max_pages` pages, best first, and stops once it knows whose the site is and what its number is."""

    name = "homepage"
    needs = ("name", "homepage")
    gives = frozenset(
        {Field.PHONE, Field.HOMEPAGE, Field.ADDRESS, Field.CORPORATE_NUMBER, Field.NAME, Field.DO_NOT_CALL}
    )
    rate = "site"
    lacking = (RowState.NO_WEBSITE, ReasonCode.NO_HOMEPAGE)

    def __init__(self, settings: Settings, keys: Keys = NO_KEYS) -> None:
        super().__init__(settings, keys)
        self._drawing = _drawing(settings)

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        visit = Visit(company)
        top = await self._read_top(visit, fetch)
        if top.kind is not None:
            # What else is on such a host is not the company's either, whatever it says of the company.
            return self.none(ReasonCode.NOBODYS_OWN, host=_host(top), kind=f"@page_kind.{top.kind.value}")
        if not visit.has_company_page and not self._is_enough(visit, at_rank=0):
            await self._read_sitemaps(visit, fetch)
        while len(visit.tried) < self.settings.sources.homepage.max_pages and visit.faults < MAX_FAULTS:
            if self._is_enough(visit) or (link := visit.next_link()) is None:
                break
            visit.tried.add(link.url)
            try:
                page = await self._page(link.url, fetch)
                fault = http_fault(page)
                if fault and page.status not in _GONE:
                    raise fault
            except FetchFailed as failure:
                visit.failure = visit.failure or failure
                # A page that is closed to robots says nothing of the site's health.
                visit.faults += failure.state is not RowState.ROBOTS_DENIED
                continue
            visit.faults = 0
            if fault is None and same_site(page.url, visit.pages[-1].read.url) and _is_html(page):
                visit.read(page, link.rank)
        return self._answer(visit)

    async def _read_top(self, visit: Visit, fetch: Fetch) -> PageRead:
        """The top page, wherever it redirects to. Raises FetchFailed if it does not come."""
        url = with_scheme(visit.company.homepage or "")
        for _ in range(MAX_REFRESHES):
            visit.tried.add(url)
            page = await self._page(url, fetch)
            if fault := http_fault(page):
                raise fault
            read = visit.read(page, rank("", urlsplit(page.url).path))
            if read.refresh is None or read.refresh in visit.tried:
                break
            url = read.refresh
        return read

    async def _page(self, url: str, fetch: Fetch) -> Page:
        """The page at a URL; if it is empty before scripts have run, and the settings want that, as they draw it."""
        page = await fetch(url)
        if self._drawing is None or http_fault(page) or not _is_html(page) or not needs_browser(page.body):
            return page
        return await self._drawing.drawn(page, fetch)

    async def _read_sitemaps(self, visit: Visit, fetch: Fetch) -> None:
        """Let the site's sitemap name pages where no link does: one of those that robots.txt names, of an index one.

        A sitemap counts as a page of the site; one that does not come is no sign of anything.
        """
        if visit.sitemaps is None:
            return
        named: tuple[str, ...] = visit.sitemaps or (f"{visit.root}sitemap.xml",)
        for _ in range(MAX_SITEMAPS):
            url = sitemap_to_read(named, visit.pages[-1].read.url)
            if (
                url is None
                or url in visit.tried
                or len(visit.tried) >= self.settings.sources.homepage.max_pages
            ):
                return
            visit.tried.add(url)
            try:
                page = await fetch(url)
            except FetchFailed as failure:
                visit.faults += failure.state is not RowState.ROBOTS_DENIED
                return
            if http_fault(page) or not same_site(page.url, url):
                return
            found = read_sitemap(page.body, page.url)
            for link in likely_pages(visit.own(found.pages)):
                visit.waiting.setdefault(link.url, link.rank)
            named = found.maps

    def _is_enough(self, visit: Visit, at_rank: int = COMPANY_PAGE_RANK) -> bool:
        """Whether the visit may end: whose the site is, is known, and its number from a page of at least that rank."""
        has_number = any(
            phone.role is Role.MAIN and phone.label and self._may_use(phone)
            for page in visit.pages
            if page.rank >= at_rank
            for phone in page.read.phones
        )
        if not has_number and not visit.facts.corporate_numbers:
            return False  # whosever it is
        verdict = judge(visit.company, visit.facts)
        if verdict.whose is Whose.ANOTHERS:
            return "corporate_number" in verdict.other
        return has_number and verdict.whose is Whose.THEIRS

    def _may_use(self, phone: PhoneSeen) -> bool:
        return phone.line is not Line.MOBILE or self.settings.allow_mobile

    def _answer(self, visit: Visit) -> Answer:
        verdict = judge(visit.company, visit.facts)
        if verdict.whose is Whose.ANOTHERS:
            difference = "@" + " ".join(f"evidence.other_{code}" for code in verdict.other)
            reason = Reason.of(ReasonCode.OTHER_COMPANY, seen=verdict.seen, difference=difference)
            return Answer(AskResult.NONE, RowState.WRONG_COMPANY, reason)
        observations = tuple(self._observations(visit, verdict))
        usable = [
            phone
            for page in visit.pages
            for phone in page.read.phones
            if phone.role is not Role.FAX and self._may_use(phone)
        ]
        if not usable and visit.failure:
            # A page that may hold the number was not read, so nothing can be said of the number.
            failed = visit.failure
            return Answer(AskResult.ERROR, failed.state, failed.reason, observations)
        result = AskResult.HIT if usable else AskResult.NONE
        if verdict.whose is Whose.UNKNOWN:
            reason = Reason.of(ReasonCode.SITE_NOT_VERIFIED)
            return Answer(result, RowState.NEEDS_REVIEW, reason, observations)
        if not usable:
            reason = Reason.of(ReasonCode.NO_NUMBER_ON_SITE, pages=len(visit.pages))
            return Answer(result, RowState.NOT_PUBLISHED, reason, observations)
        return Answer(result, observations=observations)

    def _observations(self, visit: Visit, verdict: Verdict) -> list[Observation]:
        """Everything seen on the site, each number with what the site says of its owner."""
        seen: list[Observation] = []
        top = visit.pages[0]
        owner = self._owner(visit)
        if verdict.whose is Whose.THEIRS:
            own_facts = (
                (Field.HOMEPAGE, visit.root),
                (Field.NAME, owner["site_name"]),
                (Field.ADDRESS, owner["site_address"]),
                (Field.CORPORATE_NUMBER, owner["site_corporate_number"]),
            )
            seen += [
                self._observed(visit, top, owner, what, value, value) for what, value in own_facts if value
            ]
        chosen = of_site([(page.rank, page.read.phones) for page in visit.pages])
        told = {(other.identity, other.role) for other in seen}
        for page in visit.pages:
            for phone in page.read.phones:
                as_told = beside_the_main_one(phone, chosen)
                one = self._observed(visit, page, owner, Field.PHONE, phone.e164, phone.raw, as_told)
                if (one.identity, one.role) not in told:
                    told.add((one.identity, one.role))
                    seen.append(one)
            if wish := page.read.do_not_call:
                seen.append(self._observed(visit, page, owner, Field.DO_NOT_CALL, "true", wish))
        return seen

    def _observed(
        self,
        visit: Visit,
        page: PageVisited,
        owner: dict[str, str | None],
        what: Field,
        value: str,
        raw: str,
        phone: PhoneSeen | None = None,
    ) -> Observation:
        return Observation(
            row_id=visit.company.row_id,
            field=what,
            value=value,
            raw=raw,
            line=phone.line if phone else None,
            role=phone.role if phone else None,
            label=phone.label if phone else None,
            place=phone.place if phone else None,
            snippet=(phone.snippet if phone else raw) if page.keeps_words else None,
            source=self.name,
            url=page.read.url,
            fetched_at=page.fetched_at,
            content_hash=page.read.content_hash,
            licence=self.licence,
            **owner,
        )

    def _owner(self, visit: Visit) -> dict[str, str | None]:
        """What the site says of its owner, by the names of Observation's fields."""
        return {
            "site_name": site_name(visit.company, visit.facts),
            "site_address": site_address(visit.company, visit.facts),
            "site_corporate_number": site_corporate_number(visit.company, visit.facts),
        }


def _drawing(settings: Settings) -> "Drawing | None":
    if not settings.sources.homepage.render:
        return None
    from crawler.sites.render import Drawing

    return Drawing(settings.politeness)


def _host(page: PageRead) -> str:
    return urlsplit(page.url).hostname or ""


def _is_html(page: Page) -> bool:
    return page.content_type.partition(";")[0].strip().lower().startswith(_HTML)
