"""pyproject.toml says what is wanted, the lock files exactly what is installed. They may not drift apart."""

import re
from pathlib import Path

import pytest

from tests.project.lockfile import EXTRAS, PROJECT, ROOT, read_lock, read_pin, unmet

MAIN = ROOT / "requirements.lock"
CRAWLER = ROOT / "crawler" / "requirements.lock"
NOTEBOOK = ROOT / "notebooks" / "requirements.lock"
BASE: list[str] = PROJECT["dependencies"]


@pytest.mark.parametrize("extra", ["", *EXTRAS])
def test_the_lock_fulfils_every_requirement(extra: str) -> None:
    assert unmet(EXTRAS[extra] if extra else BASE, read_lock(MAIN)) == []


@pytest.mark.parametrize(("lock", "extra"), [(CRAWLER, "crawler"), (NOTEBOOK, "notebook")])
def test_the_lock_of_an_image_fulfils_what_it_needs(lock: Path, extra: str) -> None:
    assert unmet([*BASE, *EXTRAS[extra]], read_lock(lock)) == [], "run: make lock"


@pytest.mark.parametrize("lock", [CRAWLER, NOTEBOOK], ids=["crawler", "notebook"])
def test_the_lock_of_an_image_pins_what_the_main_lock_pins(lock: Path) -> None:
    main = {(pin.name, pin.version, pin.hashes) for pin in read_lock(MAIN)}
    assert [pin.name for pin in read_lock(lock) if (pin.name, pin.version, pin.hashes) not in main] == []


def test_the_notebook_lock_has_no_crawler_no_embedded_aws_and_no_tests() -> None:
    names = {pin.name for pin in read_lock(NOTEBOOK)}
    assert names & {"scrapy", "moto", "pytest", "cfn-lint", "playwright", "mypy"} == set()


def test_the_crawler_lock_has_no_notebook_and_no_embedded_aws() -> None:
    names = {pin.name for pin in read_lock(CRAWLER)}
    assert names & {"pandas", "moto", "jupyterlab", "ipywidgets", "matplotlib", "pyarrow"} == set()


@pytest.mark.parametrize("lock", [MAIN, CRAWLER, NOTEBOOK], ids=["main", "crawler", "notebook"])
def test_every_pin_has_hashes(lock: Path) -> None:
    pins = read_lock(lock)
    assert pins
    assert [pin.name for pin in pins if not pin.hashes] == []
    assert all(digest.startswith("sha256:") for pin in pins for digest in pin.hashes)


@pytest.mark.parametrize("lock", [MAIN, CRAWLER, NOTEBOOK], ids=["main", "crawler", "notebook"])
def test_no_lock_names_an_index(lock: Path) -> None:
    assert re.findall(r"(?i)https?://\S+|--\w*index\S*|--find-links|--trusted-host", lock.read_text()) == []


def test_a_requirement_that_the_lock_lacks_is_found() -> None:
    pins = [read_pin("boto3==1.44.8     --hash=sha256:00"), read_pin("pyyaml==6.0.4 ; python_version < '4'")]
    assert unmet(["boto3>=1.44", "PyYAML>=6.0", "boto3>=1.45", "rapidfuzz"], pins) == [
        "boto3>=1.45",
        "rapidfuzz",
    ]
