"""The registers one after the other in the real program: from a name to the number, and never a key out of its way."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.sources.edinet import today_in_japan
from tests.crawler.fake_aws import FakeAws
from tests.crawler.shard import Shard, settings_text
from tests.makers import company
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, RowState
from workbench.local.services.edinet import Edinet
from workbench.local.services.gbizinfo import Gbizinfo
from workbench.local.services.invoice import Invoice
from workbench.local.services.nta_api import NtaApi
from workbench.local.services.sample_site import Answer
from workbench.local.services.sample_web import SampleWeb

KEYS = {"nta": "KEYOFNTA00001", "gbizinfo": "key-of-gbizinfo", "edinet": "key-of-edinet"}
FILED_ON = today_in_japan() - timedelta(days=3)
PLACE = {"prefecture": "東京都", "city": "大田区", "street": "見本坂３丁目４番５号", "postal_code": "1449902"}
FILER = {
    "edinet_code": "E99901",
    "submitted_on": FILED_ON.isoformat(),
    "document": "S100AA01",
    "phone": "０３（５５５０）１００１（代表）",
    "address": "東京都大田区見本坂三丁目４番５号",
    "contact_person": "経理部長　架空　花子",
}
KNOWN: tuple[dict[str, Any], ...] = (
    {
        "corporate_number": "6999902000001",
        "name": "株式会社みなもと計器",
        **PLACE,
        "gbizinfo": {"homepage": "https://www.minamoto-keiki.example/"},
        "edinet": FILER,
        "invoices": {"registered_on": "2023-10-01"},
    },
    {"corporate_number": "5999902000002", "name": "株式会社みなもと販売", **PLACE, "gbizinfo": {}},
)
LISTED = [
    company(0, name="㈱みなもと計器", prefecture="東京都"),
    company(1, name="株式会社みなもと販売", prefecture="東京都"),
    company(2, name="株式会社だれもいない", prefecture="東京都"),
]
SOURCES = ("nta_api", "gbizinfo", "edinet", "invoice")


def settings(*sources: str, **politeness: Any) -> str:
    described = {
        "nta_api": {"base_url": f"http://{NtaApi.host}/4", "requests_per_s": 50},
        "gbizinfo": {"base_url": f"http://{Gbizinfo.host}/hojin/v2/hojin", "requests_per_s": 50},
        "edinet": {"base_url": f"http://{Edinet.host}/api/v2", "requests_per_s": 50, "days": 5},
        "invoice": {"base_url": f"http://{Invoice.host}/1", "requests_per_s": 50},
    }
    finished = {"fields": ["phone", "invoice_status"]}  # so that all are asked
    return settings_text(
        {"sources": list(sources)}, sources=described, finished=finished, politeness=politeness
    )


@pytest.fixture
def web(tmp_path: Path) -> Iterator[SampleWeb]:
    world = tmp_path / "world.json"
    world.write_text(json.dumps({"keys": KEYS, "companies": KNOWN}), encoding="utf-8")
    with SampleWeb(tmp_path / "web", tmp_path / "access.log", world=world) as web:
        yield web


def run(web: SampleWeb, rows: list[Company], settings: str) -> tuple[Any, str, bytes]:
    """What the shard left, its log, and all that it put into the bucket."""
    with FakeAws() as aws:
        running = Shard(aws, web, rows, settings).run()
        assert running.exit_code == 0, running.log
        return running.left, running.log, b"".join(aws.objects.values())


def test_a_name_becomes_a_number_an_address_a_homepage_and_a_telephone(web: SampleWeb) -> None:
    left, log, stored = run(web, LISTED, settings(*SOURCES))
    seen = {(one.row_id, one.source, one.field): one.value for one in left.observations}
    assert seen[0, "nta_api", Field.CORPORATE_NUMBER] == "6999902000001"
    assert seen[0, "gbizinfo", Field.HOMEPAGE] == "https://www.minamoto-keiki.example/"
    assert seen[0, "edinet", Field.PHONE] == "+81355501001"
    assert seen[0, "invoice", Field.INVOICE_STATUS] == "registered"
    assert seen[1, "invoice", Field.INVOICE_STATUS] == "not_registered"
    states = {one.row_id: one.state for one in left.outcomes}
    assert states == {0: RowState.FOUND, 1: RowState.NO_WEBSITE, 2: RowState.NO_WEBSITE}
    trails = {one.row_id: [asked.result for asked in one.trail] for one in left.outcomes}
    assert trails == {
        0: [AskResult.HIT] * 4,
        1: [AskResult.HIT, AskResult.HIT, AskResult.NONE, AskResult.NONE],
        2: [AskResult.NONE, AskResult.NONE, AskResult.SKIPPED, AskResult.SKIPPED],
    }
    days = [one["path"] for one in web.accesses() if "documents.json" in one["path"]]
    assert len(days) == len(set(days)) == 5
    for key in KEYS.values():
        assert key not in log and key.encode() not in stored
    assert "花子" not in json.dumps(
        [one.model_dump(mode="json") for one in left.observations], ensure_ascii=False
    )


@pytest.mark.parametrize(
    "fault",
    [
        Answer(302, {"Location": "http://elsewhere.example/take?all=1"}),
        Answer(None),
        Answer(None, hang=True),
    ],
    ids=["redirect", "no answer", "timeout"],
)
def test_what_goes_wrong_at_a_service_is_no_answer_and_costs_no_key(web: SampleWeb, fault: Answer) -> None:
    for service in web.services.values():
        service.faults.extend([fault] * 5)
    row = company(0, name="株式会社みなもと計器", corporate_number="6999902000001")
    left, log, stored = run(web, [row], settings(*SOURCES, timeout_s=0.5))
    (outcome,) = left.outcomes
    assert [asked.result for asked in outcome.trail] == [AskResult.ERROR] * 4
    assert (outcome.state, left.observations) == (RowState.NOT_ATTEMPTED, [])
    asked = {NtaApi.host, Gbizinfo.host, Edinet.host, Invoice.host}
    assert {access["host"] for access in web.accesses()} == asked
    for key in KEYS.values():
        assert key not in log and key.encode() not in stored
