"""YAML text -> plain data, each value with its place in the file and as it was written.

Read from the parser's events rather than by a loader, so that no value is guessed at: `no`, `on`, 010, 12:30 and
2026-11-24 are the text that stands there (YAML 1.1 makes a boolean, an octal, a base-60 number and a date of them).
What settings do not need is refused: aliases (a small file can unfold to gigabytes), tags, several documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from workbench.yamlfile.problems import Place, Problem, shortened
from workbench.yamlfile.syntax import syntax_problem

MAX_DEPTH = 20
MAX_PROBLEMS = 1_000

# The core schema of YAML 1.2.2 (10.3.2), without octal and hexadecimal numbers.
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(?=\.?[0-9])(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?")


_YAML_TAGS = "tag:yaml.org,2002:"
_NAME = re.compile(r"[\w-]{1,40}")

KeyPath = tuple[str | int, ...]


class _Hole:
    """Stands where a value was refused; nothing more is said about it."""


HOLE = _Hole()


@dataclass
class Node:
    """One value: data is what a loader would give; `written` is its text in the file, None for blocks."""

    data: Any
    place: Place
    written: str | None = None
    children: dict[str | int, "Node"] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)

    def follow(self, path: KeyPath) -> list["Node"]:
        """This node and those along the path, as far as the file has them."""
        nodes = [self]
        for part in path:
            if part not in nodes[-1].children:
                break
            nodes.append(nodes[-1].children[part])
        return nodes

    def place_of(self, path: KeyPath) -> Place:
        """The place of the last key of the path that the file has; of an item of a list, the item."""
        nodes = self.follow(path)
        last = path[len(nodes) - 2] if len(nodes) > 1 else None
        return nodes[-2].keys[last] if isinstance(last, str) else nodes[-1].place

    def key_of(self, path: KeyPath) -> str:
        """The path as people write it: `stages[sites].size`. Items without a name are counted from 1."""
        nodes = self.follow(path)
        told = ""
        for depth, part in enumerate(path):
            if isinstance(part, str):
                told += f".{shortened(part)}" if told else shortened(part)
            else:
                item = nodes[depth + 1] if depth + 1 < len(nodes) else None
                told += f"[{_name_of(item) or part + 1}]"
        return told


@dataclass(frozen=True)
class Document:
    """What a file holds. root is None if it holds nothing that could be read."""

    root: Node | None
    problems: list[Problem]


def _name_of(item: Node | None) -> str | None:
    name = item.data.get("name") if item is not None and isinstance(item.data, dict) else None
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


class _GiveUp(Exception):
    """There is no sense in reading on; the reason is among the problems."""


def read_document(text: str, file: str) -> Document:
    """The one document of a YAML text, and all that is wrong with it as YAML."""
    reader = _Reader(text)
    broken: list[Problem] = []
    root: Node | None = None
    try:
        root = reader.document()
    except yaml.YAMLError as error:
        broken = [syntax_problem(error, text, file)]
    except _GiveUp:
        pass
    keys = root or Node(None, Place(1, 1))
    problems = [
        Problem(
            file,
            fault.place,
            keys.key_of(fault.path),
            fault.code,
            fault.found,
            parameters=fault.parameters,
        )
        for fault in reader.faults
    ]
    return Document(root, [*problems, *broken])


@dataclass(frozen=True)
class _Fault:
    """A problem while the names of the items around it are not known yet."""

    path: KeyPath
    place: Place
    code: str
    found: str | None
    parameters: dict[str, object]


class _Reader:
    """Builds the tree from the parser's events, depth first."""

    def __init__(self, text: str) -> None:
        self.faults: list[_Fault] = []
        self._text = text
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.SafeLoader))

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._fault("yaml.several_documents", (), _place(event))
                    return root
                root = self._node(next(self._events), ())
        return root

    def _node(self, event: Any, path: KeyPath) -> Node:
        place = _place(event)
        if len(path) > MAX_DEPTH:
            self._fault("yaml.too_deep", (), place, depth=MAX_DEPTH)
            raise _GiveUp
        if isinstance(event, yaml.AliasEvent):
            self._fault("yaml.alias", path, place, found=f"*{event.anchor}")
            return Node(HOLE, place)
        if event.anchor is not None:
            self._fault("yaml.alias", path, place, found=f"&{event.anchor}")
        if isinstance(event, yaml.MappingStartEvent):
            node = self._mapping(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, path)
        else:
            plain = not event.style
            node = Node(_resolve(event.value) if plain else event.value, place, self._written(event, event))
        if event.tag is not None:
            self._fault("yaml.tag", path, place, found=event.tag.replace(_YAML_TAGS, "!!"))
            node.data = HOLE
        return node

    def _sequence(self, start: Any, path: KeyPath) -> Node:
        node = Node([], _place(start))
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            at = len(node.data)
            node.children[at] = self._node(event, (*path, at))
            node.data.append(node.children[at].data)
        node.written = self._written(start, event) if start.flow_style else None
        return node

    def _mapping(self, start: Any, path: KeyPath) -> Node:
        node = Node({}, _place(start))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, (*path, "?"))
            here = (*path, event.value) if isinstance(event, yaml.ScalarEvent) else path
            value = self._node(next(self._events), here)
            self._add(node, event, key, value, here)
        node.written = self._written(start, event) if start.flow_style else None
        return node

    def _add(self, node: Node, event: Any, key: Node, value: Node, path: KeyPath) -> None:
        """Add a pair to a mapping, if its key is one that a mapping of ours can have."""
        if not isinstance(event, yaml.ScalarEvent) or key.data is HOLE:
            self._fault("yaml.key_not_text", path, key.place)
        elif event.value == "<<" and not event.style:
            self._fault("yaml.alias", path, key.place, found="<<")
        elif event.value in node.keys:
            self._fault("yaml.duplicate_key", path, key.place, first=node.keys[event.value].line)
        else:
            node.keys[event.value] = key.place
            node.children[event.value] = value
            node.data[event.value] = value.data

    def _written(self, start: Any, end: Any) -> str:
        written = self._text[start.start_mark.index : end.end_mark.index]
        return written.removeprefix(f"&{start.anchor}").lstrip()

    def _fault(
        self, code: str, path: KeyPath, place: Place, found: str | None = None, **parameters: object
    ) -> None:
        self.faults.append(_Fault(path, place, code, found, parameters))
        if len(self.faults) >= MAX_PROBLEMS:
            raise _GiveUp


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _resolve(text: str) -> Any:
    """The value of a scalar without quotes.

    >>> [_resolve(text) for text in ("10", "0.5", "true", "~", "no", "010", "2026-11-24", "12:30")]
    [10, 0.5, True, None, 'no', '010', '2026-11-24', '12:30']
    """
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
