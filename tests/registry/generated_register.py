"""A register like 国税庁's full-data file, of any size and the same for the same seed.

    python -m tests.registry.generated_register FILE [--companies 100000] [--seed 1]

The EDINET companies, less a few that are kept out to be asked for in vain, stand among companies of the same name
elsewhere and of nearly the same name; the rest is invented. No invented number can be a real one: no registry office
has a code that begins with 9. Some corporations are closed, with or without a successor; some moved or were renamed,
and their past rows (latest 0) stand before the present one.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.registry import edinet
from tests.registry.invented import invented_name
from tests.registry.kin import any_town, elsewhere, kin_of, nearby
from tests.registry.records import (
    DISSOLVED_BY_MERGER,
    LIQUIDATED,
    Name,
    Registered,
    Town,
    with_check_digit,
    write,
)

HELD_OUT = 0.08
CLOSED, OF_THESE_MERGED, RENAMED, HAS_MOVED, HIDDEN = 0.06, 0.4, 0.02, 0.05, 0.002
# Of invented companies, how much kin each has beside what an EDINET company has.
_KIN_OF_INVENTED = 0.08
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_BUILDINGS = ("第一ビル", "中央ビル", "駅前ビル", "グランドタワー", "センタービル", "ＮＫビル")


@cache
def held_out(seed: int = 1) -> tuple[Registered, ...]:
    """EDINET companies that a register of this seed does not have."""
    real = edinet.companies()
    return tuple(random.Random(f"held out {seed}").sample(real, int(len(real) * HELD_OUT)))


def companies(count: int, seed: int = 1) -> Iterator[Registered]:
    """`count` corporations, closed ones among them, in no order that means anything."""
    rng = random.Random(f"register {seed}")
    families = _families(count, seed, rng)
    waiting: list[Registered] = []
    last = ""
    for place in range(count):
        left = count - place
        if families and rng.random() < len(families) / left:
            one = families.pop()
        elif waiting and rng.random() < 0.1:
            one = waiting.pop(rng.randrange(len(waiting)))
        else:
            name, town = invented_name(rng), any_town(rng)
            one = _numbered(name, town, rng)
            waiting += [
                _numbered(kin.name, kin.town, rng) for kin in kin_of(name, town, rng, _KIN_OF_INVENTED)
            ]
        # The number of an invented one is its place; families bring the real ones' own.
        if not one.is_real:
            one = _with_a_past(replace(one, number=with_check_digit(f"9{place:011}")), last, rng)
        if one.is_active:
            last = one.number
        yield one


def _families(count: int, seed: int, rng: random.Random) -> list[Registered]:
    """The EDINET companies and everybody's kin, also that of those held out, in random order, at most `count`.

    In a register too small for all, each real company still stands beside its kin.
    """
    out = {one.number for one in held_out(seed)}
    real = list(edinet.companies())
    rng.shuffle(real)
    found: list[Registered] = []
    for one in real:
        kin = [_numbered(kin.name, kin.town, rng) for kin in kin_of(one.name, one.town, rng)]
        if len(found) + len(kin) + 1 > count * 0.6:
            break
        found += kin if one.number in out else [one, *kin]
    rng.shuffle(found)
    return found


def street(town: Town, rng: random.Random) -> str:
    """A street as the register writes it: full width, 丁目, 番 and 号, sometimes a building."""
    chome, block, house = rng.randint(1, 5), rng.randint(1, 30), rng.randint(1, 20)
    way = rng.random()
    if way < 0.5:
        text = f"{chome}丁目{block}番{house}号"
    elif way < 0.8:
        text = f"{chome}丁目{block}－{house}"
    else:
        text = f"{block * 37 + house}番地" + (f"{house}" if rng.random() < 0.5 else "")
    if rng.random() < 0.2:
        text += f"{rng.choice(('', '　'))}{rng.choice(_BUILDINGS)}{rng.randint(2, 12)}階"
    return f"{town.name}{text.translate(_DIGITS)}"


def _numbered(name: Name, town: Town, rng: random.Random) -> Registered:
    return Registered("", name, town, street(town, rng))


def _with_a_past(one: Registered, last: str, rng: random.Random) -> Registered:
    chance = rng.random()
    if chance < CLOSED:
        merged = bool(last) and rng.random() < OF_THESE_MERGED
        cause = DISSOLVED_BY_MERGER if merged else LIQUIDATED
        day = f"20{rng.randint(16, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        return replace(one, closed_on=day, close_cause=cause, successor=last if merged else "")
    if chance < CLOSED + HAS_MOVED:
        town = (nearby if rng.random() < 0.7 else elsewhere)(one.town, rng)
        return replace(one, moved_from=replace(one, town=town, street=street(town, rng)))
    if chance < CLOSED + HAS_MOVED + RENAMED:
        return replace(one, renamed_from=replace(one, name=invented_name(rng)))
    return replace(one, is_hidden=True) if chance > 1 - HIDDEN else one


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.registry.generated_register", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--companies", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    lines = write(companies(given.companies, given.seed), given.file)
    print(f"{given.companies:,} corporations in {lines:,} lines -> {given.file}")


if __name__ == "__main__":
    main()
