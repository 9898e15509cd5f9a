"""2. The settings: which file, and what it will do, stage by stage."""

from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from workbench.contract.settings import Settings, load_settings
from workbench.errors import SettingsError
from workbench.panel import choices, markup
from workbench.panel.desk import Desk
from workbench.settings.explain import Explanation, explain_file


class SettingsPart:
    """changed: called when other settings have been read."""

    def __init__(self, desk: Desk, path: Path | None, changed: Callable[[], None]) -> None:
        self.desk, self._changed = desk, changed
        self.settings: Settings | None = None
        self.explanation: Explanation | None = None
        self.error: SettingsError | None = None
        self.heading = widgets.HTML()
        self.picker = widgets.Dropdown(style={"description_width": "9em"})
        self.explained = widgets.HTML()
        self.box = widgets.VBox([self.heading, self.picker, self.explained])
        self.box.add_class("wb-card")
        self.box.add_class("wb-settings")
        found = choices.settings_in(path.parent if path else Path())
        if path is not None and path not in found:
            found.insert(0, path)
        self.picker.options = [(one.name, str(one)) for one in found]
        self.picker.value = str(path) if path else next((str(one) for one in found), None)
        self.picker.observe(lambda _: self._picked(), "value")

    def begin(self) -> None:
        """Read what is chosen."""
        self._read()

    @property
    def path(self) -> Path | None:
        """The file that is chosen."""
        return Path(self.picker.value) if self.picker.value else None

    def relabel(self) -> None:
        """All words anew, in the language that was chosen."""
        self.heading.value = markup.heading(self.desk.words("panel.settings"))
        self.picker.description = self.desk.words("panel.settings_file")
        self._explain()

    def _picked(self) -> None:
        self.desk.clear_error()
        self._read()

    def _read(self) -> None:
        """Small files: read at once."""
        self.settings = self.explanation = self.error = None
        try:
            if self.path is not None:
                self.explanation = explain_file(self.path)
                self.settings = load_settings(self.path)
        except SettingsError as error:
            self.error = error
            self.desk.tell_error(error)
        self._explain()
        self._changed()

    def _explain(self) -> None:
        if self.path is None:
            self.explained.value = markup.paragraph(self.desk.words("panel.no_settings"), "wb-soft")
        elif self.error is not None:
            self.explained.value = markup.paragraph(self.desk.error_words(self.error), "wb-error")
        elif self.explanation is not None:
            self.explained.value = self._in_words(self.explanation)

    def _in_words(self, explained: Explanation) -> str:
        """Each stage by its first sentence, what is doubtful, and the whole of it for those who open it."""
        language = self.desk.language
        stages = (
            f"{stage.heading.sentence(language)}: {stage.sentences[0].sentence(language)}"
            for stage in explained.stages
        )
        doubts = (markup.paragraph(one.caution.message(language), "wb-warning") for one in explained.cautions)
        return (
            markup.paragraph(explained.name, "wb-strong")
            + "".join(markup.paragraph(stage) for stage in stages)
            + "".join(doubts)
            + markup.details(self.desk.words("panel.in_full"), explained.lines(language))
        )
