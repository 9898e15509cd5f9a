"""Answers kept across runs: found again by what was asked, while they are young enough."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import keeping
from crawler.answers import KeptAnswers, key_of
from crawler.job import Job
from crawler.resting import Resting
from crawler.rows import look_up
from crawler.sources.base import Answer, Source
from crawler.web.fetch import Fetch
from tests.crawler.fake_fetch import FakeFetch
from tests.fakes import MemoryConnection
from tests.makers import NOON, company, phone, settings, shard_records
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Asked, Company, KeptAnswer, Outcome, RunRecords
from workbench.contract.settings import Answers
from workbench.contract.states import AskResult, Field, Licence, RowState

JOB = Job("bucket", "s", "i", "run", "sites", "0000", 1, "token")
SETTINGS = settings(stages=[{"name": "sites", "sources": ["homepage"]}])


class Oracle(Source):
    """A source that says what it is told to, and counts how often it was asked."""

    name = "oracle"
    gives = frozenset({Field.PHONE})
    rate: ClassVar[Literal["site", "run"]] = "run"

    def __init__(self, *answers: Answer, **traits: Any) -> None:
        super().__init__(SETTINGS)
        self.answers = list(answers)
        self.times = 0
        for name, value in traits.items():
            setattr(self, name, value)

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        self.times += 1
        return self.answers[min(self.times, len(self.answers)) - 1]


NOTHING = Answer(
    AskResult.NONE, RowState.NO_WEBSITE, Reason.of(ReasonCode.NO_ENTRY, source="@source.directory")
)
BROKEN = Answer(
    AskResult.ERROR,
    RowState.NOT_ATTEMPTED,
    Reason.of(ReasonCode.SERVICE_FAILED, source="@source.oracle", status=500),
)
HIT = Answer(AskResult.HIT, observations=(phone(0, source="oracle"),))


def looked_up(source: Source, asked: Company, **known: Any) -> Outcome:
    fetch = FakeFetch({})
    row = asyncio.run(look_up(asked, [source], fetch, JOB, SETTINGS, **{"now": lambda: NOON} | known))
    return row.outcome


def kept_of(source: Source, asked: Company, answer: Answer, **known: Any) -> KeptAnswer:
    usual = {"asked_at": NOON, "result": answer.result, "state": answer.state, "reason": answer.reason}
    key = key_of(source, asked) or ""
    return KeptAnswer(
        company_id=asked.company_id,
        source=source.name,
        key=key,
        observations=answer.observations,
        **usual | known,
    )


def test_a_kept_answer_is_taken_instead_of_asking() -> None:
    source, asked = Oracle(HIT), company(7, company_id="c0", name="株式会社あおぞら0")
    kept = kept_of(source, company(0), HIT, asked_at=NOON - timedelta(days=3))
    (told,) = looked_up(source, asked, kept=KeptAnswers([kept])).trail
    assert source.times == 0
    assert (told.result, told.requests, told.asked_at) == (AskResult.CACHED, 0, kept.asked_at)


@pytest.mark.parametrize(
    "changed", [{"name": "株式会社べつ"}, {"prefecture": "大阪府"}, {"company_id": "other"}], ids=str
)
def test_another_question_is_asked_anew(changed: dict[str, str]) -> None:
    source = Oracle(HIT)
    kept = kept_of(source, company(0), HIT)
    looked_up(source, company(0, **changed), kept=KeptAnswers([kept]))
    assert source.times == 1


def test_what_may_only_be_shown_has_no_key() -> None:
    source = Oracle(HIT, licence=Licence.DISPLAY_ONLY)
    assert key_of(source, company(0)) is None
    assert looked_up(source, company(0)).trail[0].key is None


@pytest.mark.parametrize(
    ("result", "days", "expected"),
    [
        (AskResult.HIT, 89, True),
        (AskResult.HIT, 90, False),
        (AskResult.NONE, 13, True),
        (AskResult.NONE, 14, False),
    ],
)
def test_nothing_is_believed_for_a_shorter_time(result: AskResult, days: int, expected: bool) -> None:
    kept = kept_of(Oracle(), company(0), Answer(result), asked_at=NOON - timedelta(days=days))
    assert keeping.is_young(kept, Answers(), NOON) is expected
    assert not keeping.is_young(kept, Answers(max_age_days=0, none_max_age_days=0), NOON)


def a_run(*outcomes: Outcome) -> RunRecords:
    seen = [phone(0, source="oracle"), phone(0, source="homepage")]
    return RunRecords(
        [company(0), company(1)], [], {("sites", 1, "0000"): shard_records([0, 1], list(outcomes), seen)}
    )


def test_a_run_s_answers_are_there_for_the_next_and_errors_are_not() -> None:
    bucket = MemoryConnection().bucket
    hit, broken = looked_up(Oracle(HIT), company(0)), looked_up(Oracle(BROKEN), company(1))
    assert keeping.keep(bucket, a_run(hit, broken), Answers(), NOON) == 1
    told = keeping.of_shards(
        bucket, {"0000": [company(3, company_id="c0")], "0001": [company(1)]}, ["oracle"], Answers(), NOON
    )
    assert list(told) == ["0000"]
    (kept,) = told["0000"]
    assert (kept.result, [one.source for one in kept.observations]) == (AskResult.HIT, ["oracle"])
    # Too old by then, it is let go of when the next run ends.
    later = NOON + timedelta(days=91)
    assert keeping.of_shards(bucket, {"0000": [company(0)]}, ["oracle"], Answers(), later) == {}


def test_an_answer_taken_from_an_earlier_run_keeps_its_age() -> None:
    bucket = MemoryConnection().bucket
    source, old = Oracle(HIT), NOON - timedelta(days=30)
    again = looked_up(source, company(0), kept=KeptAnswers([kept_of(source, company(0), HIT, asked_at=old)]))
    assert keeping.keep(bucket, a_run(again), Answers(), NOON) == 0


def test_a_service_that_keeps_failing_is_rested_and_the_rows_say_so() -> None:
    source, resting = Oracle(NOTHING, BROKEN), Resting(SETTINGS.stop_loss)
    outcomes = [looked_up(source, company(row), resting=resting) for row in range(40)]
    assert source.times == 20
    codes = [outcome.reason.code for outcome in outcomes]
    assert codes == (
        [ReasonCode.NO_ENTRY] + [ReasonCode.SERVICE_FAILED] * 19 + [ReasonCode.SOURCE_RESTED] * 20
    )
    assert outcomes[-1].reason.parameters | {"source": ""} == {"source": "", "asked": 20, "errors": 19}
    assert outcomes[-1].trail[0].result is AskResult.SKIPPED


def test_a_refused_key_rests_the_service_at_once() -> None:
    refused = Answer(
        AskResult.ERROR,
        RowState.NOT_ATTEMPTED,
        Reason.of(ReasonCode.KEY_REFUSED, source="@source.oracle"),
    )
    source, resting = Oracle(refused), Resting(SETTINGS.stop_loss)
    for row in range(3):
        looked_up(source, company(row), resting=resting)
    assert source.times == 1


def test_sites_that_fail_rest_nobody() -> None:
    source, resting = Oracle(BROKEN, rate="site"), Resting(SETTINGS.stop_loss)
    for row in range(30):
        looked_up(source, company(row), resting=resting)
    assert source.times == 30


def test_the_trail_says_what_each_source_said() -> None:
    (told,) = looked_up(Oracle(NOTHING), company(0)).trail
    assert told == Asked(
        source="oracle",
        asked_at=NOON,
        result=AskResult.NONE,
        seconds=told.seconds,
        state=NOTHING.state,
        reason=NOTHING.reason,
        key=told.key,
    )


RUNS = st.lists(
    st.tuples(
        st.integers(0, 40), st.sets(st.integers(0, 3), min_size=1), st.sampled_from([HIT, NOTHING, BROKEN])
    ),
    max_size=12,
)


@given(RUNS, st.integers(0, 30), st.integers(0, 30))
def test_no_company_is_asked_twice_by_a_source_within_the_age_of_its_answer(
    runs: list[tuple[int, set[int], Answer]], max_age_days: int, none_max_age_days: int
) -> None:
    answers = Answers(max_age_days=max_age_days, none_max_age_days=none_max_age_days)
    days = {AskResult.HIT: max_age_days, AskResult.NONE: none_max_age_days, AskResult.ERROR: 0}
    bucket, now = MemoryConnection().bucket, NOON
    believed_until: dict[str, datetime] = {}
    for pause_days, rows, answer in runs:
        now += timedelta(days=pause_days)
        asked = [company(row) for row in rows]
        kept = keeping.of_shards(bucket, {"0000": asked}, ["oracle"], answers, now).get("0000", [])
        outcomes = []
        for one in asked:
            source = Oracle(answer)
            outcomes.append(looked_up(source, one, kept=KeptAnswers(kept), now=lambda at=now: at))
            assert (source.times == 0) == (now < believed_until.get(one.company_id, NOON))
            if source.times:
                believed_until[one.company_id] = now + timedelta(days=days[answer.result])
        shards = {("sites", 1, "0000"): shard_records(sorted(rows), outcomes, [])}
        keeping.keep(bucket, RunRecords(asked, [], shards), answers, now)


def test_what_the_settings_let_a_source_tell_is_part_of_the_question() -> None:
    strict, lenient = Oracle(HIT), Oracle(HIT)
    lenient.settings = settings(allow_mobile=True)
    assert key_of(strict, company(0)) != key_of(lenient, company(0))
    assert key_of(strict, company(0)) == key_of(Oracle(HIT), company(0))
