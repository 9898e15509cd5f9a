"""Doubtful points: each is found where it is, and nowhere else."""

from typing import Any

import pytest

from crawler import sources
from tests.makers import SELECTORS, settings
from workbench.messages import CATALOGUE
from workbench.settings.cautions import cautions
from workbench.settings.traits import Traits, traits

CONTACT = {"contact": "info@houjin.jp"}
SITES = {"name": "sites", "sources": ["homepage"], "runner": "fargate"}
LISTING = {"name": "listing", "sources": ["directory"], "runner": "lambda", "timeout_s": 900}
LISTED = {"sources": {"directory": SELECTORS}}


def found(**given: Any) -> list[str]:
    """Each caution with its key; only what `given` holds counts as said by the file."""
    usual: dict[str, Any] = {"stages": [SITES], "sources": {}, "politeness": CONTACT}
    said = usual | given

    def says(path: tuple[str | int, ...]) -> bool:
        part: Any = said
        for step in path:
            if isinstance(part, dict) and step not in part:
                return False
            part = part[step]
        return True

    return [
        f"{'.'.join(map(str, one.path))} {one.code.removeprefix('caution.')}"
        for one in cautions(settings(**said), says)
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"stages": [LISTING, SITES], **LISTED}, [], id="two stages"),
        pytest.param(
            {"politeness": {"contact": "https://workbench.example/contact"}},
            ["politeness.contact placeholder_contact"],
            id="sample's page",
        ),
        pytest.param(
            {"politeness": {"contact": "me@example.co.jp"}},
            ["politeness.contact placeholder_contact"],
            id="reserved mail",
        ),
        pytest.param(
            {"politeness": {"contact": "営業部"}}, ["politeness.contact contact_unreachable"], id="no address"
        ),
        pytest.param(
            {"politeness": CONTACT | {"delay_s": 0.5}}, ["politeness.delay_s hasty"], id="too hasty"
        ),
        pytest.param(
            {"politeness": CONTACT | {"delay_s": 0}, "stages": [LISTING], **LISTED},
            [],
            id="the sample listing does not mind haste",
        ),
        pytest.param(
            {"stages": [SITES | {"heartbeat_s": 60}]},
            ["stages.0.heartbeat_s heartbeat_below_stall"],
            id="heartbeat below stall",
        ),
        pytest.param(
            {"stages": [SITES | {"stall_s": 10}]}, ["stages.0.stall_s stall_below_answer"], id="stall short"
        ),
        pytest.param(
            {"stages": [SITES | {"stall_s": 300, "timeout_s": 301}]}, [], id="stall just below the end"
        ),
        pytest.param(
            {"stages": [SITES | {"stall_s": 600, "heartbeat_s": 599, "timeout_s": 600}]},
            ["stages.0.heartbeat_s heartbeat_below_stall", "stages.0.stall_s stall_never"],
            id="stall never seen",
        ),
        pytest.param(
            {"stages": [LISTING | {"timeout_s": 901}], **LISTED},
            ["stages.0.timeout_s lambda_limit"],
            id="longer than Lambda",
        ),
        pytest.param(
            {"stages": [{"name": "listing", "sources": ["directory"], "runner": "lambda"}], **LISTED},
            [],
            id="a default is not blamed",
        ),
        pytest.param(
            {"stages": [LISTING | {"size": "large", "rows_per_shard": 5, "concurrency": 2}], **LISTED},
            [
                "stages.0.size size_unused",
                "stages.0.rows_per_shard shards_unused",
                "stages.0.concurrency shards_unused",
            ],
            id="without effect",
        ),
        pytest.param(LISTED, ["sources.directory source_unused"], id="unused source"),
        pytest.param(
            {"sources": {"directory": SELECTORS, "homepage": {}}, "stages": [LISTING]},
            ["sources.homepage source_unused"],
            id="unused defaults that the file says",
        ),
        pytest.param(
            {"stages": [SITES | {"sources": ["homepage", "homepage"]}]},
            ["stages.0.sources source_twice"],
            id="twice in a stage",
        ),
        pytest.param(
            {"stages": [SITES, SITES | {"name": "again"}]},
            ["stages.1.sources stage_repeats"],
            id="the same again",
        ),
        pytest.param(
            {"stages": [LISTING, SITES], "finished": {"fields": ["homepage"]}, **LISTED},
            ["stages.1.sources never_reached"],
            id="finished by what the next stage needs",
        ),
        pytest.param(
            {"stages": [LISTING, SITES], "finished": {"fields": ["homepage", "phone"]}, **LISTED},
            [],
            id="finished by more than the next stage needs",
        ),
        pytest.param(
            {"finished": {"fields": ["phone", "kana"]}},
            ["finished.fields never_finished"],
            id="no source gives it",
        ),
        pytest.param({"thresholds": {"found": 1}}, ["thresholds.found never_found"], id="never certain"),
        pytest.param(
            {"thresholds": {"found": 0.4}},
            ["thresholds.found found_below_half"],
            id="rather wrong than right",
        ),
        pytest.param(
            {"stages": [SITES | {"timeout_s": 604_800}]}, ["stages longer_than_limit"], id="over a week"
        ),
    ],
)
def test_what_is_hardly_meant_is_told(given: dict[str, Any], expected: list[str]) -> None:
    assert found(**given) == expected


def test_every_caution_of_the_catalogue_is_tested_here() -> None:
    (table,) = (
        mark.args[1] for mark in test_what_is_hardly_meant_is_told.pytestmark if mark.name == "parametrize"
    )
    told = {line.split()[1] for case in table for line in case.values[1]}
    assert told == {code.removeprefix("caution.") for code in CATALOGUE if code.startswith("caution.")}


@pytest.mark.parametrize("name", sources.names())
def test_a_sources_traits_are_those_of_the_crawler(name: str) -> None:
    source = sources.kind(name)
    assert traits(name) == Traits(
        needs=frozenset(source.needs),
        gives=source.gives,
        one_host=source.rate == "run",
        key=source.key,
        price_yen=source.price_yen,
        licence=None if source.own_terms else source.licence,
        attribution=source.attribution,
        attribution_url=source.attribution_url,
    ), "run python tools/settings_pages.py"
    assert source.name == name
    assert f"source.{name}" in CATALOGUE
