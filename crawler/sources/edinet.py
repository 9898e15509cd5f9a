"""EDINET: the newest yearly report of a company; the law makes those file it who offer securities to the public."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.services import ServiceSource
from crawler.services.filings import Filing, Filings, days_before, filings_of
from crawler.services.keys import NO_KEYS, Keys
from crawler.services.namesakes import Wanted, registered_at
from crawler.services.registered import of_another
from crawler.services.yearly_report import NotAReport, YearlyReport, report_in
from crawler.sources.base import Answer
from crawler.web.fetch import Fetch, Page
from crawler.web.stop_list import StopList
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, Role, RowState
from workbench.japan import corporate_numbers, phones

_ZIP = b"PK\x03\x04"
_LIST, _CSV = 2, 5
# Japanese follows without a space, and some colons are in full width.
_SITE = re.compile(r"(https?)[:：]//([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
# Filers of one exact name: more are not asked for their cover page.
_MOST_OF_A_NAME = 3
# How the cover page calls the two numbers.
_LABELS = {Role.MAIN: "電話番号(本店の所在の場所)", Role.OTHER: "電話番号(最寄りの連絡場所)"}


def today_in_japan() -> date:
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


class Edinet(ServiceSource):
    """By corporate number; without one, by the exact name of a filer whose cover page has the list's address."""

    name = "edinet"
    gives = frozenset({Field.PHONE, Field.HOMEPAGE, Field.NAME, Field.ADDRESS, Field.CORPORATE_NUMBER})
    key = "edinet"
    attribution = "出典：EDINET（金融庁）（https://disclosure2.edinet-fsa.go.jp/）の提出書類をもとに作成"
    attribution_url = "https://disclosure2.edinet-fsa.go.jp/"
    page = "https://disclosure2.edinet-fsa.go.jp/WZEK0040.aspx?{document}"

    def __init__(
        self, settings: Settings, keys: Keys = NO_KEYS, today: Callable[[], date] = today_in_japan
    ) -> None:
        super().__init__(settings, keys)
        self._today = today
        self._filings: Filings | None = None

    def skipped(self, company: Company) -> Answer | None:
        """Skipped too if there is neither a number nor a street to know the company by."""
        if answer := super().skipped(company):
            return answer
        if _number(company) is None and not Wanted(company).has_street:
            reason = Reason.of(ReasonCode.NO_CORPORATE_NUMBER)
            return Answer(AskResult.SKIPPED, RowState.NOT_ATTEMPTED, reason)
        return None

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        if self._filings is None:
            self._filings = Filings(days_before(self._today(), self.described.days))
        read = partial(self._day, fetch)
        number = _number(company)
        if number is not None:
            filing = await self._filings.of_number(number, read)
            candidates = [filing] if filing else []
        else:
            candidates = (await self._filings.of_name(company.name, read))[:_MOST_OF_A_NAME]
        for filing in candidates:
            page, report = await self._report(filing, fetch)
            if number is not None:
                filer = registered_at(number, report.name or filing.filer, report.address or "")
                return of_another(self, company, filer) or self._answer(company, filing, report, page)
            if Wanted(company).is_at(report.address or ""):
                return self._answer(company, filing, report, page)
        return self.none()

    async def _day(self, fetch: Fetch, day: date) -> list[Filing]:
        page = await self.get(fetch, "/documents.json", self._query(_LIST) | {"date": day.isoformat()})
        listed = self._told(page).get("results")
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        return list(filings_of(listed))

    def _query(self, kind: int) -> dict[str, str | int]:
        return {"type": kind, "Subscription-Key": self.secret()}

    async def _report(self, filing: Filing, fetch: Fetch) -> tuple[Page, YearlyReport]:
        page = await self.get(fetch, f"/documents/{filing.document}", self._query(_CSV), {"Accept": "*/*"})
        if not page.body.startswith(_ZIP):
            self._told(page)
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        try:
            return page, report_in(page.body)
        except NotAReport as error:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE) from error

    def _told(self, page: Page) -> dict[str, Any]:
        """The JSON of a page. Raises FetchFailed for errors too: they come with status 200, told in the body."""
        told = self.json(page)
        if not isinstance(told, dict):
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        metadata = told.get("metadata")
        status = told.get("StatusCode") or told.get("statusCode")
        if status is None:
            status = metadata.get("status") if isinstance(metadata, dict) else None
        if not str(status).isdecimal():
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        if int(str(status)) != 200:
            self.answered(Page(page.url, int(str(status)), page.content_type, b"", page.fetched_at))
            raise self.fault(ReasonCode.SERVICE_FAILED, status=int(str(status)))
        return told

    def _answer(self, company: Company, filing: Filing, report: YearlyReport, page: Page) -> Answer:
        number = filing.corporate_number or _number(company)
        shared: dict[str, Any] = {
            "url": self.page_url(self.page, document=filing.document),
            "site_name": report.name or filing.filer,
            "site_address": report.address,
            "site_corporate_number": number,
        }
        facts = {
            Field.NAME: report.name or filing.filer,
            Field.ADDRESS: report.address,
            Field.CORPORATE_NUMBER: number,
            Field.HOMEPAGE: self._homepage(report.notices or ""),
        }
        seen = [
            self.observed(company, field, value, page.fetched_at, **shared)
            for field, value in facts.items()
            if value
        ]
        numbers = [
            *self._phones(company, report.phone, Role.MAIN, page, shared),
            *self._phones(company, report.contact_phone, Role.OTHER, page, shared),
        ]
        different: dict[str, Observation] = {}
        for one in numbers:
            different.setdefault(one.value, one)
        seen += different.values()
        if different:
            return Answer(AskResult.HIT, observations=tuple(seen))
        reason = Reason.of(ReasonCode.ENTRY_WITHOUT_NUMBER, source=self.words)
        return Answer(AskResult.HIT, RowState.NO_WEBSITE, reason, tuple(seen))

    def _homepage(self, notices: str) -> str | None:
        """The site on which the public notices stand, if it is not an agent's or a newspaper's."""
        politeness = self.settings.politeness
        stopped = StopList(politeness.stop_hosts, politeness.allowed_hosts)
        sites = (f"{scheme.lower()}://{host.lower()}/" for scheme, host in _SITE.findall(notices))
        return next((site for site in sites if not stopped.holds(urlsplit(site).hostname or "")), None)

    def _phones(
        self, company: Company, text: str | None, role: Role, page: Page, shared: dict[str, Any]
    ) -> list[Observation]:
        """The numbers of one line of the cover page; what else stands in it may be a person's name."""
        return [
            self.observed(
                company,
                Field.PHONE,
                found.phone.e164,
                page.fetched_at,
                raw=found.phone.raw,
                line=found.phone.line,
                role=role,
                label=_LABELS[role],
                snippet=f"{_LABELS[role]} {found.phone.raw}",
                **shared,
            )
            for found in phones.find(text or "")
            if not phones.is_placeholder(found.phone.e164)
        ]


def _number(company: Company) -> str | None:
    return corporate_numbers.clean(company.corporate_number or "")
