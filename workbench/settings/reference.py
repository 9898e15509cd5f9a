"""docs/settings.md, made from the model: every key, what may stand there, what holds without it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from workbench.contract.settings import Settings
from workbench.messages import CATALOGUE, Language, Sentence
from workbench.messages.settings_keys import FIELDS_JA
from workbench.yamlfile.shape import Shape

_PARAMETER = re.compile(r"\{\w+\}")
LANGUAGES: tuple[Language, Language] = ("ja", "en")
HEADER = "| key | 値 / value | 既定 / default | 意味 / meaning |\n|---|---|---|---|"
INTRODUCTION = """\
# 設定ファイル / The settings file

<!-- Made by `python tools/settings_pages.py` from workbench/contract/settings.py, contract/sources.py and
     messages/settings_keys.py; a test compares. -->

設定ファイルは、どの会社情報をどこで、どの順に調べるかを書いたYAMLファイル(UTF-8)です。見本を写して始めてください。
A settings file says in YAML (UTF-8) where companies are looked up and in which order. Start from a copy of a sample:

- [`careful.yaml`](../data/samples/settings/careful.yaml) 実在のサイト向け / for real sites
- [`careful-names.yaml`](../data/samples/settings/careful-names.yaml) 社名から / from names
- [`demo.yaml`](../data/samples/settings/demo.yaml) デモ用 / of the demonstration

```
workbench settings explain FILE     # 何が起こるかを文章で / what will happen, in sentences
workbench settings schema           # エディター用のJSONスキーマ / the JSON schema for editors
```

誤りは、ファイル・行・桁・キー・見つかった値・書ける値・近い綴りとともに、一度にすべて示します。
All errors are told at once, each with file, line, column, key, the value found, what is allowed, and the nearest
spelling.

書き方の決まり / How it is read:

- 知らないキーは誤りです。
  Unknown keys are errors.
- 値は書いたとおりに読みます。`no`、`on`、`010`、`12:30`、`2026-11-24` は文字で、切り替えは `true` か `false` だけです。
  Values are read as they are written: `no`, `on`, `010`, `12:30` and `2026-11-24` are text; switches are `true` or
  `false` alone.
- 数と切り替えは引用符で囲みません。
  Numbers and switches stand without quotes.
- 別名(`&` `*` `<<`)、型の指定(`!`)、2つ目の文書(`---`)は使えません。
  No anchors and aliases, no tags, no second document.

エディターで補完するには、ファイルの先頭に次の行を置きます(スキーマの場所は実際のものに)。
For completion in an editor put this line at the top of the file (with the schema's real place):

```yaml
# yaml-language-server: $schema=settings.schema.json
```
"""
CAUTIONS = """\
## 注意 / Warnings

`workbench settings explain` は、誤りではないが意図と違いそうなところも示します。
`workbench settings explain` also tells what is valid and yet hardly meant:
"""


def page() -> str:
    """The whole page."""
    top = Shape.of(Settings)
    parts = [INTRODUCTION, *_sections("", top), CAUTIONS + "\n" + "\n".join(_cautions())]
    return "\n".join(parts) + "\n"


def _sections(path: str, shape: Shape, about: str = "") -> Iterator[str]:
    """A table for the keys of one mapping, then those of the mappings in it."""
    title = f"`{path}`" if path else "全体 / The whole file"
    children = {key: child for key in shape.keys if (child := shape.child(key))}
    paths = {key: f"{path}.{key}" if path else key for key in children}
    rows = [_row(key, paths[key], child) for key, child in children.items()]
    yield "\n".join([f"## {title}\n", *([f"{about}\n"] if about else []), HEADER, *rows, ""])
    for key, child in children.items():
        item = child.child(0) if child.kind == "array" else None
        if child.keys:
            yield from _sections(paths[key], child, _meaning(paths[key], child, " / "))
        elif item is not None and item.keys:
            yield from _sections(f"{paths[key]}[]", item, _meaning(paths[key], child, " / "))


def _row(key: str, path: str, shape: Shape) -> str:
    item = shape.child(0) if shape.kind == "array" else None
    nested = shape.keys or (item is not None and item.keys)
    allowed = "↓" if nested else _both(shape.allowed())
    cells = (f"`{key}`", allowed, _default(shape), _meaning(path, shape, "<br>"))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _meaning(path: str, shape: Shape, between: str) -> str:
    return f"{FIELDS_JA[path]}{between}{shape.schema['description']}"


def _both(sentence: Sentence) -> str:
    """A sentence in both languages; once where they are the same."""
    return "<br>".join(dict.fromkeys(sentence.sentence(language) for language in LANGUAGES))


def _default(shape: Shape) -> str:
    if shape.required:
        return _both(Sentence("reference.required"))
    if shape.keys:
        return _both(Sentence("reference.optional"))
    default: Any = shape.schema.get("default")
    if default is None:
        return _both(Sentence("reference.none"))
    return f"`{default:g}`" if isinstance(default, float) else f"`{json.dumps(default)}`".replace('"', "")


def _cautions() -> Iterator[str]:
    """Each warning in both languages, what it would be filled with left open."""
    for code, (japanese, english) in CATALOGUE.items():
        if code.startswith("caution."):
            yield f"- {_PARAMETER.sub('…', japanese)}<br>{_PARAMETER.sub('…', english)}"
