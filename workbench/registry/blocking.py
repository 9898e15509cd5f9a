"""Which companies may be meant: a few for each row, found for all rows at once.

Three sieves, each only for the rows that the one before has not settled: the name's keys in the row's own prefecture,
the keys everywhere, names that share rare pairs of characters.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from workbench.registry import keys, slips
from workbench.registry.pairs import ID
from workbench.registry.places import Said
from workbench.registry.readings import Reading
from workbench.registry.store import PREFECTURE_BITS, PREFECTURE_CODES, Registry, entry_of, pair_entry_of

# position of the row -> ids of companies
Found = dict[int, set[int]]
# position of the row -> how it may be read, what it says of the place
Asked = Mapping[int, tuple[Sequence[Reading], Said]]

_LAST_PREFECTURE = (1 << PREFECTURE_BITS) - 1
# No name in Japan is as common; keys that stand for nothing might be.
MOST_NAMESAKES = 2_000
# Companies that share a pair with a name, the rarest pairs first, and those of them that are looked at closely.
_MOST_SHARING, _MOST_COMPARED = 3_000, 60
_MOST_SIMILAR = 5
# A pair of characters is rare that at most one of so many names has, and any that so few have.
_RARE_OF, _RARE_AT_LEAST = 50_000, 2


def in_prefecture(registry: Registry, asked: Asked) -> Found:
    """Companies with a key of a row's readings in a prefecture that the row names."""
    rows_of: dict[int, set[int]] = defaultdict(set)
    for row, (readings, said) in asked.items():
        codes = [PREFECTURE_CODES[name] for name in said.prefectures]
        for hash in _hashes(readings):
            for code in codes:
                rows_of[entry_of(hash, code)].add(row)
    found = registry.rows(
        "select entry, name_key.id from json_each(?) join name_key on entry = json_each.value", list(rows_of)
    )
    return _by_row(found, rows_of)


def everywhere(registry: Registry, asked: Asked) -> Found:
    """Companies with a key of a row's readings, wherever they are."""
    rows_of: dict[int, set[int]] = defaultdict(set)
    for row, (readings, _) in asked.items():
        for hash in _hashes(readings):
            rows_of[hash].add(row)
    found = registry.rows(
        f"select json_each.value, name_key.id from json_each(?) join name_key on entry between "
        f"json_each.value << {PREFECTURE_BITS} and (json_each.value << {PREFECTURE_BITS}) + {_LAST_PREFECTURE}",
        list(rows_of),
    )
    return _by_row(found, rows_of)


def _hashes(readings: Iterable[Reading]) -> set[int]:
    return {keys.hashed(key) for reading in readings for key in reading.all_keys}


def _by_row(found: Iterable[tuple[int, int]], rows_of: Mapping[int, set[int]]) -> Found:
    by_row: Found = defaultdict(set)
    for entry, id in found:
        for row in rows_of[entry]:
            by_row[row].add(id)
    for row, ids in by_row.items():
        if len(ids) > MOST_NAMESAKES:
            by_row[row] = set(sorted(ids)[:MOST_NAMESAKES])
    return by_row


def similar(registry: Registry, asked: Asked) -> Found:
    """Companies whose name is a few edits from a reading's, in the row's prefecture if it names one."""
    sharing = _Sharing(registry, asked)
    compared = {(row, key): sharing.most(key, said) for row, key, said in _wanted(asked)}
    names = dict(
        registry.rows(
            "select company.id, company.key from json_each(?) join company on company.id = json_each.value",
            sorted({id for ids in compared.values() for id in ids}),
        )
    )
    found = _swapped(registry, asked)
    for (row, key), ids in compared.items():
        near = process.extract(
            key,
            {id: names[id] for id in ids},
            scorer=OSA.distance,
            score_cutoff=slips.MOST_EDITS,
            limit=_MOST_SIMILAR,
        )
        found[row].update(id for _, _, id in near)
    return found


def _swapped(registry: Registry, asked: Asked) -> Found:
    """Companies whose key is a row's with two neighbours swapped: of short names that leaves no other trace."""
    rows_of: dict[int, set[int]] = defaultdict(set)
    for row, key, said in _wanted(asked):
        swaps = {f"{key[:at]}{key[at + 1]}{key[at]}{key[at + 2 :]}" for at in range(len(key) - 1)}
        for swapped in swaps - {key}:
            hash = keys.hashed(keys.shortened(swapped))
            for code in _codes(said):
                if code is not None:
                    rows_of[entry_of(hash, code)].add(row)
    found = registry.rows(
        "select entry, name_key.id from json_each(?) join name_key on entry = json_each.value", list(rows_of)
    )
    return _by_row(found, rows_of)


def rarity(registry: Registry, asked: Asked) -> Callable[[str], bool]:
    """Whether a pair of characters of any of the rows' names is rare in the register."""
    pairs = {pair for _, key, _ in _wanted(asked) for pair in keys.pairs_of_characters(key)}
    entries = {pair_entry_of(pair, 0): pair for pair in pairs}
    found = registry.rows(
        "select pair, names from json_each(?) join pair_count on pair = json_each.value", list(entries)
    )
    most = max(_RARE_AT_LEAST, registry.count // _RARE_OF)
    common = {entries[entry] for entry, names in found if names > most}
    return lambda pair: pair not in common


def _wanted(asked: Asked) -> Iterable[tuple[int, str, Said]]:
    for row, (readings, said) in asked.items():
        for key in dict.fromkeys(reading.plain for reading in readings):
            yield row, key, said


class _Sharing:
    """Who shares rare pairs of characters, for many rows: each posting is read once."""

    def __init__(self, registry: Registry, asked: Asked) -> None:
        self._postings: dict[tuple[str, int | None], array[int]] = {}
        wanted = {
            (pair, code)
            for _, key, said in _wanted(asked)
            for pair in keys.pairs_of_characters(key)
            for code in _codes(said)
        }
        entries = {pair_entry_of(pair, code): (pair, code) for pair, code in wanted if code is not None}
        for entry, ids in registry.rows(
            "select entry, ids from json_each(?) join name_pair on entry = json_each.value", list(entries)
        ):
            self._postings[entries[entry]] = array(ID, ids)
        everywhere = {pair_entry_of(pair, 0): (pair, code) for pair, code in wanted if code is None}
        for entry, ids in registry.rows(
            "select json_each.value, ids from json_each(?) join name_pair on entry between json_each.value "
            f"and json_each.value + {_LAST_PREFECTURE}",
            list(everywhere),
        ):
            self._postings.setdefault(everywhere[entry], array(ID)).frombytes(ids)

    def most(self, key: str, said: Said) -> list[int]:
        """Ids of those that share most with a key, of pairs that few have."""
        pairs = dict.fromkeys(keys.pairs_of_characters(key))
        postings = [
            posting
            for pair in pairs
            for code in _codes(said)
            if (posting := self._postings.get((pair, code)))
        ]
        counts: Counter[int] = Counter()
        read = 0
        for posting in sorted(postings, key=len):
            read += len(posting)
            if counts and read > _MOST_SHARING:
                break
            counts.update(posting)
        ranked = counts.most_common(_MOST_COMPARED)
        several = [id for id, shared in ranked if shared > 1]
        return several or [id for id, _ in ranked]


def _codes(said: Said) -> list[int | None]:
    return [PREFECTURE_CODES[name] for name in said.prefectures] or [None]
