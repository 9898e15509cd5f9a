"""What an analyst types works however often, and whatever was imported before."""

from pathlib import Path

import workbench
import workbench.export
from tests.frames.sample_results import sample_result


def test_the_name_can_be_called_again_and_again(tmp_path: Path) -> None:
    for _ in range(2):
        report = workbench.export(sample_result(1), tmp_path / "out.xlsx")  # type: ignore[operator]
        assert report.rows == 1
