"""Whatever a service says, the row gets an answer that can be written down."""

import copy
import json
from collections.abc import Iterator
from functools import cache, reduce
from typing import Any

import pytest

from crawler.services.keys import Keys
from crawler.sources import load
from tests.crawler.service_fetch import ask_service
from tests.crawler.services.replies import Replies
from tests.makers import company, settings
from workbench.contract.states import AskResult
from workbench.local.services.sample_site import Answer as Answered

ASKED = company(1, name="株式会社星空電機", prefecture="東京都", corporate_number="3999901000500")
KEYS = Keys({f"WORKBENCH_KEY_{name}": "secret" for name in ("BRAVE", "PLACES")})
SOURCES = {
    "wikidata": {"base_url": "http://service.example/sparql"},
    "osm": {"base_url": "http://service.example/api/interpreter"},
    "places": {"base_url": "http://service.example/v1"},
    "searxng": {"base_url": "http://service.example", "engine": "searxng"},
    "brave": {"base_url": "http://service.example/res/v1", "engine": "brave"},
}
ODD_TEXTS = ["\ud800", "x\udfff", "\x00", "http://[", "http://a.ex\ud800ample/", "", "星空電機", "1e999"]
MISSING = object()
ODD = (None, True, -1, 10**30, 1e300, float("nan"), float("inf"), [], {}, [{}], [[1]], *ODD_TEXTS)


@cache
def source(name: str) -> Any:
    of = "websearch" if name in ("searxng", "brave") else name
    chosen = settings(stages=[{"name": "asked", "sources": [of]}], sources={of: SOURCES[name]})
    return load(of, chosen, KEYS)


def check(name: str, status: int, body: bytes) -> None:
    replies = Replies(Answered(status, {"Content-Type": "application/json"}, body))
    answer = ask_service(source(name), ASKED, replies)
    assert (answer.state is None) == (answer.reason is None)
    assert answer.result in AskResult
    written = [record.model_dump_json() for record in answer.observations]
    written += [answer.reason.model_dump_json()] if answer.reason else []
    assert all(line.encode("utf-8") for line in written)


TAGS = {"name": "星空電機", "phone": "03-5550-1040", "website": "http://a.example/", "addr:city": "千代田区"}
NODE = {"type": "node", "id": 1, "lat": 35.6, "lon": 139.7, "tags": TAGS}
ROW = {
    "cn": {"type": "literal", "value": "3999901000500"},
    "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"},
    "name": {"type": "literal", "xml:lang": "ja", "value": "星空電機"},
    "site": {"type": "uri", "value": "http://a.example/"},
    "tel": {"type": "literal", "value": "+81-3-5550-1040"},
}
USUAL: dict[str, Any] = {
    "wikidata": {"head": {}, "results": {"bindings": [ROW, {**ROW, "ended": ROW["tel"]}]}},
    "osm": {"elements": [NODE, {**NODE, "type": "way", "center": {"lat": 1.0, "lon": 2.0}}], "remark": ""},
    "places": {"places": [{"id": "ChIJ-invented"}]},
    "searxng": {"results": [{"url": "http://a.example/"}], "unresponsive_engines": [["google", "CAPTCHA"]]},
    "brave": {"type": "search", "web": {"results": [{"url": "http://a.example/"}]}},
}


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to all values within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from places_in(one, (*path, key))


@pytest.mark.parametrize("name", SOURCES)
def test_a_usual_reply_with_one_odd_value_or_one_missing_is_answered(name: str) -> None:
    for path in places_in(USUAL[name]):
        for odd in (*ODD, MISSING):
            told = copy.deepcopy(USUAL[name])
            *way, last = path
            holder = reduce(lambda inner, key: inner[key], way, told)
            if odd is MISSING:
                del holder[last]
            else:
                holder[last] = odd
            check(name, 200, json.dumps(told).encode())


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize(
    "body", [b"", b"null", b"1e999", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"results": NaN}']
)
@pytest.mark.parametrize("status", [200, 204, 404, 418, 502])
def test_bodies_that_are_nothing_are_answered_at_any_status(name: str, body: bytes, status: int) -> None:
    check(name, status, body)
