"""Puts the small Lambdas of infra/handlers/ into infra/cfn.yaml: `python -m infra.inline`.

CloudFormation takes one inline file a function: an import of infra.handlers.* becomes the text of that file.
"""

import re
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "infra" / "cfn.yaml"
# AWS::Lambda::Function Code.ZipFile (CloudFormation's documentation).
MOST_CHARACTERS = 4096

SLOT = re.compile(
    r"^(?P<indent> *)ZipFile: \| # (?P<path>infra/handlers/\w+\.py)\n(?:(?P=indent) +\S.*\n|\n)*", re.M
)
SHARED = re.compile(r"^from infra\.handlers\.(\w+) import .*\n", re.M)
DOCSTRING = re.compile(r'\A""".*?"""\n+', re.S)


def bundle(handler: Path) -> str:
    """The text of one function as it is deployed: the file, with the shared part in place of its import."""

    def shared(found: re.Match[str]) -> str:
        return DOCSTRING.sub("", (handler.parent / f"{found[1]}.py").read_text(encoding="utf-8"))

    return SHARED.sub(shared, handler.read_text(encoding="utf-8"))


def inlined(template: str, root: Path = ROOT) -> str:
    """The template with every `ZipFile: | # infra/handlers/….py` filled. ValueError if one is too long."""

    def fill(slot: re.Match[str]) -> str:
        code = bundle(root / slot["path"])
        if len(code) > MOST_CHARACTERS:
            raise ValueError(
                f"{slot['path']} has {len(code)} characters; inline code may have {MOST_CHARACTERS}"
            )
        body = textwrap.indent(code, slot["indent"] + "  ")
        return f"{slot['indent']}ZipFile: | # {slot['path']}\n{body}"

    return SLOT.sub(fill, template)


def main() -> None:
    TEMPLATE.write_text(inlined(TEMPLATE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
