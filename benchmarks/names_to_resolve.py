"""A generated register and messy names of its companies: a tenth as many, one in five of them in no register."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.registry.generated_register import companies, street
from tests.registry.invented import invented_name
from tests.registry.kin import any_town
from tests.registry.messy_names import Asked, absent, messy
from tests.registry.records import Registered, write

REGISTER, REGISTRY, NAMES = "00_zenkoku_all.csv", "registry", "names.jsonl"
_NAMES_OF, _NOT_REGISTERED, _FOR_ALL = 10, 0.2, 10


@dataclass(frozen=True)
class Named:
    """One row: the cells, and the number that is right or None."""

    name: str
    prefecture: str | None
    city: str | None
    postal_code: str | None
    address: str | None
    expected: str | None


def make(folder: Path, count: int) -> None:
    """The register as a file and as a built registry, and the names in random order."""
    from workbench.registry import build

    rng = random.Random(20261127)
    asked: list[Asked] = []

    def passing_by() -> Iterator[Registered]:
        for one in companies(count):
            yield one
            if one.is_active and not one.is_hidden and rng.random() < 1.15 / _NAMES_OF:
                asked.append(messy(one, rng) if rng.random() > _NOT_REGISTERED else absent(_nobody(rng), rng))

    write(passing_by(), folder / REGISTER)
    build([folder / REGISTER], folder / REGISTRY)
    rng.shuffle(asked)
    with (folder / NAMES).open("w", encoding="utf-8") as file:
        for one in asked[: count // _NAMES_OF]:
            place = one.place
            cells = (one.name, place.prefecture, place.city, place.postal_code, place.address, one.expected)
            file.write(json.dumps(cells, ensure_ascii=False) + "\n")


def read(folder: Path, all_of_them: bool = False) -> list[Named]:
    """A tenth of the names, which every program can bear, or all of them."""
    lines = (folder / NAMES).read_text(encoding="utf-8").splitlines()
    some = lines if all_of_them else lines[: max(len(lines) // _FOR_ALL, 1)]
    return [Named(*json.loads(line)) for line in some]


def quality(names: list[Named], accepted: list[str | None]) -> str:
    """In words: right among those accepted, and accepted rightly among those that are in the register."""
    told = sum(number is not None for number in accepted)
    registered = sum(one.expected is not None for one in names)
    right = sum(
        number is not None and one.expected == number for one, number in zip(names, accepted, strict=True)
    )
    return f"{right:,} of {told:,} accepted are right, {registered:,} of {len(names):,} are registered"


def _nobody(rng: random.Random) -> Registered:
    town = any_town(rng)
    return Registered("", invented_name(rng), town, street(town, rng))
