"""How well messy names are resolved against a generated register: the second half of `make quality`.

    python -m tests.registry.evaluation [--companies 100000] [--queries 20000] [--seed 1] [--errors 50]

Precision: of the rows that were accepted without a person, how many got the right number. Recall: of the rows whose
company their name and place tell from all others in the register (tellable.py), how many were accepted rightly. By
kind of name and of place; then the errors, and the rows that were missed.
"""

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.registry import edinet
from tests.registry.generated_register import companies, held_out, street
from tests.registry.invented import invented_name
from tests.registry.kin import any_town, elsewhere, one_character_off, with_a_word
from tests.registry.messy_names import Asked, absent, messy, nobody
from tests.registry.records import Registered, write
from tests.registry.tellable import Register
from workbench.registry import Query, Resolution, build, open_registry, resolve

# Of 100 rows: companies of the EDINET list, other registered ones, three sorts that are not registered, and none.
_SHARES = (52, 28, 8, 6, 5, 1)


@dataclass(frozen=True)
class Answered:
    """One row and what came of it."""

    asked: Asked
    tells: bool
    accepted: str | None
    accepted_name: str
    reason: str

    @property
    def is_right(self) -> bool:
        return self.accepted is not None and self.accepted == self.asked.expected

    @property
    def is_wrong(self) -> bool:
        return self.accepted is not None and self.accepted != self.asked.expected


@dataclass(frozen=True)
class Figures:
    """Counts over rows: those that tell their company, those accepted, and the right ones of either."""

    rows: int
    tell: int
    accepted: int
    right: int
    right_that_tell: int

    @classmethod
    def of(cls, some: Sequence[Answered]) -> "Figures":
        return cls(
            rows=len(some),
            tell=sum(one.tells for one in some),
            accepted=sum(one.accepted is not None for one in some),
            right=sum(one.is_right for one in some),
            right_that_tell=sum(one.is_right and one.tells for one in some),
        )

    @property
    def precision(self) -> float:
        return self.right / self.accepted if self.accepted else 1.0

    @property
    def recall(self) -> float:
        return self.right_that_tell / self.tell if self.tell else 1.0


def rows(register: Register, count: int, seed: int) -> Iterator[Asked]:
    """Rows of every kind that somebody could be right about.

    None has become another company's very name and place by being messed up, and none about a company that is not
    registered says a registered one as well.
    """
    rng = random.Random(f"rows {seed}")
    shown = [one for one in register.active if not one.is_hidden]
    real, other = [one for one in shown if one.is_real], [one for one in shown if not one.is_real]
    sorts: tuple[Callable[[], Asked], ...] = (
        lambda: messy(rng.choice(real), rng),
        lambda: messy(rng.choice(other), rng),
        lambda: _fair(register, lambda: rng.choice(held_out(seed)), rng),
        lambda: _fair(register, lambda: _invented(rng), rng),
        lambda: _fair(register, lambda: _near(rng.choice(shown), rng), rng),
        lambda: nobody(rng.choice(shown), rng),
    )
    for sort in rng.choices(sorts, _SHARES, k=count):
        asked = sort()
        while register.says_another(asked):
            asked = sort()
        yield asked


def _fair(register: Register, some: Callable[[], Registered], rng: random.Random) -> Asked:
    while True:
        company = some()
        asked = absent(company, rng)
        if not register.is_taken(asked, company.town):
            return asked


def _invented(rng: random.Random) -> Registered:
    town = any_town(rng)
    return Registered("", invented_name(rng), town, street(town, rng))


def _near(one: Registered, rng: random.Random) -> Registered:
    """A company that is nearly called so: at its place only where a whole word is different.

    Of a name that no register has, one character off and at the very place, nobody can know that it is no slip.
    """
    if rng.random() < 0.5:
        return replace(one, name=with_a_word(one.name, rng))
    town = elsewhere(one.town, rng)
    return replace(one, name=one_character_off(one.name, rng), town=town, street=street(town, rng))


def query_of(asked: Asked) -> Query:
    place = asked.place
    return Query(asked.name, place.prefecture, place.city, place.postal_code, place.address)


