"""Settings files: what is wrong in one is told line by line; what is right is taken as it is written."""

import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import settings
from workbench.contract.settings import SIZES, Settings, load_settings, parse_settings
from workbench.errors import SettingsError
from workbench.messages import CATALOGUE
from workbench.settings.schema import json_schema
from workbench.yamlfile.problems import MOST_TOLD, Problems

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "settings"
DEMO = (SAMPLES / "demo.yaml").read_text(encoding="utf-8")
GOOD = """\
name: test
stages:
  - name: sites
    sources: [homepage]
politeness:
  contact: https://houjin.jp/contact
"""
STAGE_KEYS = (
    "name, sources, runner, size, rows_per_shard, concurrency, attempts, heartbeat_s, stall_s, timeout_s,"
    " batch_rows, batch_s, until"
)
TOP_KEYS = (
    "v, name, stages, sources, thresholds, finished, answers, stop_loss, ceiling, politeness, allow_mobile"
)
SOURCES = (
    "one of homepage, directory, nta_file, nta_api, gbizinfo, edinet, wikidata, osm, websearch, guess, invoice,"
    " places"
)
FACTS = "one of phone, homepage, address, corporate_number, name, kana, status, invoice_status, do_not_call"


def refused(text: str | bytes) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, "s.yaml")
    return caught.value


def problems_of(error: SettingsError) -> Problems:
    problems = error.details["problems"]
    assert isinstance(problems, Problems)
    return problems


def told(text: str) -> list[str]:
    """Every line in English without the file's name."""
    return [one.sentence("en").removeprefix("s.yaml:") for one in problems_of(refused(text))]


