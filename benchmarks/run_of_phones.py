"""A generated run: what the crawler would have landed for a list of companies, three numbers seen for each.

By construction the weight of each observation is known, so that a baseline that only sorts by weight must find the
same numbers. Half of the sites write the company's name as the list does, half otherwise; a third tell an address.
"""

import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.contract.records import (
    Company,
    Observation,
    Outcome,
    RunLines,
    RunRecords,
    ShardLines,
    ShardRecords,
    load_lines,
)
from workbench.contract.settings import Settings
from workbench.contract.states import Field, Line, Place, Role
from workbench.evidence.features import Features, weigh
from workbench.evidence.weights import EVIDENCE, PRIOR

ROWS_PER_SHARD = 5_000
STAGE = "sites"
SETTINGS = Settings.model_validate(
    {
        "name": "benchmark",
        "stages": [{"name": STAGE, "sources": ["homepage"]}],
        "politeness": {"contact": "benchmark@workbench.example"},
    }
)


@dataclass(frozen=True)
class _Kind:
    """One of the observations that each company has."""

    place: Place
    role: Role
    label: str | None
    path: str


KINDS = (
    _Kind(Place.TABLE, Role.MAIN, "代表電話", "company"),
    _Kind(Place.FOOTER, Role.OTHER, None, ""),
    _Kind(Place.TEXT, Role.BRANCH, "TEL", "branches"),
)


def make_run(folder: Path, companies: int, seed: int = 20261124) -> None:
    """companies.jsonl.gz, and of each shard its observations and outcomes; weights.parquet for the baseline."""
    chance = random.Random(seed)
    asked: list[str] = []
    scored: list[tuple[object, ...]] = []
    for begin in range(0, companies, ROWS_PER_SHARD):
        shard = f"{begin // ROWS_PER_SHARD:04d}"
        seen: list[str] = []
        ended = []
        for row in range(begin, min(begin + ROWS_PER_SHARD, companies)):
            asked.append(_company(row))
            seen += _observations(row, chance, scored)
            ended.append(_outcome(row, shard))
        _write(folder / f"observations-{shard}.jsonl.gz", seen)
        _write(folder / f"outcomes-{shard}.jsonl.gz", ended)
    _write(folder / "companies.jsonl.gz", asked)
    pd.DataFrame(scored, columns=["company_id", "phone", "weight", "url", "fetched_at"]).to_parquet(
        folder / "weights.parquet"
    )


def read_lines(folder: Path) -> RunLines:
    """The run as storage.read_run_lines gives it."""
    shards = {}
    for path in sorted(folder.glob("outcomes-*.jsonl.gz")):
        shard = path.name.removeprefix("outcomes-").removesuffix(".jsonl.gz")
        seen = (folder / f"observations-{shard}.jsonl.gz").read_bytes()
        shards[STAGE, 1, shard] = ShardLines([path.read_bytes()], [seen], None, [])
    return RunLines((folder / "companies.jsonl.gz").read_bytes(), [], shards)


def read_records(folder: Path) -> RunRecords:
    """The run as storage.read_run gives it."""
    lines = read_lines(folder)
    shards = {
        at: ShardRecords(
            outcomes := [one for batch in shard.outcomes for one in load_lines(Outcome, batch)],
            [one for batch in shard.observations for one in load_lines(Observation, batch)],
            None,
            None,
            [one.row_id for one in outcomes],
        )
        for at, shard in lines.shards.items()
    }
    return RunRecords(load_lines(Company, lines.companies), [], shards)


def phone_of(row: int, kind: int) -> str:
    """A number of Tokyo, another for each row and kind."""
    return f"+813{30_000_000 + row * len(KINDS) + kind:08d}"


def _company(row: int) -> str:
    listed = f'"03-{phone_of(row, 0)[4:8]}-{phone_of(row, 0)[8:]}"' if row % 3 == 0 else "null"
    return (
        f'{{"v":1,"row_id":{row},"company_id":"{row:013d}","name":"株式会社架空商会{row}","prefecture":"東京都",'
        f'"city":"千代田区","postal_code":null,"address":"東京都千代田区架空町{row % 9 + 1}-{row}",'
        f'"corporate_number":null,"homepage":"http://www.kaisha{row}.example/","listed_phone":{listed}}}'
    )


def _observations(row: int, chance: random.Random, scored: list[tuple[object, ...]]) -> Iterator[str]:
    name = f"株式会社架空商会{row}" if chance.random() < 0.5 else f"（株）架空商會 {row}"
    with_address = chance.random() < 0.33
    address = f"〒102-0000 東京都千代田区架空町{row % 9 + 1}丁目{row}" if with_address else None
    for number, kind in enumerate(KINDS):
        phone, url = phone_of(row, number), f"http://www.kaisha{row}.example/{kind.path}"
        second = f"2026-11-24T{row // 3600 % 24:02d}:{row // 60 % 60:02d}:{row % 60:02d}Z"
        scored.append((f"{row:013d}", phone, _weight(row, number, kind, with_address), url, second))
        label = f'"{kind.label}"' if kind.label else "null"
        yield (
            f'{{"v":1,"row_id":{row},"field":"phone","value":"{phone}","raw":"{phone}","line":"fixed",'
            f'"role":"{kind.role.value}","label":{label},"source":"homepage","url":"{url}","fetched_at":"{second}",'
            f'"snippet":"株式会社架空商会{row} 〒100-0000 東京都例題区架空町1-1 電話 {phone} 受付 平日","place":"'
            f'{kind.place.value}","site_name":"{name}","site_address":'
            f'{f"{chr(34)}{address}{chr(34)}" if address else "null"},"site_corporate_number":null,'
            f'"content_hash":"{row:032x}","licence":"storable"}}'
        )


def _weight(row: int, number: int, kind: _Kind, with_address: bool) -> float:
    at_home = True if with_address else None
    features = Features(
        Field.PHONE,
        "homepage",
        kind.place,
        kind.role,
        Line.FIXED,
        bool(kind.label),
        None,
        True,
        at_home,
        at_home,
    )
    listed = EVIDENCE["same_as_listed"] if row % 3 == 0 and number == 0 else 0.0
    return PRIOR + weigh(features)[0] + listed


def _outcome(row: int, shard: str) -> str:
    return (
        f'{{"v":1,"row_id":{row},"stage":"{STAGE}","attempt":1,"shard":"{shard}","state":"found","reason":'
        f'{{"code":"found_unlabelled","parameters":{{}}}},"trail":[{{"source":"homepage","asked_at":'
        '"2026-11-24T00:00:00Z","result":"hit","requests":5,"seconds":12.5,"cost":0.0}]}'
    )


def _write(path: Path, lines: list[str]) -> None:
    path.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), compresslevel=1))