def answered(company_count: int, query_count: int, seed: int, folder: Path) -> list[Answered]:
    """Generate a register and rows, build the registry in `folder`, resolve the rows."""
    everybody = list(companies(company_count, seed))
    file, registry_file = folder / "00_zenkoku_all.csv", folder / "registry"
    write(everybody, file)
    build([file], registry_file)
    register = Register(everybody)
    asked = list(rows(register, query_count, seed))
    with open_registry(registry_file) as registry:
        told = resolve(registry, [query_of(one) for one in asked])
    return [_answered(one, register.tells(one), came) for one, came in zip(asked, told, strict=True)]


def _answered(asked: Asked, tells: bool, came: Resolution) -> Answered:
    accepted = came.accepted
    number, name = (accepted.corporate_number, accepted.name) if accepted else (None, "")
    return Answered(asked, tells, number, name, came.reason.code.value)


def report(answers: Sequence[Answered]) -> list[str]:
    """The figures as lines of tables."""
    head = ["| | rows | tell | accepted | precision | recall |", "|---|---|---|---|---|---|"]
    lines = [*head, _row("all", answers)]
    groups: tuple[tuple[str, Callable[[Answered], str]], ...] = (
        ("name", lambda one: one.asked.kind),
        ("place", lambda one: one.asked.place.kind),
        ("reason", lambda one: one.reason),
    )
    for title, key in groups:
        by_key = defaultdict(list)
        for one in answers:
            by_key[key(one)].append(one)
        lines += ["", f"## By {title}", "", *head]
        lines += [_row(name, some) for name, some in sorted(by_key.items())]
    return lines


def _row(name: str, some: Sequence[Answered]) -> str:
    found = Figures.of(some)
    counts = f"{found.rows} | {found.tell} | {found.accepted}"
    return f"| {name} | {counts} | {found.precision:.4f} | {found.recall:.4f} |"


def errors(answers: Sequence[Answered], register: dict[str, Registered], limit: int) -> list[str]:
    """Rows that were accepted wrongly, then rows that were missed, `limit` of each."""
    head = ["| kind | given | place | accepted | expected | reason |", "|---|---|---|---|---|---|"]
    wrong = [one for one in answers if one.is_wrong]
    missed = [one for one in answers if one.tells and not one.is_right and not one.is_wrong]
    lines = []
    for title, some in (("accepted wrongly", wrong), ("missed", missed)):
        lines += ["", f"## {len(some)} {title}", "", *head]
        lines += [_error(one, register) for one in some[:limit]]
    return lines


def _error(one: Answered, register: dict[str, Registered]) -> str:
    place, expected = one.asked.place, register.get(one.asked.expected or "")
    given = (place.prefecture, place.city, place.postal_code, place.address)
    right = (
        f"{expected.name.full} {expected.town.prefecture}{expected.town.city}{expected.street}"
        if expected
        else "none"
    )
    told = [one.asked.kind, one.asked.name, " / ".join(text or "" for text in given)]
    told += [f"{one.accepted or ''} {one.accepted_name}", right, one.reason]
    return f"| {' | '.join(told)} |".replace("\n", "⏎")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print everything; 1 where precision or recall is below what docs/registry.md promises."""
    parser = argparse.ArgumentParser(prog="python -m tests.registry.evaluation", description=__doc__)
    parser.add_argument("--companies", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=50, help="how many of each sort are shown")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="registry-evaluation-") as folder:
        answers = answered(given.companies, given.queries, given.seed, Path(folder))
    register = {one.number: one for one in companies(given.companies, given.seed)}
    print(f"{given.companies:,} companies ({len(edinet.companies()):,} of EDINET), seed {given.seed}\n")
    print("\n".join([*report(answers), *errors(answers, register, given.errors)]))
    found = Figures.of(answers)
    return int(found.precision < LEAST_PRECISION or found.recall < LEAST_RECALL)


LEAST_PRECISION, LEAST_RECALL = 0.995, 0.97

if __name__ == "__main__":
    sys.exit(main())
