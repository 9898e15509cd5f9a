"""Google Places (New): only whether there is something to look at, since its terms forbid to keep what is seen.

Nothing but the ids of places is asked for (they may be kept), so no name, number or address ever comes here. A person
opens the link and looks.
"""

import json
import re
from typing import Any
from urllib.parse import urlencode

from crawler.services import ServiceSource
from crawler.sources.base import Answer
from crawler.web.fetch import Call, Fetch, Page
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Licence, RowState
from workbench.japan import addresses, names

_MOST = 5  # places asked for: a person looks at the first, and is told how many there are
_ID = re.compile(r"[A-Za-z0-9_-]{5,300}")
_REFUSED = frozenset({"PERMISSION_DENIED", "UNAUTHENTICATED"})


class Places(ServiceSource):
    """Asks for the ids of places that the company's name and place lead to; gives no observation, ever."""

    name = "places"
    gives = frozenset()
    key = "places"
    licence = Licence.DISPLAY_ONLY

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        query = text_query(company)
        asked = {"textQuery": query, "languageCode": "ja", "regionCode": "JP", "pageSize": _MOST}
        headers = {
            "Content-Type": "application/json",
            "X-Goog-Api-Key": self.secret(),
            "X-Goog-FieldMask": "places.id",
        }
        call = Call(f"{self.base_url}/places:searchText", "POST", headers, json.dumps(asked).encode())
        found = self._ids(await self.call(fetch, call))
        if not found:
            return self.none()
        reason = Reason.of(
            ReasonCode.TO_BE_LOOKED_AT,
            source=self.words,
            count=len(found),
            place=found[0],
            link=link_to(query, found[0]),
        )
        return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason)

    def answered(self, page: Page) -> Page:
        if page.status in (400, 403) and _status_of(page) in _REFUSED:
            raise self.fault(ReasonCode.KEY_REFUSED)
        return super().answered(page)

    def _ids(self, page: Page) -> list[str]:
        """The ids alone, whatever else came. Raises FetchFailed for what is none: it might be a name."""
        try:
            found = [place["id"] for place in self.json(page).get("places", ())]
            if not all(_ID.fullmatch(one) for one in found):
                raise ValueError("not an id")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self.fault(ReasonCode.SERVICE_UNREADABLE) from error
        return found


def text_query(company: Company) -> str:
    """The name without branch and form, and where the company is as far as its list says.

    >>> text_query(Company(row_id=0, company_id="c", name="㈱星空電機", prefecture="東京都", city="千代田区"))
    '星空電機 東京都千代田区'
    """
    address = addresses.parse_address(company.address or "")
    where = f"{company.prefecture or address.prefecture or ''}{company.city or address.city or ''}"
    return f"{names.parse_name(company.name).core} {where}".strip()


def link_to(query: str, place: str) -> str:
    """A page of the map that a person can open: our own words, and the place's id."""
    asked = urlencode({"api": 1, "query": query, "query_place_id": place})
    return f"https://www.google.com/maps/search/?{asked}"


def _status_of(page: Page) -> str | None:
    try:
        told: Any = json.loads(page.body)
        return str(told["error"]["status"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
