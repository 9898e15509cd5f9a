"""gBizINFO, the Ministry of Economy's register with homepages: a search gives numbers, a second call the company."""

from typing import Any
from urllib.parse import urlsplit

from crawler.services import ServiceSource
from crawler.services.namesakes import Choice, Wanted, place_at
from crawler.services.registered import FACTS, identity_of, of_another, told, too_many, undecided
from crawler.sources.base import Answer
from crawler.web.fetch import Fetch, Page
from crawler.web.stop_list import StopList
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.states import Field
from workbench.japan import corporate_numbers
from workbench.registry.records import RegisteredCompany

_NULL = "Null"
_CLOSED = "閉鎖"
# Search replies hold no count: fewer than the limit were all.
_LIMIT = 1_000
_MOST_PAGES = 5


class Gbizinfo(ServiceSource):
    """Asks by number if it is known, else by name and prefecture; 404 means that it has nothing."""

    name = "gbizinfo"
    gives = FACTS | {Field.HOMEPAGE}
    key = "gbizinfo"
    no_such = frozenset({404})
    attribution = (
        "出典：「Gビズインフォ」（経済産業省）（https://info.gbiz.go.jp/）を加工して作成（{date}に利用）"
    )
    attribution_url = "https://info.gbiz.go.jp/"
    page = "https://info.gbiz.go.jp/hojin/ichiran?hojinBango={number}"

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        number = corporate_numbers.clean(company.corporate_number or "")
        if number is None:
            wanted = Wanted(company)
            piece = _longest_piece(wanted.name.core)
            found = await self._search(piece, wanted.prefecture_code, fetch, _MOST_PAGES)
            choice = wanted.choose(found or [])
            if found is not None and choice.code is ReasonCode.NO_SUCH_COMPANY:
                found, choice = await self._once_more(wanted, piece, fetch)
            if found is None:
                return too_many(self)
            if choice.company is None:
                return undecided(self, choice)
            number = choice.company.corporate_number
        return await self._detail(company, number, fetch)

    async def _once_more(
        self, wanted: Wanted, piece: str, fetch: Fetch
    ) -> tuple[list[RegisteredCompany] | None, Choice]:
        """What is found by another writing of the name, or elsewhere, whither it may have moved: one page of each."""
        other, code = wanted.other_piece, wanted.prefecture_code
        found: list[RegisteredCompany] | None = []
        if other and (others := await self._search(_longest_piece(other), code, fetch)):
            choice = wanted.choose(others)
            if choice.code is not ReasonCode.NO_SUCH_COMPANY:
                return others, choice
        if code:
            found = await self._search(piece, None, fetch)
        return found, wanted.choose(found or [])

    async def _search(
        self, piece: str, prefecture_code: str | None, fetch: Fetch, most_pages: int = 1
    ) -> list[RegisteredCompany] | None:
        """The companies whose name holds a piece; None if they are too many."""
        query: dict[str, str | int] = {"name": piece, "limit": _LIMIT}
        if prefecture_code:
            query["prefecture"] = prefecture_code
        found: list[RegisteredCompany] = []
        for number in range(1, most_pages + 1):
            page = await self.get(fetch, query=query | {"page": number}, headers=self._headers)
            items = self._items(page)
            found += [_registered(item) for item in items]
            if len(items) < _LIMIT:
                return found
        return None

    async def _detail(self, company: Company, number: str, fetch: Fetch) -> Answer:
        page = await self.get(fetch, f"/{number}", headers=self._headers)
        items = self._items(page)
        if not items:
            return self.none(ReasonCode.NO_SUCH_COMPANY)
        item = items[0]
        registered = _registered(item)
        if registered.corporate_number != number:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        if answer := of_another(self, company, registered):
            return answer
        url = self.page_url(self.page, number=number)
        return told(
            self, company, registered, url, page.fetched_at, self._homepage(company, item, registered, page)
        )

    def _homepage(
        self, company: Company, item: dict[str, Any], registered: RegisteredCompany, page: Page
    ) -> tuple[Observation, ...]:
        raw = _text(item, "company_url")
        url = _as_url(raw)
        if raw is None or url is None or self._stop_list.holds(urlsplit(url).hostname or ""):
            return ()
        told_at = self.page_url(self.page, number=registered.corporate_number)
        identity = identity_of(registered)
        return (
            self.observed(company, Field.HOMEPAGE, url, page.fetched_at, raw=raw, url=told_at, **identity),
        )

    @property
    def _stop_list(self) -> StopList:
        politeness = self.settings.politeness
        return StopList(politeness.stop_hosts, politeness.allowed_hosts)

    @property
    def _headers(self) -> dict[str, str]:
        return {"X-hojinInfo-api-token": self.secret(), "Accept": "application/json"}

    def _items(self, page: Page) -> list[dict[str, Any]]:
        """The companies of an envelope, [] for none. Raises FetchFailed if it is no envelope."""
        envelope = self.json(page)
        if not isinstance(envelope, dict) or "message" not in envelope:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        items = envelope.get("hojin-infos")
        if items is None and page.status in self.no_such:
            return []
        if not isinstance(items, list) or not all(
            isinstance(item, dict) and corporate_numbers.is_valid(str(item.get("corporate_number")))
            for item in items
        ):
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        return items


def _longest_piece(core: str) -> str:
    """What to search for: spaces break the search, and the legal form stands elsewhere for some."""
    return max(core.split(), key=len, default="")


def _registered(item: dict[str, Any]) -> RegisteredCompany:
    place = place_at(_text(item, "location") or "", _text(item, "postal_code"))
    return RegisteredCompany(
        corporate_number=item["corporate_number"],
        name=_text(item, "name") or "",
        kana=_text(item, "kana"),
        english_name=_text(item, "name_en"),
        prefecture=place.prefecture,
        city=place.city,
        street=place.street,
        postal_code=place.postal_code,
        kind=_text(item, "kind"),
        closed_on=_text(item, "close_date"),
        # Search replies tell only that it is closed.
        close_cause=_CLOSED if _text(item, "status") == _CLOSED else None,
    )


def _text(item: dict[str, Any], name: str) -> str | None:
    """The text of a field; None if it is missing in any of the service's three ways."""
    value = item.get(name)
    return value.strip() or None if isinstance(value, str) and value != _NULL else None


def _as_url(text: str | None) -> str | None:
    """A homepage as people typed it into a form, as a URL; None if it is none."""
    if text is None or " " in text.strip():
        return None
    url = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        return None
    return parts._replace(path=parts.path or "/", fragment="").geturl()
