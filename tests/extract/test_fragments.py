"""Fragments of pages, a line each in fragments.tsv: the number that a reader takes from them, `-` for none.

They hold what the written pages need whole: one form, one layout or one trap each, so that a failure names its cause.
"""

import csv
from pathlib import Path

import pytest

from crawler.extract.read import page_number

with (Path(__file__).parent / "fragments.tsv").open(encoding="utf-8", newline="") as lines:
    FRAGMENTS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    "fragment", FRAGMENTS, ids=lambda fragment: f"{fragment['title']}: {fragment['body'][:60]}"
)
def test_the_fragment_gives_the_expected_number(fragment: dict[str, str]) -> None:
    html = (
        f"<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>{fragment['title']}</title>{fragment['head']}"
        f"<body>{fragment['body']}</body></html>"
    )
    choice, considered = page_number(html.encode(), "text/html; charset=utf-8", "http://www.aozora.example/")
    digits = "-" if choice.phone is None else f"0{choice.phone.e164.removeprefix('+81')}"
    assert digits == (fragment["number"].replace("-", "") or "-"), considered


def test_every_fragment_is_written_once() -> None:
    assert len({tuple(fragment.values()) for fragment in FRAGMENTS}) == len(FRAGMENTS) > 200
