"""Answers of earlier runs, as a container is given them: what was asked already is not asked again."""

import hashlib
import json
from collections.abc import Iterable

from crawler.sources.base import Answer, Source
from workbench.contract.records import Company, KeptAnswer
from workbench.contract.states import AskResult, Licence

# Only these are answers; an error or a skip says nothing of the company.
KEPT = frozenset({AskResult.HIT, AskResult.NONE})


def key_of(source: Source, company: Company) -> str | None:
    """By what an answer is found again: the same source, asked in the same way about the same facts.

    None for a source whose terms allow no keeping.
    """
    if source.licence is Licence.DISPLAY_ONLY:
        return None
    facts = [getattr(company, name) for name in ("name", "prefecture", *source.needs)]
    told = json.dumps([source.name, source.asked_by, facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:24]


class KeptAnswers:
    """The answers that are still young enough, for the companies of one shard."""

    def __init__(self, kept: Iterable[KeptAnswer] = ()) -> None:
        self._kept = {(one.company_id, one.source, one.key): one for one in kept}

    def of(self, source: Source, company: Company) -> KeptAnswer | None:
        """What the source answered before, None if it must be asked."""
        key = key_of(source, company)
        return None if key is None else self._kept.get((company.company_id, source.name, key))


def as_answer(kept: KeptAnswer, company: Company) -> Answer:
    """An earlier answer as one of this run, about this row."""
    seen = tuple(one.model_copy(update={"row_id": company.row_id}) for one in kept.observations)
    return Answer(kept.result, kept.state, kept.reason, seen)
