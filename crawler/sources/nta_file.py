"""The register of all companies, in one file: names, places and numbers of a whole shard looked up at once."""

import asyncio

from crawler.services.namesakes import Choice
from crawler.services.registered import FACTS, told, undecided
from crawler.sources.base import Answer, Source, Work
from crawler.web.fetch import Fetch, FetchFailed
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, RowState
from workbench.errors import RegistryError
from workbench.japan import corporate_numbers
from workbench.registry import Query, RegisteredCompany, Resolution, open_registry, resolve
from workbench.registry.published import Published, on_disk, published
from workbench.storage import SAMPLE_REGISTRY

# So many are resolved between two signs of life.
_AT_ONCE = 2_000
_PAGE = "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo={number}"
_ABSENT = frozenset({ReasonCode.NOT_REGISTERED, ReasonCode.NUMBER_NOT_IN_REGISTER})
_ONLY_CLOSED = frozenset({ReasonCode.ONLY_CLOSED, ReasonCode.ONLY_SUCCEEDED})


class NtaFile(Source):
    """Fetches the register's file once a container; the shard is resolved in a thread when the first row is asked."""

    name = "nta_file"
    gives = FACTS
    rate = "run"
    attribution = "出典：国税庁法人番号公表サイト（https://www.houjin-bangou.nta.go.jp/）の基本3情報（全件データ）を加工して作成"
    attribution_url = "https://www.houjin-bangou.nta.go.jp/"

    _work: Work | None = None
    _all: "asyncio.Future[tuple[Published, dict[Query, Resolution]]] | None" = None

    def prepare(self, work: Work) -> None:
        self._work = work

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        query = _query(company)
        if self._all is None:
            self._all = asyncio.ensure_future(asyncio.to_thread(self._looked_up, query))
        about, found = await asyncio.shield(self._all)
        if query not in found:  # an earlier source has told more of the company than the list did
            _, found = await asyncio.to_thread(self._looked_up, query, alone=True)
        return self._answer(company, found[query], about)

    def _looked_up(self, first: Query, *, alone: bool = False) -> tuple[Published, dict[Query, Resolution]]:
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

    def _resolved(self, about: Published, queries: list[Query], work: Work) -> dict[Query, Resolution]:
        found: dict[Query, Resolution] = {}
        with open_registry(on_disk(work.bucket, about, work.disk / "registry", work.progress)) as registry:
            for start in range(0, len(queries), _AT_ONCE):
                some = queries[start : start + _AT_ONCE]
                found |= zip(some, resolve(registry, some), strict=True)
                work.progress()
        return found

    def _answer(self, company: Company, resolution: Resolution, about: Published) -> Answer:
        """One company is meant, none, or a person must choose; a wrong one is worse than none."""
        reason, candidates = resolution.reason, [one.company for one in resolution.candidates]
        if resolution.accepted is not None:
            return self._told(company, resolution.accepted, about)
        if reason.code in _ABSENT:
            return Answer(AskResult.NONE, RowState.NO_WEBSITE, reason)
        if reason.code in _ONLY_CLOSED:
            return self._told(company, candidates[0], about)
        if reason.code is ReasonCode.REGISTERED_SEVERAL:
            level = tuple(candidates[: int(reason.parameters["count"] or 0)])
            return undecided(self, Choice(None, ReasonCode.SEVERAL_COMPANIES, level))
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


def _page(registered: RegisteredCompany, about: Published) -> str | None:
    """The register's page on the company; the sample's companies are not in it."""
    return None if about.name == SAMPLE_REGISTRY else _PAGE.format(number=registered.corporate_number)
