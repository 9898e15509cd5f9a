"""A fake of Google Places (New): Text Search, with its field mask and its ways of saying no."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from workbench.japan import names
from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import KnownCompany, World

_JSON = {"Content-Type": "application/json; charset=UTF-8"}
_FIELDS = (
    "id",
    "displayName",
    "formattedAddress",
    "nationalPhoneNumber",
    "internationalPhoneNumber",
    "websiteUri",
    "businessStatus",
)


class FakePlaces(FakeService):
    """ignores_mask: gives all fields whatever is asked for, to see that nothing of them is kept."""

    host = "places.example"
    key_name = "places"

    def __init__(self, world: World, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(world, clock)
        self.ignores_mask = False

    def too_many(self) -> Answer:
        return _error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'SearchTextRequest'.")

    def respond(self, request: Request) -> Answer:
        if request.method != "POST" or request.path != "/v1/places:searchText":
            return _error(404, "NOT_FOUND", "Method not found.")
        if not self.key or request.headers.get("x-goog-api-key") != self.key:
            return _error(403, "PERMISSION_DENIED", "The caller does not have permission")
        mask = request.headers.get("x-goog-fieldmask") or request.query.get("fields")
        if not mask:
            return _error(400, "INVALID_ARGUMENT", _NO_MASK)
        fields = {field.strip().removeprefix("places.") for field in mask.split(",")} - {"nextPageToken"}
        if not fields <= {*_FIELDS, "*"}:
            return _error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.")
        try:
            asked = json.loads(request.body)
            query, size = str(asked["textQuery"]), int(asked.get("pageSize", 20))
        except (ValueError, KeyError, TypeError):
            return _error(400, "INVALID_ARGUMENT", "Invalid JSON payload received.")
        shown = set(_FIELDS) if self.ignores_mask or "*" in fields else fields
        found = [_place(one, shown) for one in self.world.companies if _is_meant(one, query)]
        return Answer(200, _JSON, json.dumps({"places": found[:size]} if found else {}).encode())


def _is_meant(company: KnownCompany, query: str) -> bool:
    return company.places is not None and names.core_key(company.name) in names.key_of_core(query)


def _place(company: KnownCompany, shown: set[str]) -> dict[str, Any]:
    """The fields that are shown and known; what is not known is left out."""
    place = company.places
    assert place is not None
    code = f"{company.postal_code[:3]}-{company.postal_code[3:]}"
    told = {
        "id": place.id,
        "displayName": {"text": company.name, "languageCode": "ja"},
        "formattedAddress": f"日本、〒{code} {company.address}",
        "nationalPhoneNumber": place.phone,
        "internationalPhoneNumber": place.phone and f"+81 {place.phone.removeprefix('0')}",
        "websiteUri": place.homepage,
        "businessStatus": place.status,
    }
    return {field: told[field] for field in _FIELDS if field in shown and told[field] is not None}


def _error(code: int, status: str, message: str) -> Answer:
    error = {"code": code, "message": message, "status": status}
    return Answer(code, _JSON, json.dumps({"error": error}).encode())


_NO_MASK = (
    "FieldMask is a required parameter. See https://cloud.google.com/apis/docs/system-parameters"
    " on how to provide it."
)
