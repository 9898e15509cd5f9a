"""The Tax Agency's Web-API of 法人番号: who has a number, and whose numbers a name may mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree

from crawler.fetch import Fetch, Page
from crawler.namesakes import Wanted, is_called
from crawler.registered import FACTS, told, too_many, undecided
from crawler.services import ServiceSource
from crawler.sources.base import Answer
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, RowState
from workbench.japan import corporate_numbers
from workbench.registry.records import Place, RegisteredCompany

# type=12 is XML in UTF-8 with all characters; CSV loses those beyond Shift-JIS, and there is no JSON.
_XML = "12"
_PREFIX, _PARTIAL = 1, 2
# Past names and places are looked through too, and closed companies.
_ALL: Mapping[str, str | int] = {"target": 1, "change": 1, "close": 1, "type": _XML}
_LONGEST_NAME = 150
_MOST_PARTS = 5
_TOO_MANY = "180"
# Names stand in the register in full width.
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}

_Record = dict[str, str]


class TooManyHits(Exception):
    """The service does not list so many, or we do not want to."""


class NtaApi(ServiceSource):
    """By number if it is known, else by name: form and all, and without it, since forms stand before or behind."""

    name = "nta_api"
    gives = FACTS
    key = "nta"
    attribution = (
        "このサービスは、国税庁法人番号システムWeb-API機能を利用して取得した情報をもとに作成しているが、"
        "サービスの内容は国税庁によって保証されたものではない"
        "（出典：国税庁法人番号公表サイト（国税庁）を加工して作成）"
    )
    attribution_url = "https://www.houjin-bangou.nta.go.jp/"
    page = "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo={number}"

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        number = corporate_numbers.clean(company.corporate_number or "")
        if number is not None:
            return await self._checked(company, number, fetch)
        wanted = Wanted(company)
        try:
            page, found = await self._search(wanted, fetch, wanted.prefecture_code)
            choice = wanted.choose(_companies(found))
            if choice.code is ReasonCode.NO_SUCH_COMPANY and wanted.prefecture_code:
                page, found = await self._search(wanted, fetch, None)  # it may have moved
                choice = wanted.choose(_companies(found))
        except TooManyHits:
            return too_many(self)
        registered = choice.company
        if registered is None:
            return undecided(self, choice)
        number = registered.corporate_number
        if not any(one["latest"] == "1" for one in found if one["corporateNumber"] == number):
            page, now = await self._of_number(number, fetch)  # found by what it was
            registered = now or registered
        return self._told(company, registered, page)

    async def _checked(self, company: Company, number: str, fetch: Fetch) -> Answer:
        """The answer where the number is known: it has to be that of a company which is, or was, called so."""
        page, registered = await self._of_number(number, fetch)
        if registered is None:
            return self.none(ReasonCode.NUMBER_NOT_REGISTERED, number=number)
        if not is_called(company.name, registered):
            reason = Reason.of(
                ReasonCode.NUMBER_OF_ANOTHER, source=self.words, number=number, name=registered.name
            )
            return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason)
        return self._told(company, registered, page)

    async def _of_number(self, number: str, fetch: Fetch) -> tuple[Page, RegisteredCompany | None]:
        page = await self._get(fetch, "/num", {"number": number, "type": _XML, "history": 1})
        companies = _companies(self._records(page)[1])
        if companies and companies[0].corporate_number != number:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        return page, companies[0] if companies else None

    def _told(self, company: Company, registered: RegisteredCompany, page: Page) -> Answer:
        url = self.page_url(self.page, number=registered.corporate_number)
        return told(self, company, registered, url, page.fetched_at)

    async def _search(
        self, wanted: Wanted, fetch: Fetch, prefecture_code: str | None
    ) -> tuple[Page, list[_Record]]:
        """The last page, and the records of all searches for one name. Raises TooManyHits."""
        query: dict[str, str | int] = {**_ALL, **({"address": prefecture_code} if prefecture_code else {})}
        records: list[_Record] = []
        for name, mode in _names(wanted):
            part, parts = 1, 1
            while part <= parts:
                page = await self._get(fetch, "/name", query | {"name": name, "mode": mode, "divide": part})
                parts, found = self._records(page)
                if parts > _MOST_PARTS:
                    raise TooManyHits
                records += found
                part += 1
        return page, records

    async def _get(self, fetch: Fetch, path: str, query: dict[str, str | int]) -> Page:
        return await self.get(fetch, path, {"id": self.secret(), **query}, {"Accept": "application/xml"})

    def answered(self, page: Page) -> Page:
        """As for all services, but an unknown application ID is 404 here, and too many hits are 400."""
        if page.status == 404:
            self._not_html(page)
            raise self.fault(ReasonCode.KEY_REFUSED)
        if page.status == 400 and page.body.partition(b",")[0] == _TOO_MANY.encode():
            raise TooManyHits
        return super().answered(page)

    def _records(self, page: Page) -> tuple[int, list[_Record]]:
        """(how many parts the reply has, the records of this one). Raises FetchFailed if it is no such reply."""
        root = self.xml(page)
        parts = root.findtext("divideSize", "")
        records = [*map(_record, root.iterfind("corporation"))]
        if root.tag != "corporations" or not parts.isdecimal() or not all(map(_is_whole, records)):
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        return int(parts), records


def _names(wanted: Wanted) -> Iterator[tuple[str, int]]:
    """What to search for, and how. The form is not taken off by the service, and stands before the core or behind."""
    core, form = wanted.name.core, wanted.name.form
    if form is None:
        yield _full_width(core), _PARTIAL
        return
    yield _full_width(core), _PREFIX
    yield _full_width(form + core), _PREFIX


def _full_width(text: str) -> str:
    """
    >>> _full_width("ABC-1 商事")
    'ＡＢＣ－１\\u3000商事'
    """
    return text.translate(_FULL_WIDTH)[:_LONGEST_NAME]


def _record(element: ElementTree.Element) -> _Record:
    return {child.tag: child.text or "" for child in element}


def _is_whole(record: _Record) -> bool:
    return (
        corporate_numbers.is_valid(record.get("corporateNumber", "")) and {"name", "latest"} <= record.keys()
    )


def _companies(records: Iterable[_Record]) -> list[RegisteredCompany]:
    """Each company once, as it is now, with what it was before."""
    of_one: defaultdict[str, list[_Record]] = defaultdict(list)
    for record in records:
        of_one[record["corporateNumber"]].append(record)
    return [_company(*states) for states in of_one.values()]


def _company(*states: _Record) -> RegisteredCompany:
    now = next((state for state in states if state["latest"] == "1"), states[-1])
    told = {name: text for name, text in now.items() if text}
    place = _place(now)
    return RegisteredCompany(
        corporate_number=now["corporateNumber"],
        name=now["name"],
        kana=told.get("furigana"),
        english_name=told.get("enName"),
        prefecture=place.prefecture,
        city=place.city,
        street=place.street,
        postal_code=place.postal_code,
        kind=told.get("kind"),
        closed_on=told.get("closeDate"),
        close_cause=told.get("closeCause"),
        successor=told.get("successorCorporateNumber"),
        updated_on=told.get("updateDate"),
        former_names=tuple(dict.fromkeys(one["name"] for one in states if one["name"] != now["name"])),
        former_places=tuple(dict.fromkeys(there for one in states if (there := _place(one)) != place)),
    )


def _place(record: _Record) -> Place:
    """Where it is registered; of a company abroad its address in one piece."""
    parts = {name: record.get(name) or None for name in ("prefectureName", "cityName", "postCode")}
    street = record.get("streetNumber") or record.get("addressOutside") or None
    return Place(parts["prefectureName"], parts["cityName"], street, parts["postCode"])
