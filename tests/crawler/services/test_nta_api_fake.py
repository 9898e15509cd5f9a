"""The fake of the Tax Agency's Web-API, against the recorded replies."""

import csv
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from tests.crawler.services.recorded import reply
from tests.crawler.services.worlds import BREEZE, KEYS, TAX_AGENCY, known
from workbench.local.services.fake import Request
from workbench.local.services.nta_api import NtaApi
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import Former, KnownCompany, World

KEY = KEYS["nta"]
HISTORY = reply("nta_api/num_history.xml")


def fake(*companies: KnownCompany) -> NtaApi:
    return NtaApi(World(keys={"nta": KEY}, companies=companies))


def ask(service: NtaApi, target: str, key: str = KEY) -> Answer:
    return service.answer(Request("GET", f"/4/{target}&id={key}"))


@pytest.mark.parametrize(
    ("asked", "key", "status", "file"),
    [
        ("num?number=7000012050002&type=12", KEY, 200, "num.xml"),
        ("num?number=7000012050002&type=02", KEY, 200, "num_02.csv"),
        ("num?number=6999902000001&type=12", KEY, 200, "none.xml"),
        ("name?name=%E6%9E%B6%E7%A9%BA&type=12", KEY, 200, "none.xml"),
        ("num?number=7000012050002&type=12", "KWRONG", 404, "unknown_id.txt"),
        ("name?type=12", KEY, 400, "error_100.txt"),
        ("diff?from=2026-02-01&to=2026-01-01&type=12", KEY, 400, "error_030.txt"),
    ],
)
def test_the_fake_answers_as_recorded(asked: str, key: str, status: int, file: str) -> None:
    answer = ask(fake(TAX_AGENCY), asked, key)
    theirs = reply(f"nta_api/{file}")
    # What the world does not tell, and what the record does not say of itself.
    ours = answer.body.replace(b"<correct>0<", b"<correct>1<").replace(b'"01","0"', b'"01","1"')
    for told in (b"Tokyo", b"3-1-1 Kasumigaseki, Chiyoda-ku"):
        theirs = Answer(200, theirs.headers, theirs.body.replace(b'"' + told + b'"', b'""'))
    body = theirs.body.replace(b"<enPrefectureName>Tokyo</enPrefectureName>", b"<enPrefectureName/>").replace(
        b"<enCityName>3-1-1 Kasumigaseki, Chiyoda-ku</enCityName>", b"<enCityName/>"
    )
    assert (answer.status, ours) == (status, body)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("num?type=12", "040"),
        ("num?number=123&type=12", "041"),
        (f"num?number={','.join(['7000012050002'] * 11)}&type=12", "042"),
        ("num?number=7000012050003&type=12", "043"),
        ("num?number=7000012050002", "070"),
        ("num?number=7000012050002&type=21", "071"),
        ("name?name=x&mode=3&type=12", "101"),
        ("name?name=x&address=101&type=12", "051"),
        ("diff?from=2015-11-30&to=2015-12-02&type=12", "013"),
    ],
)
def test_the_fake_refuses_with_the_code_of_the_fault(asked: str, code: str) -> None:
    answer = ask(fake(known()), asked)
    assert (answer.status, answer.body.decode().partition(",")[0]) == (400, code)


def found(service: NtaApi, query: str) -> list[str]:
    root = ElementTree.fromstring(ask(service, f"name?type=12&{query}").body)
    return [one.findtext("name", "") for one in root.iterfind("corporation")]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=みなもと", ["みなもと商店"]),
        ("name=みなもと&mode=2", ["株式会社みなもと計器", "みなもと商店"]),
        ("name=ミナモト", ["みなもと商店"]),
        ("name=ミナモト&target=2", []),
        ("name=ａｂｃ", ["ＡＢＣ・計器"]),
        ("name=ＡＢＣ計器", ["ＡＢＣ・計器"]),
        ("name=ABC", []),
        ("name=Minamoto Trading&target=3", ["株式会社みなもと計器"]),
        ("name=株式会社みなもと&close=0", []),
        ("name=株式会社みなもと&address=27", []),
        ("name=株式会社みなもと&address=13101", ["株式会社みなもと計器"]),
        ("name=株式会社みなもと&kind=01", []),
        ("name=株式会社かくれ", []),
        ("name=株式会社むかし", []),
        ("name=株式会社むかし&change=1", ["株式会社むかし"]),
    ],
)
def test_the_fake_searches_as_the_service_does(query: str, names: list[str]) -> None:
    service = fake(
        known(english_name="Minamoto Trading", closed_on=date(2021, 3, 31), close_cause="01"),
        known("5999902000002", name="みなもと商店"),
        known("4999902000003", name="ＡＢＣ・計器"),
        known("3999902000004", name="株式会社かくれ", hidden=True),
        known(
            "2999902000005",
            name="株式会社いま",
            former=(Former(changed_on=date(2020, 1, 1), name="株式会社むかし"),),
        ),
    )
    assert sorted(found(service, quote(query, safe="=&"))) == sorted(names)


def test_the_fake_keeps_the_history_as_recorded() -> None:
    ours = ElementTree.fromstring(ask(fake(BREEZE), "num?number=2999902000005&type=12&history=1").body)
    theirs = ElementTree.fromstring(HISTORY.body)
    same = (
        "name",
        "prefectureName",
        "cityName",
        "streetNumber",
        "process",
        "changeDate",
        "latest",
        "postCode",
    )
    for name in same:
        assert [one.findtext(f"{name}") for one in ours.iterfind("corporation")] == [
            one.findtext(f"{name}") for one in theirs.iterfind("corporation")
        ]
    assert [[child.tag for child in one] for one in ours.iterfind("corporation")] == [
        [child.tag for child in one] for one in theirs.iterfind("corporation")
    ]


def test_the_fake_divides_what_is_more_than_a_part_and_refuses_what_is_more_than_it_lists() -> None:
    service = fake(known(), known("5999902000002"), known("4999902000003"))
    service.part_size = 2
    name = quote("株式会社")
    parts = [
        ElementTree.fromstring(ask(service, f"name?name={name}&type=12&divide={n}").body) for n in (1, 2)
    ]
    assert [part.findtext("count") for part in parts] == ["3", "3"]
    assert [part.findtext("divideSize") for part in parts] == ["2", "2"]
    assert [len(part.findall("corporation")) for part in parts] == [2, 1]
    service.most_hits = 2
    answer = ask(service, f"name?name={name}&type=12")
    assert (answer.status, answer.body[:4]) == (400, b"180,")


def test_the_fake_s_csv_of_old_computers_is_in_shift_jis_and_loses_what_is_not_in_it() -> None:
    answer = ask(fake(known(name="株式会社𠮷野")), "num?number=6999902000001&type=01")
    header, row = csv.reader(answer.body.decode("cp932").splitlines())
    assert (header[1:], len(row), row[6]) == (["1", "1", "1"], 30, "株式会社?野")


def test_the_fake_bans_a_burst() -> None:
    service = fake(known())
    service.limit = 1
    answers = [ask(service, "num?number=6999902000001&type=12") for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 403]
    assert answers[1].body == reply("nta_api/too_many_requests.txt").body


def test_the_changes_of_some_days_are_told() -> None:
    service = fake(known(), BREEZE)
    root = ElementTree.fromstring(ask(service, "diff?from=2022-10-01&to=2022-10-31&type=12").body)
    assert [one.findtext("corporateNumber") for one in root.iterfind("corporation")] == ["2999902000005"]
