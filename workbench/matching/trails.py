"""What was asked about each row: a line a source, in the order in which they were asked."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.contract.records import RunLines
from workbench.contract.states import Field, Role

COLUMNS = (
    "row_id",
    "name",
    "stage",
    "attempt",
    "source",
    "asked_at",
    "result",
    "seen",
    "reason",
    "requests",
    "seconds",
    "cost",
)
# What is told of a source first; so much of it is kept, since a site may have many numbers.
_FIRST = tuple(
    field.value
    for field in (
        Field.PHONE,
        Field.HOMEPAGE,
        Field.CORPORATE_NUMBER,
        Field.INVOICE_STATUS,
        Field.STATUS,
        Field.ADDRESS,
        Field.NAME,
        Field.KANA,
        Field.DO_NOT_CALL,
    )
)
_MOST_SEEN = 5
Told = defaultdict[tuple[int, str], dict[tuple[str, str], None]]


def trail(run: RunLines) -> pd.DataFrame:
    """One line for each source asked about a row, by row, then in the order of asking.

    row_id (int), name (str: the row's own), stage (str), attempt (int), source (str), asked_at (UTC), result (code of
    AskResult), seen (tuple of (field, value): what the source told, the first few), reason (dict or None: the source's
    own word, a Reason), requests (int), seconds (float), cost (float: yen).
    Rows of one company share what was asked of it, and each has the lines.
    """
    companies = [json.loads(line) for line in _lines([run.companies])]
    rows_of = defaultdict(list)
    for company in companies:
        rows_of[company["company_id"]].append(company)
    asked_of = {company["row_id"]: rows_of[company["company_id"]] for company in companies}
    found = [
        {**line, "row_id": row["row_id"], "name": row["name"]}
        for line in _asked(run)
        for row in asked_of.get(line["row_id"], ())
    ]
    found.sort(key=lambda line: line["row_id"])  # the order within a row stays
    table = pd.DataFrame(found, columns=list(COLUMNS))
    table["asked_at"] = pd.to_datetime(table["asked_at"], utc=True, format="ISO8601")
    return table.astype({"row_id": "int64", "attempt": "int64", "requests": "int64", "cost": "float64"})


def _asked(run: RunLines) -> Iterator[dict[str, Any]]:
    """The lines of each outcome, in the order in which the stages were planned; one that landed twice counts once."""
    landed: dict[tuple[str, int, int], list[dict[str, Any]]] = {}
    for (stage, attempt, _), shard in run.shards.items():
        outcomes = {one["row_id"]: one for one in map(json.loads, _lines(shard.outcomes))}
        seen = _seen(map(json.loads, _lines(shard.observations)))
        for row_id, outcome in outcomes.items():
            landed[stage, attempt, row_id] = [
                _line(outcome, asked, seen[row_id, asked["source"]]) for asked in outcome["trail"]
            ]
    for lines in landed.values():
        yield from lines


def _seen(observations: Iterator[Mapping[str, Any]]) -> Told:
    """(row, source) -> what it told, each once, in the order in which it was read."""
    told: Told = defaultdict(dict)
    for one in observations:
        if one.get("role") != Role.FAX:
            told[one["row_id"], one["source"]][one["field"], one["value"]] = None
    return told


def _line(
    outcome: Mapping[str, Any], asked: Mapping[str, Any], seen: Mapping[tuple[str, str], None]
) -> dict[str, Any]:
    kept = ("source", "asked_at", "result", "requests", "seconds", "cost")
    return {
        "row_id": outcome["row_id"],
        "stage": outcome["stage"],
        "attempt": outcome["attempt"],
        "seen": tuple(sorted(seen, key=lambda one: _FIRST.index(one[0])))[:_MOST_SEEN],
        "reason": asked.get("reason"),
        **{name: asked[name] for name in kept},
    }


def _lines(batches: Sequence[bytes]) -> Iterator[bytes]:
    for batch in batches:
        if batch:
            yield from gzip.decompress(batch).splitlines()
