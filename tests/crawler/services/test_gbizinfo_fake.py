"""The fake of gBizINFO, against the recorded replies."""

import json
from datetime import date
from typing import Any

import pytest

from tests.crawler.services.recorded import recorded_json
from tests.crawler.services.worlds import KEYS, known
from workbench.local.services.fake import Request
from workbench.local.services.gbizinfo import Gbizinfo
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import InGbizinfo, KnownCompany, World

KEY = KEYS["gbizinfo"]
TOYOTA = known(
    "1180301018771",
    name="トヨタ自動車株式会社",
    kana="トヨタジドウシャ",
    english_name=None,
    prefecture="愛知県",
    city="豊田市",
    street="トヨタ町１番地",
    postal_code="4710826",
    updated_on=date(2019, 4, 23),
    gbizinfo=InGbizinfo(),
    edinet=None,
    invoices=None,
)


def fake(*companies: KnownCompany) -> Gbizinfo:
    return Gbizinfo(World(keys={"gbizinfo": KEY}, companies=companies))


def ask(service: Gbizinfo, target: str, key: str = KEY) -> Answer:
    return service.answer(Request("GET", target, {"x-hojininfo-api-token": key}))


def body(answer: Answer) -> Any:
    return json.loads(answer.body)


PATH = "/hojin/v2/hojin"


@pytest.mark.parametrize(
    ("asked", "key", "file", "status"),
    [
        (f"{PATH}?name=xyz", KEY, "no_hit.json", 404),
        (f"{PATH}/4999902000003", KEY, "no_hit.json", 404),
        (f"{PATH}?name=xyz", "wrong", "unauthorized.json", 401),
        (f"{PATH}/?name=xyz", KEY, "trailing_slash.json", 500),
        (f"{PATH}/?name=xyz", "wrong", "trailing_slash.json", 500),
    ],
)
def test_the_fake_fails_as_recorded(asked: str, key: str, file: str, status: int) -> None:
    answer = ask(fake(known()), asked, key)
    assert (answer.status, body(answer)) == (status, recorded_json(f"gbizinfo/{file}"))


@pytest.mark.parametrize("asked", ["?name=x&limit=5001", "?name=x&page=11", "?name=x&page=0", ""])
def test_the_fake_refuses_what_is_out_of_range(asked: str) -> None:
    answer = ask(fake(known()), PATH + asked)
    recorded_body = recorded_json("gbizinfo/bad_request.json")
    assert answer.status == 400
    assert body(answer)["message"] == recorded_body["message"]
    assert body(answer)["errors"][0].keys() == recorded_body["errors"][0].keys()


def test_the_fake_gives_the_recorded_company_field_by_field() -> None:
    theirs = recorded_json("gbizinfo/detail.json")["hojin-infos"][0]
    ours = body(ask(fake(TOYOTA), f"{PATH}/1180301018771"))["hojin-infos"][0]
    same = ("corporate_number", "name", "kana", "postal_code", "location", "status", "kind", "update_date")
    assert {name: ours[name] for name in same} == {name: theirs[name] for name in same}
    assert ours.keys() <= recorded_json("gbizinfo/detail_full.json")["hojin-infos"][0].keys()


def test_the_fake_s_search_is_slim_in_order_of_numbers_and_has_the_closed_among_them() -> None:
    closed = known("4999902000003", name="有限会社みなもと計器", closed_on=date(2021, 3, 31))
    service = fake(known(), closed, known("3999902000004", name="みなもと計器販売株式会社"))
    ours = body(ask(service, f"{PATH}?name=%EF%BE%90%EF%BE%85%EF%BE%93%EF%BE%84"))  # ﾐﾅﾓﾄ is no みなもと
    assert ours == recorded_json("gbizinfo/no_hit.json")
    ours = body(ask(service, f"{PATH}?name=みなもと計器&prefecture=13"))["hojin-infos"]
    theirs = recorded_json("gbizinfo/search.json")["hojin-infos"]
    for name in ("corporate_number", "name", "status"):
        assert [one[name] for one in ours] == [one[name] for one in theirs]
    assert ours[0].keys() == theirs[0].keys()


@pytest.mark.parametrize(
    ("name", "hits"),
    [
        ("みなもと計器", 1),
        ("ＫＤ計器", 1),
        ("㈱みなもと計器", 0),
        ("みなもと計器株式会社", 0),
        ("みなもと 計器", 0),
    ],
)
def test_the_fake_folds_widths_only(name: str, hits: int) -> None:
    service = fake(known(), known("5999902000002", name="ＫＤ計器株式会社", gbizinfo=InGbizinfo()))
    answer = ask(service, f"{PATH}?name={name}")
    assert len(body(answer).get("hojin-infos", [])) == hits


def test_the_fake_pages() -> None:
    service = fake(known(), known("5999902000002"), known("4999902000003"))
    pages = [ask(service, f"{PATH}?name=みなもと&limit=2&page={page}") for page in (1, 2, 3)]
    assert [answer.status for answer in pages] == [200, 200, 404]
    assert [len(body(answer).get("hojin-infos", [])) for answer in pages] == [2, 1, 0]


def test_the_fake_limits_a_burst() -> None:
    service = fake(known())
    service.limit = 2
    statuses = [ask(service, f"{PATH}/6999902000001").status for _ in range(3)]
    assert statuses == [200, 200, 429]
