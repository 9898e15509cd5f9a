"""The settings that the cookbook shows are whole files: what is copied from it runs."""

import re
import textwrap
from pathlib import Path

import pytest

from workbench.contract.settings import parse_settings

COOKBOOK = Path(__file__).parents[2] / "docs" / "cookbook"
_BLOCK = re.compile(r"^ *```yaml\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SHOWN = [
    pytest.param(block, id=f"{page.stem}-{at}")
    for page in sorted(COOKBOOK.glob("*.md"))
    for at, block in enumerate(map(textwrap.dedent, _BLOCK.findall(page.read_text(encoding="utf-8"))))
    if "stages:" in block
]


@pytest.mark.parametrize("text", SHOWN)
def test_a_settings_file_of_the_cookbook_is_valid(text: str) -> None:
    assert parse_settings(text, "cookbook.yaml").stages


def test_every_page_of_the_cookbook_shows_a_settings_file() -> None:
    shown = {str(one.id).rpartition("-")[0] for one in SHOWN}
    assert shown == {page.stem for page in COOKBOOK.glob("*.md")} - {"README"}
