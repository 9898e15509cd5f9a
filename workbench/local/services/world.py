"""The invented companies that the fakes of the services know: one file, so that all of them tell of the same world."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Former(_Part):
    """What a company was called, or where it was, before a change."""

    changed_on: date
    name: str | None = None
    prefecture: str | None = None
    city: str | None = None
    street: str | None = None
    postal_code: str | None = None


class InGbizinfo(_Part):
    """What gBizINFO has beyond the register; homepage None: it has none, which it writes as "Null" or not at all."""

    homepage: str | None = None
    employees: int | None = None


class InEdinet(_Part):
    """A filer: codes, and the cover page of its yearly report."""

    edinet_code: str
    securities_code: str | None = None
    submitted_on: date
    document: str
    phone: str
    address: str
    contact_person: str | None = None


class InWikidata(_Part):
    """An item: its sites and telephone numbers as people wrote them."""

    item: str
    homepages: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class InOsm(_Part):
    """An element of the map with its tags."""

    type: str = "node"
    id: int
    lat: float
    lon: float
    tags: dict[str, str]


class SearchResult(_Part):
    """One hit of the web search for this company's name."""

    url: str
    title: str
    content: str = ""


class InInvoices(_Part):
    """Registration as an issuer of qualified invoices."""

    registered_on: date
    disposed_on: date | None = None
    expired_on: date | None = None


class InPlaces(_Part):
    """A place of the map service."""

    id: str
    phone: str | None = None
    homepage: str | None = None
    status: str = "OPERATIONAL"


class KnownCompany(_Part):
    """One invented company as the register has it, and what each service knows of it (None: nothing)."""

    corporate_number: str
    name: str
    kana: str | None = None
    english_name: str | None = None
    kind: str = "301"
    prefecture: str
    city: str
    street: str
    postal_code: str
    assigned_on: date = date(2015, 10, 5)
    updated_on: date = date(2018, 4, 2)
    closed_on: date | None = None
    close_cause: str | None = None
    successor: str | None = None
    hidden: bool = False
    former: tuple[Former, ...] = ()
    gbizinfo: InGbizinfo | None = None
    edinet: InEdinet | None = None
    wikidata: InWikidata | None = None
    osm: tuple[InOsm, ...] = ()
    search: tuple[SearchResult, ...] = ()
    invoices: InInvoices | None = None
    places: InPlaces | None = None

    @property
    def address(self) -> str:
        return f"{self.prefecture}{self.city}{self.street}"


class Failing(_Part):
    """What a service cannot answer today: requests in whose address or body this text stands get this status."""

    host: str
    asked: str
    status: int = 500


class World(_Part):
    """The whole file. keys: what each service takes for a key, by the key's name; unknown keys are errors."""

    keys: dict[str, str] = {}
    companies: tuple[KnownCompany, ...] = ()
    failing: tuple[Failing, ...] = ()

    def by_number(self, corporate_number: str) -> KnownCompany | None:
        return next((one for one in self.companies if one.corporate_number == corporate_number), None)


def load_world(path: Path) -> World:
    """The world that a JSON file describes. Raises ValueError, naming the file, if it cannot be read."""
    try:
        return World.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ValueError(f"{path}: {error}") from error
