"""Whatever a register says, the row gets an answer that can be written down."""

import copy
import json
from functools import reduce
from typing import Any
from xml.etree import ElementTree

import pytest

from crawler.services.keys import Keys
from crawler.sources import load
from tests.crawler.service_fetch import ask_service
from tests.crawler.services.recorded import FIXTURES, recorded_json
from tests.crawler.services.replies import Replies
from tests.crawler.services.test_any_reply import MISSING, ODD, places_in
from tests.makers import SELECTORS, company, settings
from workbench.contract.records import Company
from workbench.contract.states import AskResult
from workbench.local.services.edinet import zipped
from workbench.local.services.sample_site import Answer as Answered

BY_NAME = company(1, name="株式会社みなもと計器", prefecture="東京都")
BY_NUMBER = company(1, name="株式会社みなもと計器", corporate_number="6999902000001")
REPORT = Answered(200, {}, zipped((FIXTURES / "edinet/report.tsv").read_text(encoding="utf-8")))
# Source, company and the replies as they are: the first is made odd, the others follow.
JSON_CASES: dict[str, tuple[str, Company, str, list[Answered]]] = {
    "gbizinfo's search": ("gbizinfo", BY_NAME, "gbizinfo/search.json", []),
    "gbizinfo's company": ("gbizinfo", BY_NUMBER, "gbizinfo/detail_full.json", []),
    "edinet's list": ("edinet", BY_NUMBER, "edinet/documents.json", [REPORT]),
    "edinet's refusal": ("edinet", BY_NUMBER, "edinet/bad_key.json", []),
    "the invoice register": ("invoice", BY_NUMBER, "invoice/registered.json", []),
}
ODD_TEXTS = (
    "",
    " ",
    "\n",
    "99",
    "-1",
    "１",
    "6999902000002",
    "みなもと" * 50,
    "2026-13-45",
    "<b>",
    "http://[",
)
XML_CASES = {"a search": (BY_NAME, "nta_api/name.xml"), "a number": (BY_NUMBER, "nta_api/num_history.xml")}


SETTINGS = settings(sources={"directory": SELECTORS, "edinet": {"days": 1}})
KEYS = Keys({f"WORKBENCH_KEY_{key}": "secret-key" for key in ("NTA", "GBIZINFO", "EDINET")})


def check(name: str, asked: Company, replies: list[Answered]) -> None:
    answer = ask_service(load(name, SETTINGS, KEYS), asked, Replies(*replies))
    assert (answer.state is None) == (answer.reason is None)
    assert answer.result in AskResult
    written = [record.model_dump_json() for record in answer.observations]
    written += [answer.reason.model_dump_json()] if answer.reason else []
    assert all(line.encode("utf-8") and "secret-key" not in line for line in written)


def _with_one_item(told: dict[str, Any]) -> dict[str, Any]:
    """The reply with the company's own item only: the others would be made odd in the same ways."""
    return {
        name: [one for one in part if "株式会社みなもと計器" in str(one)][:1]
        if isinstance(part, list)
        else part
        for name, part in told.items()
    }


def _with_one_record(xml: bytes) -> bytes:
    root = ElementTree.fromstring(xml)
    for record in root.findall("corporation")[:-1]:
        root.remove(record)
    return ElementTree.tostring(root, encoding="utf-8")


def as_json(told: Any) -> Answered:
    return Answered(200, {"Content-Type": "application/json"}, json.dumps(told).encode())


@pytest.mark.parametrize("case", JSON_CASES)
def test_a_recorded_reply_with_one_odd_value_or_one_missing_is_answered(case: str) -> None:
    name, asked, file, following = JSON_CASES[case]
    usual = _with_one_item(recorded_json(file))
    for path in places_in(usual):
        for odd in (*ODD, MISSING):
            told = copy.deepcopy(usual)
            *way, last = path
            holder = reduce(lambda inner, key: inner[key], way, told)
            if odd is MISSING:
                del holder[last]
            else:
                holder[last] = odd
            check(name, asked, [as_json(told), *following])


@pytest.mark.parametrize("case", XML_CASES)
def test_a_recorded_record_with_one_odd_text_or_one_missing_is_answered(case: str) -> None:
    asked, file = XML_CASES[case]
    body = _with_one_record((FIXTURES / file).read_bytes())
    for at in range(len([*ElementTree.fromstring(body).iter()])):
        for odd in (*ODD_TEXTS, MISSING):
            root = ElementTree.fromstring(body)
            element = [*root.iter()][at]
            if odd is MISSING:
                for parent in root.iter():
                    if element in parent:
                        parent.remove(element)
                        break
            else:
                element.text = str(odd)
            xml = ElementTree.tostring(root, encoding="utf-8")
            check("nta_api", asked, [Answered(200, {"Content-Type": "application/xml"}, xml)])


@pytest.mark.parametrize("name", ["gbizinfo", "edinet", "invoice", "nta_api"])
@pytest.mark.parametrize(
    "body", [b"", b"null", b"1e999", b"\xff\xfe", b"[" * 100_000, b"<a>" * 50_000, b"PK\x03\x04"]
)
@pytest.mark.parametrize("status", [200, 204, 400, 404, 418, 502])
def test_bodies_that_are_nothing_are_answered_at_any_status(name: str, body: bytes, status: int) -> None:
    for asked in (BY_NAME, BY_NUMBER):
        check(name, asked, [Answered(status, {"Content-Type": "application/json"}, body)])
