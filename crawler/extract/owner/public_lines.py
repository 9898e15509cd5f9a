"""Numbers that are published for everybody: whoever shows one of them does not show his own.

public_lines.csv holds those of bodies that many sites name: national helplines, the body to which complaints about
privacy go, ticket offices, a carrier's and utilities' lines. Each is the body's own publication; no more of them are
needed than pages repeat.
"""

import csv
from functools import cache
from importlib import resources


@cache
def public_lines() -> dict[str, str]:
    """E.164 -> the body that answers there."""
    text = resources.files("crawler.extract.owner").joinpath("public_lines.csv").read_text(encoding="utf-8")
    return {row["number"]: row["body"] for row in csv.DictReader(text.splitlines())}


def is_public_line(e164: str, title: str) -> bool:
    """Whether a number is that of a public body, on a page whose title does not name the body.

    >>> is_public_line("+81570078374", "青空法律事務所"), is_public_line("+81570078374", "法テラス公式")
    (True, False)
    """
    body = public_lines().get(e164)
    return body is not None and body not in title
