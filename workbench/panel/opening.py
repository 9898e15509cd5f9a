"""One line in a notebook: the panel, in place of the one that the same kernel showed before."""

from pathlib import Path

from workbench.messages import Language, current_language
from workbench.panel.panel import Panel

_open: list[Panel] = []


def open_panel(
    list_path: str | Path | None = None,
    settings_path: str | Path | None = None,
    out_path: str | Path = "enriched.xlsx",
    *,
    list_id: str | None = None,
    run_id: str | None = None,
    language: Language | None = None,
) -> Panel:
    """The panel: pick a list and settings, run, watch, look at the result, export. Leave it as a cell's last line.

    The arguments only say what is chosen at first. Opened anew it looks at the run in progress that you started, or
    at run_id; the panel that this kernel showed before is closed, since one process speaks one language.
    """
    while _open:
        _open.pop().close()
    panel = Panel(
        Path(list_path) if list_path else None,
        Path(settings_path) if settings_path else None,
        Path(out_path),
        list_id=list_id,
        run_id=run_id,
        language=language or current_language(),
    )
    _open.append(panel)
    return panel
