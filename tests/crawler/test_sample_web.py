"""The samples' answers, by the real program over the sample web: the sites alone, then the listing with the sites."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.crawler.fake_aws import FakeAws
from tests.crawler.shard import ROOT, Shard, left_by
from workbench.contract.records import Company, ShardRecords
from workbench.contract.settings import Settings
from workbench.contract.states import Field
from workbench.evidence.score import decide
from workbench.lists import load_list
from workbench.local.services.sample_web import SampleWeb

SAMPLES = ROOT / "data" / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@cache
def companies() -> dict[int, Company]:
    return {one.row_id: one for one in load_list(SAMPLES / "companies.xlsx").companies}


def demo_settings(sources: list[str]) -> str:
    """The demonstration's settings with one stage of these sources."""
    settings = yaml.safe_load((SAMPLES / "settings" / "demo.yaml").read_text(encoding="utf-8"))
    sites = next(stage for stage in settings["stages"] if stage["name"] == "sites")
    return yaml.safe_dump(settings | {"stages": [sites | {"sources": sources}]}, allow_unicode=True)


def crawl(folder: Path, sources: list[str]) -> tuple[ShardRecords, Settings]:
    text = demo_settings(sources)
    with FakeAws() as aws, SampleWeb(SAMPLES / "web", folder / "access.log") as web:
        running = Shard(aws, web, list(companies().values()), text).run()
        assert running.exit_code == 0, running.log
        return left_by(aws), Settings.model_validate(yaml.safe_load(text))


def answers(left: ShardRecords, settings: Settings) -> dict[int, dict[str, Any]]:
    """What the shard's records say of each row, by the keys of expected.json."""
    given = {}
    for outcome in left.outcomes:
        seen = [one for one in left.observations if one.row_id == outcome.row_id]
        best = decide(companies()[outcome.row_id], seen, settings).best
        given[outcome.row_id] = {
            "state": outcome.state.value,
            "phone": best.value if best else None,
            "line": best.best.line if best else None,
            "role": best.best.role if best else None,
            "source": best.best.source if best else None,
            "url": (best.best.url or "").partition("?")[0] if best else None,
            "do_not_call": any(one.field is Field.DO_NOT_CALL for one in seen),
        }
    return given


def differences(given: dict[int, dict[str, Any]], keys: list[str], rows: set[int]) -> list[str]:
    return [
        f"row {want['row_id']} ({want['why']}): {key} is {given[want['row_id']][key]}, not {want[key]}"
        for want in EXPECTED
        if want["row_id"] in rows
        for key in keys
        if given[want["row_id"]][key] != want[key]
    ]


@pytest.mark.timeout(180)
def test_every_site_gives_its_expected_answer(tmp_path: Path) -> None:
    left, settings = crawl(tmp_path, ["homepage"])
    given = answers(left, settings)
    assert given.keys() == companies().keys()
    with_site = {row for row, company in companies().items() if company.homepage}
    keys = ["state", "phone", "line", "role", "source", "do_not_call"]
    assert differences(given, keys, with_site) == []
    for want in EXPECTED:
        if want["row_id"] in with_site and want["urls"]:
            assert given[want["row_id"]]["url"] in want["urls"], want


@pytest.mark.timeout(180)
def test_the_listing_and_the_sites_together_answer_every_row(tmp_path: Path) -> None:
    left, settings = crawl(tmp_path, ["directory", "homepage"])
    given = answers(left, settings)
    assert differences(given, ["state", "phone", "line", "role"], set(companies())) == []
    only_listed = {want["row_id"] for want in EXPECTED if want["source"] == "directory"}
    assert differences(given, ["source"], only_listed) == []
    # The listing gave the address, the site the number.
    (through_listing,) = [one for one in left.outcomes if one.row_id == 39]
    assert [(asked.source, asked.result.value) for asked in through_listing.trail] == [
        ("directory", "hit"),
        ("homepage", "hit"),
    ]
