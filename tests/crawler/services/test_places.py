import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from crawler.answers import key_of
from crawler.services.keys import Keys
from crawler.sources import load
from crawler.sources.base import Answer
from crawler.web.fetch import FetchFailed
from tests.crawler.fake_aws import FakeAws
from tests.crawler.fake_fetch import too_slow
from tests.crawler.service_fetch import ServiceFetch, ask_service, keys_of
from tests.crawler.services.live import LiveFetch, targets
from tests.crawler.services.recorded import recorded_json, reply
from tests.crawler.services.replies import Replies
from tests.crawler.shard import Shard, settings_text
from tests.makers import company, settings
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import RunRecords
from workbench.contract.settings import parse_settings
from workbench.contract.states import AskResult, Licence, RowState
from workbench.exports.flat import export_csv
from workbench.lists import load_list
from workbench.local.services.fake import Request
from workbench.local.services.places import FakePlaces
from workbench.local.services.sample_site import Answer as Answered
from workbench.local.services.sample_web import SampleWeb
from workbench.local.services.world import World
from workbench.matching import join, results

SECRET = "AIza-very-secret"
BASE = f"http://{FakePlaces.host}/v1"
JSON = {"Content-Type": "application/json"}
HOSHIZORA = company(1, name="星空電機㈱", prefecture="東京都", city="千代田区")
FULL = recorded_json("places/all_fields.json")["places"][0]
# What Google says of the place and must never be kept.
FORBIDDEN = (
    "03-5550-1040",
    "3-5550-1040",
    "81355501040",
    "0355501040",
    "株式会社星空電機",
    "星空町1-2-3",
    "100-9990",
    "hoshizora-denki.example",
)
PLACE = {"prefecture": "東京都", "city": "千代田区", "street": "星空町1-2-3", "postal_code": "1009990"}
WORLD = {
    "keys": {"places": SECRET},
    "companies": [
        {
            "corporate_number": number,
            "name": "株式会社星空電機",
            **PLACE,
            "places": {
                "id": place,
                "phone": "03-5550-1040",
                "homepage": "https://www.hoshizora-denki.example/",
            },
        }
        for number, place in (
            ("3999901000500", "ChIJ-invented-hoshizora-1"),
            ("2999901000501", "ChIJ-invented-hoshizora-2"),
        )
    ],
}


def fake() -> FakePlaces:
    return FakePlaces(World.model_validate(WORLD))


def source(keys: Keys | None = None) -> Any:
    chosen = settings(
        stages=[{"name": "look", "sources": ["places"]}], sources={"places": {"base_url": BASE}}
    )
    return load("places", chosen, keys or keys_of(World.model_validate(WORLD), fake()))


def ask(*replies: Answered | FetchFailed) -> tuple[Answer, Replies]:
    fetch = Replies(*replies)
    return ask_service(source(), HOSHIZORA, fetch), fetch


# ---- the client, against the recorded replies


def test_of_what_is_found_the_row_says_only_that_a_person_may_look() -> None:
    answer, _ = ask(reply("places/ids.json"))
    assert (answer.result, answer.state, answer.observations) == (AskResult.HIT, RowState.NEEDS_REVIEW, ())
    assert answer.reason is not None
    parameters = dict(answer.reason.parameters)
    link = urlsplit(str(parameters.pop("link")))
    assert answer.reason.code is ReasonCode.TO_BE_LOOKED_AT
    assert parameters == {"source": "@source.places", "count": 2, "place": "ChIJ-invented-hoshizora-1"}
    assert (link.hostname, link.path) == ("www.google.com", "/maps/search/")
    assert parse_qs(link.query) == {
        "api": ["1"],
        "query": ["星空電機 東京都千代田区"],
        "query_place_id": ["ChIJ-invented-hoshizora-1"],
    }
    assert "ChIJ-invented-hoshizora-1" in answer.reason.sentence("ja")