def good(**changes: str) -> str:
    """The good file with lines put in place of others: `stage`, `polite` and `top` are added."""
    text = GOOD.replace("[homepage]\n", "[homepage]\n" + changes.pop("stage", ""))
    text += changes.pop("polite", "") + changes.pop("top", "")
    for key, line in changes.items():
        text = re.sub(rf"^( *){key}: .*$", rf"\g<1>{key}: {line}", text, count=1, flags=re.M)
    return text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "name: x\nstagse: []\n",
            [
                "1:1: stages: This key is required. Allowed: a list [ … ] of 1 to 20 (a mapping of"
                f" {STAGE_KEYS})",
                "1:1: politeness: This key is required. Allowed: a mapping of contact, delay_s, timeout_s,"
                " max_bytes, max_redirects, max_crawl_delay_s, max_wait_s, site_max_bytes, site_max_s,"
                " host_max_requests, host_max_bytes, host_max_s, cache_days, stop_hosts,"
                " allowed_hosts",
                f"2:1: stagse: There is no such key (did you mean stages?). Keys here: {TOP_KEYS}",
            ],
            id="misspelt key",
        ),
        pytest.param(
            good(top="colour: red\n"),
            [f"7:1: colour: There is no such key. Keys here: {TOP_KEYS}"],
            id="unlike any key",
        ),
        pytest.param(
            good(stage="    rows-per-shard: 5\n    Timeout_S: 900\n"),
            [
                "5:5: stages[sites].rows-per-shard: There is no such key (did you mean rows_per_shard?)."
                f" Keys here: {STAGE_KEYS}",
                "6:5: stages[sites].Timeout_S: There is no such key (did you mean timeout_s?)."
                f" Keys here: {STAGE_KEYS}",
            ],
            id="hyphens and capitals",
        ),
        pytest.param(
            good(top="delay_s: 1\n"),
            [
                "7:1: delay_s: There is no such key (did you mean politeness.delay_s?)."
                f" Keys here: {TOP_KEYS}",
            ],
            id="in the wrong place",
        ),
        pytest.param(
            GOOD.replace("homepage", "homepag"),
            [
                "4:15: stages[sites].sources[1]: homepag cannot be used (did you mean homepage?)."
                f" Allowed: {SOURCES}"
            ],
            id="unknown source",
        ),
        pytest.param(
            GOOD.replace("[homepage]", "homepage"),
            [
                "4:14: stages[sites].sources: homepage cannot be used (did you mean [homepage]?)."
                f" Allowed: a list [ … ] of at least 1 ({SOURCES})"
            ],
            id="a list of one without brackets",
        ),
        pytest.param(
            GOOD.replace("[homepage]", "[directory]"),
            [
                "4:15: stages[sites].sources[1]: The source directory is not described;"
                " write directory: below sources: (sample: demo.yaml)"
            ],
            id="source not described",
        ),
        pytest.param(
            good(stage="    runner: Fargat\n    size: no\n"),
            [
                "5:13: stages[sites].runner: Fargat cannot be used (did you mean fargate?)."
                " Allowed: one of fargate, lambda",
                "6:11: stages[sites].size: no cannot be used. Allowed: one of small, medium, large",
            ],
            id="misspelt choice; no is text",
        ),
        pytest.param(
            good(top="finished:\n  fields: [telephone, phne]\n"),
            [
                f"8:12: finished.fields[1]: telephone cannot be used (did you mean phone?). Allowed: {FACTS}",
                f"8:23: finished.fields[2]: phne cannot be used (did you mean phone?). Allowed: {FACTS}",
            ],
            id="misspelt fields",
        ),
        pytest.param(
            good(stage="    attempts: 010\n    concurrency: '5'\n    batch_rows: 1,000\n    stall_s: ９０\n"),
            [
                "5:15: stages[sites].attempts: 010 cannot be used (did you mean 10?)."
                " Allowed: a whole number from 1 to 10",
                "6:18: stages[sites].concurrency: '5' cannot be used (did you mean 5?)."
                " Allowed: a whole number from 1 to 10000",
                "7:17: stages[sites].batch_rows: 1,000 cannot be used (did you mean 1000?)."
                " Allowed: a whole number from 1 to 10000",
                "8:14: stages[sites].stall_s: ９０ cannot be used (did you mean 90?)."
                " Allowed: a whole number from 1 to 3600",
            ],
            id="numbers that are text",
        ),
        pytest.param(
            good(stage="    attempts: true\n    timeout_s: 1:30\n    batch_s: 0\n    batch_rows: 2.5\n"),
            [
                "5:15: stages[sites].attempts: true cannot be used. Allowed: a whole number from 1 to 10",
                "6:16: stages[sites].timeout_s: 1:30 cannot be used."
                " Allowed: a whole number from 2 to 604800",
                "7:14: stages[sites].batch_s: 0 cannot be used. Allowed: a number above 0, up to 600",
                "8:17: stages[sites].batch_rows: 2.5 cannot be used. Allowed: a whole number from 1 to 10000",
            ],
            id="what is no such number",
        ),
        pytest.param(
            good(polite="  delay_s: fast\n  max_bytes: 5\n  max_redirects: 11\n"),
            [
                "7:12: politeness.delay_s: fast cannot be used. Allowed: a number from 0 to 60",
                "8:14: politeness.max_bytes: 5 cannot be used."
                " Allowed: a whole number from 10000 to 50000000",
                "9:18: politeness.max_redirects: 11 cannot be used. Allowed: a whole number from 0 to 5",
            ],
            id="out of range",
        ),
        pytest.param(
            good(top="allow_mobile: yes\n"),
            ["7:15: allow_mobile: yes cannot be used (did you mean true?). Allowed: true or false"],
            id="yes is text",
        ),
        pytest.param(
            good(name="2026"),
            ['1:7: name: 2026 cannot be used (did you mean "2026"?). Allowed: text of 1 to 80 characters'],
            id="a number for text",
        ),
        pytest.param(
            good(name="[a, b]", contact=""),
            [
                "1:7: name: [a, b] cannot be used. Allowed: text of 1 to 80 characters",
                "6:11: politeness.contact: There is no value. Allowed: text of at least 3 characters",
            ],
            id="a list for text, and nothing",
        ),
        pytest.param(
            good(top="v: 2\n"),
            ["7:4: v: 2 cannot be used. Allowed: 1 only"],
            id="a version to come",
        ),
        pytest.param(
            good(top="thresholds: [0.8]\nsources:\n  homepage:\n    - 8\n"),
            [
                "7:13: thresholds: [0.8] cannot be used. Allowed: a mapping of found, review",
                "9:3: sources.homepage: a list cannot be used. Allowed: a mapping of max_pages, render",
            ],
            id="a list for a mapping",
        ),
        pytest.param(
            GOOD.replace("  - name: sites\n    sources: [homepage]\n", "  - sites\n  - name: 2\n"),
            [
                f"3:5: stages[1]: sites cannot be used. Allowed: a mapping of {STAGE_KEYS}",
                "4:5: stages[2].sources: This key is required."
                f" Allowed: a list [ … ] of at least 1 ({SOURCES})",
                "4:11: stages[2].name: 2 cannot be used."
                " Allowed: up to 24 of a-z, 0-9 and _, beginning with a letter",
            ],
            id="stages that are none",
        ),
        pytest.param(
            good(stage="  - name: sites\n    sources: []\n    heartbeat_s: 60\n    timeout_s: 60\n"),
            [
                "5:11: stages[sites].name: The name sites is that of stage number 1;"
                " give each stage a name of its own",
                "6:14: stages[sites].sources: [] cannot be used."
                f" Allowed: a list [ … ] of at least 1 ({SOURCES})",
                "8:16: stages[sites].timeout_s: heartbeat_s (60) must be below timeout_s (60)",
            ],
            id="contradictions beside other faults",
        ),
        pytest.param(
            good(stage="    heartbeat_s: 3600\n", top="thresholds:\n  found: 0.1\n"),
            [
                "3:5: stages[sites].timeout_s: heartbeat_s (3600) must be below timeout_s (3600)",
                "8:1: thresholds.review: review (0.2) must not be above found (0.1)",
            ],
            id="contradictions with a default",
        ),
        pytest.param(
            good(top="sources:\n  directory:\n    search_url: ftp://a\n    entry: ''\n    name: .n\n"),
            [
                "8:3: sources.directory.phone: This key is required. Allowed: text that is not empty",
                "9:17: sources.directory.search_url: ftp://a cannot be used. Allowed: an address that begins"
                " with http:// or https:// and holds {name}",
                "10:12: sources.directory.entry: '' cannot be used. Allowed: text that is not empty",
            ],
            id="a listing half described",
        ),
        pytest.param(
            good(name="a", top="name: b\nv: *x\n"),
            [
                "7:1: name: The same key stands on line 1; delete one of them",
                "8:4: v: Anchors and aliases (*x) cannot be used; write the values out",
            ],
            id="what YAML allows and settings do not",
        ),
        pytest.param(
            "name: a: b\n",
            [
                "1:8: No colon can stand here; align the line with the one before,"
                ' or put the value in quotes (") (name: a: b)'
            ],
            id="no YAML",
        ),
        pytest.param(
            "# nothing\n",
            ["1:1: The file is empty; start from a copy of a sample (data/samples/settings/)"],
            id="empty",
        ),
        pytest.param(
            "- a\n",
            ["1:1: This is not a mapping of keys (found a list); samples: data/samples/settings/"],
            id="a list",
        ),
        pytest.param(
            "just words\n",
            ["1:1: This is not a mapping of keys (found just words); samples: data/samples/settings/"],
            id="words",
        ),
    ],
)
def test_every_fault_has_its_line(text: str, lines: list[str]) -> None:
    assert told(text) == lines


