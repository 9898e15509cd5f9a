"""The register's file as a source: one look for a whole shard, and every way in which a name can be unsure."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.sources.base import Answer, Work
from crawler.sources.nta_file import NtaFile
from crawler.web.fetch import FetchFailed
from tests.crawler.service_fetch import ServiceFetch
from tests.makers import company
from tests.registry.buckets import FileS3
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, Registration, RowState
from workbench.local.sample_registry import built
from workbench.registry.published import publish
from workbench.storage import LATEST_REGISTRY, SAMPLE_REGISTRY, Bucket, registry_key

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
MIHONZAKA, CLOSED, SUCCESSOR = "7999901000001", "8999901000116", "7999901000117"


def settings(registry: str) -> Settings:
    return Settings.model_validate(
        {
            "name": "x",
            "stages": [{"name": "resolve", "sources": ["nta_file"]}],
            "sources": {"nta_file": {"registry": registry}},
            "politeness": {"contact": "x@workbench.example"},
        }
    )


@dataclass
class Shard:
    """A shard's source over a bucket in memory; `beats` counts its signs of life."""

    folder: Path
    bucket: Bucket = field(default_factory=lambda: Bucket(FileS3(), "b"))
    beats: int = 0

    def publish(self, name: str = SAMPLE_REGISTRY) -> None:
        publish(self.bucket, built(SAMPLES / "world.json", self.folder), name, NOW)

    def ask(self, *companies: Company, registry: str = SAMPLE_REGISTRY, at_first: Any = None) -> list[Answer]:
        """The answers, as one container has them; at_first: the companies that it was prepared for, if others."""
        source = NtaFile(settings(registry))
        source.prepare(Work(at_first or companies, self.bucket, self.folder / "disk", self._beat))

        async def all_of_them() -> list[Answer]:
            return list(await asyncio.gather(*(self._answer(source, one) for one in companies)))

        return asyncio.run(all_of_them())

    async def _answer(self, source: NtaFile, one: Company) -> Answer:
        try:
            return await source.ask(one, ServiceFetch())
        except FetchFailed as failure:
            return Answer.failed(failure)

    def _beat(self) -> None:
        self.beats += 1


@pytest.fixture
def shard(tmp_path: Path) -> Shard:
    one = Shard(tmp_path)
    one.publish()
    return one


def facts(answer: Answer) -> dict[Field, str]:
    return {seen.field: seen.value for seen in answer.observations}


def test_a_name_and_a_prefecture_give_number_name_address_and_kana(shard: Shard) -> None:
    (answer,) = shard.ask(company(name="見本坂精機㈱", prefecture="東京都"))
    assert (answer.result, answer.state, answer.reason) == (AskResult.HIT, None, None)
    assert facts(answer) == {
        Field.CORPORATE_NUMBER: MIHONZAKA,
        Field.NAME: "見本坂精機株式会社",
        Field.ADDRESS: "東京都大田区見本坂２丁目９－１",
        Field.KANA: "ミホンザカセイキ",
        Field.STATUS: Registration.OPEN,
    }
    seen = answer.observations[0]
    assert (seen.source, seen.fetched_at, seen.url) == ("nta_file", NOW, None)
    assert seen.site_corporate_number == MIHONZAKA


def test_of_a_real_register_the_page_of_the_company_is_told(shard: Shard) -> None:
    shard.publish("2026-11-01")
    (answer,) = shard.ask(company(name="見本坂精機㈱", prefecture="東京都"), registry=LATEST_REGISTRY)
    assert answer.observations[0].url is not None
    assert answer.observations[0].url.endswith(f"selHouzinNo={MIHONZAKA}")


def test_a_whole_shard_is_resolved_in_one_look_with_signs_of_life(shard: Shard) -> None:
    rows = [
        company(row, name=name, prefecture="東京都")
        for row, name in enumerate(["見本坂精機㈱", "同番号薬品"])
    ]
    shard.bucket.client.calls.clear()
    answers = shard.ask(*rows)
    assert [facts(one)[Field.NAME] for one in answers] == ["見本坂精機株式会社", "同番号薬品株式会社"]
    assert [one.observations[0].row_id for one in answers] == [0, 1]
    assert shard.bucket.client.calls["get_object"] == 2  # what tells of it, and the file
    assert shard.beats >= 2


def test_what_an_earlier_source_has_told_is_looked_up_too(shard: Shard) -> None:
    before = company(name="株式会社架空堂")
    (answer,) = shard.ask(before.model_copy(update={"prefecture": "京都府"}), at_first=[before])
    assert facts(answer)[Field.ADDRESS].startswith("京都府京都市中京区")


