"""What is made from the model stays as the model is."""

import re
import string
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.makers import SELECTORS
from workbench.contract.settings import Settings
from workbench.messages import CATALOGUE
from workbench.messages.settings import CATALOGUE as OURS
from workbench.messages.settings_keys import FIELDS_JA
from workbench.settings.reference import page
from workbench.settings.schema import json_schema, schema_text
from workbench.yamlfile.shape import Shape

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples" / "settings"
REMEDY = "run python tools/settings_pages.py"
KEYS = dict(Shape.of(Settings).walk())


def test_the_schema_file_is_that_of_the_model() -> None:
    assert (SAMPLES / "settings.schema.json").read_text(encoding="utf-8") == schema_text(), REMEDY


def test_the_reference_page_is_that_of_the_model() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == page(), REMEDY


def test_every_key_is_described_in_both_languages() -> None:
    assert KEYS.keys() == FIELDS_JA.keys()
    for path, shape in KEYS.items():
        assert re.search(r"[ぁ-ん]", FIELDS_JA[path]), path
        assert shape.schema["description"].endswith((".", "…")), path


def test_every_key_stands_on_the_page_with_both_descriptions() -> None:
    text = page()
    for path, shape in KEYS.items():
        assert f"| `{path.rsplit('.', 1)[-1]}` |" in text
        assert f"{FIELDS_JA[path]}<br>{shape.schema['description']}" in text


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.yaml")), ids=lambda path: path.name)
def test_a_sample_names_the_schema_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=settings.schema.json\n")
    jsonschema.validate(yaml.safe_load(text), json_schema())


def test_an_editor_with_the_schema_refuses_what_we_refuse() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    validator = jsonschema.Draft202012Validator(json_schema())
    good = {
        "name": "x",
        "stages": [{"name": "sites", "sources": ["homepage"]}],
        "sources": {"directory": SELECTORS},
        "politeness": {"contact": "info@houjin.jp"},
    }
    assert validator.is_valid(good)
    stage = {"name": "sites", "sources": ["homepage"]}
    for wrong in (
        {"colour": 1},
        {"allow_mobile": "yes"},
        {"name": 2026},
        {"stages": [stage | {"attempts": "5"}]},
        {"stages": [stage | {"sources": ["homepag"]}]},
        {"stages": [stage | {"runner": "ec2"}]},
        {"thresholds": {"found": 0}},
    ):
        assert not validator.is_valid(good | wrong), wrong


def test_no_code_of_ours_is_said_elsewhere_too() -> None:
    assert all(CATALOGUE[code] == words for code, words in OURS.items())


@pytest.mark.parametrize("code", OURS)
def test_both_languages_tell_the_same_facts(code: str) -> None:
    japanese, english = (
        {name for _, name, _, _ in string.Formatter().parse(words) if name} for words in OURS[code]
    )
    assert japanese == english
