"""Answers kept across runs, in the bucket: what Plan hands to the containers, and what it takes from them at the end.

Two runs that end at once may lose each other's newest answers; these are asked again then, and nothing else is lost.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from crawler.answers import KEPT
from workbench.contract.records import Asked, Company, KeptAnswer, Observation, RunRecords
from workbench.contract.settings import Answers
from workbench.contract.states import AskResult, Licence
from workbench.planning import observations_by_row
from workbench.storage import READ_THREADS, Bucket, kept_key


def is_young(kept: KeptAnswer, answers: Answers, now: datetime) -> bool:
    """Whether an answer may be taken instead of asking, by the settings' ages."""
    days = answers.none_max_age_days if kept.result is AskResult.NONE else answers.max_age_days
    return days > 0 and now - kept.asked_at < timedelta(days=days)


def of_shards(
    bucket: Bucket,
    shards: Mapping[str, list[Company]],
    sources: Iterable[str],
    answers: Answers,
    now: datetime,
) -> dict[str, list[KeptAnswer]]:
    """The answers that are young enough, for each shard that has some."""
    ids = {company.company_id for companies in shards.values() for company in companies}
    by_company: dict[str, list[KeptAnswer]] = defaultdict(list)
    for kept in _read(bucket, {kept_key(source, one) for source in sources for one in ids}):
        if kept.company_id in ids and is_young(kept, answers, now):
            by_company[kept.company_id].append(kept)
    told = {
        shard: [kept for company in companies for kept in by_company.get(company.company_id, ())]
        for shard, companies in shards.items()
    }
    return {shard: kept for shard, kept in told.items() if kept}


def keep(bucket: Bucket, run: RunRecords, answers: Answers, now: datetime) -> int:
    """Add the run's answers to those of earlier runs, and let go of what is too old; how many were added."""
    new: dict[str, list[KeptAnswer]] = defaultdict(list)
    for kept in _answers(run):
        if is_young(kept, answers, now):
            new[kept_key(kept.source, kept.company_id)].append(kept)

    def add(key: str) -> int:
        held = bucket.get_records(KeptAnswer, key) or []
        merged = {(one.company_id, one.key): one for one in held if is_young(one, answers, now)}
        for one in new[key]:
            known = merged.get((one.company_id, one.key))
            if known is None or known.asked_at < one.asked_at:
                merged[one.company_id, one.key] = one
        if list(merged.values()) != held:
            bucket.put_records(key, list(merged.values()))
        return len(new[key])

    with ThreadPoolExecutor(max_workers=READ_THREADS) as pool:
        return sum(pool.map(add, new))


def _answers(run: RunRecords) -> Iterator[KeptAnswer]:
    companies = {company.row_id: company.company_id for company in run.companies}
    seen = observations_by_row(run.observations)
    for outcome in run.outcomes:
        for asked in outcome.trail:
            if asked.key is not None and asked.result in KEPT and outcome.row_id in companies:
                told = [one for one in seen.get(outcome.row_id, ()) if one.source == asked.source]
                yield _kept(companies[outcome.row_id], asked, asked.key, told)


def _kept(company_id: str, asked: Asked, key: str, told: list[Observation]) -> KeptAnswer:
    return KeptAnswer(
        company_id=company_id,
        source=asked.source,
        key=key,
        asked_at=asked.asked_at,
        result=asked.result,
        state=asked.state,
        reason=asked.reason,
        observations=tuple(one for one in told if one.licence is not Licence.DISPLAY_ONLY),
    )


def _read(bucket: Bucket, keys: Iterable[str]) -> Iterator[KeptAnswer]:
    with ThreadPoolExecutor(max_workers=READ_THREADS) as pool:
        for records in pool.map(lambda key: bucket.get_records(KeptAnswer, key), sorted(keys)):
            yield from records or ()