def test_a_person_reads_it_in_their_own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    error = refused(good(stage="    runnr: lambda\n    size: lage\n"))
    monkeypatch.setattr("workbench.messages._chosen", "ja")
    assert str(error).splitlines() == [
        "設定ファイルs.yamlに誤りが2件あります",
        f"s.yaml:5:5: stages[sites].runnr: このキーはありません(もしかして runner)。使えるキー: {STAGE_KEYS}",
        "s.yaml:6:11: stages[sites].size: lage は使えません(もしかして large)。"
        "書けるもの: small, medium, large のどれか",
    ]
    monkeypatch.setattr("workbench.messages._chosen", "en")
    assert str(error).splitlines()[0] == "Problems in the settings file s.yaml: 2"


def test_problems_are_data_too() -> None:
    (problem,) = problems_of(refused(good(stage="    size: lage\n")))
    assert problem.to_dict("en") == {
        "line": 5,
        "column": 11,
        "key": "stages[sites].size",
        "code": "yaml.wrong_value",
        "found": "lage",
        "message": "lage cannot be used (did you mean large?). Allowed: one of small, medium, large",
        "allowed": "one of small, medium, large",
        "near": "large",
    }


def test_of_very_many_faults_the_first_are_told_and_the_others_counted() -> None:
    error = refused(good(top="".join(f"key{n}: 1\n" for n in range(5_000))))
    lines = str(error).splitlines()
    assert len(lines) == MOST_TOLD + 2
    assert len(problems_of(error)) >= 1_000


