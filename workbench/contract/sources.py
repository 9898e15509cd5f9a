"""What a settings file may say of each source. Names and options of sources that others add are allowed too.

Descriptions are in English here; the Japanese ones stand in messages/settings_keys.py by the path of the key.
"""

from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from workbench.contract.strict import Strict, as_details, number, whole

# Packages of others offer sources by this entry point: the source's name, and the class.
ENTRY_POINTS = "company_list_workbench.sources"

Selector = Annotated[str, Field(min_length=1)]
BaseUrl = Annotated[
    str,
    Field(
        pattern=r"^https?://[^/?#]+(/[^?#]*)?$",
        json_schema_extra={"x-allowed": "allowed.base_url"},
        description="Address of the service. Only another one for tests, a mirror or a server of your own.",
    ),
]
Rate = Annotated[float, number(0, 100, "Requests a second, at most, to this service.")]


class HomepageSource(Strict):
    """The site whose address the list gives (or an earlier stage found)."""

    max_pages: Annotated[int, whole(1, 50, "Pages read of one site, at most.")] = 8
    render: Annotated[
        bool,
        Field(
            strict=True,
            description="Whether a browser draws pages that only scripts fill: needs Chromium and the extra render.",
        ),
    ] = False


class DirectorySource(Strict):
    """A listing site, described by CSS selectors. `{name}` and `{prefecture}` in `search_url` are filled in."""

    search_url: Annotated[
        str,
        Field(
            pattern=r"^https?://.*\{name\}",
            json_schema_extra={"x-allowed": "allowed.search_url"},
            description="Address of the search. {name} becomes the company's name, {prefecture} its prefecture.",
        ),
    ]
    entry: Annotated[Selector, Field(description="CSS selector of one entry of the result.")]
    name: Annotated[Selector, Field(description="Within an entry: the company's name.")]
    phone: Annotated[Selector, Field(description="Within an entry: the telephone number.")]
    address: Annotated[Selector | None, Field(description="Within an entry: the address.")] = None
    homepage: Annotated[
        Selector | None, Field(description="Within an entry: the link to the company's homepage.")
    ] = None
    next_page: Annotated[
        Selector | None, Field(description="On the result page: the link to the next one.")
    ] = None
    max_pages: Annotated[int, whole(1, 20, "Result pages read for one company, at most.")] = 3


class NtaFileSource(Strict):
    """The register of all companies (法人番号), indexed in one file that lies in the run's bucket."""

    registry: Annotated[
        str,
        Field(
            pattern=r"^(latest|sample|\d{4}-\d{2}-\d{2})$",
            json_schema_extra={"x-allowed": "allowed.registry"},
            description="Which one: latest, the day it was published (YYYY-MM-DD), or sample for the sample lists.",
        ),
    ] = "latest"


class NtaApiSource(Strict):
    """The National Tax Agency's Web-API v4. Needs an application ID."""

    base_url: BaseUrl = "https://api.houjin-bangou.nta.go.jp/4"
    requests_per_s: Rate = 1.0


class GbizinfoSource(Strict):
    """gBizINFO's REST API v2 of the Ministry of Economy. Needs a token."""

    base_url: BaseUrl = "https://api.info.gbiz.go.jp/hojin/v2/hojin"
    requests_per_s: Rate = 1.0


class EdinetSource(Strict):
    """EDINET's API v2: what listed companies file. Needs a key."""

    base_url: BaseUrl = "https://api.edinet-fsa.go.jp/api/v2"
    requests_per_s: Rate = 1.0
    days: Annotated[int, whole(1, 3_650, "Filings of so many days before the run are looked through.")] = 400


class WikidataSource(Strict):
    """Wikidata's SPARQL service."""

    base_url: BaseUrl = "https://query.wikidata.org/sparql"
    requests_per_s: Rate = 1.0
    batch: Annotated[int, whole(1, 300, "Companies asked about in one query, at most.")] = 100


class OsmSource(Strict):
    """An Overpass server over OpenStreetMap's data: your own, or one whose operator allows such use."""

    base_url: BaseUrl
    requests_per_s: Rate = 0.5


class WebsearchSource(Strict):
    """A search engine that finds candidates for the homepage; each is verified before it is believed."""

    base_url: BaseUrl
    engine: Annotated[
        Literal["searxng", "brave"], Field(description="searxng (your own server) or brave (needs a key).")
    ] = "searxng"
    requests_per_s: Rate = 1.0
    candidates: Annotated[int, whole(1, 10, "Candidates verified for one company, at most.")] = 3


class GuessSource(Strict):
    """Guesses at the homepage's address from the company's name in Latin letters; each is verified."""

    candidates: Annotated[int, whole(1, 20, "Guesses looked up for one company, at most.")] = 6
    endings: Annotated[
        tuple[str, ...], Field(min_length=1, description="Endings that are tried, in this order.")
    ] = (".co.jp", ".jp", ".com")


