"""Writes what is made from the settings' model: `python tools/settings_pages.py`.

docs/settings.md, and the JSON schema that the samples name to editors.
"""

from pathlib import Path

from workbench.settings.reference import page
from workbench.settings.schema import schema_text

ROOT = Path(__file__).parents[1]
PAGES = {
    ROOT / "docs" / "settings.md": page,
    ROOT / "data" / "samples" / "settings" / "settings.schema.json": schema_text,
}


def main() -> None:
    for path, text in PAGES.items():
        path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
