"""The chart shows the figures of the quality, and leaves the process as it was."""

import subprocess
import sys

import matplotlib as mpl
import pytest

from tests.frames.sample_results import sample_result
from workbench.charts import png, quality_chart
from workbench.messages import Language, say
from workbench.quality import match_quality


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_chart_shows_each_state_that_occurs_with_its_count(language: Language) -> None:
    quality = match_quality(sample_result(200))
    states = quality_chart(quality, language).axes[0]
    occurring = quality.by_state[quality.by_state["rows"] > 0]
    shown = {label.get_text() for label in states.get_yticklabels()}
    assert shown == {say(f"state.{state}", language) for state in occurring["state"]}
    assert sorted(bar.get_width() for bar in states.patches) == sorted(occurring["rows"])
    labels = {text.get_text() for text in states.texts}
    assert labels == {f"{rows:,}" for rows in occurring["rows"]}


def test_the_second_panel_adds_up_to_the_rows() -> None:
    bands = quality_chart(match_quality(sample_result(200)), "ja").axes[1]
    assert sum(bar.get_width() for bar in bands.patches) == 200


@pytest.mark.filterwarnings("error")
def test_japanese_is_drawn_without_a_missing_glyph() -> None:
    picture = png(quality_chart(match_quality(sample_result(50)), "ja"))
    assert picture.startswith(b"\x89PNG")


def test_the_same_figures_give_the_same_picture() -> None:
    quality = match_quality(sample_result(50))
    assert png(quality_chart(quality, "ja"), 60) == png(quality_chart(quality, "ja"), 60)


def test_an_empty_list_has_a_chart_too() -> None:
    assert png(quality_chart(match_quality(sample_result(0)), "ja"), 60).startswith(b"\x89PNG")


def test_a_notebook_shows_it_without_pyplot() -> None:
    figure = quality_chart(match_quality(sample_result(20)), "en")
    assert figure._repr_png_().startswith(b"\x89PNG")  # type: ignore[attr-defined]


def test_drawing_changes_no_global_setting() -> None:
    before = dict(mpl.rcParams)
    png(quality_chart(match_quality(sample_result(20)), "ja"), 60)
    assert dict(mpl.rcParams) == before


def test_neither_pyplot_nor_the_font_package_is_imported() -> None:
    code = (
        "import sys, workbench.charts; "
        "print(sorted({'matplotlib.pyplot', 'matplotlib_fontja'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
