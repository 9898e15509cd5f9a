"""Make .venv hold exactly what requirements.lock says, and this project itself.

Runs before anything is installed, so it uses the standard library alone, and it parses on older Pythons so
that they get a sentence rather than a syntax error. Nothing is done when nothing changed since the last time.

PYTHON=python3.12 in the environment chooses the interpreter; otherwise an existing .venv keeps its own, and a
new one gets the Python that runs this, or the newest suitable one on the PATH.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-from"
LOCK = ROOT / "requirements.lock"
OLDEST, NEWEST = (3, 11), (3, 13)
VERSION_QUERY = "import sys; print(*sys.version_info[:2])"


def main() -> None:
    with open(ROOT / "pyproject.toml", "rb") as pyproject:
        # Two first commands in two terminals: the second waits for the first, then finds everything in place.
        fcntl.flock(pyproject, fcntl.LOCK_EX)
        if not is_current():
            set_up()


def is_current() -> bool:
    """True if .venv runs, comes from today's files in this folder, and has the Python asked for."""
    if not (VENV_PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted_stamp()):
        return False
    asked = os.environ.get("PYTHON")
    return not asked or version_of(asked) == version_of(VENV_PYTHON)


def wanted_stamp() -> str:
    """What .venv depends on, as one hash. The folder counts: the scripts in it hold absolute paths."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (ROOT / "pyproject.toml", LOCK):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def set_up() -> None:
    started = time.monotonic()
    python = suitable_python()
    print(
        f"Setting up .venv with Python {dotted(version_of(python))} (one or two minutes the first time) …",
        flush=True,
    )
    STAMP.unlink(missing_ok=True)
    if not is_usable_venv(python):
        make_venv(python)
    pip("install", "--require-hashes", "-r", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(wanted_stamp())
    print(f".venv is ready after {time.monotonic() - started:.0f} s.", flush=True)


def suitable_python() -> str:
    """The interpreter to build .venv with."""
    asked = os.environ.get("PYTHON")
    if asked:
        if is_supported(version_of(asked)):
            return asked
        sys.exit(f"PYTHON={asked} is {dotted(version_of(asked))}; {supported_in_words()}")
    newest_first = [f"python{dotted((3, minor))}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for candidate in [VENV_PYTHON, sys.executable, *newest_first]:
        if is_supported(version_of(candidate)):
            # A virtual environment cannot be rebuilt by its own interpreter: take the one it was made from.
            return base_of(candidate)
    sys.exit(f"python3 here is {dotted(sys.version_info[:2])}; {supported_in_words()}")


def is_supported(version: tuple[int, ...] | None) -> bool:
    return version is not None and OLDEST <= version <= NEWEST


def supported_in_words() -> str:
    return (
        f"Python {dotted(OLDEST)} to {dotted(NEWEST)} is needed. Install one "
        f"(Debian, Ubuntu: apt-get install python3; macOS: brew install python@{dotted(NEWEST)}), "
        f"then run the command again; PYTHON=/path/to/python chooses one."
    )


def dotted(version: tuple[int, ...] | None) -> str:
    return "missing" if version is None else ".".join(str(part) for part in version)


def version_of(python: str | Path) -> tuple[int, ...] | None:
    """(major, minor) of an interpreter; None if there is none of that name, or it does not run."""
    if python == sys.executable:
        return sys.version_info[:2]
    try:
        answer = subprocess.run(
            [str(python), "-c", VERSION_QUERY], capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return tuple(int(part) for part in answer.stdout.split()) if answer.returncode == 0 else None


def base_of(python: str | Path) -> str:
    query = "import sys; print(getattr(sys, '_base_executable', sys.executable))"
    return subprocess.run(
        [str(python), "-c", query], capture_output=True, text=True, check=True
    ).stdout.strip()


def is_usable_venv(python: str) -> bool:
    """True if .venv can be added to: made in this folder, by this Python, with pip in it."""
    config = VENV / "pyvenv.cfg"
    made_here = config.exists() and str(VENV) in config.read_text()
    return (
        made_here
        and version_of(VENV_PYTHON) == version_of(python)
        and succeeds([str(VENV_PYTHON), "-m", "pip", "--version"])
    )


def make_venv(python: str) -> None:
    """Debian's python3 may lack ensurepip: pip then comes from Debian's own wheel of it, without root."""
    bundled = succeeds([python, "-c", "import ensurepip"])
    run([python, "-m", "venv", "--clear", *([] if bundled else ["--without-pip"]), str(VENV)])
    if not bundled:
        with tempfile.TemporaryDirectory() as folder:
            wheel = debian_pip_wheel(Path(folder))
            # A wheel of pip can run itself.
            run(
                [
                    str(VENV_PYTHON),
                    str(wheel / "pip"),
                    "install",
                    "--quiet",
                    "--no-index",
                    "--no-deps",
                    str(wheel),
                ]
            )


def debian_pip_wheel(folder: Path) -> Path:
    """The path of Debian's wheel of pip: the installed one, else one downloaded and unpacked below folder."""
    if not wheels_below(Path("/")):
        download_pip_wheel(folder)
    wheels = wheels_below(Path("/")) or wheels_below(folder)
    if not wheels:
        sys.exit(
            f"{sys.executable} has no pip and none could be fetched. "
            "Install it (Debian, Ubuntu: sudo apt-get install python3-venv), then run the command again."
        )
    return wheels[-1]


def wheels_below(root: Path) -> list[Path]:
    return sorted((root / "usr/share/python-wheels").glob("pip-*.whl"))


def download_pip_wheel(folder: Path) -> None:
    """Unpack python3-pip-whl below folder, with package lists of our own where the machine has none."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    own_lists = ["-o", f"Dir::State={folder}/state", "-o", f"Dir::Cache={folder}/cache"]
    for part in ("state/lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True)
    download = ["download", "-qq", "python3-pip-whl"]
    if not succeeds(["apt-get", *download], folder):
        succeeds(["apt-get", *own_lists, "update", "-qq"], folder)
        succeeds(["apt-get", *own_lists, *download], folder)
    for package in folder.glob("python3-pip-whl_*.deb"):
        succeeds(["dpkg-deb", "-x", str(package), str(folder)], folder)


def succeeds(command: list[str], folder: Path = ROOT) -> bool:
    return subprocess.run(command, cwd=str(folder), capture_output=True).returncode == 0


def pip(*arguments: str) -> None:
    run(
        [
            str(VENV_PYTHON),
            "-m",
            "pip",
            arguments[0],
            "--quiet",
            "--disable-pip-version-check",
            *arguments[1:],
        ]
    )


def run(command: list[str]) -> None:
    """Run a command whose own words explain a failure; ours name the step."""
    returncode = subprocess.run(command, cwd=str(ROOT)).returncode
    if returncode:
        sys.exit(f"Set-up stopped (exit {returncode}) at: {' '.join(command)}")


if __name__ == "__main__":
    main()
