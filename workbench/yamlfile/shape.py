"""What a model allows at each key: its JSON schema, walked by the path of a value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from workbench.messages import Sentence


@dataclass(frozen=True)
class Shape:
    """What may stand at one place."""

    schema: dict[str, Any]
    definitions: dict[str, Any]
    required: bool = True

    @classmethod
    def of(cls, model: type[BaseModel]) -> "Shape":
        schema = model.model_json_schema()
        return cls(schema, schema.get("$defs", {}))

    @property
    def kind(self) -> str | None:
        """object, array, string, integer, number, boolean."""
        kind: str | None = self.schema.get("type")
        return kind

    @property
    def choices(self) -> list[Any]:
        return self.schema.get("enum") or ([self.schema["const"]] if "const" in self.schema else [])

    @property
    def keys(self) -> list[str]:
        return list(self.schema.get("properties", {}))

    def child(self, part: str | int) -> "Shape | None":
        """What may stand at a key of a mapping, or as an item of a list; None if nothing may."""
        if isinstance(part, int):
            return self._resolved(self.schema["items"]) if "items" in self.schema else None
        if part not in self.schema.get("properties", {}):
            return None
        return self._resolved(self.schema["properties"][part], part in self.schema.get("required", ()))

    def follow(self, path: Sequence[str | int]) -> "Shape | None":
        shape: Shape | None = self
        for part in path:
            shape = shape.child(part) if shape is not None else None
        return shape

    def walk(self, path: str = "") -> Iterator[tuple[str, "Shape"]]:
        """Every key below, with its path: `stages`, `stages[].name` …"""
        for key in self.keys:
            child = self.child(key)
            if child is None:
                continue
            here = f"{path}.{key}" if path else key
            yield here, child
            yield from child.walk(here)
            if child.kind == "array" and (item := child.child(0)):
                yield from item.walk(f"{here}[]")

    def allowed(self) -> Sentence:
        """What may stand here, in words."""
        if self.choices:
            code = "allowed.choice" if len(self.choices) > 1 else "allowed.only"
            return Sentence(code, choices=", ".join(map(_as_yaml, self.choices)))
        if self.kind in {"integer", "number"}:
            return self._allowed_number()
        if self.kind == "string":
            return self._allowed_text()
        if self.kind == "array":
            item = self.child(0)
            of = item.allowed() if item else Sentence("allowed.anything")
            least, most = self.schema.get("minItems", 0), self.schema.get("maxItems")
            code = "allowed.list_of" if most is not None else "allowed.list"
            return Sentence(code, least=least, most=most, of=of)
        if self.kind == "object":
            return Sentence("allowed.mapping", keys=", ".join(self.keys))
        return Sentence("allowed.switch" if self.kind == "boolean" else "allowed.anything")

    def _allowed_number(self) -> Sentence:
        low, high = self.schema.get("minimum"), self.schema.get("maximum")
        code = "allowed.whole" if self.kind == "integer" else "allowed.number"
        if low is None:
            code, low = "allowed.number_above", self.schema.get("exclusiveMinimum")
        return Sentence(code, low=_as_yaml(low), high=_as_yaml(high))

    def _allowed_text(self) -> Sentence:
        if words := self.schema.get("x-allowed"):
            return Sentence(words)
        least, most = self.schema.get("minLength", 0), self.schema.get("maxLength")
        if most is not None:
            return Sentence("allowed.text_of", least=least, most=most)
        return Sentence("allowed.text_from", least=least) if least > 1 else Sentence("allowed.text")

    def _resolved(self, schema: dict[str, Any], required: bool = True) -> "Shape":
        """The schema itself in place of a reference to it, or of 'it or null'."""
        beside = dict(schema)
        for option in beside.pop("anyOf", ()):
            if option.get("type") != "null":
                beside = option | beside
        while reference := beside.pop("$ref", None):
            beside = self.definitions[reference.rsplit("/", 1)[1]] | beside
        return Shape(beside, self.definitions, required)


def _as_yaml(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
