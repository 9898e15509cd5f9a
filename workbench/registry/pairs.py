"""The index of near names: each company filed under the rarest pairs of characters of its name.

A slip of typing changes two or three pairs of a name and leaves the others. Rare pairs are few in the register, so
that what shares two of them with a name on a list is a handful of companies, whatever the register's size.
"""

import itertools
import operator
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

from workbench.registry.keys import pairs_of_characters
from workbench.registry.store import pair_entry_of

# Two slips spoil up to four pairs; the rarest four stand apart from each other mostly.
FILED_UNDER = 4
_FLUSHED_AT = 1_000_000
ID = "I"  # of array: 32 bits on every machine that Python runs on today


class PairIndex:
    """The index while it is made: all names are counted first, then each is filed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts: Counter[str] = Counter()

    def count(self, names: Iterable[str]) -> None:
        """Learn which pairs are rare."""
        self._counts.update(itertools.chain.from_iterable(map(pairs_of_characters, names)))

    def fill(self) -> None:
        """Tell the counts, and file every company of the table under its rarest pairs, in bounded memory."""
        counts = ((pair_entry_of(pair, 0), names) for pair, names in self._counts.items() if names > 1)
        self._connection.executemany("insert into pair_count values (?, ?)", counts)
        self._connection.execute("create temp table part (entry integer, ids blob)")
        for part in self._parts():
            rows = ((entry, ids.tobytes()) for entry, ids in part.items())
            self._connection.executemany("insert into part values (?, ?)", rows)
        parts = self._connection.execute("select entry, ids from part order by entry, rowid")
        whole = (
            (entry, b"".join(ids for _, ids in of_one))
            for entry, of_one in itertools.groupby(parts, key=operator.itemgetter(0))
        )
        self._connection.executemany("insert into name_pair values (?, ?)", whole)
        self._connection.execute("drop table part")

    def _parts(self) -> "Iterator[dict[int, array[int]]]":
        """entry -> ids of companies, from so many companies as fit into memory."""
        part: dict[int, array[int]] = {}
        filed = 0
        rarity = self._counts.__getitem__
        for id, prefecture, key in self._connection.execute("select id, prefecture, key from company"):
            pairs = sorted(dict.fromkeys(pairs_of_characters(key)), key=rarity)[:FILED_UNDER] if key else ()
            for pair in pairs:
                entry = pair_entry_of(pair, prefecture)
                ids = part.get(entry)
                if ids is None:
                    ids = part[entry] = array(ID)
                ids.append(id)
            filed += len(pairs)
            if filed >= _FLUSHED_AT:
                yield part
                part, filed = {}, 0
        yield part
