"""The Tax Agency's register of those who may issue qualified invoices: of a company, T and its corporate number."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from crawler.services import ServiceSource
from crawler.services.namesakes import registered_at
from crawler.services.registered import of_another
from crawler.sources.base import Answer
from crawler.web.fetch import Fetch, Page
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, InvoiceStatus, RowState
from workbench.japan import corporate_numbers

_JAPAN = ZoneInfo("Asia/Tokyo")
_JSON = "21"
_COMPANY = "2"  # the other kind is a person, whose name and address are nobody's business


class Invoice(ServiceSource):
    """Whether a company is registered today; it is not asked about before its number is known."""

    name = "invoice"
    needs = ("name", "corporate_number")
    lacking = (RowState.NOT_ATTEMPTED, ReasonCode.NO_CORPORATE_NUMBER)
    gives = frozenset({Field.INVOICE_STATUS})
    key = "nta"
    attribution = (
        "このサービスは、国税庁適格請求書発行事業者公表システムWeb-API機能を利用して取得した情報をもとに"
        "作成しているが、サービスの内容は国税庁によって保証されたものではない"
    )
    attribution_url = "https://www.invoice-kohyo.nta.go.jp/"
    page = "https://www.invoice-kohyo.nta.go.jp/regno-search/detail?selRegNo={number}"

    def skipped(self, company: Company) -> Answer | None:
        """Skipped too if the number of the list cannot be one."""
        if answer := super().skipped(company):
            return answer
        if corporate_numbers.clean(company.corporate_number or "") is None:
            return Answer(
                AskResult.SKIPPED, RowState.NOT_ATTEMPTED, Reason.of(ReasonCode.NO_CORPORATE_NUMBER)
            )
        return None

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        number = corporate_numbers.clean(company.corporate_number or "") or ""
        query = {"id": self.secret(), "number": f"T{number}", "type": _JSON, "history": "0"}
        page = await self.get(fetch, "/num", query)
        entry = self._entry(page, number)
        name, address = _text(entry, "name"), _text(entry, "address")
        if entry and (answer := of_another(self, company, registered_at(number, name, address))):
            return answer
        seen = self.observed(
            company,
            Field.INVOICE_STATUS,
            _status(entry, page.fetched_at.astimezone(_JAPAN).date()).value,
            page.fetched_at,
            raw=_raw(entry),
            url=self.page_url(self.page, number=number),
            site_name=name,
            site_address=address,
            site_corporate_number=number,
        )
        # That nobody has the number is an answer too, and the status of a company; it may register tomorrow.
        return Answer(AskResult.HIT if entry else AskResult.NONE, observations=(seen,))

    def answered(self, page: Page) -> Page:
        """As for all services, but an unknown application ID is 404 here."""
        if page.status == 404:
            self._not_html(page)
            raise self.fault(ReasonCode.KEY_REFUSED)
        return super().answered(page)

    def _entry(self, page: Page, number: str) -> dict[str, Any]:
        """The company's entry, {} if it has none. Raises FetchFailed if it is no such reply."""
        told = self.json(page)
        entries = told.get("announcement") if isinstance(told, dict) else None
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        ours = [one for one in entries if one.get("registratedNumber") == f"T{number}"]
        if len(ours) != len(entries) or not all(str(one.get("kind")) == _COMPANY for one in ours):
            raise self.fault(ReasonCode.SERVICE_UNREADABLE)
        return ours[-1] if ours else {}


def _status(entry: dict[str, Any], today: date) -> InvoiceStatus:
    """The status today: an end may be announced before it comes."""
    if not entry:
        return InvoiceStatus.NOT_REGISTERED
    if _has_come(entry.get("disposalDate"), today):
        return InvoiceStatus.CANCELLED
    return InvoiceStatus.EXPIRED if _has_come(entry.get("expireDate"), today) else InvoiceStatus.REGISTERED


def _has_come(day: Any, today: date) -> bool:
    return isinstance(day, str) and bool(day) and day <= today.isoformat()


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _raw(entry: dict[str, Any]) -> str:
    """What the register says, in its own words: the dates with their names."""
    dates = ("registrationDate", "disposalDate", "expireDate")
    return " ".join(f"{name} {entry[name]}" for name in dates if entry.get(name)) if entry else "count 0"
