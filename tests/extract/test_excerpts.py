"""Excerpts of pages (`excerpts/`): no file of them may be read worse than noted."""

import pytest

from tests.extract import excerpt_figures
from tests.extract.excerpt_figures import FOLDER, readings


@pytest.mark.parametrize("name", sorted(readings()))
def test_excerpts_are_read_as_well_as_noted(name: str) -> None:
    counts, wrong = excerpt_figures.read(name)
    noted = readings()[name]["now"]

    assert (counts.owners, counts.others) == (noted.owners, noted.others)
    assert counts.found >= noted.found, "\n".join(wrong)
    assert counts.left >= noted.left, "\n".join(wrong)


def test_every_file_has_its_readings() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(readings())
