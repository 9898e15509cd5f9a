"""Watching a run in a notebook cell: its progress, kept up to date in place until it ends."""

from html import escape
from typing import Any

from IPython.display import display

from workbench.progress import RunProgress, RunStatus, lines
from workbench.run import Run

STYLE = "font-family:inherit; line-height:1.5; margin:0; white-space:pre-wrap"


def watch(run: Run, timeout_s: float = 86_400) -> RunStatus:
    """Show the run's progress until it ends; its final status. Interrupting the cell leaves the run running.

    Raises WaitTimeout when it has not ended in time.
    """
    handle: Any = display(_Progress(["…"]), display_id=True)  # type: ignore[no-untyped-call]

    def show(progress: RunProgress) -> None:
        handle.update(_Progress(lines(progress)))

    return run.wait(timeout_s, on_progress=show)


class _Progress:
    """Lines of text that a notebook shows as they stand, and a terminal too."""

    def __init__(self, told: list[str]) -> None:
        self.text = "\n".join(told)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {
            "text/plain": self.text,
            "text/html": f'<pre class="wb-progress" role="status" style="{STYLE}">{escape(self.text)}</pre>',
        }
