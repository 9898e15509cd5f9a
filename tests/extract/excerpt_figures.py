"""Excerpts of pages, a line each: how many owners' numbers are found, and how many lines without one are given none.

Each file of `excerpts/` is tab-separated with a head: `number` in E.164 or `-`, the page's `title`, a `body` of one
line and `why`. They were written by people who knew no rule, and are read as `readings.json` says: `first` before they
were used to mend anything, `now` as they must be read at least.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from crawler.extract.read import page_number

FOLDER = Path(__file__).parent / "excerpts"
READINGS = FOLDER / "readings.json"


@dataclass(frozen=True)
class Counts:
    """Of `owners` excerpts with an owner's number so many are `found`, of `others` without one so many `left`."""

    owners: int
    found: int
    others: int
    left: int


def read(name: str) -> tuple[Counts, list[str]]:
    """(counts of one file, a line for each excerpt that is read wrongly)."""
    owners = found = others = left = 0
    wrong = []
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        for at, one in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            number = _number_of(one["title"], one["body"])
            is_right = number == one["number"]
            owners, others = owners + (one["number"] != "-"), others + (one["number"] == "-")
            found, left = (
                found + (is_right and number != "-"),
                left + (is_right and number == "-"),
            )
            if not is_right:
                wrong.append(
                    f"{name}:{at}: {one['number']} expected, {number} told: {one['title']} ({one['why']})"
                )
    return Counts(owners, found, others, left), wrong


def readings() -> dict[str, dict[str, Counts]]:
    """The noted counts, by file and `first` or `now`."""
    noted = json.loads(READINGS.read_text(encoding="utf-8"))
    return {
        name: {when: Counts(**counts) for when, counts in by_time.items()} for name, by_time in noted.items()
    }


def _number_of(title: str, body: str) -> str:
    html = (
        f"<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>{title}</title><body>{body}</body></html>"
    )
    phone = page_number(html.encode(), "text/html; charset=utf-8", "http://page.example/")[0].phone
    return phone.e164 if phone else "-"
