"""Puts the small Lambdas of infra/handlers/ into infra/cfn.yaml: `python -m infra.inline`.

CloudFormation takes one inline file a function: an import of infra.handlers.* becomes the text of that file.
Docstrings, comments, annotations and wide indents stay behind: a template may have 51,200 bytes, and they are read
in the files.
"""

import ast
import io
import re
import textwrap
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "infra" / "cfn.yaml"
# AWS::Lambda::Function Code.ZipFile (CloudFormation's documentation).
MOST_CHARACTERS = 4096

SLOT = re.compile(
    r"^(?P<indent> *)ZipFile: \| # (?P<path>infra/handlers/\w+\.py)\n(?:(?P=indent) +\S.*\n|\n)*", re.M
)
RETURNS = re.compile(r" -> [^()]+:$", re.M)
INDENT = re.compile(r"^(?: {4})+")
SHARED = re.compile(r"^from infra\.handlers\.(\w+) import .*\n", re.M)


def bundle(handler: Path) -> str:
    """The text of one function as it is deployed: the file, with the shared part in place of its import."""

    def shared(found: re.Match[str]) -> str:
        return bare((handler.parent / f"{found[1]}.py").read_text(encoding="utf-8"))

    return narrow(bare(SHARED.sub(shared, handler.read_text(encoding="utf-8"))))


def bare(code: str) -> str:
    """The code without docstrings and without lines that are only a comment."""
    dropped: set[int] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node) is not None:
            dropped.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    for token in _tokens(code):
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip():
            dropped.add(token.start[0])
    lines = enumerate(code.splitlines(keepends=True), start=1)
    kept = "".join(line for number, line in lines if number not in dropped)
    return re.sub(r"\n{3,}", "\n\n", kept).lstrip("\n")


def narrow(code: str) -> str:
    """The code without annotations, indented by one space a level; texts of several lines stay as they are."""
    texts = (token for token in _tokens(code) if token.type == tokenize.STRING)
    within = {line for text in texts for line in range(text.start[0] + 1, text.end[0] + 1)}
    return "".join(
        line if number in within else INDENT.sub(lambda spaces: " " * (len(spaces[0]) // 4), line)
        for number, line in enumerate(_unannotated(code), start=1)
    )


def _unannotated(code: str) -> list[str]:
    """The lines, with `name: str` as `name` and without `-> str`, where a function's head is on one line."""
    lines = code.splitlines(keepends=True)
    for function in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef)):
        at = function.lineno - 1
        cuts = [(each.col_offset + len(each.arg), each.annotation) for each in function.args.args]
        for start, annotation in reversed(cuts):
            if annotation is not None and annotation.lineno == function.lineno:
                lines[at] = lines[at][:start] + lines[at][annotation.end_col_offset :]
        lines[at] = RETURNS.sub(":", lines[at])
    return lines


def _tokens(code: str) -> Iterator[tokenize.TokenInfo]:
    return tokenize.generate_tokens(io.StringIO(code).readline)


def inlined(template: str, root: Path = ROOT) -> str:
    """The template with every `ZipFile: | # infra/handlers/….py` filled. ValueError if one is too long."""

    def fill(slot: re.Match[str]) -> str:
        code = bundle(root / slot["path"])
        if len(code) > MOST_CHARACTERS:
            raise ValueError(
                f"{slot['path']} has {len(code)} characters; inline code may have {MOST_CHARACTERS}"
            )
        body = textwrap.indent(code, slot["indent"] + " ")
        return f"{slot['indent']}ZipFile: | # {slot['path']}\n{body}"

    return SLOT.sub(fill, template)


def main() -> None:
    TEMPLATE.write_text(inlined(TEMPLATE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
