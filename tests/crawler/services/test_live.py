"""The way to the real services is tried on loopback, so that it works when a person takes it."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.web.fetch import Call, FetchFailed
from tests.crawler.services.live import LiveFetch, targets
from workbench.local.services.sample_site import Answer
from workbench.local.services.sample_web import SampleWeb
from workbench.local.services.wikidata import FakeWikidata

URL = f"http://{FakeWikidata.host}/sparql?format=json&query=VALUES+?cn+%7B+%223999901000500%22+%7D"


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SampleWeb]:
    (tmp_path / "web").mkdir()
    world = tmp_path / "world.json"
    world.write_text("{}", encoding="utf-8")
    with SampleWeb(tmp_path / "web", tmp_path / "access.log", world=world) as web:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{web.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        yield web


def test_the_service_is_told_who_asks_and_answers(web: SampleWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_LIVE_CONTACT", "https://www.your-company.example/contact")
    page = asyncio.run(LiveFetch().call(Call(URL)))
    assert (page.status, json.loads(page.body)["results"]) == (200, {"bindings": []})
    agent = web.accesses()[0]["user_agent"]
    assert agent.startswith("company-list-workbench/")
    assert agent.endswith("(+https://www.your-company.example/contact)")


@pytest.mark.parametrize("status", [302, 429, 503])
def test_redirects_and_errors_come_back_as_they_are(web: SampleWeb, status: int) -> None:
    web.services[FakeWikidata.host].faults.append(Answer(status, {"Location": "http://elsewhere.example/"}))
    assert asyncio.run(LiveFetch().call(Call(URL))).status == status
    assert len(web.accesses()) == 1


def test_a_service_that_is_not_there_is_a_failure(web: SampleWeb) -> None:
    with pytest.raises(FetchFailed):
        asyncio.run(LiveFetch().call(Call("http://nobody.example/")))


def test_the_real_service_is_asked_only_where_the_environment_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("WORKBENCH_LIVE_WIKIDATA", raising=False)
    assert targets("wikidata") == ["fake"]
    monkeypatch.setenv("WORKBENCH_LIVE_WIKIDATA", "1")
    assert targets("wikidata") == ["fake", "live"]
