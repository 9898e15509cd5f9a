"""A file's text -> the validated model, or every problem of it, each with its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from workbench.messages import CATALOGUE, Sentence
from workbench.yamlfile.encoding import decode
from workbench.yamlfile.nearest import nearest_key, nearest_value
from workbench.yamlfile.problems import InvalidFile, Place, Problem, Problems, shortened
from workbench.yamlfile.shape import Shape
from workbench.yamlfile.tree import HOLE, MAX_PROBLEMS, KeyPath, Node, read_document

Model = TypeVar("Model", bound=BaseModel)
# Complaints about how many, which pydantic also makes when items were left out because they are wrong themselves.
_ABOUT_COUNT = frozenset({"too_short", "too_long"})


@dataclass(frozen=True)
class Validated(Generic[Model]):
    """A model that a file describes, and where the file says what."""

    model: Model
    root: Node

    def says(self, path: KeyPath) -> bool:
        """Whether the file has that key itself, rather than its default being used."""
        return len(self.root.follow(path)) > len(path)

    def place(self, path: KeyPath) -> Place:
        """Where the key of that path stands; if the file does not have it, what would hold it."""
        return self.root.place_of(path)

    def key(self, path: KeyPath) -> str:
        """The path as people write it; items that have a name are called by it."""
        return self.root.key_of(path)


def validate(source: str | bytes, file: str, kind: type[Model]) -> Validated[Model]:
    """Read YAML and check it against a model; `file` only names it.

    Raises InvalidFile with every problem, except that a text that is no YAML cannot be checked further.
    """
    text = decode(source.encode(errors="replace") if isinstance(source, str) else source, file)
    if isinstance(text, Problem):
        raise InvalidFile(Problems((text,)))
    document = read_document(text, file)
    root, problems = document.root, document.problems
    if root is None or not isinstance(root.data, dict):
        raise InvalidFile(Problems.sorted(problems or [_not_a_mapping(root, file)]))
    try:
        model = kind.model_validate(root.data)
    except ValidationError as error:
        found = _problems(error.errors(include_url=False, include_input=False), root, file, kind)
        raise InvalidFile(Problems.sorted([*problems, *found])) from error
    if problems:
        raise InvalidFile(Problems.sorted(problems))
    return Validated(model, root)


def _not_a_mapping(root: Node | None, file: str) -> Problem:
    if root is None or root.data is None:
        return Problem(file, Place(1, 1), "", "yaml.empty")
    return Problem(file, root.place, "", "yaml.not_mapping", _shown(root))


def _problems(errors: Sequence[Any], root: Node, file: str, kind: type[BaseModel]) -> Iterable[Problem]:
    top = Shape.of(kind)
    errors = errors[:MAX_PROBLEMS]
    around = {error["loc"][:depth] for error in errors for depth in range(len(error["loc"]))}
    for error in errors:
        path: KeyPath = error["loc"]
        refused = any(node.data is HOLE for node in root.follow(path))
        consequence = error["type"] in _ABOUT_COUNT and path in around
        if refused or consequence:
            continue
        tell = _unknown_key if error["type"] == "extra_forbidden" else _wrong_value
        yield tell(error, path, root, file, top)


def _unknown_key(_: Any, path: KeyPath, root: Node, file: str, top: Shape) -> Problem:
    here = top.follow(path[:-1]) or top
    near = nearest_key(str(path[-1]), here, top)
    parameters = {"keys": ", ".join(here.keys)}
    return Problem(
        file, root.place_of(path), root.key_of(path), "yaml.unknown_key", str(path[-1]), near, parameters
    )


def _wrong_value(error: Any, path: KeyPath, root: Node, file: str, top: Shape) -> Problem:
    """What is wrong with a value, or that it is missing. Our own validators name their sentence themselves."""
    nodes = root.follow(path)
    node = nodes[-1] if len(nodes) > len(path) else None
    shape = top.follow(path) or top
    parameters: dict[str, object] = {"allowed": shape.allowed()}
    near = None
    if error["type"] in CATALOGUE:
        code, parameters = error["type"], error["ctx"]
    elif node is None:
        code = "yaml.missing_key"
    elif node.data is None:
        code = "yaml.no_value"
    else:
        code = "yaml.wrong_value"
        near = nearest_value(node.written or "", node.data, shape)
    place = node.place if node is not None and node.written is not None else root.place_of(path)
    found = _shown(node) if node else None
    return Problem(file, place, root.key_of(path), code, found, near, parameters)


def _shown(node: Node) -> str | Sentence:
    """The value as it is written, shortened; what spans lines is only named."""
    if node.written is None:
        return Sentence("found.mapping" if isinstance(node.data, dict) else "found.list")
    return shortened(node.written) or "null"
