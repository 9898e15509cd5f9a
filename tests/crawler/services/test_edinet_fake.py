"""The fake of EDINET, against the recorded replies."""

import io
import json
import zipfile
from typing import Any

import pytest

from crawler.services.yearly_report import YearlyReport, report_in
from tests.crawler.services.recorded import FIXTURES, recorded_json
from tests.crawler.services.worlds import KEYS, known
from workbench.local.services.edinet import Edinet, cover
from workbench.local.services.fake import Request
from workbench.local.services.world import KnownCompany, World

KEY = KEYS["edinet"]
REPORT = (FIXTURES / "edinet/report.tsv").read_text(encoding="utf-8")


def fake(*companies: KnownCompany) -> Edinet:
    return Edinet(World(keys={"edinet": KEY}, companies=companies))


def ask(service: Edinet, target: str, key: str = KEY) -> Any:
    answer = service.answer(Request("GET", f"/api/v2/{target}&Subscription-Key={key}"))
    assert answer.status == 200
    return json.loads(answer.body)


@pytest.mark.parametrize(
    ("asked", "key", "file"),
    [
        ("documents.json?date=2026-06-26&type=2", "wrong", "bad_key.json"),
        ("documents/S100AA01?type=5", "wrong", "bad_key.json"),
        ("documents/S100XX99?type=5", KEY, "not_found.json"),
        ("documents.json?date=26-06-2026&type=2", KEY, "bad_request.json"),
    ],
)
def test_the_fake_fails_as_recorded_within_status_200(asked: str, key: str, file: str) -> None:
    assert ask(fake(known()), asked, key) == recorded_json(f"edinet/{file}")


def test_the_fake_s_list_has_the_recorded_fields_the_correction_and_the_withdrawn() -> None:
    ours = ask(fake(known()), "documents.json?date=2026-06-26&type=2")
    theirs = recorded_json("edinet/documents.json")
    assert ours["metadata"].keys() == theirs["metadata"].keys()
    assert [set(one) for one in ours["results"]] == [set(theirs["results"][0])] * 3
    report, correction, withdrawn = ours["results"]
    same = theirs["results"][0].keys() - {"docDescription"}
    assert {name: report[name] for name in same} == {name: theirs["results"][0][name] for name in same}
    assert correction["docTypeCode"] == theirs["results"][1]["docTypeCode"]
    assert {name for name, value in withdrawn.items() if value is None} == {
        name for name, value in theirs["results"][2].items() if value is None
    }


def test_the_fake_s_filers_file_on_the_same_day_of_each_year() -> None:
    service = fake(known())
    counts = [
        ask(service, f"documents.json?date={day}&type=2")["metadata"]["resultset"]["count"]
        for day in ("2025-06-26", "2026-06-25", "2026-06-26", "2027-06-26")
    ]
    assert counts == [0, 0, 3, 3]


def test_the_fake_s_report_has_the_recorded_columns_and_elements_in_utf_16() -> None:
    service = fake(known())
    answer = service.answer(Request("GET", f"/api/v2/documents/S100AA01?type=5&Subscription-Key={KEY}"))
    members = zipfile.ZipFile(io.BytesIO(answer.body))
    (report,) = [name for name in members.namelist() if "jpcrp" in name]
    assert members.read(report)[:2] == b"\xff\xfe"
    ours = members.read(report).decode("utf-16").splitlines()
    theirs = REPORT.splitlines()
    assert ours[0] == theirs[0]
    assert {line.split("\t")[0] for line in ours} <= {line.split("\t")[0] for line in theirs}
    assert "花子" in "".join(ours)
    assert report_in(answer.body) == YearlyReport(
        name="株式会社みなもと計器",
        address="東京都大田区見本坂三丁目４番５号",
        phone="０３（５５５０）１００１（代表）",
        contact_phone="同上",
        notices="公告掲載方法 電子公告により行います。https://www.minamoto-keiki.example/koukoku/",
    )


def test_the_fake_s_cover_names_a_person_only_where_the_real_one_does() -> None:
    filer = known().edinet
    assert filer is not None
    lines = [line for line in cover(known(), filer).splitlines() if "花子" in line]
    assert [line.partition("\t")[0] for line in lines] == [
        '"jpcrp_cor:NameOfContactPersonAddressOfRegisteredHeadquarterCoverPage"'
    ]
