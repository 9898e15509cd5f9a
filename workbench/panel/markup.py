"""The parts of the panel that are only read, as HTML. Every text is escaped here and nowhere else."""

import base64
from collections.abc import Iterable, Sequence
from html import escape

from workbench.panel.views import StageView


def heading(text: str) -> str:
    return f'<h3 class="wb-h">{escape(text)}</h3>'


def paragraph(text: str, kind: str = "") -> str:
    return f'<p class="wb-p {kind}">{escape(text)}</p>' if text else ""


def bullets(sentences: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="wb-ul">{items}</ul>' if items else ""


def details(summary: str, lines: Iterable[str]) -> str:
    """Lines of text that are seen once they are opened."""
    text = escape("\n".join(lines))
    return f'<details class="wb-details"><summary>{escape(summary)}</summary><pre>{text}</pre></details>'


def stages(views: Sequence[StageView]) -> str:
    """A bar a stage, parted by state, with the same figures in words below it."""
    return "".join(_stage(view) for view in views)


def events(told: Iterable[tuple[str, str]], title: str) -> str:
    """(clock, sentence) pairs, the latest first."""
    rows = "".join(f"<li><time>{escape(at)}</time> {escape(sentence)}</li>" for at, sentence in told)
    return f'<h4 class="wb-h4">{escape(title)}</h4><ol class="wb-events">{rows}</ol>' if rows else ""


def picture(png: bytes, alternative: str) -> str:
    data = base64.b64encode(png).decode()
    return f'<img class="wb-chart" alt="{escape(alternative)}" src="data:image/png;base64,{data}">'


def file_link(url: str | None, words: str, path: str) -> str:
    """A link to a file that the server offers; only its path where it offers none."""
    if url is None:
        return f'<p class="wb-p"><code>{escape(path)}</code></p>'
    return (
        f'<p class="wb-p"><a class="wb-link" href="{escape(url)}" download>{escape(words)}</a>'
        f" <code>{escape(path)}</code></p>"
    )


def _stage(view: StageView) -> str:
    parts = "".join(
        f'<span style="width:{_share(part.rows, view.rows)}%;background:{part.colour}" '
        f'title="{escape(part.words)} {part.rows:,}"></span>'
        for part in view.segments
    )
    legend = "".join(
        f'<li><i style="background:{part.colour}"></i>{escape(part.words)} <b>{part.rows:,}</b></li>'
        for part in view.segments
    )
    notes = " · ".join(escape(note) for note in view.notes)
    return (
        f'<div class="wb-stage"><div class="wb-stage-top"><b>{escape(view.title)}</b>'
        f"<span>{escape(view.count_words)}</span><span>{notes}</span></div>"
        f'<div class="wb-bar" role="progressbar" aria-label="{escape(view.title)}" aria-valuemin="0" '
        f'aria-valuemax="{view.rows}" aria-valuenow="{view.done}" aria-valuetext="{escape(view.count_words)}">'
        f'{parts}</div><ul class="wb-legend">{legend}</ul></div>'
    )


def _share(rows: int, of: int) -> str:
    return f"{100 * rows / max(of, 1):.2f}"
