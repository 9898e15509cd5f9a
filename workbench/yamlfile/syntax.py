"""What a YAML parser complains of -> what the person who wrote the line should look at.

The parser names the rule that it could not apply, in English; a person is helped by the slip that is likely behind it.
"""

import re

import yaml
from yaml.reader import ReaderError

from workbench.yamlfile.problems import Place, Problem, shortened

# PyYAML's own words (yaml/scanner.py, yaml/parser.py) -> our code; the first that fits.
_COMPLAINTS = (
    (r"found character '\\t'", "yaml.tab"),
    (r"found character '.' that cannot start", "yaml.reserved_character"),
    (r"unexpected end of stream$", "yaml.quote_open"),
    (r"unknown escape character|expected escape sequence", "yaml.escape"),
    (r"expected ',' or '[\]}]'", "yaml.bracket_open"),
    (r"found '[\]}]'", "yaml.bracket_closed"),
    (r"found '<stream end>'", "yaml.ends_early"),
    (r"mapping values are not allowed", "yaml.colon"),
    (r"could not find expected ':'", "yaml.no_colon"),
    (r"expected <block end>|sequence entries are not allowed|expected the node content", "yaml.indentation"),
)
# Where the slip is where something began, not where the parser gave up.
_AT_BEGINNING = frozenset({"yaml.quote_open", "yaml.bracket_open", "yaml.no_colon"})
# Slips that are seen in the line itself, whatever the parser made of them.
_SLIPS = (
    (re.compile(r"^[ ]*\t"), "yaml.tab"),
    (re.compile(r"^[ ]*(- )?[A-Za-z_]\w*\s*\uff1a"), "yaml.full_width_colon"),
    (re.compile(r"^[ ]*\u3000"), "yaml.full_width_space"),
    (re.compile(r"^[ ]*(- )?[A-Za-z_]\w*:[^\s/]"), "yaml.no_space_after_colon"),
)


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The problem behind a parser's error."""
    if isinstance(error, ReaderError):
        place = _place_of_index(text, error.position)
        character = f"U+{ord(text[error.position]):04X}"
        return Problem(file, place, "", "yaml.control_character", character)
    lines = text.splitlines() or [""]
    problem_mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    complaint = getattr(error, "problem", None) or ""
    for mark in (problem_mark, context_mark):
        if mark is None:
            continue
        for number in (mark.line, mark.line - 1):
            line = lines[number] if 0 <= number < len(lines) else ""
            for pattern, code in _SLIPS:
                if found := pattern.match(line):
                    return Problem(file, Place(number + 1, found.end()), "", code, shortened(line))
    code = next((code for pattern, code in _COMPLAINTS if re.search(pattern, complaint)), "yaml.syntax")
    mark = (context_mark if code in _AT_BEGINNING else None) or problem_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return Problem(file, place, "", code, shortened(line))


def _place_of_index(text: str, index: int) -> Place:
    before = text[:index]
    return Place(before.count("\n") + 1, index - before.rfind("\n"))
