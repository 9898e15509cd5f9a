"""Figures drawn from the numbers of quality.py: nothing is counted here.

Drawn on matplotlib's Figure itself: no pyplot, no global settings changed, so that a notebook's own charts
stay as they are. The Japanese font comes from the file that matplotlib-fontja carries; the package itself is
not imported, because its import changes the font of every chart in the process.
"""

import io
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from workbench import messages
from workbench.contract.states import RowState
from workbench.messages import Language
from workbench.palette import CONFIDENCE, SHADE_OF, SHOWN_ORDER, StateGroup, shade
from workbench.quality import NONE, MatchQuality, band_words

INK = "#222222"
DPI = 150


class PngFigure(Figure):
    """A matplotlib Figure that a notebook shows as a picture even when pyplot was never imported."""

    def _repr_png_(self) -> bytes:
        return png(self)


def quality_chart(quality: MatchQuality, language: Language | None = None) -> Figure:
    """Two panels of bars, each with its count: rows by state (those that occur), rows by confidence band."""
    language = language or messages.current_language()
    figure = PngFigure(figsize=(9.6, 4.0), dpi=DPI, layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
    found = quality.group(StateGroup.FOUND)
    _text(
        figure.suptitle(
            messages.say(
                "quality.chart_headline",
                language,
                rows=quality.rows,
                found=found,
                share=found / max(quality.rows, 1),
            )
        ),
        15,
    )
    states = quality.by_state.set_index("state").loc[[*SHOWN_ORDER]].reset_index()
    states = states[states["rows"] > 0]
    _bars(
        left,
        [messages.say(f"state.{state}", language) for state in states["state"]],
        states["rows"],
        [shade(RowState(state)).strong for state in states["state"]],
        messages.say("quality.title_state", language),
    )
    bands = quality.by_confidence
    _bars(
        right,
        [band_words(band, language) for band in bands["band"]],
        bands["rows"],
        [
            SHADE_OF[StateGroup.LEFT_OUT].strong if band == NONE else CONFIDENCE.strong
            for band in bands["band"]
        ],
        messages.say("quality.title_confidence", language),
    )
    return figure


def png(figure: Figure, dpi: int = DPI) -> bytes:
    """The figure as PNG; its bytes depend on what is drawn alone (no date, no version inside)."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()


@cache
def _font_file() -> Path:
    """The font file of matplotlib-fontja, found without importing it."""
    spec = find_spec("matplotlib_fontja")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("matplotlib_fontja", name="matplotlib_fontja")
    return Path(spec.submodule_search_locations[0]) / "fonts" / "ipaexg.ttf"


def _text(item: object, size: float) -> None:
    """Give a matplotlib Text the Japanese font at that size (points)."""
    item.set_fontproperties(FontProperties(fname=str(_font_file()), size=size))  # type: ignore[attr-defined]
    item.set_color(INK)  # type: ignore[attr-defined]


def _bars(axes: Axes, names: list[str], rows: pd.Series, colours: list[str], title: str) -> None:
    """Horizontal bars, the first on top; the counts stand at their ends, so there is no axis to read off."""
    counts = [int(count) for count in rows]
    bars = axes.barh(range(len(names)), counts, color=colours, height=0.72)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.set_xlim(0, max([*counts, 1]) * 1.16)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color("#999999")
    axes.tick_params(axis="y", length=0)
    _text(axes.set_title(title, loc="left"), 12)
    for label in [*axes.get_yticklabels(), *axes.bar_label(bars, [f"{n:,}" for n in counts], padding=4)]:
        _text(label, 11.5)
