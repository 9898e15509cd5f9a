"""OpenStreetMap by an Overpass server: telephone and homepage of the elements that bear the company's name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from crawler.services import ServiceSource
from crawler.services.keys import NO_KEYS, Keys
from crawler.services.overpass_query import PHONE_TAGS, SITE_TAGS, place_of, query_for
from crawler.sources.base import Answer
from crawler.web.fetch import Call, Fetch, Page
from crawler.web.stop_list import StopList
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, Licence, Role, RowState
from workbench.japan import addresses, names, phones

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_NAMES = ("official_name", "name", "name:ja")
_ADDRESS = ("addr:province", "addr:city", "addr:suburb", "addr:quarter", "addr:neighbourhood")
_MOST_S = 25
_MOST_CANDIDATES = 5


@dataclass(frozen=True)
class _Element:
    """One element of the map that bears the company's name."""

    kind: str
    id: int
    where: str
    tags: Mapping[str, str]
    name: str
    address: str
    fetched_at: datetime

    @property
    def url(self) -> str:
        return f"https://www.openstreetmap.org/{self.kind}/{self.id}"

    @property
    def phones(self) -> list[phones.Phone]:
        """Its numbers; several stand in one tag, joined by semicolons."""
        told = [found.phone for tag in PHONE_TAGS for found in phones.find(self.tags.get(tag, ""))]
        known = {phone.e164: phone for phone in reversed(told) if not phones.is_placeholder(phone.e164)}
        return list(reversed(known.values()))


class Osm(ServiceSource):
    """Looks for the name in the company's city, else its prefecture; branches of the company are left out."""

    name = "osm"
    gives = frozenset({Field.PHONE, Field.HOMEPAGE})
    licence = Licence.SHARE_ALIKE
    attribution = "© OpenStreetMap contributors (ODbL)"
    attribution_url = "https://www.openstreetmap.org/copyright"

    def __init__(self, settings: Settings, keys: Keys = NO_KEYS) -> None:
        super().__init__(settings, keys)
        if settings.sources.osm is None:  # Settings are validated: a stage that names it describes it
            raise ValueError("the settings do not describe sources.osm")
        polite = settings.politeness
        self._stopped = StopList(polite.stop_hosts, polite.allowed_hosts)
        # The server must give up before we do: else its answer that it did is lost.
        self._seconds = max(1, min(_MOST_S, int(polite.timeout_s) - 1))

    def skipped(self, company: Company) -> Answer | None:
        if place_of(company)[0] is None:
            return Answer(AskResult.SKIPPED, RowState.NOT_ATTEMPTED, Reason.of(ReasonCode.NO_PLACE))
        return super().skipped(company)

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        body = urlencode({"data": query_for(company, self._seconds)}).encode()
        page = await self.call(fetch, Call(self.base_url, "POST", headers=_FORM, body=body))
        elements = self._nearest(company, list(self._elements(company, page)))
        if not elements:
            return self.none()
        if len({frozenset(phone.e164 for phone in one.phones) for one in elements if one.phones}) > 1:
            return self._several(elements)
        observations = tuple(seen for one in elements for seen in self._observations(company, one))
        if not observations:
            return self.none(ReasonCode.ENTRY_WITHOUT_NUMBER)
        return Answer(AskResult.HIT, observations=observations)

    def _elements(self, company: Company, page: Page) -> Iterator[_Element]:
        """The elements that are the company's own. Raises FetchFailed if the server gave up in the middle."""
        told = self.json(page)
        try:
            if remark := told.get("remark"):
                raise self.fault(ReasonCode.QUERY_GIVEN_UP, detail=str(remark)[:120])
            for element in told["elements"]:
                tags = {str(tag): str(value) for tag, value in element.get("tags", {}).items()}
                name = _own_name(company, tags)
                if name is not None:
                    at = element.get("center", element)
                    where = f"{at['lat']}, {at['lon']}"
                    address = _address_of(tags) or "".join(filter(None, place_of(company)))
                    yield _Element(
                        str(element["type"]), int(element["id"]), where, tags, name, address, page.fetched_at
                    )
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE) from error

    def _nearest(self, company: Company, elements: Sequence[_Element]) -> Sequence[_Element]:
        """Those in the company's own street, if there are any; else all."""
        ours = addresses.comparable(company.address) if company.address else ""
        same = [one for one in elements if ours and _is_same_street(ours, one)]
        return same or elements

    def _several(self, elements: Sequence[_Element]) -> Answer:
        candidates = "、".join(f"{one.name} ({one.address})" for one in elements[:_MOST_CANDIDATES])
        reason = Reason.of(
            ReasonCode.SEVERAL_COMPANIES, source=self.words, count=len(elements), candidates=candidates
        )
        return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason)

    def _observations(self, company: Company, one: _Element) -> Iterator[Observation]:
        known: dict[str, Any] = {
            "url": one.url,
            "snippet": one.where,
            "site_name": one.name,
            "site_address": one.address,
        }
        for phone in one.phones:
            told = {"raw": phone.raw, "line": phone.line, "role": Role.MAIN, **known}
            yield self.observed(company, Field.PHONE, phone.e164, one.fetched_at, **told)
        sites = dict.fromkeys(one.tags[tag].strip() for tag in SITE_TAGS if tag in one.tags)
        for site in sorted(sites, key=lambda site: not site.startswith("https:")):
            if self._stopped.may_be_own(site):
                yield self.observed(company, Field.HOMEPAGE, site, one.fetched_at, **known)


def _own_name(company: Company, tags: Mapping[str, str]) -> str | None:
    """The name by which an element is the company's, None if it is another's or, by any of its names, a branch's."""
    key, branch = names.core_key(company.name), names.parse_name(company.name).branch
    theirs = {tag: names.parse_name(tags[tag]) for tag in _NAMES if tag in tags}
    branches = {name.branch for name in theirs.values()} | {tags.get("branch")}
    if not branches <= {None, branch}:
        return None
    own = (tags[tag] for tag, name in theirs.items() if key and names.key_of_core(name.core) == key)
    return next(own, None)


def _address_of(tags: Mapping[str, str]) -> str:
    """The address that an element's tags spell out, "" if they do not begin with a prefecture or a city."""
    if full := tags.get("addr:full"):
        return full
    numbers = "-".join(tags[tag] for tag in ("addr:block_number", "addr:housenumber") if tag in tags)
    parts = [tags[tag] for tag in _ADDRESS if tag in tags]
    return "".join([*parts, numbers]) if parts else ""


def _is_same_street(ours: str, one: _Element) -> bool:
    theirs = addresses.comparable(one.address)
    # A place without a number is the beginning of every address in it.
    return any(letter.isdigit() for letter in theirs) and (ours in theirs or theirs in ours)
