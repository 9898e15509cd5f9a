"""From names and prefectures to numbers: the demonstration as `make demo` runs it, row by row."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.e2e.command import CHECKOUT, table_of, workbench
from tests.e2e.embedded import SAMPLES
from workbench.contract.settings import load_settings
from workbench.local import instance
from workbench.local.sample_registry import built
from workbench.messages import say
from workbench.settings.traits import traits

pytestmark = pytest.mark.xdist_group("waterfall")
EXPECTED: list[dict[str, Any]] = json.loads((SAMPLES / "names_expected.json").read_text(encoding="utf-8"))
SETTINGS = load_settings(SAMPLES / "settings" / "waterfall.yaml")
ASKED = {source for stage in SETTINGS.stages for source in stage.sources}
WORDS = {say(f"source.{source}", "ja"): source for source in ASKED}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    yield folder
    instance.down(folder)


@pytest.fixture(scope="module")
def enriched(home: Path) -> tuple[Path, dict[str, Any]]:
    """The workbook that `make demo` leaves, and what its command said."""
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    (command,) = [line for line in makefile.splitlines() if "workbench run " in line]
    arguments = command.split("workbench ")[1].split()
    out = home / arguments[arguments.index("--out") + 1]
    said = workbench(home, *arguments[:-1], str(out), "--json")
    assert said.returncode == 0, said.stderr
    return out, json.loads(said.stdout)


@pytest.fixture(scope="module")
def trail(enriched: tuple[Path, dict[str, Any]]) -> dict[int, list[tuple[Any, ...]]]:
    """The lines of the sheet 経過 by row of the list."""
    lines = defaultdict(list)
    for line in list(load_workbook(enriched[0])["経過"].iter_rows(values_only=True))[1:]:
        lines[line[0] - 1].append(line)
    return lines


def test_every_name_comes_to_its_expected_end(enriched: tuple[Path, dict[str, Any]]) -> None:
    table = table_of(enriched[0], "会社名")
    assert len(table) == len(EXPECTED)
    for expected, (_, row) in zip(EXPECTED, table.iterrows(), strict=True):
        listed, source = expected["listed_phone"], expected["source"]
        got = (row["状態"], row["電話番号(国際表記)"], row["リストの番号との照合"], row["取得元"])
        wanted = (
            say(f"state.{expected['state']}", "ja"),
            expected["phone"] or "",
            say(f"listed.{listed}", "ja") if listed else "",
            say(f"source.{source}", "ja") if source else "",
        )
        assert got == wanted, f"row {expected['row_id']}: {expected['why']}"
        assert row["理由"]


def test_every_company_is_the_one_that_is_meant(enriched: tuple[Path, dict[str, Any]]) -> None:
    for expected, (_, row) in zip(EXPECTED, table_of(enriched[0], "会社名").iterrows(), strict=True):
        if expected["state"] == "found":
            assert row["法人番号(取得)"] == expected["corporate_number"], expected["why"]


def test_each_row_went_through_the_sources_that_it_needed(trail: dict[int, list[tuple[Any, ...]]]) -> None:
    assert [*trail] == [answer["row_id"] for answer in EXPECTED]
    for expected in EXPECTED:
        lines = trail[expected["row_id"]]
        told = {WORDS[line[3]] for line in lines if line[3] and line[5] == say("asked.hit", "ja")}
        assert set(expected["through"]) <= told, f"row {expected['row_id']}: {expected['why']}"
        assert lines[-1][10] == say(f"state.{expected['state']}", "ja")
        assert lines[-1][11]


def test_what_a_service_failed_to_tell_is_no_answer(trail: dict[int, list[tuple[Any, ...]]]) -> None:
    (failing,) = [one["row_id"] for one in EXPECTED if "fail for this company" in one["why"]]
    failed = {WORDS[line[3]] for line in trail[failing] if line[5] == say("asked.error", "ja")}
    assert failed == {"gbizinfo", "websearch"}


def test_no_source_was_asked_twice_of_a_row_but_a_site_that_replaced_another(
    trail: dict[int, list[tuple[Any, ...]]],
) -> None:
    twice = {
        (row_id, source)
        for row_id, lines in trail.items()
        for source in {line[3] for line in lines}
        if sum(line[3] == source and line[5] != say("asked.skipped", "ja") for line in lines) > 1
    }
    (wrong_site,) = [one["row_id"] for one in EXPECTED if "gBizINFO names the site of another" in one["why"]]
    assert twice == {(wrong_site, say("source.homepage", "ja"))}


def test_numbers_came_through_at_least_four_sources_and_on_both_runners(
    enriched: tuple[Path, dict[str, Any]],
) -> None:
    by_source = enriched[1]["quality"]["by_source"]
    assert len([source for source, count in by_source.items() if source != "none" and count]) >= 4
    found = {
        SETTINGS.stage(stage["stage"]).runner
        for stage in enriched[1]["quality"]["coverage"]
        if stage["found"]
    }
    assert found == {"lambda", "fargate"}


def test_each_source_that_was_used_is_credited_as_its_terms_demand(
    enriched: tuple[Path, dict[str, Any]],
) -> None:
    sheet = load_workbook(enriched[0])["出典と記録"]
    credits = {row[0]: row[5] for row in sheet.iter_rows(min_row=3, max_col=6, values_only=True)}
    for words, source in WORDS.items():
        sentence = traits(source).attribution
        assert words in credits
        if sentence:
            assert sentence.split("{")[0] in str(credits[words])
    assert sum(traits(source).attribution is not None for source in ASKED) >= 5


def test_a_registry_that_is_published_is_the_newest(home: Path, tmp_path: Path) -> None:
    file = built(SAMPLES / "world.json", tmp_path)
    told = json.loads(workbench(home, "registry", "publish", str(file), "--json").stdout)
    bucket = home / "s3"
    assert told["key"] == f"registry/{told['name']}/companies.sqlite"
    assert told["companies"] > 40
    assert any(file.read_bytes() == one.read_bytes() for one in bucket.rglob("*") if one.is_file())
    refused = workbench(home, "registry", "publish", str(SAMPLES / "names.xlsx"))
    assert (refused.returncode, "names.xlsx" in refused.stderr) == (2, True)
