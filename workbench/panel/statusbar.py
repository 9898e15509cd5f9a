"""The panel's head, and the pulse by which the browser knows that a kernel stands behind what it shows."""

from pathlib import Path

import traitlets
from anywidget import AnyWidget

from workbench.messages import Language, say

HERE = Path(__file__).parent
LABELS = ("title", "language", "connecting", "dead", "dismiss")
BEAT_S = 2.0
# So long without a beat and the panel is greyed: several beats, so that a busy kernel is not taken for a dead one.
STALE_S = 8.0


class StatusBar(AnyWidget):
    """Title, language switch, time of the last update, a sentence, and an error if there is one.

    beat counts up while the panel lives; stale_s: seconds without one after which the browser greys the panel.
    """

    _esm = HERE / "statusbar.js"
    _css = HERE / "panel.css"

    labels = traitlets.Dict().tag(sync=True)
    language = traitlets.Enum(["ja", "en"], default_value="ja").tag(sync=True)
    beat = traitlets.Int(0).tag(sync=True)
    stale_s = traitlets.Float(STALE_S).tag(sync=True)
    updated = traitlets.Unicode("").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    alert = traitlets.Unicode("").tag(sync=True)

    def relabel(self, language: Language) -> None:
        self.labels = {name: say(f"panel.{name}", language) for name in LABELS}
