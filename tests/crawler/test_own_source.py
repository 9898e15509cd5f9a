"""A source that somebody adds: the file that docs/sources.md shows, offered as another package would."""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import ValidationError

from crawler import sources
from crawler.sources.base import Source
from tests.crawler.service_fetch import ServiceFetch, ask_service
from tests.makers import company, settings
from workbench import messages
from workbench.contract import sources as settings_of_sources
from workbench.contract.settings import Settings
from workbench.contract.states import AskResult, Field, RowState
from workbench.errors import SettingsError
from workbench.local.services.fake import FakeService, Request
from workbench.local.services.sample_site import Answer
from workbench.local.services.world import World
from workbench.settings.traits import traits

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
STAGES = [{"name": "members", "sources": ["chamber"], "runner": "lambda"}]


class FakeChamber(FakeService):
    host = "members.chamber.example"

    def respond(self, request: Request) -> Answer:
        member = {
            "name": "あおぞら0株式会社",
            "address": "大阪府大阪市北区見本1-1",
            "phone": "06-6355-2001",
            "page": "https://members.chamber.example/aozora",
        }
        return Answer(200, {"Content-Type": "application/json"}, json.dumps({"members": [member]}).encode())


@pytest.fixture(autouse=True)
def looked_for_anew() -> Iterator[None]:
    settings_of_sources.own_sources.cache_clear()
    yield
    settings_of_sources.own_sources.cache_clear()


@pytest.fixture
def chamber(monkeypatch: pytest.MonkeyPatch) -> type[Source]:
    """The page's own file as an installed package would offer it."""
    (text,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(text.splitlines()) < 60
    module = ModuleType("chamber_of_the_docs")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(text, "chamber.py", "exec"), module.__dict__)
    point = EntryPoint("chamber", f"{module.__name__}:Chamber", settings_of_sources.ENTRY_POINTS)

    def offered(**wanted: Any) -> EntryPoints:
        return EntryPoints([point]).select(**wanted)

    monkeypatch.setattr(sources, "entry_points", offered)
    monkeypatch.setattr(settings_of_sources, "entry_points", offered)
    kind: type[Source] = module.__dict__["Chamber"]
    return kind


def own(**described: Any) -> Settings:
    return settings(stages=STAGES, sources={"chamber": described} if described else {})


def test_the_example_of_the_docs_finds_the_member(chamber: type[Source]) -> None:
    source = sources.load("chamber", own())
    assert isinstance(source, chamber)
    fetch = ServiceFetch(FakeChamber(World()))
    answer = ask_service(source, company(0, prefecture="大阪府"), fetch)
    (seen,) = answer.observations
    assert (answer.result, seen.field, seen.value) == (AskResult.HIT, Field.PHONE, "+81663552001")
    assert (seen.source, seen.site_name) == ("chamber", "あおぞら0株式会社")
    nothing = ask_service(source, company(1, name="株式会社べつ", prefecture="大阪府"), fetch)
    assert (nothing.result, nothing.state) == (AskResult.NONE, RowState.NO_WEBSITE)
    assert nothing.reason is not None
    assert nothing.reason.sentence("en") == "chamber has no entry for this company"


def test_its_options_are_read_from_the_settings_and_checked_by_itself(chamber: type[Source]) -> None:
    assert sources.load("chamber", own(base_url="https://x.example")).options.base_url == "https://x.example"
    with pytest.raises(SettingsError, match=r"chamber.*base_url"):
        sources.load("chamber", own(base_url=5))


def test_what_it_says_of_itself_is_known_where_it_is_installed(chamber: type[Source]) -> None:
    told = traits("chamber")
    assert (told.needs, told.gives) == (frozenset({"name", "prefecture"}), frozenset({Field.PHONE}))
    assert told.attribution == "会員情報: 見本商工会議所"


def test_a_source_that_nobody_offers_is_an_error_of_the_settings() -> None:
    with pytest.raises(ValidationError, match="no source of this name"):
        settings(stages=STAGES)
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        settings(sources={"chamber": {}})
    with pytest.raises(ValueError, match="no source is named chamber"):
        sources.load("chamber", settings())


def test_a_file_put_beside_ours_is_a_source_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chamber: type[Source]
) -> None:
    (tmp_path / "mine.py").write_text("")
    folders = [*sources.__path__, str(tmp_path)]
    monkeypatch.setattr(sources.__spec__, "submodule_search_locations", folders)
    assert "mine" in settings_of_sources.own_sources()


def test_a_source_without_words_is_called_by_its_name() -> None:
    assert (
        messages.say("reason.no_entry", "ja", source="@source.chamber") == "chamberに該当する掲載がありません"
    )
