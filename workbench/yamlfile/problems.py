"""What is wrong in a file: where, what was found, and the sentence for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from workbench.messages import Language, Sentence, Speaks, say

# A person mends a few and reads again; a file of nothing but faults must not fill a notification.
MOST_TOLD = 50
MOST_SHOWN = 60


class Place(NamedTuple):
    """Where something begins in a file, both counted from 1 as editors do."""

    line: int
    column: int


@dataclass(frozen=True)
class Problem:
    """One fault. `parameters` fill the sentence of `code`.

    found: the value as it is written in the file. near: how it was likely meant.
    """

    file: str
    place: Place
    key: str
    code: str
    found: str | Sentence | None = None
    near: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: Language | None = None) -> str:
        """One line: file:line:column, the key, what is wrong, what is allowed."""
        where = f"{self.file}:{self.place.line}:{self.place.column}: "
        return where + (f"{self.key}: " if self.key else "") + self.message(language)

    def message(self, language: Language | None = None) -> str:
        """The sentence without the place."""
        near = Sentence("yaml.near", near=self.near) if self.near else ""
        return say(self.code, language, found=self.found, near=near, **self.parameters)

    def to_dict(self, language: Language | None = None) -> dict[str, Any]:
        """Plain values for JSON: line, column, key, code, found, near, message, and what else the sentence knows."""
        return {
            "line": self.place.line,
            "column": self.place.column,
            "key": self.key,
            "code": self.code,
            "found": _plain(self.found, language),
            "near": self.near,
            "message": self.message(language),
        } | {name: _plain(value, language) for name, value in self.parameters.items()}


class Problems(tuple[Problem, ...]):
    """All faults of a file in the order of its lines; as a parameter of a message, one line each."""

    @classmethod
    def sorted(cls, problems: Iterable[Problem]) -> "Problems":
        return cls(sorted(problems, key=lambda problem: problem.place))

    def sentence(self, language: Language | None = None) -> str:
        lines = [problem.sentence(language) for problem in self[:MOST_TOLD]]
        if len(self) > MOST_TOLD:
            lines.append(say("yaml.and_more", language, count=len(self) - MOST_TOLD))
        return "\n".join(lines)

    def to_dicts(self, language: Language | None = None) -> list[dict[str, Any]]:
        return [problem.to_dict(language) for problem in self]


class InvalidFile(Exception):
    """A file with problems. Who asked for the file turns this into an error of workbench.errors."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.problems = problems


def shortened(text: str) -> str:
    """What is written in the file on one line, and of something long the beginning."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}…"


def _plain(value: object, language: Language | None) -> object:
    return value.sentence(language) if isinstance(value, Speaks) else value
