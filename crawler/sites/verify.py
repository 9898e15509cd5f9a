"""Candidates for a company's homepage: each is read before it is believed, and only a proven one is told.

A search and a guess lead to namesakes, customers and landlords as easily as to the company. So more is asked here than
of a homepage that the list gives: the 法人番号; or the name at the company's address; or the name in the company's
prefecture, if the site gives it to itself and does not just mention it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from crawler.extract.links import rank, same_site
from crawler.extract.owner.identity import (
    Verdict,
    Whose,
    judge,
    site_address,
    site_corporate_number,
    site_name,
)
from crawler.sites.visit import Visit
from crawler.sources.base import Answer, Source
from crawler.web.fetch import NO_SUCH_HOST, Fetch, FetchFailed, Page, http_fault
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.states import AskResult, Field, RowState
from workbench.japan import names

MAX_PAGES = 2  # of one candidate: its top page, and the page that tells who they are
MAX_HOPS = 3  # of a top page that leads on to another
MOST_TOLD = 5
_GONE = frozenset({404, 410})
# A portal or a social network; a host inside some network.
_NO_SITES = frozenset({ReasonCode.STOP_LISTED, ReasonCode.ADDRESS_REFUSED})


class Proof(Enum):
    """What reading a candidate has shown."""

    THEIRS = "theirs"
    SAME_NAME = "same_name"
    NOT_THEIRS = "not_theirs"
    NOT_READ = "not_read"


@dataclass(frozen=True)
class Checked:
    """One candidate that was looked at: `url` is its top page in the end."""

    url: str
    proof: Proof
    visit: Visit

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or self.url

    @property
    def exists(self) -> bool:
        """Whether there is a host at all, read or not."""
        failure = self.visit.failure
        if self.visit.pages or failure is None:
            return True
        return failure.reason.parameters.get("detail") != NO_SUCH_HOST


async def verified(source: Source, company: Company, candidates: Sequence[str], fetch: Fetch) -> Answer:
    """The answer of a source that found these addresses: the first that is proven, or why there is none."""
    checked: list[Checked] = []
    for url in candidates:
        checked.append(await check(company, url, fetch))
        if checked[-1].proof is Proof.THEIRS:
            break
    return concluded(source, company, checked)


def concluded(source: Source, company: Company, checked: Sequence[Checked]) -> Answer:
    """What the candidates come to: a proven one; one for a person to look at; or why there is none."""
    by_proof = {one.proof: one for one in reversed(checked)}  # the first of each
    if theirs := by_proof.get(Proof.THEIRS):
        return Answer(AskResult.HIT, observations=(_homepage(source, company, theirs),))
    if same_name := by_proof.get(Proof.SAME_NAME):
        reason = Reason.of(ReasonCode.CANDIDATE_UNPROVEN, source=source.words, candidate=same_name.url)
        return Answer(AskResult.NONE, RowState.NEEDS_REVIEW, reason)
    if Proof.NOT_READ in by_proof:
        hosts = _hosts(checked, Proof.NOT_READ)
        reason = Reason.of(
            ReasonCode.CANDIDATES_NOT_READ, source=source.words, count=len(checked), detail=hosts
        )
        return Answer(AskResult.ERROR, RowState.NOT_ATTEMPTED, reason)
    candidates = _hosts(checked, Proof.NOT_THEIRS)
    return source.none(ReasonCode.CANDIDATES_NOT_THEIRS, count=len(checked), candidates=candidates)


async def check(company: Company, url: str, fetch: Fetch) -> Checked:
    """Whose site an address leads to, by its top page and, where that does not tell, the page that should."""
    visit = Visit(company)
    try:
        visit = await _read_top(company, top_of(url), fetch)
        while len(visit.pages) < MAX_PAGES and not _is_settled(visit):
            link = visit.next_link()
            if link is None:
                break
            visit.tried.add(link.url)
            page = _good(await fetch(link.url))
            if not same_site(page.url, visit.root):
                break
            visit.read(page, link.rank)
    except FetchFailed as failure:
        visit.failure = failure
    return Checked(top_of(visit.pages[0].read.url if visit.pages else url), _proof(visit), visit)


def top_of(url: str) -> str:
    """The top page of the site that an address is on; of a person's folder on a shared host, that of the folder.

    >>> top_of("https://www.aozora.example/company/?a=1"), top_of("http://www5.isp.example/~aozora/a.html")
    ('https://www.aozora.example/', 'http://www5.isp.example/~aozora/')
    """
    parts = urlsplit(url)
    folder = parts.path.split("/")[1] if parts.path.count("/") else ""
    path = f"/{folder}/" if folder.startswith("~") else "/"
    return f"{parts.scheme}://{parts.netloc}{path}"


async def _read_top(company: Company, url: str, fetch: Fetch) -> Visit:
    """The visit of the top page, wherever it leads. Raises FetchFailed if it does not come."""
    tried: set[str] = set()
    while True:
        tried.add(url)
        page = _good(await fetch(url))
        # What a page says that only leads elsewhere is not said by the site behind.
        visit = Visit(company, tried=tried)
        read = visit.read(page, rank("", urlsplit(page.url).path))
        if read.refresh is None or read.refresh in tried or len(tried) >= MAX_HOPS:
            return visit
        url = read.refresh


def _good(page: Page) -> Page:
    if fault := http_fault(page):
        raise fault
    return page


def _proof(visit: Visit) -> Proof:
    verdict = judge(visit.company, visit.facts)
    if verdict.whose is Whose.THEIRS:
        return Proof.THEIRS if _is_proven(visit, verdict) else Proof.SAME_NAME
    return Proof.NOT_READ if visit.failure and not _says_no(visit.failure) else Proof.NOT_THEIRS


def _is_proven(visit: Visit, verdict: Verdict) -> bool:
    if "corporate_number" in verdict.same:
        return True
    if "name" not in verdict.same:
        return False
    return "street" in verdict.same or ("prefecture" in verdict.same and _calls_itself(visit))


def _calls_itself(visit: Visit) -> bool:
    """Whether the company's name is one that the site gives itself."""
    key = names.core_key(visit.company.name)
    return any(names.core_key(name) == key for name in (*visit.facts.named, *visit.facts.titles))


def _is_settled(visit: Visit) -> bool:
    """Whether another page cannot change it: it is proven, or the site has shown another company's number."""
    verdict = judge(visit.company, visit.facts)
    if verdict.whose is Whose.THEIRS:
        return _is_proven(visit, verdict)
    return "corporate_number" in verdict.other


def _says_no(failure: FetchFailed) -> bool:
    """Whether what came instead of a page is an answer: nothing is there, or nothing that is anybody's own site."""
    reason = failure.reason
    return reason.code in _NO_SITES or reason.parameters.get("status") in _GONE


def _hosts(checked: Sequence[Checked], proof: Proof) -> str:
    """The hosts of which that holds, for a person to read: so many that the sentence stays one."""
    hosts = [one.host for one in checked if one.proof is proof]
    return "、".join(hosts[:MOST_TOLD]) + ("…" if len(hosts) > MOST_TOLD else "")


def _homepage(source: Source, company: Company, one: Checked) -> Observation:
    """What is told of a proven site, with what it says of its owner and the page that says it."""
    visit, page = one.visit, one.visit.pages[-1]
    return source.observed(
        company,
        Field.HOMEPAGE,
        one.url,
        page.fetched_at,
        url=page.read.url,
        content_hash=page.read.content_hash,
        site_name=site_name(company, visit.facts),
        site_address=site_address(company, visit.facts),
        site_corporate_number=site_corporate_number(company, visit.facts),
    )
