"""How good extraction is on the written pages: the first half of `make quality`.

    python -m tests.extract.quality [--no-mutations]

Precision, recall and F1 of the page's number, by line, role and type of page, for each set of pages apart; the errors;
how the sets were read before they were used to mend anything; and for each rule of the extractor the pages that
fail without it.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import phonenumbers
from selectolax.lexbor import LexborHTMLParser

from crawler.extract.files import content_type_of
from crawler.extract.page.decode import decode
from crawler.extract.rules import Rule, without
from tests.extract import excerpt_figures
from tests.extract.corpus import (
    FIRST_READINGS,
    HERE,
    PAGES,
    SETS,
    Answered,
    Case,
    answered,
    cases,
)


@dataclass(frozen=True)
class Figures:
    """Counts over pages: `right` and `wrong` numbers (of which `where_none`: on pages without one), `missed` ones."""

    pages: int
    right: int
    wrong: int
    where_none: int
    missed: int

    @property
    def right_answers(self) -> int:
        """Pages whose number was told, or rightly none: a wrong number instead of the right one is one wrong page."""
        return self.pages - self.missed - self.where_none

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def figures(answers: Sequence[Answered]) -> Figures:
    """The counts; a number other than the right one is both wrong and a miss of the right one."""
    right = sum(1 for one in answers if one.phone and one.is_right)
    wrong = sum(1 for one in answers if one.phone and not one.is_right)
    where_none = sum(1 for one in answers if one.phone and one.case.expected["phone"] is None)
    missed = sum(1 for one in answers if one.case.expected["phone"] and not one.is_right)
    return Figures(len(answers), right, wrong, where_none, missed)


def report(title: str, answers: Sequence[Answered]) -> list[str]:
    """The figures of one set of pages, and its errors, as lines of a table."""
    lines = [
        f"\n## {title}: {len(answers)} pages",
        "",
        "| | pages | precision | recall | F1 | wrong where none |",
        "|---|---|---|---|---|---|",
    ]
    groups: tuple[tuple[str, Callable[[Answered], str]], ...] = (
        ("all", lambda one: "all"),
        ("line", lambda one: one.case.expected.get("line") or "none"),
        ("role", lambda one: one.case.expected.get("role") or "none"),
        ("type", lambda one: one.case.expected.get("page_type") or "?"),
    )
    for kind, key in groups:
        by_key = defaultdict(list)
        for one in answers:
            by_key[key(one)].append(one)
        lines += [
            _row(f"{kind} {name}" if kind != "all" else "all", figures(some))
            for name, some in sorted(by_key.items())
        ]
    told = [one for one in answers if one.is_right and one.phone]
    for field in ("line", "role"):
        same = sum(1 for one in told if getattr(one, field) == one.case.expected.get(field))
        lines.append(f"\nOf {len(told)} right numbers, {same} have the right {field}.")
    wrong = [one for one in answers if one.faults]
    if wrong:
        lines += ["", "| page | fault | reason | why it is expected |", "|---|---|---|---|"]
        lines += [
            f"| {one.case.name} | {'; '.join(one.faults)} | {one.why} | {one.case.expected.get('why', '')} |"
            for one in wrong
        ]
    return lines


def _row(name: str, counted: Figures) -> str:
    return (
        f"| {name} | {counted.pages} | {counted.precision:.3f} | {counted.recall:.3f} | {counted.f1:.3f}"
        f" | {counted.where_none} |"
    )


def first_hit(case: Case) -> str | None:
    """What most programs take: the first valid number that `phonenumbers` finds in a page's text."""
    tree = LexborHTMLParser(decode(case.path.read_bytes(), content_type_of(case.path)))
    tree.strip_tags(["script", "style", "template", "noscript"], recursive=True)
    text = tree.body.text(separator="\n") if tree.body else ""
    found = next(iter(phonenumbers.PhoneNumberMatcher(text, "JP")), None)
    return phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164) if found else None


def summary(now: Mapping[str, Sequence[Answered]]) -> list[str]:
    """One line a set: as it is read now, and its first reading, which alone tells of unseen pages.

    "first hit" is how many pages the first number of the text would be right on: it tells how hard a set is.
    """
    lines = [
        "\n## All sets",
        "",
        "| set | date | pages | first hit | right | precision | recall | F1 | wrong where none |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    first = json.loads(FIRST_READINGS.read_text(encoding="utf-8"))
    for name, answers in now.items():
        hits = sum(first_hit(one.case) == one.case.expected["phone"] for one in answers)
        lines.append(_summed(name, "now", hits, figures(answers)))
        if folder := next((folder for folder, title in SETS.items() if title == name), None):
            read = dict(first[folder])
            lines.append(_summed(f"{name}, first reading", read.pop("date"), hits, Figures(**read)))
    return lines


def _summed(name: str, date: str, hits: int, counted: Figures) -> str:
    return (
        f"| {name} | {date} | {counted.pages} | {hits} | {counted.right_answers} | {counted.precision:.3f}"
        f" | {counted.recall:.3f} | {counted.f1:.3f} | {counted.where_none} |"
    )


def of_excerpts() -> list[str]:
    """One line a file of excerpts, as it is read now and as it was first."""
    lines = [
        "\n## Excerpts",
        "",
        "| file | with a number | found | first | without | left | first |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, noted in excerpt_figures.readings().items():
        now, first = excerpt_figures.read(name)[0], noted["first"]
        lines.append(
            f"| {name} | {now.owners} | {now.found} | {first.found} | {now.others} | {now.left} | {first.left} |"
        )
    return lines


def mutations(answers: Sequence[Answered]) -> dict[Rule, list[str]]:
    """For each rule, the pages whose answer is right with it and wrong without it (number, line or role)."""
    sound = [one for one in answers if not one.faults]
    needed = {}
    for rule in Rule:
        with without(rule):
            needed[rule] = [one.case.name for one in sound if answered(one.case).faults]
    return needed


def main(arguments: Sequence[str]) -> int:
    """Print everything; 1 if a page of pages/ has another number than expected, or no page needs some rule."""
    answers = [answered(case) for case in cases(PAGES)]
    sets = {"pages": answers}
    sets |= {title: [answered(case) for case in cases(HERE / folder)] for folder, title in SETS.items()}
    for title, some in sets.items():
        print("\n".join(report(title, some)))
    print("\n".join(summary(sets)))
    print("\n".join(of_excerpts()))
    unneeded = False
    if "--no-mutations" not in arguments:
        print("\n## Rules\n\n| rule | pages that fail without it | for example |\n|---|---|---|")
        for rule, names in mutations(answers).items():
            unneeded = unneeded or not names
            print(f"| {rule.value} | {len(names)} | {names[0] if names else 'none: no page needs it'} |")
    return int(unneeded or any(not one.is_right for one in answers))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
