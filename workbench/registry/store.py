"""The registry's file: one SQLite database, its tables, and companies by number."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from workbench.errors import RegistryError
from workbench.japan.addresses import PREFECTURES, comparable
from workbench.registry.records import Place, RegisteredCompany

_SQLITE = b"SQLite format 3\x00"
# Raised whenever the tables or the keys change: a file of another form is built anew, never read wrongly.
FORMAT = 2

SCHEMA = """
create table about (key text primary key, value text not null) without rowid;
-- id counts companies in the order of their numbers; prefecture: JIS X 0401, 0 abroad; former: JSON, null for none;
-- key: the loose key of the name.
create table company (
    id integer primary key, number integer not null, name text not null, kana text, english_name text,
    prefecture integer not null, city text, street text, postal_code text, kind text,
    closed_on text, close_cause text, successor text, updated_on text, former text, key text not null
);
-- Names by their keys: entry is a key's hash and the prefecture in one number (entry_of).
create table name_key (entry integer not null, id integer not null, primary key (entry, id)) without rowid;
-- Names by their rarest pairs of characters: ids are companies' ids as 32-bit integers (pair_entry_of).
create table name_pair (entry integer primary key, ids blob not null);
-- How many names have two characters side by side (pair_entry_of, prefecture 0); rare ones are left out.
create table pair_count (pair integer primary key, names integer not null);
create table city (prefecture integer not null, city text not null, primary key (prefecture, city)) without rowid;
"""
INDEXES = "create unique index company_number on company (number)"

# A prefecture takes six bits; with the lowest and the highest of them all prefectures are one range.
PREFECTURE_BITS = 6
PREFECTURE_CODES = {name: int(code) for code, name in PREFECTURES.items()}
ABROAD = 0

_COLUMNS = (
    "number, name, kana, english_name, prefecture, city, street, postal_code, kind, "
    "closed_on, close_cause, successor, updated_on, former"
)
_PREFECTURE = {code: name for name, code in PREFECTURE_CODES.items()}


class Registry:
    """A registry that is open for reading. Close it, or use it as a context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self.about: dict[str, str] = dict(connection.execute("select key, value from about"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @property
    def count(self) -> int:
        """How many companies it holds, closed ones among them."""
        return int(self.about["companies"])

    def by_number(self, numbers: Sequence[str]) -> dict[str, RegisteredCompany]:
        """number -> company, for those of the numbers that it holds."""
        asked = sorted({int(number) for number in numbers if number.isdigit() and number.isascii()})
        found = self.rows(
            f"select {_COLUMNS} from json_each(?) join company on company.number = json_each.value", asked
        )
        companies = map(as_company, found)
        return {company.corporate_number: company for company in companies}

    def by_id(self, ids: Iterable[int]) -> dict[int, RegisteredCompany]:
        """id -> company."""
        found = self.rows(
            f"select company.id, {_COLUMNS} from json_each(?) join company on company.id = json_each.value",
            sorted(ids),
        )
        return {row[0]: as_company(row[1:]) for row in found}

    @cached_property
    def cities(self) -> dict[str, frozenset[str]]:
        """Comparable name of a city -> the prefectures that have one of that name."""
        found = defaultdict(set)
        for code, city in self._connection.execute("select prefecture, city from city"):
            found[comparable(city)].add(_PREFECTURE[code])
        return {city: frozenset(prefectures) for city, prefectures in found.items()}

    def rows(self, query: str, asked: Sequence[Any]) -> Iterator[Any]:
        """The rows of a query whose one parameter is a JSON array."""
        return self._connection.execute(query, (json.dumps(asked),))


def is_registry(path: Path) -> bool:
    """Whether a file is a database, rather than a text or a zip."""
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


@contextmanager
def open_registry(path: Path) -> Iterator[Registry]:
    """The registry in a file that `build` has written. Raises RegistryError if it is none, or of another form."""
    registry = connect(path)
    try:
        yield registry
    finally:
        registry.close()


def connect(path: Path) -> Registry:
    """As open_registry, for whoever closes it."""
    if not path.is_file():
        raise RegistryError("error.registry_missing", file=str(path))
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        if connection.execute("pragma user_version").fetchone()[0] != FORMAT:
            raise RegistryError("error.registry_of_another_form", file=str(path))
        return Registry(path, connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise RegistryError("error.registry_not_one", file=str(path)) from error
    except RegistryError:
        connection.close()
        raise


def entry_of(hash: int, prefecture: int) -> int:
    """The number by which names of this hash in this prefecture are filed."""
    return hash << PREFECTURE_BITS | prefecture


def pair_entry_of(pair: str, prefecture: int) -> int:
    """The number by which names with this pair of characters in this prefecture are filed."""
    return (ord(pair[0]) << 21 | ord(pair[1])) << PREFECTURE_BITS | prefecture


def as_company(row: Sequence[Any]) -> RegisteredCompany:
    """The company of a row of its table, from its number on."""
    number, name, kana, english, prefecture, *rest = row
    city, street, postal_code, kind, closed_on, close_cause, successor, updated_on, former = rest
    names, places = json.loads(former) if former else ((), ())
    return RegisteredCompany(
        f"{number:013}",
        name,
        kana,
        english,
        _PREFECTURE.get(prefecture),
        city,
        street,
        postal_code,
        kind,
        closed_on,
        close_cause,
        successor,
        updated_on,
        tuple(names),
        tuple(Place(*place) for place in places),
    )
