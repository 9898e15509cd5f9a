"""The Tax Agency's files into one registry."""

import itertools
import json
import operator
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from workbench.errors import RegistryError
from workbench.registry import full_data, keys
from workbench.registry.full_data import Record, Skipped
from workbench.registry.pairs import PairIndex
from workbench.registry.store import ABROAD, FORMAT, INDEXES, PREFECTURE_CODES, SCHEMA, entry_of

# So many skipped lines are told one by one; the rest is counted.
MOST_TOLD = 100
_ROWS_AT_ONCE = 10_000
_KEY = 15  # where a company's row has its loose key
T = TypeVar("T")
_PART = "\x1f"


@dataclass(frozen=True)
class BuildReport:
    """What went in and what came of it: rows = companies + replaced + deleted + skipped."""

    path: Path
    rows: int
    companies: int
    closed: int
    without_kana: int
    replaced: int
    deleted: int
    skipped: int
    told: tuple[Skipped, ...]
    updated_on: str | None


def build(files: Sequence[Path], out: Path) -> BuildReport:
    """One registry of the files, whichever order they come in, written to `out` in one step.

    The newest line of a company counts; what it was called and where it stood before stays findable.
    Raises RegistryError if a file cannot be read.
    """
    with _replacing(out) as connection:
        reading = _Reading()
        connection.execute("create temp table line (number integer, version text, cells text)")
        _insert(connection, "insert into line values (?, ?, ?)", reading.lines(files))
        filling = _Filling()
        _fill(connection, filling)
        connection.execute("drop table line")
        connection.execute(INDEXES)
        connection.execute(
            "insert into city select distinct prefecture, city from company where prefecture and city is not null"
        )
        connection.execute("insert into about values ('companies', ?)", (str(filling.companies),))
    return BuildReport(
        out,
        reading.rows,
        filling.companies,
        filling.closed,
        filling.without_kana,
        filling.replaced,
        filling.deleted,
        reading.skipped,
        tuple(reading.told),
        filling.updated_on or None,
    )


class _Reading:
    """The lines of the files on their way into the database, counted."""

    def __init__(self) -> None:
        self.rows = self.skipped = 0
        self.told: list[Skipped] = []

    def lines(self, files: Sequence[Path]) -> Iterator[tuple[int, str, str]]:
        """(number, what sorts the lines of one company by age, the cells) of every good line."""
        for path in files:
            for one in full_data.read(path):
                self.rows += 1
                if isinstance(one, Record):
                    version = f"{one.updated_on}{one.latest}{one.sequence:>12}"
                    yield int(one.number), version, _PART.join(one)
                else:
                    self.skipped += 1
                    if len(self.told) < MOST_TOLD:
                        self.told.append(one)


class _Filling:
    """Companies on their way into the tables, counted."""

    def __init__(self) -> None:
        self.companies = self.closed = self.without_kana = self.replaced = self.deleted = 0
        self.updated_on = ""

    def current(self, lines: Iterable[tuple[int, str]]) -> Iterator[tuple[Record, list[Record]]]:
        """(newest, older ones from old to new) of each company, from lines that are sorted by number and age."""
        for _, of_one in itertools.groupby(lines, key=operator.itemgetter(0)):
            *older, newest = [Record(*cells.split(_PART)) for _, cells in of_one]
            self.replaced += len(older)
            self.updated_on = max(self.updated_on, newest.updated_on)
            if newest.is_deleted:
                self.deleted += 1
                continue
            self.companies += 1
            self.closed += bool(newest.closed_on)
            self.without_kana += not newest.kana
            yield newest, older


def _fill(connection: sqlite3.Connection, filling: _Filling) -> None:
    """Companies with what finds them."""
    lines = connection.execute("select number, cells from line order by number, version")
    connection.execute("create temp table entry (entry integer, id integer)")
    pairs = PairIndex(connection)
    for companies in _chunks(enumerate(filling.current(lines), start=1)):
        rows = [_row(id, newest, older) for id, (newest, older) in companies]
        connection.executemany(f"insert into company values ({','.join('?' * 16)})", rows)
        findable = [
            row for row, (_, (newest, _)) in zip(rows, companies, strict=True) if not newest.is_hidden
        ]
        connection.executemany(
            "insert into entry values (?, ?)", [one for row in findable for one in _entries(row)]
        )
        pairs.count(row[_KEY] for row in findable)
    connection.execute("insert into name_key select distinct entry, id from entry order by entry, id")
    connection.execute("drop table entry")
    pairs.fill()


def _row(id: int, newest: Record, older: Sequence[Record]) -> tuple[Any, ...]:
    return (
        id,
        int(newest.number),
        newest.name,
        newest.kana or None,
        newest.english_name or None,
        PREFECTURE_CODES.get(newest.prefecture, ABROAD),
        newest.city or None,
        newest.street or newest.outside or None,
        newest.postal_code or None,
        newest.kind or None,
        newest.closed_on or None,
        newest.close_cause or None,
        newest.successor or None,
        newest.updated_on or None,
        _former(newest, older),
        "" if newest.is_hidden else keys.of_registered(newest.name),
    )


def _former(newest: Record, older: Sequence[Record]) -> str | None:
    """Names and places that no longer hold, as JSON, the latest first."""
    names = dict.fromkeys(one.name for one in reversed(older) if one.name and one.name != newest.name)
    place = (newest.prefecture, newest.city, newest.street, newest.postal_code)
    places = dict.fromkeys(
        before
        for one in reversed(older)
        if (before := (one.prefecture, one.city, one.street, one.postal_code))[:3] != place[:3]
        and any(before)
    )
    if not names and not places:
        return None
    known = [[part or None for part in before] for before in places]
    return json.dumps([list(names), known], ensure_ascii=False)


def _entries(row: tuple[Any, ...]) -> Iterator[tuple[int, int]]:
    """(entry, id) of each name that a company has or had, in each prefecture where it is or was."""
    id, _, _, kana, english, prefecture, *_, former, key = row
    found = {
        keys.shortened(key),
        keys.of_reading(kana) if kana else "",
        keys.of_english(english) if english else "",
    }
    prefectures = {prefecture}
    if former:
        names, places = json.loads(former)
        found.update(keys.shortened(keys.of_registered(name)) for name in names)
        prefectures.update(PREFECTURE_CODES.get(place[0], ABROAD) for place in places)
    for one in found:
        if one:
            hash = keys.hashed(one)
            for code in prefectures:
                yield entry_of(hash, code), id


def _insert(connection: sqlite3.Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for chunk in _chunks(rows):
        connection.executemany(statement, chunk)


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(items)
    while chunk := list(itertools.islice(remaining, _ROWS_AT_ONCE)):
        yield chunk


@contextmanager
def _replacing(out: Path) -> Iterator[sqlite3.Connection]:
    """A new database that takes the place of `out` when all went well, and leaves no trace otherwise."""
    with _told_if_not_written(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
        os.close(handle)
        try:
            with closing(sqlite3.connect(name, isolation_level=None)) as connection:
                connection.executescript(
                    "pragma journal_mode=off; pragma synchronous=off; pragma temp_store=file;"
                )
                connection.executescript(SCHEMA)
                connection.execute("begin")
                yield connection
                connection.execute("commit")
                connection.execute(f"pragma user_version={FORMAT}")
            Path(name).chmod(0o644)
            Path(name).replace(out)
        finally:
            Path(name).unlink(missing_ok=True)


@contextmanager
def _told_if_not_written(out: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise RegistryError("error.registry_not_written", file=str(out), detail=str(error)) from error
