"""Everything installed with us may be passed on under its own terms without changing ours (MIT)."""

import re
from importlib.metadata import Distribution, distributions

import pytest

# LGPL libraries would be named here, each with the reason why it is used; there is none.
LGPL_BY_NAME: frozenset[str] = frozenset()
COPYLEFT = re.compile(r"(?<!Lesser )General Public License|\bA?GPL", re.IGNORECASE)
LESSER = re.compile(r"Lesser General Public License|\bLGPL", re.IGNORECASE)


def terms(distribution: Distribution) -> str:
    """What the distribution says of its licence, shortest form first; "" if nothing."""
    metadata = distribution.metadata
    classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    stated = [metadata.get("License-Expression"), first_line(metadata.get("License")), *classifiers]
    return " | ".join(filter(None, stated)) or licence_file_title(distribution)


def licence_file_title(distribution: Distribution) -> str:
    names = distribution.metadata.get_all("License-File", [])
    texts = [distribution.read_text(f"licenses/{name}") or distribution.read_text(name) for name in names]
    return " | ".join(filter(None, map(first_line, texts)))


def first_line(text: str | None) -> str:
    lines = (text or "").strip().splitlines()
    return lines[0].strip() if lines else ""


def installed() -> dict[str, str]:
    return {distribution.name: terms(distribution) for distribution in distributions()}


def test_nothing_installed_is_under_the_gpl() -> None:
    copyleft = {name: said for name, said in installed().items() if COPYLEFT.search(said)}
    assert {name: said for name, said in copyleft.items() if " OR " not in said} == {}


def test_libraries_under_the_lgpl_are_named() -> None:
    assert {name for name, said in installed().items() if LESSER.search(said)} == LGPL_BY_NAME


def test_everything_installed_states_its_licence() -> None:
    assert [name for name, said in installed().items() if not said] == []


@pytest.mark.parametrize(
    ("said", "copyleft"),
    [
        ("GPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v2 (GPLv2)", True),
        ("AGPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("LGPL-2.1-or-later", False),
        ("MIT License", False),
    ],
)
def test_the_gpl_is_told_from_others(said: str, copyleft: bool) -> None:
    assert bool(COPYLEFT.search(said)) is copyleft
