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

from workbench.japan.addresses import PREFECTURES
from workbench.registry import full_data, keys
from workbench.registry.full_data import Record, Skipped
from workbench.registry.store import FORMAT, INDEXES, SCHEMA

# So many skipped lines are told one by one; the rest is counted.
MOST_TOLD = 100
_ROWS_AT_ONCE = 10_000
T = TypeVar("T")
_PART = "\x1f"
_CODE = {name: int(code) for code, name in PREFECTURES.items()}


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
        connection.execute(INDEXES)
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
    lines = connection.execute("select number, cells from line order by number, version")
    for companies in _chunks(enumerate(filling.current(lines), start=1)):
        rows = [_row(id, newest, older) for id, (newest, older) in companies]
        connection.executemany(f"insert into company values ({','.join('?' * 16)})", rows)
        found_by = {(hash, row[0]) for row in rows for hash in _hashes(row)}
        connection.executemany("insert into name_key values (?, ?)", found_by)


def _row(id: int, newest: Record, older: Sequence[Record]) -> tuple[Any, ...]:
    return (
        id,
        int(newest.number),
        newest.name,
        newest.kana or None,
        newest.english_name or None,
        _CODE.get(newest.prefecture, 0),
        newest.city or None,
        newest.street or newest.outside or None,
        newest.postal_code or None,
        newest.kind or None,
        newest.closed_on or None,
        newest.close_cause or None,
        newest.successor or None,
        newest.updated_on or None,
        _former(newest, older),
        keys.name_key(newest.name),
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


def _hashes(row: tuple[Any, ...]) -> set[int]:
    former = json.loads(row[14])[0] if row[14] else ()
    written = (name for name in (row[2], row[3], row[4], *former) if name)
    return {keys.hashed(key) for name in written if (key := keys.name_key(name))}


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
