"""The register of all companies, in one file: names, places and numbers of a whole shard looked up at once."""

import asyncio
from dataclasses import dataclass

from crawler.fetch import Fetch, FetchFailed
from crawler.namesakes import Choice
from crawler.registered import FACTS, told, undecided
from crawler.sources.base import Answer, Source, Work
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, RowState
from workbench.errors import RegistryError
from workbench.japan import corporate_numbers, names
from workbench.registry import Query, RegisteredCompany, Resolution, open_registry, resolve
from workbench.registry.published import Published, on_disk, published
from workbench.storage import SAMPLE_REGISTRY

# So many are resolved between two signs of life.
_AT_ONCE = 2_000
_CLOSED = "closed"  # the resolver's word for it
_PAGE = "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo={number}"


@dataclass(frozen=True)
class _Found:
    """What the register has for one query: by its name and place, and by the number that the list has."""

    by_name: Resolution
    by_number: RegisteredCompany | None


class NtaFile(Source):
    """Fetches the register's file once a container; the shard is resolved in a thread when the first row is asked."""

    name = "nta_file"
    gives = FACTS
    rate = "run"
    attribution = "出典：国税庁法人番号公表サイト（https://www.houjin-bangou.nta.go.jp/）の基本3情報（全件データ）を加工して作成"
    attribution_url = "https://www.houjin-bangou.nta.go.jp/"

    _work: Work | None = None
    _all: "asyncio.Future[tuple[Published, dict[Query, _Found]]] | None" = None

    def prepare(self, work: Work) -> None:
        self._work = work

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        query = _query(company)
        if self._all is None:
            self._all = asyncio.ensure_future(asyncio.to_thread(self._looked_up, query))
        about, found = await asyncio.shield(self._all)
        if query not in found:  # an earlier source has told more of the company than the list did
            _, found = await asyncio.to_thread(self._looked_up, query, alone=True)
        return self._answer(company, query, found[query], about)

    def _looked_up(self, first: Query, *, alone: bool = False) -> tuple[Published, dict[Query, _Found]]:
        """The registry, and what it has for the whole shard (or for one query alone). Raises FetchFailed."""
        if self._work is None:
            raise ValueError("nta_file was not prepared: crawler.run tells it of its work")
        wanted = {first} if alone else {first, *map(_query, self._work.companies)}
        name = self.settings.sources.nta_file.registry
        about = published(self._work.bucket, name)
        if about is None:
            raise self._fault(ReasonCode.REGISTRY_MISSING, registry=name)
        try:
            return about, self._resolved(about, list(wanted), self._work)
        except RegistryError as error:
            raise self._fault(ReasonCode.REGISTRY_UNREADABLE, detail=str(error)) from error

    def _resolved(self, about: Published, queries: list[Query], work: Work) -> dict[Query, _Found]:
        found: dict[Query, _Found] = {}
        with open_registry(on_disk(work.bucket, about, work.disk / "registry", work.progress)) as registry:
            for start in range(0, len(queries), _AT_ONCE):
                some = queries[start : start + _AT_ONCE]
                by_number = registry.by_number([query.corporate_number or "" for query in some])
                for query, resolution in zip(some, resolve(registry, some), strict=True):
                    found[query] = _Found(resolution, by_number.get(query.corporate_number or ""))
                work.progress()
        return found

    def _answer(self, company: Company, query: Query, found: _Found, about: Published) -> Answer:
        if query.corporate_number is not None:
            return self._checked(company, query, found, about)
        meant = found.by_name.accepted or _closed_one(found.by_name)
        if meant is not None:
            return self._told(company, meant, about)
        return undecided(self, _choice(found.by_name))

    def _checked(self, company: Company, query: Query, found: _Found, about: Published) -> Answer:
        """The answer where the list has a number: the register must have it, and for a company of this name."""
        registered, number = found.by_number, query.corporate_number
        if registered is None:
            return self.none(ReasonCode.NUMBER_NOT_REGISTERED, number=number or "")
        if registered == found.by_name.accepted or _is_called(query.name, registered):
            return self._told(company, registered, about)
        reason = Reason.of(
            ReasonCode.NUMBER_OF_ANOTHER, source=self.words, number=number, name=registered.name
        )
        return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason)

    def _told(self, company: Company, registered: RegisteredCompany, about: Published) -> Answer:
        return told(self, company, registered, _page(registered, about), about.published_at)

    def _fault(self, code: ReasonCode, **parameters: str) -> FetchFailed:
        return FetchFailed(RowState.NOT_ATTEMPTED, Reason.of(code, source=self.words, **parameters))


def _query(company: Company) -> Query:
    return Query(
        name=company.name,
        prefecture=company.prefecture,
        city=company.city,
        postal_code=company.postal_code,
        address=company.address,
        corporate_number=corporate_numbers.clean(company.corporate_number or ""),
    )


def _closed_one(resolution: Resolution) -> RegisteredCompany | None:
    """The only company that fits, but for being closed: a person is told so, instead of that nobody fits."""
    fitting = [one.company for one in resolution.candidates if set(one.differences) <= {_CLOSED}]
    return fitting[0] if len(fitting) == 1 and fitting[0].closed_on else None


def _choice(resolution: Resolution) -> Choice:
    """Several companies that fit alike; else those that fit less, for a person; else nobody."""
    candidates = tuple(one.company for one in resolution.candidates)
    alike = tuple(one.company for one in resolution.candidates if not one.differences)
    if len(alike) > 1:
        return Choice(None, ReasonCode.SEVERAL_COMPANIES, alike)
    return Choice(None, ReasonCode.COMPANY_DIFFERS if candidates else ReasonCode.NO_SUCH_COMPANY, candidates)


def _is_called(name: str, registered: RegisteredCompany) -> bool:
    return any(
        names.core_key(name) == names.core_key(one) for one in (registered.name, *registered.former_names)
    )


def _page(registered: RegisteredCompany, about: Published) -> str | None:
    """The register's page on the company; the sample's companies are not in it."""
    return None if about.name == SAMPLE_REGISTRY else _PAGE.format(number=registered.corporate_number)
