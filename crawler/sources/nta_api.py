"""The Tax Agency's Web-API of 法人番号: who has a number, and whose numbers a name may mean."""

from collections.abc import Mapping, Sequence

from crawler.services import ServiceSource
from crawler.services.namesakes import Wanted
from crawler.services.nta_records import Record, companies_of, is_whole, record_of
from crawler.services.registered import FACTS, of_another, told, too_many, undecided
from crawler.sources.base import Answer
from crawler.web.fetch import Fetch, Page
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.japan import corporate_numbers
from workbench.registry.records import RegisteredCompany

# type=12 is XML in UTF-8 with all characters; CSV loses those beyond Shift-JIS, and there is no JSON.
_XML = "12"
_PREFIX, _PARTIAL = 1, 2
_FUZZY, _ENGLISH = 1, 3
_Query = Mapping[str, str | int]
# Past names and places are looked through too, and closed companies.
_ALL: _Query = {"change": 1, "close": 1, "type": _XML}
_LONGEST_NAME = 150
_MOST_PARTS = 5
_TOO_MANY = "180"
# Names stand in the register in full width.
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


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
        names, code = _names(wanted), wanted.prefecture_code
        try:
            page, found = await self._search(names, code, fetch)
            choice = wanted.choose(companies_of(found))
            if choice.code is ReasonCode.NO_SUCH_COMPANY:
                page, found = await self._otherwise_written(wanted, page, fetch)
                choice = wanted.choose(companies_of(found))
            if choice.code is ReasonCode.NO_SUCH_COMPANY and code:
                page, found = await self._search(names, None, fetch)  # it may have moved
                choice = wanted.choose(companies_of(found))
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
        return of_another(self, company, registered) or self._told(company, registered, page)

    async def _of_number(self, number: str, fetch: Fetch) -> tuple[Page, RegisteredCompany | None]:
        page = await self._get(fetch, "/num", {"number": number, "type": _XML, "history": 1})
        companies = companies_of(self._records(page)[1])
        if companies and companies[0].corporate_number != number:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        return page, companies[0] if companies else None

    def _told(self, company: Company, registered: RegisteredCompany, page: Page) -> Answer:
        url = self.page_url(self.page, number=registered.corporate_number)
        return told(self, company, registered, url, page.fetched_at)

    async def _otherwise_written(self, wanted: Wanted, page: Page, fetch: Fetch) -> tuple[Page, list[Record]]:
        """The records whose name holds what surely is in it; none if they are too many: the search before counts."""
        piece = wanted.other_piece or (wanted.name.core if wanted.name.form else None)
        try:
            asked = [_asked(piece, _PARTIAL)] if piece else []
            return await self._search(asked, wanted.prefecture_code, fetch) if asked else (page, [])
        except TooManyHits:
            return page, []

    async def _search(
        self, names: Sequence[_Query], prefecture_code: str | None, fetch: Fetch
    ) -> tuple[Page, list[Record]]:
        """The last page, and the records of all these searches. Raises TooManyHits."""
        query: _Query = {**_ALL, **({"address": prefecture_code} if prefecture_code else {})}
        records: list[Record] = []
        for name in names:
            part, parts = 1, 1
            while part <= parts:
                page = await self._get(fetch, "/name", {**query, **name, "divide": part})
                parts, found = self._records(page)
                if parts > _MOST_PARTS:
                    raise TooManyHits
                records += found
                part += 1
        return page, records

    async def _get(self, fetch: Fetch, path: str, query: _Query) -> Page:
        return await self.get(fetch, path, {"id": self.secret(), **query}, {"Accept": "application/xml"})

    def answered(self, page: Page) -> Page:
        """As for all services, but an unknown application ID is 404 here, and too many hits are 400."""
        if page.status == 404:
            self._not_html(page)
            raise self.fault(ReasonCode.KEY_REFUSED)
        if page.status == 400 and page.body.partition(b",")[0] == _TOO_MANY.encode():
            raise TooManyHits
        return super().answered(page)

    def _records(self, page: Page) -> tuple[int, list[Record]]:
        """(how many parts the reply has, the records of this one). Raises FetchFailed if it is no such reply."""
        root = self.xml(page)
        parts = root.findtext("divideSize", "")
        records = [*map(record_of, root.iterfind("corporation"))]
        if root.tag != "corporations" or not parts.isdecimal() or not all(map(is_whole, records)):
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        return int(parts), records


def _names(wanted: Wanted) -> list[_Query]:
    """What to search for, and how. The form is not taken off by the service, and stands before the core or behind."""
    core, form = wanted.name.core, wanted.name.form
    searched = [(core, _PREFIX), (form + core, _PREFIX)] if form else [(core, _PARTIAL)]
    asked = [_asked(name, mode) for name, mode in searched]
    if core.isascii():
        asked.append({"name": core[:_LONGEST_NAME], "mode": _PREFIX, "target": _ENGLISH})
    return asked


def _asked(name: str, mode: int) -> _Query:
    return {"name": _full_width(name), "mode": mode, "target": _FUZZY}


def _full_width(text: str) -> str:
    """
    >>> _full_width("ABC-1 商事")
    'ＡＢＣ－１\\u3000商事'
    """
    return text.translate(_FULL_WIDTH)[:_LONGEST_NAME]