def test_several_companies_of_the_name_are_for_a_person_with_the_candidates(shard: Shard) -> None:
    (answer,) = shard.ask(company(name="(株)おなじ看板", prefecture="大阪府"))
    assert (answer.result, answer.state, answer.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert answer.reason is not None and answer.reason.code is ReasonCode.SEVERAL_COMPANIES
    assert answer.reason.parameters["count"] == 3
    assert "大阪府堺市堺区看板町１２０" in answer.reason.sentence("ja")


def test_a_company_elsewhere_is_a_candidate_and_not_the_one(shard: Shard) -> None:
    (answer,) = shard.ask(company(name="株式会社ソラノネ", prefecture="青森県"))
    assert answer.state is RowState.NEEDS_REVIEW
    assert answer.reason is not None and answer.reason.code is ReasonCode.REGISTERED_ELSEWHERE
    assert answer.observations == ()


def test_nobody_of_the_name_is_an_answer_too(shard: Shard) -> None:
    (answer,) = shard.ask(company(name="株式会社どこにもない", prefecture="高知県"))
    assert (answer.result, answer.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert answer.reason is not None and answer.reason.code is ReasonCode.NOT_REGISTERED


def test_a_closed_company_is_told_with_its_successor(shard: Shard) -> None:
    (answer,) = shard.ask(company(name="㈱おわり紡績", prefecture="岐阜県"))
    assert answer.state is RowState.NEEDS_REVIEW
    assert answer.reason is not None and answer.reason.code is ReasonCode.COMPANY_CLOSED
    assert SUCCESSOR in answer.reason.sentence("en")
    assert facts(answer)[Field.STATUS] == Registration.CLOSED
    assert facts(answer)[Field.CORPORATE_NUMBER] == CLOSED


def test_a_company_that_moved_is_found_where_the_list_has_it(shard: Shard) -> None:
    (answer,) = shard.ask(company(name="㈱ひっこし文具", prefecture="埼玉県"))
    assert facts(answer)[Field.ADDRESS] == "東京都文京区新居町１１８"


@pytest.mark.parametrize(
    ("name", "number", "result", "state", "code"),
    [
        ("見本坂精機", MIHONZAKA, AskResult.HIT, None, None),
        ("架空堂", MIHONZAKA, AskResult.HIT, RowState.NEEDS_REVIEW, ReasonCode.NUMBER_OF_ANOTHER_NAME),
        (
            "見本坂精機",
            "8999901000999",
            AskResult.NONE,
            RowState.NO_WEBSITE,
            ReasonCode.NUMBER_NOT_IN_REGISTER,
        ),
    ],
    ids=["its own", "another's", "nobody's"],
)
def test_the_lists_own_number_is_checked(
    shard: Shard, name: str, number: str, result: AskResult, state: RowState | None, code: ReasonCode | None
) -> None:
    (answer,) = shard.ask(company(name=name, prefecture="東京都", corporate_number=number))
    assert (answer.result, answer.state) == (result, state)
    assert (answer.reason.code if answer.reason else None) is code
    assert bool(answer.observations) is (state is None)


def test_an_invalid_number_of_the_list_counts_as_none(shard: Shard) -> None:
    (answer,) = shard.ask(company(name="見本坂精機", prefecture="東京都", corporate_number="7999901000002"))
    assert facts(answer)[Field.CORPORATE_NUMBER] == MIHONZAKA


def test_a_register_that_was_never_published_is_a_fault_with_its_remedy(shard: Shard) -> None:
    (answer,) = shard.ask(company(), registry="2020-01-01")
    assert (answer.result, answer.state) == (AskResult.ERROR, RowState.NOT_ATTEMPTED)
    assert answer.reason is not None
    assert "2020-01-01" in answer.reason.sentence("en")
    assert "registry publish" in answer.reason.sentence("en")


def test_a_broken_register_is_a_fault_for_every_row(shard: Shard) -> None:
    shard.bucket.client.objects[registry_key(SAMPLE_REGISTRY)] = b"torn"
    answers = shard.ask(company(0), company(1))
    assert {one.result for one in answers} == {AskResult.ERROR}
    assert {one.reason.code for one in answers if one.reason} == {ReasonCode.REGISTRY_UNREADABLE}


def test_whoever_forgets_to_prepare_it_hears_so() -> None:
    with pytest.raises(ValueError, match="prepared"):
        asyncio.run(NtaFile(settings(LATEST_REGISTRY)).ask(company(), ServiceFetch()))
