"""The JSON schema of settings files, by which editors complete and check them."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from workbench.contract.settings import Settings
from workbench.messages.settings_keys import FIELDS_JA

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema, made from the model; each key is described in Japanese and English."""
    schema = Settings.model_json_schema(schema_generator=_WithoutTitles)
    _describe(schema, schema["$defs"], "")
    return {"$schema": DIALECT, **schema}


def schema_text() -> str:
    """The schema as a file holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


class _WithoutTitles(GenerateJsonSchema):
    """Titles would only repeat the keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _describe(schema: dict[str, Any], definitions: dict[str, Any], path: str) -> None:
    """Put the Japanese before the English description of every key below; each definition is used at one key."""
    for key, child in schema.get("properties", {}).items():
        here = f"{path}.{key}" if path else key
        child["description"] = f"{FIELDS_JA[here]}\n{child['description']}"
        child.pop("x-allowed", None)
        for name, below in _references(child, here):
            _describe(definitions[name], definitions, below)


def _references(schema: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """The definitions that a key refers to, with the path of what they describe."""
    for option in (schema, *schema.get("anyOf", ())):
        if "$ref" in option:
            yield option["$ref"].rsplit("/", 1)[1], path
    if "$ref" in schema.get("items", {}):
        yield schema["items"]["$ref"].rsplit("/", 1)[1], f"{path}[]"