@pytest.mark.parametrize("name", ["no", "010", "2026-11-24", "'2026'", "~x", "デモ: サイト", "a # b", "null"])
def test_settings_survive_being_written_by_a_program(name: str) -> None:
    before = settings(name=name, allow_mobile=True, thresholds={"found": 1e-05, "review": 0})
    text = yaml.safe_dump(before.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    assert parse_settings(text, "s.yaml") == before


def test_values_of_the_samples_are_as_written() -> None:
    demo = parse_settings(DEMO, "demo.yaml")
    assert [stage.name for stage in demo.stages] == ["listing", "sites"]
    assert (demo.stage("listing").runner, demo.stage("sites").batch_s) == ("lambda", 2.0)
    assert demo.sources.directory is not None
    assert demo.sources.directory.address == ".result__address"
    assert load_settings(SAMPLES / "careful.yaml").allow_mobile is False


def test_every_size_is_one_that_fargate_knows() -> None:
    assert list(SIZES) == ["small", "medium", "large"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("none.yaml", "There is no settings file"), (".", "is a folder; give a settings file")],
)
def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, name: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.messages._chosen", "en")
    with pytest.raises(SettingsError, match=words) as caught:
        load_settings(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)


def test_bytes_are_taken_as_a_file_holds_them() -> None:
    assert parse_settings(GOOD.encode("utf-8-sig"), "s.yaml") == parse_settings(GOOD, "s.yaml")
    (problem,) = problems_of(refused(GOOD.replace("test", "会社").encode("cp932")))
    assert (problem.code, problem.place.line) == ("yaml.not_utf8", 1)


LINES = DEMO.splitlines()
FRAGMENTS = st.sampled_from(
    [*"{}[]&*!|>%@`'\",:-?#\t \n", "no", "010", "null", "<<: x", "\uff1a", "é", "sources:"]
)


@given(st.integers(0, len(DEMO)), st.integers(0, 12), FRAGMENTS)
def test_a_slip_of_the_pen_is_accepted_or_told_in_our_words(at: int, removed: int, put: str) -> None:
    text = DEMO[:at] + put + DEMO[at + removed :]
    try:
        read = parse_settings(text, "s.yaml")
    except SettingsError as error:
        for problem in problems_of(error):
            assert problem.code in CATALOGUE
            assert 1 <= problem.place.line <= len(text.splitlines()) + 1
            for language in ("ja", "en"):
                assert "Input should" not in problem.message(language)
                assert "\n" not in problem.sentence(language)
    else:
        jsonschema.validate(read.model_dump(mode="json"), json_schema())


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
KEYS = st.sampled_from(sorted({*Settings.model_fields, "found", "fields", "contact", "directory", "x"}))
TREES = st.recursive(
    PLAIN, lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below), max_leaves=12
)


@given(st.dictionaries(KEYS, TREES))
def test_whatever_stands_where_every_fault_has_a_sentence_of_ours(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    error = refused(text)
    assert error.details["count"] == len(problems_of(error)) > 0
    for language in ("ja", "en"):
        assert "Input should" not in problems_of(error).sentence(language)


@pytest.mark.parametrize(
    "text",
    ["a: '" + "x" * 100_000, "a" * 100_000 + ": 1\n", f"{'k' * 900}: {'v' * 100_000}\n", "%" * 100_000],
)
def test_a_long_line_is_shown_by_its_beginning(text: str) -> None:
    assert max(map(len, str(refused(text)).splitlines())) < 400
