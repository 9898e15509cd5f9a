"""The company's own site: its top page, then the pages where companies write who they are and how to reach them."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from crawler.extract.candidates import PhoneSeen
from crawler.extract.identity import (
    SiteFacts,
    Verdict,
    Whose,
    judge,
    site_address,
    site_corporate_number,
    site_name,
)
from crawler.extract.links import COMPANY_PAGE_RANK, Link, rank, same_site
from crawler.extract.read import PageRead, read_page
from crawler.fetch import Fetch, FetchFailed, Page, http_fault
from crawler.sources.base import Answer, Source
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.states import AskResult, Field, Line, Role, RowState

MAX_REFRESHES = 3
MAX_FAULTS = 2  # pages in a row that do not come, before the site is left alone
_GONE = frozenset({404, 410})  # a dead link is no sign of trouble
_HTML = ("text/html", "application/xhtml", "text/plain", "")


@dataclass
class _Visit:
    """One site while it is read."""

    company: Company
    facts: SiteFacts = field(default_factory=SiteFacts)
    pages: list[tuple[PageRead, datetime, int]] = field(default_factory=list)  # page, fetched at, its rank
    tried: set[str] = field(default_factory=set)
    waiting: dict[str, int] = field(default_factory=dict)
    failure: FetchFailed | None = None  # the first page that should have come and did not
    faults: int = 0  # in a row

    def read(self, page: Page, at_rank: int) -> PageRead:
        read = read_page(page.body, page.content_type, page.url, self.facts)
        self.pages.append((read, page.fetched_at, at_rank))
        self.tried.add(page.url)
        for link in read.links:
            self.waiting[link.url] = max(self.waiting.get(link.url, 0), link.rank)
        return read

    def next_link(self) -> Link | None:
        """The likeliest page that was not tried yet; None if nothing promises to tell who they are."""
        open_links = [(at, url) for url, at in self.waiting.items() if at > 0 and url not in self.tried]
        if not open_links:
            return None
        at, url = max(open_links, key=lambda entry: entry[0])
        return Link(url, at)


class Homepage(Source):
    """Reads up to `max_pages` pages, best first, and stops once it knows whose the site is and what its number is."""

    name = "homepage"
    needs = ("name", "homepage")
    gives = frozenset(
        {Field.PHONE, Field.HOMEPAGE, Field.ADDRESS, Field.CORPORATE_NUMBER, Field.NAME, Field.DO_NOT_CALL}
    )
    rate = "site"
    lacking = (RowState.NO_WEBSITE, ReasonCode.NO_HOMEPAGE)

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        visit = _Visit(company)
        await self._read_top(visit, fetch)
        while len(visit.tried) < self.settings.sources.homepage.max_pages and visit.faults < MAX_FAULTS:
            if self._is_enough(visit) or (link := visit.next_link()) is None:
                break
            visit.tried.add(link.url)
            try:
                page = await fetch(link.url)
                fault = http_fault(page)
                if fault and page.status not in _GONE:
                    raise fault
            except FetchFailed as failure:
                visit.failure = visit.failure or failure
                visit.faults += 1
                continue
            visit.faults = 0
            if fault is None and same_site(page.url, visit.pages[-1][0].url) and _is_html(page):
                visit.read(page, link.rank)
        return self._answer(visit)

    async def _read_top(self, visit: _Visit, fetch: Fetch) -> None:
        """Read the top page, wherever it redirects to. Raises FetchFailed if it does not come."""
        url = _with_scheme(visit.company.homepage or "")
        for _ in range(MAX_REFRESHES):
            visit.tried.add(url)
            page = await fetch(url)
            if fault := http_fault(page):
                raise fault
            read = visit.read(page, rank("", urlsplit(page.url).path))
            if read.refresh is None or read.refresh in visit.tried:
                return
            url = read.refresh

    def _is_enough(self, visit: _Visit) -> bool:
        verdict = judge(visit.company, visit.facts)
        if verdict.whose is Whose.ANOTHERS:
            return "corporate_number" in verdict.other
        if verdict.whose is not Whose.THEIRS:
            return False
        return any(
            phone.role is Role.MAIN and phone.label and self._may_use(phone)
            for read, _, at in visit.pages
            if at >= COMPANY_PAGE_RANK
            for phone in read.phones
        )

    def _may_use(self, phone: PhoneSeen) -> bool:
        return phone.line is not Line.MOBILE or self.settings.allow_mobile

    def _answer(self, visit: _Visit) -> Answer:
        verdict = judge(visit.company, visit.facts)
        if verdict.whose is Whose.ANOTHERS:
            difference = "@" + " ".join(f"evidence.other_{code}" for code in verdict.other)
            reason = Reason.of(ReasonCode.OTHER_COMPANY, seen=verdict.seen, difference=difference)
            return Answer(AskResult.NONE, RowState.WRONG_COMPANY, reason)
        observations = tuple(self._observations(visit, verdict))
        usable = [
            phone
            for read, _, _ in visit.pages
            for phone in read.phones
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

    def _observations(self, visit: _Visit, verdict: Verdict) -> list[Observation]:
        company, facts = visit.company, visit.facts
        name, address = site_name(company, facts), site_address(company, facts)
        number = site_corporate_number(company, facts)
        seen: list[Observation] = []

        def add(read: PageRead, fetched_at: datetime, what: Field, value: str, **more: object) -> None:
            one = Observation.model_validate(
                {
                    "row_id": company.row_id,
                    "field": what,
                    "value": value,
                    "raw": more.pop("raw", value),
                    "source": self.name,
                    "url": read.url,
                    "fetched_at": fetched_at,
                    "site_name": name,
                    "site_address": address,
                    "site_corporate_number": number,
                    "content_hash": read.content_hash,
                    "licence": self.licence,
                    **more,
                }
            )
            if all(other.identity != one.identity or other.role is not one.role for other in seen):
                seen.append(one)

        top, top_at, _ = visit.pages[0]
        if verdict.whose is Whose.THEIRS:
            add(visit.pages[-1][0] if top.refresh else top, top_at, Field.HOMEPAGE, _site_root(visit))
            for what, value in (
                (Field.NAME, name),
                (Field.ADDRESS, address),
                (Field.CORPORATE_NUMBER, number),
            ):
                if value:
                    add(top, top_at, what, value)
        for read, fetched_at, _ in visit.pages:
            for phone in read.phones:
                add(
                    read,
                    fetched_at,
                    Field.PHONE,
                    phone.e164,
                    raw=phone.raw,
                    line=phone.line,
                    role=phone.role,
                    label=phone.label,
                    snippet=phone.snippet,
                    place=phone.place,
                )
            if read.do_not_call:
                add(
                    read,
                    fetched_at,
                    Field.DO_NOT_CALL,
                    "true",
                    raw=read.do_not_call,
                    snippet=read.do_not_call,
                )
        return seen


def _site_root(visit: _Visit) -> str:
    """The site's own address: where its top page was in the end."""
    parts = urlsplit(visit.pages[0][0].url)
    return f"{parts.scheme}://{parts.netloc}/"


def _with_scheme(address: str) -> str:
    """The address as a URL: with its scheme, and with a path."""
    address = address.strip()
    url = address if "://" in address else f"http://{address.lstrip('/')}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return url  # not an address at all: the fetch says so
    return parts._replace(path=parts.path or "/", fragment="").geturl()


def _is_html(page: Page) -> bool:
    return page.content_type.partition(";")[0].strip().lower().startswith(_HTML)
