"""Every sentence that a person reads, in Japanese and English.

A sentence has a code; the code that finds a fact says the code and the parameters, and only the place where a
person reads it (a cell, a sheet, a terminal, a mail) turns them into words with `say`. The catalogues beside this
file are grouped by who reads them.
"""

import os
from collections.abc import Mapping
from typing import Literal, Protocol, get_args, runtime_checkable

from workbench.messages import (
    errors,
    estimate,
    export,
    extraction,
    findings,
    headings,
    panel,
    quality,
    reasons,
    registry,
    runs,
    schedules,
    settings,
    states,
)

Language = Literal["ja", "en"]

CATALOGUE: Mapping[str, tuple[str, str]] = {
    **errors.CATALOGUE,
    **estimate.CATALOGUE,
    **export.CATALOGUE,
    **extraction.CATALOGUE,
    **findings.CATALOGUE,
    **headings.CATALOGUE,
    **panel.CATALOGUE,
    **quality.CATALOGUE,
    **reasons.CATALOGUE,
    **registry.CATALOGUE,
    **runs.CATALOGUE,
    **schedules.CATALOGUE,
    **settings.CATALOGUE,
    **states.CATALOGUE,
}

_SOURCE = "source."
_chosen: Language | None = None


@runtime_checkable
class Speaks(Protocol):
    """What can say itself in either language: as a parameter of a sentence it is asked to."""

    def sentence(self, language: Language | None = None, /) -> str: ...


class Sentence:
    """A code with its parameters, kept until somebody reads it.

    >>> say("yaml.near", "en", near=Sentence("state.found"))
    ' (did you mean found?)'
    """

    def __init__(self, code: str, /, **parameters: object) -> None:
        self.code = code
        self.parameters = parameters

    def sentence(self, language: Language | None = None, /) -> str:
        return say(self.code, language, **self.parameters)


def use_language(language: Language | None) -> None:
    """Choose the language of everything said after this call, in this process; None: the environment's again."""
    global _chosen
    if language is not None and language not in get_args(Language):
        raise ValueError(f"language must be 'ja' or 'en', not {language!r}")
    _chosen = language


def current_language() -> Language:
    """The chosen language, else that of WORKBENCH_LANG, else Japanese."""
    if _chosen is not None:
        return _chosen
    return "en" if os.environ.get("WORKBENCH_LANG", "").lower().startswith("en") else "ja"


def say(code: str, language: Language | None = None, /, **parameters: object) -> str:
    """The sentence of a code, filled with its parameters.

    A parameter that is None reads as 不明 or 'unknown'; one that is "@" and codes, parted by spaces, reads as their
    words: so a reason can be kept as data and still be told in either language. One that can say itself is asked to.

    >>> say("state.found", "en")
    'found'
    >>> say("reason.no_entry", "en", source="@source.directory")
    'the directory has no entry for this company'
    """
    language = language or current_language()
    words = CATALOGUE[code][0 if language == "ja" else 1]
    return words.format_map({key: _in_words(value, language) for key, value in parameters.items()})


def _in_words(value: object, language: Language) -> object:
    if value is None:
        return "不明" if language == "ja" else "unknown"
    if isinstance(value, Speaks):
        return value.sentence(language)
    if (
        isinstance(value, str)
        and value.startswith("@")
        and all(code in CATALOGUE or code.startswith(_SOURCE) for code in value[1:].split())
    ):
        words = (_word(code, language) for code in value[1:].split())
        return ("、" if language == "ja" else ", ").join(words)
    return value


def _word(code: str, language: Language) -> str:
    """The word of a code; a source that others added is called by its name."""
    return say(code, language) if code in CATALOGUE else code.removeprefix(_SOURCE)
