"""A listing site, described by selectors in the settings: one search a company, its pages followed politely."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.page.page import parse
from crawler.extract.words.roles import role_of
from crawler.extract.words.words import Words
from crawler.services.keys import NO_KEYS, Keys
from crawler.sources.base import Answer, Source
from crawler.web.fetch import Fetch, Page, http_fault
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.sources import DirectorySource
from workbench.contract.states import AskResult, Field, Place, Role, RowState
from workbench.japan import addresses, names, phones

_SNIPPET = 80


@dataclass(frozen=True)
class _Entry:
    """One entry of the listing, as its selectors cut it out."""

    name: str
    address: str | None
    phone: str | None
    homepage: str | None
    words: str
    url: str
    fetched_at: datetime


class Directory(Source):
    """Takes the entries of the company's own name, less branches, in its prefecture where both are known."""

    name = "directory"
    gives = frozenset({Field.PHONE, Field.HOMEPAGE, Field.ADDRESS})
    rate = "run"
    own_terms = True

    def __init__(self, settings: Settings, keys: Keys = NO_KEYS) -> None:
        super().__init__(settings, keys)
        if settings.sources.directory is None:  # Settings are validated: a stage that names it describes it
            raise ValueError("the settings do not describe sources.directory")
        self._listing: DirectorySource = settings.sources.directory

    def hosts(self) -> Mapping[str, float]:
        return {urlsplit(self._listing.search_url).hostname or "": self.settings.politeness.delay_s}

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        wanted = _Wanted(company)
        url: str | None = self._search_url(wanted)
        matches: list[_Entry] = []
        for _ in range(self._listing.max_pages):
            if url is None or matches:
                break
            page = await fetch(url)
            if fault := http_fault(page):
                raise fault
            document = parse(page.body, page.content_type, page.url)
            matches = [entry for entry in self._entries(document.tree.root, page) if wanted.fits(entry)]
            url = self._next_page(document.tree.root, page.url)
        return self._answer(company, wanted.best_of(matches))

    def _search_url(self, wanted: "_Wanted") -> str:
        return self._listing.search_url.replace("{name}", quote(wanted.name.core, safe="")).replace(
            "{prefecture}", quote(wanted.prefecture or "", safe="")
        )

    def _entries(self, root: LexborNode | None, page: Page) -> Iterator[_Entry]:
        listing = self._listing
        for node in root.css(listing.entry) if root is not None else ():
            name = _text(node, listing.name)
            if name:
                yield _Entry(
                    name=name,
                    address=_text(node, listing.address),
                    phone=_text(node, listing.phone),
                    homepage=_link(node, listing.homepage, page.url),
                    words=" ".join(node.text(separator=" ").split()),
                    url=page.url,
                    fetched_at=page.fetched_at,
                )

    def _next_page(self, root: LexborNode | None, base: str) -> str | None:
        return _link(root, self._listing.next_page, base) if root is not None else None

    def _answer(self, company: Company, entries: list[_Entry]) -> Answer:
        source = f"@source.{self.name}"
        if not entries:
            reason = Reason.of(ReasonCode.NO_ENTRY, source=source)
            return Answer(AskResult.NONE, RowState.NO_WEBSITE, reason)
        observations = tuple(seen for entry in entries for seen in self._observations(company, entry))
        if any(seen.field is Field.PHONE for seen in observations):
            return Answer(AskResult.HIT, observations=observations)
        result = (
            AskResult.HIT if any(seen.field is Field.HOMEPAGE for seen in observations) else AskResult.NONE
        )
        reason = Reason.of(ReasonCode.ENTRY_WITHOUT_NUMBER, source=source)
        return Answer(result, RowState.NO_WEBSITE, reason, observations)

    def _observations(self, company: Company, entry: _Entry) -> Iterator[Observation]:
        def observed(field: Field, value: str, raw: str) -> Observation:
            return Observation(
                row_id=company.row_id,
                field=field,
                value=value,
                raw=raw,
                source=self.name,
                url=entry.url,
                fetched_at=entry.fetched_at,
                snippet=entry.words[:_SNIPPET],
                place=Place.TEXT,
                site_name=entry.name,
                site_address=entry.address,
                licence=self.licence,
            )

        for found in phones.find(entry.phone or ""):
            role, label = role_of(Words(before=(entry.phone or "")[: found.start]))
            if not phones.is_placeholder(found.phone.e164):
                yield observed(Field.PHONE, found.phone.e164, found.phone.raw).model_copy(
                    update={
                        "line": found.phone.line,
                        "role": Role.FAX if role is Role.FAX else Role.MAIN,
                        "label": label,
                    }
                )
        if entry.homepage:
            yield observed(Field.HOMEPAGE, entry.homepage, entry.homepage)
        if entry.address:
            yield observed(Field.ADDRESS, entry.address, entry.address)


class _Wanted:
    """The company as a listing knows it: by name and place."""

    def __init__(self, company: Company) -> None:
        self.name = names.parse_name(company.name)
        self._key = names.core_key(company.name)
        address = addresses.parse_address(company.address or "")
        self.prefecture = company.prefecture or address.prefecture
        self._street = addresses.comparable(company.address) if company.address else None

    def fits(self, entry: _Entry) -> bool:
        """Whether an entry is of the company: its name without another branch, no other prefecture."""
        name = names.parse_name(entry.name)
        if names.core_key(entry.name) != self._key or (name.branch and name.branch != self.name.branch):
            return False
        theirs = addresses.parse_address(entry.address or "").prefecture
        return self.prefecture is None or theirs is None or theirs == self.prefecture

    def best_of(self, entries: list[_Entry]) -> list[_Entry]:
        """Of several entries those in the company's own street, else those of its legal form; all if none is nearer."""
        for is_nearer in (self._same_street, self._same_form):
            nearer = [entry for entry in entries if is_nearer(entry)]
            if nearer:
                return nearer
        return entries

    def _same_street(self, entry: _Entry) -> bool:
        street = addresses.comparable(entry.address or "")
        return bool(self._street and street and (self._street in street or street in self._street))

    def _same_form(self, entry: _Entry) -> bool:
        name = names.parse_name(entry.name)
        return (name.form, name.position) == (self.name.form, self.name.position)


def _text(node: LexborNode, selector: str | None) -> str | None:
    found = node.css_first(selector) if selector else None
    text = " ".join(found.text().split()) if found is not None else ""
    return text or None


def _link(node: LexborNode, selector: str | None, base: str) -> str | None:
    found = node.css_first(selector) if selector else None
    href = (found.attributes.get("href") or "").strip() if found is not None else ""
    try:
        url = urljoin(base, href) if href else ""
    except ValueError:
        return None  # no address
    return url if url.startswith(("http://", "https://")) else None
