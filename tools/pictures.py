"""Copy the pictures that the browser tests took (build/screenshots) into docs/images, small enough to be kept."""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
TAKEN = ROOT / "build" / "screenshots"
KEPT = ROOT / "docs" / "images"
# Shown in the README and the guides; the others are for whoever looks after a test has failed.
SHOWN = ("panel-list", "panel-running", "panel-result", "panel-english", "panel-dead")
COLOURS = 224


def main() -> None:
    for name in SHOWN:
        small = Image.open(TAKEN / f"{name}.png").convert("RGB").quantize(COLOURS)
        small.save(KEPT / f"{name}.png", optimize=True)
        print(f"docs/images/{name}.png: {(KEPT / f'{name}.png').stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
