"""Writes what is made from the settings' model: `python tools/settings_pages.py`.

docs/settings.md, the JSON schema that the samples name to editors, and what each source says of itself.
"""

import json
from pathlib import Path

from crawler import sources
from workbench.settings.reference import page
from workbench.settings.schema import schema_text
from workbench.settings.traits import described

ROOT = Path(__file__).parents[1]


def sources_text() -> str:
    """What each source says of itself, as workbench/settings/sources.json holds it."""
    told = {name: described(sources.kind(name)) for name in sources.names()}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


PAGES = {
    ROOT / "docs" / "settings.md": page,
    ROOT / "data" / "samples" / "settings" / "settings.schema.json": schema_text,
    ROOT / "workbench" / "settings" / "sources.json": sources_text,
}


def main() -> None:
    for path, text in PAGES.items():
        path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