def test_nothing_but_ids_is_asked_for_and_the_key_stands_in_a_header_alone() -> None:
    answer, fetch = ask(reply("places/ids.json"))
    (call,) = fetch.called
    assert (call.url, call.method) == (f"{BASE}/places:searchText", "POST")
    assert call.headers["X-Goog-FieldMask"] == "places.id"
    assert call.headers["X-Goog-Api-Key"] == SECRET
    assert json.loads(call.body) == {
        "textQuery": "星空電機 東京都千代田区",
        "languageCode": "ja",
        "regionCode": "JP",
        "pageSize": 5,
    }
    assert SECRET not in call.url + call.body.decode() + repr(call) + repr(answer)


def test_nothing_else_is_taken_even_if_it_comes() -> None:
    answer, _ = ask(reply("places/all_fields.json"))
    assert answer.result is AskResult.HIT
    assert [word for word in FORBIDDEN if word in repr(answer)] == []


def test_nothing_found_is_an_answer() -> None:
    answer, _ = ask(reply("places/none.json"))
    assert (answer.result, answer.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert answer.reason == Reason.of(ReasonCode.NO_ENTRY, source="@source.places")


FAULTS = {
    "no field mask": (reply("places/no_field_mask.json", 400), ReasonCode.SERVICE_FAILED),
    "a wrong key": (reply("places/denied.json", 403), ReasonCode.KEY_REFUSED),
    "another refusal": (Answered(403, JSON, b"{}"), ReasonCode.SERVICE_LIMIT),
    "over the quota": (reply("places/exhausted.json", 429), ReasonCode.SERVICE_LIMIT),
    "maintenance": (Answered(200, {"Content-Type": "text/html"}, b"<html>"), ReasonCode.SERVICE_MAINTENANCE),
    "torn": (Answered(200, JSON, b'{"places": [{"id": '), ReasonCode.SERVICE_UNREADABLE),
    "a list": (Answered(200, JSON, b"[]"), ReasonCode.SERVICE_UNREADABLE),
    "no id": (Answered(200, JSON, b'{"places": [{}]}'), ReasonCode.SERVICE_UNREADABLE),
    "a name for an id": (
        Answered(200, JSON, '{"places": [{"id": "株式会社星空電機"}]}'.encode()),
        ReasonCode.SERVICE_UNREADABLE,
    ),
    "wrong charset": (Answered(200, JSON, '{"places": "星"}'.encode("cp932")), ReasonCode.SERVICE_UNREADABLE),
    "redirected": (Answered(302, {"Location": "https://elsewhere.example/"}), ReasonCode.SERVICE_REDIRECTED),
    "timed out": (too_slow(FakePlaces.host), ReasonCode.SERVICE_UNREACHABLE),
}


@pytest.mark.parametrize(("came", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_no_answer(came: Answered | FetchFailed, code: ReasonCode) -> None:
    answer, _ = ask(came)
    assert (answer.result, answer.state, answer.observations) == (
        AskResult.ERROR,
        RowState.NOT_ATTEMPTED,
        (),
    )
    assert answer.reason is not None and answer.reason.code is code


def test_without_its_key_it_is_skipped() -> None:
    fetch = Replies(reply("places/ids.json"))
    answer = ask_service(source(Keys({})), HOSHIZORA, fetch)
    assert (answer.result, fetch.called) == (AskResult.SKIPPED, [])
    assert answer.reason is not None and answer.reason.code is ReasonCode.NEEDS_KEY


def test_no_answer_of_it_is_kept_for_another_run() -> None:
    assert source().licence is Licence.DISPLAY_ONLY
    assert key_of(source(), HOSHIZORA) is None


# ---- nothing of it stays anywhere, even if it gives more than it is asked for


@pytest.fixture
def web(tmp_path: Path) -> Iterator[SampleWeb]:
    (tmp_path / "web").mkdir()
    world = tmp_path / "world.json"
    world.write_text(json.dumps(WORLD), encoding="utf-8")
    with SampleWeb(tmp_path / "web", tmp_path / "access.log", world=world) as web:
        places = web.services[FakePlaces.host]
        assert isinstance(places, FakePlaces)
        places.ignores_mask = True
        yield web


def test_no_name_number_or_address_of_it_is_in_a_batch_a_log_a_cache_or_an_export(
    web: SampleWeb, tmp_path: Path
) -> None:
    cache, file = tmp_path / "cache", tmp_path / "list.csv"
    file.write_text("会社名,都道府県,市区町村\n星空電機㈱,東京都,千代田区\n", encoding="utf-8")
    listed = load_list(file, remembered=False)
    text = settings_text({"sources": ["places"]}, sources={"places": {"base_url": BASE}})
    with FakeAws() as aws:
        running = Shard(aws, web, listed.companies, text, WORKBENCH_HTTP_CACHE=str(cache)).run()
        assert running.exit_code == 0, running.log
        left = running.left
        written = [_unpacked(body) for body in aws.objects.values()]
        written.append(json.dumps([answer for _, answer in aws.calls]))
    assert [(one.state, one.reason.code) for one in left.outcomes] == [
        (RowState.NEEDS_REVIEW, ReasonCode.TO_BE_LOOKED_AT)
    ]
    assert left.observations == []
    run = RunRecords(listed.companies, [], {("sites", 1, "0001"): left})
    result = join(listed, results(run, parse_settings(text, "s.yaml"), ended=True))
    export_csv(result, tmp_path / "out.csv")
    exported = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "ChIJ-invented-hoshizora-1" in exported
    kept = [_unpacked(file.read_bytes()) for file in cache.rglob("*") if file.is_file()]
    everything = "\n".join([*written, *kept, exported, running.log])
    assert [word for word in (*FORBIDDEN, SECRET) if word in everything] == []


def _unpacked(body: bytes) -> str:
    return (gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body).decode("utf-8", "replace")


def test_it_is_not_asked_unless_a_stage_names_it() -> None:
    for file in (Path(__file__).parents[3] / "data" / "samples" / "settings").glob("*.yaml"):
        stages = yaml.safe_load(file.read_text(encoding="utf-8"))["stages"]
        assert not any("places" in stage["sources"] for stage in stages)


# ---- the fake, against the same replies


def post(mask: str | None, key: str = SECRET, **asked: Any) -> Answered:
    headers = {"x-goog-api-key": key, **({"x-goog-fieldmask": mask} if mask else {})}
    body = json.dumps({"textQuery": "星空電機 東京都千代田区", **asked}).encode()
    return fake().answer(Request("POST", "/v1/places:searchText", headers, body))


def test_the_fake_replies_as_recorded() -> None:
    mask = ",".join(f"places.{field}" for field in FULL)
    for answer, status, file in (
        (post("places.id"), 200, "ids"),
        (post(mask, pageSize=1), 200, "all_fields"),
        (post("places.id", textQuery="見えない商会"), 200, "none"),
        (post(None), 400, "no_field_mask"),
        (post("places.id", key="wrong"), 403, "denied"),
        (fake().too_many(), 429, "exhausted"),
    ):
        assert (answer.status, json.loads(answer.body)) == (status, recorded_json(f"places/{file}.json"))


def test_the_fake_refuses_fields_that_there_are_not() -> None:
    assert post("places.telephone").status == 400


# ---- the contract, against the fake or the real service


@pytest.mark.parametrize("target", targets("places"))
def test_by_contract_a_known_name_leads_to_a_place_and_an_invented_one_to_none(target: str) -> None:
    asked: Any = source()
    fetch: Any = ServiceFetch(fake())
    known = HOSHIZORA
    if target == "live":
        chosen = settings(stages=[{"name": "look", "sources": ["places"]}])
        asked, fetch = load("places", chosen, Keys(os.environ)), LiveFetch()
        known = company(1, name="国税庁", prefecture="東京都", city="千代田区")
    assert ask_service(asked, known, fetch).result is AskResult.HIT
    invented = company(2, name="見えないほしぞらあさぎり製作所", prefecture="東京都", city="千代田区")
    assert ask_service(asked, invented, fetch).result is AskResult.NONE
