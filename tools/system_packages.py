"""Install what the tests need from the operating system: a browser, a font that has Japanese, a spreadsheet program.

Does nothing where all is present. Installs through apt-get as root or where sudo asks no password; elsewhere
says in one sentence what to type and what does not work until then.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = tuple(Path("/Applications").joinpath(f"{name}.app") for name in ("Google Chrome", "Chromium"))


MAC_OFFICE = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


@dataclass(frozen=True)
class Need:
    """One thing a folder of tests needs: how to see it, and what apt-get and Homebrew call it."""

    tests: str
    what: str
    is_present: Callable[[], bool]
    debian: str
    brew: str


def has_browser() -> bool:
    return any(map(shutil.which, BROWSERS)) or any(path.exists() for path in MAC_BROWSERS)


def has_japanese_font() -> bool:
    """macOS always has one; elsewhere fontconfig is asked."""
    if sys.platform == "darwin":
        return True
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=ja"], capture_output=True, timeout=60).stdout.strip())


def has_spreadsheets() -> bool:
    return shutil.which("soffice") is not None or MAC_OFFICE.exists()


NEEDS = (
    Need("tests/browser", "Chromium", has_browser, "chromium", "--cask google-chrome"),
    Need(
        "tests/browser",
        "a Japanese font",
        has_japanese_font,
        "fonts-noto-cjk",
        "--cask font-noto-sans-cjk-jp",
    ),
    # 90 MB and 20 seconds: nothing else opens the books as a person's program does.
    Need(
        "tests/exports",
        "LibreOffice Calc",
        has_spreadsheets,
        "libreoffice-calc-nogui",
        "--cask libreoffice",
    ),
)


def main() -> None:
    missing = missing_needs()
    if missing and install(missing):
        missing = missing_needs()
    if missing:
        print(remedy(missing), flush=True)


def missing_needs() -> list[Need]:
    return [need for need in NEEDS if (ROOT / need.tests).exists() and not need.is_present()]


def install(missing: list[Need]) -> bool:
    """True if apt-get was there, was allowed, and worked."""
    prefix = privilege()
    if prefix is None or not shutil.which("apt-get"):
        return False
    packages = [need.debian for need in missing]
    print(f"Installing {', '.join(packages)} through apt-get …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    # A fresh machine has no package lists, an old one stale ones: fetch them when the first try failed.
    for attempt in (command, [*prefix, "apt-get", "update", "-qq"], command):
        done = subprocess.run(
            attempt, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if attempt is command and done.returncode == 0:
            return True
    print(done.stderr.strip(), file=sys.stderr)
    return False


def privilege() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks no password, else None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def remedy(missing: list[Need]) -> str:
    if sys.platform == "darwin":
        command = " && ".join(f"brew install {need.brew}" for need in missing)
    else:
        command = f"sudo apt-get install {' '.join(need.debian for need in missing)}"
    things = " and ".join(need.what for need in missing)
    folders = ", ".join(sorted({need.tests for need in missing}))
    return f"{things} missing: the tests in {folders} cannot run until you type: {command}"


if __name__ == "__main__":
    main()
