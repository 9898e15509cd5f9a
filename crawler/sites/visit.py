"""One site while it is read: its pages so far, and those that may be read next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from crawler.extract.links import COMPANY_PAGE_RANK, Link
from crawler.extract.owner.site_facts import SiteFacts
from crawler.extract.read import PageRead, read_page
from crawler.sites.shell import needs_browser
from crawler.web.fetch import LESS_CAME, FetchFailed, Page
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import RowState


@dataclass(frozen=True)
class PageVisited:
    """One page of a site: what was read there, when, and how likely it was to tell who they are."""

    read: PageRead
    fetched_at: datetime
    rank: int
    keeps_words: bool = True  # whether the site lets the words around a value be kept


@dataclass
class Visit:
    """One site while it is read."""

    company: Company
    facts: SiteFacts = field(default_factory=SiteFacts)
    pages: list[PageVisited] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    waiting: dict[str, int] = field(default_factory=dict)
    failure: FetchFailed | None = None  # the first page that should have come and did not
    faults: int = 0  # in a row
    sitemaps: tuple[str, ...] | None = None  # that robots.txt names; None if links are not to be followed

    @property
    def root(self) -> str:
        """The site's own address: where its top page was in the end."""
        parts = urlsplit(self.pages[0].read.url)
        return f"{parts.scheme}://{parts.netloc}/"

    @property
    def has_company_page(self) -> bool:
        """Whether a link promises a page that tells who they are."""
        return any(at >= COMPANY_PAGE_RANK for at in self.waiting.values())

    def read(self, page: Page, at_rank: int) -> PageRead:
        read = read_page(page.body, page.content_type, page.url, self.facts, self.company.name)
        self.pages.append(PageVisited(read, page.fetched_at, at_rank, page.rules.snippet))
        self.tried.add(page.url)
        if not read.phones and not read.links and needs_browser(page.body):
            reason = Reason.of(ReasonCode.NEEDS_BROWSER, host=page.host)
            self.failure = self.failure or FetchFailed(RowState.SITE_UNREACHABLE, reason)
        if page.is_cut:
            # What is missing may hold the number.
            reason = Reason.of(ReasonCode.UNREACHABLE, host=page.host, detail=LESS_CAME)
            self.failure = self.failure or FetchFailed(RowState.SITE_UNREACHABLE, reason)
        self.sitemaps = page.sitemaps if page.rules.follow else None
        for link in read.links if page.rules.follow else ():
            self.waiting[link.url] = max(self.waiting.get(link.url, 0), link.rank)
        return read

    def next_link(self) -> Link | None:
        """The likeliest page that was not tried yet; None if nothing promises to tell who they are."""
        open_links = [(at, url) for url, at in self.waiting.items() if at > 0 and url not in self.tried]
        if not open_links:
            return None
        at, url = max(open_links, key=lambda entry: entry[0])
        return Link(url, at)

    def own(self, pages: Iterable[str]) -> Iterator[str]:
        """Those in the folder of the homepage, or below: a host may be shared, its sitemap naming others' pages."""
        folder = urlsplit(with_scheme(self.company.homepage or "")).path.rpartition("/")[0] + "/"
        return (page for page in pages if urlsplit(page).path.startswith(folder))


def with_scheme(address: str) -> str:
    """The address as a URL: with its scheme, and with a path."""
    address = address.strip()
    url = address if "://" in address else f"http://{address.lstrip('/')}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return url  # not an address at all: the fetch says so
    return parts._replace(path=parts.path or "/", fragment="").geturl()
