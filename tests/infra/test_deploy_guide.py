"""docs/deploy.md speaks of the template as it is."""

import json
import re
from typing import Any

from infra.inline import ROOT
from workbench.contract.records import Company
from workbench.contract.settings import load_settings

GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")


def test_every_parameter_is_explained_with_its_default(template: dict[str, Any]) -> None:
    explained = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", GUIDE, re.M))
    parameters = {name: str(each.get("Default", "")) for name, each in template["Parameters"].items()}
    none = {"NotificationEmail": "none", "NotebookImage": "none"}
    assert explained == parameters | {"CrawlerImage": "required"} | none


def test_every_output_it_reads_exists(template: dict[str, Any]) -> None:
    read = set(re.findall(r"\$\(output (\w+)", GUIDE))
    assert read
    assert read <= set(template["Outputs"])


def test_every_file_it_names_exists() -> None:
    named = set(re.findall(r"\b(?:infra|data|workbench|crawler)/[\w./-]*\w", GUIDE))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_its_example_can_be_run() -> None:
    (line,) = re.findall(r"printf '%s\\n' '(\{.*\})'", GUIDE)
    assert Company.model_validate(json.loads(line)).homepage == "https://www.example.com/"
    (settings,) = set(re.findall(r"aws s3 cp (\S+\.yaml)", GUIDE))
    assert load_settings(ROOT / settings).stages