class InvoiceSource(Strict):
    """The National Tax Agency's Web-API of registered invoice issuers. Needs the application ID of nta_api."""

    base_url: BaseUrl = "https://web-api.invoice-kohyo.nta.go.jp/1"
    requests_per_s: Rate = 1.0


class PlacesSource(Strict):
    """Google Places (New). Its terms allow showing only: nothing of it is stored or exported."""

    base_url: BaseUrl = "https://places.googleapis.com/v1"
    requests_per_s: Rate = 1.0


class Sources(Strict):
    """How each source is asked. A source that a stage names and that has no entry here uses its defaults.

    Sources that others added have their options here too, as plain mappings; the source itself checks them.
    """

    model_config = ConfigDict(frozen=True, extra="allow", json_schema_extra={"additionalProperties": False})

    homepage: Annotated[
        HomepageSource,
        Field(description="The company's own site, at the address that the list gives or a stage found."),
    ] = HomepageSource()
    directory: Annotated[
        DirectorySource | None,
        Field(description="A listing site, described by CSS selectors. Needed by stages that ask it."),
    ] = None
    nta_file: Annotated[
        NtaFileSource, Field(description="The register of companies (法人番号) as one indexed file.")
    ] = NtaFileSource()
    nta_api: Annotated[
        NtaApiSource, Field(description="The register of companies (法人番号) by the tax agency's Web-API.")
    ] = NtaApiSource()
    gbizinfo: Annotated[GbizinfoSource, Field(description="gBizINFO: homepage, address, status.")] = (
        GbizinfoSource()
    )
    edinet: Annotated[
        EdinetSource, Field(description="EDINET: cover pages of listed companies' filings.")
    ] = EdinetSource()
    wikidata: Annotated[WikidataSource, Field(description="Wikidata: homepage and telephone.")] = (
        WikidataSource()
    )
    osm: Annotated[
        OsmSource | None,
        Field(description="OpenStreetMap by an Overpass server. Needed by stages that ask it."),
    ] = None
    websearch: Annotated[
        WebsearchSource | None,
        Field(description="Search for the homepage. Needed by stages that ask it."),
    ] = None
    guess: Annotated[GuessSource, Field(description="Guesses at the homepage's address.")] = GuessSource()
    invoice: Annotated[
        InvoiceSource, Field(description="Registration as an issuer of qualified invoices (T number).")
    ] = InvoiceSource()
    places: Annotated[
        PlacesSource, Field(description="Google Places: to be looked at only, never stored.")
    ] = PlacesSource()

    @model_validator(mode="wrap")
    @classmethod
    def _only_known(cls, data: Any, handler: ModelWrapValidatorHandler["Sources"]) -> "Sources":
        """Keys that are no source are told together with what is wrong within the others."""
        others = [key for key in data if key not in cls.model_fields] if isinstance(data, dict) else []
        own = own_sources() if others else frozenset()  # to look for them takes its time
        unknown = [
            InitErrorDetails(type="extra_forbidden", loc=(key,), input=data[key])
            for key in others
            if key not in own
        ]
        try:
            sources = handler(data)
        except ValidationError as error:
            raise ValidationError.from_exception_data(
                cls.__name__, [*map(as_details, error.errors()), *unknown]
            ) from error
        if unknown:
            raise ValidationError.from_exception_data(cls.__name__, unknown)
        return sources

    def options(self, name: str) -> dict[str, Any]:
        """What the file says of a source that others added; {} if it says nothing."""
        told = (self.model_extra or {}).get(name)
        return dict(told) if isinstance(told, dict) else {}


SOURCE_NAMES = tuple(Sources.model_fields)
# Sources that cannot be asked by defaults alone.
TO_BE_DESCRIBED = tuple(name for name, field in Sources.model_fields.items() if field.default is None)


@cache
def own_sources() -> frozenset[str]:
    """Names of the sources that are not described here: files put into crawler/sources, and other packages'.

    Nothing of them is imported. Looked for once: it takes its time where many packages are installed.
    """
    try:
        spec = find_spec("crawler.sources")
    except ModuleNotFoundError:  # a notebook without the crawler
        spec = None
    folders = spec.submodule_search_locations if spec else None
    files = {module.name for module in iter_modules(folders or [])} - {"base"}
    offered = {point.name for point in entry_points(group=ENTRY_POINTS)}
    return frozenset((files | offered) - set(SOURCE_NAMES))


def _known_source(name: str) -> str:
    if name not in SOURCE_NAMES and name not in own_sources():
        raise PydanticCustomError("literal_error", "no source of this name")
    return name


SourceName = Annotated[
    str, AfterValidator(_known_source), WithJsonSchema({"type": "string", "enum": list(SOURCE_NAMES)})
]
